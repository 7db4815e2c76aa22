/**
 * A recording through the core: the desk that inspectRecording describes, the books as the core has them, trades as it
 * publishes them.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Histogram, SessionTime, sessionEpochMsOf } from '@reflex/base'
import {
  AGGRESSOR_SIDE_BUY,
  type BboDecoder,
  type BookUpdateDecoder,
  Instruments,
  MarketDataAdapter,
  type MarkPriceDecoder,
  parseDeskConfig,
  STREAM,
  type TradeDecoder,
} from '@reflex/schema'
import { Outbox } from '@reflex/service-host'
import { Cause } from '../src/core/cause.ts'
import { CryptoFeedHandler } from '../src/core/crypto/crypto-feed-handler.ts'
import { DeskCryptoInstruments } from '../src/core/crypto/crypto-instruments.ts'
import { cryptoVenueNamed } from '../src/core/crypto/crypto-venue.ts'
import { MarketBoard } from '../src/core/market-board.ts'
import { MarketDataCore } from '../src/core/market-data-core.ts'
import { SnapshotCycle } from '../src/core/snapshot-cycle.ts'
import { inspectRecording, type RecordingInfo } from '../src/index.ts'
import { RecordingSource } from '../src/recording/recording-source.ts'
import { Reader } from './harness.ts'

const DATA = process.env['REFLEX_DATA'] ?? join(import.meta.dirname, '../../../../shared/data')

/** @returns the folder of a recording, or undefined when it is not here. */
export function dataFolder(name: string): string | undefined {
  const dir = join(DATA, name)
  return existsSync(dir) ? dir : undefined
}

export interface ExpectedFeed {
  readonly files: readonly string[]
  readonly lines: number
  readonly depth_diffs: number
  readonly depth_applied: number
  readonly sequence_gaps: number
  readonly crossed_after_apply: number
  readonly book_tickers: number
  readonly trades: number
  readonly trade_id_jumps: number
  readonly trade_qty: string
  readonly taker_buy_qty: string
  readonly trade_vwap: string
  readonly bbo_checks: number
  readonly bbo_matches: number
  readonly final_update_id: number
  readonly final_bid_levels: number
  readonly final_ask_levels: number
  readonly final_best_bid: readonly [string, string]
  readonly final_best_ask: readonly [string, string]
  readonly final_bid_top10_qty: string
  readonly final_ask_top10_qty: string
}

export function expectedOf(dir: string): Record<string, ExpectedFeed> {
  return JSON.parse(readFileSync(join(dir, 'EXPECTED.json'), 'utf8')) as Record<string, ExpectedFeed>
}

/** What the published trades of one instrument add up to, in lots and ticks. */
export class Tape {
  count = 0
  lots = 0
  buyLots = 0
  /** Sum of ticks x lots: beyond 2^53. */
  ticksTimesLots = 0n
  idJumps = 0
  lastId = 0
  marks = 0
}

export class RecordedRun {
  readonly info: RecordingInfo
  readonly instruments: Instruments
  readonly source: RecordingSource
  readonly board: MarketBoard
  readonly core: MarketDataCore
  readonly handlers: readonly CryptoFeedHandler[]
  readonly out: Outbox
  readonly reader = new Reader()
  readonly tapes = new Map<number, Tape>()
  readonly session: SessionTime
  /** What was published on the stream, in words; long runs do not keep it. */
  readonly story: string[] = []
  endNs = 0
  messages = 0

  constructor(dir: string) {
    this.info = inspectRecording(dir)
    const epochMs = sessionEpochMsOf(this.info.startEpochMs)
    this.session = new SessionTime(epochMs)
    this.instruments = new Instruments(recordedDesk(this.info))
    const { instruments, session } = this
    const cause = new Cause(session)
    this.board = new MarketBoard(instruments, cause, 64)
    const { board } = this
    this.handlers = instruments.venues.map(
      ({ id, name }) =>
        new CryptoFeedHandler({
          ...{ venueId: id, venue: cryptoVenueNamed(name)!, instruments: new DeskCryptoInstruments(instruments, id) },
          ...{ session, cause, listener: board, books: board.books },
          ...{ silenceNs: 3e9, feedDownNs: 10e9, bufferBytes: 64 * 1024 * 1024 },
        }),
    )
    this.core = new MarketDataCore({
      ...{ instruments, cause, board, handlers: this.handlers, latency: new Histogram() },
      snapshots: new SnapshotCycle({ instruments, board, cause, depthMax: 50, intervalNs: 500e6 }),
      statusIntervalNs: 1e9,
      heartbeatIntervalNs: 100e6,
    })
    this.source = new RecordingSource(dir, instruments, session)
    this.out = new Outbox({ senderCompId: 'market-data', sessionTime: session, capacityBytes: 16 * 1024 * 1024 })
  }

