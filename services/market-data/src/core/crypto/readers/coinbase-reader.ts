/** Coinbase Exchange: level2 (snapshot and l2update), match, ticker. Changes carry a time and no number. */

import { JSON_ARRAY, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, isValue, timeFromIso } from '../tape-values.ts'
import {
  CLAIM_NONE,
  ENTRY_ASK,
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TICKER,
  MESSAGE_TRADES,
  VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../venue-message.ts'

const NS_PER_MS = 1e6
/** Epoch ms x 1e3 + us: exact below 2^53, and grows as the time does. */
const US_PER_MS = 1e3

export class CoinbaseReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const type = tape.field(0, K.TYPE)
    if (tape.is(type, K.L2UPDATE)) return this.#update(sink)
    if (tape.is(type, K.SNAPSHOT)) return this.#snapshot(sink)
    if (tape.is(type, K.MATCH)) return this.#match(sink)
    if (tape.is(type, K.TICKER)) return this.#ticker(sink)
    const isRefused = tape.is(type, K.ERROR)
    if (!isRefused && !OTHERS.some((other) => tape.is(type, other))) return false
    sink.onVenueMessage(this.message.begin(tape, isRefused ? MESSAGE_REFUSED : MESSAGE_OTHER))
    return true
  }

  #snapshot(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_SNAPSHOT).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const isWhole =
      addPairs(message, tape, tape.field(0, K.BIDS), ENTRY_BID) &&
      addPairs(message, tape, tape.field(0, K.ASKS), ENTRY_ASK)
    if (!isWhole) return false
    timeFromIso(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    return true
  }

  #update(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_DIFF).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const changes = tape.field(0, K.CHANGES)
    if (!tape.isKind(changes, JSON_ARRAY)) return false
    const end = tape.nexts[changes]!
    for (let change = changes + 1; change < end; change = tape.nexts[change]!) {
      const side = change + 1
      const isBuy = tape.is(side, K.BUY)
      if (tape.nexts[change]! !== change + 4 || (!isBuy && !tape.is(side, K.SELL))) return false
      message.add(tape, isBuy ? ENTRY_BID : ENTRY_ASK, side + 1, side + 2, CLAIM_NONE)
    }
    timeFromIso(message, tape, tape.field(0, K.TIME))
    message.last = message.epochMs * US_PER_MS + Math.floor((message.nanos / NS_PER_MS) * US_PER_MS)
    if (Number.isNaN(message.last)) return false
    sink.onVenueMessage(message)
    return true
  }

  /** The side is that of the maker. */
  #match(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const price = tape.field(0, K.PRICE)
    const qty = tape.field(0, K.SIZE)
    if (!isValue(tape, price) || !isValue(tape, qty)) return false
    const side = tape.is(tape.field(0, K.SIDE), K.SELL) ? ENTRY_BID : ENTRY_ASK
    const id = tape.integer(tape.field(0, K.TRADE_ID))
    message.ids[message.add(tape, side, price, qty, CLAIM_NONE)] = id > 0 ? id : 0
    timeFromIso(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    return true
  }

  #ticker(sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TICKER).symbol(tape, tape.field(0, K.PRODUCT_ID))
    const bid = tape.field(0, K.BEST_BID)
    const ask = tape.field(0, K.BEST_ASK)
    if (bid === NO_NODE || ask === NO_NODE) return false
    message.add(tape, ENTRY_BID, bid, tape.field(0, K.BEST_BID_SIZE), CLAIM_NONE)
    message.add(tape, ENTRY_ASK, ask, tape.field(0, K.BEST_ASK_SIZE), CLAIM_NONE)
    timeFromIso(message, tape, tape.field(0, K.TIME))
    sink.onVenueMessage(message)
    return true
  }
}

const K = {
  TYPE: jsonKey('type'),
  SNAPSHOT: jsonKey('snapshot'),
  L2UPDATE: jsonKey('l2update'),
  MATCH: jsonKey('match'),
  TICKER: jsonKey('ticker'),
  ERROR: jsonKey('error'),
  PRODUCT_ID: jsonKey('product_id'),
  BIDS: jsonKey('bids'),
  ASKS: jsonKey('asks'),
  CHANGES: jsonKey('changes'),
  TIME: jsonKey('time'),
  BUY: jsonKey('buy'),
  SELL: jsonKey('sell'),
  PRICE: jsonKey('price'),
  SIZE: jsonKey('size'),
  SIDE: jsonKey('side'),
  TRADE_ID: jsonKey('trade_id'),
  BEST_BID: jsonKey('best_bid'),
  BEST_ASK: jsonKey('best_ask'),
  BEST_BID_SIZE: jsonKey('best_bid_size'),
  BEST_ASK_SIZE: jsonKey('best_ask_size'),
} as const
/** Types that are of no interest; a type that is none of these may be a damaged one that was. */
const OTHERS = ['subscriptions', 'heartbeat', 'last_match', 'status', 'received', 'open', 'done', 'change'].map(jsonKey)
