/** The instruments of one venue as its feed handler needs them: symbols in the venue's spelling to dense indices. */

import type { Instruments } from '@reflex/schema'

export interface CryptoInstruments {
  /** Instruments of all venues: dense indices are below it. */
  readonly count: number
  /** By index. */
  readonly tickE8s: Float64Array
  readonly lotE8s: Float64Array
  /** @returns the dense index of a symbol in the venue's own spelling, -1 when it is not ours. */
  find(bytes: Uint8Array, offset: number, length: number): number
  /** @returns the dense index of the instrument a nameless frame belongs to, -1 for none. */
  ownerOf(sessionId: number): number
  /** Whether the instrument at an index is of this venue. */
  has(index: number): boolean
}

/** Those of the desk file. */
export class DeskCryptoInstruments implements CryptoInstruments {
  readonly count: number
  readonly tickE8s: Float64Array
  readonly lotE8s: Float64Array
  readonly #instruments: Instruments
  readonly #venueId: number

  constructor(instruments: Instruments, venueId: number) {
    this.count = instruments.count
    this.tickE8s = instruments.tickE8s
    this.lotE8s = instruments.lotE8s
    this.#instruments = instruments
    this.#venueId = venueId
  }

  find(bytes: Uint8Array, offset: number, length: number): number {
    return this.#instruments.indexOf(this.#instruments.findInFeed(this.#venueId, bytes, offset, length))
  }

  ownerOf(sessionId: number): number {
    return this.#instruments.indexOf(sessionId)
  }

  has(index: number): boolean {
    return this.#instruments.venueIds[index] === this.#venueId
  }
}
