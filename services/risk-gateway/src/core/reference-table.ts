/**
 * Reference prices by instrument: the mid when the quote is fresh, else the last trade when that is fresh, else none.
 * Kept as twice the price in ticks, so that a half-tick mid is exact.
 */

export const NO_REFERENCE = 0

/** Market state of an instrument; anything but OPEN takes no new order. */
export const MARKET_UNKNOWN = 0
export const MARKET_OPEN = 1
export const MARKET_CLOSED = 2
export const MARKET_STALE = 3

export class ReferenceTable {
  readonly bidTicks: Float64Array
  readonly askTicks: Float64Array
  readonly quoteNs: Float64Array
  readonly lastTicks: Float64Array
  readonly lastNs: Float64Array
  readonly marketState: Uint8Array
  /** The last mid or trade ever known, twice in ticks: values positions while the market is silent. */
  readonly mark2: Float64Array
  /** When anything was heard of the venue, by venue index. */
  readonly venueNs: Float64Array
  readonly #venueOf: Int32Array
  readonly #quoteAgeMaxNs: Float64Array
  readonly #lastAgeMaxNs: Float64Array

  /** @param venueOf venue index by instrument. */
  constructor(venueOf: Int32Array, venueCount: number, quoteAgeMaxNs: Float64Array, lastAgeMaxNs: Float64Array) {
    const count = venueOf.length
    this.#venueOf = venueOf
    this.venueNs = new Float64Array(venueCount).fill(Number.NEGATIVE_INFINITY)
    this.bidTicks = new Float64Array(count).fill(Number.NaN)
    this.askTicks = new Float64Array(count).fill(Number.NaN)
    this.quoteNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.lastTicks = new Float64Array(count).fill(Number.NaN)
    this.lastNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.marketState = new Uint8Array(count)
    this.mark2 = new Float64Array(count)
    this.#quoteAgeMaxNs = quoteAgeMaxNs
    this.#lastAgeMaxNs = lastAgeMaxNs
  }

  /** @param bid @param ask in ticks, NaN for an empty side: such a quote refreshes nothing. */
  onQuote(instrument: number, nowNs: number, bid: number, ask: number): void {
    this.bidTicks[instrument] = bid
    this.askTicks[instrument] = ask
    const sum = bid + ask
    if (!(sum > 0)) return
    this.quoteNs[instrument] = nowNs
    this.mark2[instrument] = sum
  }

  onTrade(instrument: number, nowNs: number, price: number): void {
    this.lastTicks[instrument] = price
    this.lastNs[instrument] = nowNs
    if (this.mark2[instrument] === 0) this.mark2[instrument] = 2 * price
  }

  /**
   * Leaves twice the reference price in ticks, or NO_REFERENCE, in `found.reference2`: a field, since V8 boxes a double
   * that a call returns. An age of exactly the limit is fresh.
   */
  look(instrument: number, found: { nowNs: number; reference2: number }): void {
    const sum = this.bidTicks[instrument]! + this.askTicks[instrument]!
    const last = this.lastTicks[instrument]!
    const { nowNs } = found
    const state = this.marketState[instrument]
    let seenNs = this.quoteNs[instrument]!
    if (state === MARKET_OPEN) {
      const venueNs = this.venueNs[this.#venueOf[instrument]!]!
      if (venueNs > seenNs) seenNs = venueNs
    }
    const isTrusted = sum > 0 && state !== MARKET_STALE
    if (isTrusted && nowNs - seenNs <= this.#quoteAgeMaxNs[instrument]!) found.reference2 = sum
    else if (last > 0 && nowNs - this.lastNs[instrument]! <= this.#lastAgeMaxNs[instrument]!)
      found.reference2 = 2 * last
    else found.reference2 = NO_REFERENCE
  }

  /** Age of the youngest price, ns; Infinity when there was none. */
  ageNs(instrument: number, nowNs: number): number {
    return nowNs - Math.max(this.quoteNs[instrument]!, this.lastNs[instrument]!)
  }
}
