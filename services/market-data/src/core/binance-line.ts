/**
 * One line of Binance's public streams, read in place: where each value stands, nothing else.
 *
 *     {"stream":"btcusdt@trade","data":{"e":"trade","s":"BTCUSDT","p":"61837.63",...}}     a REST snapshot has no
 *     stream
 *                                                            ^start    ^end
 *
 * Keys of one letter have that letter's code as their field number; FIELD names the others that are read.
 */

export const FIELD = {
  PU: 128,
  LAST_UPDATE_ID: 129,
  BIDS: 130,
  ASKS: 131,
  SYMBOL: 132,
  STREAM: 133,
  PAIR: 134,
} as const
const FIELD_COUNT = 135

export const LINE_UNKNOWN = 0
export const LINE_DEPTH = 1
export const LINE_BOOK_TICKER = 2
export const LINE_TRADE = 3
export const LINE_MARK_PRICE = 4
export const LINE_SNAPSHOT = 5
/** Not JSON of the kind. */
export const LINE_GARBLED = -1
export type LineKind = -1 | 0 | 1 | 2 | 3 | 4 | 5

const QUOTE = 34
const BACKSLASH = 92
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const COMMA = 44
const COLON = 58
const SPACE = 32
const FAILED = -1
const DEPTH_MAX = 4

/** Longer keys that are read, by length and first letter. */
const NAMED: readonly (readonly [string, number])[] = [
  ['pu', FIELD.PU],
  ['ps', FIELD.PAIR],
  ['lastUpdateId', FIELD.LAST_UPDATE_ID],
  ['bids', FIELD.BIDS],
  ['asks', FIELD.ASKS],
  ['symbol', FIELD.SYMBOL],
  ['stream', FIELD.STREAM],
]
const NAMES: readonly Uint8Array[] = NAMED.map(([name]) => Buffer.from(name, 'latin1'))
const DATA = Buffer.from('data', 'latin1')

export class BinanceLine {
  bytes: Uint8Array = new Uint8Array(0)
  /**
   * By field: first byte of the value (behind the quote of a text), -1 when it is not there; and the byte behind the
   * value.
   */
  readonly starts = new Int32Array(FIELD_COUNT)
  readonly ends = new Int32Array(FIELD_COUNT)

  /** Reads the JSON object in bytes[offset .. offset + length). */
  wrap(bytes: Uint8Array, offset: number, length: number): LineKind {
    this.bytes = bytes
    this.starts.fill(-1)
    const end = offset + length
    const at = this.#skipSpace(offset, end)
    if (at >= end || bytes[at] !== OPEN_BRACE || this.#object(at, end, 0) === FAILED) return LINE_GARBLED
    return this.#kind()
  }

  has(field: number): boolean {
    return this.starts[field]! >= 0
  }

  lengthOf(field: number): number {
    return this.ends[field]! - this.starts[field]!
  }

  /** A whole number of up to 15 digits; NaN when the field is missing or something else. */
  integer(field: number): number {
    const start = this.starts[field]!
    const end = this.ends[field]!
    if (start < 0 || end <= start || end - start > 15) return Number.NaN
    let value = 0
    for (let i = start; i < end; i++) {
      const digit = this.bytes[i]! - 48
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    return value
  }

  #kind(): LineKind {
    if (this.has(FIELD.LAST_UPDATE_ID))
      return this.has(FIELD.BIDS) && this.has(FIELD.ASKS) ? LINE_SNAPSHOT : LINE_GARBLED
    const type = this.starts[E_TYPE]!
    if (type < 0) return this.has(UPDATE_ID) && this.has(BID_QTY) ? LINE_BOOK_TICKER : LINE_UNKNOWN
    switch (this.lengthOf(E_TYPE) * 256 + this.bytes[type]!) {
      case 11 * 256 + 100: // depthUpdate
        return LINE_DEPTH
      case 10 * 256 + 98: // bookTicker
        return LINE_BOOK_TICKER
      case 5 * 256 + 116: // trade
        return LINE_TRADE
      case 15 * 256 + 109: // markPriceUpdate
        return LINE_MARK_PRICE
      default:
        return LINE_UNKNOWN
    }
  }

  /** @param at where the brace opens. @returns where the next byte stands, or FAILED. */
  #object(at: number, end: number, depth: number): number {
    let i = this.#skipSpace(at + 1, end)
    if (i < end && this.bytes[i] === CLOSE_BRACE) return i + 1
    while (i < end) {
      if (this.bytes[i] !== QUOTE) return FAILED
      const keyStart = i + 1
      const keyEnd = this.#closingQuote(keyStart, end)
      if (keyEnd === FAILED) return FAILED
      i = this.#skipSpace(keyEnd + 1, end)
      if (i >= end || this.bytes[i] !== COLON) return FAILED
      i = this.#value(keyStart, keyEnd, this.#skipSpace(i + 1, end), end, depth)
      if (i === FAILED) return FAILED
      i = this.#skipSpace(i, end)
      if (i >= end) return FAILED
      if (this.bytes[i] === CLOSE_BRACE) return i + 1
      if (this.bytes[i] !== COMMA) return FAILED
      i = this.#skipSpace(i + 1, end)
    }
    return FAILED
  }

