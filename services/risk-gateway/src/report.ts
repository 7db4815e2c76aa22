import { decimalText, E8, type HistogramSummary } from '@reflex/base'
import type { CounterTable } from '@reflex/service-host'
import { CHECKS } from './core/check-catalogue.ts'
import type { GatewayCore } from './core/gateway-core.ts'
import type { GatewayCounter } from './counters.ts'

/** The gateway's part of summaries and of the status line: plain data. */
export function gatewayReport(
  core: GatewayCore,
  counters: CounterTable<GatewayCounter>,
  nowNs: number,
  latencyNs: HistogramSummary,
): Record<string, unknown> {
  const { state, orders, limitsPublisher } = core.parts
  const rejects = CHECKS.flatMap(({ name }) => {
    const count = counters.get(`reject_${name}`)
    return count > 0 ? [[name, count]] : []
  })
  return {
    status: core.statusText(),
    ordersSeen: counters.get('orders'),
    approved: counters.get('approved'),
    rejected: counters.get('rejected'),
    rejectsByCheck: Object.fromEntries(rejects),
    cancelsPassed: counters.get('cancels'),
    massActionsPassed: counters.get('massActions'),
    openOrders: orders.openCount,
    utilisation: limitsPublisher.entries.map((entry, index) => ({
      check: entry.check,
      scope: state.scopes.label(entry.scopeKey),
      symbol: entry.symbol,
      limit: decimalText(entry.limitE8),
      used: decimalText(Math.min(Math.round(entry.usedE8(nowNs)), Number.MAX_SAFE_INTEGER)),
      utilisation: limitsPublisher.utilisationE8(index, nowNs) / E8,
    })),
    latches: state.latches
      .entries()
      .filter((entry) => entry.latched !== 0)
      .map((entry) => ({ scope: state.scopes.label(entry.key), reason: entry.reason, person: entry.person })),
    decisionLatencyNs: latencyNs,
  }
}
