/**
 * Typed reads of indexed fields: of a whole message (FixFrame) or of one entry of a group (FixGroup), which say where a
 * tag is.
 *
 * Absent fields: NaN for numbers and times, 0 for characters, NO_OFFSET and length 0 for texts.
 *
 * Decimals and times come out without garbage by the trick that number-writer.ts explains: `readDecimal` and `readUtc`
 * are too long for V8 to inline and leave their result in `value`; what is around them is short enough to be inlined
 * always, so the double is never boxed.
 */

import { bytesEqual, type SessionTime, textOf } from '@reflex/base'
import { daysFromCivil } from './civil.ts'
import { NO_OFFSET } from './codes.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const NO_SLOT = -1
const ZERO = 48
const DOT = 46
const MINUS = 45
const YES = 89
const DASH = 45
const COLON = 58
const MS_PER_DAY = 86_400_000
const POWERS = new Float64Array([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9])

export abstract class FieldReader {
  bytes: Uint8Array = new Uint8Array(0)
  /** One slot a field: tag, first byte of the value (absolute in `bytes`), bytes of the value. */
  tags: Int32Array
  offsets: Int32Array
  lengths: Int32Array
  /** What readDecimal and readUtc found. */
  value = Number.NaN
  /** Turns UTCTimestamps into session time. */
  sessionTime: SessionTime
  /** The date read last, as yyyymmdd, and its day number since 1970: almost every stamp of a day hits it. */
  #date = 0
  #day = 0

  protected constructor(tags: Int32Array, offsets: Int32Array, lengths: Int32Array, sessionTime: SessionTime) {
    this.tags = tags
    this.offsets = offsets
    this.lengths = lengths
    this.sessionTime = sessionTime
  }

  /** @returns the slot of a tag, or NO_SLOT. */
  abstract find(tag: number): number

  has(tag: number): boolean {
    return this.find(tag) !== NO_SLOT
  }

  /** @returns NaN when absent or no integer. */
  int(tag: number): number {
    return this.intAt(this.find(tag))
  }

  /**
   * @returns the value times 1e8; NaN when absent, no decimal or not exact (parseDecimalE8 of @reflex/base has the same
   * contract).
   */
  decimalE8(tag: number): number {
    this.readDecimal(tag)
    return this.value
  }

  /** @returns ns since the session epoch; NaN when absent or malformed. */
  utcNs(tag: number, sessionTime: SessionTime): number {
    this.sessionTime = sessionTime
    this.readUtc(tag)
    return this.value
  }

  /** @returns the code of a one-character value; 0 when absent or longer. */
  char(tag: number): number {
    return this.charAt(this.find(tag))
  }

  /** @returns whether the field is there and says Y. */
  boolean(tag: number): boolean {
    return this.charAt(this.find(tag)) === YES
  }

  /** @returns where the value begins in `bytes`, NO_OFFSET when absent. */
  offsetOf(tag: number): number {
    return this.offsetAt(this.find(tag))
  }

  /** @returns the bytes of the value, 0 when absent. */
  lengthOf(tag: number): number {
    return this.lengthAt(this.find(tag))
  }

  /** Whether the field is there with exactly these bytes. */
  equals(tag: number, value: Uint8Array): boolean {
    return this.equalsAt(this.find(tag), value)
  }

  /** For the edge: allocates. @returns '' when absent. */
  text(tag: number): string {
    return this.textAt(this.find(tag))
  }

  /** @returns the entries a NumInGroup field announces: 0 when absent, NaN when no number. */
  groupCount(tag: number): number {
    return this.has(tag) ? this.int(tag) : 0
  }

  // By slot, for groups. NO_SLOT reads as absent.

