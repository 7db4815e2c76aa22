/**
 * Numbers as the page shows them: decimal text made of integers, so that a price is right to the tick and money to the
 * cent.
 */

const E8_DIGITS = 8
/** What is not known. */
export const UNKNOWN = null
export type Text = string | typeof UNKNOWN

/** Digits behind the point that a step of `stepE8` needs: 2 for 0.01 (1,000,000). */
export function decimalsOf(stepE8: number): number {
  let decimals = E8_DIGITS
  let rest = stepE8
  while (decimals > 0 && rest % 10 === 0) {
    rest /= 10
    decimals--
  }
  return decimals
}

/** An E8 integer with so many digits behind the point, half rounded away from zero. NaN is unknown. */
export function fixed(e8: number, decimals: number): Text {
  if (!Number.isFinite(e8)) return UNKNOWN
  const unit = 10 ** (E8_DIGITS - decimals)
  const magnitude = Math.floor((Math.abs(e8) + unit / 2) / unit)
  const scale = 10 ** decimals
  const whole = Math.floor(magnitude / scale)
  const sign = e8 < 0 && magnitude > 0 ? '-' : ''
  if (decimals === 0) return `${sign}${whole}`
  return `${sign}${whole}.${String(magnitude - whole * scale).padStart(decimals, '0')}`
}

/** Session time as ms since 1970 (fractions are ns), for the page's clock; unknown when not finite. */
export function epochMs(sessionEpochMs: number, ns: number): number | typeof UNKNOWN {
  return Number.isFinite(ns) ? sessionEpochMs + Math.round(ns / 1e3) / 1e3 : UNKNOWN
}

/** A number for charts and bars. */
export function plain(value: number): number | typeof UNKNOWN {
  return Number.isFinite(value) ? value : UNKNOWN
}

/** Rows of a ring, newest first. */
export function newestFirst<T>(count: number, rows: number, limit: number, row: (index: number) => T): T[] {
  const result: T[] = []
  for (let i = count - 1; i >= 0 && i >= count - Math.min(rows, limit); i--) result.push(row(i % rows))
  return result
}
