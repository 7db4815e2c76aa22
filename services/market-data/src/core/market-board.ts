/**
 * The books of the firm and what is known about them: applies what feed handlers say, publishes what changed. The only
 * owner of a book.
 *
 *     START --onLive--> LIVE --onStale--> STALE --onLive--> LIVE        beside it: what the venue says (HALTED, CLOSED)
 */

import { L2Book, LEVEL_NONE, type Side } from '@reflex/book'
import {
  type AggressorSide,
  BOOK_UPDATE_FLAGS_LAST_IN_EVENT,
  BOOK_UPDATE_FLAGS_SNAPSHOT_REBUILD,
  type BookAction,
  INSTRUMENT_STATE_LIVE,
  INSTRUMENT_STATE_STALE,
  type InstrumentState,
  type Instruments,
  STATUS_REASON_CROSSED,
  STATUS_REASON_RECOVERED,
  STATUS_REASON_START,
  STATUS_REASON_VENUE,
  type StatusReason,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Cause } from './cause.ts'
import type { FeedListener } from './feed-event.ts'
import { NormalisedWriter } from './normalised-writer.ts'

export class MarketBoard implements FeedListener {
  readonly books: readonly L2Book[]
  readonly writer: NormalisedWriter
  /** By instrument: whether the book is known to equal the venue's. */
  readonly isSynced: Uint8Array
  readonly reasons: Uint8Array
  readonly trades: Float64Array
  /** By instrument: a recovery has ended since the snapshot cycle last looked. */
  readonly wantsSnapshot: Uint8Array
  liveCount = 0
  staleCount = 0
  staleMaxNs = 0
  crossedCount = 0
  readonly #instruments: Instruments
  readonly #tradingStates: Uint8Array
  readonly #staleSinceNs: Float64Array
  /** Four numbers an instrument: the Bbo published last. */
  readonly #bbos: Float64Array
  /** By instrument: the last BookUpdate was not the last of its event. */
  readonly #isEventOpen: Uint8Array
  #rebuildFlag = 0
  #out: Outbox | undefined = undefined

  constructor(instruments: Instruments, cause: Cause, levelsCapacity: number) {
    const { count } = instruments
    this.#instruments = instruments
    this.writer = new NormalisedWriter(instruments, cause)
    this.books = Array.from({ length: count }, () => new L2Book(levelsCapacity))
    this.isSynced = new Uint8Array(count)
    this.reasons = new Uint8Array(count).fill(STATUS_REASON_START)
    this.trades = new Float64Array(count)
    this.wantsSnapshot = new Uint8Array(count)
    this.#tradingStates = new Uint8Array(count).fill(INSTRUMENT_STATE_LIVE)
    this.#staleSinceNs = new Float64Array(count).fill(Number.NaN)
    this.#isEventOpen = new Uint8Array(count)
    this.#bbos = new Float64Array(count * 4).fill(Number.NaN)
  }

  /** Where the messages of what follows go. */
  use(out: Outbox): void {
    this.#out = out
  }

