/**
 * The distribution of dl'x + x'Gx/2 with x ~ N(0, C), exactly: rotated to independent terms m_j z_j + l_j z_j^2/2, the
 * characteristic function is known, and Gil-Pelaez (1951) inverts it. The benchmark for Cornish-Fisher and Monte Carlo.
 */

import { multiplySquare, multiplyVector, orderOf, symmetricEigenvalues } from '../stats/matrix.ts'
import { normalQuantile } from '../stats/normal-quantile.ts'
import { deltaGammaMoments } from './delta-gamma.ts'
import { choleskyFactor } from './monte-carlo.ts'

/** Value at risk of the quadratic P&L: -(its 1 - alpha quantile). NaN when C is not a covariance. */
export function exactQuadraticVar(
  delta: ArrayLike<number>,
  gamma: Float64Array,
  covariance: Float64Array,
  alpha: number,
): number {
  const factor = choleskyFactor(covariance)
  if (factor === undefined) return Number.NaN
  const { mean, variance } = deltaGammaMoments(delta, gamma, covariance)
  const sd = Math.sqrt(variance)
  if (!(sd > 0)) return -mean
  const terms = independentTerms(delta, gamma, factor, sd)
  // In units of the standard deviation; bisection on the distribution function.
  const middle = mean / sd
  let low = middle + 3 * normalQuantile(Math.min(alpha, 1 - alpha)) - 10
  let high = middle - 3 * normalQuantile(Math.min(alpha, 1 - alpha)) + 10
  for (let n = 0; n < 50; n++) {
    const x = 0.5 * (low + high)
    if (distribution(terms, x) < 1 - alpha) low = x
    else high = x
  }
  return -0.5 * (low + high) * sd
}

interface Term {
  /** Coefficient of z. */
  readonly linear: number
  /** Twice the coefficient of z^2. */
  readonly square: number
}

/** With C = LL': x = Lz, L'GL = Q diag(square) Q', linear = Q'L'dl. */
function independentTerms(delta: ArrayLike<number>, gamma: Float64Array, factor: Float64Array, scale: number): Term[] {
  const n = orderOf(factor)
  const transposed = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = factor[i * n + j]!
  const vectors = new Float64Array(n * n)
  const form = multiplySquare(transposed, multiplySquare(gamma, factor))
  const squares = symmetricEigenvalues(form, vectors)
  const linear = multiplyVector(transposed, delta)
  return Array.from(squares, (square, j) => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += vectors[i * n + j]! * linear[i]!
    return { linear: sum / scale, square: square / scale }
  })
}

/**
 * P(X <= x) = 1/2 - (1/pi) integral of Im(e^{-iux} phi(u))/u, by the midpoint rule, which converges exponentially here.
 * The integrand is gone at |phi| = 1e-14.
 */
function distribution(terms: readonly Term[], x: number): number {
  const step = Math.PI / (60 + 2 * Math.abs(x))
  let sum = 0
  for (let k = 0; k < 200_000; k++) {
    const u = (k + 0.5) * step
    let logSize = 0
    let angle = -u * x
    for (const { linear, square } of terms) {
      // E exp(iu(m z + l z^2/2)) = (1 - iul)^{-1/2} exp(-u^2 m^2/(2(1 - iul))).
      const s = u * square
      const d = 1 + s * s
      logSize -= 0.25 * Math.log(d) + (0.5 * u * u * linear * linear) / d
      angle += 0.5 * Math.atan(s) - (0.5 * u * u * linear * linear * s) / d
    }
    if (logSize < -34) break
    sum += (Math.exp(logSize) * Math.sin(angle)) / (k + 0.5)
  }
  return 0.5 - sum / Math.PI
}
