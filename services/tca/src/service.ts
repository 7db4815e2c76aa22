import { STREAM } from '@reflex/schema'
import { buildService, type Service, type ServiceContext } from '@reflex/service-host'
import { parseTcaConfig } from './config.ts'
import { TcaCore } from './core/tca-core.ts'
import { createTcaCounters } from './counters.ts'
import { tcaReport } from './tca-report.ts'

const NS_PER_MS = 1e6

/**
 * Transaction cost analysis. Market data is read first, against the order of services that trade: a fill is measured
 * against the quotes before it, and those must be here when it comes.
 */
export function createTcaService(context: ServiceContext): Service {
  const { desk, instruments, sessionTime } = context
  const config = parseTcaConfig(desk.services['tca'])
  const counters = createTcaCounters(context.name)
  const core = new TcaCore({
    instruments,
    sessionTime,
    horizonsMs: config.horizonsMs,
    scoreHorizonMs: config.scoreHorizonMs,
    sizeBounds: config.sizeBucketNotionals,
    waitNs: config.markoutWaitMs * NS_PER_MS,
    historyNs: config.quoteHistoryMs * NS_PER_MS,
    publishIntervalNs: config.publishIntervalMs * NS_PER_MS,
    skewMaxNs: config.transactTimeSkewMaxMs * NS_PER_MS,
    fillsMax: config.fillsWaitingMax,
    ordersMax: config.ordersMax,
    cellsMax: config.cellsMax,
    livenessTimeoutNs: desk.liveness.timeoutMs * NS_PER_MS,
    counters,
  })
  return buildService(context, {
    core,
    inputs: [
      { stream: STREAM.HEALTH, limit: 64 },
      { stream: STREAM.MARKET_DATA, limit: config.marketDataPerTurn },
      { stream: STREAM.ORDERS_APPROVED, limit: 256 },
      { stream: STREAM.EXECUTIONS, limit: config.executionsPerTurn },
    ],
    outputs: [STREAM.TCA, STREAM.HEALTH],
    counters,
    report: () => tcaReport(core, instruments, config.horizonsMs),
  })
}