  intAt(slot: number): number {
    if (slot < 0) return Number.NaN
    const bytes = this.bytes
    let i = this.offsets[slot]!
    const end = i + this.lengths[slot]!
    const isNegative = bytes[i] === MINUS
    if (isNegative) i++
    if (i >= end || end - i > 16) return Number.NaN
    let value = 0
    for (; i < end; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
    return isNegative ? -value : value
  }

  decimalE8At(slot: number): number {
    this.readDecimal(~slot)
    return this.value
  }

  utcNsAt(slot: number, sessionTime: SessionTime): number {
    this.sessionTime = sessionTime
    this.readUtc(~slot)
    return this.value
  }

  charAt(slot: number): number {
    return slot >= 0 && this.lengths[slot] === 1 ? this.bytes[this.offsets[slot]!]! : 0
  }

  offsetAt(slot: number): number {
    return slot < 0 ? NO_OFFSET : this.offsets[slot]!
  }

  lengthAt(slot: number): number {
    return slot < 0 ? 0 : this.lengths[slot]!
  }

  equalsAt(slot: number, value: Uint8Array): boolean {
    return slot >= 0 && bytesEqual(this.bytes, this.offsets[slot]!, this.lengths[slot]!, value, 0, value.length)
  }

  /** For the edge: allocates. */
  textAt(slot: number): string {
    return slot < 0 ? '' : textOf(this.bytes, this.offsets[slot]!, this.lengths[slot]!)
  }

  /** Reads a decimal into `value`. @param key a tag; ~slot for the field of a slot; 0 reads as absent. */
  readDecimal(key: number): void {
    const slot = key > 0 ? this.find(key) : key < 0 ? ~key : NO_SLOT
    this.value = Number.NaN
    if (slot < 0) return
    const bytes = this.bytes
    let i = this.offsets[slot]!
    const end = i + this.lengths[slot]!
    const isNegative = bytes[i] === MINUS
    if (isNegative) i++
    const digitsStart = i
    let value = 0
    let d = 0
    while (i + 3 < end) {
      d = bytes[i]! - ZERO
      if (d < 0 || d > 9) break
      value = value * 10 + d
      d = bytes[++i]! - ZERO
      if (d < 0 || d > 9) break
      value = value * 10 + d
      d = bytes[++i]! - ZERO
      if (d < 0 || d > 9) break
      value = value * 10 + d
      i++
    }
    while (i < end) {
      d = bytes[i]! - ZERO
      if (d < 0 || d > 9) break
      value = value * 10 + d
      i++
    }
    let scale = 8
    let digitCount = i - digitsStart
    if (i < end) {
      if (bytes[i] !== DOT) return
      i++
      digitCount += end - i
      while (i + 1 < end && scale > 1) {
        d = bytes[i]! - ZERO
        if (d < 0 || d > 9) return
        value = value * 10 + d
        d = bytes[i + 1]! - ZERO
        if (d < 0 || d > 9) return
        value = value * 10 + d
        scale -= 2
        i += 2
      }
      for (; i < end; i++) {
        d = bytes[i]! - ZERO
        if (d < 0 || d > 9 || (scale === 0 && d !== 0)) return
        if (scale > 0) {
          value = value * 10 + d
          scale--
        }
      }
    }
    value *= POWERS[scale]!
    if (digitCount === 0 || value > Number.MAX_SAFE_INTEGER) return
    this.value = isNegative ? -value : value
  }

  /**
   * Reads a UTCTimestamp into `value`: 20260130-09:15:02[.123456789], any number of digits, those behind the ninth are
   * cut, leap second 60 is taken. @param key as for readDecimal.
   */
  readUtc(key: number): void {
    const slot = key > 0 ? this.find(key) : key < 0 ? ~key : NO_SLOT
    this.value = Number.NaN
    if (slot < 0) return
    const length = this.lengths[slot]!
    if (length < 17 || length === 18) return
    const bytes = this.bytes
    const i = this.offsets[slot]!
    if (bytes[i + 8] !== DASH || bytes[i + 11] !== COLON || bytes[i + 14] !== COLON) return
    const h1 = bytes[i + 9]! - ZERO
    const h0 = bytes[i + 10]! - ZERO
    const m1 = bytes[i + 12]! - ZERO
    const m0 = bytes[i + 13]! - ZERO
    const s1 = bytes[i + 15]! - ZERO
    const s0 = bytes[i + 16]! - ZERO
    // One sign bit for all range checks.
    if ((h1 | h0 | m1 | m0 | s1 | s0 | (9 - h0) | (5 - m1) | (9 - m0) | (9 - s0)) < 0) return
    const hour = h1 * 10 + h0
    const second = s1 * 10 + s0
    if (hour > 23 || second > 60) return
    let date = 0
    for (let k = i; k < i + 8; k++) {
      const d = bytes[k]! - ZERO
      if (d < 0 || d > 9) return
      date = Math.imul(date, 10) + d
    }
    if (date !== this.#date && !this.#setDate(date)) return
    let nanos = 0
    if (length > 17) {
      if (bytes[i + 17] !== DOT) return
      let digitCount = 0
      for (let k = i + 18; k < i + length; k++) {
        const d = bytes[k]! - ZERO
        if (d < 0 || d > 9) return
        if (digitCount < 9) {
          nanos = Math.imul(nanos, 10) + d
          digitCount++
        }
      }
      nanos *= POWERS[9 - digitCount]!
    }
    const dayMs = this.#day * MS_PER_DAY - this.sessionTime.sessionEpochMs
    this.value = dayMs * 1e6 + (hour * 3600 + (m1 * 10 + m0) * 60 + second) * 1e9 + nanos
  }

  #setDate(date: number): boolean {
    const month = Math.floor(date / 100) % 100
    const day = date % 100
    if (month < 1 || month > 12 || day < 1 || day > 31) return false
    this.#date = date
    this.#day = daysFromCivil(Math.floor(date / 10_000), month, day)
    return true
  }
}
