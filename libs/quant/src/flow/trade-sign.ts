/**
 * Who started a trade, and how long flow keeps its direction. Signs: +1 buyer-initiated, -1 seller-initiated, 0 not
 * known.
 */

import { assert } from '@reflex/base'

/**
 * Tick rule: +1 after an uptick, -1 after a downtick, the previous sign when the price repeats; 0 for the first trades
 * at one price.
 */
export class TickRule {
  readonly #state = new Float64Array(1).fill(Number.NaN)
  #sign = 0

  /** @returns the sign of this trade. */
  onTrade(price: number): number {
    const previous = this.#state[0]!
    if (price > previous) this.#sign = 1
    else if (price < previous) this.#sign = -1
    this.#state[0] = price
    return this.#sign
  }
}

/**
 * Lee and Ready (1991): against the mid of the quote before the trade, by the tick rule when the trade is at the mid.
 */
export function leeReadySign(price: number, mid: number, tickSign: number): number {
  return price > mid ? 1 : price < mid ? -1 : tickSign
}

/**
 * Autocorrelation of trade signs, forgetting exponentially: how much of the flow is one order being worked. On real
 * markets it decays as lag^-0.6 (Lillo and Farmer 2004). No call allocates.
 */
export class TradeSignAutocorrelation {
  readonly #keep: number
  readonly #ring: Float64Array
  readonly #products: Float64Array // index = lag; [0] is the variance
  readonly #state = new Float64Array(1) // mean
  #count = 0

  /** @param lagMax largest lag, 1..1000 trades. @param tradesMemory mean age of what is averaged, > lagMax trades. */
  constructor(lagMax: number, tradesMemory: number) {
    assert(Number.isInteger(lagMax) && lagMax >= 1 && lagMax <= 1000, 'lagMax out of range')
    assert(tradesMemory > lagMax, 'tradesMemory must exceed lagMax')
    this.#keep = 1 - 1 / tradesMemory
    this.#ring = new Float64Array(lagMax + 1)
    this.#products = new Float64Array(lagMax + 1)
  }

  onTrade(sign: number): void {
    const ring = this.#ring
    const size = ring.length
    const at = this.#count % size
    ring[at] = sign
    this.#count++
    const gain = Math.max(1 - this.#keep, 1 / this.#count)
    this.#state[0]! += gain * (sign - this.#state[0]!)
    const lags = Math.min(size - 1, this.#count - 1)
    for (let lag = 0; lag <= lags; lag++) {
      const product = sign * ring[(at - lag + size) % size]!
      const lagGain = Math.max(1 - this.#keep, 1 / (this.#count - lag))
      this.#products[lag]! += lagGain * (product - this.#products[lag]!)
    }
  }

  /** Autocorrelation at `lag` in 0..lagMax; NaN before lag + 2 trades or when all signs were equal. */
  at(lag: number): number {
    if (this.#count < lag + 2) return Number.NaN
    const square = this.#state[0]! ** 2
    const variance = this.#products[0]! - square
    return variance > 1e-12 ? (this.#products[lag]! - square) / variance : Number.NaN
  }
}
