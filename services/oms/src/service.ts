import { STREAM } from '@reflex/schema'
import { buildService, type Service, type ServiceContext } from '@reflex/service-host'
import { parseOmsConfig } from './config.ts'
import { OmsCore } from './core/oms-core.ts'
import { createOmsCounters } from './counters.ts'
import { omsReport } from './oms-report.ts'

const NS_PER_MS = 1e6

/**
 * The book of record. Executions and refusals are journaled before they are booked; the rest can be asked for again.
 */
export function createOmsService(context: ServiceContext): Service {
  const { desk, instruments, sessionTime } = context
  const config = parseOmsConfig(desk.services['oms'])
  const counters = createOmsCounters(context.name)
  const core = new OmsCore({
    instruments,
    sessionTime,
    businessDate: businessDateOf(sessionTime.sessionEpochMs),
    ems: {
      emsName: config.emsName,
      timeoutNs: desk.liveness.timeoutMs * NS_PER_MS,
      retryNs: config.recoveryRetryMs * NS_PER_MS,
      tailGraceNs: config.tailGraceMs * NS_PER_MS,
    },
    ordersCapacity: config.ordersCapacity,
    executionsCapacity: config.executionsCapacity,
    positionsCapacity: config.positionsCapacity,
    refreshIntervalNs: config.refreshIntervalMs * NS_PER_MS,
    markPriceTimeoutNs: config.markPriceTimeoutMs * NS_PER_MS,
    alertsPerSecondMax: config.alertsPerSecondMax,
    publishesStrategies: config.publishesStrategies,
    counters,
  })
  return buildService(context, {
    core,
    inputs: [
      { stream: STREAM.EXECUTIONS, limit: config.executionsPerTurn },
      { stream: STREAM.ORDERS_REJECTED, limit: 256 },
      { stream: STREAM.HEALTH, limit: 64 },
      { stream: STREAM.POSITION_REQUESTS, limit: 16 },
      { stream: STREAM.MARKET_DATA, limit: config.marketDataPerTurn },
    ],
    outputs: [STREAM.POSITIONS, STREAM.EXECUTION_REQUESTS, STREAM.HEALTH],
    counters,
    journal: {
      streams: [STREAM.EXECUTIONS, STREAM.ORDERS_REJECTED],
      snapshotEvery: config.snapshotEveryRecords,
    },
    report: () => omsReport(core, instruments),
  })
}

function businessDateOf(sessionEpochMs: number): number {
  return Number(new Date(sessionEpochMs).toISOString().slice(0, 10).replaceAll('-', ''))
}
