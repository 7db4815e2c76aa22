import type { HistogramSummary } from '@reflex/base'
import type { Reports } from '../firm/firm.ts'
import type { LoaderStats } from './loader-process.ts'

/** A position as oms and venue each see it, in lots. */
export interface PositionPair {
  readonly account: string
  readonly instrumentId: number
  readonly venue: string
  readonly symbol: string
  readonly lots: number
  readonly venueLots: number
  readonly qty: string
}

export interface Summary {
  readonly mode: string
  readonly runMs: number
  readonly ticks: number
  readonly orders: number
  readonly fills: number
  readonly riskRejects: number
  readonly cancels: number
  readonly positions: readonly PositionPair[]
  readonly positionsMatch: boolean
  readonly realisedPnl: number
  readonly unrealisedPnl: number
  readonly fees: number
  /** The currency of the three figures above; those of other settlement currencies stand beside them. */
  readonly pnlCurrency: string
  readonly pnlOther: readonly { currency: string; realised: number; unrealised: number; fees: number }[]
  readonly tcaMeasurements: number
  readonly retunes: number
  readonly tickToTradeNs: HistogramSummary
  readonly hops: Readonly<Record<string, HistogramSummary>>
  readonly decisionToLastCancelNs: HistogramSummary
  readonly gcPauseMsMax: number
  readonly busLoss: number
  readonly warehouseRows: number
  /** Time until the venues had confirmed every cancel at the end, ms; null when they did not. */
  readonly cancelConfirmMs: number | null
  readonly openOrders: number
  readonly restarts: Readonly<Record<string, number>>
  readonly tca: unknown
  readonly limits: unknown
  readonly services: Readonly<Record<string, { ready: boolean; status: string }>>
  readonly failure?: string
  readonly hash?: string
}

export interface SummaryInput {
  readonly reports: Reports
  readonly runMs: number
  readonly gcPauseMsMax: number
  readonly loaderStats: LoaderStats | undefined
  readonly cancelConfirmMs: number
  readonly restarts: Readonly<Record<string, number>>
  readonly mode: string
  readonly failure?: string | undefined
  readonly hash?: string
}

const NO_LATENCY: HistogramSummary = { count: 0, p50: 0, p99: 0, p999: 0, max: 0 }
const HOPS = ['feed to market-data', 'market-data to alpha', 'alpha to gateway', 'gateway to ems', 'ems to wire']

/** One flat statement of what a run did, from what the services report. */
export function summarise(input: SummaryInput): Summary {
  const { reports } = input
  const ems = section(reports, 'ems')
  const oms = section(reports, 'oms')
  const positions = pairPositions(list(oms, 'positions'), list(section(reports, 'venue-simulator'), 'positions'))
  const latencies = (ems['latencies'] ?? {}) as Record<string, HistogramSummary>
  return {
    mode: input.mode,
    runMs: input.runMs,
    ticks: number(section(reports, 'market-data'), 'ticks'),
    orders: number(ems, 'orders'),
    fills: number(ems, 'fills'),
    riskRejects: number(section(reports, 'risk-gateway'), 'rejected'),
    cancels: number(ems, 'cancels'),
    positions,
    positionsMatch: positions.every((position) => position.lots === position.venueLots),
    ...moneyOf(list(oms, 'totals')),
    tcaMeasurements: number(section(reports, 'tca'), 'measurements'),
    retunes: number(section(reports, 'alpha'), 'retunes'),
    tickToTradeNs: latencies['tick-to-trade'] ?? NO_LATENCY,
    hops: Object.fromEntries(HOPS.map((hop) => [hop, latencies[hop] ?? NO_LATENCY])),
    decisionToLastCancelNs: latencies['decision to last cancel'] ?? NO_LATENCY,
    gcPauseMsMax: input.gcPauseMsMax,
    busLoss: sumOfGaps(reports),
    warehouseRows: input.loaderStats?.rows ?? 0,
    cancelConfirmMs: Number.isNaN(input.cancelConfirmMs) ? null : input.cancelConfirmMs,
    openOrders: number(ems, 'openOrders'),
    restarts: input.restarts,
    tca: section(reports, 'tca')['venues'] ?? [],
    limits: section(reports, 'risk-gateway')['utilisation'] ?? [],
    services: Object.fromEntries(
      Object.entries(reports).map(([name, report]) => [
        name,
        { ready: report['ready'] === true, status: String(report['status']) },
      ]),
    ),
    ...(input.failure === undefined ? {} : { failure: input.failure }),
    ...(input.hash === undefined ? {} : { hash: input.hash }),
  }
}

