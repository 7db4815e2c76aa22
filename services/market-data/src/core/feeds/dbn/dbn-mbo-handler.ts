/**
 * Databento's market by order (DBN record type 160, the same 56 bytes in versions 1 to 3), one record a frame. Records
 * of other types are counted and passed over.
 *
 *      0 length/4 u8, rtype u8, publisher u16, instrument u32, ts_event u64
 *     16 order id u64, price i64 (1e-9), size u32, flags u8, channel u8, action c, side c
 *     40 ts_recv u64, ts_in_delta i32, sequence u32
 *
 * A fill (F) or trade (T) changes no book: the cancel (C) that belongs to it does. A stored stream has no numbers of
 * its own, so a record that is not there is only seen when a later one refers to it; the book is stale then until the
 * next clear (R).
 */

import { LongMap, NO_VALUE } from '@reflex/base'
import { ASK, BID, NONE, type Side, VenueOrderBook } from '@reflex/book'
import { AGGRESSOR_SIDE_BUY, AGGRESSOR_SIDE_NONE, AGGRESSOR_SIDE_SELL, STATUS_REASON_GAP } from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler, FeedListener } from '../../feed-event.ts'
import { type InstrumentDirectory, UNKNOWN_INSTRUMENT } from '../instrument-directory.ts'

export const DBN_MBO_LENGTH = 56
const RTYPE_MBO = 160
const TWO_32 = 4_294_967_296
const FLAG_LAST = 0x80
const FLAG_TOP_OF_BOOK = 0x40
const FLAG_MAYBE_BAD_BOOK = 0x04
/** Price of a record that has none: the largest int64. */
const NO_PRICE_HIGH = 0x7fff_ffff
const ACTION_ADD = 65
const ACTION_CANCEL = 67
const ACTION_MODIFY = 77
const ACTION_CLEAR = 82
const ACTION_TRADE = 84
const SIDE_BID = 66
const SIDE_ASK = 65
const BYTE_VALUES = 256

export interface DbnMboOptions {
  readonly venueId: number
  readonly directory: InstrumentDirectory
  readonly listener: FeedListener
  /** Symbol of an instrument id; the id as text when the stream does not say. */
  readonly symbolOf: (publisherId: number, instrumentId: number) => string
}

export class DbnMboHandler implements FeedHandler {
  readonly venueId: number
  events = 0
  gaps = 0
  garbled = 0
  /** Records that refer to an order that is not there. */
  unknownOrders = 0
  lastSequence = 0
  /** Records by type, and of market by order by action (letter). */
  readonly rtypeCounts = new Float64Array(BYTE_VALUES)
  readonly actionCounts = new Float64Array(BYTE_VALUES)
  /** By instrument; undefined for one that has said nothing. */
  readonly books: (VenueOrderBook | undefined)[] = []
  readonly eventsOf: number[] = []
  readonly gapsOf: number[] = []
  readonly #options: DbnMboOptions
  readonly #instruments = new LongMap(16)
  readonly #isLive: boolean[] = []
  readonly #isOpen: boolean[] = []
  readonly #units: number[] = []

  constructor(options: DbnMboOptions) {
    this.venueId = options.venueId
    this.#options = options
  }

  onFrame(_nowNs: number, frame: MessageFrame): void {
    const { view, offset, length } = frame
    this.events++
    const rtype = length >= 2 ? view.getUint8(offset + 1) : 0
    this.rtypeCounts[rtype]!++
    if (rtype !== RTYPE_MBO) return
    if (length < DBN_MBO_LENGTH) {
      this.garbled++
      return
    }
    const instrument = this.#instrumentOf(view.getUint16(offset + 2, true), view.getInt32(offset + 4, true))
    if (instrument === UNKNOWN_INSTRUMENT) return
    this.lastSequence = view.getUint32(offset + 52, true)
    this.eventsOf[instrument]!++
    const flags = view.getUint8(offset + 36)
    const book = this.books[instrument]!
    if (!this.#apply(instrument, book, view, offset, flags)) this.#lose(instrument)
    if ((flags & FLAG_MAYBE_BAD_BOOK) !== 0) this.#lose(instrument)
    if ((flags & FLAG_LAST) === 0 || !this.#isOpen[instrument]) return
    this.#isOpen[instrument] = false
    this.#options.listener.onBookEvent(instrument, true)
  }

  onTimer(_nowNs: number): number {
    return 0
  }

  /** @returns false when the record does not fit the book. */
  #apply(instrument: number, book: VenueOrderBook, view: DataView, offset: number, flags: number): boolean {
    const action = view.getUint8(offset + 38)
    this.actionCounts[action]!++
    switch (action) {
      case ACTION_ADD:
        return this.#add(instrument, book, view, offset, flags)
      case ACTION_CANCEL:
        return this.#cancel(instrument, book, view, offset)
      case ACTION_MODIFY:
        return this.#modify(instrument, book, view, offset)
      case ACTION_CLEAR:
        this.#clear(instrument, book)
        return true
      case ACTION_TRADE:
        this.#trade(instrument, view, offset)
        return true
      default:
        return true
    }
  }

  #add(instrument: number, book: VenueOrderBook, view: DataView, offset: number, flags: number): boolean {
    const side = sideAt(view, offset)
    if (side === undefined) return true
    if ((flags & FLAG_TOP_OF_BOOK) !== 0) {
      while (book.removeBest(side)) this.#tell(instrument, book)
      if (view.getInt32(offset + 28, true) === NO_PRICE_HIGH) return true
    }
    const ticks = this.#ticksAt(instrument, view, offset)
    const size = view.getUint32(offset + 32, true)
    if (Number.isNaN(ticks)) return false
    if (!book.add(view.getInt32(offset + 20, true), view.getInt32(offset + 16, true), side, ticks, size)) return false
    this.#tell(instrument, book)
    return true
  }

