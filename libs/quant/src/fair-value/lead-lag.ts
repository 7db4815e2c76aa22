/**
 * Which venue moves first: cross-correlation of returns sampled on one clock, and weights for `ConsensusFairValue`. Off
 * the tick path.
 */

import { assert } from '@reflex/base'

/**
 * Correlation of x_t with y_(t + lag), means removed; NaN when a series is constant. lag may be negative: then y leads.
 */
export function crossCorrelation(x: ArrayLike<number>, y: ArrayLike<number>, lag: number): number {
  assert(x.length === y.length, 'series differ in length')
  const n = x.length
  let mx = 0
  let my = 0
  for (let i = 0; i < n; i++) {
    mx += x[i]! / n
    my += y[i]! / n
  }
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < n; i++) {
    xx += (x[i]! - mx) ** 2
    yy += (y[i]! - my) ** 2
    const j = i + lag
    if (j >= 0 && j < n) xy += (x[i]! - mx) * (y[j]! - my)
  }
  return xy / Math.sqrt(xx * yy)
}

/**
 * Lead weight of each venue: its mean squared correlation with later returns of the others over lags 1..lagMax,
 * relative to the mean of all venues, so that 1 is neutral; bounded to [1/bound, bound].
 * @param returns one series per venue, all on the same clock. @param bound > 1.
 */
export function leadLagWeights(returns: readonly ArrayLike<number>[], lagMax: number, bound: number): Float64Array {
  const n = returns.length
  const power = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue
      for (let lag = 1; lag <= lagMax; lag++) {
        const c = crossCorrelation(returns[i]!, returns[j]!, lag)
        if (!Number.isNaN(c)) power[i]! += c * c
      }
    }
  }
  let mean = 0
  for (const p of power) mean += p / n
  return power.map((p) => (mean > 0 ? Math.min(bound, Math.max(1 / bound, p / mean)) : 1))
}
