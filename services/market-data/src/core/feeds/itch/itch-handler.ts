/**
 * Nasdaq TotalView-ITCH 5.0: every order of every stock. A frame is one message; `MoldUdp64Handler` takes them out of
 * datagrams. The books are whole only from the start of the day (system event O), so nothing is live before it, and
 * after a loss nothing is until the next day's: the protocol has no snapshots.
 */

import { ASK, BID, NONE, type Side, VenueOrderBook } from '@reflex/book'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_NONE,
  AGGRESSOR_SIDE_SELL,
  INSTRUMENT_STATE_HALTED,
  INSTRUMENT_STATE_LIVE,
  STATUS_REASON_GAP,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler, FeedListener } from '../../feed-event.ts'
import { type InstrumentDirectory, UNKNOWN_INSTRUMENT } from '../instrument-directory.ts'
import * as itch from './itch-layout.ts'

const { ITCH_AT: AT } = itch
const LOCATES = 65_536
const TYPES = 256
const BUY = 66
const START_OF_MESSAGES = 79
const TRADING = 84
const YES = 89
const TWO_32 = 4_294_967_296
const NEVER_SEEN = 0
const NOT_OURS = -1
/** A book's state: nothing is known, it is the venue's, it was and something was lost. */
const START = 0
const LIVE = 1
const LOST = 2

export interface ItchOptions {
  readonly venueId: number
  readonly directory: InstrumentDirectory
  readonly listener: FeedListener
}

export class ItchHandler implements FeedHandler {
  readonly venueId: number
  events = 0
  gaps = 0
  garbled = 0
  /** Messages that refer to an order that is not there. */
  unknownOrders = 0
  readonly typeCounts = new Float64Array(TYPES)
  /** System event codes in their order, at most 64. */
  readonly systemEvents: number[] = []
  /** Time of the message in hand, ns since midnight of the exchange's day. */
  timeNs = 0
  /** By instrument, as far as one has been met: orders, messages, and messages by type. */
  readonly books: VenueOrderBook[] = []
  readonly eventsOf: number[] = []
  readonly gapsOf: number[] = []
  readonly typesOf: Uint32Array[] = []
  readonly buysOf: number[] = []
  readonly #options: ItchOptions
  /** Instrument + 1 of each stock locate. */
  readonly #instruments = new Int32Array(LOCATES)
  readonly #states: number[] = []
  readonly #units: number[] = []
  /** Whether every message since the start of the day has been read. */
  #isWhole = false

  constructor(options: ItchOptions) {
    this.venueId = options.venueId
    this.#options = options
  }

  onFrame(_nowNs: number, frame: MessageFrame): void {
    this.onMessage(frame.view, frame.offset, frame.length)
  }

  /** One message. A length that is not its type's is damage: something may have been lost. */
  onMessage(view: DataView, offset: number, length: number): void {
    this.events++
    const type = length > 0 ? view.getUint8(offset) : 0
    const wanted = itch.ITCH_LENGTHS[type]!
    if (wanted === 0 || length !== wanted) {
      this.garbled++
      if (wanted !== 0) this.onLoss()
      return
    }
    this.typeCounts[type]!++
    this.timeNs = view.getUint16(offset + AT.TIME_HIGH) * TWO_32 + view.getUint32(offset + AT.TIME_LOW)
    if (type === itch.ITCH_SYSTEM_EVENT) this.#onSystemEvent(view.getUint8(offset + AT.EVENT))
    const locate = view.getUint16(offset + AT.LOCATE)
    const instrument = this.#instrumentOf(locate, type, view, offset)
    if (instrument < 0) return
    this.eventsOf[instrument]!++
    this.typesOf[instrument]![type]!++
    this.#apply(instrument, type, view, offset)
  }

  onTimer(_nowNs: number): number {
    return 0
  }

