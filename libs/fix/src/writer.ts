/**
 * Writes one FIX message into bytes it is given: the body first, then the header in front of it (its length is known by then, so
 * BodyLength needs no padding), then CheckSum.
 *
 *     bytes   ....free....|8=FIXT.1.1|9=..|35=D|..|52=..|11=A1|55=BTC-USD|...|10=123|....
 *                         ^ start (finish)             ^ begin(bytes, offset)      ^ at (cursor)
 *
 * An absent value writes nothing: NaN for numbers and times, 0 for characters, a length below 1 for texts. That is FIX's own rule (a field
 * has a value or is not there), and it lets a handler pass optional fields on without asking.
 */

import { type AsciiTable, SessionTime } from '@reflex/base'
import { EQUALS, SOH, ZERO } from './codes.ts'
import { putDecimalCell, putIntegerCell } from './decimal-writer.ts'
import type { FixHeader } from './header.ts'
import { cell } from './number-cell.ts'
import { UtcTimestampWriter } from './utc-timestamp.ts'

const NO = 78
const YES = 89

export class FixWriter {
  bytes: Uint8Array = new Uint8Array(0)
  /** Where the body began. */
  bodyStart = 0
  /** Where the next byte goes. */
  at = 0
  sessionTime: SessionTime
  readonly #stamps = new UtcTimestampWriter()

  constructor(sessionTime = new SessionTime(0)) {
    this.sessionTime = sessionTime
  }

  /** Begins a body at `offset`; finish() needs room for the header in front of it (FIX_HEADER_ROOM bytes do for plain headers). */
  begin(bytes: Uint8Array, offset: number): void {
    this.bytes = bytes
    this.bodyStart = offset
    this.at = offset
  }

  text(tag: number, source: Uint8Array, offset: number, length: number): void {
    if (length < 1) return
    const bytes = this.bytes
    const i = this.#putTag(tag)
    for (let k = 0; k < length; k++) bytes[i + k] = source[offset + k]!
    bytes[i + length] = SOH
    this.at = i + length + 1
  }

  /** A text held as a string: constants and edges. Latin-1. */
  string(tag: number, text: string): void {
    const length = text.length
    if (length < 1) return
    const bytes = this.bytes
    const i = this.#putTag(tag)
    for (let k = 0; k < length; k++) bytes[i + k] = text.charCodeAt(k)
    bytes[i + length] = SOH
    this.at = i + length + 1
  }

  /** A text held in a table of interned texts; a negative id (NOT_FOUND) writes nothing. */
  from(tag: number, table: AsciiTable, id: number): void {
    if (id < 0 || table.lengthOf(id) < 1) return
    let i = this.#putTag(tag)
    i += table.copyTo(id, this.bytes, i)
    this.bytes[i] = SOH
    this.at = i + 1
  }

  char(tag: number, code: number): void {
    if (!(code > 0)) return
    const bytes = this.bytes
    const i = this.#putTag(tag)
    bytes[i] = code
    bytes[i + 1] = SOH
    this.at = i + 2
  }

  boolean(tag: number, value: boolean): void {
    this.char(tag, value ? YES : NO)
  }

  int(tag: number, value: number): void {
    cell[0] = value
    this.putInt(tag)
  }

  /** @param e8 the value times 1e8. */
  decimalE8(tag: number, e8: number): void {
    cell[0] = e8
    this.putDecimal(tag)
  }

  /** @param ns since the session epoch; written with nanoseconds. */
  utcNs(tag: number, ns: number): void {
    cell[0] = ns
    this.putUtc(tag, 9)
  }

  /** @param ns since the session epoch; written with milliseconds (FIX.4.2 and 4.4 practice). */
  utcMs(tag: number, ns: number): void {
    cell[0] = ns
    this.putUtc(tag, 3)
  }

  /** @param ns since the session epoch; written with microseconds. */
  utcUs(tag: number, ns: number): void {
    cell[0] = ns
    this.putUtc(tag, 6)
  }

  /** A length field and the data field behind it. */
  data(lengthTag: number, tag: number, source: Uint8Array, offset: number, length: number): void {
    if (length < 1) return
    this.int(lengthTag, length)
    this.text(tag, source, offset, length)
  }

