/**
 * The live connection of one venue as an input of the service: frames wait here until the turn that reads them, and
 * each turn takes the handler's requests for snapshots.
 */

import type { SessionTime } from '@reflex/base'
import { EXTERNAL_STREAM, type FrameHandler, type InputSource, MessageFrame } from '@reflex/service-host'
import { CONTROL_FRAMES } from '../core/crypto/control-frame.ts'
import { NOTHING, type SnapshotRequests } from '../core/crypto/snapshot-requests.ts'
import { type ConnectionOptions, VenueConnection } from './venue-connection.ts'

interface WaitingFrame {
  readonly bytes: Uint8Array
  readonly owner: number
  readonly arrivalNs: number
}

export interface LiveSourceOptions extends Omit<ConnectionOptions, 'listener' | 'symbols'> {
  readonly name: string
  readonly venueId: number
  readonly session: SessionTime
  /** ns since the session epoch. */
  readonly nowNs: () => number
  /** Instruments of the venue: dense index, id, and symbol in the venue's spelling. */
  readonly instruments: readonly { readonly index: number; readonly id: number; readonly symbol: string }[]
  /** Frames that may wait; with more the connection counts as lost. */
  readonly queueMax: number
  readonly wake: () => void
  readonly note: (text: string) => void
}

export class LiveSource implements InputSource {
  readonly name: string
  readonly connection: VenueConnection
  /** Frames thrown away because the service did not keep up. */
  dropped = 0
  readonly #options: LiveSourceOptions
  readonly #frame = new MessageFrame()
  #requests: SnapshotRequests | undefined = undefined
  #waiting: WaitingFrame[] = []
  #next = 0

  constructor(options: LiveSourceOptions) {
    this.name = options.name
    this.#options = options
    this.connection = new VenueConnection({
      ...options,
      symbols: options.instruments.map(({ symbol }) => symbol),
      listener: {
        onVenueFrame: (bytes, _url, symbol) => this.#onFrame(bytes, symbol),
        onVenueNote: (text) => options.note(`${options.name}: ${text}`),
      },
    })
  }

  /** Begins. @param requests of the venue's handler. */
  start(requests: SnapshotRequests): void {
    this.#requests = requests
    this.connection.start()
  }

  poll(nowNs: number, handler: FrameHandler, limit: number): number {
    if (this.connection.isOpen) this.#takeRequests(nowNs)
    const frame = this.#frame
    let count = 0
    while (count < limit && this.#next < this.#waiting.length) {
      const { bytes, owner, arrivalNs } = this.#waiting[this.#next++]!
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      frame.set(EXTERNAL_STREAM.VENUE_FEED + this.#options.venueId, owner, bytes, view, 0, bytes.length)
      frame.arrivalNs = arrivalNs
      handler.onFrame(frame)
      count++
    }
    if (this.#next === this.#waiting.length && this.#next > 0) {
      this.#waiting = []
      this.#next = 0
    }
    return count
  }

  close(): void {
    this.connection.close()
  }

  #takeRequests(nowNs: number): void {
    const requests = this.#requests
    if (requests === undefined) return
    for (let index = requests.take(nowNs); index !== NOTHING; index = requests.take(nowNs)) {
      const instrument = this.#options.instruments.find((each) => each.index === index)
      if (instrument !== undefined) this.connection.requestSnapshot(instrument.symbol)
    }
  }

  #onFrame(bytes: Uint8Array, symbol: string): void {
    const { queueMax, instruments, nowNs, wake } = this.#options
    const arrivalNs = nowNs()
    if (this.#waiting.length - this.#next >= queueMax) {
      this.dropped += this.#waiting.length - this.#next
      this.#waiting = [{ bytes: CONTROL_FRAMES.disconnected, owner: 0, arrivalNs }]
      this.#next = 0
    }
    const owner = symbol === '' ? 0 : (instruments.find((each) => each.symbol === symbol)?.id ?? 0)
    this.#waiting.push({ bytes, owner, arrivalNs })
    wake()
  }
}
