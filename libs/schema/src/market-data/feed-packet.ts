/**
 * Framing of the simulated exchanges' feed (docs/protocol/venue-feed.md): a datagram is a header and messages, each
 * behind its size.
 *
 *     PacketHeader (15) | size uint16 | SBE header, message | size uint16 | ...          size counts itself, header and
 *     message
 */

import type { SessionTime } from '@reflex/base'
import { PacketHeaderDecoder, PacketHeaderEncoder } from './generated/venue-feed/index.ts'

/** Largest datagram that every Ethernet path carries in one frame. */
export const FEED_PACKET_LENGTH_MAX = 1400

/** Returned by `FeedPacketReader.next` after the last message. */
export const END_OF_PACKET = -1
/** Returned by `wrap` and `next` for bytes that are not a packet. */
export const GARBLED_PACKET = -2

const SIZE_LENGTH = 2
const MESSAGE_COUNT_MAX = 254
const SBE_HEADER_LENGTH = 8

/**
 * Fills one packet at a time: begin, then for each message encode at `messageOffset()` and commit the encoder's limit,
 * then end.
 */
export class FeedPacketWriter {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly #header = new PacketHeaderEncoder()
  #limit = 0
  #count = 0

  constructor(capacity: number = FEED_PACKET_LENGTH_MAX) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }

  get messageCount(): number {
    return this.#count
  }

  begin(): void {
    this.#limit = PacketHeaderEncoder.ENCODED_LENGTH
    this.#count = 0
  }

  /** Whether a message of this many bytes, SBE header included, still fits. */
  fits(length: number): boolean {
    return this.#limit + SIZE_LENGTH + length <= this.bytes.length && this.#count < MESSAGE_COUNT_MAX
  }

  /** Where the next message's SBE header goes. */
  messageOffset(): number {
    return this.#limit + SIZE_LENGTH
  }

  /** @param limit where the message that was encoded at `messageOffset()` ends. */
  commit(limit: number): void {
    this.view.setUint16(this.#limit, limit - this.#limit, true)
    this.#limit = limit
    this.#count++
  }

  /** Writes the header. @returns the packet's length. */
  end(epoch: number, seqNum: number, session: SessionTime, sendingTimeNs: number): number {
    this.#header.wrap(this.view, 0).seqNum(seqNum).sendingTime(session, sendingTimeNs)
    this.#header.messageCount(this.#count).epoch(epoch)
    return this.#limit
  }
}

/** Walks the messages of a packet without trusting it. */
export class FeedPacketReader {
  readonly #header = new PacketHeaderDecoder()
  #view: DataView = new DataView(new ArrayBuffer(0))
  #next = 0
  #limit = 0
  #end = 0
  #left = 0

  /** @returns the number of messages, or GARBLED_PACKET. */
  wrap(view: DataView, offset: number, length: number): number {
    this.#left = 0
    if (length < PacketHeaderDecoder.ENCODED_LENGTH) return GARBLED_PACKET
    this.#view = view
    this.#header.wrap(view, offset)
    this.#next = offset + PacketHeaderDecoder.ENCODED_LENGTH
    this.#end = offset + length
    this.#left = this.#header.messageCount()
    return this.#left
  }

  seqNum(): number {
    return this.#header.seqNum()
  }

  epoch(): number {
    return this.#header.epoch()
  }

  sendingTime(session: SessionTime): number {
    return this.#header.sendingTime(session)
  }

  /**
   * @returns the offset of the next message's SBE header, END_OF_PACKET, or GARBLED_PACKET when sizes and length
   * disagree.
   */
  next(): number {
    if (this.#left === 0) return this.#next === this.#end ? END_OF_PACKET : GARBLED_PACKET
    if (this.#next + SIZE_LENGTH > this.#end) return this.#garbled()
    const size = this.#view.getUint16(this.#next, true)
    if (size < SIZE_LENGTH + SBE_HEADER_LENGTH || this.#next + size > this.#end) return this.#garbled()
    const message = this.#next + SIZE_LENGTH
    this.#next += size
    this.#limit = this.#next
    this.#left--
    return message
  }

  /** Where the message of the last `next` ends: the `end` for `VenueFeedAdapter.dispatchChecked`. */
  limit(): number {
    return this.#limit
  }

  #garbled(): number {
    this.#left = 0
    this.#next = -1
    return GARBLED_PACKET
  }
}
