import { Histogram, ReflexError } from '@reflex/base'
import { STREAM, type VenueConfig } from '@reflex/schema'
import { buildService, EXTERNAL_STREAM, type Service, type ServiceContext } from '@reflex/service-host'
import { type MarketDataConfig, parseMarketDataConfig } from './config.ts'
import { Cause } from './core/cause.ts'
import { CryptoFeedHandler } from './core/crypto/crypto-feed-handler.ts'
import { DeskCryptoInstruments } from './core/crypto/crypto-instruments.ts'
import { cryptoVenueNamed, cryptoVenueOf } from './core/crypto/crypto-venue.ts'
import { MarketBoard } from './core/market-board.ts'
import { MarketDataCore } from './core/market-data-core.ts'
import { SnapshotCycle } from './core/snapshot-cycle.ts'
import { VenueFeedHandler } from './core/venue-feed-handler.ts'
import { type MarketDataCounter, MarketDataCounters } from './counters.ts'
import { DatagramSource } from './datagram-source.ts'
import { LiveSource } from './live/live-source.ts'
import { dialectOf } from './live/venue-dialect.ts'
import { countOf, type Parts } from './part-counts.ts'
import { RecordingSource } from './recording/recording-source.ts'
import { checksOf, marketDataReport, venueRows } from './report.ts'
import { WallFrameTimer } from './wall-frame-timer.ts'

const NS_PER_MS = 1e6
const NS_PER_US = 1e3
const BYTES_PER_MIB = 1024 * 1024
/** A turn's worst: every datagram a rebuild of a book. */
const OUTBOX = { capacityBytes: 16 * BYTES_PER_MIB, messagesMax: 65_536 }

/** Venue feeds to exact books and one normalised stream. */
export function createMarketDataService(context: ServiceContext): Service {
  const { desk, instruments, name } = context
  const config = parseMarketDataConfig(desk.services['market-data'])
  const parts = createParts(context, config)
  const { core, datagrams, recording, lives } = parts
  const count = (key: MarketDataCounter): number => countOf(key, parts)
  return buildService(context, {
    core,
    inputs: [
      ...datagrams.map((source) => ({ source, limit: config.datagramsPerTurn })),
      ...lives.map((source) => ({ source, limit: config.datagramsPerTurn })),
      ...(recording === undefined ? [] : [{ source: recording, limit: config.linesPerTurn }]),
    ],
    outputs: [STREAM.MARKET_DATA, STREAM.MARKET_DATA_SNAPSHOT, STREAM.MARKET_DATA_CONFLATED],
    counters: new MarketDataCounters(name, count),
    latencies: { 'feed to publish': parts.latency, ...frameLatencies(context, parts.timer) },
    outbox: OUTBOX,
    ...(recording === undefined ? {} : { nextDeadlineNs: () => recording.nextDeadlineNs() }),
    report: () => {
      const recordingDone = recording?.isExhausted ?? false
      if (recordingDone) for (const handler of parts.recordings) handler.finish()
      return marketDataReport({
        ...{ core, instruments, count, recordingDone },
        venues: venueRows(parts, desk.venues),
        checksOf: (instrument) => checksOf(parts, instruments.venueIds[instrument]!, instrument),
      })
    },
  })
}

/** One row a venue: frame handed to its handler until its events stand in the outbox, by the machine's clock. */
function frameLatencies({ desk }: ServiceContext, timer: WallFrameTimer): Record<string, Histogram> {
  return Object.fromEntries(desk.venues.map(({ id, name }) => [`frame to event ${name}`, timer.of(id)]))
}

