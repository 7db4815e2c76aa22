import { STREAM } from '@reflex/schema'
import { buildService, type Service, type ServiceContext } from '@reflex/service-host'
import { parseConsoleConfig } from './config.ts'
import { ConsolePage } from './console-page.ts'
import { ConsoleCore } from './core/console-core.ts'
import { createConsoleCounters } from './counters.ts'

const NS_PER_MS = 1e6
const CONTROL_LIMIT = 64
const ORDER_LIMIT = 256
const MARKET_DATA_LIMIT = 1024

/** The operator's view of the firm and his hand on it. */
export function createOpsConsoleService(context: ServiceContext): Service {
  const { desk, instruments, sessionTime } = context
  const config = parseConsoleConfig(desk.services['ops-console'])
  const counters = createConsoleCounters(context.name)
  const core = new ConsoleCore({
    instruments,
    sessionTime,
    counters,
    ordersKept: config.ordersKept,
    fillsKept: config.fillsKept,
    alertsKept: config.alertsKept,
    positionsMax: config.positionsMax,
    limitsMax: config.limitsMax,
    historyRows: config.chartSamples,
    historyIntervalNs: config.chartIntervalMs * NS_PER_MS,
  })
  const page = context.isVirtual ? undefined : new ConsolePage({ context, config, core, counters })
  return buildService(context, {
    core,
    counters,
    inputs: [
      ...(page === undefined ? [] : [{ source: page, limit: 1 }]),
      { stream: STREAM.OPERATOR_CONTROL, limit: CONTROL_LIMIT },
      { stream: STREAM.RISK_CONTROL, limit: CONTROL_LIMIT },
      { stream: STREAM.EXECUTIONS, limit: ORDER_LIMIT },
      { stream: STREAM.ORDERS_REJECTED, limit: ORDER_LIMIT },
      { stream: STREAM.POSITIONS, limit: ORDER_LIMIT },
      { stream: STREAM.RISK_LIMITS, limit: CONTROL_LIMIT },
      { stream: STREAM.HEALTH, limit: CONTROL_LIMIT },
      { stream: STREAM.PARAMETERS, limit: CONTROL_LIMIT },
      { stream: STREAM.TCA, limit: ORDER_LIMIT },
      { stream: STREAM.MARKET_DATA, limit: MARKET_DATA_LIMIT },
    ],
    outputs: [STREAM.OPERATOR_CONTROL],
    report: () => ({
      url: page?.url,
      clients: page?.clients ?? 0,
      actions: core.desk.sent,
      halted: core.control.isHalted,
      liveOrders: core.orders.liveCount,
      fills: core.fills.count,
      refusals: core.orders.refusals,
      marketDataMessages: core.market.messages,
    }),
    onStart: () => page?.listen(),
  })
}