  #cancel(instrument: number, book: VenueOrderBook, view: DataView, offset: number): boolean {
    if (sideAt(view, offset) === undefined) return true
    const high = view.getInt32(offset + 20, true)
    const low = view.getInt32(offset + 16, true)
    const slot = book.slotOf(high, low)
    if (slot === NONE) {
      this.unknownOrders++
      return false
    }
    if (!book.reduce(high, low, view.getUint32(offset + 32, true))) return false
    this.#tell(instrument, book)
    return true
  }

  /** The place in the queue is lost with another price or more quantity. An order that is not there is put. */
  #modify(instrument: number, book: VenueOrderBook, view: DataView, offset: number): boolean {
    const side = sideAt(view, offset)
    if (side === undefined) return true
    const high = view.getInt32(offset + 20, true)
    const low = view.getInt32(offset + 16, true)
    const slot = book.slotOf(high, low)
    const ticks = this.#ticksAt(instrument, view, offset)
    const size = view.getUint32(offset + 32, true)
    if (Number.isNaN(ticks) || size === 0) return false
    const { orders } = book.book
    const isKept = slot !== NONE && orders.prices[slot] === ticks && orders.sides[slot] === side
    if (isKept) book.setQty(high, low, size)
    else {
      if (slot !== NONE) {
        book.remove(high, low)
        this.#tell(instrument, book)
      }
      book.add(high, low, side, ticks, size)
    }
    this.#tell(instrument, book)
    if (slot === NONE) this.unknownOrders++
    return slot !== NONE
  }

  /** What follows is the whole book. */
  #clear(instrument: number, book: VenueOrderBook): void {
    const { listener } = this.#options
    book.clear()
    listener.onBookReset(instrument)
    this.#isOpen[instrument] = true
    if (this.#isLive[instrument]) return
    this.#isLive[instrument] = true
    listener.onLive(instrument)
  }

  #trade(instrument: number, view: DataView, offset: number): void {
    const ticks = this.#ticksAt(instrument, view, offset)
    if (Number.isNaN(ticks)) return
    const side = view.getUint8(offset + 39)
    const aggressor =
      side === SIDE_BID ? AGGRESSOR_SIDE_BUY : side === SIDE_ASK ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_NONE
    this.#options.listener.onTrade(instrument, ticks, view.getUint32(offset + 32, true), aggressor, 0)
  }

  #tell(instrument: number, book: VenueOrderBook): void {
    this.#isOpen[instrument] = true
    this.#options.listener.onLevel(instrument, book.changedSide, book.changedPrice, book.changedQty)
  }

  /** NaN for a price that is none or is off the grid. */
  #ticksAt(instrument: number, view: DataView, offset: number): number {
    const high = view.getInt32(offset + 28, true)
    if (high === NO_PRICE_HIGH) return Number.NaN
    const units = this.#units[instrument]!
    const price = high * TWO_32 + view.getUint32(offset + 24, true)
    if (units === 1) return price
    const ticks = price / units
    return Number.isInteger(ticks) ? ticks : Number.NaN
  }

  #instrumentOf(publisherId: number, instrumentId: number): number {
    const known = this.#instruments.get(publisherId, instrumentId)
    if (known !== NO_VALUE) return known - 1
    const { directory, symbolOf, listener } = this.#options
    const instrument = directory.resolve(symbolOf(publisherId, instrumentId >>> 0))
    this.#instruments.set(publisherId, instrumentId, instrument + 1)
    if (instrument === UNKNOWN_INSTRUMENT) return instrument
    this.books[instrument] = new VenueOrderBook(1024, 256)
    this.eventsOf[instrument] = 0
    this.gapsOf[instrument] = 0
    this.#units[instrument] = directory.priceUnits(instrument)
    this.#isOpen[instrument] = false
    this.#isLive[instrument] = true
    listener.onLive(instrument)
    return instrument
  }

  #lose(instrument: number): void {
    if (!this.#isLive[instrument]) return
    this.#isLive[instrument] = false
    this.gaps++
    this.gapsOf[instrument]!++
    this.#options.listener.onStale(instrument, STATUS_REASON_GAP)
  }
}

/** Orders without a side (N) are not booked. */
function sideAt(view: DataView, offset: number): Side | undefined {
  const side = view.getUint8(offset + 39)
  return side === SIDE_BID ? BID : side === SIDE_ASK ? ASK : undefined
}
