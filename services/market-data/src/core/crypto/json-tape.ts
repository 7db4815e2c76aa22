/**
 * One JSON text read in place into a tape of nodes: kinds and places, no strings, no objects. It is a scanner of our
 * own and not JSON.parse because prices must reach the book digit by digit (checksums are over the text as sent, ticks
 * are exact) and because nothing may be allocated for each frame.
 *
 *     {"a":[1,"x"]}     0 OBJECT  1 key a  2 ARRAY  3 NUMBER 1  4 TEXT x        next of 2 is 5
 */

export const JSON_OBJECT = 1
export const JSON_ARRAY = 2
export const JSON_TEXT = 3
export const JSON_NUMBER = 4
export const JSON_TRUE = 5
export const JSON_FALSE = 6
export const JSON_NULL = 7
/** No such node. */
export const NO_NODE = -1

const FAILED = -1
const DEPTH_MAX = 16
const NODES_MIN = 4096
const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const COLON = 58
const SPACE = 32
const TEXT_LETTER_U = 117
const DIGITS_MAX = 15

/** Keys as bytes, once for all. */
export function jsonKey(name: string): Uint8Array {
  return Buffer.from(name, 'latin1')
}

export class JsonTape {
  bytes: Uint8Array = new Uint8Array(0)
  count = 0
  kinds = new Uint8Array(NODES_MIN)
  /** By node: its first byte, behind the quote of a text; the byte behind its last. */
  starts = new Int32Array(NODES_MIN)
  ends = new Int32Array(NODES_MIN)
  /** By node: the node behind all that it holds. */
  nexts = new Int32Array(NODES_MIN)

  /** @returns whether bytes[offset .. offset + length) are one JSON value and nothing else. Node 0 is the value. */
  parse(bytes: Uint8Array, offset: number, length: number): boolean {
    this.bytes = bytes
    this.count = 0
    const end = offset + length
    const at = this.#value(this.#skipSpace(offset, end), end, 0)
    return at !== FAILED && this.#skipSpace(at, end) === end
  }

  /** The value of a key of an object, NO_NODE when `node` is no object or has no such key. */
  field(node: number, key: Uint8Array): number {
    if (node < 0 || this.kinds[node] !== JSON_OBJECT) return NO_NODE
    const end = this.nexts[node]!
    for (let i = node + 1; i < end; i = this.nexts[i + 1]!) if (this.is(i, key)) return i + 1
    return NO_NODE
  }

  /** First item of an array, or the end of it: walk with `nexts` up to `nexts[node]`. */
  first(node: number): number {
    return node + 1
  }

  /** The item of an array by index, NO_NODE when there is none. */
  item(node: number, index: number): number {
    if (node < 0 || this.kinds[node] !== JSON_ARRAY) return NO_NODE
    const end = this.nexts[node]!
    let i = node + 1
    for (let k = 0; k < index && i < end; k++) i = this.nexts[i]!
    return i < end ? i : NO_NODE
  }

  isKind(node: number, kind: number): boolean {
    return node >= 0 && this.kinds[node] === kind
  }

