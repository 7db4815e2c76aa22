/**
 * Small dense linear algebra for models that run on a timer. A matrix is a row-major Float64Array with its order known
 * from the vectors beside it. Nothing here is meant for the per-tick path.
 */

import { assert } from '@reflex/base'

/** Row-major copy of rows of equal length. */
export function matrixOf(rows: readonly (readonly number[])[]): Float64Array {
  const columns = rows.length === 0 ? 0 : rows[0]!.length
  const out = new Float64Array(rows.length * columns)
  for (let i = 0; i < rows.length; i++) {
    assert(rows[i]!.length === columns, 'matrix rows differ in length')
    out.set(rows[i]!, i * columns)
  }
  return out
}

/** Order of a square row-major matrix. */
export function orderOf(matrix: Float64Array): number {
  const n = Math.round(Math.sqrt(matrix.length))
  assert(n * n === matrix.length, 'matrix is not square')
  return n
}

/** matrix * x for a row-major matrix with x.length columns. */
export function multiplyVector(matrix: Float64Array, x: ArrayLike<number>): Float64Array {
  const columns = x.length
  const rows = columns === 0 ? 0 : matrix.length / columns
  assert(Number.isInteger(rows), 'matrix and vector do not fit')
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j]! * x[j]!
    out[i] = sum
  }
  return out
}

/** a * b for square matrices of the same order. */
export function multiplySquare(a: Float64Array, b: Float64Array): Float64Array {
  const n = orderOf(a)
  assert(b.length === a.length, 'matrices differ in order')
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const f = a[i * n + k]!
      if (f === 0) continue
      for (let j = 0; j < n; j++) out[i * n + j]! += f * b[k * n + j]!
    }
  }
  return out
}

export function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!
  return sum
}

/** Trace of a square matrix. */
export function trace(a: Float64Array): number {
  const n = orderOf(a)
  let sum = 0
  for (let i = 0; i < n; i++) sum += a[i * n + i]!
  return sum
}

/**
 * Solves A X = B by elimination with partial pivoting. A is n x n, B is n x m, both row-major and overwritten; the
 * answer is B.
 * @returns false when A is singular to working precision (B is then meaningless).
 */
export function solveInPlace(a: Float64Array, b: Float64Array): boolean {
  const n = orderOf(a)
  const m = n === 0 ? 0 : b.length / n
  assert(Number.isInteger(m), 'right-hand side does not fit')
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(a[i * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = i
    }
    if (Math.abs(a[pivot * n + column]!) < 1e-300) return false
    if (pivot !== column) {
      swapRows(a, n, pivot, column)
      swapRows(b, m, pivot, column)
    }
    for (let i = column + 1; i < n; i++) {
      const f = a[i * n + column]! / a[column * n + column]!
      if (f === 0) continue
      for (let j = column + 1; j < n; j++) a[i * n + j]! -= f * a[column * n + j]!
      for (let j = 0; j < m; j++) b[i * m + j]! -= f * b[column * m + j]!
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 0; j < m; j++) {
      let sum = b[i * m + j]!
      for (let k = i + 1; k < n; k++) sum -= a[i * n + k]! * b[k * m + j]!
      b[i * m + j] = sum / a[i * n + i]!
    }
  }
  return true
}

function swapRows(a: Float64Array, columns: number, i: number, j: number): void {
  for (let k = 0; k < columns; k++) {
    const t = a[i * columns + k]!
    a[i * columns + k] = a[j * columns + k]!
    a[j * columns + k] = t
  }
}

/**
 * Eigenvalues of a symmetric matrix, ascending, by cyclic Jacobi rotations (exact to rounding; for orders up to about
 * 200).
 * @param vectors if given (n x n), receives the eigenvectors as columns in the same order.
 */
export function symmetricEigenvalues(matrix: Float64Array, vectors?: Float64Array): Float64Array {
  const n = orderOf(matrix)
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    let scale = 0
    for (let i = 0; i < n; i++) {
      scale += a[i * n + i]! ** 2
      for (let j = i + 1; j < n; j++) off += a[i * n + j]! ** 2
    }
    if (off <= 1e-34 * scale || off === 0) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i]! - a[j * n + j]!)
  const values = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    values[k] = a[order[k]! * n + order[k]!]!
    if (vectors !== undefined) for (let i = 0; i < n; i++) vectors[i * n + k] = v[i * n + order[k]!]!
  }
  return values
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]!
    const kq = a[k * n + q]!
    a[k * n + p] = c * kp - s * kq
    a[k * n + q] = s * kp + c * kq
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k]!
    const qk = a[q * n + k]!
    a[p * n + k] = c * pk - s * qk
    a[q * n + k] = s * pk + c * qk
    const vp = v[k * n + p]!
    const vq = v[k * n + q]!
    v[k * n + p] = c * vp - s * vq
    v[k * n + q] = s * vp + c * vq
  }
}

/**
 * Whether a symmetric matrix is positive semi-definite: its smallest eigenvalue is above -tolerance times the largest
 * magnitude. A covariance or correlation matrix that fails must be refused on load.
 * @param relativeTolerance rounding allowance, such as 1e-10.
 */
export function isPositiveSemiDefinite(matrix: Float64Array, relativeTolerance: number): boolean {
  const n = orderOf(matrix)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const x = matrix[i * n + j]!
      const y = matrix[j * n + i]!
      if (!(Math.abs(x - y) <= relativeTolerance * Math.max(Math.abs(x), Math.abs(y)))) return false
    }
  }
  const values = symmetricEigenvalues(matrix)
  if (n === 0) return true
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!))
  return values[0]! >= -relativeTolerance * largest
}
