/**
 * Mids of all instruments from best bid and offer, with their age: what positions are valued at. Prices scaled by 1e8.
 */

export class Marks {
  /** NaN before the first quote. */
  readonly midE8: Float64Array
  readonly quoteNs: Float64Array
  /** 1 while the publisher says that the book equals the venue's. */
  readonly isLive: Uint8Array

  constructor(count: number) {
    this.midE8 = new Float64Array(count).fill(Number.NaN)
    this.quoteNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.isLive = new Uint8Array(count).fill(1)
  }

  onMid(instrument: number, nowNs: number, midE8: number): void {
    this.midE8[instrument] = midE8
    this.quoteNs[instrument] = nowNs
  }

  isFresh(instrument: number, nowNs: number, maxAgeNs: number): boolean {
    return this.isLive[instrument] === 1 && nowNs - this.quoteNs[instrument]! <= maxAgeNs
  }
}
