/** The stress grid and the named scenarios of a book, and the worst of them. */

import { namedStress, type OptionBook, stressGrid } from '@reflex/quant'

export interface StressScenario {
  readonly name: string
  /** Return by underlying. */
  readonly returns: ArrayLike<number>
  /** Absolute move of all volatilities. */
  readonly volShift: number
}

export interface StressReport {
  readonly spotShocks: readonly number[]
  readonly volShocks: readonly number[]
  /** P&L by spot shock (rows) and volatility shock (columns), quote currency. */
  readonly grid: readonly Float64Array[]
  readonly named: readonly { readonly name: string; readonly pnl: number }[]
  /** Largest loss of all, at least 0, and the scenario it belongs to. */
  readonly worstLoss: number
  readonly worst: string
}

export function stressOf(
  book: OptionBook,
  scenarios: readonly StressScenario[],
  spotShocks: readonly number[],
  volShocks: readonly number[],
): StressReport {
  const grid = stressGrid(book, spotShocks, volShocks)
  const pnls = namedStress(book, scenarios)
  const named = scenarios.map(({ name }, i) => ({ name, pnl: pnls[i]! }))
  let worst = { name: 'none', pnl: 0 }
  for (const one of named) if (one.pnl < worst.pnl) worst = one
  grid.forEach((row, i) => {
    row.forEach((pnl, j) => {
      if (pnl < worst.pnl)
        worst = { name: `price ${percent(spotShocks[i]!)}, volatility ${percent(volShocks[j]!)}`, pnl }
    })
  })
  return { spotShocks, volShocks, grid, named, worstLoss: Math.max(0, -worst.pnl), worst: worst.name }
}

function percent(x: number): string {
  return `${x > 0 ? '+' : ''}${Math.round(x * 1000) / 10} %`
}
