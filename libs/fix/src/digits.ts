/** Tables of ASCII digits, and small integers as text. */

const ZERO = 48

/** Two ASCII digits for each of 0..99. */
export const PAIRS = new Uint8Array(200)
for (let i = 0; i < 100; i++) {
  PAIRS[i * 2] = ZERO + Math.floor(i / 10)
  PAIRS[i * 2 + 1] = ZERO + (i % 10)
}

/** Three ASCII digits for each of 0..999. */
export const TRIPLES = new Uint8Array(3000)
for (let i = 0; i < 1000; i++) {
  TRIPLES[i * 3] = ZERO + Math.floor(i / 100)
  TRIPLES[i * 3 + 1] = ZERO + (Math.floor(i / 10) % 10)
  TRIPLES[i * 3 + 2] = ZERO + (i % 10)
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

/** Decimal digits of 0 <= value < 2^31. */
export function digitCountOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8
  return value < 1_000_000_000 ? 9 : 10
}
