/**
 * One price for each underlying: the mid of its first linear or spot instrument with a fresh quote; the last one known,
 * marked stale, when none has. Prices in quote currency.
 */

import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'

const E8 = 1e8
const NONE = -1

export class UnderlyingPrices {
  /** By underlying; NaN before the first quote. */
  readonly spots: Float64Array
  readonly isStale: Uint8Array
  /** Instrument that is followed, -1 before the first quote. */
  readonly sources: Int32Array
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #maxAgeNs: number

  constructor(instruments: Instruments, marks: Marks, maxAgeNs: number) {
    const n = instruments.underlyingNames.length
    this.spots = new Float64Array(n).fill(Number.NaN)
    this.isStale = new Uint8Array(n).fill(1)
    this.sources = new Int32Array(n).fill(NONE)
    this.#instruments = instruments
    this.#marks = marks
    this.#maxAgeNs = maxAgeNs
  }

  refresh(nowNs: number): void {
    const { sources, isStale, spots } = this
    const { midE8 } = this.#marks
    for (let u = 0; u < sources.length; u++) {
      const present = sources[u]!
      if (present === NONE || !this.#marks.isFresh(present, nowNs, this.#maxAgeNs)) this.#choose(u, nowNs)
      const source = sources[u]!
      if (source !== NONE) spots[u] = midE8[source]! / E8
      isStale[u] = source === NONE || !this.#marks.isFresh(source, nowNs, this.#maxAgeNs) ? 1 : 0
    }
  }

  #choose(underlying: number, nowNs: number): void {
    const { underlyings, kinds, count } = this.#instruments
    for (let i = 0; i < count; i++) {
      if (underlyings[i] !== underlying || kinds[i]! >= INSTRUMENT_KIND.OPTION) continue
      if (!this.#marks.isFresh(i, nowNs, this.#maxAgeNs)) continue
      this.sources[underlying] = i
      return
    }
  }
}
