/** Readings of a tape that several venues share. */

import { JSON_ARRAY, JSON_NUMBER, JSON_TEXT, type JsonTape, NO_NODE } from './json-tape.ts'
import { CLAIM_NONE, type VenueMessage } from './venue-message.ts'

const MS_PER_S = 1000

/**
 * Adds `[[price, quantity, ...], ...]`, numbers or texts.
 * @returns false when it is something else.
 */
export function addPairs(message: VenueMessage, tape: JsonTape, array: number, side: number): boolean {
  if (!tape.isKind(array, JSON_ARRAY)) return false
  const end = tape.nexts[array]!
  for (let level = array + 1; level < end; level = tape.nexts[level]!) {
    const price = level + 1
    if (tape.kinds[level] !== JSON_ARRAY || tape.nexts[level]! < level + 3) return false
    if (!isValue(tape, price) || !isValue(tape, price + 1)) return false
    message.add(tape, side, price, price + 1, CLAIM_NONE)
  }
  return true
}

/**
 * Adds `[{"price": 1, "qty": 2}, ...]` by the names of the two keys.
 * @returns false when it is something else.
 */
export function addObjects(
  message: VenueMessage,
  tape: JsonTape,
  array: number,
  side: number,
  keys: { readonly price: Uint8Array; readonly qty: Uint8Array },
): boolean {
  if (!tape.isKind(array, JSON_ARRAY)) return false
  const end = tape.nexts[array]!
  for (let level = array + 1; level < end; level = tape.nexts[level]!) {
    const price = tape.field(level, keys.price)
    const qty = tape.field(level, keys.qty)
    if (!isValue(tape, price) || !isValue(tape, qty)) return false
    message.add(tape, side, price, qty, CLAIM_NONE)
  }
  return true
}

/** A text or a number. */
export function isValue(tape: JsonTape, node: number): boolean {
  return node >= 0 && (tape.kinds[node] === JSON_TEXT || tape.kinds[node] === JSON_NUMBER)
}

/** Time in ms. */
export function timeFromMs(message: VenueMessage, tape: JsonTape, node: number): void {
  const ms = tape.integer(node)
  message.epochMs = ms > 0 ? ms : Number.NaN
  message.nanos = 0
}

/** Time in us, up to 16 digits. */
export function timeFromUs(message: VenueMessage, tape: JsonTape, node: number): void {
  const us = digits16(tape, node)
  message.epochMs = us > 0 ? Math.floor(us / MS_PER_S) : Number.NaN
  message.nanos = us > 0 ? (us % MS_PER_S) * MS_PER_S : 0
}

/** A whole number of up to 16 digits below 2^53; NaN for anything else. */
export function digits16(tape: JsonTape, node: number): number {
  if (node === NO_NODE) return Number.NaN
  const start = tape.starts[node]!
  const end = tape.ends[node]!
  if (end <= start || end - start > 16) return Number.NaN
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = tape.bytes[i]! - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN
}

/** Seconds with a fraction, `1618678133.365913`: to the ns. */
export function timeFromSeconds(message: VenueMessage, tape: JsonTape, node: number): void {
  message.epochMs = Number.NaN
  message.nanos = 0
  if (node === NO_NODE) return
  let seconds = 0
  let fraction = 0
  let places = -1
  for (let i = tape.starts[node]!; i < tape.ends[node]!; i++) {
    const byte = tape.bytes[i]!
    if (byte === 46 && places < 0) places = 0
    else if (byte < 48 || byte > 57) return
    else if (places < 0) seconds = seconds * 10 + byte - 48
    else if (places < 9) {
      fraction = fraction * 10 + byte - 48
      places++
    }
  }
  for (let i = Math.max(places, 0); i < 9; i++) fraction *= 10
  message.epochMs = seconds * MS_PER_S + Math.floor(fraction / 1e6)
  message.nanos = fraction % 1e6
}

/** `2021-04-17T16:43:37.075687Z`, up to nine places, UTC. */
export function timeFromIso(message: VenueMessage, tape: JsonTape, node: number): void {
  message.epochMs = Number.NaN
  message.nanos = 0
  if (node === NO_NODE) return
  const at = tape.starts[node]!
  const end = tape.ends[node]!
  if (end - at < 20) return
  const { bytes } = tape
  const days = daysFromCivil(number(bytes, at, 4), number(bytes, at + 5, 2), number(bytes, at + 8, 2))
  const seconds = number(bytes, at + 11, 2) * 3600 + number(bytes, at + 14, 2) * 60 + number(bytes, at + 17, 2)
  let fraction = 0
  let places = 0
  for (let i = at + 20; i < end && places < 9 && bytes[i]! >= 48 && bytes[i]! <= 57; i++, places++)
    fraction = fraction * 10 + bytes[i]! - 48
  for (; places < 9; places++) fraction *= 10
  message.epochMs = days * 86_400_000 + seconds * MS_PER_S + Math.floor(fraction / 1e6)
  message.nanos = fraction % 1e6
}

/** An unsigned or signed 32-bit number as signed, which is how checksums are compared. NaN when it is none. */
export function int32Of(tape: JsonTape, node: number): number {
  const value = tape.integer(node)
  return value >= -2_147_483_648 && value <= 4_294_967_295 ? value | 0 : Number.NaN
}

function number(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = 0; i < length; i++) value = value * 10 + bytes[at + i]! - 48
  return value
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar (Hinnant, chrono-compatible date algorithms). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
