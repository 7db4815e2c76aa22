/**
 * Volatility from bars: close to close and the range estimators of Parkinson (1980), Garman-Klass (1980),
 * Rogers-Satchell (1991) and Yang-Zhang (2000). All return a decimal volatility per year for `periodsPerYear` bars a
 * year (252 for days); NaN when there are too few bars. Formulas agree with R package TTR.
 */

import { sampleVariance } from '../stats/sample.ts'

/** Parallel columns of bars, oldest first, all prices > 0. */
export interface Bars {
  readonly open: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly low: ArrayLike<number>
  readonly close: ArrayLike<number>
}

const LN2 = Math.LN2

/** Log returns of closes: length n - 1. */
export function logReturns(prices: ArrayLike<number>): Float64Array {
  const out = new Float64Array(Math.max(0, prices.length - 1))
  for (let i = 0; i < out.length; i++) out[i] = Math.log(prices[i + 1]! / prices[i]!)
  return out
}

/** Standard deviation of log returns about their mean (n - 1). */
export function closeToCloseVolatility(bars: Bars, periodsPerYear: number): number {
  return Math.sqrt(periodsPerYear * sampleVariance(logReturns(bars.close)))
}

/** Root mean square of log returns: the mean taken as zero. */
export function zeroMeanVolatility(bars: Bars, periodsPerYear: number): number {
  const r = logReturns(bars.close)
  let sum = 0
  for (const x of r) sum += x * x
  return r.length === 0 ? Number.NaN : Math.sqrt((periodsPerYear * sum) / r.length)
}

/** Parkinson: sum ln(H/L)^2 / (4 ln 2). Assumes no drift and no overnight gap; biased down when trading is sparse. */
export function parkinsonVolatility(bars: Bars, periodsPerYear: number): number {
  const n = bars.close.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += Math.log(bars.high[i]! / bars.low[i]!) ** 2
  return n === 0 ? Number.NaN : Math.sqrt((periodsPerYear / n) * (sum / (4 * LN2)))
}

/** Garman-Klass: 0.5 ln(H/L)^2 - (2 ln 2 - 1) ln(C/O)^2. */
export function garmanKlassVolatility(bars: Bars, periodsPerYear: number): number {
  const n = bars.close.length
  let sum = 0
  for (let i = 0; i < n; i++) {
    const range = Math.log(bars.high[i]! / bars.low[i]!)
    const body = Math.log(bars.close[i]! / bars.open[i]!)
    sum += 0.5 * range * range - (2 * LN2 - 1) * body * body
  }
  return n === 0 ? Number.NaN : Math.sqrt((periodsPerYear / n) * sum)
}

/** Rogers-Satchell: ln(H/C) ln(H/O) + ln(L/C) ln(L/O). Unbiased under drift. */
export function rogersSatchellVolatility(bars: Bars, periodsPerYear: number): number {
  const n = bars.close.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += rogersSatchellTerm(bars, i)
  return n === 0 ? Number.NaN : Math.sqrt((periodsPerYear / n) * sum)
}

/** The weight k of Yang-Zhang for m bars: 0.34 / (1.34 + (m + 1)/(m - 1)). */
export function yangZhangWeight(m: number): number {
  return 0.34 / (1.34 + (m + 1) / (m - 1))
}

/**
 * Yang-Zhang: overnight variance + k open-to-close variance + (1 - k) Rogers-Satchell, over the m = n - 1 bars with a
 * previous close.
 */
export function yangZhangVolatility(bars: Bars, periodsPerYear: number): number {
  const m = bars.close.length - 1
  if (m < 2) return Number.NaN
  const overnight = new Float64Array(m)
  const day = new Float64Array(m)
  let rs = 0
  for (let i = 1; i <= m; i++) {
    overnight[i - 1] = Math.log(bars.open[i]! / bars.close[i - 1]!)
    day[i - 1] = Math.log(bars.close[i]! / bars.open[i]!)
    rs += rogersSatchellTerm(bars, i)
  }
  const k = yangZhangWeight(m)
  return Math.sqrt(periodsPerYear * (sampleVariance(overnight) + k * sampleVariance(day) + ((1 - k) * rs) / m))
}

function rogersSatchellTerm(bars: Bars, i: number): number {
  const h = bars.high[i]!
  const l = bars.low[i]!
  const c = bars.close[i]!
  const o = bars.open[i]!
  return Math.log(h / c) * Math.log(h / o) + Math.log(l / c) * Math.log(l / o)
}
