/**
 * Bitstamp, WebSocket API 2: diff_order_book_*, live_trades_*, and the REST order book that the diffs are merged into.
 */

import { JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, digits16, isValue, timeFromUs } from '../tape-values.ts'
import {
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

const UNDERSCORE = 95

export class BitstampReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const event = tape.field(0, K.EVENT)
    if (event === NO_NODE) return this.#book(0, MESSAGE_SNAPSHOT, NO_NODE, sink)
    const channel = tape.field(0, K.CHANNEL)
    const data = tape.field(0, K.DATA)
    if (tape.is(event, K.DATA)) {
      if (tape.startsWith(channel, K.DIFF)) return this.#book(data, MESSAGE_DIFF, channel, sink)
      return this.#other(MESSAGE_OTHER, channel, sink)
    }
    if (tape.is(event, K.TRADE)) return this.#trade(data, channel, sink)
    if (!tape.startsWith(event, K.BTS)) return false
    const isRefused = tape.is(event, K.ERROR) || tape.is(event, K.RECONNECT)
    return this.#other(isRefused ? MESSAGE_REFUSED : MESSAGE_OTHER, channel, sink)
  }

  #book(node: number, kind: MessageKind, channel: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, kind)
    this.#symbol(channel)
    const time = tape.field(node, K.MICROTIMESTAMP)
    message.last = digits16(tape, time)
    timeFromUs(message, tape, time)
    const isWhole =
      addPairs(message, tape, tape.field(node, K.BIDS), ENTRY_BID) &&
      addPairs(message, tape, tape.field(node, K.ASKS), ENTRY_ASK)
    if (!isWhole || Number.isNaN(message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  #trade(node: number, channel: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES)
    this.#symbol(channel)
    const priceText = tape.field(node, K.PRICE_STR)
    const qtyText = tape.field(node, K.AMOUNT_STR)
    const price = priceText === NO_NODE ? tape.field(node, K.PRICE) : priceText
    const qty = qtyText === NO_NODE ? tape.field(node, K.AMOUNT) : qtyText
    if (!isValue(tape, price) || !isValue(tape, qty)) return false
    const side = tape.is(tape.field(node, K.TYPE), K.BUY) ? ENTRY_BID : ENTRY_ASK
    const id = tape.integer(tape.field(node, K.ID))
    message.ids[message.add(tape, side, price, qty, CLAIM_NONE)] = id > 0 ? id : 0
    timeFromUs(message, tape, tape.field(node, K.MICROTIMESTAMP))
    sink.onVenueMessage(message)
    return true
  }

  #other(kind: MessageKind, channel: number, sink: VenueSink): boolean {
    this.message.begin(this.#tape, kind)
    this.#symbol(channel)
    sink.onVenueMessage(this.message)
    return true
  }

  /** diff_order_book_ethusd -> ethusd. */
  #symbol(channel: number): void {
    if (channel === NO_NODE) return
    const tape = this.#tape
    const end = tape.ends[channel]!
    let start = end
    while (start > tape.starts[channel]! && tape.bytes[start - 1] !== UNDERSCORE) start--
    this.message.symbolStart = start
    this.message.symbolEnd = end
  }
}

const K = {
  EVENT: jsonKey('event'),
  CHANNEL: jsonKey('channel'),
  DATA: jsonKey('data'),
  DIFF: jsonKey('diff_order_book_'),
  TRADE: jsonKey('trade'),
  BTS: jsonKey('bts:'),
  ERROR: jsonKey('bts:error'),
  RECONNECT: jsonKey('bts:request_reconnect'),
  MICROTIMESTAMP: jsonKey('microtimestamp'),
  BIDS: jsonKey('bids'),
  ASKS: jsonKey('asks'),
  PRICE: jsonKey('price'),
  PRICE_STR: jsonKey('price_str'),
  AMOUNT: jsonKey('amount'),
  AMOUNT_STR: jsonKey('amount_str'),
  TYPE: jsonKey('type'),
  BUY: jsonKey('0'),
  ID: jsonKey('id'),
} as const
