/**
 * Decimals and time stamps as fields, without garbage. V8 boxes a double (16 bytes on the heap) at every call that it
 * does not inline, and it inlines a short method for sure only while nothing long has been inlined into that. Hence the
 * shape of this class and of the generated setters:
 *
 *     setter(ns) { const w = this.writer; w.value = ns; w.putUtc(12); return this }      at most 27 bytecodes: always
 *     inlined
 *     putUtc(key)                                                                      above 460 bytecodes: never
 *     inlined
 *
 * The value crosses in a field of this object, so it is never boxed. Keep the two long methods long: loops are unrolled
 * for that and for speed (the GC test of @reflex/schema tells when it no longer holds).
 */

import { SessionTime } from '@reflex/base'
import { putSmall, QUADS, SIGNIFICANT, TRIPLES } from './digits.ts'
import { SecondText } from './second-text.ts'
import { allTagTexts } from './tag-texts.ts'

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const SOH = 1
const DOT = 46
const MINUS = 45
const quads = QUADS
const significant = SIGNIFICANT
const triples = TRIPLES
const E8 = 100_000_000
const E8_LIMIT = 2 ** 31 * E8
const SOH_HIGH = SOH << 24

export class NumberWriter {
  bytes: Uint8Array = new Uint8Array(0)
  /** Of the same memory with the same offsets. */
  view: DataView = new DataView(new ArrayBuffer(0))
  /** Where the next byte goes. */
  at = 0
  /** What the next put writes: an E8 integer, or ns since the session epoch. NaN writes nothing. */
  value = Number.NaN
  /** Digits of the fraction of a stamp: 0, 3, 6 or 9. */
  timeDigits = 9
  sessionTime: SessionTime
  readonly tagTexts: Int32Array
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
    const view = this.view
    const texts = this.tagTexts
    const k = key << 2
    let i = this.at
    view.setInt32(i, texts[k]!, true)
    view.setInt16(i + 4, texts[k + 1]!, true)
    i += texts[k + 2]!
    if (rest < 0) {
      view.setUint8(i++, MINUS)
      rest = -rest
    }
    // Exact below 2^53 / 1e8 = 90,071,992; both halves fit 32 bits far beyond that.
    const whole = (rest / E8) | 0
    const fraction = (rest - whole * E8) | 0
    if (whole < 100) {
      if (whole < 10) view.setUint8(i++, 48 + whole)
      else {
        view.setInt16(i, quads[whole]! >> 16, true)
        i += 2
      }
    } else if (whole < 10_000) {
      const count = whole < 1000 ? 3 : 4
      view.setInt32(i, quads[whole]! >> ((4 - count) << 3), true)
      i += count
    } else if (whole < 100_000_000) {
      const high = (whole / 10_000) | 0
      const count = high < 100 ? (high < 10 ? 1 : 2) : high < 1000 ? 3 : 4
      view.setInt32(i, quads[high]! >> ((4 - count) << 3), true)
      view.setInt32(i + count, quads[whole - high * 10_000]!, true)
      i += count + 4
    } else i = putSmall(view, i, whole)
    if (fraction !== 0) {
      const high = (fraction / 10_000) | 0
      const low = fraction - high * 10_000
      view.setUint8(i, DOT)
      view.setInt32(i + 1, quads[high]!, true)
      if (low === 0) i += 1 + significant[high]!
      else {
        view.setInt32(i + 5, quads[low]!, true)
        i += 5 + significant[low]!
      }
    }
    view.setUint8(i, SOH)
    this.at = i + 1
  }

  /** Writes `value` as a UTCTimestamp with `timeDigits`. */
  putUtc(key: number): void {
    const ns = this.value
    if (Number.isNaN(ns)) return
    const view = this.view
    const texts = this.tagTexts
    const k = key << 2
    let i = this.at
    view.setInt32(i, texts[k]!, true)
    view.setInt16(i + 4, texts[k + 1]!, true)
    i += texts[k + 2]!
    const second = Math.floor(ns / 1e9)
    const nanos = (ns - second * 1e9) | 0
    const text = this.#second
    text.set(second, this.sessionTime)
    const words = text.words
    view.setInt32(i, words[0]!, true)
    view.setInt32(i + 4, words[1]!, true)
    view.setInt32(i + 8, words[2]!, true)
    view.setInt32(i + 12, words[3]!, true)
    view.setUint8(i + 16, text.lastDigit)
    const ms = (nanos / 1_000_000) | 0
    const digits = this.timeDigits
    if (digits === 9) {
      const belowMs = nanos - ms * 1_000_000
      const us = (belowMs / 1000) | 0
      view.setInt32(i + 17, DOT | (triples[ms]! << 8), true)
      view.setInt32(i + 21, triples[us]!, true)
      view.setInt32(i + 24, triples[belowMs - us * 1000]! | SOH_HIGH, true)
      this.at = i + 28
    } else if (digits === 6) {
      const us = ((nanos - ms * 1_000_000) / 1000) | 0
      view.setInt32(i + 17, DOT | (triples[ms]! << 8), true)
      view.setInt32(i + 21, triples[us]! | SOH_HIGH, true)
      this.at = i + 25
    } else if (digits === 3) {
      view.setInt32(i + 17, DOT | (triples[ms]! << 8), true)
      view.setUint8(i + 21, SOH)
      this.at = i + 22
    } else {
      view.setUint8(i + 17, SOH)
      this.at = i + 18
    }
  }
}
