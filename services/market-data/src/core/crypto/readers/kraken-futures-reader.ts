/** Kraken Futures: book (one change a message, seq one after the other), trade, ticker. */

import { JSON_NULL, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addObjects, digits16, isValue, timeFromMs } from '../tape-values.ts'
import {
  CLAIM_NONE,
  ENTRY_ASK,
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_FIELD,
  MESSAGE_MARK_PRICE,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TICKER,
  MESSAGE_TRADES,
  VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../venue-message.ts'

export class KrakenFuturesReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const event = tape.field(0, K.EVENT)
    if (event !== NO_NODE) {
      const isRefused = tape.is(event, K.ERROR) || tape.is(event, K.ALERT)
      sink.onVenueMessage(this.message.begin(tape, isRefused ? MESSAGE_REFUSED : MESSAGE_OTHER))
      return true
    }
    const feed = tape.field(0, K.FEED)
    if (tape.is(feed, K.BOOK)) return this.#change(sink)
    if (tape.is(feed, K.BOOK_SNAPSHOT)) return this.#snapshot(sink)
    if (tape.is(feed, K.TRADE)) return this.#trade(sink)
    if (tape.is(feed, K.TICKER) || tape.is(feed, K.TICKER_LITE)) return this.#ticker(sink)
    if (feed === NO_NODE) return false
    sink.onVenueMessage(this.message.begin(tape, MESSAGE_OTHER))
    return true
  }

  #snapshot(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_SNAPSHOT).symbol(tape, tape.field(0, K.PRODUCT_ID))
    message.last = digits16(tape, tape.field(0, K.SEQ))
    timeFromMs(message, tape, tape.field(0, K.TIMESTAMP))
    const isWhole =
      addObjects(message, tape, tape.field(0, K.BIDS), ENTRY_BID, LEVEL) &&
      addObjects(message, tape, tape.field(0, K.ASKS), ENTRY_ASK, LEVEL)
    if (!isWhole || Number.isNaN(message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  #change(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_DIFF).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const side = tape.field(0, K.SIDE)
    const price = tape.field(0, K.PRICE)
    const qty = tape.field(0, K.QTY)
    const isBuy = tape.is(side, K.BUY)
    message.last = digits16(tape, tape.field(0, K.SEQ))
    message.previous = message.last - 1
    if (!isValue(tape, price) || !isValue(tape, qty) || (!isBuy && !tape.is(side, K.SELL))) return false
    if (Number.isNaN(message.last)) return false
    message.add(tape, isBuy ? ENTRY_BID : ENTRY_ASK, price, qty, CLAIM_NONE)
    timeFromMs(message, tape, tape.field(0, K.TIMESTAMP))
    sink.onVenueMessage(message)
    return true
  }

  #trade(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const price = tape.field(0, K.PRICE)
    const qty = tape.field(0, K.QTY)
    if (!isValue(tape, price) || !isValue(tape, qty)) return false
    const side = tape.is(tape.field(0, K.SIDE), K.BUY) ? ENTRY_BID : ENTRY_ASK
    const id = tape.integer(tape.field(0, K.SEQ))
    message.ids[message.add(tape, side, price, qty, CLAIM_NONE)] = id > 0 ? id : 0
    timeFromMs(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    return true
  }

  /** Sizes are only in the full ticker, as are mark and funding. */
  #ticker(sink: VenueSink): boolean {
    const tape = this.#tape
    const symbol = tape.field(0, K.PRODUCT_ID)
    const message = this.message.begin(tape, MESSAGE_TICKER).symbol(tape, symbol)
    const bid = tape.field(0, K.BID)
    const ask = tape.field(0, K.ASK)
    if (isValue(tape, bid)) message.add(tape, ENTRY_BID, bid, tape.field(0, K.BID_SIZE), CLAIM_NONE)
    if (isValue(tape, ask)) message.add(tape, ENTRY_ASK, ask, tape.field(0, K.ASK_SIZE), CLAIM_NONE)
    timeFromMs(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    const mark = tape.field(0, K.MARK_PRICE)
    if (!isValue(tape, mark)) return true
    message.begin(tape, MESSAGE_MARK_PRICE).symbol(tape, symbol)
    message.put(tape, MESSAGE_FIELD.MARK, mark)
    this.#put(MESSAGE_FIELD.INDEX, tape.field(0, K.INDEX))
    this.#put(MESSAGE_FIELD.FUNDING_RATE, tape.field(0, K.FUNDING_RATE))
    this.#put(MESSAGE_FIELD.NEXT_FUNDING, tape.field(0, K.NEXT_FUNDING))
    timeFromMs(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    return true
  }

  #put(field: number, node: number): void {
    if (node !== NO_NODE && this.#tape.kinds[node] !== JSON_NULL) this.message.put(this.#tape, field, node)
  }
}

const K = {
  EVENT: jsonKey('event'),
  ERROR: jsonKey('error'),
  ALERT: jsonKey('alert'),
  FEED: jsonKey('feed'),
  BOOK: jsonKey('book'),
  BOOK_SNAPSHOT: jsonKey('book_snapshot'),
  TRADE: jsonKey('trade'),
  TICKER: jsonKey('ticker'),
  TICKER_LITE: jsonKey('ticker_lite'),
  PRODUCT_ID: jsonKey('product_id'),
  SEQ: jsonKey('seq'),
  TIMESTAMP: jsonKey('timestamp'),
  TIME: jsonKey('time'),
  BIDS: jsonKey('bids'),
  ASKS: jsonKey('asks'),
  SIDE: jsonKey('side'),
  BUY: jsonKey('buy'),
  SELL: jsonKey('sell'),
  PRICE: jsonKey('price'),
  QTY: jsonKey('qty'),
  BID: jsonKey('bid'),
  ASK: jsonKey('ask'),
  BID_SIZE: jsonKey('bid_size'),
  ASK_SIZE: jsonKey('ask_size'),
  MARK_PRICE: jsonKey('markPrice'),
  INDEX: jsonKey('index'),
  FUNDING_RATE: jsonKey('funding_rate'),
  NEXT_FUNDING: jsonKey('next_funding_rate_time'),
} as const
const LEVEL = { price: K.PRICE, qty: K.QTY } as const