  stateOf(instrument: number): InstrumentState {
    return this.isSynced[instrument] === 1
      ? (this.#tradingStates[instrument] as InstrumentState)
      : INSTRUMENT_STATE_STALE
  }

  /** For how long the instrument has been stale, ns; 0 when it is not. */
  staleForNs(instrument: number, nowNs: number): number {
    if (this.isSynced[instrument] === 1) return 0
    const since = this.#staleSinceNs[instrument]!
    return Number.isNaN(since) ? 0 : nowNs - since
  }

  /** States of all instruments for those who join late. */
  publishStates(): void {
    for (let i = 0; i < this.#instruments.count; i++) this.#publishState(i)
  }

  onBookReset(instrument: number): void {
    this.books[instrument]!.clear()
    this.#rebuildFlag = BOOK_UPDATE_FLAGS_SNAPSHOT_REBUILD
  }

  onLevel(instrument: number, side: Side, priceTicks: number, qtyLots: number): void {
    const action = this.books[instrument]!.update(side, priceTicks, qtyLots)
    if (action === LEVEL_NONE) return
    if (!this.writer.entry(action as BookAction, side, priceTicks, qtyLots)) this.onBookEvent(instrument, false)
  }

  onBookEvent(instrument: number, isLast: boolean): boolean {
    const out = this.#out!
    const rebuild = this.#rebuildFlag
    const closesEvent = isLast && this.#isEventOpen[instrument] === 1
    this.#rebuildFlag = 0
    if (this.writer.entries > 0 || rebuild !== 0 || closesEvent) {
      this.writer.bookUpdate(out, instrument, rebuild | (isLast ? BOOK_UPDATE_FLAGS_LAST_IN_EVENT : 0))
      this.#isEventOpen[instrument] = isLast ? 0 : 1
    }
    if (!isLast) return true
    const isCrossed = this.#tradingStates[instrument] === INSTRUMENT_STATE_LIVE && this.books[instrument]!.isCrossed
    if (isCrossed) {
      this.crossedCount++
      this.onStale(instrument, STATUS_REASON_CROSSED)
    }
    this.#publishBbo(out, instrument)
    return !isCrossed
  }

  onTrade(
    instrument: number,
    priceTicks: number,
    qtyLots: number,
    aggressorSide: AggressorSide,
    tradeId: number,
  ): void {
    this.trades[instrument]!++
    this.writer.trade(this.#out!, instrument, priceTicks, qtyLots, aggressorSide, tradeId)
  }

  onMarkPrice(
    instrument: number,
    priceTicks: number,
    indexPriceTicks: number,
    fundingRateE9: number,
    nextFundingNs: number,
  ): void {
    this.writer.markPrice(this.#out!, instrument, priceTicks, indexPriceTicks, fundingRateE9, nextFundingNs)
  }

  onTradingState(instrument: number, state: InstrumentState): void {
    if (this.#tradingStates[instrument] === state) return
    this.#tradingStates[instrument] = state
    if (this.isSynced[instrument] === 0) return
    this.reasons[instrument] = STATUS_REASON_VENUE
    this.#publishState(instrument)
  }

  onStale(instrument: number, reason: StatusReason): void {
    if (this.isSynced[instrument] === 0 && this.reasons[instrument] === reason) return
    if (this.isSynced[instrument] === 1) {
      this.isSynced[instrument] = 0
      this.liveCount--
      this.staleCount++
      this.#staleSinceNs[instrument] = this.#out!.nowNs
    }
    this.reasons[instrument] = reason
    this.#publishState(instrument)
  }

  onLive(instrument: number): void {
    if (this.isSynced[instrument] === 1) return
    const { nowNs } = this.#out!
    const staleForNs = this.staleForNs(instrument, nowNs)
    if (staleForNs > this.staleMaxNs) this.staleMaxNs = staleForNs
    this.isSynced[instrument] = 1
    this.liveCount++
    this.reasons[instrument] = STATUS_REASON_RECOVERED
    this.wantsSnapshot[instrument] = 1
    this.writer.status(this.#out!, instrument, this.stateOf(instrument), STATUS_REASON_RECOVERED, staleForNs)
  }

  #publishBbo(out: Outbox, instrument: number): void {
    const book = this.books[instrument]!
    const bbos = this.#bbos
    const i = instrument * 4
    if (
      bbos[i] === book.bidPrice &&
      bbos[i + 1] === book.bidQty &&
      bbos[i + 2] === book.askPrice &&
      bbos[i + 3] === book.askQty
    ) {
      return
    }
    bbos[i] = book.bidPrice
    bbos[i + 1] = book.bidQty
    bbos[i + 2] = book.askPrice
    bbos[i + 3] = book.askQty
    this.writer.bbo(out, instrument, book)
  }

  #publishState(instrument: number): void {
    const out = this.#out!
    const staleForNs = this.staleForNs(instrument, out.nowNs)
    this.writer.status(out, instrument, this.stateOf(instrument), this.reasons[instrument] as StatusReason, staleForNs)
  }
}
