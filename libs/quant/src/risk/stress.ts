/**
 * Stress of an option book: SPAN-style scan scenarios (CME), grids of price and volatility, and scenarios by name.
 * Losses are positive.
 */

import type { OptionBook } from './option-book.ts'

export interface ScanParameters {
  /** Largest usual move of the price, in price units, by underlying. */
  readonly priceScanRange: ArrayLike<number>
  /** Absolute, such as 0.04. */
  readonly volScanRange: number
  readonly decayYears: number
  /** Of the price scan range, such as 3. */
  readonly extremeMove: number
  /** Share of the extreme loss that counts, such as 0.33. */
  readonly extremeCover: number
}

export const SCAN_SCENARIO_COUNT = 16
const THIRDS = [0, 1, -1, 2, -2, 3, -3]

export interface ScanResult {
  /** Scenarios 1..14: moves 0, +-1/3, +-2/3, +-3/3 of the range, volatility up then down; 15, 16: extreme moves. */
  readonly losses: Float64Array
  /** max(0, worst loss). */
  readonly scanRisk: number
  /** Number (from 1) of the first worst loss. */
  readonly activeScenario: number
}

/** Runs the sixteen scenarios; their P&L holds the decay of `decayYears`. */
export function scanRisk(book: OptionBook, scan: ScanParameters): ScanResult {
  book.prepare(scan.decayYears)
  const losses = new Float64Array(SCAN_SCENARIO_COUNT)
  for (let i = 0; i < SCAN_SCENARIO_COUNT; i++) {
    const isExtreme = i >= 14
    const move = isExtreme ? (i === 14 ? 1 : -1) * scan.extremeMove : THIRDS[i >> 1]! / 3
    const vol = isExtreme ? 0 : (i % 2 === 0 ? 1 : -1) * scan.volScanRange
    const returns = Float64Array.from(book.spots, (spot, u) => (move * scan.priceScanRange[u]!) / spot)
    losses[i] = -totalPnl(book, returns, vol) * (isExtreme ? scan.extremeCover : 1)
  }
  const worst = losses.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return { losses, scanRisk: Math.max(0, worst), activeScenario: losses.indexOf(worst) + 1 }
}

/** P&L by spot shock (rows, fractions) and absolute volatility shock (columns); no time passes. */
export function stressGrid(
  book: OptionBook,
  spotShocks: readonly number[],
  volShocks: readonly number[],
): Float64Array[] {
  book.prepare()
  return spotShocks.map((shock) => {
    const returns = new Float64Array(book.underlyingCount).fill(Math.max(-1 + 1e-12, shock))
    return Float64Array.from(volShocks, (vol) => totalPnl(book, returns, vol))
  })
}

/** A shock with a name: a return by underlying (one for all, or by name) and a move of all volatilities. */
export interface NamedScenario {
  readonly name: string
  /** Return of each underlying. */
  readonly returns: ArrayLike<number>
  readonly volShift: number
}

/** P&L of each scenario, with the book prepared at the present. */
export function namedStress(book: OptionBook, scenarios: readonly NamedScenario[]): Float64Array {
  book.prepare()
  return Float64Array.from(scenarios, ({ returns, volShift }) => totalPnl(book, Float64Array.from(returns), volShift))
}

function totalPnl(book: OptionBook, returns: Float64Array, volShift: number): number {
  const pnl = new Float64Array(book.underlyingCount)
  book.addPnl(returns, 0, volShift, pnl)
  return pnl.reduce((a, b) => a + b, 0)
}
