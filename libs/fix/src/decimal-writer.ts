/** Decimal text of an E8 integer: two 32-bit halves, digits by table. The value is taken from `cell` so that it is never boxed. */

import { cell } from './number-cell.ts'

const ZERO = 48
const DOT = 46
const MINUS = 45
const E8 = 100_000_000
const E8_LIMIT = 2 ** 31 * E8
const E9 = 1_000_000_000

/** Two ASCII digits for each of 0..99. */
const PAIRS = new Uint8Array(200)
for (let i = 0; i < 100; i++) {
  PAIRS[i * 2] = ZERO + Math.floor(i / 10)
  PAIRS[i * 2 + 1] = ZERO + (i % 10)
}

/** Writes the value in `cell`, trailing zeros and a bare point left out. @returns the offset behind it. */
export function putDecimalCell(bytes: Uint8Array, offset: number): number {
  let i = offset
  let rest = cell[0]!
  if (rest < 0) {
    bytes[i++] = MINUS
    rest = -rest
  }
  if (rest >= E8_LIMIT) throw new RangeError('decimal out of range')
  // Exact below 2^53 / 1e8 = 90,071,992; both halves fit 32 bits far beyond that.
  const whole = (rest / E8) | 0
  const fraction = (rest - whole * E8) | 0
  i = putSmall(bytes, i, whole)
  if (fraction === 0) return i
  bytes[i++] = DOT
  const high = (fraction / 10_000) | 0
  const low = fraction - high * 10_000
  putFour(bytes, i, high)
  putFour(bytes, i + 4, low)
  let end = i + 8
  while (bytes[end - 1] === ZERO) end--
  return end
}

/** Writes the safe integer in `cell`. @returns the offset behind it. */
export function putIntegerCell(bytes: Uint8Array, offset: number): number {
  let i = offset
  let rest = cell[0]!
  if (rest < 0) {
    bytes[i++] = MINUS
    rest = -rest
  }
  if (rest < E9) return putSmall(bytes, i, rest | 0)
  const high = Math.floor(rest / E9)
  let low = (rest - high * E9) | 0
  i = putSmall(bytes, i, high | 0)
  for (let k = i + 8; k >= i; k--) {
    const quotient = (low / 10) | 0
    bytes[k] = ZERO + low - quotient * 10
    low = quotient
  }
  return i + 9
}

function putFour(bytes: Uint8Array, offset: number, value: number): void {
  const high = (value / 100) | 0
  const low = value - high * 100
  bytes[offset] = PAIRS[high * 2]!
  bytes[offset + 1] = PAIRS[high * 2 + 1]!
  bytes[offset + 2] = PAIRS[low * 2]!
  bytes[offset + 3] = PAIRS[low * 2 + 1]!
}

/** Writes 0 <= value < 2^31 without leading zeros. @returns the offset behind it. */
export function putSmall(bytes: Uint8Array, offset: number, value: number): number {
  let i = offset + digitCountOf(value)
  const end = i
  let rest = value
  while (rest >= 100) {
    const quotient = (rest / 100) | 0
    const pair = (rest - quotient * 100) * 2
    bytes[--i] = PAIRS[pair + 1]!
    bytes[--i] = PAIRS[pair]!
    rest = quotient
  }
  if (rest >= 10) {
    bytes[--i] = PAIRS[rest * 2 + 1]!
    bytes[--i] = PAIRS[rest * 2]!
  } else bytes[--i] = ZERO + rest
  return end
}

export function digitCountOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8
  return value < 1_000_000_000 ? 9 : 10
}
