import type { BufferClaim } from './logbuffer/buffer-claim.ts'
import { FRAME_ALIGNMENT, HEADER_LENGTH } from './logbuffer/frame-descriptor.ts'
import {
  computeFramedLength,
  computeTermCount,
  initialiseTailWithTermId,
  LOG_ACTIVE_TERM_COUNT_OFFSET,
  PARTITION_COUNT,
  termTailOffset,
} from './logbuffer/log-buffer-descriptor.ts'
import { type AtomicBuffer, align } from './memory/atomic-buffer.ts'
import { ADMIN_ACTION, CLOSED, MAX_POSITION_EXCEEDED } from './publication-codes.ts'
import { type PublicationSetup, PublicationState } from './publication-state.ts'

/**
 * Its own session with one writer: keeps its place in the log to itself, so that an offer needs no read-modify-write.
 */
export class ExclusivePublication extends PublicationState {
  readonly #tails: Int32Array
  #partition: number
  #term: AtomicBuffer
  #termId: number
  #termOffset: number
  /** Position of the start of the current term, and its low 32 bits. */
  #termBegin: number
  #termBeginLow: number

  constructor(setup: PublicationSetup) {
    super(setup)
    const metadata = this.logBuffers.metadata
    this.#tails = metadata.ints
    this.#partition = metadata.getIntVolatile(LOG_ACTIVE_TERM_COUNT_OFFSET) % PARTITION_COUNT
    this.#term = this.logBuffers.terms[this.#partition]!
    this.#termId = metadata.getInt(termTailOffset(this.#partition) + 4)
    this.#termOffset = metadata.getInt(termTailOffset(this.#partition))
    this.#termBegin = computeTermCount(this.#termId, this.initialTermId) * this.termBufferLength
    this.#termBeginLow = this.#termBegin | 0
  }

  get termId(): number {
    return this.#termId
  }

  get termOffset(): number {
    return this.#termOffset
  }

  /**
   * Appends one message, in fragments if it is longer than maxPayloadLength.
   * @param reservedValue an i64 the subscriber reads from the header; as a number, exact to 2^53.
   * @returns the position after it, or one of the codes below zero: then nothing was appended.
   */
  override offer(bytes: Uint8Array, offset = 0, length: number = bytes.length - offset, reservedValue = 0): number {
    const termOffset = this.#append(bytes, offset, length, reservedValue)
    return termOffset < 0 ? termOffset : this.#termBegin + termOffset
  }

  /**
   * Takes room for a message of up to maxPayloadLength bytes, to be written in place and committed.
   * @returns the position after it, or one of the codes below zero.
   */
  override tryClaim(length: number, bufferClaim: BufferClaim): number {
    const termOffset = this.#claim(length, bufferClaim)
    return termOffset < 0 ? termOffset : this.#termBegin + termOffset
  }

