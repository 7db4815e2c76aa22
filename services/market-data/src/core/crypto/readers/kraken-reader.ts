/**
 * Kraken spot, WebSocket API 1: `[channel, {changes}, ({changes}), "book-1000", "XBT/EUR"]` and event objects. Book
 * messages carry a CRC32 of the book after them.
 */

import { JSON_ARRAY, JSON_OBJECT, JsonTape, jsonKey, NO_NODE } from '../json-tape.ts'
import { addPairs, int32Of, isValue, timeFromSeconds } from '../tape-values.ts'
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

/** What `book` without a number means. */
const DEPTH_DEFAULT = 10
const DASH = 45

export class KrakenReader implements VenueReader {
  readonly message = new VenueMessage()
  readonly #tape = new JsonTape()

  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean {
    const tape = this.#tape
    if (!tape.parse(bytes, offset, length)) return false
    if (tape.kinds[0] === JSON_OBJECT) return this.#event(sink)
    if (tape.kinds[0] !== JSON_ARRAY) return false
    let items = 0
    let channel = NO_NODE
    let pair = NO_NODE
    for (let node = 1; node < tape.count; node = tape.nexts[node]!) {
      channel = pair
      pair = node
      items++
    }
    if (items < 4) return false
    if (tape.startsWith(channel, K.BOOK)) return this.#book(items, channel, pair, sink)
    if (tape.is(channel, K.TRADE)) return this.#trades(pair, sink)
    if (tape.is(channel, K.SPREAD)) return this.#spread(pair, sink)
    sink.onVenueMessage(this.message.begin(tape, MESSAGE_OTHER))
    return true
  }

  #event(sink: VenueSink): boolean {
    const tape = this.#tape
    if (tape.field(0, K.EVENT) === NO_NODE) return false
    const isRefused = tape.is(tape.field(0, K.STATUS), K.ERROR)
    const message = this.message.begin(tape, isRefused ? MESSAGE_REFUSED : MESSAGE_OTHER)
    sink.onVenueMessage(message.symbol(tape, tape.field(0, K.PAIR)))
    return true
  }

  #book(items: number, channel: number, pair: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const first = tape.nexts[1]!
    const isSnapshot = tape.field(first, K.AS) !== NO_NODE || tape.field(first, K.BS) !== NO_NODE
    const message = this.message.begin(tape, isSnapshot ? MESSAGE_SNAPSHOT : MESSAGE_DIFF).symbol(tape, pair)
    message.depth = depthOf(tape, channel)
    let node = first
    for (let i = 0; i < items - 3; i++, node = tape.nexts[node]!) {
      if (!tape.isKind(node, JSON_OBJECT) || !this.#sides(node, isSnapshot)) return false
      const checksum = tape.field(node, K.C)
      if (checksum !== NO_NODE) message.checksum = int32Of(tape, checksum)
    }
    if (message.count === 0 && !isSnapshot) return false
    if (!isSnapshot && Number.isNaN(message.checksum)) return false
    sink.onVenueMessage(message)
    return true
  }

  #sides(node: number, isSnapshot: boolean): boolean {
    const tape = this.#tape
    const asks = tape.field(node, isSnapshot ? K.AS : K.A)
    const bids = tape.field(node, isSnapshot ? K.BS : K.B)
    if (asks === NO_NODE && bids === NO_NODE) return false
    if (asks !== NO_NODE && !addPairs(this.message, tape, asks, ENTRY_ASK)) return false
    if (bids !== NO_NODE && !addPairs(this.message, tape, bids, ENTRY_BID)) return false
    const last = tape.item(bids === NO_NODE ? asks : bids, 0)
    if (last !== NO_NODE) timeFromSeconds(this.message, tape, tape.item(last, 2))
    return true
  }

  /** `[price, volume, time, side, orderType, misc]` each. */
  #trades(pair: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const list = tape.nexts[1]!
    if (!tape.isKind(list, JSON_ARRAY)) return false
    const message = this.message.begin(tape, MESSAGE_TRADES).symbol(tape, pair)
    const end = tape.nexts[list]!
    for (let trade = list + 1; trade < end; trade = tape.nexts[trade]!) {
      const side = tape.item(trade, 3)
      if (side === NO_NODE) return false
      timeFromSeconds(message, tape, tape.item(trade, 2))
      const i = message.add(tape, tape.is(side, K.BUY) ? ENTRY_BID : ENTRY_ASK, trade + 1, trade + 2, CLAIM_NONE)
      message.times[i] = message.epochMs
    }
    sink.onVenueMessage(message)
    return true
  }

  /** `[bid, ask, time, bidVolume, askVolume]`. */
  #spread(pair: number, sink: VenueSink): boolean {
    const tape = this.#tape
    const list = tape.nexts[1]!
    const message = this.message.begin(tape, MESSAGE_TICKER).symbol(tape, pair)
    const askQty = tape.item(list, 4)
    if (!isValue(tape, askQty)) return false
    message.add(tape, ENTRY_BID, tape.item(list, 0), tape.item(list, 3), CLAIM_NONE)
    message.add(tape, ENTRY_ASK, tape.item(list, 1), askQty, CLAIM_NONE)
    timeFromSeconds(message, tape, tape.item(list, 2))
    sink.onVenueMessage(message)
    return true
  }
}

/** book-1000 -> 1000. */
function depthOf(tape: JsonTape, channel: number): number {
  let i = tape.starts[channel]!
  const end = tape.ends[channel]!
  while (i < end && tape.bytes[i] !== DASH) i++
  if (i === end) return DEPTH_DEFAULT
  let depth = 0
  for (i++; i < end; i++) depth = depth * 10 + tape.bytes[i]! - 48
  return depth
}

const K = {
  EVENT: jsonKey('event'),
  STATUS: jsonKey('status'),
  ERROR: jsonKey('error'),
  PAIR: jsonKey('pair'),
  BOOK: jsonKey('book'),
  TRADE: jsonKey('trade'),
  SPREAD: jsonKey('spread'),
  AS: jsonKey('as'),
  BS: jsonKey('bs'),
  A: jsonKey('a'),
  B: jsonKey('b'),
  C: jsonKey('c'),
  BUY: jsonKey('b'),
} as const
