import { STREAM } from '@reflex/schema'
import { buildService, CounterTable, type Service, type ServiceContext } from '@reflex/service-host'
import { buildAlpha } from './build-alpha.ts'
import { parseAlphaConfig } from './config.ts'
import { ALPHA_COUNTERS } from './counters.ts'
import { alphaReport } from './report.ts'

/**
 * Strategies and their quotes. Nothing is journaled: a new life cancels what the former left, and asks for positions.
 */
export function createAlphaService(context: ServiceContext): Service {
  const { desk, instruments, sessionTime } = context
  const config = parseAlphaConfig(desk.services['alpha'])
  const counters = new CounterTable(context.name, ALPHA_COUNTERS)
  const alpha = buildAlpha({ desk, instruments, sessionTime, config, counters })
  return buildService(context, {
    core: alpha.core,
    inputs: [
      { stream: STREAM.OPERATOR_CONTROL, limit: 64 },
      { stream: STREAM.RISK_CONTROL, limit: 64 },
      { stream: STREAM.ORDERS_REJECTED, limit: 256 },
      { stream: STREAM.EXECUTIONS, limit: 256 },
      { stream: STREAM.POSITIONS, limit: 256 },
      { stream: STREAM.TCA, limit: 64 },
      { stream: STREAM.HEALTH, limit: 64 },
      { stream: STREAM.MARKET_DATA, limit: config.marketDataPerTurn },
      { stream: STREAM.MARKET_DATA_SNAPSHOT, limit: 16 },
    ],
    outputs: [STREAM.ORDERS_INTENT, STREAM.PARAMETERS, STREAM.POSITION_REQUESTS, STREAM.EXECUTION_REQUESTS],
    counters,
    report: () => alphaReport(alpha, counters),
  })
}
