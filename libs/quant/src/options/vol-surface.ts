/**
 * Volatility surface: one SVI slice an expiry, total variance linear in time between expiries at equal log moneyness,
 * flat volatility before the first and after the last. Built on a timer from quotes; reads do not allocate.
 */

import { calendarViolation, type SviSlice, sviTotalVariance } from './svi.ts'
import { fitSvi, type SviFit } from './svi-fit.ts'

export interface ExpiryQuotes {
  readonly years: number
  readonly forward: number
  readonly strikes: ArrayLike<number>
  /** Implied, per year; not above 0 = no quote. */
  readonly volatilities: ArrayLike<number>
  /** Equal by default. */
  readonly weights?: ArrayLike<number>
}

export interface SurfaceSlice extends SviFit {
  readonly years: number
  readonly forward: number
  readonly pointCount: number
  /** Fall of total variance against the expiry before, largest; above 0 is calendar arbitrage. */
  readonly calendarFall: number
  readonly calendarAt: number
}

/** Smaller falls of total variance are rounding. */
const CALENDAR_TOLERANCE = 1e-9

export class VolSurface {
  /** By expiry, ascending. */
  readonly slices: readonly SurfaceSlice[]

  /** Expiries with fewer than 3 quotes are left out. */
  constructor(quotes: readonly ExpiryQuotes[]) {
    const slices: SurfaceSlice[] = []
    for (const quote of [...quotes].sort((a, b) => a.years - b.years)) {
      const k = Float64Array.from(quote.strikes, (strike) => Math.log(strike / quote.forward))
      const fit = fitSvi(k, quote.volatilities, quote.years, quote.weights)
      if (fit === undefined) continue
      const { years, forward } = quote
      slices.push({
        ...fit,
        years,
        forward,
        pointCount: k.length,
        ...this.#calendar(slices.at(-1)?.slice, fit.slice, k),
      })
    }
    this.slices = slices
  }

  /** Whether no slice and no pair of neighbours can be arbitraged on the range of its strikes. */
  get isArbitrageFree(): boolean {
    return this.slices.every(({ check, calendarFall }) => check.isFree && calendarFall <= CALENDAR_TOLERANCE)
  }

  /** Volatility per year at a log moneyness ln(K/F). NaN for an empty surface. @param years above 0. */
  volatility(k: number, years: number): number {
    const { slices } = this
    const count = slices.length
    if (count === 0) return Number.NaN
    let later = 0
    while (later < count && slices[later]!.years < years) later++
    if (later === 0) return flat(slices[0]!, k)
    if (later === count) return flat(slices[count - 1]!, k)
    const [a, b] = [slices[later - 1]!, slices[later]!]
    const share = (years - a.years) / (b.years - a.years)
    const w = (1 - share) * sviTotalVariance(a.slice, k) + share * sviTotalVariance(b.slice, k)
    return Math.sqrt(Math.max(0, w) / years)
  }

  #calendar(
    before: SviSlice | undefined,
    slice: SviSlice,
    k: Float64Array,
  ): { calendarFall: number; calendarAt: number } {
    if (before === undefined) return { calendarFall: 0, calendarAt: 0 }
    const { fall, at } = calendarViolation(
      before,
      slice,
      k.reduce((a, b) => Math.max(a, Math.abs(b)), 0.1),
    )
    return { calendarFall: fall, calendarAt: at }
  }
}

function flat({ slice, years }: SurfaceSlice, k: number): number {
  return Math.sqrt(Math.max(0, sviTotalVariance(slice, k)) / years)
}
