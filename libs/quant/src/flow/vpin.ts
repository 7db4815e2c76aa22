/**
 * VPIN, the volume-synchronised probability of informed trading (Easley, Lopez de Prado, O'Hara 2012), and bulk volume
 * classification. Disputed as a predictor: use it to widen and to throttle, not as alpha.
 */

import { assert } from '@reflex/base'
import { normalCdf } from '../stats/normal.ts'

const FILLED = 0
const SIGNED = 1
const SUM = 2

/**
 * Streaming VPIN over the last `window` buckets of equal volume; trades are split across buckets. No call allocates.
 */
export class Vpin {
  readonly bucketVolume: number
  readonly #imbalances: Float64Array // ring of |B - S|
  readonly #state = new Float64Array(3)
  /** Full buckets so far. */
  bucketCount = 0

  /** @param bucketVolume > 0, lots. @param window buckets averaged, >= 1. */
  constructor(bucketVolume: number, window: number) {
    assert(bucketVolume > 0 && Number.isInteger(window) && window >= 1, 'VPIN parameters out of range')
    this.bucketVolume = bucketVolume
    this.#imbalances = new Float64Array(window)
  }

  /** @param qty lots. @param sign +1 buyer-initiated, -1 seller-initiated. @returns buckets closed by this trade. */
  onTrade(qty: number, sign: number): number {
    const s = this.#state
    let closed = 0
    let left = qty
    while (s[FILLED]! + left >= this.bucketVolume) {
      const take = this.bucketVolume - s[FILLED]!
      this.#close(Math.abs(s[SIGNED]! + sign * take))
      left -= take
      s[FILLED] = 0
      s[SIGNED] = 0
      closed++
    }
    s[FILLED]! += left
    s[SIGNED]! += sign * left
    return closed
  }

  /** sum |B - S| / (window x V) in [0, 1]; NaN until the window is full. */
  get value(): number {
    if (this.bucketCount < this.#imbalances.length) return Number.NaN
    return this.#state[SUM]! / (this.#imbalances.length * this.bucketVolume)
  }

  /** |B - S| of the last full bucket; NaN before one. */
  get lastImbalance(): number {
    const n = this.#imbalances.length
    return this.bucketCount === 0 ? Number.NaN : this.#imbalances[(this.bucketCount - 1) % n]!
  }

  #close(imbalance: number): void {
    const slot = this.bucketCount % this.#imbalances.length
    this.#state[SUM]! += imbalance - this.#imbalances[slot]!
    this.#imbalances[slot] = imbalance
    this.bucketCount++
  }
}

export interface TradeBars {
  /** Last price of each bar. */
  readonly close: Float64Array
  /** Volume of each bar. */
  readonly volume: Float64Array
}

/** Time bars by floor(t / length) of trades in time order; bars without trades do not appear. */
export function tradeBars(
  times: ArrayLike<number>,
  prices: ArrayLike<number>,
  sizes: ArrayLike<number>,
  length: number,
): TradeBars {
  const close: number[] = []
  const volume: number[] = []
  let current = Number.NaN
  for (let i = 0; i < times.length; i++) {
    const bar = Math.floor(times[i]! / length)
    if (bar !== current) {
      close.push(0)
      volume.push(0)
      current = bar
    }
    close[close.length - 1] = prices[i]!
    volume[volume.length - 1]! += sizes[i]!
  }
  return { close: Float64Array.from(close), volume: Float64Array.from(volume) }
}

export interface BulkClassification {
  /** Volume taken as bought, for bars 1.. (the first has no price change). */
  readonly buyVolume: Float64Array
  /** Population standard deviation of the closes' changes. */
  readonly sd: number
}

/** Bulk volume classification: buy volume = V x Phi(change of close / sd). */
export function classifyBulkVolume(bars: TradeBars): BulkClassification {
  const n = Math.max(0, bars.close.length - 1)
  let mean = 0
  for (let i = 0; i < n; i++) mean += (bars.close[i + 1]! - bars.close[i]!) / n
  let square = 0
  for (let i = 0; i < n; i++) square += (bars.close[i + 1]! - bars.close[i]! - mean) ** 2 / n
  const sd = Math.sqrt(square)
  const buyVolume = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const change = bars.close[i + 1]! - bars.close[i]!
    buyVolume[i] = bars.volume[i + 1]! * (sd > 0 ? normalCdf(change / sd) : 0.5)
  }
  return { buyVolume, sd: n === 0 ? Number.NaN : sd }
}
