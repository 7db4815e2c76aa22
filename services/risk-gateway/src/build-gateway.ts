import type { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import type { DeskConfig, Instruments } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import { buildInstrumentTable, buildScopes, buildState } from './build-tables.ts'
import { compileLimits } from './compile-limits.ts'
import type { RiskGatewayConfig } from './config.ts'
import { BreachText } from './core/breach-text.ts'
import { CompositeFlow } from './core/composite-flow.ts'
import { CompositeWriter } from './core/composite-writer.ts'
import { ControlAdapter } from './core/control-adapter.ts'
import { ControlPublisher } from './core/control-publisher.ts'
import { ExecutionAdapter } from './core/execution-adapter.ts'
import { FieldReader } from './core/field-reader.ts'
import { GatewayCore } from './core/gateway-core.ts'
import { GreeksAdapter } from './core/greeks-adapter.ts'
import { LimitChanges } from './core/limit-changes.ts'
import { limitEntries } from './core/limit-entries.ts'
import type { LimitTable } from './core/limit-table.ts'
import { LimitsPublisher } from './core/limits-publisher.ts'
import { MarketAdapter } from './core/market-adapter.ts'
import { OrderFlow } from './core/order-flow.ts'
import { OrderIntake } from './core/order-intake.ts'
import { OrderPublisher } from './core/order-publisher.ts'
import { OrderTable } from './core/order-table.ts'
import { PeerSync } from './core/peer-sync.ts'
import { PositionAdapter } from './core/position-adapter.ts'
import { PositionTable } from './core/position-table.ts'
import type { RiskState } from './core/risk-state.ts'
import { ScopeReader } from './core/scope-reader.ts'
import { TripCounters } from './core/trip-counters.ts'
import type { GatewayCounter } from './counters.ts'

/** Fills that may wait for the oms to book them. */
const PENDING_FILLS_MAX = 65_536

export interface GatewayOptions {
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly config: RiskGatewayConfig
  readonly counters: CounterTable<GatewayCounter>
}

/** Puts the core together: the one place where its parts meet. */
export function buildGateway(options: GatewayOptions): GatewayCore {
  const { desk, instruments, sessionTime, config, counters } = options
  const scopes = buildScopes(desk, instruments)
  const table = buildInstrumentTable(instruments, config)
  const state = buildState(scopes, table, config)
  const limits = compileLimits(config, desk, instruments, state)
  const reader = new FieldReader(
    desk.accounts.map(({ id }) => id),
    desk.strategies.map(({ id }) => id),
    instruments,
  )
  const { exposures, references } = state
  const orders = new OrderTable(config.openOrdersCapacity, exposures, state.ownQuotes, config.selfTrade === 'firm')
  const positions = new PositionTable(exposures, PENDING_FILLS_MAX)
  const intake = new OrderIntake(reader, scopes, table, references)
  const orderPublisher = new OrderPublisher(new BreachText(scopes, table, instruments.underlyingNames))
  const controlPublisher = new ControlPublisher(scopes, counters)
  const peers = new PeerSync(state.readiness, {
    timeoutNs: desk.liveness.timeoutMs * 1e6,
    retryNs: config.requestRetryMs * 1e6,
    reconcileNs: config.reconcileIntervalMs * 1e6,
    soonNs: Math.min(config.reconcileIntervalMs, config.sweepGraceMs + 1) * 1e6,
  })
  const trips = new TripCounters(state, limits, peers)
  const scopeReader = new ScopeReader(reader, scopes, table)
  const flow = new OrderFlow({
    state,
    limits,
    orders,
    intake,
    publisher: orderPublisher,
    alerts: controlPublisher,
    counters,
  })
  const { limitsPublisher, limitChanges } = buildLimitParts(options, state, limits, controlPublisher)
  return new GatewayCore({
    sessionTime,
    state,
    orders,
    flow,
    orderPublisher,
    executions: new ExecutionAdapter({
      orders,
      positions,
      reader,
      scopes,
      instruments: table,
      counters,
      listener: trips,
    }),
    positions: new PositionAdapter({ positions, losses: state.losses, limits, reader, scopes, instruments: table }),
    control: new ControlAdapter({
      state,
      limits,
      scopes: scopeReader,
      publisher: controlPublisher,
      counters,
      trips,
      underlyingNames: instruments.underlyingNames,
    }),
    controlPublisher,
    market: new MarketAdapter(instruments, references, exposures),
    peers,
    limitsPublisher,
    limitChanges,
    greeks: new GreeksAdapter(reader, table, exposures),
    composites: new CompositeFlow(flow, orderPublisher, new CompositeWriter(new FixFrame(sessionTime))),
    counters,
    sweepGraceNs: config.sweepGraceMs * 1e6,
    cancelAfterNs: config.cancelAfterMs * 1e6,
  })
}

/** What publishes limits, and what changes them. */
function buildLimitParts(
  { instruments, config, counters }: GatewayOptions,
  state: RiskState,
  limits: LimitTable,
  publisher: ControlPublisher,
): { limitsPublisher: LimitsPublisher; limitChanges: LimitChanges } {
  const currency = instruments.all[0]!.quoteCurrency
  const entries = limitEntries({ state, limits, underlyingNames: instruments.underlyingNames, currency })
  const times = {
    updateNs: config.utilisationIntervalMs * 1e6,
    reportNs: config.limitsReportIntervalMs * 1e6,
    softPercent: config.softPercent,
  }
  const limitsPublisher = new LimitsPublisher(entries, state.scopes, publisher, times, limits)
  const { persons, ceilingPercent, confirmWithinMs } = config.limitChange
  const limitChanges = new LimitChanges({
    entries,
    limits,
    publisher,
    counters,
    options: { persons, ceilingPercent, confirmWithinNs: confirmWithinMs * 1e6 },
    onChanged: () => limitsPublisher.reportSoon(),
  })
  return { limitsPublisher, limitChanges }
}
