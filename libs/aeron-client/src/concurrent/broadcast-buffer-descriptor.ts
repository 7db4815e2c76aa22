/**
 * The to-clients buffer: `capacity` bytes of records (as in the ring), then this trailer. One writer; readers may be
 * lapped.
 */

export const BROADCAST_TRAILER_LENGTH = 128
export const TAIL_INTENT_COUNTER_OFFSET = 0
export const TAIL_COUNTER_OFFSET = 8
export const LATEST_COUNTER_OFFSET = 16
