/**
 * European options by Black-Scholes-Merton and Black-76, one at a time; many at once: `GreeksBatch`. Rates and
 * volatilities per year, continuously compounded, decimal; time in years. At expiry or without volatility the value is
 * the discounted intrinsic value on the forward; nothing is ever NaN or negative for sensible inputs.
 */

import { normalCdf, normalPdf } from '../stats/normal.ts'

export const CALL = 1
export const PUT = -1
export type OptionSign = typeof CALL | typeof PUT

/**
 * Value and sensitivities per unit of the underlying. Vega, rho per 1.00; theta and charm per year of calendar time.
 */
export interface OptionGreeks {
  readonly price: number
  /** dV/dS (Black-76: dV/dF). */
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  /** dV/dt, per year. */
  readonly theta: number
  /** dV/dr; Black-76: with F held constant, -T V. */
  readonly rho: number
  /** dV/dq: sensitivity to the dividend yield or foreign rate. */
  readonly divRho: number
  /** d delta/d sigma. */
  readonly vanna: number
  /** d vega/d sigma. */
  readonly volga: number
  /** d delta/dt, per year. */
  readonly charm: number
  readonly d1: number
  readonly d2: number
}

/** What an option is written on and how. */
export interface OptionInput {
  readonly sign: OptionSign
  /** Price of the underlying, above 0; for Black-76 the forward. */
  readonly spot: number
  readonly strike: number
  /** Years to expiry; 0 or less is expired. */
  readonly years: number
  readonly rate: number
  /** Continuous yield of the underlying. */
  readonly dividendYield: number
  readonly volatility: number
}

/** Standardised distances, with infinities where there is no variance left (0 exactly at the money). */
function distances(o: OptionInput, years: number): readonly [v: number, d1: number, d2: number] {
  const v = o.volatility * Math.sqrt(years)
  const logForward = Math.log(o.spot / o.strike) + (o.rate - o.dividendYield) * years
  if (v > 0) return [v, logForward / v + v / 2, logForward / v - v / 2]
  const d = logForward === 0 ? 0 : logForward * Number.POSITIVE_INFINITY
  return [0, d, d]
}

/** Value alone. */
export function bsmPrice(o: OptionInput): number {
  const years = Math.max(0, o.years)
  const [, d1, d2] = distances(o, years)
  const spot = o.spot * Math.exp(-o.dividendYield * years)
  const strike = o.strike * Math.exp(-o.rate * years)
  return Math.max(0, o.sign * (spot * normalCdf(o.sign * d1) - strike * normalCdf(o.sign * d2)))
}

/** Value and all Greeks (Haug 2007, chapter 2). */
export function bsmGreeks(o: OptionInput): OptionGreeks {
  const { sign: w, rate: r, dividendYield: q, volatility: sigma } = o
  const years = Math.max(0, o.years)
  const [v, d1, d2] = distances(o, years)
  const root = Math.sqrt(years)
  const carry = Math.exp(-q * years)
  const spot = o.spot * carry
  const strike = o.strike * Math.exp(-r * years)
  const n1 = normalCdf(w * d1)
  const n2 = normalCdf(w * d2)
  const hasVariance = v > 0
  // Without variance the density terms vanish.
  const density = hasVariance ? normalPdf(d1) : 0
  const [e1, e2] = hasVariance ? [d1, d2] : [0, 0]
  const vega = spot * density * root
  const decay = hasVariance ? (spot * density * sigma) / (2 * root) : 0
  const drift = hasVariance ? (carry * density * (2 * (r - q) * years - e2 * v)) / (2 * years * v) : 0
  return {
    price: Math.max(0, w * (spot * n1 - strike * n2)),
    delta: w * carry * n1,
    gamma: hasVariance ? (carry * density) / (o.spot * v) : 0,
    vega,
    theta: -decay - w * r * strike * n2 + w * q * spot * n1,
    rho: w * strike * years * n2,
    divRho: -w * spot * years * n1,
    vanna: hasVariance ? (-carry * density * e2) / sigma : 0,
    volga: hasVariance ? (vega * e1 * e2) / sigma : 0,
    charm: w * q * carry * n1 - drift,
    d1,
    d2,
  }
}

/** Option on a future: `spot` is the forward; theta and rho hold it constant. */
export function black76Greeks(o: Omit<OptionInput, 'dividendYield'>): OptionGreeks {
  const greeks = bsmGreeks({ ...o, dividendYield: o.rate })
  const rho = -Math.max(0, o.years) * greeks.price
  return { ...greeks, rho, divRho: 0 }
}

export function black76Price(o: Omit<OptionInput, 'dividendYield'>): number {
  return bsmPrice({ ...o, dividendYield: o.rate })
}

/** delta S / V: percent of value per percent of the underlying. NaN for a worthless option. */
export function elasticity(greeks: OptionGreeks, spot: number): number {
  return (greeks.delta * spot) / greeks.price
}
