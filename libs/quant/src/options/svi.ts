/**
 * Raw SVI (Gatheral 2004): total variance of one expiry against log moneyness k = ln(K/F),
 *
 *     w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + s^2))
 *
 * and the tests that say whether it can be arbitraged: butterflies (Durrleman's g below 0), wings (Lee: slope above 2),
 * calendars (total variance that falls with expiry).
 */

export interface SviSlice {
  readonly a: number
  /** Slope of the wings, at least 0. */
  readonly b: number
  /** Tilt, -1..1. */
  readonly rho: number
  readonly m: number
  /** Curvature of the bottom, above 0. */
  readonly s: number
}

/** w(k), variance over the whole life. */
export function sviTotalVariance({ a, b, rho, m, s }: SviSlice, k: number): number {
  return a + b * (rho * (k - m) + Math.sqrt((k - m) * (k - m) + s * s))
}

/** Volatility per year. @param years to expiry, above 0. */
export function sviVolatility(slice: SviSlice, k: number, years: number): number {
  return Math.sqrt(Math.max(0, sviTotalVariance(slice, k)) / years)
}

/** Durrleman's g(k): the implied density is negative where it is. */
export function sviButterfly(slice: SviSlice, k: number): number {
  const { b, rho, m, s } = slice
  const root = Math.sqrt((k - m) ** 2 + s * s)
  const w = sviTotalVariance(slice, k)
  const first = b * (rho + (k - m) / root)
  const second = (b * s * s) / root ** 3
  return (1 - (k * first) / (2 * w)) ** 2 - (first * first * (1 / w + 0.25)) / 4 + second / 2
}

export interface SliceCheck {
  /** Smallest w(k) on the grid: below 0 is no variance. */
  readonly totalVarianceMin: number
  /** Smallest g(k) on the grid and where. */
  readonly butterflyMin: number
  readonly butterflyAt: number
  /** b (1 + |rho|): above 2 the wings cannot be. */
  readonly wingSlope: number
  readonly isFree: boolean
}

/** Tests one expiry on 401 points of log moneyness in [-reach, reach]. */
export function checkSlice(slice: SviSlice, reach: number): SliceCheck {
  let totalVarianceMin = Number.POSITIVE_INFINITY
  let butterflyMin = Number.POSITIVE_INFINITY
  let butterflyAt = 0
  for (let i = 0; i <= 400; i++) {
    const k = reach * (i / 200 - 1)
    totalVarianceMin = Math.min(totalVarianceMin, sviTotalVariance(slice, k))
    const g = sviButterfly(slice, k)
    if (g >= butterflyMin) continue
    butterflyMin = g
    butterflyAt = k
  }
  const wingSlope = slice.b * (1 + Math.abs(slice.rho))
  const isFree = totalVarianceMin >= 0 && butterflyMin >= -1e-9 && wingSlope <= 2
  return { totalVarianceMin, butterflyMin, butterflyAt, wingSlope, isFree }
}

/** Largest fall of total variance from an expiry to a later one on the grid, and where; 0 when there is none. */
export function calendarViolation(
  early: SviSlice,
  late: SviSlice,
  reach: number,
): { readonly fall: number; readonly at: number } {
  let fall = 0
  let at = 0
  for (let i = 0; i <= 400; i++) {
    const k = reach * (i / 200 - 1)
    const drop = sviTotalVariance(early, k) - sviTotalVariance(late, k)
    if (drop <= fall) continue
    fall = drop
    at = k
  }
  return { fall, at }
}
