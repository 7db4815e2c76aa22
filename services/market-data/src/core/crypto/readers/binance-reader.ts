/** Binance spot, USD-M and COIN-M streams, and REST depth snapshots. */

import { JSON_OBJECT, JSON_TRUE, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, timeFromMs } from '../tape-values.ts'
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

export type BinanceProduct = 'spot' | 'usdm' | 'coinm'

export class BinanceReader implements VenueReader {
  readonly message = new VenueMessage()
  /** What the last depth message or snapshot shows the venue to be; undefined when it shows nothing. */
  product: BinanceProduct | undefined = undefined
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    this.product = undefined
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const data = tape.field(0, K.DATA)
    const node = data === NO_NODE ? 0 : data
    if (!tape.isKind(node, JSON_OBJECT)) return false
    if (tape.field(node, K.LAST_UPDATE_ID) !== NO_NODE) return this.#snapshot(node, sink)
    const type = tape.field(node, K.E_TYPE)
    if (type === NO_NODE) return this.#untyped(node, sink)
    if (tape.is(type, K.DEPTH_UPDATE)) return this.#depth(node, sink)
    if (tape.is(type, K.BOOK_TICKER)) return this.#ticker(node, sink)
    if (tape.is(type, K.TRADE)) return this.#trade(node, K.T_ID, sink)
    if (tape.is(type, K.AGG_TRADE)) return this.#trade(node, K.AGG_ID, sink)
    if (tape.is(type, K.MARK_PRICE)) return this.#markPrice(node, sink)
    return this.#emit(MESSAGE_OTHER, sink)
  }

  #snapshot(node: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_SNAPSHOT)
    const symbol = tape.field(node, K.SYMBOL)
    message.symbol(tape, symbol === NO_NODE ? tape.field(node, K.S) : symbol)
    message.last = tape.integer(tape.field(node, K.LAST_UPDATE_ID))
    const time = tape.field(node, K.T)
    if (time !== NO_NODE) this.product = tape.field(node, K.PAIR) === NO_NODE ? 'usdm' : 'coinm'
    timeFromMs(message, tape, time)
    const isWhole =
      addPairs(message, tape, tape.field(node, K.BIDS), ENTRY_BID) &&
      addPairs(message, tape, tape.field(node, K.ASKS), ENTRY_ASK)
    if (!isWhole || Number.isNaN(message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  #depth(node: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_DIFF)
    const previous = tape.field(node, K.PU)
    this.product = previous === NO_NODE ? 'spot' : tape.field(node, K.PS) === NO_NODE ? 'usdm' : 'coinm'
    message.symbol(tape, tape.field(node, K.S))
    message.first = tape.integer(tape.field(node, K.U_FIRST))
    message.last = tape.integer(tape.field(node, K.U_LAST))
    message.previous = tape.integer(previous)
    this.#time(node)
    const isWhole =
      addPairs(message, tape, tape.field(node, K.B), ENTRY_BID) &&
      addPairs(message, tape, tape.field(node, K.A), ENTRY_ASK)
    if (!isWhole || !(message.first <= message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  #ticker(node: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TICKER).symbol(tape, tape.field(node, K.S))
    const bid = tape.field(node, K.B)
    const bidQty = tape.field(node, K.B_QTY)
    const ask = tape.field(node, K.A)
    const askQty = tape.field(node, K.A_QTY)
    message.last = tape.integer(tape.field(node, K.U_LAST))
    if (bid < 0 || bidQty < 0 || ask < 0 || askQty < 0 || Number.isNaN(message.last)) return false
    message.add(tape, ENTRY_BID, bid, bidQty, CLAIM_NONE)
    message.add(tape, ENTRY_ASK, ask, askQty, CLAIM_NONE)
    this.#time(node)
    sink.onVenueMessage(message)
    return true
  }

  #trade(node: number, idKey: Uint8Array, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, tape.field(node, K.S))
    const price = tape.field(node, K.P)
    const qty = tape.field(node, K.Q)
    const isBuyerMaker = tape.field(node, K.M)
    const id = tape.integer(tape.field(node, idKey))
    if (price < 0 || qty < 0 || isBuyerMaker < 0 || !(id > 0)) return false
    const side = tape.kinds[isBuyerMaker] === JSON_TRUE ? ENTRY_ASK : ENTRY_BID
    message.ids[message.add(tape, side, price, qty, CLAIM_NONE)] = id
    this.#time(node)
    sink.onVenueMessage(message)
    return true
  }

  #markPrice(node: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_MARK_PRICE).symbol(tape, tape.field(node, K.S))
    message.put(tape, MESSAGE_FIELD.MARK, tape.field(node, K.P))
    message.put(tape, MESSAGE_FIELD.INDEX, tape.field(node, K.I))
    message.put(tape, MESSAGE_FIELD.FUNDING_RATE, tape.field(node, K.R))
    message.put(tape, MESSAGE_FIELD.NEXT_FUNDING, tape.field(node, K.T))
    timeFromMs(message, tape, tape.field(node, K.E_TIME))
    sink.onVenueMessage(message)
    return true
  }

  /** Spot's bookTicker has no type; answers to subscriptions neither. */
  #untyped(node: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (tape.field(node, K.U_LAST) !== NO_NODE && tape.field(node, K.B_QTY) !== NO_NODE) return this.#ticker(node, sink)
    if (tape.field(node, K.ERROR) !== NO_NODE || tape.field(node, K.CODE) !== NO_NODE)
      return this.#emit(MESSAGE_REFUSED, sink)
    return tape.field(node, K.RESULT) !== NO_NODE && this.#emit(MESSAGE_OTHER, sink)
  }

  /** The time of the transaction where the venue says it, or that of the event. */
  #time(node: number): void {
    const tape = this.#tape
    const transaction = tape.field(node, K.T)
    timeFromMs(this.message, tape, transaction === NO_NODE ? tape.field(node, K.E_TIME) : transaction)
  }

  #emit(kind: typeof MESSAGE_OTHER | typeof MESSAGE_REFUSED, sink: VenueSink): boolean {
    sink.onVenueMessage(this.message.begin(this.#tape, kind))
    return true
  }
}

const K = {
  DATA: jsonKey('data'),
  LAST_UPDATE_ID: jsonKey('lastUpdateId'),
  SYMBOL: jsonKey('symbol'),
  PAIR: jsonKey('pair'),
  BIDS: jsonKey('bids'),
  ASKS: jsonKey('asks'),
  E_TYPE: jsonKey('e'),
  E_TIME: jsonKey('E'),
  T: jsonKey('T'),
  S: jsonKey('s'),
  U_FIRST: jsonKey('U'),
  U_LAST: jsonKey('u'),
  PU: jsonKey('pu'),
  PS: jsonKey('ps'),
  B: jsonKey('b'),
  A: jsonKey('a'),
  B_QTY: jsonKey('B'),
  A_QTY: jsonKey('A'),
  P: jsonKey('p'),
  Q: jsonKey('q'),
  M: jsonKey('m'),
  I: jsonKey('i'),
  R: jsonKey('r'),
  T_ID: jsonKey('t'),
  AGG_ID: jsonKey('a'),
  RESULT: jsonKey('result'),
  ERROR: jsonKey('error'),
  CODE: jsonKey('code'),
  DEPTH_UPDATE: jsonKey('depthUpdate'),
  BOOK_TICKER: jsonKey('bookTicker'),
  TRADE: jsonKey('trade'),
  AGG_TRADE: jsonKey('aggTrade'),
  MARK_PRICE: jsonKey('markPriceUpdate'),
} as const
