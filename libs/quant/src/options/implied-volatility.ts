/**
 * Implied volatility of European options. The price is first held against its bounds (a violation is a code, not a
 * number), then turned into the out-of-the-money option of the same strike, in units of sqrt(F K) undiscounted, so that
 * no digit is lost in intrinsic value. The normalised price b(v) rises from 0 to exp(x/2), x = -|ln F/K|, convex below
 * v = sqrt(2|x|) and concave above (Manaster and Koehler 1982): a bracket and a Newton step on ln b below and on b
 * above, with bisection whenever a step leaves the bracket.
 */

import { normalCdf, normalPdf } from '../stats/normal.ts'
import type { OptionSign } from './black-scholes.ts'

/** The price is below the discounted intrinsic value on the forward. */
export const IV_BELOW_INTRINSIC = -1
/** The price is at or above the upper bound: call S e^{-qT}, put K e^{-rT}. */
export const IV_ABOVE_MAX = -2
/** The price says nothing about volatility: expired, or so little time value that rounding hides it. */
export const IV_NOT_DETERMINABLE = -3

export interface QuotedOption {
  readonly sign: OptionSign
  readonly spot: number
  readonly strike: number
  readonly years: number
  readonly rate: number
  readonly dividendYield: number
  readonly price: number
}

const EPSILON = Number.EPSILON
const ITERATIONS_MAX = 100
/** Largest sigma sqrt(T) looked for: exp(x/2) - b is below rounding beyond it. */
const V_MAX = 40

/** @returns the volatility per year (0 exactly at intrinsic value), or a negative IV_ code. Always ends. */
export function impliedVolatility(o: QuotedOption): number {
  const years = Math.max(0, o.years)
  const spot = o.spot * Math.exp(-o.dividendYield * years)
  const strike = o.strike * Math.exp(-o.rate * years)
  const rounding = 4 * EPSILON * Math.max(spot, strike)
  const timeValue = o.price - Math.max(0, o.sign * (spot - strike))
  if (!(timeValue >= -rounding)) return IV_BELOW_INTRINSIC
  if (o.price >= (o.sign > 0 ? spot : strike)) return IV_ABOVE_MAX
  if (timeValue <= rounding && o.price > rounding) return o.price === timeValue ? IV_NOT_DETERMINABLE : 0
  if (timeValue <= 0) return 0
  if (years === 0) return IV_NOT_DETERMINABLE
  const v = normalisedVolatility(timeValue / Math.sqrt(spot * strike), -Math.abs(Math.log(spot / strike)))
  return v < 0 ? IV_NOT_DETERMINABLE : v / Math.sqrt(years)
}

/** Black-76 on a forward. @param price discounted. */
export function black76ImpliedVolatility(o: Omit<QuotedOption, 'dividendYield'>): number {
  return impliedVolatility({ ...o, dividendYield: o.rate })
}

/** Implied volatility of an inverse option from its price in coin. */
export function inverseImpliedVolatility(o: {
  readonly sign: OptionSign
  readonly forward: number
  readonly strike: number
  readonly years: number
  readonly priceCoin: number
}): number {
  const { forward, priceCoin } = o
  return impliedVolatility({ ...o, spot: forward, price: priceCoin * forward, rate: 0, dividendYield: 0 })
}

/** Out-of-the-money option with forward exp(x), strike 1 in units of sqrt(F K): x <= 0. */
function normalisedPrice(x: number, v: number): number {
  const h = x / v
  return Math.exp(x / 2) * normalCdf(h + v / 2) - Math.exp(-x / 2) * normalCdf(h - v / 2)
}

/** @returns v with b(v) = target, -1 when there is none to be found. */
function normalisedVolatility(target: number, x: number): number {
  if (!(target < Math.exp(x / 2))) return -1
  let low = 0
  let high = V_MAX
  let v = x === 0 ? Math.min(1, target / normalPdf(0)) : Math.sqrt(-2 * x)
  // Newton on ln b where b is convex and tiny, on b where it is concave.
  const isLow = x !== 0 && normalisedPrice(x, v) > target
  if (isLow) high = v
  else if (x !== 0) low = v
  for (let n = 0; n < ITERATIONS_MAX; n++) {
    const b = normalisedPrice(x, v)
    if (b > target) high = v
    else low = v
    const slope = normalPdf(x / v + v / 2) * Math.exp(x / 2)
    const step = isLow ? (Math.log(target / b) * b) / slope : (target - b) / slope
    let next = v + step
    if (!(b > 0) || !(slope > 0) || !(next > low) || !(next < high)) next = 0.5 * (low + high)
    if (Math.abs(next - v) <= 2 * EPSILON * v) return next
    v = next
  }
  return v
}
