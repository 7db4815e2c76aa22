import type { BlockHandler, ControlledFragmentHandler, FragmentHandler } from './fragment-handler.ts'
import { CONTROLLED_ACTION } from './fragment-handler.ts'
import type { ImageSetup } from './image-setup.ts'
import { scanBlock } from './logbuffer/block-scan.ts'
import { HEADER_LENGTH, PADDING_FRAME_TYPE } from './logbuffer/frame-descriptor.ts'
import { Header } from './logbuffer/header.ts'
import {
  LOG_ACTIVE_TRANSPORT_COUNT,
  LOG_END_OF_STREAM_POSITION_OFFSET,
  LOG_INITIAL_TERM_ID_OFFSET,
  LOG_IS_PUBLICATION_REVOKED_OFFSET,
  LOG_MTU_LENGTH_OFFSET,
  PARTITION_COUNT,
} from './logbuffer/log-buffer-descriptor.ts'
import type { LogBuffers } from './logbuffer/log-buffers.ts'
import type { AtomicBuffer } from './memory/atomic-buffer.ts'
import type { Position } from './status/position.ts'
import type { Subscription } from './subscription.ts'

const FRAME_MASK = ~31

/**
 * One publisher's session as a subscription sees it. This object is the only writer of its position, which it publishes
 * once a poll. A poll never crosses the end of a term.
 */
export class Image {
  readonly subscription: Subscription
  readonly correlationId: number
  readonly sessionId: number
  /** `address:port` of the sender, or `aeron:ipc`. */
  readonly sourceIdentity: string
  /** Where this subscriber began. */
  readonly joinPosition: number
  readonly initialTermId: number
  readonly termBufferLength: number
  readonly mtuLength: number
  readonly subscriberPositionId: number
  readonly logBuffers: LogBuffers
  readonly #header: Header
  readonly #position: Position
  readonly #onReject: (image: Image, reason: string) => void
  /** Position of the start of the current term, and its low 32 bits. */
  #termBegin = 0
  #termBeginLow = 0
  #partition = 0
  #term: AtomicBuffer
  #termOffset = 0
  #closed = false
  #finalEos = false
  #finalEosPosition = Number.POSITIVE_INFINITY
  #finalRevoked = false