  /** Whether a text or number is exactly these bytes. */
  is(node: number, text: Uint8Array): boolean {
    if (node < 0) return false
    const start = this.starts[node]!
    if (this.ends[node]! - start !== text.length) return false
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text[i]) return false
    return true
  }

  /** Whether a text begins so. */
  startsWith(node: number, text: Uint8Array): boolean {
    if (node < 0) return false
    const start = this.starts[node]!
    if (this.ends[node]! - start < text.length) return false
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text[i]) return false
    return true
  }

  /** A text or number that is a whole number of up to 15 digits, with or without sign; NaN for anything else. */
  integer(node: number): number {
    if (node < 0) return Number.NaN
    let i = this.starts[node]!
    const end = this.ends[node]!
    const isNegative = this.bytes[i] === 45
    if (isNegative) i++
    if (end <= i || end - i > DIGITS_MAX) return Number.NaN
    let value = 0
    for (; i < end; i++) {
      const digit = this.bytes[i]! - 48
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    return isNegative ? -value : value
  }

  /** @param at where the value begins. @returns the byte behind it, or FAILED. */
  #value(at: number, end: number, depth: number): number {
    if (at >= end) return FAILED
    switch (this.bytes[at]) {
      case QUOTE:
        return this.#text(at, end)
      case 123:
        return depth < DEPTH_MAX ? this.#object(at, end, depth) : FAILED
      case 91:
        return depth < DEPTH_MAX ? this.#array(at, end, depth) : FAILED
      case 116:
        return this.#literal(at, end, TRUE, JSON_TRUE)
      case 102:
        return this.#literal(at, end, FALSE, JSON_FALSE)
      case 110:
        return this.#literal(at, end, NULL, JSON_NULL)
      default:
        return this.#number(at, end)
    }
  }

  #object(at: number, end: number, depth: number): number {
    const node = this.#add(JSON_OBJECT, at, 0)
    let i = this.#skipSpace(at + 1, end)
    if (i < end && this.bytes[i] === 125) return this.#close(node, i + 1)
    while (i < end) {
      if (this.bytes[i] !== QUOTE) return FAILED
      i = this.#text(i, end)
      if (i === FAILED) return FAILED
      i = this.#skipSpace(i, end)
      if (i >= end || this.bytes[i] !== COLON) return FAILED
      i = this.#value(this.#skipSpace(i + 1, end), end, depth + 1)
      if (i === FAILED) return FAILED
      i = this.#skipSpace(i, end)
      if (i >= end) return FAILED
      if (this.bytes[i] === 125) return this.#close(node, i + 1)
      if (this.bytes[i] !== COMMA) return FAILED
      i = this.#skipSpace(i + 1, end)
    }
    return FAILED
  }

  #array(at: number, end: number, depth: number): number {
    const node = this.#add(JSON_ARRAY, at, 0)
    let i = this.#skipSpace(at + 1, end)
    if (i < end && this.bytes[i] === 93) return this.#close(node, i + 1)
    while (i < end) {
      i = this.#value(i, end, depth + 1)
      if (i === FAILED) return FAILED
      i = this.#skipSpace(i, end)
      if (i >= end) return FAILED
      if (this.bytes[i] === 93) return this.#close(node, i + 1)
      if (this.bytes[i] !== COMMA) return FAILED
      i = this.#skipSpace(i + 1, end)
    }
    return FAILED
  }

  #text(at: number, end: number): number {
    const { bytes } = this
    for (let i = at + 1; i < end; i++) {
      const byte = bytes[i]!
      if (byte === QUOTE) {
        this.#add(JSON_TEXT, at + 1, i)
        return i + 1
      }
      if (byte === BACKSLASH) {
        if (!isEscape(bytes[i + 1]!)) return FAILED
        i++
      } else if (byte < SPACE || byte >= 0xf8) return FAILED
    }
    return FAILED
  }

  /** `-?digits(.digits)?([eE][+-]?digits)?` */
  #number(at: number, end: number): number {
    const { bytes } = this
    let i = bytes[at] === 45 ? at + 1 : at
    const whole = i
    while (i < end && isDigit(bytes[i]!)) i++
    if (i === whole || (bytes[whole] === 48 && i > whole + 1)) return FAILED
    if (i < end && bytes[i] === 46) {
      const fraction = ++i
      while (i < end && isDigit(bytes[i]!)) i++
      if (i === fraction) return FAILED
    }
    if (i < end && (bytes[i]! | 32) === 101) {
      i++
      if (i < end && (bytes[i] === 43 || bytes[i] === 45)) i++
      const exponent = i
      while (i < end && isDigit(bytes[i]!)) i++
      if (i === exponent) return FAILED
    }
    this.#add(JSON_NUMBER, at, i)
    return i
  }

  #literal(at: number, end: number, text: Uint8Array, kind: number): number {
    if (at + text.length > end) return FAILED
    for (let i = 0; i < text.length; i++) if (this.bytes[at + i] !== text[i]) return FAILED
    this.#add(kind, at, at + text.length)
    return at + text.length
  }

  #add(kind: number, start: number, end: number): number {
    const node = this.count
    if (node === this.kinds.length) this.#grow()
    this.kinds[node] = kind
    this.starts[node] = start
    this.ends[node] = end
    this.nexts[node] = node + 1
    this.count = node + 1
    return node
  }

  #close(node: number, end: number): number {
    this.ends[node] = end
    this.nexts[node] = this.count
    return end
  }

  /** A frame has fewer nodes than bytes, and its length is bounded by whoever reads it. */
  #grow(): void {
    const length = this.kinds.length * 2
    const kinds = new Uint8Array(length)
    kinds.set(this.kinds)
    this.kinds = kinds
    this.starts = grown(this.starts, length)
    this.ends = grown(this.ends, length)
    this.nexts = grown(this.nexts, length)
  }

  #skipSpace(at: number, end: number): number {
    let i = at
    while (i < end && isSpace(this.bytes[i]!)) i++
    return i
  }
}

const TRUE = jsonKey('true')
const FALSE = jsonKey('false')
const NULL = jsonKey('null')

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(array)
  return larger
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

function isSpace(byte: number): boolean {
  return byte === SPACE || (byte >= 9 && byte <= 13)
}

/** " \ / b f n r t u */
function isEscape(byte: number): boolean {
  return (
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 47 ||
    byte === 98 ||
    byte === 102 ||
    byte === 110 ||
    byte === 114 ||
    byte === 116 ||
    byte === TEXT_LETTER_U
  )
}
