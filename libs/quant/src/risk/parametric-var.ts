/**
 * Parametric value at risk of linear exposures under normal returns with mean zero. Losses are positive. Exposures are
 * in money, the covariance (n x n, row-major) is of returns per period, alpha is the confidence such as 0.99. Nothing
 * is floored at zero.
 */

import { multiplyVector } from '../stats/matrix.ts'
import { normalPdf } from '../stats/normal.ts'
import { normalQuantile } from '../stats/normal-quantile.ts'

export interface NormalRisk {
  /** Standard deviation of the P&L per period, money. */
  readonly sigma: number
  /** z x sigma. */
  readonly valueAtRisk: number
  /** sigma x n(z) / (1 - alpha). */
  readonly expectedShortfall: number
}

/** sqrt(a' C a). */
export function portfolioSigma(exposures: ArrayLike<number>, covariance: Float64Array): number {
  const ca = multiplyVector(covariance, exposures)
  let variance = 0
  for (let i = 0; i < exposures.length; i++) variance += exposures[i]! * ca[i]!
  return Math.sqrt(Math.max(0, variance))
}

export function parametricVar(exposures: ArrayLike<number>, covariance: Float64Array, alpha: number): NormalRisk {
  const sigma = portfolioSigma(exposures, covariance)
  return {
    sigma,
    valueAtRisk: normalQuantile(alpha) * sigma,
    expectedShortfall: expectedShortfallOf(sigma, alpha),
  }
}

/** Expected shortfall of a normal loss with mean zero: sigma x n(z) / (1 - alpha). */
export function expectedShortfallOf(sigma: number, alpha: number): number {
  return (sigma * normalPdf(normalQuantile(alpha))) / (1 - alpha)
}

export interface VarContributions {
  /** (Ca)_i / sigma x z: VaR per unit of exposure i. All 0 for a portfolio without risk. */
  readonly marginal: Float64Array
  /** a_i x marginal_i: sums to the VaR. */
  readonly component: Float64Array
  /** VaR minus the VaR without position i. */
  readonly incremental: Float64Array
}

export function varContributions(
  exposures: ArrayLike<number>,
  covariance: Float64Array,
  alpha: number,
): VarContributions {
  const n = exposures.length
  const z = normalQuantile(alpha)
  const ca = multiplyVector(covariance, exposures)
  const sigma = portfolioSigma(exposures, covariance)
  const marginal = new Float64Array(n)
  const component = new Float64Array(n)
  const incremental = new Float64Array(n)
  const without = Float64Array.from(exposures)
  for (let i = 0; i < n; i++) {
    marginal[i] = sigma > 0 ? (ca[i]! / sigma) * z : 0
    component[i] = exposures[i]! * marginal[i]!
    without[i] = 0
    incremental[i] = z * (sigma - portfolioSigma(without, covariance))
    without[i] = exposures[i]!
  }
  return { marginal, component, incremental }
}

/** Scales a one-period VaR to `periods`: sqrt(periods), right only for independent returns with mean zero. */
export function scaleVar(valueAtRisk: number, periods: number): number {
  return valueAtRisk * Math.sqrt(periods)
}

/**
 * Standard deviation by principal components: exposure to factor k = sum_i sensitivity_i loading_ik, variance = sum
 * (exposure x sd)^2.
 * @param loadings one array per factor, an entry per sensitivity. @param scoreSd standard deviation of each factor
 * score.
 */
export function principalComponentSigma(
  sensitivities: ArrayLike<number>,
  loadings: readonly ArrayLike<number>[],
  scoreSd: ArrayLike<number>,
): number {
  let variance = 0
  for (let k = 0; k < loadings.length; k++) {
    let exposure = 0
    for (let i = 0; i < sensitivities.length; i++) exposure += sensitivities[i]! * loadings[k]![i]!
    variance += (exposure * scoreSd[k]!) ** 2
  }
  return Math.sqrt(variance)
}
