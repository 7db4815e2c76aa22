/** Deribit, JSON-RPC: book (change_id chain), trades, ticker with volatilities and Greeks. */

import { JSON_ARRAY, JSON_NULL, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, isValue, timeFromMs } from '../tape-values.ts'
import {
  CLAIM_EXISTS,
  CLAIM_NEW,
  CLAIM_NONE,
  ENTRY_ASK,
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_FIELD,
  MESSAGE_MARK_PRICE,
  MESSAGE_OPTION,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TICKER,
  MESSAGE_TRADES,
  VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../venue-message.ts'

export class DeribitReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    if (tape.field(0, K.JSONRPC) === NO_NODE) return false
    if (tape.field(0, K.ERROR) !== NO_NODE) return this.#other(MESSAGE_REFUSED, sink)
    if (!tape.is(tape.field(0, K.METHOD), K.SUBSCRIPTION)) return this.#other(MESSAGE_OTHER, sink)
    const params = tape.field(0, K.PARAMS)
    const channel = tape.field(params, K.CHANNEL)
    const data = tape.field(params, K.DATA)
    if (channel === NO_NODE || data === NO_NODE) return false
    if (tape.startsWith(channel, K.BOOK)) return this.#book(data, sink)
    if (tape.startsWith(channel, K.TRADES)) return this.#trades(data, sink)
    if (tape.startsWith(channel, K.TICKER)) return this.#ticker(data, sink)
    return this.#other(MESSAGE_OTHER, sink)
  }

  #book(data: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const previous = tape.field(data, K.PREV_CHANGE_ID)
    const type = tape.field(data, K.TYPE)
    // Grouped channels (book.X.none.20.100ms) say no type: each message is the whole book.
    const isDiff = tape.is(type, K.CHANGE)
    const message = this.message.begin(tape, isDiff ? MESSAGE_DIFF : MESSAGE_SNAPSHOT)
    message.symbol(tape, tape.field(data, K.INSTRUMENT_NAME))
    message.last = tape.integer(tape.field(data, K.CHANGE_ID))
    message.previous = tape.integer(previous)
    timeFromMs(message, tape, tape.field(data, K.TIMESTAMP))
    if (Number.isNaN(message.last) || (isDiff && Number.isNaN(message.previous))) return false
    const bids = tape.field(data, K.BIDS)
    const asks = tape.field(data, K.ASKS)
    const isWhole =
      type === NO_NODE
        ? addPairs(message, tape, bids, ENTRY_BID) && addPairs(message, tape, asks, ENTRY_ASK)
        : this.#levels(bids, ENTRY_BID) && this.#levels(asks, ENTRY_ASK)
    if (!isWhole) return false
    sink.onVenueMessage(message)
    return true
  }

  /** `["new" | "change" | "delete", price, amount]` each. */
  #levels(array: number, side: number): boolean {
    const tape = this.#tape
    if (!tape.isKind(array, JSON_ARRAY)) return false
    const end = tape.nexts[array]!
    for (let level = array + 1; level < end; level = tape.nexts[level]!) {
      const action = level + 1
      const price = level + 2
      const amount = level + 3
      if (tape.nexts[level]! !== level + 4 || !isValue(tape, price) || !isValue(tape, amount)) return false
      if (tape.is(action, K.NEW)) this.message.add(tape, side, price, amount, CLAIM_NEW)
      else if (tape.is(action, K.CHANGE)) this.message.add(tape, side, price, amount, CLAIM_EXISTS)
      else if (tape.is(action, K.DELETE)) this.message.add(tape, side, price, NO_NODE, CLAIM_EXISTS)
      else return false
    }
    return true
  }

  #trades(data: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.isKind(data, JSON_ARRAY)) return false
    const end = tape.nexts[data]!
    for (let trade = data + 1; trade < end; trade = tape.nexts[trade]!) {
      const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, tape.field(trade, K.INSTRUMENT_NAME))
      const price = tape.field(trade, K.PRICE)
      const amount = tape.field(trade, K.AMOUNT)
      if (!isValue(tape, price) || !isValue(tape, amount)) return false
      const side = tape.is(tape.field(trade, K.DIRECTION), K.BUY) ? ENTRY_BID : ENTRY_ASK
      const i = message.add(tape, side, price, amount, CLAIM_NONE)
      message.ids[i] = idOf(tape, tape.field(trade, K.TRADE_ID))
      timeFromMs(message, tape, tape.field(trade, K.TIMESTAMP))
      sink.onVenueMessage(message)
    }
    return true
  }

  /** Two messages: the option's or future's values, and the best prices. */
  #ticker(data: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const greeks = tape.field(data, K.GREEKS)
    const message = this.message.begin(tape, greeks === NO_NODE ? MESSAGE_MARK_PRICE : MESSAGE_OPTION)
    message.symbol(tape, tape.field(data, K.INSTRUMENT_NAME))
    if (!message.hasSymbol) return false
    timeFromMs(message, tape, tape.field(data, K.TIMESTAMP))
    for (const [field, key] of VALUES) this.#put(field, tape.field(data, key))
    for (const [field, key] of GREEKS) this.#put(field, tape.field(greeks, key))
    sink.onVenueMessage(message)
    message.begin(tape, MESSAGE_TICKER).symbol(tape, tape.field(data, K.INSTRUMENT_NAME))
    timeFromMs(message, tape, tape.field(data, K.TIMESTAMP))
    const bid = tape.field(data, K.BEST_BID_PRICE)
    const ask = tape.field(data, K.BEST_ASK_PRICE)
    const bidQty = tape.field(data, K.BEST_BID_AMOUNT)
    const askQty = tape.field(data, K.BEST_ASK_AMOUNT)
    if (isSome(tape, bid) && isSome(tape, bidQty)) message.add(tape, ENTRY_BID, bid, bidQty, CLAIM_NONE)
    if (isSome(tape, ask) && isSome(tape, askQty)) message.add(tape, ENTRY_ASK, ask, askQty, CLAIM_NONE)
    sink.onVenueMessage(message)
    return true
  }

  #put(field: number, node: number): void {
    if (node !== NO_NODE && this.#tape.kinds[node] !== JSON_NULL) this.message.put(this.#tape, field, node)
  }

  #other(kind: typeof MESSAGE_OTHER | typeof MESSAGE_REFUSED, sink: VenueSink): boolean {
    sink.onVenueMessage(this.message.begin(this.#tape, kind))
    return true
  }
}

