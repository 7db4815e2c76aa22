import type { BufferClaim } from './logbuffer/buffer-claim.ts'
import { FRAME_ALIGNMENT, HEADER_LENGTH } from './logbuffer/frame-descriptor.ts'
import {
  computeFramedLength,
  computeTermCount,
  LOG_ACTIVE_TERM_COUNT_OFFSET,
  PARTITION_COUNT,
  producerPosition,
  rotateLog,
} from './logbuffer/log-buffer-descriptor.ts'
import { align } from './memory/atomic-buffer.ts'
import { ADMIN_ACTION, CLOSED, MAX_POSITION_EXCEEDED } from './publication-codes.ts'
import { type PublicationSetup, PublicationState } from './publication-state.ts'

/**
 * A session shared by all who add the same channel and stream: any number of writers, in any process.
 *
 * Room is claimed by compare-and-set on the low word of the raw tail (the term offset) and the term id is read after
 * it. Official writers add to all 64 bits at once; the result is the same, because the high word of a partition changes
 * only when a log rotates into it, which cannot happen between a successful claim and the read behind it: readers would
 * have to pass the claimed, unwritten frame. This way costs no BigInt, and the tail never overshoots by more than the
 * one message that ends the term.
 */
export class Publication extends PublicationState {
  readonly #tails: Int32Array

  constructor(setup: PublicationSetup) {
    super(setup)
    this.#tails = this.logBuffers.metadata.ints
  }

  /**
   * Appends one message, in fragments if it is longer than maxPayloadLength.
   * @param reservedValue an i64 the subscriber reads from the header; as a number, exact to 2^53.
   * @returns the position after it, or one of the codes below zero: then nothing was appended.
   */
  override offer(bytes: Uint8Array, offset = 0, length: number = bytes.length - offset, reservedValue = 0): number {
    if (this.closed) return CLOSED
    if (length > this.maxPayloadLength) return this.#offerFragmented(bytes, offset, length, reservedValue)
    const required = align(length + HEADER_LENGTH, FRAME_ALIGNMENT)
    const termCount = this.#tails[LOG_ACTIVE_TERM_COUNT_OFFSET >> 2]!
    const start = this.#claimRoom(termCount, required, length)
    if (start < 0) return start
    const partition = termCount % PARTITION_COUNT
    const termId = this.#tails[partition * 2 + 1]!
    this.appender.appendUnfragmented(
      this.logBuffers.terms[partition]!,
      termId,
      start,
      bytes,
      offset,
      length,
      reservedValue,
    )
    return computeTermCount(termId, this.initialTermId) * this.termBufferLength + start + required
  }

  /**
   * Takes room for a message of up to maxPayloadLength bytes, to be written in place and committed.
   * @returns the position after it, or one of the codes below zero.
   */
  override tryClaim(length: number, bufferClaim: BufferClaim): number {
    if (this.closed) return CLOSED
    this.checkPayloadLength(length)
    const required = align(length + HEADER_LENGTH, FRAME_ALIGNMENT)
    const termCount = this.#tails[LOG_ACTIVE_TERM_COUNT_OFFSET >> 2]!
    const start = this.#claimRoom(termCount, required, length)
    if (start < 0) return start
    const partition = termCount % PARTITION_COUNT
    const termId = this.#tails[partition * 2 + 1]!
    const term = this.logBuffers.terms[partition]!
    this.appender.claim(term, termId, start, length)
    bufferClaim.wrap(term, start, length)
    return computeTermCount(termId, this.initialTermId) * this.termBufferLength + start + required
  }

  protected override currentPosition(): number {
    return producerPosition(this.logBuffers.metadata, this.termBufferLength, this.initialTermId)
  }

  #offerFragmented(bytes: Uint8Array, offset: number, length: number, reservedValue: number): number {
    this.checkMessageLength(length)
    const required = computeFramedLength(length, this.maxPayloadLength)
    const termCount = this.#tails[LOG_ACTIVE_TERM_COUNT_OFFSET >> 2]!
    const start = this.#claimRoom(termCount, required, length)
    if (start < 0) return start
    const partition = termCount % PARTITION_COUNT
    const termId = this.#tails[partition * 2 + 1]!
    this.appender.appendFragmented(
      this.logBuffers.terms[partition]!,
      termId,
      start,
      bytes,
      offset,
      length,
      reservedValue,
    )
    return computeTermCount(termId, this.initialTermId) * this.termBufferLength + start + required
  }

  /**
   * What is read plainly here is at worst old: the exchange fails then, or the code says to try again, and every way
   * out of this function passes an atomic operation. @returns the term offset of the claimed room, or a code.
   */
  #claimRoom(termCount: number, required: number, length: number): number {
    const tails = this.#tails
    const tailIndex = (termCount % PARTITION_COUNT) * 2
    const termLength = this.termBufferLength
    while (true) {
      const termId = tails[tailIndex + 1]!
      const termOffset = tails[tailIndex]!
      if (computeTermCount(termId, this.initialTermId) !== termCount) {
        Atomics.load(tails, tailIndex) // The next attempt reads afresh.
        return ADMIN_ACTION
      }
      if (!this.#isWithinLimit(termCount, termOffset)) return this.backPressureStatus(this.currentPosition(), length)
      if (termOffset >= termLength) return this.#rotate(termCount, termId, termLength)
      const resulting = termOffset + required
      if (Atomics.compareExchange(tails, tailIndex, termOffset, resulting) !== termOffset) continue
      if (resulting <= termLength) return termOffset
      const claimedTermId = Atomics.load(tails, tailIndex + 1)
      return this.#rotate(computeTermCount(claimedTermId, this.initialTermId), claimedTermId, termOffset)
    }
  }

  /**
   * The one writer whose message straddles the end owes the padding; all may rotate. @param termOffset where this
   * writer's claim began.
   */
  #rotate(termCount: number, termId: number, termOffset: number): number {
    const termLength = this.termBufferLength
    if (termOffset < termLength) {
      const term = this.logBuffers.terms[termCount % PARTITION_COUNT]!
      this.appender.appendPadding(term, termId, termOffset, termLength - termOffset)
    }
    if ((termCount + 1) * termLength >= this.maxPossiblePosition) return MAX_POSITION_EXCEEDED
    rotateLog(this.logBuffers.metadata, termCount, termId)
    return ADMIN_ACTION
  }

  /** As in ExclusivePublication: the low words of limit and position tell which is ahead. */
  #isWithinLimit(termCount: number, termOffset: number): boolean {
    const termLength = this.termBufferLength
    const positionLow = Math.imul(termCount, termLength) + Math.min(termOffset, termLength)
    return ((this.limit.getLowPlain() - positionLow) | 0) > 0 || ((this.limit.getLowVolatile() - positionLow) | 0) > 0
  }
}
