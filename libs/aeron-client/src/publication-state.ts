import {
  CHANNEL_STATUS,
  type ChannelStatus,
  channelStatusOf,
  localSocketAddressesOf,
} from './channel-endpoint-status.ts'
import type { Destinations } from './destinations.ts'
import { BufferClaim } from './logbuffer/buffer-claim.ts'
import { computeMaxMessageLength, HEADER_LENGTH } from './logbuffer/frame-descriptor.ts'
import {
  LOG_INITIAL_TERM_ID_OFFSET,
  LOG_IS_CONNECTED_OFFSET,
  LOG_IS_PUBLICATION_REVOKED_OFFSET,
  LOG_MTU_LENGTH_OFFSET,
} from './logbuffer/log-buffer-descriptor.ts'
import type { LogBuffers } from './logbuffer/log-buffers.ts'
import { TermAppender } from './logbuffer/term-appender.ts'
import { BACK_PRESSURED, MAX_POSITION_EXCEEDED, NOT_CONNECTED } from './publication-codes.ts'
import type { CountersReader } from './status/counters-reader.ts'
import type { Position } from './status/position.ts'

/** What the conductor hands to a new publication. */
export interface PublicationSetup {
  readonly channel: string
  readonly streamId: number
  readonly sessionId: number
  /** Of this add; the handle by which it is removed. */
  readonly registrationId: number
  /** Of the first add of a shared publication: names the log and the counters. */
  readonly originalRegistrationId: number
  readonly channelStatusId: number
  readonly logBuffers: LogBuffers
  readonly positionLimit: Position
  readonly counters: CountersReader
  readonly destinations: Destinations
  /** Tells the driver and lets the log linger. */
  readonly onClose: (publication: PublicationState, revoke: boolean) => void
}

/** What both kinds of publication know of themselves. */
export abstract class PublicationState {
  readonly channel: string
  readonly streamId: number
  readonly sessionId: number
  readonly registrationId: number
  readonly originalRegistrationId: number
  /** Counter with the status of the send channel; -1 for IPC. */
  readonly channelStatusId: number
  readonly initialTermId: number
  readonly termBufferLength: number
  /** Longest message of one frame, in bytes; also the limit of tryClaim. */
  readonly maxPayloadLength: number
  /** Longest message offer takes, in bytes. */
  readonly maxMessageLength: number
  /**
   * In bytes; where the stream ends for good. Positions beyond 2^53 cannot be told apart, so that is the limit for
   * large terms.
   */
  readonly maxPossiblePosition: number
  protected readonly logBuffers: LogBuffers
  protected readonly limit: Position
  protected readonly appender: TermAppender
  protected closed = false
  readonly #counters: CountersReader
  readonly #destinations: Destinations
  readonly #onClose: (publication: PublicationState, revoke: boolean) => void
  readonly #claim = new BufferClaim()
  #finalPosition = 0

  constructor(setup: PublicationSetup) {
    const metadata = setup.logBuffers.metadata
    this.channel = setup.channel
    this.streamId = setup.streamId
    this.sessionId = setup.sessionId
    this.registrationId = setup.registrationId
    this.originalRegistrationId = setup.originalRegistrationId
    this.channelStatusId = setup.channelStatusId
    this.initialTermId = metadata.getInt(LOG_INITIAL_TERM_ID_OFFSET)
    this.termBufferLength = setup.logBuffers.termLength
    this.maxPayloadLength = metadata.getInt(LOG_MTU_LENGTH_OFFSET) - HEADER_LENGTH
    this.maxMessageLength = computeMaxMessageLength(this.termBufferLength)
    this.maxPossiblePosition = Math.min(this.termBufferLength * 2 ** 31, Number.MAX_SAFE_INTEGER)
    this.logBuffers = setup.logBuffers
    this.limit = setup.positionLimit
    this.appender = new TermAppender(this.sessionId, this.streamId, this.maxPayloadLength)
    this.#counters = setup.counters
    this.#destinations = setup.destinations
    this.#onClose = setup.onClose
  }

  get isClosed(): boolean {
    return this.closed
  }

  /** For the conductor. */
  get logs(): LogBuffers {
    return this.logBuffers
  }