  #value(keyStart: number, keyEnd: number, at: number, end: number, depth: number): number {
    if (at >= end) return FAILED
    const first = this.bytes[at]!
    if (first === OPEN_BRACE && depth < DEPTH_MAX && this.#isKey(keyStart, keyEnd, DATA)) {
      return this.#object(at, end, depth + 1)
    }
    const field = this.#fieldOf(keyStart, keyEnd)
    let start = at
    let valueEnd: number
    let next: number
    if (first === QUOTE) {
      start = at + 1
      valueEnd = this.#closingQuote(start, end)
      next = valueEnd + 1
      if (valueEnd === FAILED) return FAILED
    } else {
      valueEnd = first === OPEN_BRACE || first === OPEN_BRACKET ? this.#skipNested(at, end) : this.#skipPlain(at, end)
      next = valueEnd
      if (valueEnd === FAILED) return FAILED
    }
    if (field >= 0) {
      this.starts[field] = start
      this.ends[field] = valueEnd
    }
    return next
  }

  #fieldOf(start: number, end: number): number {
    if (end - start === 1) {
      const code = this.bytes[start]!
      return code < 128 ? code : -1
    }
    for (let i = 0; i < NAMES.length; i++) if (this.#isKey(start, end, NAMES[i]!)) return NAMED[i]![1]
    return -1
  }

  #isKey(start: number, end: number, name: Uint8Array): boolean {
    if (end - start !== name.length) return false
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name[i]) return false
    return true
  }

  #closingQuote(at: number, end: number): number {
    for (let i = at; i < end; i++) {
      const byte = this.bytes[i]!
      if (byte === QUOTE) return i
      if (byte === BACKSLASH) i++
    }
    return FAILED
  }

  #skipNested(at: number, end: number): number {
    let depth = 0
    for (let i = at; i < end; i++) {
      const byte = this.bytes[i]!
      if (byte === QUOTE) {
        i = this.#closingQuote(i + 1, end)
        if (i === FAILED) return FAILED
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return i + 1
    }
    return FAILED
  }

  /** A number, true, false or null. */
  #skipPlain(at: number, end: number): number {
    let i = at
    while (i < end && this.bytes[i] !== COMMA && this.bytes[i] !== CLOSE_BRACE && this.bytes[i] !== SPACE) i++
    return i === at ? FAILED : i
  }

  #skipSpace(at: number, end: number): number {
    let i = at
    while (i < end && this.bytes[i]! <= SPACE) i++
    return i
  }
}

const E_TYPE = 101
const UPDATE_ID = 117
const BID_QTY = 66

/** Walks `[["61837.63","0.5"],["61837.62","1"]]`: prices and quantities as places of text. */
export class LevelWalker {
  priceStart = 0
  priceEnd = 0
  qtyStart = 0
  qtyEnd = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #end = 0

  /** @param start where the outer bracket opens. @param end behind its close. */
  wrap(bytes: Uint8Array, start: number, end: number): this {
    this.#bytes = bytes
    this.#at = start + 1
    this.#end = end
    return this
  }

  /** @returns whether there was another level. */
  next(): boolean {
    const priceQuote = this.#quote(this.#at)
    if (priceQuote < 0) return false
    this.priceStart = priceQuote + 1
    this.priceEnd = this.#quote(this.priceStart)
    const qtyQuote = this.#quote(this.priceEnd + 1)
    if (this.priceEnd < 0 || qtyQuote < 0) return false
    this.qtyStart = qtyQuote + 1
    this.qtyEnd = this.#quote(this.qtyStart)
    if (this.qtyEnd < 0) return false
    this.#at = this.qtyEnd + 1
    return true
  }

  #quote(at: number): number {
    const end = this.#end
    for (let i = at; i < end; i++) if (this.#bytes[i] === QUOTE) return i
    return FAILED
  }
}
