/**
 * Binance's public streams, one line a frame: splices the REST snapshot into the diffs, checks their sequence. A gap
 * needs another snapshot. A snapshot of a symbol that it does not name belongs to the frame's session (the file's only
 * symbol).
 */

import type { SessionTime } from '@reflex/base'
import { ASK, BID, type L2Book, NO_PRICE, type Side } from '@reflex/book'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_SELL,
  INSTRUMENT_KIND,
  type Instruments,
  STATUS_REASON_CROSSED,
  STATUS_REASON_GAP,
  type StatusReason,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import {
  type BinanceLine,
  FIELD,
  LevelWalker,
  LINE_BOOK_TICKER,
  LINE_DEPTH,
  LINE_GARBLED,
  LINE_MARK_PRICE,
  LINE_SNAPSHOT,
  LINE_TRADE,
  type LineKind,
} from './binance-line.ts'
import type { Cause } from './cause.ts'
import { continues } from './diff-sequence.ts'
import type { FeedHandler, FeedListener } from './feed-event.ts'
import { FeedSilence } from './feed-silence.ts'
import { LineBuffer } from './line-buffer.ts'
import { KEY, LineValues } from './line-values.ts'
import { TickerCheck } from './ticker-check.ts'

const NEEDS_SNAPSHOT = 0
const HAS_SNAPSHOT = 1
const SYNCED = 2

export interface BinanceFeedOptions {
  readonly venueId: number
  readonly instruments: Instruments
  readonly session: SessionTime
  readonly cause: Cause
  readonly listener: FeedListener
  readonly books: readonly L2Book[]
  readonly silenceNs: number
  readonly feedDownNs: number
  /** Bytes of diffs kept for each instrument that waits for a snapshot. */
  readonly bufferBytes: number
}

export class BinanceFeedHandler implements FeedHandler {
  readonly venueId: number
  events = 0
  gaps = 0
  duplicates = 0
  garbled = 0
  resyncs = 0
  syncedCount = 0
  /** By instrument. */
  readonly checks: readonly TickerCheck[]
  readonly diffsApplied: Float64Array
  readonly lastUpdateIds: Float64Array
  readonly #options: BinanceFeedOptions
  readonly #states: Uint8Array
  readonly #isPaused: Uint8Array
  readonly #hadSnapshot: Uint8Array
  readonly #buffers: readonly LineBuffer[]
  readonly #values: LineValues
  readonly #line: BinanceLine
  readonly #levels = new LevelWalker()
  /** Diffs from before the snapshot are applied: the book was not there when the venue was at them. */
  #isReplaying = false
  readonly #silence: FeedSilence

  constructor(options: BinanceFeedOptions) {
    const { instruments } = options
    this.venueId = options.venueId
    this.#options = options
    this.checks = Array.from({ length: instruments.count }, () => new TickerCheck())
    this.diffsApplied = new Float64Array(instruments.count)
    this.lastUpdateIds = new Float64Array(instruments.count)
    this.#states = new Uint8Array(instruments.count)
    this.#isPaused = new Uint8Array(instruments.count)
    this.#hadSnapshot = new Uint8Array(instruments.count)
    this.#buffers = Array.from({ length: instruments.count }, () => new LineBuffer(options.bufferBytes))
    this.#values = new LineValues(instruments, options.session)
    this.#line = this.#values.line
    this.#silence = new FeedSilence(options.silenceNs, options.feedDownNs)
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    this.events++
    if (this.#silence.onArrival(nowNs)) this.#onResumed()
    const kind = this.#line.wrap(frame.bytes, frame.offset, frame.length)
    if (kind === LINE_GARBLED) {
      this.garbled++
      return
    }
    const instrument = this.#values.instrumentOf(this.venueId, frame.sessionId)
    if (instrument < 0) return
    this.#noteVenueTime()
    if (kind === LINE_DEPTH && this.#states[instrument] === NEEDS_SNAPSHOT) this.#keep(instrument, frame)
    else this.#onLine(instrument, kind, frame)
  }

  onTimer(nowNs: number): number {
    const reason = this.#silence.check(nowNs, 0)
    if (reason === undefined) return 0
    this.#pause(reason)
    return 1
  }

  /** Nothing will follow: diffs that wait for a later ticker are held against the last one. */
  finish(): void {
    for (const check of this.checks) check.finish()
  }

  #onLine(instrument: number, kind: LineKind, frame: MessageFrame): void {
    switch (kind) {
      case LINE_DEPTH:
        if (!this.#onDiff(instrument)) this.#keep(instrument, frame)
        return
      case LINE_SNAPSHOT:
        this.#onSnapshot(instrument)
        return
      case LINE_BOOK_TICKER:
        this.#onTicker(instrument)
        return
      case LINE_TRADE:
        this.#onTrade(instrument)
        return
      case LINE_MARK_PRICE:
        this.#onMarkPrice(instrument)
        return
      default:
    }
  }

  /**
   * @returns false when it does not continue the book: a snapshot is needed, and this diff may be the first after it.
   */
  #onDiff(instrument: number): boolean {
    const line = this.#line
    const first = line.integer(KEY.FIRST_ID)
    const last = line.integer(KEY.LAST_ID)
    const before = this.lastUpdateIds[instrument]!
    const isSpot = this.#options.instruments.kinds[instrument] === INSTRUMENT_KIND.SPOT
    const isFirst = this.#states[instrument] === HAS_SNAPSHOT
    if (isFirst && !isSpot ? last < before : last <= before) {
      this.duplicates++
      return true
    }
    if (!continues(isSpot, isFirst, before, first, line.integer(FIELD.PU))) {
      this.gaps++
      this.#lose(instrument, STATUS_REASON_GAP)
      return false
    }
    if (!this.#applyLevels(instrument, KEY.BIDS, BID) || !this.#applyLevels(instrument, KEY.ASKS, ASK)) {
      this.garbled++
      this.#options.listener.onBookEvent(instrument, true)
      this.#lose(instrument, STATUS_REASON_GAP)
      return false
    }
    this.lastUpdateIds[instrument] = last
    this.diffsApplied[instrument]!++
    const isConsistent = this.#options.listener.onBookEvent(instrument, true)
    if (!this.#isReplaying) this.checks[instrument]!.onDiff(last, this.#options.books[instrument]!)
    if (!isConsistent) this.#lose(instrument, STATUS_REASON_CROSSED)
    else if (isFirst) this.#gain(instrument)
    return true
  }

  #onSnapshot(instrument: number): void {
    const line = this.#line
    if (this.#states[instrument] !== NEEDS_SNAPSHOT) return
    const { listener } = this.#options
    listener.onBookReset(instrument)
    const isWhole = this.#applyLevels(instrument, FIELD.BIDS, BID) && this.#applyLevels(instrument, FIELD.ASKS, ASK)
    if (!listener.onBookEvent(instrument, true) || !isWhole) return
    this.lastUpdateIds[instrument] = line.integer(FIELD.LAST_UPDATE_ID)
    this.#states[instrument] = HAS_SNAPSHOT
    this.#isReplaying = true
    this.#replay(instrument)
    this.#isReplaying = false
  }

  /** Applies the diffs that waited. Those behind a hole go on waiting. */
  #replay(instrument: number): void {
    const buffer = this.#buffers[instrument]!
    for (let i = 0; i < buffer.count; i++) {
      const start = buffer.startOf(i)
      this.#line.wrap(buffer.bytes, start, buffer.endOf(i) - start)
      this.#noteVenueTime()
      if (!this.#onDiff(instrument)) return
    }
    buffer.clear()
  }

  #onTicker(instrument: number): void {
    const values = this.#values
    this.checks[instrument]!.onTicker(
      this.#line.integer(KEY.LAST_ID),
      values.ticksAt(instrument, KEY.BIDS),
      values.lotsAt(instrument, KEY.BID_QTY),
      values.ticksAt(instrument, KEY.ASKS),
      values.lotsAt(instrument, KEY.ASK_QTY),
    )
  }

  #onTrade(instrument: number): void {
    const values = this.#values
    const price = values.ticksAt(instrument, KEY.PRICE)
    const qty = values.lotsAt(instrument, KEY.QTY)
    const id = this.#line.integer(KEY.TRADE_ID)
    if (!(price > 0 && qty > 0 && id > 0)) {
      this.garbled++
      return
    }
    const aggressor = values.isBuyerMaker() ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_BUY
    this.#options.listener.onTrade(instrument, price, qty, aggressor, id)
  }

