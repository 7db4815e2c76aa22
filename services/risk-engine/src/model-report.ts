/** The models' part of the engine's report: Greeks, value at risk, stress, charges, backtest, hedges. Plain numbers. */

import { christoffersenTest, conditionalCoverageTest, kupiecTest, type TailRisk } from '@reflex/quant'
import type { DeskConfig, Instruments } from '@reflex/schema'
import type { EngineCore } from './core/engine-core.ts'
import { GREEK_COUNT, GREEK_NAMES } from './core/greek-sums.ts'
import { VOL_QUOTE, VOL_SURFACE } from './core/option-model.ts'

const E8 = 1e8

export function modelReport(core: EngineCore, instruments: Instruments, desk: DeskConfig): Record<string, unknown> {
  const { greeks, figures, revaluation, varModel, day, hedger, prices } = core.parts
  const rows = [desk.firm, ...desk.accounts.map(({ id }) => id), ...desk.strategies.map(({ id }) => id)]
  const byRow = <T>(of: (row: number) => T): Record<string, T> =>
    Object.fromEntries(rows.map((name, row) => [name, of(row)]))
  return {
    prices: Object.fromEntries(
      instruments.underlyingNames.map((name, u) => [
        name,
        { price: finite(prices.spots[u]!), isStale: prices.isStale[u] === 1 },
      ]),
    ),
    greeks: {
      byOwner: byRow((row) => byUnderlying(greeks.byRow, row, instruments)),
      byExpiry: bucketNames(greeks.bucketYears).map((bucket, b) => ({
        bucket,
        ...byUnderlying(greeks.byBucket, b, instruments),
      })),
      byInstrument: Object.fromEntries(
        instruments.all.flatMap((one, i) => {
          const cell = cellOf(greeks.byInstrument, i * GREEK_COUNT)
          return isZero(cell) ? [] : [[instruments.nameOf(one.id), cell]]
        }),
      ),
    },
    options: optionRows(core),
    risk: {
      deltaGamma: byRow((row) => money(varModel.modelE8[row]!)),
      isMonotone: varModel.isMonotone,
      ratio: byRow((row) => varModel.ratios[row]!),
      historical: byRow((row) => tail(revaluation.historical[row])),
      monteCarlo: revaluation.simulated ?? null,
      scenarios: revaluation.scenarioCount,
      revaluedNs: finite(revaluation.finishedNs),
    },
    concentration: figures.concentration,
    stress: stressOf(core),
    volatilityCharge: byRow((row) => ({ charge: day.charge(row), riskAdjustedPnl: day.riskAdjustedPnl(row) })),
    backtest: backtestOf(core),
    hedges: hedger === undefined ? null : { count: hedger.count, latest: hedger.records.slice(-20) },
  }
}

function stressOf(core: EngineCore): unknown {
  const { stress } = core.parts.revaluation
  if (stress === undefined) return null
  const { spotShocks, volShocks, grid, named, worst, worstLoss } = stress
  return { spotShocks, volShocks, grid: grid.map((row) => Array.from(row)), named, worst, worstLoss }
}

/** Kupiec and Christoffersen at the confidence of the limit; null before the first whole horizon. */
function backtestOf(core: EngineCore): unknown {
  const { backtest } = core.parts.day
  const { observations, hits } = backtest
  if (observations === 0) return null
  const kupiec = kupiecTest(observations, hits, 1 - core.parts.alpha)
  const independence = christoffersenTest(backtest)
  return { ...backtest, kupiec, independence, coverage: conditionalCoverageTest(kupiec, independence) }
}

function optionRows(core: EngineCore): unknown[] {
  const { model } = core.parts
  const { batch } = model
  return Array.from({ length: model.count }, (_, row) => ({
    instrument: model.nameOf(row),
    years: batch.years[row]!,
    volatility: batch.volatility[row]!,
    from: { [VOL_QUOTE]: 'quote', [VOL_SURFACE]: 'surface' }[model.volatilitySource[row]!] ?? 'default',
    price: finite(batch.price[row]!),
    delta: finite(batch.delta[row]!),
    vega: finite(batch.vega[row]!),
  }))
}

function tail(risk: TailRisk | undefined): unknown {
  return risk === undefined ? null : { valueAtRisk: risk.valueAtRisk, expectedShortfall: risk.expectedShortfall }
}

function byUnderlying(table: Float64Array, row: number, instruments: Instruments): Record<string, unknown> {
  const names = instruments.underlyingNames
  return Object.fromEntries(names.map((name, u) => [name, cellOf(table, (row * names.length + u) * GREEK_COUNT)]))
}

function cellOf(table: Float64Array, at: number): Record<string, number | null> {
  return Object.fromEntries(GREEK_NAMES.map((name, g) => [name, finite(table[at + g]!)]))
}

function isZero(cell: Record<string, number | null>): boolean {
  return Object.values(cell).every((value) => value === 0)
}

function bucketNames(years: Float64Array): string[] {
  const days = Array.from(years, (y) => Math.round(y * 365 * 100) / 100)
  return [...days.map((day) => `to ${day} days`), `beyond ${days.at(-1) ?? 0} days`]
}

function money(e8: number): number {
  return e8 / E8
}

function finite(x: number): number | null {
  return Number.isFinite(x) ? x : null
}
