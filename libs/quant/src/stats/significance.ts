/** Tests for comparing venues and strategies. All p-values are two-sided. NaN where a test is not defined. */

import { studentTTwoSided } from './distributions.ts'
import { normalTail } from './normal.ts'
import { mean, sampleVariance } from './sample.ts'

export interface TTest {
  readonly t: number
  readonly df: number
  readonly p: number
}

/** Welch's test of mean(a) = mean(b), unequal variances. */
export function welchTest(a: ArrayLike<number>, b: ArrayLike<number>): TTest {
  return welchFromMoments(a.length, mean(a), sampleVariance(a), b.length, mean(b), sampleVariance(b))
}

/** As `welchTest`, from streamed moments. */
export function welchFromMoments(
  countA: number,
  meanA: number,
  varianceA: number,
  countB: number,
  meanB: number,
  varianceB: number,
): TTest {
  const va = varianceA / countA
  const vb = varianceB / countB
  const t = (meanA - meanB) / Math.sqrt(va + vb)
  const df = (va + vb) ** 2 / (va ** 2 / (countA - 1) + vb ** 2 / (countB - 1))
  return { t, df, p: studentTTwoSided(t, df) }
}

/** One-sample test of mean(x) = 0 for independent observations. */
export function oneSampleTest(x: ArrayLike<number>): TTest {
  const df = x.length - 1
  const t = mean(x) / Math.sqrt(sampleVariance(x) / x.length)
  return { t, df, p: studentTTwoSided(t, df) }
}

export interface RankTest {
  /** Pairs with a > b plus half the ties. */
  readonly u: number
  readonly p: number
}

/** Mann-Whitney: normal approximation with tie and continuity corrections. Robust against outliers. */
export function mannWhitneyTest(a: ArrayLike<number>, b: ArrayLike<number>): RankTest {
  const n = a.length + b.length
  const values = new Float64Array(n)
  values.set(Array.from(a))
  values.set(Array.from(b), a.length)
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  let rankSumA = 0
  let ties = 0
  for (let i = 0; i < n; ) {
    let j = i
    while (j < n && values[order[j]!] === values[order[i]!]) j++
    const rank = (i + 1 + j) / 2
    for (let k = i; k < j; k++) if (order[k]! < a.length) rankSumA += rank
    const size = j - i
    ties += size ** 3 - size
    i = j
  }
  const u = rankSumA - (a.length * (a.length + 1)) / 2
  const pairs = a.length * b.length
  const sd = Math.sqrt((pairs / 12) * (n + 1 - ties / (n * (n - 1))))
  const z = (Math.max(u, pairs - u) - pairs / 2 - 0.5) / sd
  return { u, p: Math.min(1, 2 * normalTail(z)) }
}

export interface SeriesTest {
  readonly t: number
  /** Standard error of the mean. */
  readonly standardError: number
  /** From the normal distribution. */
  readonly p: number
}

/**
 * Newey and West (1987): t of the mean of one autocorrelated series, such as overlapping markouts. Bartlett weights
 * over `lags`, sums divided by n, no small-sample factor. NaN when the variance estimate is not positive.
 */
export function neweyWestTest(x: ArrayLike<number>, lags: number): SeriesTest {
  const n = x.length
  const m = mean(x)
  let variance = 0
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let sum = 0
    for (let t = lag; t < n; t++) sum += (x[t]! - m) * (x[t - lag]! - m)
    variance += ((lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * sum) / n
  }
  const standardError = Math.sqrt(variance / n)
  const t = m / standardError
  return { t, standardError, p: 2 * normalTail(Math.abs(t)) }
}

/**
 * Holm (1979): adjusted p-values of a family of tests, in the order given. Reject where the adjusted value is below the
 * level.
 */
export function holmAdjust(p: readonly number[]): number[] {
  const n = p.length
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => p[i]! - p[j]!)
  const out = new Array<number>(n).fill(Number.NaN)
  let running = 0
  for (let rank = 0; rank < n; rank++) {
    running = Math.max(running, Math.min(1, p[order[rank]!]! * (n - rank)))
    out[order[rank]!] = running
  }
  return out
}