  /** Plays everything, each line at its time. */
  run(): this {
    const core = this.core
    const handler = {
      onFrame: (frame: Parameters<MarketDataCore['onMessage']>[1]) => core.onMessage(this.endNs, frame, this.out),
    }
    const adapter = new MarketDataAdapter(this.#listener())
    while (!this.source.isExhausted) {
      this.endNs = this.source.nextDeadlineNs()
      this.out.nowNs = this.endNs
      core.onTimer(this.endNs, this.out)
      this.source.poll(this.endNs, handler, 64)
      this.#read(adapter)
    }
    for (const one of this.handlers) one.finish()
    return this
  }

  indexOf(symbol: string, venue: string): number {
    return this.instruments.indexOf(this.instruments.idOf(symbol, venue))
  }

  #read(adapter: MarketDataAdapter): void {
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes } = this.out.messageAt(i)
      if (streamId !== STREAM.MARKET_DATA) continue
      this.messages++
      adapter.dispatch(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0)
    }
    this.out.discard()
    if (this.info.lines < 1000) this.story.push(...this.reader.lines)
    this.reader.lines.length = 0
  }

  #listener(): ConstructorParameters<typeof MarketDataAdapter>[0] {
    const { reader } = this
    return {
      onBookUpdate: (message: BookUpdateDecoder) => reader.onBookUpdate(message),
      onBbo: (message: BboDecoder) => reader.onBbo(message),
      onBookSnapshot: (message) => reader.onBookSnapshot(message),
      onInstrumentStatus: (message) => reader.onInstrumentStatus(message),
      onFeedHeartbeat: (message) => reader.onFeedHeartbeat(message),
      onTrade: (message: TradeDecoder) => {
        reader.onTrade(message)
        const tape = this.#tape(message.instrumentId())
        tape.count++
        tape.lots += message.qtyLots()
        if (message.aggressorSide() === AGGRESSOR_SIDE_BUY) tape.buyLots += message.qtyLots()
        tape.ticksTimesLots += BigInt(message.priceTicks()) * BigInt(message.qtyLots())
        if (tape.lastId !== 0 && message.tradeId() !== tape.lastId + 1) tape.idJumps++
        tape.lastId = message.tradeId()
      },
      onMarkPrice: (message: MarkPriceDecoder) => {
        reader.onMarkPrice(message)
        this.#tape(message.instrumentId()).marks++
      },
    }
  }

  #tape(id: number): Tape {
    const tape = this.tapes.get(id) ?? new Tape()
    this.tapes.set(id, tape)
    return tape
  }
}

export function recordedDesk(info: RecordingInfo) {
  const latencyUs = { order: 0, ack: 0, feed: 0 }
  return parseDeskConfig({
    firm: 'REFLEX',
    sessionEpoch: new Date(info.startEpochMs).toISOString().slice(0, 10),
    venues: info.venues.map(({ name }, i) => {
      return { id: i + 1, name, kind: 'recorded', makerFeeBps: '0', takerFeeBps: '0', latencyUs }
    }),
    instruments: info.venues
      .flatMap((venue) => venue.instruments.map((instrument) => ({ venue, instrument })))
      .map(({ venue, instrument: { base, quote, kind, ...terms } }, i) => ({
        ...{
          ...terms,
          kind: kind === 'option' ? 'linear-perpetual' : kind,
          id: i + 1,
          venue: venue.name,
          underlying: base,
          baseCurrency: base,
          quoteCurrency: quote,
        },
        ...{ settleCurrency: quote, minQty: terms.lotSize, maxQty: '10000' },
      })),
    accounts: [{ id: 'MM1' }],
    strategies: [],
  })
}
