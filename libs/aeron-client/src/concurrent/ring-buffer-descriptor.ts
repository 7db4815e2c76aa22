import type { AtomicBuffer } from '../memory/atomic-buffer.ts'

/** The to-driver ring: `capacity` bytes of records, then a trailer whose fields stand alone on two cache lines each. */

export const RING_TRAILER_LENGTH = 768
export const TAIL_POSITION_OFFSET = 128
export const HEAD_CACHE_POSITION_OFFSET = 256
export const HEAD_POSITION_OFFSET = 384
export const CORRELATION_COUNTER_OFFSET = 512
export const CONSUMER_HEARTBEAT_OFFSET = 640

/**
 * A record: i32 length with header (0 = nothing, negative = being written), i32 type, message; aligned to 8. Same in
 * the broadcast buffer.
 */
export const RECORD_HEADER_LENGTH = 8
export const RECORD_ALIGNMENT = 8
export const RECORD_TYPE_OFFSET = 4
export const PADDING_MSG_TYPE_ID = -1

/** Told of one message; the bytes are valid during the call only. */
export type MessageHandler = (msgTypeId: number, buffer: AtomicBuffer, offset: number, length: number) => void
