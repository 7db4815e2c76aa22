/**
 * Realised measures of one path of prices: variance, bipower (robust to jumps), previous-tick sampling, Roll's spread.
 */

import { logReturns } from './range.ts'

/** Sum of squared log returns. At trade frequency it holds 2n times the noise variance: sample at 5 s or more first. */
export function realizedVariance(prices: ArrayLike<number>): number {
  let sum = 0
  for (const r of logReturns(prices)) sum += r * r
  return sum
}

/**
 * Bipower variation (Barndorff-Nielsen and Shephard 2004): pi/2 sum |r_i| |r_(i-1)|, the part of the variance that is
 * not jumps.
 */
export function bipowerVariation(prices: ArrayLike<number>): number {
  const r = logReturns(prices)
  let sum = 0
  for (let i = 1; i < r.length; i++) sum += Math.abs(r[i]!) * Math.abs(r[i - 1]!)
  return (Math.PI / 2) * sum
}

/**
 * The last price at or before each point of the grid start, start + step, ..., up to the last time. Grid points before
 * the first price are dropped. Times ascend, in the unit of start and step.
 */
export function previousTickSample(
  times: ArrayLike<number>,
  prices: ArrayLike<number>,
  start: number,
  step: number,
): Float64Array {
  const n = times.length
  if (n === 0) return new Float64Array(0)
  const last = Math.floor((times[n - 1]! - start) / step)
  const first = Math.max(0, Math.ceil((times[0]! - start) / step))
  const out = new Float64Array(Math.max(0, last - first + 1))
  let i = 0
  for (let g = first; g <= last; g++) {
    while (i + 1 < n && times[i + 1]! <= start + g * step) i++
    out[g - first] = prices[i]!
  }
  return out
}

/**
 * Roll (1984) effective spread in price units, 2 sqrt(-cov(dp_t, dp_(t-1))), with the overall mean of dp removed and
 * division by the number of pairs. NaN when the covariance is not negative.
 */
export function rollSpread(prices: ArrayLike<number>): number {
  const n = prices.length - 1
  if (n < 2) return Number.NaN
  const mean = (prices[n]! - prices[0]!) / n
  let sum = 0
  for (let i = 1; i < n; i++) {
    sum += (prices[i + 1]! - prices[i]! - mean) * (prices[i]! - prices[i - 1]! - mean)
  }
  const covariance = sum / (n - 1)
  return covariance < 0 ? 2 * Math.sqrt(-covariance) : Number.NaN
}
