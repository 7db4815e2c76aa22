/** Gemini, market data 2: l2_updates (the first of a symbol is the whole book, and has trades), trade, heartbeat. */

import { JSON_ARRAY, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { isValue, timeFromMs } from '../tape-values.ts'
import {
  CLAIM_NONE,
  ENTRY_ASK,
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TRADES,
  VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../venue-message.ts'

export class GeminiReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const type = tape.field(0, K.TYPE)
    if (tape.is(type, K.L2_UPDATES)) return this.#updates(sink)
    if (tape.is(type, K.TRADE)) return this.#trade(sink)
    const isRefused = tape.is(tape.field(0, K.RESULT), K.ERROR)
    if (!isRefused && !OTHERS.some((other) => tape.is(type, other))) return false
    sink.onVenueMessage(this.message.begin(tape, isRefused ? MESSAGE_REFUSED : MESSAGE_OTHER))
    return true
  }

  #updates(sink: VenueSink): boolean {
    const tape = this.#tape
    const isSnapshot = tape.field(0, K.TRADES) !== NO_NODE || tape.field(0, K.AUCTION_EVENTS) !== NO_NODE
    const message = this.message.begin(tape, isSnapshot ? MESSAGE_SNAPSHOT : MESSAGE_DIFF)
    message.symbol(tape, tape.field(0, K.SYMBOL))
    const changes = tape.field(0, K.CHANGES)
    if (!message.hasSymbol || !tape.isKind(changes, JSON_ARRAY)) return false
    const end = tape.nexts[changes]!
    for (let change = changes + 1; change < end; change = tape.nexts[change]!) {
      const side = change + 1
      const isBuy = tape.is(side, K.BUY)
      if (tape.nexts[change]! !== change + 4 || (!isBuy && !tape.is(side, K.SELL))) return false
      message.add(tape, isBuy ? ENTRY_BID : ENTRY_ASK, side + 1, side + 2, CLAIM_NONE)
    }
    sink.onVenueMessage(message)
    return true
  }

  #trade(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, tape.field(0, K.SYMBOL))
    const price = tape.field(0, K.PRICE)
    const qty = tape.field(0, K.QUANTITY)
    if (!isValue(tape, price) || !isValue(tape, qty)) return false
    const side = tape.is(tape.field(0, K.SIDE), K.BUY) ? ENTRY_BID : ENTRY_ASK
    const id = tape.integer(tape.field(0, K.EVENT_ID))
    message.ids[message.add(tape, side, price, qty, CLAIM_NONE)] = id > 0 ? id : 0
    timeFromMs(message, tape, tape.field(0, K.TIMESTAMP))
    sink.onVenueMessage(message)
    return true
  }
}

const K = {
  TYPE: jsonKey('type'),
  L2_UPDATES: jsonKey('l2_updates'),
  TRADE: jsonKey('trade'),
  TRADES: jsonKey('trades'),
  AUCTION_EVENTS: jsonKey('auction_events'),
  SYMBOL: jsonKey('symbol'),
  CHANGES: jsonKey('changes'),
  BUY: jsonKey('buy'),
  SELL: jsonKey('sell'),
  PRICE: jsonKey('price'),
  QUANTITY: jsonKey('quantity'),
  SIDE: jsonKey('side'),
  EVENT_ID: jsonKey('event_id'),
  TIMESTAMP: jsonKey('timestamp'),
  RESULT: jsonKey('result'),
  ERROR: jsonKey('error'),
} as const
/** Types that are of no interest; a type that is none of these may be a damaged one that was. */
const OTHERS = ['heartbeat', 'auction_result', 'auction_indicative', 'auction_open', 'subscription_ack'].map(jsonKey)