  /** Messages are lost: no book can be the venue's any more. */
  onLoss(): void {
    this.#isWhole = false
    for (let i = 0; i < this.#states.length; i++) this.#lose(i)
  }

  /** Another session begins with empty books. @param isWhole whether it is read from its first message. */
  onSession(isWhole: boolean): void {
    this.#isWhole = isWhole
    this.#instruments.fill(NEVER_SEEN)
    for (let i = 0; i < this.books.length; i++) {
      if (this.books[i] === undefined) continue
      this.books[i]!.clear()
      this.#options.listener.onBookReset(i)
      this.#lose(i)
      this.#states[i] = START
    }
  }

  #onSystemEvent(code: number): void {
    if (this.systemEvents.length < 64) this.systemEvents.push(code)
    if (code === START_OF_MESSAGES) this.onSession(true)
  }

  #apply(instrument: number, type: number, view: DataView, offset: number): void {
    switch (type) {
      case itch.ITCH_ADD:
      case itch.ITCH_ADD_ATTRIBUTED:
        return this.#onAdd(instrument, view, offset)
      case itch.ITCH_EXECUTED:
        return this.#onExecuted(instrument, view, offset, false)
      case itch.ITCH_EXECUTED_WITH_PRICE:
        return this.#onExecuted(instrument, view, offset, true)
      case itch.ITCH_CANCEL:
        return this.#onReduced(instrument, view, offset, view.getUint32(offset + AT.SHARES))
      case itch.ITCH_DELETE:
        return this.#onDelete(instrument, view, offset)
      case itch.ITCH_REPLACE:
        return this.#onReplace(instrument, view, offset)
      case itch.ITCH_TRADE:
        return this.#trade(
          instrument,
          view.getUint32(offset + AT.ADD_PRICE),
          view.getUint32(offset + AT.ADD_SHARES),
          AGGRESSOR_SIDE_NONE,
        )
      case itch.ITCH_CROSS_TRADE:
        return this.#onCross(instrument, view, offset)
      case itch.ITCH_TRADING_ACTION: {
        const state = view.getUint8(offset + AT.TRADING_STATE) === TRADING
        const { listener } = this.#options
        return listener.onTradingState(instrument, state ? INSTRUMENT_STATE_LIVE : INSTRUMENT_STATE_HALTED)
      }
      default:
    }
  }

  #onAdd(instrument: number, view: DataView, offset: number): void {
    const side = view.getUint8(offset + AT.SIDE) === BUY ? BID : ASK
    if (side === BID) this.buysOf[instrument]!++
    const at = offset + AT.REFERENCE
    this.#add(instrument, view, at, side, view.getUint32(offset + AT.ADD_PRICE), view.getUint32(offset + AT.ADD_SHARES))
    this.#options.listener.onBookEvent(instrument, true)
  }

  #add(instrument: number, view: DataView, at: number, side: Side, price: number, shares: number): void {
    const ticks = price / this.#units[instrument]!
    const book = this.books[instrument]!
    const isGood = Number.isInteger(ticks) && book.add(view.getInt32(at), view.getInt32(at + 4), side, ticks, shares)
    if (isGood) this.#tell(instrument, book)
    else this.#lose(instrument)
  }

  #onExecuted(instrument: number, view: DataView, offset: number, hasPrice: boolean): void {
    const book = this.books[instrument]!
    const slot = book.slotOf(view.getInt32(offset + AT.REFERENCE), view.getInt32(offset + AT.REFERENCE + 4))
    const shares = view.getUint32(offset + AT.SHARES)
    if (slot !== NONE && (!hasPrice || view.getUint8(offset + AT.PRINTABLE) === YES)) {
      const { orders } = book.book
      const price = hasPrice
        ? view.getUint32(offset + AT.EXECUTED_PRICE)
        : orders.prices[slot]! * this.#units[instrument]!
      this.#trade(instrument, price, shares, orders.sides[slot] === BID ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_BUY)
    }
    this.#onReduced(instrument, view, offset, shares)
  }

  #onReduced(instrument: number, view: DataView, offset: number, shares: number): void {
    const book = this.books[instrument]!
    const at = offset + AT.REFERENCE
    this.#settle(instrument, book, book.reduce(view.getInt32(at), view.getInt32(at + 4), shares))
  }

  #onDelete(instrument: number, view: DataView, offset: number): void {
    const book = this.books[instrument]!
    const at = offset + AT.REFERENCE
    this.#settle(instrument, book, book.remove(view.getInt32(at), view.getInt32(at + 4)))
  }

  /** The new order stands at the end of its queue, on the side of the old one. */
  #onReplace(instrument: number, view: DataView, offset: number): void {
    const book = this.books[instrument]!
    const at = offset + AT.REFERENCE
    const isKnown = book.remove(view.getInt32(at), view.getInt32(at + 4))
    if (isKnown) {
      this.#tell(instrument, book)
      const shares = view.getUint32(offset + AT.REPLACED_SHARES)
      const price = view.getUint32(offset + AT.REPLACED_PRICE)
      this.#add(instrument, view, offset + AT.NEW_REFERENCE, book.changedSide, price, shares)
      this.#options.listener.onBookEvent(instrument, true)
    } else this.#settle(instrument, book, false)
  }

  #onCross(instrument: number, view: DataView, offset: number): void {
    const shares = view.getUint32(offset + AT.CROSS_SHARES) * TWO_32 + view.getUint32(offset + AT.CROSS_SHARES + 4)
    if (shares > 0) this.#trade(instrument, view.getUint32(offset + AT.CROSS_PRICE), shares, AGGRESSOR_SIDE_NONE)
  }

  /** A trade between ticks (hidden orders) is told at the nearest one below. */
  #trade(instrument: number, price: number, shares: number, aggressor: 0 | 1 | 2): void {
    const ticks = Math.floor(price / this.#units[instrument]!)
    this.#options.listener.onTrade(instrument, ticks, shares, aggressor, 0)
  }

  #settle(instrument: number, book: VenueOrderBook, isKnown: boolean): void {
    if (!isKnown) {
      this.unknownOrders++
      this.#lose(instrument)
      return
    }
    this.#tell(instrument, book)
    this.#options.listener.onBookEvent(instrument, true)
  }

  #tell(instrument: number, book: VenueOrderBook): void {
    this.#options.listener.onLevel(instrument, book.changedSide, book.changedPrice, book.changedQty)
  }

  /** @returns the instrument of a stock locate, a negative number when it is none of ours. */
  #instrumentOf(locate: number, type: number, view: DataView, offset: number): number {
    const known = this.#instruments[locate]!
    if (known !== NEVER_SEEN && type !== itch.ITCH_STOCK_DIRECTORY) return known - 1
    const at = stockAt(type)
    if (at < 0 || locate === 0) return NOT_OURS - 1
    const instrument = this.#options.directory.resolve(itch.itchStockAt(view, offset + at))
    this.#instruments[locate] = instrument === UNKNOWN_INSTRUMENT ? NOT_OURS : instrument + 1
    if (instrument !== UNKNOWN_INSTRUMENT) this.#meet(instrument)
    return instrument
  }

  #meet(instrument: number): void {
    if (this.books[instrument] === undefined) {
      this.books[instrument] = new VenueOrderBook()
      this.eventsOf[instrument] = 0
      this.gapsOf[instrument] = 0
      this.buysOf[instrument] = 0
      this.typesOf[instrument] = new Uint32Array(128)
      this.#units[instrument] = this.#options.directory.priceUnits(instrument)
      this.#states[instrument] = START
    }
    if (!this.#isWhole || this.#states[instrument] !== START) return
    this.#states[instrument] = LIVE
    this.#options.listener.onLive(instrument)
  }

  #lose(instrument: number): void {
    const wasLive = this.#states[instrument] === LIVE
    this.#states[instrument] = LOST
    if (!wasLive) return
    this.gaps++
    this.gapsOf[instrument]!++
    this.#options.listener.onStale(instrument, STATUS_REASON_GAP)
  }
}

/** Where a message names its stock, -1 when it does not. */
function stockAt(type: number): number {
  switch (type) {
    case itch.ITCH_STOCK_DIRECTORY:
    case itch.ITCH_TRADING_ACTION:
      return AT.STOCK
    case itch.ITCH_ADD:
    case itch.ITCH_ADD_ATTRIBUTED:
    case itch.ITCH_TRADE:
      return AT.ADD_STOCK
    case itch.ITCH_CROSS_TRADE:
      return AT.CROSS_STOCK
    default:
      return -1
  }
}
