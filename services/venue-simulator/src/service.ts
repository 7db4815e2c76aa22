import { STREAM, type VenueConfig } from '@reflex/schema'
import { buildService, EXTERNAL_STREAM, type OutputSink, type Service, type ServiceContext } from '@reflex/service-host'
import { parseVenueSimulatorConfig, type VenueSimulatorConfig } from './config.ts'
import { Venue } from './core/venue.ts'
import { VenueSimulatorCore } from './core/venue-simulator-core.ts'
import { createVenueCounters } from './counters.ts'
import { ExecutionJournal } from './execution-journal.ts'
import { FeedSink } from './feed-sink.ts'
import { type Member, MemberGateway } from './member-gateway.ts'
import { cancelLostOrders, restoreExecution } from './restore.ts'
import { venueSimulatorReport } from './venue-report.ts'

/** All simulated exchanges of the desk in one service: FIX order entry in, public feed out. */
export function createVenueSimulatorService(context: ServiceContext): Service {
  const { desk, instruments, sessionTime, seed } = context
  const config = parseVenueSimulatorConfig(desk.services['venue-simulator'])
  const counters = createVenueCounters(context.name)
  const time = new Float64Array(1)
  const journal = new ExecutionJournal(context)
  const configs = desk.venues.filter((venue) => venue.fix !== undefined)
  const members = configs.map((venue) => membersOf(venue, config))
  const venues = configs.map(
    (venue, i) =>
      new Venue({
        config: venue,
        settings: config,
        instruments,
        sessionTime,
        members: members[i]!,
        counters,
        time,
        seed,
        life: journal.life,
      }),
  )
  const core = new VenueSimulatorCore({ venues, instruments, config, counters, time, seed })
  const gateways = configs.map(
    (venue, i) => new MemberGateway(context, venue, members[i]!, journal, config.ports[venue.name]),
  )
  const sinks: OutputSink[] = [...gateways, ...configs.flatMap((venue) => feedSinks(context, venue))]
  const isRecorded = configs.some((venue) => venue.kind === 'recorded')
  const marketData = isRecorded
    ? [STREAM.MARKET_DATA, STREAM.MARKET_DATA_SNAPSHOT].map((stream) => ({ stream, limit: config.marketDataPerTurn }))
    : []
  return buildService(context, {
    core,
    inputs: [...gateways.map((source) => ({ source, limit: config.requestsPerTurn })), ...marketData],
    outputs: [],
    externalOutputs: sinks,
    counters,
    nextDeadlineNs: () => core.nextDeadlineNs,
    report: () => venueSimulatorReport(core, instruments),
    onStart: (nowNs) => {
      time[0] = nowNs
      const byId = new Map(venues.map((venue) => [venue.id, venue]))
      journal.replay(nowNs, (venueId, session, frame) => {
        const venue = byId.get(venueId)
        if (venue !== undefined) restoreExecution(venue, instruments, session, frame)
      })
      for (const gateway of gateways) gateway.start(nowNs)
      for (const venue of venues) {
        venue.reports.sink.setLog(journal.logOf(venue.id))
        const lost = cancelLostOrders(venue)
        if (lost > 0) context.log.warn({ venue: venue.name, orders: lost }, 'open orders were lost in a restart')
      }
    },
    onClose: () => journal.close(),
  })
}

/** The desk itself first, then further members. */
function membersOf(venue: VenueConfig, config: VenueSimulatorConfig): Member[] {
  const { beginString, senderCompId } = venue.fix!
  const others = config.members.filter((member) => member.venue === venue.name)
  return [{ beginString, compId: senderCompId }, ...others]
}

function feedSinks(context: ServiceContext, venue: VenueConfig): FeedSink[] {
  if (venue.kind !== 'simulated' || venue.feed === undefined) return []
  return [
    new FeedSink(context, EXTERNAL_STREAM.VENUE_FEED + venue.id, venue.feed, venue.feed.port),
    new FeedSink(context, EXTERNAL_STREAM.VENUE_SNAPSHOT + venue.id, venue.feed, venue.feed.snapshotPort),
  ]
}
