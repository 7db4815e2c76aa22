/** Student t, chi-squared and binomial distribution functions with the p-values that tests report. */

import { normalQuantile } from './normal-quantile.ts'
import { incompleteBeta, incompleteGammaLower, incompleteGammaUpper } from './special.ts'

/** P(T <= t) with `df` > 0 degrees of freedom (not necessarily whole). */
export function studentTCdf(t: number, df: number): number {
  const half = 0.5 * studentTTwoSided(t, df)
  return t < 0 ? half : 1 - half
}

/** P(|T| >= |t|): the two-sided p-value, with relative accuracy for large t. */
export function studentTTwoSided(t: number, df: number): number {
  const square = t * t
  if (!Number.isFinite(square)) return Number.isNaN(square) ? Number.NaN : 0
  return incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5)
}

/** t with studentTCdf(t, df) = p, for p in (0, 1). */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  if (p === 0.5) return 0
  if (p < 0.5) return -studentTQuantile(1 - p, df)
  const tail = 2 * (1 - p)
  let low = 0
  let high = Math.max(1, normalQuantile(p))
  while (studentTTwoSided(high, df) > tail) {
    low = high
    high *= 2
  }
  for (let i = 0; i < 200; i++) {
    const middle = 0.5 * (low + high)
    if (middle === low || middle === high) break
    if (studentTTwoSided(middle, df) > tail) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

/** P(X <= x) for chi-squared with `df` > 0 degrees of freedom. */
export function chiSquaredCdf(x: number, df: number): number {
  return incompleteGammaLower(df / 2, x / 2)
}

/** P(X > x): the p-value of a chi-squared statistic. */
export function chiSquaredTail(x: number, df: number): number {
  return incompleteGammaUpper(df / 2, x / 2)
}

/** x with chiSquaredCdf(x, df) = p, for p in (0, 1). */
export function chiSquaredQuantile(p: number, df: number): number {
  let low = 0
  let high = df + 1
  while (chiSquaredCdf(high, df) < p) {
    low = high
    high *= 2
    if (!Number.isFinite(high)) return Number.NaN
  }
  for (let i = 0; i < 200; i++) {
    const middle = 0.5 * (low + high)
    if (middle === low || middle === high) break
    if (chiSquaredCdf(middle, df) < p) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

/** P(X <= k) for X binomial(n, p). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return incompleteBeta(1 - p, p, n - k, k + 1)
}
