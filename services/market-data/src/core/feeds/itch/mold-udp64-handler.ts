/**
 * ITCH in MoldUDP64 datagrams, on one line or several: messages are numbered, so that losses are known. A session that
 * begins at its message 1 has whole books.
 *
 *     session c10 | sequence u64 | count u16 | count x (length u16, message)       count 0 heartbeat, 0xffff the end
 *
 * Datagrams with sequence 0 have no number (captures whose headers were blanked): they are read as they come.
 */

import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler } from '../../feed-event.ts'
import { type PacketListener, PacketSequencer } from '../packet/packet-sequencer.ts'
import type { ItchHandler } from './itch-handler.ts'

export const MOLD_HEADER_LENGTH = 20
const SESSION_LENGTH = 10
const END_OF_SESSION = 0xffff
const TWO_32 = 4_294_967_296

export interface MoldOptions {
  readonly itch: ItchHandler
  readonly windowPackets: number
  readonly windowNs: number
}

export class MoldUdp64Handler implements FeedHandler, PacketListener {
  readonly sequencer: PacketSequencer
  readonly itch: ItchHandler
  events = 0
  garbled = 0
  readonly #session = new Uint8Array(SESSION_LENGTH)
  #hasSession = false

  constructor(options: MoldOptions) {
    this.itch = options.itch
    const { windowPackets, windowNs } = options
    this.sequencer = new PacketSequencer({ listener: this, windowPackets, windowNs, packetLengthMax: 2048 })
  }

  get venueId(): number {
    return this.itch.venueId
  }

  get gaps(): number {
    return this.sequencer.gaps
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    const { bytes, view, offset, length } = frame
    this.events++
    if (!isMoldUdp64(view, offset, length)) {
      this.garbled++
      return
    }
    const sequence = view.getUint32(offset + 10) * TWO_32 + view.getUint32(offset + 14)
    const count = view.getUint16(offset + 18)
    if (sequence === 0) return this.onSequencedPacket(bytes, view, offset, length, 0)
    if (this.#isNewSession(bytes, offset)) {
      this.sequencer.finish()
      this.sequencer.reset()
      this.itch.onSession(sequence === 1)
    }
    this.sequencer.onPacket(nowNs, bytes, view, offset, length, sequence, count === END_OF_SESSION ? 0 : count)
  }

  onTimer(nowNs: number): number {
    return this.sequencer.onTimer(nowNs)
  }

  /** Nothing more will come. */
  finish(): void {
    this.sequencer.finish()
  }

  onSequencedPacket(_bytes: Uint8Array, view: DataView, offset: number, _length: number, skip: number): void {
    const count = view.getUint16(offset + 18)
    if (count === END_OF_SESSION) return
    let at = offset + MOLD_HEADER_LENGTH
    for (let i = 0; i < count; i++) {
      const length = view.getUint16(at)
      if (i >= skip) this.itch.onMessage(view, at + 2, length)
      at += 2 + length
    }
  }

  onSequenceGap(_first: number, _next: number): void {
    this.itch.onLoss()
  }

  #isNewSession(bytes: Uint8Array, offset: number): boolean {
    let isSame = this.#hasSession
    for (let i = 0; i < SESSION_LENGTH; i++) {
      if (this.#session[i] !== bytes[offset + i]) isSame = false
      this.#session[i] = bytes[offset + i]!
    }
    this.#hasSession = true
    return !isSame
  }
}

/** Whether the messages that a datagram says it has fill it exactly. */
export function isMoldUdp64(view: DataView, offset: number, length: number): boolean {
  if (length < MOLD_HEADER_LENGTH) return false
  const count = view.getUint16(offset + 18)
  if (count === END_OF_SESSION || count === 0) return length === MOLD_HEADER_LENGTH
  const end = offset + length
  let at = offset + MOLD_HEADER_LENGTH
  for (let i = 0; i < count; i++) {
    if (at + 2 > end) return false
    at += 2 + view.getUint16(at)
  }
  return at === end
}
