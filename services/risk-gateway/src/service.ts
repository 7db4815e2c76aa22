import { Histogram } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import {
  buildService,
  CounterTable,
  type MessageFrame,
  type Outbox,
  type Service,
  type ServiceContext,
  type ServiceCore,
} from '@reflex/service-host'
import { buildGateway } from './build-gateway.ts'
import { parseRiskGatewayConfig } from './config.ts'
import type { GatewayCore } from './core/gateway-core.ts'
import { GATEWAY_COUNTERS } from './counters.ts'
import { gatewayReport } from './report.ts'

/** The only road to the market: decides every order before the ems sees it. */
export function createRiskGatewayService(context: ServiceContext): Service {
  const config = parseRiskGatewayConfig(context.desk.services['risk-gateway'])
  const counters = new CounterTable(context.name, GATEWAY_COUNTERS)
  const core = buildGateway({ ...context, config, counters })
  const decision = new Histogram()
  return buildService(context, {
    core: new TimedCore(core, context, decision),
    // Control first, market data last.
    inputs: [
      { stream: STREAM.RISK_CONTROL, limit: 64 },
      { stream: STREAM.OPERATOR_CONTROL, limit: 64 },
      { stream: STREAM.EXECUTIONS, limit: 64 },
      { stream: STREAM.POSITIONS, limit: 64 },
      { stream: STREAM.HEALTH, limit: 32 },
      { stream: STREAM.ORDERS_INTENT, limit: 64 },
      { stream: STREAM.MARKET_DATA, limit: 64 },
    ],
    outputs: [
      STREAM.ORDERS_REJECTED,
      STREAM.ORDERS_APPROVED,
      STREAM.EXECUTION_REQUESTS,
      STREAM.POSITION_REQUESTS,
      STREAM.RISK_LIMITS,
    ],
    counters,
    latencies: { 'gateway-message': decision },
    journal: { streams: [STREAM.RISK_CONTROL, STREAM.OPERATOR_CONTROL], snapshotEvery: 10_000 },
    report: () => gatewayReport(core, counters, context.clock.nanoTime(), decision.summary()),
  })
}

/** Measures order messages from their arrival in the core to their answer in the outbox. */
class TimedCore implements ServiceCore {
  readonly #core: GatewayCore
  readonly #clock: ServiceContext['clock']
  readonly #latency: Histogram

  constructor(core: GatewayCore, context: ServiceContext, latency: Histogram) {
    this.#core = core
    this.#clock = context.clock
    this.#latency = latency
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    if (frame.streamId !== STREAM.ORDERS_INTENT) {
      this.#core.onMessage(nowNs, frame, out)
      return
    }
    const startNs = this.#clock.nanoTime()
    this.#core.onMessage(nowNs, frame, out)
    this.#latency.record(this.#clock.nanoTime() - startNs)
  }

  onTimer(nowNs: number, out: Outbox): number {
    return this.#core.onTimer(nowNs, out)
  }

  onRecovered(nowNs: number, out: Outbox): void {
    this.#core.onRecovered(nowNs, out)
  }

  isReady(): boolean {
    return this.#core.isReady()
  }

  statusText(): string {
    return this.#core.statusText()
  }

  snapshot(): Uint8Array {
    return this.#core.snapshot()
  }

  isSnapshotDue(): boolean {
    return this.#core.isSnapshotDue()
  }

  restore(bytes: Uint8Array): void {
    this.#core.restore(bytes)
  }
}
