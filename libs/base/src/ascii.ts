/** Integers and short texts in ASCII bytes, without strings. */

const ZERO = 48
const MINUS = 45
const digits = new Uint8Array(20)

/** Returned by the parsers for bytes that are not a number of the kind, or beyond 2^53-1. */
export const NOT_A_NUMBER = Number.NaN

/** Parses an optionally negative decimal integer. @returns NaN when it is none. */
export function parseInteger(bytes: Uint8Array, offset: number, length: number): number {
  let i = offset
  const end = offset + length
  let negative = false
  if (length > 0 && bytes[i] === MINUS) {
    negative = true
    i++
  }
  if (i >= end || end - i > 16) return NOT_A_NUMBER
  let value = 0
  for (; i < end; i++) {
    const digit = bytes[i]! - ZERO
    if (digit < 0 || digit > 9) return NOT_A_NUMBER
    value = value * 10 + digit
  }
  if (value > Number.MAX_SAFE_INTEGER) return NOT_A_NUMBER
  return negative ? -value : value
}

/** Writes a safe integer in decimal. @returns the number of bytes. */
export function putInteger(bytes: Uint8Array, offset: number, value: number): number {
  let i = offset
  let rest = value
  if (rest < 0) {
    bytes[i++] = MINUS
    rest = -rest
  }
  if (rest === 0) {
    bytes[i++] = ZERO
    return i - offset
  }
  let count = 0
  while (rest > 0x7fffffff) {
    const quotient = Math.floor(rest / 10)
    digits[count++] = rest - quotient * 10
    rest = quotient
  }
  let small = rest | 0
  while (small > 0) {
    const quotient = (small / 10) | 0
    digits[count++] = small - quotient * 10
    small = quotient
  }
  while (count > 0) bytes[i++] = ZERO + digits[--count]!
  return i - offset
}

/** Writes a non-negative integer with exactly `width` digits, zero padded. */
export function putPadded(bytes: Uint8Array, offset: number, value: number, width: number): void {
  let rest = value
  for (let i = offset + width - 1; i >= offset; i--) {
    const quotient = Math.floor(rest / 10)
    bytes[i] = ZERO + (rest - quotient * 10)
    rest = quotient
  }
}

/** Writes the latin-1 characters of a text. @returns the number of bytes. */
export function putText(bytes: Uint8Array, offset: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[offset + i] = text.charCodeAt(i)
  return text.length
}

/** For the edge only: allocates a string. */
export function textOf(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString('latin1')
}

export function bytesEqual(
  a: Uint8Array,
  aOffset: number,
  aLength: number,
  b: Uint8Array,
  bOffset = 0,
  bLength = b.length,
): boolean {
  if (aLength !== bLength) return false
  for (let i = 0; i < aLength; i++) if (a[aOffset + i] !== b[bOffset + i]) return false
  return true
}
