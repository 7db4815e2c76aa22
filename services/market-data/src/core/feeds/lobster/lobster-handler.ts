/**
 * LOBSTER message files, one line a frame: changes of the first levels of a Nasdaq book, without the book they begin
 * with. A row of the book file is the snapshot: the book is live from there. Behind the last level of that row older
 * orders may rest which nobody told: a quantity there is the least there can be.
 *
 *     time, type, order id, size, price, direction        time in s since midnight, price x 10000, 1 = buy order
 */

import { ASK, BID, type L2Book, type Side } from '@reflex/book'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_SELL,
  INSTRUMENT_STATE_HALTED,
  INSTRUMENT_STATE_LIVE,
  STATUS_REASON_GAP,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler, FeedListener } from '../../feed-event.ts'
import { LobsterRow } from './lobster-row.ts'

export const LOBSTER_SUBMISSION = 1
export const LOBSTER_CANCELLATION = 2
export const LOBSTER_DELETION = 3
export const LOBSTER_EXECUTION = 4
export const LOBSTER_HIDDEN_EXECUTION = 5
export const LOBSTER_CROSS = 6
export const LOBSTER_HALT = 7
const TYPES = 8
const LEVELS_MAX = 200
/** Stands where there is no level: this price for asks, its negative for bids. */
const NO_LEVEL = 9_999_999_999
const NS_PER_SECOND = 1e9
const FIELDS = 6

export interface LobsterOptions {
  readonly venueId: number
  /** Index of the instrument of the file. */
  readonly instrument: number
  readonly listener: FeedListener
  /** The instrument's book as the listener keeps it. */
  readonly book: L2Book
  /** Levels that the messages cover. */
  readonly levels: number
  /** Whether a row of the book follows each message. */
  readonly hasRows: boolean
  /** Price units (ten-thousandths) in one tick. */
  readonly priceUnits: number
}

export class LobsterHandler implements FeedHandler {
  readonly venueId: number
  events = 0
  gaps = 0
  garbled = 0
  /** Shares executed against hidden orders, which no book shows. */
  hiddenVolume = 0
  /** Messages by type. */
  readonly counts = new Float64Array(TYPES)
  /** Time of the last message, ns since midnight. */
  timeNs = 0
  readonly #options: LobsterOptions
  readonly #row = new LobsterRow(LEVELS_MAX * 4)
  /** Last price that the snapshot told of each side. */
  readonly #knownTo = new Float64Array(2)
  #isLive = false

  constructor(options: LobsterOptions) {
    this.venueId = options.venueId
    this.#options = options
  }

  onFrame(_nowNs: number, frame: MessageFrame): void {
    this.events++
    const row = this.#row
    const isRow = row.read(frame.bytes, frame.offset, frame.length) && row.count === FIELDS
    const type = row.values[1]!
    if (!isRow || !(type >= LOBSTER_SUBMISSION && type <= LOBSTER_HALT)) {
      this.garbled++
      this.#lose()
      return
    }
    this.timeNs = row.values[0]! * NS_PER_SECOND + row.nanos[0]!
    this.counts[type]!++
    const size = row.values[3]!
    const price = row.values[4]! / this.#options.priceUnits
    const side = row.values[5] === 1 ? BID : ASK
    switch (type) {
      case LOBSTER_SUBMISSION:
        this.#change(side, price, size)
        return
      case LOBSTER_CANCELLATION:
      case LOBSTER_DELETION:
        this.#change(side, price, -size)
        return
      case LOBSTER_EXECUTION:
        this.#trade(side, price, size)
        this.#change(side, price, -size)
        return
      case LOBSTER_HIDDEN_EXECUTION:
        this.hiddenVolume += size
        return
      case LOBSTER_HALT:
        this.#onHalt(row.values[4]!)
        return
      default:
    }
  }

  /** The book as a row of the book file has it: ask price, ask size, bid price, bid size for each level. */
  onBookRow(frame: MessageFrame): boolean {
    const row = this.#row
    if (!row.read(frame.bytes, frame.offset, frame.length) || row.count % 4 !== 0) return false
    const { listener, instrument, priceUnits } = this.#options
    listener.onBookReset(instrument)
    this.#knownTo.fill(Number.NaN)
    for (let i = 0; i < row.count; i += 2) {
      const price = row.values[i]!
      if (Math.abs(price) === NO_LEVEL) continue
      this.#knownTo[i % 4 === 0 ? ASK : BID] = price / priceUnits
      listener.onLevel(instrument, i % 4 === 0 ? ASK : BID, price / priceUnits, row.values[i + 1]!)
    }
    listener.onBookEvent(instrument, true)
    this.#isLive = true
    listener.onLive(instrument)
    return true
  }

  onTimer(_nowNs: number): number {
    return 0
  }

  /** Adds to a level. Beyond the levels that are known, nothing can be said of one. */
  #change(side: Side, price: number, change: number): void {
    const { listener, instrument, book, levels } = this.#options
    if (!this.#isLive) return
    const before = book.qtyAtPrice(side, price)
    if (before + change < 0 && !this.#isBeyond(side, price)) {
      this.#lose()
      return
    }
    listener.onLevel(instrument, side, price, Math.max(0, before + change))
    if (book.count(side) > levels) this.#forgetLast(side)
    listener.onBookEvent(instrument, true)
  }

  /**
   * The last level left the range that messages cover: what rests there may change unseen. Where rows of the book file
   * tell it again it is forgotten, else kept as the best that is known.
   */
  #forgetLast(side: Side): void {
    const { listener, instrument, book, levels, hasRows } = this.#options
    if (hasRows) listener.onLevel(instrument, side, book.priceAt(side, levels), 0)
    const last = book.priceAt(side, levels - 1)
    if (!this.#isBeyond(side, last)) this.#knownTo[side] = last
  }

  /** Whether a price lies behind the last level of the snapshot. */
  #isBeyond(side: Side, price: number): boolean {
    const last = this.#knownTo[side]!
    return side === BID ? !(price >= last) : !(price <= last)
  }

  #trade(side: Side, price: number, size: number): void {
    const aggressor = side === BID ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_BUY
    this.#options.listener.onTrade(this.#options.instrument, price, size, aggressor, 0)
  }

  /** The price field says which: -1 halt, 0 quoting resumes, 1 trading resumes. */
  #onHalt(price: number): void {
    const state = price === 1 ? INSTRUMENT_STATE_LIVE : INSTRUMENT_STATE_HALTED
    this.#options.listener.onTradingState(this.#options.instrument, state)
  }

  #lose(): void {
    if (!this.#isLive) return
    this.gaps++
    this.#isLive = false
    this.#options.listener.onStale(this.#options.instrument, STATUS_REASON_GAP)
  }
}
