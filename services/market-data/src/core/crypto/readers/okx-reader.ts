/** OKX, WebSocket API 5: books with checksum (and seqId/prevSeqId since 2022), trades, tickers. */

import { JSON_ARRAY, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, int32Of, isValue, timeFromMs } from '../tape-values.ts'
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

export class OkxReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    if (isPong(bytes, offset, length)) return this.#other(MESSAGE_OTHER, NO_NODE, sink)
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length) || tape.kinds[0] !== JSON_OBJECT) return false
    const arg = tape.field(0, K.ARG)
    const symbol = tape.field(arg, K.INST_ID)
    const event = tape.field(0, K.EVENT)
    if (event !== NO_NODE) return this.#other(tape.is(event, K.ERROR) ? MESSAGE_REFUSED : MESSAGE_OTHER, symbol, sink)
    const channel = tape.field(arg, K.CHANNEL)
    const data = tape.field(0, K.DATA)
    if (channel === NO_NODE || !tape.isKind(data, JSON_ARRAY)) return false
    if (tape.is(channel, K.TRADES)) return this.#trades(symbol, data, sink)
    const end = tape.nexts[data]!
    for (let item = data + 1; item < end; item = tape.nexts[item]!)
      if (!this.#item(channel, symbol, item, sink)) return false
    return true
  }

  #item(channel: number, symbol: number, item: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (tape.startsWith(channel, K.BOOKS) || tape.is(channel, K.BBO)) return this.#book(symbol, item, sink)
    if (tape.is(channel, K.TICKERS)) return this.#ticker(symbol, item, sink)
    if (tape.is(channel, K.MARK_PRICE)) return this.#mark(symbol, item, sink)
    return this.#other(MESSAGE_OTHER, symbol, sink)
  }

  #book(symbol: number, item: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const isDiff = tape.is(tape.field(0, K.ACTION), K.UPDATE)
    const message = this.message.begin(tape, isDiff ? MESSAGE_DIFF : MESSAGE_SNAPSHOT).symbol(tape, symbol)
    const checksum = tape.field(item, K.CHECKSUM)
    message.last = tape.integer(tape.field(item, K.SEQ_ID))
    message.previous = tape.integer(tape.field(item, K.PREV_SEQ_ID))
    if (checksum !== NO_NODE) message.checksum = int32Of(tape, checksum)
    if (isDiff && Number.isNaN(message.checksum) && Number.isNaN(message.previous)) return false
    timeFromMs(message, tape, tape.field(item, K.TS))
    const isWhole =
      addPairs(message, tape, tape.field(item, K.ASKS), ENTRY_ASK) &&
      addPairs(message, tape, tape.field(item, K.BIDS), ENTRY_BID)
    if (!isWhole) return false
    sink.onVenueMessage(message)
    return true
  }

  #trades(symbol: number, data: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, symbol)
    const end = tape.nexts[data]!
    for (let item = data + 1; item < end; item = tape.nexts[item]!) {
      const price = tape.field(item, K.PX)
      const qty = tape.field(item, K.SZ)
      const side = tape.field(item, K.SIDE)
      if (!isValue(tape, price) || !isValue(tape, qty) || side === NO_NODE) return false
      const i = message.add(tape, tape.is(side, K.BUY) ? ENTRY_BID : ENTRY_ASK, price, qty, CLAIM_NONE)
      const id = tape.integer(tape.field(item, K.TRADE_ID))
      message.ids[i] = id > 0 ? id : 0
      timeFromMs(message, tape, tape.field(item, K.TS))
      message.times[i] = message.epochMs
    }
    sink.onVenueMessage(message)
    return true
  }

  #ticker(symbol: number, item: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_TICKER).symbol(tape, symbol)
    const bid = tape.field(item, K.BID_PX)
    const ask = tape.field(item, K.ASK_PX)
    if (isFilled(tape, bid)) message.add(tape, ENTRY_BID, bid, tape.field(item, K.BID_SZ), CLAIM_NONE)
    if (isFilled(tape, ask)) message.add(tape, ENTRY_ASK, ask, tape.field(item, K.ASK_SZ), CLAIM_NONE)
    timeFromMs(message, tape, tape.field(item, K.TS))
    sink.onVenueMessage(message)
    return true
  }

  #mark(symbol: number, item: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const message = this.message.begin(tape, MESSAGE_MARK_PRICE).symbol(tape, symbol)
    message.put(tape, MESSAGE_FIELD.MARK, tape.field(item, K.MARK_PX))
    timeFromMs(message, tape, tape.field(item, K.TS))
    sink.onVenueMessage(message)
    return true
  }

  #other(kind: typeof MESSAGE_OTHER | typeof MESSAGE_REFUSED, symbol: number, sink: VenueSink): boolean {
    sink.onVenueMessage(this.message.begin(this.#tape, kind).symbol(this.#tape, symbol))
    return true
  }
}

/** The answer to a ping is the bare word. */
function isPong(bytes: Uint8Array, offset: number, length: number): boolean {
  return length === 4 && bytes[offset] === 112 && bytes[offset + 1] === 111 && bytes[offset + 3] === 103
}

/** An empty side is an empty text. */
function isFilled(tape: JsonTape, node: number): boolean {
  return isValue(tape, node) && tape.ends[node]! > tape.starts[node]!
}

const K = {
  ARG: jsonKey('arg'),
  INST_ID: jsonKey('instId'),
  EVENT: jsonKey('event'),
  ERROR: jsonKey('error'),
  CHANNEL: jsonKey('channel'),
  DATA: jsonKey('data'),
  ACTION: jsonKey('action'),
  UPDATE: jsonKey('update'),
  BOOKS: jsonKey('books'),
  BBO: jsonKey('bbo-tbt'),
  TRADES: jsonKey('trades'),
  TICKERS: jsonKey('tickers'),
  MARK_PRICE: jsonKey('mark-price'),
  CHECKSUM: jsonKey('checksum'),
  SEQ_ID: jsonKey('seqId'),
  PREV_SEQ_ID: jsonKey('prevSeqId'),
  TS: jsonKey('ts'),
  ASKS: jsonKey('asks'),
  BIDS: jsonKey('bids'),
  PX: jsonKey('px'),
  SZ: jsonKey('sz'),
  SIDE: jsonKey('side'),
  BUY: jsonKey('buy'),
  TRADE_ID: jsonKey('tradeId'),
  BID_PX: jsonKey('bidPx'),
  BID_SZ: jsonKey('bidSz'),
  ASK_PX: jsonKey('askPx'),
  ASK_SZ: jsonKey('askSz'),
  MARK_PX: jsonKey('markPx'),
} as const
