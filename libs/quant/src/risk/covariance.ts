/**
 * Covariance of returns, equal or exponentially weighted, with mean zero. Matrices are row-major, n assets, variance
 * per period.
 */

import { assert } from '@reflex/base'

/** (1/T) sum r r' over rows of `returns` (T x n, row-major, oldest first). */
export function zeroMeanCovariance(returns: Float64Array, assets: number): Float64Array {
  const rows = returns.length / assets
  assert(Number.isInteger(rows) && rows > 0, 'returns do not fit the number of assets')
  const out = new Float64Array(assets * assets)
  for (let t = 0; t < rows; t++) addOuter(out, returns, t * assets, assets, 1 / rows)
  return out
}

function addOuter(out: Float64Array, returns: Float64Array, at: number, n: number, weight: number): void {
  for (let i = 0; i < n; i++) {
    const f = weight * returns[at + i]!
    for (let j = 0; j < n; j++) out[i * n + j]! += f * returns[at + j]!
  }
}

/**
 * RiskMetrics covariance C <- lambda C + (1 - lambda) r r'. One lambda for the whole matrix keeps it positive
 * semi-definite; never update a correlation directly. `update` does not allocate.
 */
export class EwmaCovariance {
  readonly assets: number
  /** n x n, row-major; live. */
  readonly matrix: Float64Array
  readonly #lambda: number

  /** @param lambda in (0, 1). @param seed covariance to start from, n x n. */
  constructor(lambda: number, seed: Float64Array) {
    assert(lambda > 0 && lambda < 1, 'lambda must be in (0, 1)')
    this.assets = Math.round(Math.sqrt(seed.length))
    assert(this.assets * this.assets === seed.length, 'seed is not square')
    this.matrix = seed.slice()
    this.#lambda = lambda
  }

  /** @param returns one row of n returns, or a T x n array read from `offset`. */
  update(returns: Float64Array, offset: number): void {
    for (let i = 0; i < this.matrix.length; i++) this.matrix[i]! *= this.#lambda
    addOuter(this.matrix, returns, offset, this.assets, 1 - this.#lambda)
  }

  variance(asset: number): number {
    return this.matrix[asset * this.assets + asset]!
  }

  correlation(a: number, b: number): number {
    return this.matrix[a * this.assets + b]! / Math.sqrt(this.variance(a) * this.variance(b))
  }
}

/** Covariance from standard deviations and a correlation matrix (n x n, row-major). */
export function covarianceOf(sigmas: ArrayLike<number>, correlation: Float64Array): Float64Array {
  const n = sigmas.length
  assert(correlation.length === n * n, 'correlation does not fit the sigmas')
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) out[i * n + j] = sigmas[i]! * sigmas[j]! * correlation[i * n + j]!
  }
  return out
}