  /** Appends padding that subscribers skip. @param length in bytes, up to maxMessageLength. @returns as offer. */
  appendPadding(length: number): number {
    if (this.closed) return CLOSED
    this.checkMessageLength(length)
    if (!this.#isWithinLimit()) return this.backPressureStatus(this.currentPosition(), length)
    const start = this.#termOffset
    const resulting = this.#advance(align(length + HEADER_LENGTH, FRAME_ALIGNMENT))
    if (resulting < 0) return resulting
    this.appender.appendPadding(this.#term, this.#termId, start, resulting - start)
    return this.#termBegin + resulting
  }

  /**
   * Appends frames that were prepared elsewhere, headers and all, as `Image.blockPoll` hands them over: for replay.
   * They must be of this session, stream and current term, lie in the order of their offsets, and fit into what is left
   * of it (`termBufferLength - termOffset`).
   * @param length multiple of 32. @returns as offer. @throws RangeError when the block does not fit here.
   */
  offerBlock(bytes: Uint8Array, offset: number, length: number): number {
    if (this.closed) return CLOSED
    if (!this.#isWithinLimit()) return this.backPressureStatus(this.currentPosition(), length)
    const start = this.#termOffset
    if (start >= this.termBufferLength) return this.#onEndOfTerm()
    const frames = new DataView(bytes.buffer, bytes.byteOffset + offset, length)
    this.#checkBlock(frames, start)
    const resulting = this.#advance(length)
    const term = this.#term
    term.putBytes(start + 8, bytes, offset + 8, length - 8)
    term.ints[(start >> 2) + 1] = frames.getInt32(4, true)
    Atomics.store(term.ints, start >> 2, frames.getInt32(0, true))
    return this.#termBegin + resulting
  }

  protected override currentPosition(): number {
    return this.#termBegin + this.#termOffset
  }

  /**
   * Positions beyond 2^31 are boxed when a function returns them, so the work is done in term offsets and only the
   * public methods, small enough for V8 to inline, deal in positions. @returns the term offset after the message, or a
   * code.
   */
  #append(bytes: Uint8Array, offset: number, length: number, reservedValue: number): number {
    if (this.closed) return CLOSED
    if (!this.#isWithinLimit()) return this.backPressureStatus(this.currentPosition(), length)
    const start = this.#termOffset
    if (length <= this.maxPayloadLength) {
      const resulting = this.#advance(align(length + HEADER_LENGTH, FRAME_ALIGNMENT))
      if (resulting < 0) return resulting
      this.appender.appendUnfragmented(this.#term, this.#termId, start, bytes, offset, length, reservedValue)
      return resulting
    }
    this.checkMessageLength(length)
    const resulting = this.#advance(computeFramedLength(length, this.maxPayloadLength))
    if (resulting < 0) return resulting
    this.appender.appendFragmented(this.#term, this.#termId, start, bytes, offset, length, reservedValue)
    return resulting
  }

  #checkBlock(frame: DataView, start: number): void {
    const fits = frame.byteLength % FRAME_ALIGNMENT === 0 && start + frame.byteLength <= this.termBufferLength
    const isHere = frame.byteLength >= HEADER_LENGTH && frame.getInt32(8, true) === start
    const isMine = frame.getInt32(12, true) === this.sessionId && frame.getInt32(16, true) === this.streamId
    if (fits && isHere && isMine && frame.getInt32(20, true) === this.#termId) return
    throw new RangeError(`the block is not for term ${this.#termId} offset ${start} of this publication, or too long`)
  }

  #claim(length: number, bufferClaim: BufferClaim): number {
    if (this.closed) return CLOSED
    this.checkPayloadLength(length)
    if (!this.#isWithinLimit()) return this.backPressureStatus(this.currentPosition(), length)
    const start = this.#termOffset
    const resulting = this.#advance(align(length + HEADER_LENGTH, FRAME_ALIGNMENT))
    if (resulting < 0) return resulting
    this.appender.claim(this.#term, this.#termId, start, length)
    bufferClaim.wrap(this.#term, start, length)
    return resulting
  }

  /**
   * Moves the tail, which must be visible before the frame: the driver reads the position of a producer from it. Within
   * a term only the low word of the raw tail changes. @returns the term offset after the frame, or a code.
   */
  #advance(required: number): number {
    const resulting = this.#termOffset + required
    this.#tails[this.#partition * 2] = resulting
    if (resulting > this.termBufferLength) return this.#onEndOfTerm()
    this.#termOffset = resulting
    return resulting
  }

  #onEndOfTerm(): number {
    const remaining = this.termBufferLength - this.#termOffset
    if (remaining > 0) this.appender.appendPadding(this.#term, this.#termId, this.#termOffset, remaining)
    this.#termOffset = this.termBufferLength
    const nextTermBegin = this.#termBegin + this.termBufferLength
    if (nextTermBegin >= this.maxPossiblePosition) return MAX_POSITION_EXCEEDED
    const metadata = this.logBuffers.metadata
    this.#partition = (this.#partition + 1) % PARTITION_COUNT
    this.#term = this.logBuffers.terms[this.#partition]!
    this.#termId = (this.#termId + 1) | 0
    this.#termOffset = 0
    this.#termBegin = nextTermBegin
    this.#termBeginLow = nextTermBegin | 0
    initialiseTailWithTermId(metadata, this.#partition, this.#termId)
    metadata.putIntOrdered(LOG_ACTIVE_TERM_COUNT_OFFSET, computeTermCount(this.#termId, this.initialTermId))
    return ADMIN_ACTION
  }

  /**
   * Limit and position are never 2^31 apart, so their low words tell which is ahead. The limit is read every time: it
   * falls back when the last subscriber leaves, and what is sent then would be lost.
   */
  #isWithinLimit(): boolean {
    const positionLow = (this.#termBeginLow + this.#termOffset) | 0
    return ((this.limit.getLowPlain() - positionLow) | 0) > 0 || ((this.limit.getLowVolatile() - positionLow) | 0) > 0
  }
}
