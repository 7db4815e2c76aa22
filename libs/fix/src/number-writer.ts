/**
 * Decimals and time stamps as fields, without garbage. V8 boxes a double (16 bytes on the heap) at every call that it does not inline, and it
 * inlines a short method for sure only while nothing long has been inlined into that. Hence the shape of this class and of the generated setters:
 *
 *     setter(ns) { const w = this.writer; w.value = ns; w.putUtc(12); return this }      at most 27 bytecodes: always inlined
 *     putUtc(key)                                                                      above 460 bytecodes: never inlined
 *
 * The value crosses in a field of this object, so it is never boxed. Keep the two long methods long: loops are unrolled for that and for speed
 * (the GC test of @reflex/schema tells when it no longer holds).
 */

import { SessionTime } from '@reflex/base'
import { SOH, ZERO } from './codes.ts'
import { PAIRS, putSmall, TRIPLES } from './digits.ts'
import { SecondText } from './second-text.ts'
import { allTagTexts } from './tag-texts.ts'

const DOT = 46
const MINUS = 45
const E8 = 100_000_000
const E8_LIMIT = 2 ** 31 * E8

export class NumberWriter {
  bytes: Uint8Array = new Uint8Array(0)
  /** Where the next byte goes. */
  at = 0
  /** What the next put writes: an E8 integer, or ns since the session epoch. NaN writes nothing. */
  value = Number.NaN
  /** Digits of the fraction of a stamp: 0, 3, 6 or 9. */
  timeDigits = 9
  sessionTime: SessionTime
  readonly tagTexts: Uint8Array
  readonly #second = new SecondText()

  /** @param texts by default those of all tags, and then every key is a tag. */
  constructor(sessionTime = new SessionTime(0), texts = allTagTexts()) {
    this.sessionTime = sessionTime
    this.tagTexts = texts
  }

  /** Writes `value` as a decimal, trailing zeros and a bare point left out. */
  putDecimal(key: number): void {
    let rest = this.value
    if (Number.isNaN(rest)) return
    if (rest >= E8_LIMIT || rest <= -E8_LIMIT) throw new RangeError('decimal out of range')
    const bytes = this.bytes
    const texts = this.tagTexts
    const k = key << 3
    let i = this.at
    bytes[i] = texts[k]!
    bytes[i + 1] = texts[k + 1]!
    bytes[i + 2] = texts[k + 2]!
    bytes[i + 3] = texts[k + 3]!
    bytes[i + 4] = texts[k + 4]!
    bytes[i + 5] = texts[k + 5]!
    i += texts[k + 7]!
    if (rest < 0) {
      bytes[i++] = MINUS
      rest = -rest
    }
    // Exact below 2^53 / 1e8 = 90,071,992; both halves fit 32 bits far beyond that.
    const whole = (rest / E8) | 0
    const fraction = (rest - whole * E8) | 0
    if (whole < 100) {
      if (whole >= 10) bytes[i++] = PAIRS[whole * 2]!
      bytes[i++] = PAIRS[whole * 2 + 1]!
    } else i = putSmall(bytes, i, whole)
    if (fraction !== 0) {
      const high = (fraction / 10_000) | 0
      const low = fraction - high * 10_000
      const a = (high / 100) | 0
      const b = high - a * 100
      const c = (low / 100) | 0
      const d = low - c * 100
      bytes[i] = DOT
      bytes[i + 1] = PAIRS[a * 2]!
      bytes[i + 2] = PAIRS[a * 2 + 1]!
      bytes[i + 3] = PAIRS[b * 2]!
      bytes[i + 4] = PAIRS[b * 2 + 1]!
      bytes[i + 5] = PAIRS[c * 2]!
      bytes[i + 6] = PAIRS[c * 2 + 1]!
      bytes[i + 7] = PAIRS[d * 2]!
      bytes[i + 8] = PAIRS[d * 2 + 1]!
      i += 9
      while (bytes[i - 1] === ZERO) i--
    }
    bytes[i] = SOH
    this.at = i + 1
  }

  /** Writes `value` as a UTCTimestamp with `timeDigits`. */
  putUtc(key: number): void {
    const ns = this.value
    if (Number.isNaN(ns)) return
    const bytes = this.bytes
    const texts = this.tagTexts
    const k = key << 3
    let i = this.at
    bytes[i] = texts[k]!
    bytes[i + 1] = texts[k + 1]!
    bytes[i + 2] = texts[k + 2]!
    bytes[i + 3] = texts[k + 3]!
    bytes[i + 4] = texts[k + 4]!
    bytes[i + 5] = texts[k + 5]!
    i += texts[k + 7]!
    const second = Math.floor(ns / 1e9)
    const nanos = (ns - second * 1e9) | 0
    if (!this.#second.isFor(second, this.sessionTime)) this.#second.renew(second, this.sessionTime)
    const text = this.#second.text
    bytes[i] = text[0]!
    bytes[i + 1] = text[1]!
    bytes[i + 2] = text[2]!
    bytes[i + 3] = text[3]!
    bytes[i + 4] = text[4]!
    bytes[i + 5] = text[5]!
    bytes[i + 6] = text[6]!
    bytes[i + 7] = text[7]!
    bytes[i + 8] = text[8]!
    bytes[i + 9] = text[9]!
    bytes[i + 10] = text[10]!
    bytes[i + 11] = text[11]!
    bytes[i + 12] = text[12]!
    bytes[i + 13] = text[13]!
    bytes[i + 14] = text[14]!
    bytes[i + 15] = text[15]!
    bytes[i + 16] = text[16]!
    bytes[i + 17] = text[17]!
    i += 17
    const digits = this.timeDigits
    if (digits > 0) {
      const ms = (nanos / 1_000_000) | 0
      const belowMs = nanos - ms * 1_000_000
      const us = (belowMs / 1000) | 0
      putTriple(bytes, i + 1, ms)
      if (digits > 3) putTriple(bytes, i + 4, us)
      if (digits > 6) putTriple(bytes, i + 7, belowMs - us * 1000)
      i += digits + 1
    }
    bytes[i] = SOH
    this.at = i + 1
  }
}

function putTriple(bytes: Uint8Array, offset: number, value: number): void {
  const k = value * 3
  bytes[offset] = TRIPLES[k]!
  bytes[offset + 1] = TRIPLES[k + 1]!
  bytes[offset + 2] = TRIPLES[k + 2]!
}
