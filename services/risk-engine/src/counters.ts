import type { CounterDefinition } from '@reflex/service-host'

export const ENGINE_COUNTERS = {
  positionReports: { name: 'position_reports_total', help: 'Position reports read', kind: 'counter' },
  quotes: { name: 'quotes_total', help: 'Best bids and offers read', kind: 'counter' },
  evaluations: { name: 'evaluations_total', help: 'Evaluations of all limits', kind: 'counter' },
  varRuns: { name: 'var_runs_total', help: 'Calculations of value at risk', kind: 'counter' },
  actions: { name: 'risk_actions_total', help: 'Actions begun or raised', kind: 'counter' },
  renewals: { name: 'risk_action_renewals_total', help: 'Actions renewed', kind: 'counter' },
  halts: { name: 'halts_total', help: 'Halts', kind: 'counter' },
  releases: { name: 'halt_releases_total', help: 'Halts released by an operator', kind: 'counter' },
  releasesRefused: { name: 'halt_releases_refused_total', help: 'Releases without name or reason', kind: 'counter' },
  hedges: { name: 'hedges_total', help: 'Hedge orders sent', kind: 'counter' },
  malformed: { name: 'malformed_messages_total', help: 'Messages that could not be read', kind: 'counter' },
  level: { name: 'risk_action_level', help: 'Highest action in force: 0 normal to 5 halt', kind: 'gauge' },
  stalePrices: { name: 'stale_prices', help: 'Positions valued at a stale price', kind: 'gauge' },
  gross: { name: 'gross_exposure', help: 'Gross exposure of the firm, quote currency', kind: 'gauge' },
  net: { name: 'net_exposure', help: 'Net exposure of the firm, quote currency', kind: 'gauge' },
  pnl: { name: 'day_pnl', help: 'P&L of the day, quote currency', kind: 'gauge' },
  drawdown: { name: 'day_drawdown', help: 'Drawdown of the day, quote currency', kind: 'gauge' },
  valueAtRisk: { name: 'value_at_risk', help: 'Value at risk of the firm, quote currency', kind: 'gauge' },
} as const satisfies Record<string, CounterDefinition>

export type EngineCounter = keyof typeof ENGINE_COUNTERS