/** Prices and amounts of an empty side are 0 or null. */
function isSome(tape: JsonTape, node: number): boolean {
  return isValue(tape, node) && !tape.is(node, K.ZERO) && !tape.is(node, K.ZERO_POINT)
}

/** "ETH-12345" and "12345": the number. */
function idOf(tape: JsonTape, node: number): number {
  if (node === NO_NODE) return 0
  let id = 0
  for (let i = tape.starts[node]!; i < tape.ends[node]!; i++) {
    const digit = tape.bytes[i]! - 48
    id = digit >= 0 && digit <= 9 ? id * 10 + digit : 0
  }
  return id <= Number.MAX_SAFE_INTEGER ? id : 0
}

const K = {
  JSONRPC: jsonKey('jsonrpc'),
  ERROR: jsonKey('error'),
  METHOD: jsonKey('method'),
  SUBSCRIPTION: jsonKey('subscription'),
  PARAMS: jsonKey('params'),
  CHANNEL: jsonKey('channel'),
  DATA: jsonKey('data'),
  BOOK: jsonKey('book.'),
  TRADES: jsonKey('trades.'),
  TICKER: jsonKey('ticker.'),
  TYPE: jsonKey('type'),
  INSTRUMENT_NAME: jsonKey('instrument_name'),
  CHANGE_ID: jsonKey('change_id'),
  PREV_CHANGE_ID: jsonKey('prev_change_id'),
  TIMESTAMP: jsonKey('timestamp'),
  BIDS: jsonKey('bids'),
  ASKS: jsonKey('asks'),
  NEW: jsonKey('new'),
  CHANGE: jsonKey('change'),
  DELETE: jsonKey('delete'),
  PRICE: jsonKey('price'),
  AMOUNT: jsonKey('amount'),
  DIRECTION: jsonKey('direction'),
  BUY: jsonKey('buy'),
  TRADE_ID: jsonKey('trade_id'),
  GREEKS: jsonKey('greeks'),
  BEST_BID_PRICE: jsonKey('best_bid_price'),
  BEST_BID_AMOUNT: jsonKey('best_bid_amount'),
  BEST_ASK_PRICE: jsonKey('best_ask_price'),
  BEST_ASK_AMOUNT: jsonKey('best_ask_amount'),
  ZERO: jsonKey('0'),
  ZERO_POINT: jsonKey('0.0'),
} as const

const VALUES: readonly (readonly [number, Uint8Array])[] = [
  [MESSAGE_FIELD.MARK, jsonKey('mark_price')],
  [MESSAGE_FIELD.INDEX, jsonKey('index_price')],
  [MESSAGE_FIELD.FUNDING_RATE, jsonKey('current_funding')],
  [MESSAGE_FIELD.UNDERLYING, jsonKey('underlying_price')],
  [MESSAGE_FIELD.MARK_IV, jsonKey('mark_iv')],
  [MESSAGE_FIELD.BID_IV, jsonKey('bid_iv')],
  [MESSAGE_FIELD.ASK_IV, jsonKey('ask_iv')],
  [MESSAGE_FIELD.OPEN_INTEREST, jsonKey('open_interest')],
  [MESSAGE_FIELD.INTEREST_RATE, jsonKey('interest_rate')],
]
const GREEKS: readonly (readonly [number, Uint8Array])[] = [
  [MESSAGE_FIELD.DELTA, jsonKey('delta')],
  [MESSAGE_FIELD.GAMMA, jsonKey('gamma')],
  [MESSAGE_FIELD.VEGA, jsonKey('vega')],
  [MESSAGE_FIELD.THETA, jsonKey('theta')],
  [MESSAGE_FIELD.RHO, jsonKey('rho')],
]
