/** The core behind a real outbox, fed with datagrams; a reader that rebuilds the books from what is published. */

import { Histogram } from '@reflex/base'
import { L2Book } from '@reflex/book'
import {
  type BboDecoder,
  type BookSnapshotDecoder,
  type BookUpdateDecoder,
  type FeedHeartbeatDecoder,
  INSTRUMENT_STATE_NAMES,
  type InstrumentStatusDecoder,
  Instruments,
  MarketDataAdapter,
  type MarkPriceDecoder,
  STATUS_REASON_NAMES,
  STREAM,
  type TradeDecoder,
} from '@reflex/schema'
import { EXTERNAL_STREAM, MessageFrame, Outbox } from '@reflex/service-host'
import { Cause } from '../src/core/cause.ts'
import { MarketBoard } from '../src/core/market-board.ts'
import { MarketDataCore } from '../src/core/market-data-core.ts'
import { SnapshotCycle } from '../src/core/snapshot-cycle.ts'
import { VenueFeedHandler } from '../src/core/venue-feed-handler.ts'
import { desk, sessionTime } from './toy-venue.ts'

/** Rebuilds books from the stream as a consumer would, and notes in words what it was told. */
export class Reader {
  readonly books = new Map<number, L2Book>()
  readonly states = new Map<number, string>()
  readonly lines: string[] = []
  readonly adapter = new MarketDataAdapter(this)
  readonly snapshots: string[] = []
  trades = 0
  seqNum = 0
  readonly #rptSeqs = new Map<number, number>()

  book(id: number): L2Book {
    const book = this.books.get(id) ?? new L2Book()
    this.books.set(id, book)
    return book
  }

  onBookUpdate(message: BookUpdateDecoder): void {
    this.#number(message)
    const id = message.instrumentId()
    const before = this.#rptSeqs.get(id) ?? message.rptSeq() - 1
    if (message.rptSeq() !== before + 1) throw new Error(`rptSeq ${message.rptSeq()} after ${before}`)
    this.#rptSeqs.set(id, message.rptSeq())
    const book = this.book(id)
    if (message.flagsSnapshotRebuild()) book.clear()
    const entries = message.entries()
    while (entries.hasNext()) {
      entries.next()
      const action = book.update(entries.side(), entries.priceTicks(), entries.qtyLots())
      if (action !== entries.action()) throw new Error(`action ${entries.action()}, the book says ${action}`)
    }
    const flags = `${message.flagsSnapshotRebuild() ? ' rebuild' : ''}${message.flagsLastInEvent() ? ' last' : ''}`
    this.lines.push(`book ${id} ${entries.count()}${flags}`)
  }

  onBbo(message: BboDecoder): void {
    this.#number(message)
    const book = this.book(message.instrumentId())
    const same =
      message.bidPriceTicks() === book.bidPrice &&
      message.bidQtyLots() === book.bidQty &&
      message.askPriceTicks() === book.askPrice &&
      message.askQtyLots() === book.askQty
    if (!same) throw new Error('the Bbo is not the top of the book')
    this.lines.push(`bbo ${message.instrumentId()} ${book.bidQty}@${book.bidPrice} ${book.askQty}@${book.askPrice}`)
  }

  onTrade(message: TradeDecoder): void {
    this.#number(message)
    this.trades++
    this.lines.push(`trade ${message.instrumentId()} ${message.qtyLots()}@${message.priceTicks()}`)
  }

  onInstrumentStatus(message: InstrumentStatusDecoder): void {
    this.#number(message)
    const state = INSTRUMENT_STATE_NAMES[message.state()]!
    this.states.set(message.instrumentId(), state)
    this.lines.push(
      `status ${message.instrumentId()} ${state} ${STATUS_REASON_NAMES[message.reason()]} ${message.staleForNs()}`,
    )
  }

  onFeedHeartbeat(message: FeedHeartbeatDecoder): void {
    this.#number(message)
    this.lines.push(`heartbeat ${message.venueIndex()} ${message.eventCount()}`)
  }

  onMarkPrice(message: MarkPriceDecoder): void {
    this.#number(message)
    this.lines.push(`mark ${message.instrumentId()} ${message.priceTicks()} ${message.fundingRateE9()}`)
  }

  onBookSnapshot(message: BookSnapshotDecoder): void {
    const bids = message.bids()
    let bidCount = 0
    for (; bids.hasNext(); bids.next()) bidCount++
    const asks = message.asks()
    this.snapshots.push(
      `${message.instrumentId()} ${message.partNumber()}/${message.partCount()} ${bidCount}+${asks.count()} ` +
        `rptSeq ${message.lastRptSeq()} ${INSTRUMENT_STATE_NAMES[message.state()]}`,
    )
  }

  #number(message: { seqNum(): number }): void {
    if (message.seqNum() !== ++this.seqNum) throw new Error(`seqNum ${message.seqNum()} after ${this.seqNum - 1}`)
  }
}

export class Harness {
  readonly instruments = new Instruments(desk)
  readonly cause = new Cause(sessionTime)
  readonly board = new MarketBoard(this.instruments, this.cause, 64)
  readonly snapshots: SnapshotCycle
  readonly handler: VenueFeedHandler
  readonly core: MarketDataCore
  readonly out = new Outbox({ senderCompId: 'market-data', sessionTime })
  readonly reader = new Reader()
  readonly #frame = new MessageFrame()
  nowNs = 1e9

  constructor(options: { reorderWindowNs?: number } = {}) {
    const { instruments, cause, board } = this
    this.snapshots = new SnapshotCycle({ instruments, board, cause, depthMax: 50, intervalNs: 500e6 })
    this.handler = new VenueFeedHandler({
      ...{ venueId: 1, instruments, session: sessionTime, cause, listener: board, books: board.books },
      reorderWindowNs: options.reorderWindowNs ?? 0,
      ...{ silenceNs: 1e9, feedDownNs: 5e9, bufferPackets: 256 },
    })
    this.core = new MarketDataCore({
      ...{ instruments, cause, board, snapshots: this.snapshots, handlers: [this.handler], latency: new Histogram() },
      statusIntervalNs: 1e9,
      heartbeatIntervalNs: 100e6,
    })
  }

  feed(packet: Uint8Array): string[] {
    return this.#message(EXTERNAL_STREAM.VENUE_FEED + 1, packet)
  }

  snapshot(...packets: readonly Uint8Array[]): string[] {
    return packets.flatMap((packet) => this.#message(EXTERNAL_STREAM.VENUE_SNAPSHOT + 1, packet))
  }

  /** Lets time pass. @returns what was published, in words. */
  after(ns: number): string[] {
    this.nowNs += ns
    this.out.nowNs = this.nowNs
    this.core.onTimer(this.nowNs, this.out)
    return this.#drain()
  }

  #message(streamId: number, packet: Uint8Array): string[] {
    this.out.nowNs = this.nowNs
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
    this.#frame.set(streamId, 0, packet, view, 0, packet.length)
    this.#frame.arrivalNs = this.nowNs - 1000
    this.core.onMessage(this.nowNs, this.#frame, this.out)
    return this.#drain()
  }

  #drain(): string[] {
    this.reader.lines.length = 0
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes } = this.out.messageAt(i)
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (streamId === STREAM.MARKET_DATA || streamId === STREAM.MARKET_DATA_SNAPSHOT) {
        const template = this.reader.adapter.dispatchChecked(view, 0, bytes.length)
        if (template < 0) throw new Error(`unreadable message: ${template}`)
      }
    }
    this.out.discard()
    return [...this.reader.lines]
  }
}