  constructor(setup: ImageSetup) {
    const metadata = setup.logBuffers.metadata
    this.subscription = setup.subscription
    this.correlationId = setup.correlationId
    this.sessionId = setup.sessionId
    this.sourceIdentity = setup.sourceIdentity
    this.logBuffers = setup.logBuffers
    this.subscriberPositionId = setup.subscriberPosition.counterId
    this.#position = setup.subscriberPosition
    this.#onReject = setup.onReject
    this.initialTermId = metadata.getInt(LOG_INITIAL_TERM_ID_OFFSET)
    this.termBufferLength = setup.logBuffers.termLength
    this.mtuLength = metadata.getInt(LOG_MTU_LENGTH_OFFSET)
    this.joinPosition = this.#position.getVolatile()
    this.#term = setup.logBuffers.terms[0]!
    this.#header = new Header(this, this.initialTermId, this.termBufferLength, this.#term)
    this.#locate(this.joinPosition)
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** Bytes of the stream this subscriber has taken; after close, where it stood. */
  get position(): number {
    return this.#termBegin + this.#termOffset
  }

  /** Skips ahead. @param newPosition within the current term, not before the current position, multiple of 32. */
  set position(newPosition: number) {
    if (this.#closed) return
    this.#checkPosition(newPosition)
    this.#moveTo(newPosition - this.#termBegin)
  }

  /** Infinity until the publisher has closed. */
  get endOfStreamPosition(): number {
    return this.#closed ? this.#finalEosPosition : this.#readEndOfStreamPosition()
  }

  /** All that the publisher sent before it closed has been taken. */
  get isEndOfStream(): boolean {
    return this.#closed ? this.#finalEos : this.position >= this.#readEndOfStreamPosition()
  }

  get isPublicationRevoked(): boolean {
    return this.#closed ? this.#finalRevoked : this.logBuffers.metadata.bytes[LOG_IS_PUBLICATION_REVOKED_OFFSET] === 1
  }

  get activeTransportCount(): number {
    return this.#closed ? 0 : this.logBuffers.metadata.getIntVolatile(LOG_ACTIVE_TRANSPORT_COUNT)
  }

  /** @param fragmentLimit most fragments to deliver. @returns fragments delivered. */
  poll(handler: FragmentHandler, fragmentLimit: number): number {
    if (this.#closed) return 0
    return this.#poll(handler, fragmentLimit, this.termBufferLength)
  }

  /** As poll, but stops before a frame that starts at or beyond the position. */
  boundedPoll(handler: FragmentHandler, limitPosition: number, fragmentLimit: number): number {
    if (this.#closed) return 0
    const limitOffset = Math.min(limitPosition - this.#termBegin, this.termBufferLength)
    return limitOffset <= this.#termOffset ? 0 : this.#poll(handler, fragmentLimit, limitOffset)
  }

  /** As poll, but the handler decides after each fragment. @returns fragments taken. */
  controlledPoll(handler: ControlledFragmentHandler, fragmentLimit: number): number {
    return this.#closed ? 0 : this.#controlledPoll(handler, fragmentLimit, this.termBufferLength)
  }

  /** As controlledPoll, but stops before a frame that starts at or beyond the position. */
  boundedControlledPoll(handler: ControlledFragmentHandler, limitPosition: number, fragmentLimit: number): number {
    if (this.#closed) return 0
    const limitOffset = Math.min(limitPosition - this.#termBegin, this.termBufferLength)
    return limitOffset <= this.#termOffset ? 0 : this.#controlledPoll(handler, fragmentLimit, limitOffset)
  }

  /**
   * Looks ahead without taking: the position of the image does not move. @param from a position of a frame, not before
   * the image's own and within its term. @param limitPosition where to stop. @returns the position behind what the
   * handler accepted, to be given as `from` the next time or to be set as `position`.
   */
  controlledPeek(from: number, handler: ControlledFragmentHandler, limitPosition: number): number {
    if (this.#closed) return from
    this.#checkPosition(from)
    const term = this.#term
    const header = this.#useHeader(term)
    const limit = Math.min(limitPosition - this.#termBegin, this.termBufferLength)
    let offset = from - this.#termBegin
    let accepted = offset
    while (offset < limit && !this.#closed) {
      const length = Atomics.load(term.ints, offset >> 2)
      if (length <= 0) break
      const start = offset
      offset += (length + 31) & FRAME_MASK
      if (term.ints[(start >> 2) + 1]! >>> 16 !== PADDING_FRAME_TYPE) {
        header.offset = start
        const action = handler.onFragment(term.bytes, start + HEADER_LENGTH, length - HEADER_LENGTH, header)
        if (action === CONTROLLED_ACTION.ABORT) break
        if (action === CONTROLLED_ACTION.BREAK) return this.#termBegin + offset
      }
      accepted = offset
    }
    return this.#termBegin + accepted
  }

  #controlledPoll(handler: ControlledFragmentHandler, fragmentLimit: number, limitOffset: number): number {
    const term = this.#term
    const header = this.#useHeader(term)
    let offset = this.#termOffset
    let fragments = 0
    try {
      while (fragments < fragmentLimit && offset < limitOffset && !this.#closed) {
        const length = Atomics.load(term.ints, offset >> 2)
        if (length <= 0) break
        const start = offset
        offset += (length + 31) & FRAME_MASK
        if (term.ints[(start >> 2) + 1]! >>> 16 === PADDING_FRAME_TYPE) continue
        header.offset = start
        fragments++
        const action = handler.onFragment(term.bytes, start + HEADER_LENGTH, length - HEADER_LENGTH, header)
        if (action === CONTROLLED_ACTION.ABORT) {
          fragments--
          offset = start
          break
        }
        if (action === CONTROLLED_ACTION.BREAK) break
        if (action === CONTROLLED_ACTION.COMMIT && !this.#closed && offset < this.termBufferLength) this.#moveTo(offset)
      }
    } finally {
      if (offset !== this.#termOffset && !this.#closed) this.#moveTo(offset)
    }
    return fragments
  }

  /**
   * Hands over as many whole frames as are there and fit, in one piece. @param blockLengthLimit bytes. @returns bytes
   * handed over.
   */
  blockPoll(handler: BlockHandler, blockLengthLimit: number): number {
    if (this.#closed) return 0
    const term = this.#term
    const start = this.#termOffset
    const end = scanBlock(term, start, Math.min(start + blockLengthLimit, this.termBufferLength))
    if (end === start) return 0
    try {
      const termId = term.ints[(start >> 2) + 5]!
      handler.onBlock(term.bytes, start, end - start, this.sessionId, termId)
    } finally {
      if (!this.#closed) this.#moveTo(end)
    }
    return end - start
  }

  /** Asks the driver to drop this image and to tell its publisher why. @param reason at most 1023 bytes. */
  reject(reason: string): void {
    if (!this.#closed) this.#onReject(this, reason)
  }

  /** For the conductor. */
  markClosed(): void {
    if (this.#closed) return
    this.#finalEosPosition = this.#readEndOfStreamPosition()
    this.#finalEos = this.position >= this.#finalEosPosition
    this.#finalRevoked = this.isPublicationRevoked
    this.#closed = true
  }

  /**
   * The length of the first frame is read as other threads left it; those behind it plainly: a processor with ordered
   * loads (see NativeMemoryMapper) cannot show a length before what it covers, and one seen too late is seen next time.
   */
  #poll(handler: FragmentHandler, fragmentLimit: number, limitOffset: number): number {
    const term = this.#term
    const { ints, bytes } = term
    let offset = this.#termOffset
    if (offset >= limitOffset) return 0
    let length = Atomics.load(ints, offset >> 2)
    if (length <= 0) return 0
    const header = this.#useHeader(term)
    let fragments = 0
    try {
      while (length > 0 && fragments < fragmentLimit) {
        const start = offset
        offset += (length + 31) & FRAME_MASK
        if (ints[(start >> 2) + 1]! >>> 16 !== PADDING_FRAME_TYPE) {
          header.offset = start
          fragments++
          handler.onFragment(bytes, start + HEADER_LENGTH, length - HEADER_LENGTH, header)
        }
        if (offset >= limitOffset || this.#closed) break
        length = ints[offset >> 2]!
      }
    } finally {
      if (offset !== this.#termOffset && !this.#closed) this.#moveTo(offset)
    }
    return fragments
  }

  #checkPosition(position: number): void {
    const isInTerm = position >= this.position && position <= this.#termBegin + this.termBufferLength
    if (isInTerm && position % 32 === 0) return
    throw new RangeError(`position ${position} must be a multiple of 32 within the term of ${this.position}`)
  }

  #useHeader(term: AtomicBuffer): Header {
    const header = this.#header
    header.buffer = term
    header.view = term.view
    return header
  }

  /**
   * Within a term only the low word of the position changes; a position at the end of a term is the start of the next.
   */
  #moveTo(termOffset: number): void {
    if (termOffset < this.termBufferLength) {
      this.#termOffset = termOffset
      this.#position.setLowOrdered((this.#termBeginLow + termOffset) | 0)
      return
    }
    const position = this.#termBegin + termOffset
    this.#locate(position)
    this.#position.setOrdered(position)
  }

  #locate(position: number): void {
    const termCount = Math.floor(position / this.termBufferLength)
    this.#termBegin = termCount * this.termBufferLength
    this.#termBeginLow = this.#termBegin | 0
    this.#partition = termCount % PARTITION_COUNT
    this.#term = this.logBuffers.terms[this.#partition]!
    this.#termOffset = position - this.#termBegin
  }

  #readEndOfStreamPosition(): number {
    const position = this.logBuffers.metadata.getLongVolatile(LOG_END_OF_STREAM_POSITION_OFFSET)
    return position > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : position
  }
}
