/**
 * Writes one FIX message into bytes it is given: the body first, then the header in front of it (its length is known by
 * then, so BodyLength needs no padding), then CheckSum.
 *
 *     bytes   ....free....|8=FIXT.1.1|9=..|35=D|..|52=..|11=A1|55=BTC-USD|...|10=123|....
 *                         ^ start (finish)             ^ begin(bytes, offset)      ^ at (cursor)
 *
 * An absent value writes nothing: NaN for numbers and times, 0 for characters, a length below 1 for texts. That is
 * FIX's own rule (a field has a value or is not there), and it lets a handler pass optional fields on without asking.
 * Needs WRITER_SLACK bytes behind the last field.
 */

import type { AsciiTable } from '@reflex/base'
import { putCheckSum } from './check-sum.ts'
import { putSmall, QUADS } from './digits.ts'
import { type FixHeader, putHeader } from './header.ts'
import { NumberWriter } from './number-writer.ts'
import { viewOf } from './view-cache.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const SOH = 1
const quads = QUADS
const NO = 78
const YES = 89
const MINUS = 45
const E8 = 100_000_000
const SMALL_LIMIT = 2 ** 31

/** Bytes that may be written behind the end of a field, and are overwritten by the next. */
export const WRITER_SLACK = 16

/** `key` is the tag, unless the writer was made for a table of some tags. */
export class FixWriter extends NumberWriter {
  /** Where the body began. */
  bodyStart = 0

  /**
   * Begins a body at `offset`; finish() needs room for the header in front of it (FIX_HEADER_ROOM bytes do for plain
   * headers).
   */
  begin(bytes: Uint8Array, offset: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = viewOf(bytes)
    }
    this.bodyStart = offset
    this.at = offset
  }

  text(key: number, source: Uint8Array, offset: number, length: number): void {
    if (length < 1) return
    const bytes = this.bytes
    const i = this.putTag(key)
    for (let k = 0; k < length; k++) bytes[i + k] = source[offset + k]!
    bytes[i + length] = SOH
    this.at = i + length + 1
  }

  /** A text held as a string: constants and edges. Latin-1. */
  string(key: number, text: string): void {
    const length = text.length
    if (length < 1) return
    const bytes = this.bytes
    const i = this.putTag(key)
    for (let k = 0; k < length; k++) bytes[i + k] = text.charCodeAt(k)
    bytes[i + length] = SOH
    this.at = i + length + 1
  }

  /** A text held in a table of interned texts; a negative id (NOT_FOUND) writes nothing. */
  from(key: number, table: AsciiTable, id: number): void {
    if (id < 0) return
    const view = this.view
    const i = this.putTag(key)
    const length = table.putTo(id, view, i)
    if (length < 1) return
    view.setUint8(i + length, SOH)
    this.at = i + length + 1
  }

  char(key: number, code: number): void {
    if (!(code > 0)) return
    const i = this.putTag(key)
    this.view.setInt16(i, code | (SOH << 8), true)
    this.at = i + 2
  }

  boolean(key: number, value: boolean): void {
    this.char(key, value ? YES : NO)
  }

  /** A safe integer. Short, so that V8 inlines it and the number is not boxed on the way (number-writer.ts). */
  int(key: number, value: number): void {
    this.value = value
    this.putInt(key)
  }

  /** Writes `value` as an integer. */
  putInt(key: number): void {
    const value = this.value
    if (Number.isNaN(value)) return
    const view = this.view
    let i = this.putTag(key)
    let rest = value
    if (rest < 0) {
      view.setUint8(i++, MINUS)
      rest = -rest
    }
    i = rest < SMALL_LIMIT ? putSmall(view, i, rest) : putLarge(view, i, rest)
    view.setUint8(i, SOH)
    this.at = i + 1
  }

  /** @param e8 the value times 1e8. */
  decimalE8(key: number, e8: number): void {
    this.value = e8
    this.putDecimal(key)
  }

  /** @param ns since the session epoch; written with nanoseconds. */
  utcNs(key: number, ns: number): void {
    this.#utc(key, ns, 9)
  }

  /** @param ns since the session epoch; written with microseconds. */
  utcUs(key: number, ns: number): void {
    this.#utc(key, ns, 6)
  }

  /** @param ns since the session epoch; written with milliseconds (FIX.4.2 and 4.4 practice). */
  utcMs(key: number, ns: number): void {
    this.#utc(key, ns, 3)
  }

  #utc(key: number, ns: number, digits: number): void {
    const before = this.timeDigits
    this.timeDigits = digits
    this.value = ns
    this.putUtc(key)
    this.timeDigits = before
  }

  /** A length field and the data field behind it. */
  data(lengthKey: number, key: number, source: Uint8Array, offset: number, length: number): void {
    if (length < 1) return
    this.int(lengthKey, length)
    this.text(key, source, offset, length)
  }

  /** Bytes that are already fields, each ended by SOH. */
  raw(source: Uint8Array, offset: number, length: number): void {
    const bytes = this.bytes
    const i = this.at
    for (let k = 0; k < length; k++) bytes[i + k] = source[offset + k]!
    this.at = i + length
  }

  /** Writes `tag=`. @returns the offset behind it. */
  putTag(key: number): number {
    const view = this.view
    const texts = this.tagTexts
    const k = key << 2
    const i = this.at
    view.setInt32(i, texts[k]!, true)
    view.setInt16(i + 4, texts[k + 1]!, true)
    return i + texts[k + 2]!
  }

  /**
   * Puts the header in front of the body and CheckSum behind it.
   * @returns the offset of the first byte; the message is bytes[returned, at).
   * @throws RangeError when the header does not fit in front of the body.
   */
  finish(header: FixHeader): number {
    const end = this.at
    const start = putHeader(this, header, this.bodyStart, end)
    this.at = putCheckSum(this.bytes, start, end, this.view)
    return start
  }
}

/** Writes 2^31 <= value <= 2^53-1: the digits above the eighth, then eight. @returns the offset behind it. */
function putLarge(view: DataView, offset: number, value: number): number {
  const high = Math.floor(value / E8)
  const low = (value - high * E8) | 0
  const quad = (low / 10_000) | 0
  const i = putSmall(view, offset, high)
  view.setInt32(i, quads[quad]!, true)
  view.setInt32(i + 4, quads[low - quad * 10_000]!, true)
  return i + 8
}
