import { STREAM } from '@reflex/schema'
import { buildService, CounterTable, type Service, type ServiceContext } from '@reflex/service-host'
import { buildEngine } from './build-engine.ts'
import { parseRiskEngineConfig } from './config.ts'
import { ENGINE_COUNTERS } from './counters.ts'
import { engineReport } from './report.ts'

/** Watches the whole portfolio and acts in steps: warn, widen, reduce-only, cancel-all, halt. */
export function createRiskEngineService(context: ServiceContext): Service {
  const config = parseRiskEngineConfig(context.desk.services['risk-engine'])
  const counters = new CounterTable(context.name, ENGINE_COUNTERS)
  const core = buildEngine({ ...context, config, counters })
  return buildService(context, {
    core,
    inputs: [
      { stream: STREAM.OPERATOR_CONTROL, limit: 64 },
      // Our own halts come back and are journaled: they survive us.
      { stream: STREAM.RISK_CONTROL, limit: 64 },
      { stream: STREAM.POSITIONS, limit: 128 },
      { stream: STREAM.HEALTH, limit: 32 },
      { stream: STREAM.MARKET_DATA, limit: 256 },
    ],
    outputs: [STREAM.RISK_CONTROL, STREAM.RISK_LIMITS, STREAM.POSITION_REQUESTS, STREAM.ORDERS_INTENT],
    counters,
    journal: {
      streams: [STREAM.OPERATOR_CONTROL, STREAM.RISK_CONTROL, STREAM.POSITIONS],
      snapshotEvery: 100_000,
    },
    report: () => engineReport(core, context.instruments, context.desk),
  })
}
