/** Benchmarks of a parent order: VWAP, participation-weighted price, relative performance, misses. */

/** Volume-weighted average price, streaming. Any units. */
export class Vwap {
  volume = 0
  /** Sum of price x quantity. */
  notional = 0

  add(px: number, qty: number): void {
    this.volume += qty
    this.notional += px * qty
  }

  reset(): void {
    this.volume = 0
    this.notional = 0
  }

  /** NaN without volume. */
  get price(): number {
    return this.volume > 0 ? this.notional / this.volume : Number.NaN
  }
}

/**
 * Participation-weighted price: VWAP of the market's first `shares` after arrival, trades in time order, the last one
 * counted in part. NaN when the market has not traded that much.
 * @param shares filled quantity / participation rate.
 */
export function participationWeightedPrice(
  prices: ArrayLike<number>,
  sizes: ArrayLike<number>,
  shares: number,
): number {
  let left = shares
  let notional = 0
  for (let i = 0; i < prices.length && left > 0; i++) {
    const take = Math.min(left, sizes[i]!)
    notional += take * prices[i]!
    left -= take
  }
  return left > 0 || shares <= 0 ? Number.NaN : notional / shares
}

/** Volume split about our average price; RPM (Kissell) in [0, 1], 0.5 = as good as the market, higher is better. */
export interface RelativePerformance {
  /** Volume at prices worse for us than ours. */
  readonly favourableVolume: number
  /** Volume at prices better for us than ours. */
  readonly unfavourableVolume: number
  readonly totalVolume: number
  /** (total + favourable - unfavourable) / (2 total). */
  readonly rpm: number
}

export function relativePerformance(
  side: number,
  averagePx: number,
  prices: ArrayLike<number>,
  volumes: ArrayLike<number>,
): RelativePerformance {
  let favourableVolume = 0
  let unfavourableVolume = 0
  let totalVolume = 0
  for (let i = 0; i < prices.length; i++) {
    const worse = side * (prices[i]! - averagePx)
    if (worse > 0) favourableVolume += volumes[i]!
    else if (worse < 0) unfavourableVolume += volumes[i]!
    totalVolume += volumes[i]!
  }
  const rpm = relativePerformanceMeasure(totalVolume, favourableVolume, unfavourableVolume)
  return { favourableVolume, unfavourableVolume, totalVolume, rpm }
}

export function relativePerformanceMeasure(total: number, favourable: number, unfavourable: number): number {
  return (total + favourable - unfavourable) / (2 * total)
}

/** Performance against a benchmark price in bps, positive = good: s (benchmark - average) / benchmark. */
export function performanceBps(side: number, averagePx: number, benchmark: number): number {
  return ((side * (benchmark - averagePx)) / benchmark) * 1e4
}

/** Miss of a benchmark in bps of the whole order, positive = bad: s x (average - benchmark) / (S Pd). */
export function benchmarkMissBps(
  side: number,
  filledQty: number,
  averagePx: number,
  benchmark: number,
  orderValue: number,
): number {
  return ((side * filledQty * (averagePx - benchmark)) / orderValue) * 1e4
}
