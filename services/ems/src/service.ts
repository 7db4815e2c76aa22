import { Histogram, ReflexError } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import { buildService, CounterTable, type Service, type ServiceContext } from '@reflex/service-host'
import { type EmsConfig, emsConfigSchema } from './config.ts'
import { EmsCore } from './core/ems-core.ts'
import { EMS_COUNTERS } from './counters.ts'
import { DecisionSource } from './decision-source.ts'
import { journaledStreams } from './journaled-streams.ts'
import { VenueSessions } from './venue-sessions.ts'

const DECISION_LIMIT = 4096
const CONTROL_LIMIT = 64
const VENUE_LIMIT = 256
const ORDER_LIMIT = 256
const MARKET_DATA_LIMIT = 512
/** Holds a sweep and a status question for every open order (openOrdersMax) beside the turn's work. */
const OUTBOX_BYTES = 64 * 1024 * 1024
const OUTBOX_MESSAGES = 131_072

export function createEmsService(context: ServiceContext): Service {
  const config = parseConfig(context)
  const latencies = {
    'tick-to-trade': new Histogram(),
    'feed to market-data': new Histogram(),
    'market-data to alpha': new Histogram(),
    'alpha to gateway': new Histogram(),
    'gateway to ems': new Histogram(),
    'ems to wire': new Histogram(),
    'decision to last cancel': new Histogram(),
  }
  const counters = new CounterTable(context.name, EMS_COUNTERS)
  const { desk, instruments, sessionTime } = context
  const core = new EmsCore({
    desk,
    instruments,
    sessionTime,
    counters,
    hops: latencies,
    ordersExpected: config.ordersExpected,
    resendMessagesMax: config.resendMessagesMax,
    resendBytesMax: config.resendBytesMax,
    linkReportIntervalNs: config.linkReportIntervalMs * 1e6,
    statusRetryNs: config.statusRetryMs * 1e6,
    answerTimeoutNs: config.answerTimeoutMs * 1e6,
    openOrdersMax: config.openOrdersMax,
  })
  const venues = desk.venues.filter((venue) => venue.fix !== undefined)
  const lastInSeq = (venueId: number): number => core.lastInSeq(venueId)
  const { reconnectMs, stallTimeoutMs } = config
  const options = { reconnectMs, stallTimeoutMs, sessions: config.sessions }
  const sessions = new VenueSessions({ context, venues, ...options, lastInSeq, latencies })
  const decisions = new DecisionSource(core.state.decisions)
  return buildService(context, {
    core,
    counters,
    latencies,
    inputs: [
      { source: decisions, limit: DECISION_LIMIT },
      { stream: STREAM.OPERATOR_CONTROL, limit: CONTROL_LIMIT },
      { stream: STREAM.RISK_CONTROL, limit: CONTROL_LIMIT },
      { source: sessions, limit: VENUE_LIMIT },
      { stream: STREAM.HEALTH, limit: CONTROL_LIMIT },
      { stream: STREAM.EXECUTION_REQUESTS, limit: CONTROL_LIMIT },
      { stream: STREAM.ORDERS_APPROVED, limit: ORDER_LIMIT },
      // Orders that were routed in this turn go in this turn.
      { source: decisions, limit: DECISION_LIMIT },
      { stream: STREAM.TCA, limit: ORDER_LIMIT },
      { stream: STREAM.MARKET_DATA, limit: MARKET_DATA_LIMIT },
    ],
    outputs: [STREAM.EXECUTIONS],
    externalOutputs: sessions.sinks,
    journal: { streams: journaledStreams(venues.map((venue) => venue.id)) },
    outbox: { capacityBytes: OUTBOX_BYTES, messagesMax: OUTBOX_MESSAGES },
    report: () => report(core, sessions),
  })
}

function report(core: EmsCore, sessions: VenueSessions): Record<string, unknown> {
  const { state } = core
  const { counters, orders } = state
  const openOrdersByVenue: Record<string, number> = {}
  for (let place = 0; place < orders.liveCount; place++) {
    const name = state.venues[orders.venueId[orders.liveAt(place)]!]?.config.name ?? 'unknown'
    openOrdersByVenue[name] = (openOrdersByVenue[name] ?? 0) + 1
  }
  return {
    orders: counters.get('orders'),
    fills: counters.get('fills'),
    cancels: counters.get('cancels'),
    replaces: counters.get('replaces'),
    rejects: counters.get('venueRejects') + counters.get('refused'),
    openOrders: orders.liveCount,
    pendingUnknown: state.unknownCount(),
    executionsNumbered: state.ring.next - 1,
    resent: counters.get('resent'),
    halted: state.isHalted,
    severed: state.isSevered,
    malformed: counters.get('malformed'),
    quantityMismatches: counters.get('quantityMismatches'),
    openOrdersByVenue,
    venues: state.venueIds.map((id, session) => ({
      venue: state.venues[id]!.config.name,
      up: state.venues[id]!.isUp,
      penaltyBps: core.router.penaltyOf(id),
      ...sessions.numbersOf(session),
    })),
  }
}

/** @throws ReflexError REFLEX_CONFIG_INVALID naming each wrong key. */
function parseConfig(context: ServiceContext): EmsConfig {
  const result = emsConfigSchema.safeParse(context.desk.services['ems'] ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `services.ems.${issue.path.join('.')}: ${issue.message}`)
  throw new ReflexError('REFLEX_CONFIG_INVALID', problems.join('; '))
}