  /** Bytes that are already fields, each ended by SOH. */
  raw(source: Uint8Array, offset: number, length: number): void {
    const bytes = this.bytes
    const i = this.at
    if (length > 64) bytes.set(source.subarray(offset, offset + length), i)
    else for (let k = 0; k < length; k++) bytes[i + k] = source[offset + k]!
    this.at = i + length
  }

  // The long halves of the numeric fields: they take their value from `cell` (see number-cell.ts).

  putInt(tag: number): void {
    const value = cell[0]!
    if (Number.isNaN(value)) return
    const end = putIntegerCell(this.bytes, this.#putTag(tag))
    this.bytes[end] = SOH
    this.at = end + 1
  }

  putDecimal(tag: number): void {
    const value = cell[0]!
    if (Number.isNaN(value)) return
    const end = putDecimalCell(this.bytes, this.#putTag(tag))
    this.bytes[end] = SOH
    this.at = end + 1
  }

  putUtc(tag: number, digits: number): void {
    const value = cell[0]!
    if (Number.isNaN(value)) return
    const end = this.#stamps.put(this.bytes, this.#putTag(tag), this.sessionTime, digits)
    this.bytes[end] = SOH
    this.at = end + 1
  }

  /** @returns the offset behind `tag=`. */
  #putTag(tag: number): number {
    const bytes = this.bytes
    let i = this.at
    if (tag >= 1000) {
      const thousands = (tag / 1000) | 0
      tag -= thousands * 1000
      if (thousands >= 10) {
        const tens = (thousands / 10) | 0
        bytes[i++] = ZERO + tens
        bytes[i++] = ZERO + thousands - tens * 10
      } else bytes[i++] = ZERO + thousands
      const hundreds = (tag / 100) | 0
      bytes[i++] = ZERO + hundreds
      tag -= hundreds * 100
      const tens = (tag / 10) | 0
      bytes[i++] = ZERO + tens
      tag -= tens * 10
    } else if (tag >= 100) {
      const hundreds = (tag / 100) | 0
      bytes[i++] = ZERO + hundreds
      tag -= hundreds * 100
      const tens = (tag / 10) | 0
      bytes[i++] = ZERO + tens
      tag -= tens * 10
    } else if (tag >= 10) {
      const tens = (tag / 10) | 0
      bytes[i++] = ZERO + tens
      tag -= tens * 10
    }
    bytes[i] = ZERO + tag
    bytes[i + 1] = EQUALS
    return i + 2
  }

  /**
   * Puts the header in front of the body and CheckSum behind it.
   * @returns the offset of the first byte; the message is bytes[returned, at).
   * @throws RangeError when the header does not fit in front of the body.
   */
  finish(header: FixHeader): number {
    const start = header.putBefore(this.bytes, this.bodyStart, this.at, this.sessionTime, this.#stamps)
    this.at = putCheckSum(this.bytes, start, this.at)
    return start
  }
}

/** Writes 10=ddd over [start, end) at `end`. @returns the offset behind it. */
export function putCheckSum(bytes: Uint8Array, start: number, end: number): number {
  const sum = sumBytes(bytes, start, end)
  bytes[end] = 49
  bytes[end + 1] = ZERO
  bytes[end + 2] = EQUALS
  const hundreds = (sum / 100) | 0
  const tens = ((sum - hundreds * 100) / 10) | 0
  bytes[end + 3] = ZERO + hundreds
  bytes[end + 4] = ZERO + tens
  bytes[end + 5] = ZERO + sum - hundreds * 100 - tens * 10
  bytes[end + 6] = SOH
  return end + 7
}

/** @returns the sum of the bytes modulo 256. Four lanes, so that the additions do not wait for each other. */
export function sumBytes(bytes: Uint8Array, start: number, end: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = start
  for (const last = end - 3; i < last; i += 4) {
    a += bytes[i]!
    b += bytes[i + 1]!
    c += bytes[i + 2]!
    d += bytes[i + 3]!
  }
  for (; i < end; i++) a += bytes[i]!
  return (a + b + c + d) & 0xff
}
