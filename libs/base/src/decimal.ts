/**
 * Decimal text <-> integers scaled by 1e8 ("E8"). Exact for magnitudes up to 90,071,992.54740991; beyond that, or with
 * more than eight fractional digits that are not zero, the parser says NaN rather than round.
 */

export const E8 = 100_000_000
const ZERO = 48
const DOT = 46
const MINUS = 45
const scratch = new Uint8Array(24)
const single = new Float64Array(1)

/** Parses `-123.45`, `.5`, `7.`, no exponent. @returns the value times 1e8, or NaN. */
export function parseDecimalE8(bytes: Uint8Array, offset: number, length: number): number {
  let i = offset
  const end = offset + length
  let negative = false
  if (length > 0 && bytes[i] === MINUS) {
    negative = true
    i++
  }
  if (i >= end) return Number.NaN
  let value = 0
  let fraction = -1
  let digitCount = 0
  for (; i < end; i++) {
    const c = bytes[i]!
    if (c === DOT) {
      if (fraction >= 0) return Number.NaN
      fraction = 0
      continue
    }
    const digit = c - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    digitCount++
    if (fraction >= 8) {
      if (digit !== 0) return Number.NaN
      continue
    }
    value = value * 10 + digit
    if (fraction >= 0) fraction++
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  }
  if (digitCount === 0) return Number.NaN
  for (let k = fraction < 0 ? 0 : fraction; k < 8; k++) value *= 10
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  return negative ? -value : value
}

/** Writes an E8 integer as decimal text, trailing zeros and a bare point left out. @returns the number of bytes. */
export function putDecimalE8(bytes: Uint8Array, offset: number, value: number): number {
  single[0] = value
  return putDecimalE8At(bytes, offset, single, 0)
}

/** The same for `values[index]`, for hot paths: V8 boxes a double that crosses a call which it did not inline. */
export function putDecimalE8At(bytes: Uint8Array, offset: number, values: Float64Array, index: number): number {
  let i = offset
  let rest = values[index]!
  if (rest < 0) {
    bytes[i++] = MINUS
    rest = -rest
  }
  let whole = Math.floor(rest / E8)
  let fraction = rest - whole * E8
  if (whole === 0) bytes[i++] = ZERO
  let count = 0
  while (whole > 0) {
    const quotient = Math.floor(whole / 10)
    scratch[count++] = ZERO + (whole - quotient * 10)
    whole = quotient
  }
  while (count > 0) bytes[i++] = scratch[--count]!
  if (fraction === 0) return i - offset
  bytes[i++] = DOT
  let width = 8
  while (fraction % 10 === 0) {
    fraction /= 10
    width--
  }
  for (let k = i + width - 1; k >= i; k--) {
    const quotient = (fraction / 10) | 0
    bytes[k] = ZERO + (fraction - quotient * 10)
    fraction = quotient
  }
  return i + width - offset
}

/** Configuration and tests: text to E8. @throws RangeError when not exactly representable. */
export function decimalE8(text: string): number {
  const bytes = Buffer.from(text, 'latin1')
  const value = parseDecimalE8(bytes, 0, bytes.length)
  if (Number.isNaN(value)) throw new RangeError(`not a decimal with at most 8 fractional digits: '${text}'`)
  return value
}

/** Screens and tests: E8 to text. */
export function decimalText(e8: number): string {
  const length = putDecimalE8(textScratch, 0, e8)
  return Buffer.from(textScratch.subarray(0, length)).toString('latin1')
}

const textScratch = new Uint8Array(32)