  /** At least one subscriber is there. */
  get isConnected(): boolean {
    return !this.closed && this.logBuffers.metadata.getIntVolatile(LOG_IS_CONNECTED_OFFSET) === 1
  }

  get isRevoked(): boolean {
    return !this.closed && this.logBuffers.metadata.bytes[LOG_IS_PUBLICATION_REVOKED_OFFSET] === 1
  }

  /** Bytes ever appended, padding included; after close, where it stood. */
  get position(): number {
    return this.closed ? this.#finalPosition : this.currentPosition()
  }

  /** No message is taken that would start at or beyond this position. */
  get positionLimit(): number {
    return this.closed ? this.#finalPosition : this.limit.getVolatile()
  }

  /** Bytes that may be appended now. */
  get availableWindow(): number {
    return this.positionLimit - this.position
  }

  /** Counter whose value is the position limit. */
  get positionLimitId(): number {
    return this.limit.counterId
  }

  /** State of the send socket; NONE for IPC and after close. */
  get channelStatus(): ChannelStatus {
    return this.closed ? CHANNEL_STATUS.NONE : channelStatusOf(this.#counters, this.channelStatusId)
  }

  /** `address:port` of the sockets this publication sends from; empty for IPC. */
  localSocketAddresses(): string[] {
    return this.closed ? [] : localSocketAddressesOf(this.#counters, this.channelStatusId)
  }

  /** Where this publication sends to, when its channel says `control-mode=manual`. */
  get destinations(): Destinations {
    if (this.closed) throw new Error('the publication is closed')
    return this.#destinations
  }

  /** Adds a destination to a publication with `control-mode=manual`. @returns its id, for `destinations.removeById`. */
  addDestination(channel: string): number {
    return this.destinations.add(channel)
  }

  removeDestination(channel: string): void {
    this.destinations.remove(channel)
  }

  /** As the publications say. */
  abstract offer(bytes: Uint8Array, offset?: number, length?: number, reservedValue?: number): number

  /** As the publications say. */
  abstract tryClaim(length: number, bufferClaim: BufferClaim): number

  /**
   * Appends one message that lies in several pieces. Longer ones than maxPayloadLength are gathered first. @returns as
   * offer.
   */
  offerParts(parts: readonly Uint8Array[], reservedValue = 0): number {
    let length = 0
    for (const part of parts) length += part.length
    if (length > this.maxPayloadLength) return this.offer(Buffer.concat(parts), 0, length, reservedValue)
    const claim = this.#claim
    const result = this.tryClaim(length, claim)
    if (result < 0) return result
    let offset = claim.offset
    for (const part of parts) {
      claim.bytes.set(part, offset)
      offset += part.length
    }
    if (reservedValue !== 0) claim.reservedValue = reservedValue
    claim.commit()
    return result
  }

  close(): void {
    this.#close(false)
  }

  /** Closes and tells subscribers to drop what they have not read yet. */
  revoke(): void {
    this.#close(true)
  }

  /** For the conductor: the driver knows already, or is gone. */
  markClosed(): void {
    if (this.closed) return
    this.#finalPosition = this.currentPosition()
    this.closed = true
  }

  protected abstract currentPosition(): number

  protected backPressureStatus(position: number, requiredLength: number): number {
    if (position + requiredLength >= this.maxPossiblePosition) return MAX_POSITION_EXCEEDED
    return this.logBuffers.metadata.getIntVolatile(LOG_IS_CONNECTED_OFFSET) === 1 ? BACK_PRESSURED : NOT_CONNECTED
  }

  protected checkMessageLength(length: number): void {
    if (length > this.maxMessageLength)
      throw new RangeError(`message of ${length} bytes exceeds the maximum of ${this.maxMessageLength}`)
  }

  protected checkPayloadLength(length: number): void {
    if (length > this.maxPayloadLength)
      throw new RangeError(`claim of ${length} bytes exceeds the maximum of ${this.maxPayloadLength}`)
  }

  #close(revoke: boolean): void {
    if (this.closed) return
    this.markClosed()
    this.#onClose(this, revoke)
  }
}
