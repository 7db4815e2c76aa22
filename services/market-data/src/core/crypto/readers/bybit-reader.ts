/**
 * Bybit: the order book of API 5 (orderbook.50.BTCUSDT, update ids one after the other) and that of the inverse
 * contracts before it (orderBookL2_25.BTCUSD: delete, update, insert; cross_seq grows), trades of both.
 */

import { JSON_ARRAY, JSON_FALSE, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, digits16, isValue, timeFromMs, timeFromUs } from '../tape-values.ts'
import {
  CLAIM_EXISTS,
  CLAIM_NEW,
  CLAIM_NONE,
  ENTRY_ASK,
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TRADES,
  type MessageKind,
  VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../venue-message.ts'

const POINT = 46

export class BybitReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const topic = tape.field(0, K.TOPIC)
    if (topic === NO_NODE) return this.#answer(sink)
    const isSnapshot = tape.is(tape.field(0, K.TYPE), K.SNAPSHOT)
    if (tape.startsWith(topic, K.ORDERBOOK)) return this.#book5(topic, isSnapshot, sink)
    if (tape.startsWith(topic, K.ORDER_BOOK_L2)) return this.#bookL2(topic, isSnapshot, sink)
    if (tape.startsWith(topic, K.TRADE) || tape.startsWith(topic, K.PUBLIC_TRADE)) return this.#trades(topic, sink)
    return this.#other(MESSAGE_OTHER, sink)
  }

  #answer(sink: VenueSink): boolean {
    const tape = this.#tape
    const success = tape.field(0, K.SUCCESS)
    if (success === NO_NODE && tape.field(0, K.OP) === NO_NODE) return false
    return this.#other(tape.isKind(success, JSON_FALSE) ? MESSAGE_REFUSED : MESSAGE_OTHER, sink)
  }

  #book5(topic: number, isSnapshot: boolean, sink: VenueSink): boolean {
    const tape = this.#tape
    const data = tape.field(0, K.DATA)
    const message = this.#begin(isSnapshot ? MESSAGE_SNAPSHOT : MESSAGE_DIFF, topic)
    message.last = digits16(tape, tape.field(data, K.U))
    message.previous = message.last - 1
    const matched = tape.field(0, K.CTS)
    timeFromMs(message, tape, matched === NO_NODE ? tape.field(0, K.TS) : matched)
    const isWhole =
      addPairs(message, tape, tape.field(data, K.B), ENTRY_BID) &&
      addPairs(message, tape, tape.field(data, K.A), ENTRY_ASK)
    if (!isWhole || Number.isNaN(message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  #bookL2(topic: number, isSnapshot: boolean, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.#begin(isSnapshot ? MESSAGE_SNAPSHOT : MESSAGE_DIFF, topic)
    message.last = digits16(tape, tape.field(0, K.CROSS_SEQ))
    timeFromUs(message, tape, tape.field(0, K.TIMESTAMP_E6))
    if (Number.isNaN(message.last)) return false
    const data = tape.field(0, K.DATA)
    const book = tape.field(data, K.ORDER_BOOK)
    const isWhole = isSnapshot
      ? this.#rows(book === NO_NODE ? data : book, CLAIM_NONE, true)
      : this.#rows(tape.field(data, K.DELETE), CLAIM_EXISTS, false) &&
        this.#rows(tape.field(data, K.UPDATE), CLAIM_EXISTS, true) &&
        this.#rows(tape.field(data, K.INSERT), CLAIM_NEW, true)
    if (!isWhole) return false
    sink.onVenueMessage(message)
    return true
  }

  /** `{"price":"7.971","symbol":..,"side":"Buy","size":47766}` each. */
  #rows(array: number, claim: number, hasSize: boolean): boolean {
    const tape = this.#tape
    if (!tape.isKind(array, JSON_ARRAY)) return false
    const end = tape.nexts[array]!
    for (let row = array + 1; row < end; row = tape.nexts[row]!) {
      const side = tape.field(row, K.SIDE)
      const price = tape.field(row, K.PRICE)
      const size = tape.field(row, K.SIZE)
      const isBuy = tape.is(side, K.BUY)
      if (!isValue(tape, price) || (!isBuy && !tape.is(side, K.SELL))) return false
      if (hasSize && !isValue(tape, size)) return false
      this.message.add(tape, isBuy ? ENTRY_BID : ENTRY_ASK, price, hasSize ? size : NO_NODE, claim)
    }
    return true
  }

  #trades(topic: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const data = tape.field(0, K.DATA)
    if (!tape.isKind(data, JSON_ARRAY)) return false
    const message = this.#begin(MESSAGE_TRADES, topic)
    const end = tape.nexts[data]!
    for (let trade = data + 1; trade < end; trade = tape.nexts[trade]!) {
      const price = either(tape, trade, K.PRICE, K.P)
      const size = either(tape, trade, K.SIZE, K.V)
      const side = either(tape, trade, K.SIDE, K.S_UPPER)
      if (!isValue(tape, price) || !isValue(tape, size) || side === NO_NODE) return false
      const i = message.add(tape, tape.is(side, K.BUY) ? ENTRY_BID : ENTRY_ASK, price, size, CLAIM_NONE)
      timeFromMs(message, tape, either(tape, trade, K.TRADE_TIME_MS, K.T))
      message.times[i] = message.epochMs
    }
    sink.onVenueMessage(message)
    return true
  }

  #begin(kind: MessageKind, topic: number): VenueMessage {
    const tape = this.#tape
    const message = this.message.begin(tape, kind)
    const end = tape.ends[topic]!
    let start = end
    while (start > tape.starts[topic]! && tape.bytes[start - 1] !== POINT) start--
    message.symbolStart = start
    message.symbolEnd = end
    return message
  }

  #other(kind: typeof MESSAGE_OTHER | typeof MESSAGE_REFUSED, sink: VenueSink): boolean {
    sink.onVenueMessage(this.message.begin(this.#tape, kind))
    return true
  }
}

function either(tape: JsonTape, node: number, one: Uint8Array, other: Uint8Array): number {
  const found = tape.field(node, one)
  return found === NO_NODE ? tape.field(node, other) : found
}

const K = {
  TOPIC: jsonKey('topic'),
  TYPE: jsonKey('type'),
  SNAPSHOT: jsonKey('snapshot'),
  ORDERBOOK: jsonKey('orderbook.'),
  ORDER_BOOK_L2: jsonKey('orderBook'),
  TRADE: jsonKey('trade.'),
  PUBLIC_TRADE: jsonKey('publicTrade.'),
  SUCCESS: jsonKey('success'),
  OP: jsonKey('op'),
  DATA: jsonKey('data'),
  U: jsonKey('u'),
  B: jsonKey('b'),
  A: jsonKey('a'),
  TS: jsonKey('ts'),
  CTS: jsonKey('cts'),
  CROSS_SEQ: jsonKey('cross_seq'),
  TIMESTAMP_E6: jsonKey('timestamp_e6'),
  ORDER_BOOK: jsonKey('order_book'),
  DELETE: jsonKey('delete'),
  UPDATE: jsonKey('update'),
  INSERT: jsonKey('insert'),
  SIDE: jsonKey('side'),
  PRICE: jsonKey('price'),
  SIZE: jsonKey('size'),
  BUY: jsonKey('Buy'),
  SELL: jsonKey('Sell'),
  TRADE_TIME_MS: jsonKey('trade_time_ms'),
  P: jsonKey('p'),
  V: jsonKey('v'),
  S_UPPER: jsonKey('S'),
  T: jsonKey('T'),
} as const
