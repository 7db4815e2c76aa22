/**
 * The firm's normalised market data, as the markets of recorded venues see it: each book is followed by its version and
 * rebuilt after a gap.
 */

import type { Side } from '@reflex/book'
import {
  type BboDecoder,
  BOOK_UPDATE_FLAGS_LAST_IN_EVENT,
  BOOK_UPDATE_FLAGS_SNAPSHOT_REBUILD,
  type BookSnapshotDecoder,
  type BookUpdateDecoder,
  type FeedHeartbeatDecoder,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  type MarkPriceDecoder,
  type TradeDecoder,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { RecordedMarket } from './recorded-market.ts'

const UNKNOWN = -1

export class RecordedFeed implements MarketDataListener {
  readonly #instruments: Instruments
  /** By instrument index. */
  readonly #markets: readonly (RecordedMarket | undefined)[]
  readonly #adapter = new MarketDataAdapter(this)
  /** Version of each book, UNKNOWN until a snapshot or a rebuild. */
  readonly #rptSeqs: Float64Array
  readonly #statesLive: Uint8Array
  /** Version of the snapshot that is being read, by instrument. */
  readonly #snapshotSeqs: Float64Array
  gaps = 0

  constructor(instruments: Instruments, markets: readonly (RecordedMarket | undefined)[]) {
    this.#instruments = instruments
    this.#markets = markets
    this.#rptSeqs = new Float64Array(instruments.count).fill(UNKNOWN)
    this.#snapshotSeqs = new Float64Array(instruments.count).fill(UNKNOWN)
    this.#statesLive = new Uint8Array(instruments.count)
  }

  onFrame(frame: MessageFrame): void {
    this.#adapter.dispatchChecked(frame.view, frame.offset, frame.offset + frame.length)
  }

  onBookUpdate(update: BookUpdateDecoder): void {
    const index = this.#instruments.indexOf(update.instrumentId())
    const market = index < 0 ? undefined : this.#markets[index]
    if (market === undefined) return
    const flags = update.flags()
    const rptSeq = update.rptSeq()
    if ((flags & BOOK_UPDATE_FLAGS_SNAPSHOT_REBUILD) !== 0) market.clear()
    else if (this.#rptSeqs[index] === UNKNOWN || rptSeq !== this.#rptSeqs[index]! + 1) {
      if (this.#rptSeqs[index] !== UNKNOWN) this.gaps++
      return this.#lose(index)
    }
    this.#rptSeqs[index] = rptSeq
    const entries = update.entries()
    while (entries.hasNext()) {
      entries.next()
      market.level(entries.side() as Side, entries.priceTicks(), entries.qtyLots())
    }
    this.#setLive(index)
    if ((flags & BOOK_UPDATE_FLAGS_LAST_IN_EVENT) !== 0) market.endOfEvent()
  }

  onBookSnapshot(snapshot: BookSnapshotDecoder): void {
    const index = this.#instruments.indexOf(snapshot.instrumentId())
    const market = index < 0 ? undefined : this.#markets[index]
    if (market === undefined || this.#rptSeqs[index] !== UNKNOWN) return
    const version = snapshot.lastRptSeq()
    if (snapshot.partNumber() === 1) {
      market.clear()
      this.#snapshotSeqs[index] = version
    } else if (this.#snapshotSeqs[index] !== version) return
    const bids = snapshot.bids()
    while (bids.hasNext()) {
      bids.next()
      market.level(0, bids.priceTicks(), bids.qtyLots())
    }
    const asks = snapshot.asks()
    while (asks.hasNext()) {
      asks.next()
      market.level(1, asks.priceTicks(), asks.qtyLots())
    }
    if (snapshot.partNumber() !== snapshot.partCount()) return
    this.#snapshotSeqs[index] = UNKNOWN
    this.#rptSeqs[index] = version
    this.#statesLive[index] = snapshot.state() === INSTRUMENT_STATE_LIVE ? 1 : 0
    this.#setLive(index)
    market.endOfEvent()
  }

  onTrade(trade: TradeDecoder): void {
    const index = this.#instruments.indexOf(trade.instrumentId())
    if (index >= 0) this.#markets[index]?.trade(trade.priceTicks(), trade.qtyLots(), trade.aggressorSide())
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const index = this.#instruments.indexOf(status.instrumentId())
    if (index < 0) return
    this.#statesLive[index] = status.state() === INSTRUMENT_STATE_LIVE ? 1 : 0
    this.#setLive(index)
  }

  onBbo(_bbo: BboDecoder): void {}

  onFeedHeartbeat(_heartbeat: FeedHeartbeatDecoder): void {}

  onMarkPrice(_mark: MarkPriceDecoder): void {}

  #lose(index: number): void {
    this.#rptSeqs[index] = UNKNOWN
    this.#setLive(index)
  }

  #setLive(index: number): void {
    const market = this.#markets[index]
    if (market !== undefined) market.isLive = this.#statesLive[index] === 1 && this.#rptSeqs[index] !== UNKNOWN
  }
}
