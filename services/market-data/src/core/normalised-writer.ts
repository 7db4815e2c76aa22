/** Writes the stream market-data (docs/protocol/market-data.md): one method for each message but snapshots. */

import type { L2Book } from '@reflex/book'
import {
  type AggressorSide,
  BboEncoder,
  type BookAction,
  type BookSide,
  BookUpdateEncoder,
  FeedHeartbeatEncoder,
  type InstrumentState,
  InstrumentStatusEncoder,
  type Instruments,
  MarkPriceEncoder,
  STREAM,
  type StatusReason,
  TradeEncoder,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Cause } from './cause.ts'
import { putHead } from './message-head.ts'

/** Entries of one BookUpdate: about 7,300 bytes, one fragment on the default bus. */
export const ENTRIES_MAX = 400
const ENTRY_LENGTH = 18
const BOOK_UPDATE_LENGTH = 8 + BookUpdateEncoder.BLOCK_LENGTH + 4
const MESSAGE_LENGTH_MAX = 128

export class NormalisedWriter {
  /** Version of each book, RptSeq(83), by instrument. */
  readonly rptSeqs: Float64Array
  /** When something was last said of a venue, by venue id. */
  readonly lastSentNs = new Float64Array(100).fill(Number.NEGATIVE_INFINITY)
  sent = 0
  readonly #instruments: Instruments
  readonly #cause: Cause
  readonly #actions = new Uint8Array(ENTRIES_MAX)
  readonly #sides = new Uint8Array(ENTRIES_MAX)
  readonly #prices = new Float64Array(ENTRIES_MAX)
  readonly #qtys = new Float64Array(ENTRIES_MAX)
  #entries = 0
  readonly #bookUpdate = new BookUpdateEncoder()
  readonly #trade = new TradeEncoder()
  readonly #bbo = new BboEncoder()
  readonly #status = new InstrumentStatusEncoder()
  readonly #heartbeat = new FeedHeartbeatEncoder()
  readonly #markPrice = new MarkPriceEncoder()

  constructor(instruments: Instruments, cause: Cause) {
    this.#instruments = instruments
    this.#cause = cause
    this.rptSeqs = new Float64Array(instruments.count)
  }

  get entries(): number {
    return this.#entries
  }

  /** Adds a change to the BookUpdate to come. @returns false when it was the last that fits. */
  entry(action: BookAction, side: BookSide, priceTicks: number, qtyLots: number): boolean {
    const i = this.#entries++
    this.#actions[i] = action
    this.#sides[i] = side
    this.#prices[i] = priceTicks
    this.#qtys[i] = qtyLots
    return this.#entries < ENTRIES_MAX
  }

  /** Publishes the changes collected as one BookUpdate. @param flags BOOK_UPDATE_FLAGS_*. */
  bookUpdate(out: Outbox, instrument: number, flags: number): void {
    const start = out.claim(STREAM.MARKET_DATA, BOOK_UPDATE_LENGTH + this.#entries * ENTRY_LENGTH)
    this.rptSeqs[instrument]!++
    const message = this.#bookUpdate.wrapAndApplyHeader(out.view, start)
    this.#head(out, message.offset(), instrument)
    message.rptSeq(this.rptSeqs[instrument]!)
    const group = message.flags(flags).entriesCount(this.#entries)
    for (let i = 0; i < this.#entries; i++) {
      group
        .next()
        .action(this.#actions[i] as BookAction)
        .side(this.#sides[i] as BookSide)
        .priceTicks(this.#prices[i]!)
        .qtyLots(this.#qtys[i]!)
    }
    this.#entries = 0
    this.#commit(out, start, message.limit(), this.#instruments.venueIds[instrument]!)
  }

  bbo(out: Outbox, instrument: number, book: L2Book): void {
    const start = out.claim(STREAM.MARKET_DATA, MESSAGE_LENGTH_MAX)
    const message = this.#bbo.wrapAndApplyHeader(out.view, start)
    this.#head(out, message.offset(), instrument)
    message.rptSeq(this.rptSeqs[instrument]!)
    message.bidPriceTicks(book.bidPrice).bidQtyLots(book.bidQty).askPriceTicks(book.askPrice).askQtyLots(book.askQty)
    this.#commit(out, start, message.limit(), this.#instruments.venueIds[instrument]!)
  }

  trade(
    out: Outbox,
    instrument: number,
    priceTicks: number,
    qtyLots: number,
    aggressorSide: AggressorSide,
    tradeId: number,
  ): void {
    const start = out.claim(STREAM.MARKET_DATA, MESSAGE_LENGTH_MAX)
    const message = this.#trade.wrapAndApplyHeader(out.view, start)
    this.#head(out, message.offset(), instrument)
    message.rptSeq(this.rptSeqs[instrument]!)
    message.priceTicks(priceTicks).qtyLots(qtyLots).aggressorSide(aggressorSide).tradeId(tradeId)
    this.#commit(out, start, message.limit(), this.#instruments.venueIds[instrument]!)
  }

  markPrice(
    out: Outbox,
    instrument: number,
    priceTicks: number,
    indexPriceTicks: number,
    fundingRateE9: number,
    nextFundingNs: number,
  ): void {
    const start = out.claim(STREAM.MARKET_DATA, MESSAGE_LENGTH_MAX)
    const message = this.#markPrice.wrapAndApplyHeader(out.view, start)
    this.#head(out, message.offset(), instrument)
    message.rptSeq(this.rptSeqs[instrument]!)
    message.priceTicks(priceTicks).indexPriceTicks(indexPriceTicks).fundingRateE9(fundingRateE9)
    message.nextFundingTime(out.sessionTime, nextFundingNs)
    this.#commit(out, start, message.limit(), this.#instruments.venueIds[instrument]!)
  }

  /** @param staleForNs how long it has been, or was until now, stale. */
  status(out: Outbox, instrument: number, state: InstrumentState, reason: StatusReason, staleForNs: number): void {
    const start = out.claim(STREAM.MARKET_DATA, MESSAGE_LENGTH_MAX)
    const message = this.#status.wrapAndApplyHeader(out.view, start)
    this.#head(out, message.offset(), instrument)
    message.rptSeq(this.rptSeqs[instrument]!)
    message.state(state).reason(reason).staleForNs(staleForNs)
    this.#commit(out, start, message.limit(), this.#instruments.venueIds[instrument]!)
  }

  /** @param eventCount datagrams or lines read from the venue. */
  heartbeat(out: Outbox, venueId: number, eventCount: number): void {
    const start = out.claim(STREAM.MARKET_DATA, MESSAGE_LENGTH_MAX)
    const seqNum = out.nextSeqNum(STREAM.MARKET_DATA)
    const message = this.#heartbeat.wrapAndApplyHeader(out.view, start)
    putHead(out, STREAM.MARKET_DATA, message.offset(), this.#cause, 0, venueId)
    message
      .rptSeq(0)
      .lastSeqNum(seqNum - 1)
      .eventCount(eventCount)
    this.#commit(out, start, message.limit(), venueId)
  }

  #head(out: Outbox, body: number, instrument: number): void {
    const { ids, venueIds } = this.#instruments
    putHead(out, STREAM.MARKET_DATA, body, this.#cause, ids[instrument]!, venueIds[instrument]!)
  }

  #commit(out: Outbox, start: number, end: number, venueId: number): void {
    out.commit(start, end)
    this.lastSentNs[venueId] = out.nowNs
    this.sent++
  }
}
