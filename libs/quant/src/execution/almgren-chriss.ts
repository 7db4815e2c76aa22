/**
 * Optimal execution of Almgren and Chriss, "Optimal execution of portfolio transactions", J. Risk 3(2), 2001: the
 * trajectory that minimises E + lambda V, and the cost it is expected to have.
 *
 *     tau = T / N      etaTilde = eta - gamma tau / 2      cosh(kappa tau) = 1 + lambda sigma^2 tau^2 / (2 etaTilde)
 *     x_j = X sinh(kappa (T - t_j)) / sinh(kappa T)        lambda = 0: linear; lambda < 0: sin for sinh
 *     E = gamma X^2 / 2 + epsilon sum |n| + etaTilde / tau sum n^2         V = sigma^2 tau sum_{j>=1} x_j^2
 *
 * A model: quantities are floats here, the scheduler rounds them to lots (apportionment.ts). With a constant lambda the
 * plan is time-consistent: planned again from what remains, it repeats itself.
 */

import { assert } from '@reflex/base'

export interface ExecutionCostModel {
  /** Quantity to trade, X: positive to buy or to sell. */
  readonly quantity: number
  /** Time to trade in, T, in the unit that sigma and eta are stated in. Above 0. */
  readonly horizon: number
  /** Equal slices of it, N. */
  readonly slices: number
  /** Volatility of the price, money per share per square root of the time unit. At least 0. */
  readonly sigma: number
  /** Permanent impact, money per share per share. At least 0. */
  readonly gamma: number
  /** Temporary impact, money per share per (share per time unit). etaTilde must stay above 0. */
  readonly eta: number
  /** Fixed cost, money per share: half the spread and fees. */
  readonly epsilon: number
}

export interface ExecutionPlan {
  /** Quantity left after j slices: x_0 = X ... x_N = 0 exactly. */
  readonly holdings: Float64Array
  /** Quantity of each slice. */
  readonly trades: Float64Array
  /** E, money. */
  readonly expectedCost: number
  /** V, money squared. */
  readonly variance: number
  /** lambda, per money. */
  readonly riskAversion: number
  /** Urgency per time unit; NaN where lambda is below 0. */
  readonly kappa: number
  /** 1 / kappa: time in which the holding falls by a factor e; NaN where kappa is 0 or not defined. */
  readonly halfLife: number
  /** E + lambda V. */
  readonly utility: number
}

/**
 * @param riskAversion lambda; below 0 it seeks risk, down to the point where the trajectory would oscillate.
 * @throws AssertionError when etaTilde is not above 0, or lambda is too far below 0.
 */
export function almgrenChriss(model: ExecutionCostModel, riskAversion: number): ExecutionPlan {
  const { quantity, horizon, slices, sigma } = model
  assert(Number.isInteger(slices) && slices >= 1 && horizon > 0, 'a plan needs slices and a horizon')
  const tau = horizon / slices
  const etaTilde = model.eta - (model.gamma * tau) / 2
  assert(etaTilde > 0, 'temporary impact is too small for the permanent one at this slice length')
  // cosh(theta) - 1 = excess; theta from its square root, which keeps small lambdas exact where acosh(1 + excess)
  // cannot.
  const excess = (riskAversion * sigma * sigma * tau * tau) / (2 * etaTilde)
  const isRiskSeeking = excess < 0
  assert(excess > -2, 'risk aversion is too far below 0')
  const theta = isRiskSeeking ? 2 * Math.asin(Math.sqrt(-excess / 2)) : 2 * Math.asinh(Math.sqrt(excess / 2))
  assert(!isRiskSeeking || theta * slices < Math.PI, 'risk aversion is too far below 0')
  const holdings = new Float64Array(slices + 1)
  for (let j = 0; j <= slices; j++) holdings[j] = quantity * shareLeft(theta, j, slices, isRiskSeeking)
  const trades = new Float64Array(slices)
  let absolute = 0
  let squares = 0
  let heldSquares = 0
  for (let j = 1; j <= slices; j++) {
    const trade = holdings[j - 1]! - holdings[j]!
    trades[j - 1] = trade
    absolute += Math.abs(trade)
    squares += trade * trade
    heldSquares += holdings[j]! * holdings[j]!
  }
  const permanent = (model.gamma * quantity * quantity) / 2
  const expectedCost = permanent + model.epsilon * absolute + (etaTilde / tau) * squares
  const variance = sigma * sigma * tau * heldSquares
  const kappa = isRiskSeeking ? Number.NaN : theta / tau
  const halfLife = kappa > 0 ? 1 / kappa : Number.NaN
  const utility = expectedCost + riskAversion * variance
  return { holdings, trades, expectedCost, variance, riskAversion, kappa, halfLife, utility }
}

/** x_j / X. For a large theta N both hyperbolic sines overflow, their quotient does not. */
function shareLeft(theta: number, j: number, slices: number, isRiskSeeking: boolean): number {
  if (j === 0) return 1
  if (j === slices) return 0
  const left = slices - j
  if (theta === 0) return left / slices
  if (isRiskSeeking) return Math.sin(theta * left) / Math.sin(theta * slices)
  return (Math.exp(-theta * j) * Math.expm1(-2 * theta * left)) / Math.expm1(-2 * theta * slices)
}

/**
 * The plan with the smallest L-VaR E + z sqrt(V) over lambda > 0: at its lambda, lambda = z / (2 sqrt(V)).
 * @param zQuantile quantile of the standard normal at the confidence wanted; above 0.
 * @returns NaN for `lvar` where no lambda above 0 is best: then trading at once is, and the plan does nearly that.
 */
export function almgrenChrissLvar(model: ExecutionCostModel, zQuantile: number): ExecutionPlan & { lvar: number } {
  assert(zQuantile > 0, 'the quantile must be above 0')
  // 2 lambda sqrt(V) grows with lambda: bracket the root, then halve it down to neighbouring doubles.
  const excessOf = (lambda: number) => 2 * lambda * Math.sqrt(almgrenChriss(model, lambda).variance) - zQuantile
  const linear = almgrenChriss(model, 0)
  if (linear.variance === 0) return { ...linear, lvar: linear.expectedCost }
  let low = zQuantile / (2 * Math.sqrt(linear.variance))
  while (excessOf(low) > 0) low /= 2
  let high = low
  for (let i = 0; i < DOUBLINGS_MAX && excessOf(high) < 0; i++) high *= 2
  if (excessOf(high) < 0) return { ...almgrenChriss(model, high), lvar: Number.NaN }
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (excessOf(middle) < 0) low = middle
    else high = middle
  }
  const plan = almgrenChriss(model, high)
  return { ...plan, lvar: plan.expectedCost + zQuantile * Math.sqrt(plan.variance) }
}

const DOUBLINGS_MAX = 200
