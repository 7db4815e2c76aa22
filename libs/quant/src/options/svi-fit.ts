/**
 * Fit of a raw SVI slice to implied volatilities (Zeliade Systems 2009, "Quasi-explicit calibration"): with y = (k -
 * m)/s the slice is linear in (a, d = rho b s, c = b s), so that m and s alone are searched, by the simplex method of
 * Nelder and Mead from several starts, and the rest is a small least-squares problem within 0 <= c, |d| <= c, a + ...
 * >= 0. Runs on a timer, never per tick.
 */

import { solveInPlace } from '../stats/matrix.ts'
import { minimise } from '../stats/simplex.ts'
import { checkSlice, type SliceCheck, type SviSlice, sviTotalVariance } from './svi.ts'

export interface SviFit {
  readonly slice: SviSlice
  /** Root of the weighted mean squared error of volatility. */
  readonly rmse: number
  /** Largest error of volatility among the points. */
  readonly errorMax: number
  readonly check: SliceCheck
}

interface Points {
  readonly k: ArrayLike<number>
  readonly w: Float64Array
  readonly weights: Float64Array
}

const S_MIN = 0.005
const WING_MAX = 2

/**
 * Fits the points of one expiry.
 * @param k log moneyness ln(K/F), at least 3 points. @param volatilities per year. @param weights of the squared error,
 * such as vega squared; equal by default.
 * @returns undefined when there are fewer than 3 usable points.
 */
export function fitSvi(
  k: ArrayLike<number>,
  volatilities: ArrayLike<number>,
  years: number,
  weights?: ArrayLike<number>,
): SviFit | undefined {
  const usable = Array.from(volatilities, (_, i) => i).filter(
    (i) => volatilities[i]! > 0 && Number.isFinite(k[i]!) && (weights?.[i] ?? 1) > 0,
  )
  if (usable.length < 3 || !(years > 0)) return undefined
  const points: Points = {
    k: Float64Array.from(usable, (i) => k[i]!),
    w: Float64Array.from(usable, (i) => volatilities[i]! ** 2 * years),
    // The error of w is 2 vol T times that of volatility.
    weights: Float64Array.from(usable, (i) => (weights?.[i] ?? 1) / (4 * volatilities[i]! ** 2 * years ** 2)),
  }
  const reach = Math.max(0.1, ...Array.from(points.k, Math.abs))
  const cost = (x: Float64Array): number => inner(points, x[0]!, Math.exp(x[1]!)).cost + penalty(x, reach)
  let best: Float64Array | undefined
  for (const [m, s] of [
    [0, 0.1],
    [-0.1, 0.3],
    [0.05, 0.03],
  ] as const) {
    const found = minimise(cost, Float64Array.of(m * reach * 2, Math.log(s * (1 + reach))), 0.3, 400)
    if (best === undefined || cost(found) < cost(best)) best = found
  }
  const { slice } = inner(points, best![0]!, Math.exp(best![1]!))
  return judge(slice, points, years, reach)
}

function judge(slice: SviSlice, { k, w, weights }: Points, years: number, reach: number): SviFit {
  let sum = 0
  let total = 0
  let errorMax = 0
  for (let i = 0; i < w.length; i++) {
    const error = Math.sqrt(Math.max(0, sviTotalVariance(slice, k[i]!)) / years) - Math.sqrt(w[i]! / years)
    const weight = weights[i]! * w[i]!
    sum += weight * error * error
    total += weight
    errorMax = Math.max(errorMax, Math.abs(error))
  }
  return { slice, rmse: Math.sqrt(sum / total), errorMax, check: checkSlice(slice, 1.5 * reach) }
}

/** Keeps m among the strikes and s from collapsing or growing without bound. */
function penalty(x: Float64Array, reach: number): number {
  const outside = Math.max(0, Math.abs(x[0]!) - 1.5 * reach)
  const s = Math.exp(x[1]!)
  return 10 * (outside ** 2 + Math.max(0, Math.log(S_MIN / s)) ** 2 + Math.max(0, Math.log(s / (10 * reach))) ** 2)
}

