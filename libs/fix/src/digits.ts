/** Tables of ASCII digits as little-endian words, and small integers as text. */

const ZERO = 48

/** Four digits for each of 0..9999, the first in the lowest byte. */
const quads = new Int32Array(10_000)
/** How many of the four are left when trailing zeros go: 0 for 0. */
export const SIGNIFICANT = new Uint8Array(10_000)
/** Three digits for each of 0..999; the highest byte is 0. */
export const TRIPLES = new Int32Array(1000)

for (let i = 0; i < 10_000; i++) {
  const digits = [Math.floor(i / 1000), Math.floor(i / 100) % 10, Math.floor(i / 10) % 10, i % 10]
  digits.forEach((digit, k) => {
    quads[i]! |= (ZERO + digit) << (k << 3)
    if (digit !== 0) SIGNIFICANT[i] = k + 1
  })
  if (i < 1000) TRIPLES[i] = (quads[i]! >> 8) & 0xffffff
}

export { quads as QUADS }

/**
 * Writes 0 <= value < 2^31 without leading zeros, and up to three bytes behind. @returns the offset behind the last
 * digit.
 */
export function putSmall(view: DataView, offset: number, value: number): number {
  if (value < 10_000) {
    const count = value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4
    view.setInt32(offset, quads[value]! >> ((4 - count) << 3), true)
    return offset + count
  }
  const high = (value / 10_000) | 0
  const i = putSmall(view, offset, high)
  view.setInt32(i, quads[value - high * 10_000]!, true)
  return i + 4
}

/** Decimal digits of 0 <= value < 2^31. */
export function digitCountOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8
  return value < 1_000_000_000 ? 9 : 10
}
