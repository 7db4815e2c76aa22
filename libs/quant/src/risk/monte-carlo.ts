/**
 * Monte Carlo value at risk: correlated normal shocks by Cholesky, antithetic pairs, the sample's own standard errors.
 * Chance is an argument: the same generator gives the same result.
 */

import { assert, type Prng } from '@reflex/base'
import { orderOf } from '../stats/matrix.ts'
import { normalPdf } from '../stats/normal.ts'
import { sortedRisk } from './historical-var.ts'

export interface SimulatedRisk {
  readonly valueAtRisk: number
  readonly expectedShortfall: number
  /** sqrt(alpha (1 - alpha)/N) / f(VaR), the density f estimated from the sample. */
  readonly valueAtRiskError: number
  readonly expectedShortfallError: number
}

/**
 * Lower triangular L with L L' = C, row-major. A direction without variance gets zeros.
 * @returns undefined when C is not positive semi-definite.
 */
export function choleskyFactor(covariance: Float64Array): Float64Array | undefined {
  const n = orderOf(covariance)
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      const tiny = 1e-12 * Math.max(Math.abs(covariance[i * n + i]!), Number.MIN_VALUE)
      if (i === j) {
        if (sum < -tiny) return undefined
        l[i * n + i] = Math.sqrt(Math.max(0, sum))
      } else l[i * n + j] = l[j * n + j]! > 0 ? sum / l[j * n + j]! : 0
    }
  }
  return l
}

/**
 * Fills `out` (paths x n, row-major) with normal shocks of the given factor; each pair of rows is x and -x. An odd last
 * row stands alone.
 */
export function correlatedShocks(prng: Prng, factor: Float64Array, out: Float64Array): void {
  const n = orderOf(factor)
  assert(out.length % n === 0, 'shocks do not fit the factor')
  const z = new Float64Array(n)
  const paths = out.length / n
  for (let path = 0; path < paths; path += 2) {
    for (let i = 0; i < n; i++) z[i] = prng.nextNormal()
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * z[j]!
      out[path * n + i] = sum
      if (path + 1 < paths) out[(path + 1) * n + i] = -sum
    }
  }
}

/** VaR, ES and their errors. Sorts `losses` in place. @param losses at least 2. */
export function simulatedRisk(losses: Float64Array, alpha: number): SimulatedRisk {
  const n = losses.length
  losses.sort()
  const { valueAtRisk, expectedShortfall, tailCount } = sortedRisk(losses, alpha)
  let variance = 0
  for (let i = n - tailCount; i < n; i++) variance += (losses[i]! - expectedShortfall) ** 2 / tailCount
  const tail = variance + alpha * (expectedShortfall - valueAtRisk) ** 2
  return {
    valueAtRisk,
    expectedShortfall,
    valueAtRiskError: Math.sqrt((alpha * (1 - alpha)) / n) / densityAt(losses, valueAtRisk),
    expectedShortfallError: Math.sqrt(tail / (n * (1 - alpha))),
  }
}

/** Gaussian kernel density of a sorted sample at x, Silverman's bandwidth. */
function densityAt(sorted: Float64Array, x: number): number {
  const n = sorted.length
  const quartiles = sorted[Math.floor(0.75 * (n - 1))]! - sorted[Math.floor(0.25 * (n - 1))]!
  const width = 0.9 * (quartiles / 1.34) * n ** -0.2
  if (!(width > 0)) return Number.POSITIVE_INFINITY
  let sum = 0
  for (let i = 0; i < n; i++) {
    const z = (sorted[i]! - x) / width
    if (z > -8 && z < 8) sum += normalPdf(z)
  }
  return sum / (n * width)
}