/** Best a, d, c for a given m and s, within the bounds that keep w positive and the wings below Lee's slope. */
function inner(points: Points, m: number, s: number): { slice: SviSlice; cost: number } {
  const free = leastSquares(points, m, s)
  let best = free !== undefined && isAllowed(free, s) ? free : undefined
  let cost = best === undefined ? Number.POSITIVE_INFINITY : costOf(points, m, s, best)
  if (best === undefined) {
    // The optimum lies on a boundary: each is a smaller problem.
    for (const candidate of boundaryCandidates(points, m, s)) {
      if (!isAllowed(candidate, s)) continue
      const own = costOf(points, m, s, candidate)
      if (own < cost) [best, cost] = [candidate, own]
    }
  }
  const [a, d, c] = best ?? [meanOf(points), 0, 0]
  if (best === undefined) cost = costOf(points, m, s, [a, d, c])
  return { slice: { a, b: c / s, rho: c > 0 ? Math.max(-1, Math.min(1, d / c)) : 0, m, s }, cost }
}

type Linear = readonly [a: number, d: number, c: number]

function isAllowed([a, d, c]: Linear, s: number): boolean {
  const slack = 1e-12
  if (c < -slack || Math.abs(d) > c + slack || c + Math.abs(d) > WING_MAX * s + slack) return false
  // Lowest total variance: a + sqrt(c^2 - d^2).
  return a + Math.sqrt(Math.max(0, c * c - d * d)) >= -slack
}

/** The problem with d tied to c (or both at the bound of the wings), and with c = 0. */
function boundaryCandidates(points: Points, m: number, s: number): Linear[] {
  const out: Linear[] = [[meanOf(points), 0, 0]]
  for (const tie of [-1, -0.9, -0.7, -0.4, 0, 0.4, 0.7, 0.9, 1]) {
    const tied = leastSquares(points, m, s, tie)
    if (tied !== undefined) out.push(tied)
    const c = (WING_MAX * s) / (1 + Math.abs(tie))
    out.push([levelFor(points, m, s, tie * c, c), tie * c, c])
  }
  return out
}

function meanOf({ w, weights }: Points): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < w.length; i++) {
    sum += weights[i]! * w[i]!
    total += weights[i]!
  }
  return sum / total
}

/** Best a when d and c are given. */
function levelFor({ k, w, weights }: Points, m: number, s: number, d: number, c: number): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < w.length; i++) {
    const y = (k[i]! - m) / s
    sum += weights[i]! * (w[i]! - d * y - c * Math.sqrt(y * y + 1))
    total += weights[i]!
  }
  return sum / total
}

/** Weighted normal equations for (a, d, c); with a tie, d = tie c. */
function leastSquares({ k, w, weights }: Points, m: number, s: number, tie?: number): Linear | undefined {
  const size = tie === undefined ? 3 : 2
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  const row = new Float64Array(size)
  for (let i = 0; i < w.length; i++) {
    const y = (k[i]! - m) / s
    const root = Math.sqrt(y * y + 1)
    row[0] = 1
    if (tie === undefined) {
      row[1] = y
      row[2] = root
    } else row[1] = tie * y + root
    for (let p = 0; p < size; p++) {
      right[p]! += weights[i]! * row[p]! * w[i]!
      for (let q = 0; q < size; q++) matrix[p * size + q]! += weights[i]! * row[p]! * row[q]!
    }
  }
  if (!solveInPlace(matrix, right)) return undefined
  return tie === undefined ? [right[0]!, right[1]!, right[2]!] : [right[0]!, tie * right[1]!, right[1]!]
}

function costOf({ k, w, weights }: Points, m: number, s: number, [a, d, c]: Linear): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < w.length; i++) {
    const y = (k[i]! - m) / s
    const error = a + d * y + c * Math.sqrt(y * y + 1) - w[i]!
    sum += weights[i]! * error * error
    total += weights[i]!
  }
  return sum / total
}
