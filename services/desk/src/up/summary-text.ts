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

function tcaTable(summary: Summary): string[] {
  if (!Array.isArray(summary.tca) || summary.tca.length === 0) return []
  const body = (summary.tca as Record<string, unknown>[]).map((venue) => {
    const cells = Object.entries(venue).map(
      ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    return `  ${cells.join('  ')}`
  })
  return ['', '  TCA by venue', ...body]
}

/** Nanoseconds with a unit that reads well. */
export function ns(value: number): string {
  if (value < 1_000) return `${value} ns`
  if (value < 1_000_000) return `${(value / 1_000).toFixed(1)} us`
  return `${(value / 1_000_000).toFixed(2)} ms`
}
