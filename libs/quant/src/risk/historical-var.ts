/**
 * Historical simulation: value at risk and expected shortfall from a sample of losses (positive = loss). Convention of
 * Hull: with n scenarios at confidence alpha, k = ceil(n (1 - alpha)), VaR = k-th worst loss, ES = mean of the k worst:
 * 500 at 99 % -> the 5th worst. Nothing is floored at zero.
 */

import { assert } from '@reflex/base'
import { sortedQuantile } from '../stats/sample.ts'

export interface TailRisk {
  readonly valueAtRisk: number
  readonly expectedShortfall: number
  /** Scenarios in the tail, k. */
  readonly tailCount: number
}

/** k = max(1, ceil(n (1 - alpha))) after rounding to 9 decimals: 500 x (1 - 0.99) is 5.000000000000004 in floats. */
export function tailCountOf(n: number, alpha: number): number {
  return Math.max(1, Math.ceil(Math.round(n * (1 - alpha) * 1e9) / 1e9))
}

/** @param losses at least one. */
export function historicalRisk(losses: ArrayLike<number>, alpha: number): TailRisk {
  return sortedRisk(Float64Array.from(losses).sort(), alpha)
}

/** As `historicalRisk`, of losses already sorted ascending: several confidences from one sort. */
export function sortedRisk(sorted: Float64Array, alpha: number): TailRisk {
  const n = sorted.length
  assert(n > 0, 'no losses')
  const tailCount = tailCountOf(n, alpha)
  let sum = 0
  for (let i = n - tailCount; i < n; i++) sum += sorted[i]!
  return { valueAtRisk: sorted[n - tailCount]!, expectedShortfall: sum / tailCount, tailCount }
}

/** The other convention: the alpha quantile with linear interpolation (type 7). */
export function interpolatedVar(losses: ArrayLike<number>, alpha: number): number {
  return sortedQuantile(Float64Array.from(losses).sort(), alpha)
}

/** Losses of linear exposures over past return vectors (T x n, row-major): -sum a_i r_ti, into `out` (length T). */
export function linearLosses(exposures: ArrayLike<number>, returns: Float64Array, out: Float64Array): void {
  const n = exposures.length
  assert(out.length * n === returns.length, 'returns do not fit exposures and scenarios')
  for (let t = 0; t < out.length; t++) {
    let pnl = 0
    for (let i = 0; i < n; i++) pnl += exposures[i]! * returns[t * n + i]!
    out[t] = -pnl
  }
}

/**
 * Age-weighted (Boudoukh, Richardson, Whitelaw 1998): scenario i of n, 1 = newest, weighs lambda^(i-1) (1 - lambda)/(1
 * - lambda^n). VaR = the loss at which the weight of it and all worse ones first reaches 1 - alpha; ES = the weighted
 *   mean of that tail.
 * @param losses oldest first. @param lambda in (0, 1).
 */
export function ageWeightedRisk(losses: ArrayLike<number>, alpha: number, lambda: number): TailRisk {
  const n = losses.length
  assert(n > 0 && lambda > 0 && lambda < 1, 'age weights need losses and lambda in (0, 1)')
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => losses[j]! - losses[i]!)
  const scale = (1 - lambda) / -Math.expm1(n * Math.log(lambda))
  let weight = 0
  let sum = 0
  for (let k = 0; k < n; k++) {
    const loss = losses[order[k]!]!
    const own = scale * lambda ** (n - 1 - order[k]!)
    weight += own
    sum += own * loss
    if (weight >= 1 - alpha - 1e-12) return { valueAtRisk: loss, expectedShortfall: sum / weight, tailCount: k + 1 }
  }
  return { valueAtRisk: losses[order[n - 1]!]!, expectedShortfall: sum / weight, tailCount: n }
}

/** Hull and White (1998): past returns rescaled to today's volatility, r_t x sigmaNow / sigma_t. */
export function volatilityScaledReturns(
  returns: ArrayLike<number>,
  sigmas: ArrayLike<number>,
  sigmaNow: number,
): Float64Array {
  const out = new Float64Array(returns.length)
  for (let t = 0; t < out.length; t++) out[t] = (returns[t]! * sigmaNow) / sigmas[t]!
  return out
}
