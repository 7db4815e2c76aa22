/**
 * Numbers in and out of hot functions without boxing. V8 puts a double that crosses a call which was not inlined on the heap
 * (16 bytes each). So the long functions take and leave their double in one Float64Array cell, and the short functions around them,
 * which V8 always inlines, carry the value between the cell and the caller.
 */
export const cell = new Float64Array(1)

const ZERO = 48
const DOT = 46
const MINUS = 45
const PLUS = 43

/** Decimal text to an integer scaled by 1e8 in `cell`; NaN when it is no decimal or not exact. Same contract as parseDecimalE8. */
export function readDecimalE8(bytes: Uint8Array, offset: number, length: number): void {
  let i = offset
  const end = offset + length
  let negative = false
  if (length > 0 && bytes[i] === MINUS) {
    negative = true
    i++
  }
  let value = 0
  let digitCount = 0
  let c = 0
  while (i < end) {
    c = bytes[i]! - ZERO
    if (c < 0 || c > 9) break
    value = value * 10 + c
    digitCount++
    i++
  }
  let scale = 8
  if (i < end) {
    if (bytes[i] !== DOT) {
      cell[0] = Number.NaN
      return
    }
    i++
    while (i < end) {
      c = bytes[i]! - ZERO
      if (c < 0 || c > 9 || (scale === 0 && c !== 0)) {
        cell[0] = Number.NaN
        return
      }
      digitCount++
      if (scale > 0) {
        value = value * 10 + c
        scale--
      }
      i++
    }
  }
  value *= POWERS[scale]!
  if (digitCount === 0 || value > Number.MAX_SAFE_INTEGER) cell[0] = Number.NaN
  else cell[0] = negative ? -value : value
}

const POWERS = new Float64Array([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8])

/** Integer text to `cell`; NaN when it is none or beyond 2^53-1. */
export function readInteger(bytes: Uint8Array, offset: number, length: number): void {
  let i = offset
  const end = offset + length
  let negative = false
  if (length > 1 && (bytes[i] === MINUS || bytes[i] === PLUS)) {
    negative = bytes[i] === MINUS
    i++
  }
  if (i >= end || end - i > 16) {
    cell[0] = Number.NaN
    return
  }
  let value = 0
  while (i < end) {
    const digit = bytes[i]! - ZERO
    if (digit < 0 || digit > 9) {
      cell[0] = Number.NaN
      return
    }
    value = value * 10 + digit
    i++
  }
  if (value > Number.MAX_SAFE_INTEGER) cell[0] = Number.NaN
  else cell[0] = negative ? -value : value
}