  #onMarkPrice(instrument: number): void {
    const values = this.#values
    const mark = values.nearestTicks(instrument, KEY.PRICE)
    const index = values.nearestTicks(instrument, KEY.INDEX_PRICE)
    if (Number.isNaN(mark)) {
      this.garbled++
      return
    }
    this.#options.listener.onMarkPrice(
      instrument,
      mark,
      Number.isNaN(index) ? NO_PRICE : index,
      values.fundingRateE9(),
      values.timeNs(KEY.TRANSACTION_TIME),
    )
  }

  #applyLevels(instrument: number, field: number, side: Side): boolean {
    const line = this.#line
    if (!line.has(field)) return false
    const levels = this.#levels.wrap(line.bytes, line.starts[field]!, line.ends[field]!)
    const ticks = this.#values.ticks[instrument]!
    const lots = this.#values.lots[instrument]!
    while (levels.next()) {
      const price = ticks.steps(line.bytes, levels.priceStart, levels.priceEnd)
      const qty = lots.steps(line.bytes, levels.qtyStart, levels.qtyEnd)
      if (Number.isNaN(price) || Number.isNaN(qty)) return false
      this.#options.listener.onLevel(instrument, side, price, qty)
    }
    return true
  }

  #noteVenueTime(): void {
    this.#options.cause.setVenueTime(this.#values.venueTimeNs())
  }

  #keep(instrument: number, frame: MessageFrame): void {
    if (!this.#buffers[instrument]!.add(frame.bytes, frame.offset, frame.length)) this.gaps++
  }

  #gain(instrument: number): void {
    this.#states[instrument] = SYNCED
    this.syncedCount++
    if (this.#hadSnapshot[instrument] === 1) this.resyncs++
    this.#hadSnapshot[instrument] = 1
    this.#options.listener.onLive(instrument)
  }

  #lose(instrument: number, reason: StatusReason): void {
    if (this.#states[instrument] === SYNCED) this.syncedCount--
    this.#states[instrument] = NEEDS_SNAPSHOT
    this.#options.listener.onStale(instrument, reason)
  }

  #pause(reason: StatusReason): void {
    const { instruments, listener } = this.#options
    for (let i = 0; i < instruments.count; i++) {
      if (instruments.venueIds[i] !== this.venueId) continue
      if (this.#states[i] === SYNCED) this.#isPaused[i] = 1
      listener.onStale(i, reason)
    }
  }

  /** Nothing is known to be lost: the next diff will tell. */
  #onResumed(): void {
    for (let i = 0; i < this.#isPaused.length; i++) {
      if (this.#isPaused[i] === 1) this.#options.listener.onLive(i)
      this.#isPaused[i] = 0
    }
  }
}
