import type { MessageFrame } from '@reflex/service-host'
import { PacketSequencer } from '../packet/packet-sequencer.ts'

const PACKET_LENGTH_MAX = 4096

/** Takes the messages of a packet that comes next. */
export type PacketHandler = (view: DataView, offset: number, length: number) => void

/** One sequencer for each channel that frames come from; both lines of a channel go into one. */
export class Mdp3Channels {
  /** By session id of the frames. */
  readonly sequencers = new Map<number, PacketSequencer>()
  readonly #windowPackets: number
  readonly #windowNs: number
  readonly #onPacket: PacketHandler
  readonly #onGap: () => void
  #last: PacketSequencer | undefined
  #lastSession = Number.NaN

  /** @param onGap told before the first packet after a loss. */
  constructor(windowPackets: number, windowNs: number, onPacket: PacketHandler, onGap: () => void) {
    this.#onGap = onGap
    this.#windowPackets = windowPackets
    this.#windowNs = windowNs
    this.#onPacket = onPacket
  }

  get gaps(): number {
    return this.#sum('gaps')
  }

  get duplicates(): number {
    return this.#sum('duplicates')
  }

  get delivered(): number {
    return this.#sum('delivered')
  }

  get lost(): number {
    return this.#sum('lost')
  }

  onPacket(nowNs: number, frame: MessageFrame): void {
    if (frame.sessionId !== this.#lastSession) {
      this.#last = this.#sequencerOf(frame.sessionId)
      this.#lastSession = frame.sessionId
    }
    const sequence = frame.view.getUint32(frame.offset, true)
    this.#last!.onPacket(nowNs, frame.bytes, frame.view, frame.offset, frame.length, sequence, 1)
  }

  onTimer(nowNs: number): number {
    let told = 0
    for (const sequencer of this.sequencers.values()) told += sequencer.onTimer(nowNs)
    return told
  }

  finish(): void {
    for (const sequencer of this.sequencers.values()) sequencer.finish()
  }

  #sequencerOf(session: number): PacketSequencer {
    let sequencer = this.sequencers.get(session)
    if (sequencer === undefined) {
      sequencer = new PacketSequencer({
        listener: {
          onSequencedPacket: (_bytes, view, offset, length) => this.#onPacket(view, offset, length),
          onSequenceGap: () => this.#onGap(),
        },
        ...{ windowPackets: this.#windowPackets, windowNs: this.#windowNs, packetLengthMax: PACKET_LENGTH_MAX },
      })
      this.sequencers.set(session, sequencer)
    }
    return sequencer
  }

  #sum(key: 'gaps' | 'duplicates' | 'delivered' | 'lost'): number {
    let sum = 0
    for (const sequencer of this.sequencers.values()) sum += sequencer[key]
    return sum
  }
}
