import { Histogram } from '@reflex/base'
import { STREAM, type VenueConfig } from '@reflex/schema'
import { buildService, EXTERNAL_STREAM, type Service, type ServiceContext } from '@reflex/service-host'
import { type MarketDataConfig, parseMarketDataConfig } from './config.ts'
import { Cause } from './core/cause.ts'
import { MarketBoard } from './core/market-board.ts'
import { MarketDataCore } from './core/market-data-core.ts'
import { SnapshotCycle } from './core/snapshot-cycle.ts'
import { VenueFeedHandler } from './core/venue-feed-handler.ts'
import { type MarketDataCounter, MarketDataCounters } from './counters.ts'
import { DatagramSource } from './datagram-source.ts'
import { marketDataReport } from './report.ts'

const NS_PER_MS = 1e6
const NS_PER_US = 1e3
/** A turn's worst: every datagram a rebuild of a book. */
const OUTBOX = { capacityBytes: 16 * 1024 * 1024, messagesMax: 65_536 }

/** Venue feeds to exact books and one normalised stream. */
export function createMarketDataService(context: ServiceContext): Service {
  const { desk, instruments, name } = context
  const config = parseMarketDataConfig(desk.services['market-data'])
  const cause = new Cause()
  const board = new MarketBoard(instruments, cause, config.levelsCapacity)
  const snapshots = new SnapshotCycle({
    ...{ instruments, board, cause, depthMax: config.snapshotDepth },
    intervalNs: config.snapshotIntervalMs * NS_PER_MS,
  })
  const latency = new Histogram()
  const simulated = desk.venues.filter((venue) => venue.kind === 'simulated')
  const handlers = simulated.map((venue) => venueFeedHandler(context, config, venue, cause, board))
  const sources = simulated.flatMap((venue) => datagramSources(context, config, venue))
  const core = new MarketDataCore({
    ...{ instruments, cause, board, snapshots, handlers, latency },
    statusIntervalNs: config.statusIntervalMs * NS_PER_MS,
    heartbeatIntervalNs: config.heartbeatIntervalMs * NS_PER_MS,
  })
  const count = (key: MarketDataCounter): number => countOf(key, core, handlers, sources)
  return buildService(context, {
    core,
    inputs: sources.map((source) => ({ source, limit: config.datagramsPerTurn })),
    outputs: [STREAM.MARKET_DATA, STREAM.MARKET_DATA_SNAPSHOT],
    counters: new MarketDataCounters(name, count),
    latencies: { 'feed to publish': latency },
    outbox: OUTBOX,
    report: () => marketDataReport({ core, instruments, count, checksOf: () => null, recordingDone: false }),
  })
}

function venueFeedHandler(
  context: ServiceContext,
  config: MarketDataConfig,
  venue: VenueConfig,
  cause: Cause,
  board: MarketBoard,
): VenueFeedHandler {
  return new VenueFeedHandler({
    venueId: venue.id,
    instruments: context.instruments,
    session: context.sessionTime,
    cause,
    listener: board,
    books: board.books,
    reorderWindowNs: config.reorderWindowUs * NS_PER_US,
    silenceNs: config.silenceMs * NS_PER_MS,
    feedDownNs: config.feedDownMs * NS_PER_MS,
    bufferPackets: config.bufferPackets,
  })
}

function datagramSources(context: ServiceContext, config: MarketDataConfig, venue: VenueConfig): DatagramSource[] {
  const feed = venue.feed!
  const shared = {
    transport: context.datagrams,
    feed,
    queueCapacity: config.receiveQueue,
    socketReceiveBufferLength: config.socketReceiveBufferKiB * 1024,
    wake: context.wake,
    onError: context.onError,
  }
  return [
    new DatagramSource({
      ...shared,
      name: `${venue.name} feed`,
      port: feed.port,
      streamId: EXTERNAL_STREAM.VENUE_FEED + venue.id,
    }),
    new DatagramSource({
      ...shared,
      name: `${venue.name} snapshots`,
      port: feed.snapshotPort,
      streamId: EXTERNAL_STREAM.VENUE_SNAPSHOT + venue.id,
    }),
  ]
}

function countOf(
  key: MarketDataCounter,
  core: MarketDataCore,
  handlers: readonly VenueFeedHandler[],
  sources: readonly DatagramSource[],
): number {
  const total = (of: (handler: VenueFeedHandler) => number): number => handlers.reduce((sum, one) => sum + of(one), 0)
  switch (key) {
    case 'ticks':
      return core.board.writer.sent
    case 'snapshots':
      return core.snapshots.sent
    case 'feedEvents':
      return core.cause.ingestId
    case 'gaps':
      return total((handler) => handler.gaps)
    case 'duplicates':
      return total((handler) => handler.duplicates)
    case 'reordered':
      return total((handler) => handler.reordered)
    case 'garbled':
      return total((handler) => handler.garbled)
    case 'epochs':
      return total((handler) => handler.epochs)
    case 'resyncs':
      return total((handler) => handler.sync.resyncs)
    case 'unhurt':
      return total((handler) => handler.sync.unhurt)
    case 'mismatches':
      return total((handler) => handler.sync.mismatches)
    case 'definitionMismatches':
      return total((handler) => handler.sync.definitionMismatches)
    case 'crossed':
      return core.board.crossedCount
    case 'stale':
      return core.board.staleCount
    case 'live':
      return core.board.liveCount
    case 'dropped':
      return sources.reduce((sum, source) => sum + source.dropped, 0)
  }
}
