import type { HistogramSummary } from '@reflex/base'
import type { Summary } from './summary.ts'

/** The end of a run for people: what was done, what it earned, how fast, whether the books agree. */
export function printSummary(summary: Summary): void {
  const lines = [
    '',
    `Run of ${(summary.runMs / 1000).toFixed(1)} s (${summary.mode})`,
    row('ticks', summary.ticks) +
      row('orders', summary.orders) +
      row('fills', summary.fills) +
      row('cancels', summary.cancels),
    row('risk rejects', summary.riskRejects) +
      row('TCA measurements', summary.tcaMeasurements) +
      row('retunes', summary.retunes) +
      row('bus loss', summary.busLoss),
    row('realised P&L', summary.realisedPnl) + row('unrealised', summary.unrealisedPnl) + row('fees', summary.fees),
    row('warehouse rows', summary.warehouseRows) + row('longest GC pause ms', summary.gcPauseMsMax),
    cancelLine(summary),
    ...latencyTable(summary),
    ...positionTable(summary),
    ...tcaTable(summary),
  ]
  const restarted = Object.entries(summary.restarts).filter(([, count]) => count > 0)
  if (restarted.length > 0) lines.push(`Restarted: ${restarted.map(([name, count]) => `${name} ${count}`).join(', ')}`)
  if (summary.hash !== undefined) lines.push(`Hash of all bytes sent: ${summary.hash}`)
  if (summary.failure !== undefined) lines.push(`FAILED: ${summary.failure}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

function row(label: string, value: number): string {
  const text = Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  return `  ${label} ${text}`.padEnd(26)
}

function cancelLine(summary: Summary): string {
  const { cancelConfirmMs, openOrders, decisionToLastCancelNs: decision } = summary
  const sent = decision.count > 0 ? `, last cancel sent ${ns(decision.max)} after the decision` : ''
  if (cancelConfirmMs === null) return `  cancel-all NOT confirmed: ${openOrders} orders may be open${sent}`
  return `  cancel-all confirmed by the venues in ${cancelConfirmMs} ms${sent}`
}

function latencyTable(summary: Summary): string[] {
  const rows: [string, HistogramSummary][] = [...Object.entries(summary.hops), ['tick-to-trade', summary.tickToTradeNs]]
  const body = rows.map(([name, h]) => {
    const cells = [h.count.toLocaleString('en-US'), ns(h.p50), ns(h.p99), ns(h.p999), ns(h.max)]
    return `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(12)).join('')}`
  })
  const head = ['count', 'p50', 'p99', 'p99.9', 'max'].map((cell) => cell.padStart(12)).join('')
  return ['', `  ${'latency'.padEnd(24)}${head}`, ...body]
}

function positionTable(summary: Summary): string[] {
  const body = summary.positions.map((position) => {
    const name = `${position.account} ${position.symbol}@${position.venue}`
    const verdict = position.lots === position.venueLots ? 'equal' : `VENUE HAS ${position.venueLots} lots`
    return `  ${name.padEnd(32)}${position.qty.padStart(14)}  ${verdict}`
  })
  const verdict = summary.positionsMatch ? "our positions equal the venues'" : 'POSITIONS DIFFER FROM THE VENUES'
  return ['', `  ${verdict}`, ...body]
}

/** One line a venue: what a fill cost or earned against the mid, at once and later. */
function tcaTable(summary: Summary): string[] {
  const venues = Array.isArray(summary.tca) ? (summary.tca as TcaVenue[]) : []
  if (venues.length === 0) return []
  const horizons = venues[0]!.markoutBps.map((markout) => horizonText(markout.horizonMs))
  const head = ['fills', 'fill ratio', 'eff. spread', 'fees', ...horizons]
  const body = venues.map((venue) => {
    const ratio = venue.fillRatio === null ? '-' : `${(venue.fillRatio * 100).toFixed(0)} %`
    const cells = [String(venue.fills), ratio, bps(venue.effectiveSpreadBps), bps(venue.feesBps)]
    return [venue.venue.padEnd(14), ...[...cells, ...venue.markoutBps.map(bps)].map((cell) => cell.padStart(12))]
  })
  const title = `  ${'TCA, bps'.padEnd(14)}${head.map((cell) => cell.padStart(12)).join('')}`
  return ['', title, ...body.map((cells) => `  ${cells.join('')}`)]
}

interface TcaVenue {
  readonly venue: string
  readonly fills: number
  readonly fillRatio: number | null
  readonly effectiveSpreadBps: { readonly mean: number | null }
  readonly feesBps: { readonly mean: number | null }
  readonly markoutBps: readonly { readonly horizonMs: number; readonly mean: number | null }[]
}

function bps(measure: { readonly mean: number | null }): string {
  return measure.mean === null ? '-' : measure.mean.toFixed(3)
}

function horizonText(ms: number): string {
  return ms < 1000 ? `+${ms} ms` : `+${ms / 1000} s`
}

/** Nanoseconds with a unit that reads well. */
export function ns(value: number): string {
  if (value < 1_000) return `${value} ns`
  if (value < 1_000_000) return `${(value / 1_000).toFixed(1)} us`
  return `${(value / 1_000_000).toFixed(2)} ms`
}
