import { type AtomicBuffer, align, alignLong, isPowerOfTwo } from '../memory/atomic-buffer.ts'
import { FRAME_ALIGNMENT, HEADER_LENGTH } from './frame-descriptor.ts'

/** A log: three terms one after another, then 4096 bytes of metadata at the very end of the file. */

export const PARTITION_COUNT = 3
export const TERM_MIN_LENGTH = 64 * 1024
export const TERM_MAX_LENGTH = 1024 * 1024 * 1024
export const PAGE_MIN_SIZE = 4096
export const LOG_META_DATA_LENGTH = 4096

export const TERM_TAIL_COUNTERS_OFFSET = 0
export const LOG_ACTIVE_TERM_COUNT_OFFSET = 24
export const LOG_END_OF_STREAM_POSITION_OFFSET = 128
export const LOG_IS_CONNECTED_OFFSET = 136
export const LOG_ACTIVE_TRANSPORT_COUNT = 140
export const LOG_CORRELATION_ID_OFFSET = 256
export const LOG_INITIAL_TERM_ID_OFFSET = 264
export const LOG_DEFAULT_FRAME_HEADER_LENGTH_OFFSET = 268
export const LOG_MTU_LENGTH_OFFSET = 272
export const LOG_TERM_LENGTH_OFFSET = 276
export const LOG_PAGE_SIZE_OFFSET = 280
export const LOG_PUBLICATION_WINDOW_LENGTH_OFFSET = 284
export const LOG_RECEIVER_WINDOW_LENGTH_OFFSET = 288
export const LOG_MAX_RESEND_OFFSET = 316
export const LOG_DEFAULT_FRAME_HEADER_OFFSET = 320
export const LOG_ENTITY_TAG_OFFSET = 448
export const LOG_RESPONSE_CORRELATION_ID_OFFSET = 456
export const LOG_LINGER_TIMEOUT_NS_OFFSET = 464
export const LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET = 472
export const LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET = 480
export const LOG_GROUP_OFFSET = 488
export const LOG_IS_RESPONSE_OFFSET = 489
export const LOG_REJOIN_OFFSET = 490
export const LOG_RELIABLE_OFFSET = 491
export const LOG_SPARSE_OFFSET = 492
export const LOG_SIGNAL_EOS_OFFSET = 493
export const LOG_SPIES_SIMULATE_CONNECTION_OFFSET = 494
export const LOG_TETHER_OFFSET = 495
export const LOG_IS_PUBLICATION_REVOKED_OFFSET = 496
export const LOG_TYPE_OFFSET = 497
/** Not a multiple of 8: only through a DataView. */
export const LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET = 500

export const LOG_TYPE_CONCURRENT_PUBLICATION = 0
export const LOG_TYPE_EXCLUSIVE_PUBLICATION = 1
export const LOG_TYPE_IMAGE = 2

/**
 * Raw tail: term id in the high word, offset in the low word; the offset may exceed the term length after overshoot.
 */
export function termTailOffset(partitionIndex: number): number {
  return TERM_TAIL_COUNTERS_OFFSET + partitionIndex * 8
}

/** Term ids wrap through 2^31; the count of terms does not. */
export function computeTermCount(termId: number, initialTermId: number): number {
  return (termId - initialTermId) | 0
}

export function computePosition(termId: number, termOffset: number, termLength: number, initialTermId: number): number {
  return computeTermCount(termId, initialTermId) * termLength + termOffset
}

export function computeTermIdFromPosition(position: number, termLength: number, initialTermId: number): number {
  return (initialTermId + Math.floor(position / termLength)) | 0
}

/** Bytes a message of `length` takes in the log, headers and alignment included. */
export function computeFramedLength(length: number, maxPayloadLength: number): number {
  if (length <= maxPayloadLength) return align(length + HEADER_LENGTH, FRAME_ALIGNMENT)
  const fullFrames = Math.floor(length / maxPayloadLength)
  const remaining = length % maxPayloadLength
  const last = remaining > 0 ? align(remaining + HEADER_LENGTH, FRAME_ALIGNMENT) : 0
  return fullFrames * (maxPayloadLength + HEADER_LENGTH) + last
}

/** Length in bytes of the file of a log. */
export function computeLogLength(termLength: number, pageSize: number): number {
  return alignLong(termLength * PARTITION_COUNT + LOG_META_DATA_LENGTH, pageSize)
}

/** @throws RangeError unless a power of two in [64 KiB, 1 GiB]. */
export function checkTermLength(termLength: number): void {
  if (termLength < TERM_MIN_LENGTH || termLength > TERM_MAX_LENGTH || !isPowerOfTwo(termLength)) {
    throw new RangeError(
      `term length must be a power of two from ${TERM_MIN_LENGTH} to ${TERM_MAX_LENGTH}: ${termLength}`,
    )
  }
}

/** Sets the raw tail of a partition; for an uncontended writer. */
export function initialiseTailWithTermId(
  metadata: AtomicBuffer,
  partitionIndex: number,
  termId: number,
  termOffset = 0,
): void {
  Atomics.store(metadata.longs, termTailOffset(partitionIndex) / 8, packTail(termId, termOffset))
}

export function packTail(termId: number, termOffset: number): bigint {
  return (BigInt(termId) << 32n) | BigInt(termOffset)
}

/** The position of the producer: the tail of the active partition, overshoot cut off. */
export function producerPosition(metadata: AtomicBuffer, termLength: number, initialTermId: number): number {
  while (true) {
    const termCount = metadata.getIntVolatile(LOG_ACTIVE_TERM_COUNT_OFFSET)
    const tail = termTailOffset(termCount % PARTITION_COUNT)
    const termId = metadata.getIntVolatile(tail + 4)
    const termOffset = metadata.getIntVolatile(tail)
    if (metadata.getIntVolatile(tail + 4) !== termId) continue
    return computePosition(termId, Math.min(termOffset >>> 0, termLength), termLength, initialTermId)
  }
}

/**
 * Moves a log to its next term on behalf of any number of writers: whoever comes first wins, the others find it done.
 * @param termCount of the term that is full. @param termId of the term that is full.
 */
export function rotateLog(metadata: AtomicBuffer, termCount: number, termId: number): boolean {
  const nextTermId = (termId + 1) | 0
  const nextTermCount = (termCount + 1) | 0
  const index = termTailOffset(nextTermCount % PARTITION_COUNT) / 8
  const expectedTermId = (nextTermId - PARTITION_COUNT) | 0
  while (true) {
    const rawTail = Atomics.load(metadata.longs, index)
    if (Number(rawTail >> 32n) !== expectedTermId) break
    if (Atomics.compareExchange(metadata.longs, index, rawTail, packTail(nextTermId, 0)) === rawTail) break
  }
  return metadata.compareAndSetInt(LOG_ACTIVE_TERM_COUNT_OFFSET, termCount, nextTermCount)
}
