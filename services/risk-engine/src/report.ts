import { decimalText } from '@reflex/base'
import type { DeskConfig, Instruments } from '@reflex/schema'
import type { EngineCore } from './core/engine-core.ts'
import { LEVEL_NAMES } from './core/levels.ts'
import { modelReport } from './model-report.ts'

/** The engine's part of summaries and of the status line: plain data, amounts as decimal text. */
export function engineReport(core: EngineCore, instruments: Instruments, desk: DeskConfig): Record<string, unknown> {
  const { figures, desk: actions, ladders, watch, varModel, sampler } = core.parts
  const rows = [desk.firm, ...desk.accounts.map(({ id }) => id), ...desk.strategies.map(({ id }) => id)]
  const byUnderlying = (sums: Float64Array, row: number) =>
    Object.fromEntries(
      instruments.underlyingNames.map((name, u) => [name, text(sums[row * figures.underlyingCount + u]!)]),
    )
  return {
    status: core.statusText(),
    level: LEVEL_NAMES[actions.level],
    exposures: Object.fromEntries(
      rows.map((name, row) => [
        name,
        {
          gross: text(figures.grossE8[row]!),
          net: text(figures.netE8[row]!),
          grossByUnderlying: byUnderlying(figures.underlyingGrossE8, row),
          netByUnderlying: byUnderlying(figures.underlyingNetE8, row),
          deltaByUnderlying: byUnderlying(figures.deltaE8, row),
        },
      ]),
    ),
    pnl: Object.fromEntries(rows.map((name, row) => [name, text(figures.pnlE8[row]!)])),
    highWater: Object.fromEntries(rows.map((name, row) => [name, text(figures.drawdowns[row]!.highWater)])),
    drawdown: Object.fromEntries(rows.map((name, row) => [name, text(figures.drawdownE8(row))])),
    valueAtRisk: Object.fromEntries(rows.map((name, row) => [name, text(figures.varE8[row]!)])),
    varSamples: sampler.count,
    limits: ladders.map(({ options, valueE8, percent, action }) => ({
      id: options.id,
      metric: options.metric,
      scope: actions.states[options.scope]!.scope.label,
      limit: text(options.limitE8),
      used: text(Math.round(valueE8)),
      percent: Math.round(percent * 10) / 10,
      action: LEVEL_NAMES[action],
    })),
    halts: actions.states
      .filter((state) => state.isLatched)
      .map(({ scope, reason }) => ({ scope: scope.label, reason })),
    actions: actions.records,
    stalePositions: varModel.stalePositions,
    missingInputs: watch.missing,
    ...modelReport(core, instruments, desk),
  }
}

function text(e8: number): string {
  return decimalText(Math.max(-Number.MAX_SAFE_INTEGER, Math.min(e8, Number.MAX_SAFE_INTEGER)))
}
