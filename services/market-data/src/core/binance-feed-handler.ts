/**
 * Binance's public streams, recorded or live, one line a frame: splices the REST snapshot into the diffs, checks their sequence.
 *
 *     spot     first diff after a snapshot L: U <= L+1 <= u, then U = u before + 1
 *     futures  first diff after a snapshot L: U <= L   <= u, then pu = u before
 *
 * A gap needs another snapshot. A snapshot of a symbol that it does not name belongs to the frame's session (the file's only symbol).
 */

import type { SessionTime } from '@reflex/base'
import { ASK, BID, type L2Book, NO_PRICE, type Side } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_SELL,
  INSTRUMENT_KIND,
  type Instruments,
  NO_INSTRUMENT,
  STATUS_REASON_CROSSED,
  STATUS_REASON_FEED_DOWN,
  STATUS_REASON_GAP,
  STATUS_REASON_SILENCE,
  type StatusReason,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import {
  BinanceLine,
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
import { DecimalGrid } from './decimal-grid.ts'
import type { FeedHandler, FeedListener } from './feed-event.ts'
import { LineBuffer } from './line-buffer.ts'
import { TickerCheck } from './ticker-check.ts'

const NEEDS_SNAPSHOT = 0
const HAS_SNAPSHOT = 1
const SYNCED = 2

const SYMBOL = 115
const FIRST_ID = 85
const LAST_ID = 117
const BIDS = 98
const ASKS = 97
const BID_QTY = 66
const ASK_QTY = 65
const EVENT_TIME = 69
const TRANSACTION_TIME = 84
const PRICE = 112
const QTY = 113
const TRADE_ID = 116
const IS_BUYER_MAKER = 109
const INDEX_PRICE = 105
const FUNDING_RATE = 114
const LETTER_T = 116
const E9 = 1e9

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
  lastArrivalNs = Number.NEGATIVE_INFINITY
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
  readonly #ticks: readonly DecimalGrid[]
  readonly #lots: readonly DecimalGrid[]
  readonly #line = new BinanceLine()
  readonly #levels = new LevelWalker()
  /** Diffs from before the snapshot are applied: the book was not there when the venue was at them. */
  #isReplaying = false
  #isSilent = false
  #isDown = false

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
    this.#ticks = Array.from(instruments.tickE8s, (tickE8) => new DecimalGrid(tickE8))
    this.#lots = Array.from(instruments.lotE8s, (lotE8) => new DecimalGrid(lotE8))
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    this.events++
    this.lastArrivalNs = nowNs
    if (this.#isSilent) this.#onResumed()
    const kind = this.#line.wrap(frame.bytes, frame.offset, frame.length)
    if (kind === LINE_GARBLED) {
      this.garbled++
      return
    }
    const instrument = this.#instrumentOf(frame)
    if (instrument < 0) return
    this.#noteVenueTime()
    if (kind === LINE_DEPTH && this.#states[instrument] === NEEDS_SNAPSHOT) this.#keep(instrument, frame)
    else this.#onLine(instrument, kind, frame)
  }

  onTimer(nowNs: number): number {
    if (this.events === 0 || this.#isDown) return 0
    const silentForNs = nowNs - this.lastArrivalNs
    if (silentForNs <= this.#options.silenceNs) return 0
    if (!this.#isSilent) {
      this.#isSilent = true
      this.#pause(STATUS_REASON_SILENCE)
      return 1
    }
    if (silentForNs <= this.#options.feedDownNs) return 0
    this.#isDown = true
    this.#pause(STATUS_REASON_FEED_DOWN)
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

  /** @returns false when it does not continue the book: a snapshot is needed, and this diff may be the first after it. */
  #onDiff(instrument: number): boolean {
    const line = this.#line
    const first = line.integer(FIRST_ID)
    const last = line.integer(LAST_ID)
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
    if (!this.#applyLevels(instrument, BIDS, BID) || !this.#applyLevels(instrument, ASKS, ASK)) {
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
    const line = this.#line
    this.checks[instrument]!.onTicker(
      line.integer(LAST_ID),
      this.#ticksAt(instrument, BIDS),
      this.#lotsAt(instrument, BID_QTY),
      this.#ticksAt(instrument, ASKS),
      this.#lotsAt(instrument, ASK_QTY),
    )
  }

  #onTrade(instrument: number): void {
    const line = this.#line
    const price = this.#ticksAt(instrument, PRICE)
    const qty = this.#lotsAt(instrument, QTY)
    const id = line.integer(TRADE_ID)
    if (!(price > 0 && qty > 0 && id > 0)) {
      this.garbled++
      return
    }
    const isBuyerMaker = line.bytes[line.starts[IS_BUYER_MAKER]!] === LETTER_T
    const aggressor = isBuyerMaker ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_BUY
    this.#options.listener.onTrade(instrument, price, qty, aggressor, id)
  }

  #onMarkPrice(instrument: number): void {
    const line = this.#line
    const grid = this.#ticks[instrument]!
    const mark = grid.nearest(line.bytes, line.starts[PRICE]!, line.ends[PRICE]!)
    if (Number.isNaN(mark)) {
      this.garbled++
      return
    }
    const index = grid.nearest(line.bytes, line.starts[INDEX_PRICE]!, line.ends[INDEX_PRICE]!)
    const nextMs = line.integer(TRANSACTION_TIME)
    this.#options.listener.onMarkPrice(
      instrument,
      mark,
      Number.isNaN(index) ? NO_PRICE : index,
      this.#fundingRateE9(),
      nextMs > 0 ? this.#options.session.fromEpochMs(nextMs) : NO_TIME,
    )
  }

  #fundingRateE9(): number {
    const line = this.#line
    if (!line.has(FUNDING_RATE) || line.lengthOf(FUNDING_RATE) === 0) return NO_PRICE
    return signedE9(line.bytes, line.starts[FUNDING_RATE]!, line.ends[FUNDING_RATE]!)
  }

  #applyLevels(instrument: number, field: number, side: Side): boolean {
    const line = this.#line
    if (!line.has(field)) return false
    const levels = this.#levels.wrap(line.bytes, line.starts[field]!, line.ends[field]!)
    const ticks = this.#ticks[instrument]!
    const lots = this.#lots[instrument]!
    while (levels.next()) {
      const price = ticks.steps(line.bytes, levels.priceStart, levels.priceEnd)
      const qty = lots.steps(line.bytes, levels.qtyStart, levels.qtyEnd)
      if (Number.isNaN(price) || Number.isNaN(qty)) return false
      this.#options.listener.onLevel(instrument, side, price, qty)
    }
    return true
  }

  #ticksAt(instrument: number, field: number): number {
    return this.#ticks[instrument]!.steps(this.#line.bytes, this.#line.starts[field]!, this.#line.ends[field]!)
  }

  #lotsAt(instrument: number, field: number): number {
    return this.#lots[instrument]!.steps(this.#line.bytes, this.#line.starts[field]!, this.#line.ends[field]!)
  }

  #instrumentOf(frame: MessageFrame): number {
    const line = this.#line
    const field = line.has(SYMBOL) ? SYMBOL : FIELD.SYMBOL
    const { instruments } = this.#options
    if (!line.has(field)) return instruments.indexOf(frame.sessionId)
    const id = instruments.findAtVenue(this.venueId, line.bytes, line.starts[field]!, line.lengthOf(field))
    return id === NO_INSTRUMENT ? -1 : instruments.indexOf(id)
  }

  /** The time of the transaction where the venue says it, or that of the event. */
  #noteVenueTime(): void {
    const line = this.#line
    const ms = line.integer(line.has(TRANSACTION_TIME) && !line.has(FUNDING_RATE) ? TRANSACTION_TIME : EVENT_TIME)
    if (ms > 0) this.#options.cause.setVenueTime(this.#options.session.fromEpochMs(ms))
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
    this.#isSilent = false
    this.#isDown = false
    for (let i = 0; i < this.#isPaused.length; i++) {
      if (this.#isPaused[i] === 1) this.#options.listener.onLive(i)
      this.#isPaused[i] = 0
    }
  }
}

function continues(isSpot: boolean, isFirst: boolean, before: number, first: number, previous: number): boolean {
  if (isFirst) return isSpot ? first <= before + 1 : first <= before
  return isSpot ? first === before + 1 : previous === before
}

function signedE9(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === 45
  let value = 0
  let scale = E9
  let isFraction = false
  for (let i = isNegative ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9) isFraction = true
    else {
      value = value * 10 + digit
      if (isFraction) scale /= 10
    }
    if (scale < 10) break
  }
  const e9 = Math.round(value * scale)
  return isNegative ? -e9 : e9
}