function createParts(context: ServiceContext, config: MarketDataConfig): Parts {
  const { desk, instruments, sessionTime } = context
  const cause = new Cause(sessionTime)
  const board = new MarketBoard(instruments, cause, config.levelsCapacity)
  const latency = new Histogram()
  const timer = new WallFrameTimer()
  const simulated = desk.venues.filter((venue) => venue.kind === 'simulated')
  const recorded = desk.venues.filter((venue) => venue.kind === 'recorded')
  const feeds = simulated.map((venue) => venueFeedHandler(context, config, venue, cause, board))
  const recording =
    config.recording === undefined || recorded.length === 0
      ? undefined
      : new RecordingSource(config.recording.dir, instruments, sessionTime)
  const live = desk.venues.filter((venue) => venue.kind === 'live')
  const lives = live.map((venue) => liveVenue(context, config, venue, cause, board))
  const isOver = (): boolean => recording?.isExhausted ?? false
  const recordings = recorded.map((venue) =>
    cryptoFeedHandler(context, config, venue, cause, board, isOver, config.recordedSilenceMs),
  )
  const cryptos = [...recordings, ...lives.map(({ handler }) => handler)]
  const snapshots = new SnapshotCycle({
    ...{ instruments, board, cause, depthMax: config.snapshotDepth },
    intervalNs: config.snapshotIntervalMs * NS_PER_MS,
  })
  const conflation = new SnapshotCycle({
    ...{ instruments, board, cause, depthMax: config.conflationDepth, onlyChanged: true },
    intervalNs: config.conflationIntervalMs * NS_PER_MS,
    streamId: STREAM.MARKET_DATA_CONFLATED,
  })
  const core = new MarketDataCore({
    ...{ instruments, cause, board, snapshots, conflation, handlers: [...feeds, ...cryptos], latency, timer },
    statusIntervalNs: config.statusIntervalMs * NS_PER_MS,
    heartbeatIntervalNs: config.heartbeatIntervalMs * NS_PER_MS,
  })
  const datagrams = simulated.flatMap((venue) => datagramSources(context, config, venue))
  const liveSources = lives.map(({ source }) => source)
  return { core, feeds, recordings: cryptos, datagrams, recording, lives: liveSources, latency, timer }
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

function cryptoFeedHandler(
  context: ServiceContext,
  config: MarketDataConfig,
  venue: VenueConfig,
  cause: Cause,
  board: MarketBoard,
  isOver: () => boolean,
  leastSilenceMs: number,
): CryptoFeedHandler {
  const format = venue.live?.format
  const cryptoVenue = format === undefined ? cryptoVenueNamed(venue.name) : cryptoVenueOf(format)
  if (cryptoVenue === undefined)
    throw new ReflexError('REFLEX_CONFIG_INVALID', `venues: ${venue.name} is no venue whose recordings can be read`)
  const silenceMs = Math.max(leastSilenceMs, cryptoVenue.quietMs)
  return new CryptoFeedHandler({
    venueId: venue.id,
    venue: cryptoVenue,
    instruments: new DeskCryptoInstruments(context.instruments, venue.id),
    session: context.sessionTime,
    cause,
    listener: board,
    books: board.books,
    silenceNs: silenceMs * NS_PER_MS,
    feedDownNs: Math.max(config.feedDownMs, silenceMs) * NS_PER_MS,
    bufferBytes: config.recordedBufferMiB * BYTES_PER_MIB,
    isOver,
  })
}

/** A live venue: its handler, and the connection that feeds it. */
function liveVenue(
  context: ServiceContext,
  config: MarketDataConfig,
  venue: VenueConfig,
  cause: Cause,
  board: MarketBoard,
): { handler: CryptoFeedHandler; source: LiveSource } {
  const { instruments, sessionTime, log, wake } = context
  const handler = cryptoFeedHandler(context, config, venue, cause, board, () => false, config.silenceMs)
  const { format, wsUrl, restUrl } = venue.live!
  const source = new LiveSource({
    name: `live ${venue.name}`,
    dialect: dialectOf(format, wsUrl, restUrl),
    venueId: venue.id,
    session: sessionTime,
    nowNs: () => context.clock.nanoTime(),
    instruments: instruments.all.flatMap((each, index) =>
      each.venue === venue.name ? [{ index, id: each.id, symbol: each.venueSymbol ?? each.symbol }] : [],
    ),
    frameLengthMax: config.liveFrameMiB * BYTES_PER_MIB,
    queueMax: config.liveQueue,
    chance: Math.random,
    wake,
    note: (text) => log.info(text),
  })
  source.start(handler.sync.requests)
  return { handler, source }
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