type Row = Readonly<Record<string, unknown>>

function section(reports: Reports, name: string): Row {
  return reports[name] ?? {}
}

function number(row: Row, key: string): number {
  const value = row[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function list(row: Row, key: string): readonly Row[] {
  const value = row[key]
  return Array.isArray(value) ? (value as Row[]) : []
}

/** Money by settlement currency; the one with most turnover in fees and P&L leads. Currencies are never added up. */
function moneyOf(
  totals: readonly Row[],
): Pick<Summary, 'realisedPnl' | 'unrealisedPnl' | 'fees' | 'pnlCurrency' | 'pnlOther'> {
  const byCurrency = new Map<string, { currency: string; realised: number; unrealised: number; fees: number }>()
  for (const row of totals) {
    const currency = String(row['currency'])
    const sum = byCurrency.get(currency) ?? { currency, realised: 0, unrealised: 0, fees: 0 }
    sum.realised += number(row, 'realised')
    sum.unrealised += number(row, 'unrealised')
    sum.fees += number(row, 'fees')
    byCurrency.set(currency, sum)
  }
  const size = (row: { realised: number; unrealised: number; fees: number }): number =>
    Math.abs(row.realised) + Math.abs(row.unrealised) + Math.abs(row.fees)
  const [first, ...others] = [...byCurrency.values()].sort((a, b) => size(b) - size(a))
  return {
    realisedPnl: rounded(first?.realised ?? 0),
    unrealisedPnl: rounded(first?.unrealised ?? 0),
    fees: rounded(first?.fees ?? 0),
    pnlCurrency: first?.currency ?? '',
    pnlOther: others,
  }
}

/** Sums of decimals in binary floats, for show: to 1e-8. */
function rounded(value: number): number {
  return Math.round(value * 1e8) / 1e8
}

/** Joins both views by account and instrument; what only one side knows stands against zero. */
function pairPositions(ours: readonly Row[], venues: readonly Row[]): PositionPair[] {
  const pairs = new Map<string, PositionPair>()
  const idOf = (row: Row): number => number(row, 'instrumentId' in row ? 'instrumentId' : 'instrument')
  const keyOf = (row: Row): string => `${String(row['account'])}/${idOf(row)}`
  const base = (row: Row): Omit<PositionPair, 'lots' | 'venueLots'> => ({
    account: String(row['account']),
    instrumentId: idOf(row),
    venue: String(row['venue']),
    symbol: String(row['symbol']),
    qty: String(row['qty']),
  })
  for (const row of ours) pairs.set(keyOf(row), { ...base(row), lots: number(row, 'lots'), venueLots: 0 })
  for (const row of venues) {
    const known = pairs.get(keyOf(row))
    pairs.set(keyOf(row), { ...(known ?? { ...base(row), qty: '0', lots: 0 }), venueLots: number(row, 'lots') })
  }
  return [...pairs.values()].sort((a, b) => a.instrumentId - b.instrumentId || a.account.localeCompare(b.account))
}

function sumOfGaps(reports: Reports): number {
  let gaps = 0
  for (const report of Object.values(reports)) gaps += number((report['counters'] ?? {}) as Row, 'busGaps')
  return gaps
}
