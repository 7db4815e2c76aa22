/**
 * Delta-gamma value at risk: moments of dl'x + x'Gx/2 with x ~ N(0, C), and the Cornish-Fisher quantile. delta is money
 * per unit return (delta x S), gamma money per squared return (gamma x S^2 on the diagonal), C the covariance of
 * returns; matrices n x n, row-major.
 */

import { assert } from '@reflex/base'
import { dot, multiplySquare, multiplyVector, trace } from '../stats/matrix.ts'
import { normalQuantile } from '../stats/normal-quantile.ts'

export interface QuadraticMoments {
  readonly mean: number
  readonly variance: number
  readonly skew: number
  /** Kurtosis - 3. */
  readonly exKurt: number
}

/** Cumulants: tr(GC)/2; dl'C dl + tr((GC)^2)/2; 3 dl'CGC dl + tr((GC)^3); 12 dl'CGCGC dl + 3 tr((GC)^4). */
export function deltaGammaMoments(
  delta: ArrayLike<number>,
  gamma: Float64Array,
  covariance: Float64Array,
): QuadraticMoments {
  assert(
    gamma.length === delta.length ** 2 && covariance.length === gamma.length,
    'delta, gamma and covariance do not fit',
  )
  const gc = multiplySquare(gamma, covariance)
  const gc2 = multiplySquare(gc, gc)
  const cd = multiplyVector(covariance, delta)
  const gcd = multiplyVector(gamma, cd)
  const cgcd = multiplyVector(covariance, gcd)
  const variance = dot(delta, cd) + 0.5 * trace(gc2)
  const third = 3 * dot(cd, gcd) + trace(multiplySquare(gc2, gc))
  const fourth = 12 * dot(gcd, cgcd) + 3 * trace(multiplySquare(gc2, gc2))
  return {
    mean: 0.5 * trace(gc),
    variance,
    skew: variance > 0 ? third / variance ** 1.5 : 0,
    exKurt: variance > 0 ? fourth / (variance * variance) : 0,
  }
}

/**
 * z + (z^2 - 1) S/6 + (z^3 - 3z) K/24 - (2z^3 - 5z) S^2/36. Good for small S and K only: see `isCornishFisherMonotone`.
 */
export function cornishFisher(z: number, skew: number, exKurt: number): number {
  return (
    z + ((z * z - 1) * skew) / 6 + ((z * z * z - 3 * z) * exKurt) / 24 - ((2 * z * z * z - 5 * z) * skew * skew) / 36
  )
}

/** The three-moment form: z + (z^2 - 1) S/6. */
export function cornishFisherSkewOnly(z: number, skew: number): number {
  return z + ((z * z - 1) * skew) / 6
}

/**
 * Whether the expansion rises in z everywhere, as a quantile must; if not, its tail is not to be trusted and the report
 * must say so.
 */
export function isCornishFisherMonotone(skew: number, exKurt: number): boolean {
  const a = exKurt / 8 - (skew * skew) / 6
  const b = skew / 3
  const c = 1 - exKurt / 8 + (5 * skew * skew) / 36
  return a === 0 ? b === 0 && c > 0 : a > 0 && b * b < 4 * a * c
}

/**
 * VaR = -(mean + sd x z) with z the Cornish-Fisher quantile at 1 - alpha of the P&L. @param hasKurtosis four moments,
 * else three.
 */
export function deltaGammaVar(moments: QuadraticMoments, alpha: number, hasKurtosis: boolean): number {
  const z = normalQuantile(1 - alpha)
  const adjusted = hasKurtosis ? cornishFisher(z, moments.skew, moments.exKurt) : cornishFisherSkewOnly(z, moments.skew)
  return -(moments.mean + Math.sqrt(moments.variance) * adjusted)
}
