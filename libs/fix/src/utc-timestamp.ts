/**
 * UTCTimestamp text <-> nanoseconds since the session epoch, without Date and without strings.
 *
 *     20260130-09:15:02.123456789      fraction of 0, 3, 6, 9 (read: any number, digits beyond the ninth are cut)
 *     |       | |  |  | |
 *     0       8 9  12 15 18
 */

import type { SessionTime } from '@reflex/base'
import { cell } from './number-cell.ts'

const ZERO = 48
const DASH = 45
const COLON = 58
const DOT = 46
const MS_PER_DAY = 86_400_000
const POWERS = new Float64Array([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9])

/** The date read last (as yyyymmdd) and its day number since 1970: almost every stamp of a day hits it. */
const lastDate = new Int32Array(2)

/** Leaves ns since the session epoch in `cell`, NaN when malformed. Accepts second 60 (leap). */
export function readUtcTimestamp(bytes: Uint8Array, offset: number, length: number, sessionTime: SessionTime): void {
  cell[0] = Number.NaN
  if (length < 17) return
  const date =
    twoDigits(bytes, offset) * 1_000_000 +
    twoDigits(bytes, offset + 2) * 10_000 +
    twoDigits(bytes, offset + 4) * 100 +
    twoDigits(bytes, offset + 6)
  const hour = twoDigits(bytes, offset + 9)
  const minute = twoDigits(bytes, offset + 12)
  const second = twoDigits(bytes, offset + 15)
  if (date < 0 || hour > 23 || minute > 59 || second > 60 || (hour | minute | second) < 0) return
  if (bytes[offset + 8] !== DASH || bytes[offset + 11] !== COLON || bytes[offset + 14] !== COLON) return
  let nanos = 0
  if (length > 17) {
    if (bytes[offset + 17] !== DOT || length === 18) return
    let digitCount = 0
    for (let i = offset + 18; i < offset + length; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return
      if (digitCount < 9) {
        nanos = nanos * 10 + digit
        digitCount++
      }
    }
    nanos *= POWERS[9 - digitCount]!
  }
  if (date !== lastDate[0]) {
    const month = Math.floor(date / 100) % 100
    const day = date % 100
    if (month < 1 || month > 12 || day < 1 || day > 31) return
    lastDate[0] = date
    lastDate[1] = daysFromCivil(Math.floor(date / 10_000), month, day)
  }
  const dayMs = lastDate[1]! * MS_PER_DAY - sessionTime.sessionEpochMs
  cell[0] = dayMs * 1e6 + (hour * 3600 + minute * 60 + second) * 1e9 + nanos
}

/** Two digits as a number, or a large negative one. */
function twoDigits(bytes: Uint8Array, offset: number): number {
  const tens = bytes[offset]! - ZERO
  const ones = bytes[offset + 1]! - ZERO
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -100_000_000
  return tens * 10 + ones
}

/** Days since 1970-01-01 (Hinnant's algorithm). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of daysFromCivil, as yyyymmdd. */
export function civilFromDays(days: number): number {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)) * 10_000 + month * 100 + day
}

/** Three ASCII digits for each of 0..999. */
const TRIPLES = new Uint8Array(3000)
for (let i = 0; i < 1000; i++) {
  TRIPLES[i * 3] = ZERO + Math.floor(i / 100)
  TRIPLES[i * 3 + 1] = ZERO + (Math.floor(i / 10) % 10)
  TRIPLES[i * 3 + 2] = ZERO + (i % 10)
}

/** Writes stamps. Keeps the text of the second written last, since almost every stamp falls into it. */
export class UtcTimestampWriter {
  readonly #text = new Uint8Array(18)
  readonly #cached = new Float64Array([Number.NaN, Number.NaN]) // Second since the session epoch; session epoch in ms.

  /**
   * Writes the stamp that stands in `cell` (ns since the session epoch).
   * @param digits of the fraction: 0, 3, 6 or 9. @returns the offset behind it.
   */
  put(bytes: Uint8Array, offset: number, sessionTime: SessionTime, digits: number): number {
    const ns = cell[0]!
    const second = Math.floor(ns / 1e9)
    const nanos = ns - second * 1e9
    const cached = this.#cached
    if (second !== cached[0] || sessionTime.sessionEpochMs !== cached[1])
      this.#renew(second, sessionTime.sessionEpochMs)
    const text = this.#text
    for (let k = 0; k < 18; k++) bytes[offset + k] = text[k]!
    if (digits === 0) return offset + 17
    const ms = (nanos / 1e6) | 0
    const belowMs = (nanos - ms * 1e6) | 0
    putTriple(bytes, offset + 18, ms)
    if (digits === 3) return offset + 21
    const us = (belowMs / 1000) | 0
    putTriple(bytes, offset + 21, us)
    if (digits === 6) return offset + 24
    putTriple(bytes, offset + 24, belowMs - us * 1000)
    return offset + 27
  }

  #renew(second: number, sessionEpochMs: number): void {
    this.#cached[0] = second
    this.#cached[1] = sessionEpochMs
    const text = this.#text
    const epochSecond = second + sessionEpochMs / 1000
    const days = Math.floor(epochSecond / 86_400)
    const secondOfDay = epochSecond - days * 86_400
    const date = civilFromDays(days)
    putTwo(text, 0, Math.floor(date / 1_000_000))
    putTwo(text, 2, Math.floor(date / 10_000) % 100)
    putTwo(text, 4, Math.floor(date / 100) % 100)
    putTwo(text, 6, date % 100)
    text[8] = DASH
    putTwo(text, 9, Math.floor(secondOfDay / 3600))
    text[11] = COLON
    putTwo(text, 12, Math.floor(secondOfDay / 60) % 60)
    text[14] = COLON
    putTwo(text, 15, secondOfDay % 60)
    text[17] = DOT
  }
}

function putTriple(bytes: Uint8Array, offset: number, value: number): void {
  const k = value * 3
  bytes[offset] = TRIPLES[k]!
  bytes[offset + 1] = TRIPLES[k + 1]!
  bytes[offset + 2] = TRIPLES[k + 2]!
}

function putTwo(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = ZERO + Math.floor(value / 10)
  bytes[offset + 1] = ZERO + (value % 10)
}
