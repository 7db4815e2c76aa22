/** Decimal text to whole ticks or lots, exactly, without a float: the steps of one instrument. */

const ZERO = 48
const POINT = 46
const PLUS = 43
const MINUS = 45
const LETTER_E = 101
const E8_DIGITS = 8
/** What an int64 of the stream holds. */
const QUANTITY_MAX = 2 ** 62

export class DecimalGrid {
  /** Decimal places that a step needs. */
  readonly places: number
  /** The step in units of the last of these places. */
  readonly unit: number

  /** @param stepE8 the step times 1e8. */
  constructor(stepE8: number) {
    let places = E8_DIGITS
    let unit = stepE8
    while (places > 0 && unit % 10 === 0) {
      unit /= 10
      places--
    }
    this.places = places
    this.unit = unit
  }

  /** @returns whole steps; NaN for text that is no plain decimal, is off the grid, or is beyond 2^53. */
  steps(bytes: Uint8Array, start: number, end: number): number {
    const value = this.#scaled(bytes, start, end, true)
    if (this.unit === 1) return value
    return value % this.unit === 0 ? value / this.unit : Number.NaN
  }

  /**
   * As `steps`, for quantities of levels far away, which can be absurd: beyond 2^53 the nearest double instead of NaN.
   */
  quantity(bytes: Uint8Array, start: number, end: number): number {
    const value = this.#scaled(bytes, start, end, true, QUANTITY_MAX)
    if (this.unit === 1) return value
    if (value > Number.MAX_SAFE_INTEGER) return Math.round(value / this.unit)
    return value % this.unit === 0 ? value / this.unit : Number.NaN
  }

  /** As `steps`, for values that need not be on the grid (indices, mark prices): the nearest step. */
  nearest(bytes: Uint8Array, start: number, end: number): number {
    return Math.round(this.#scaled(bytes, start, end, false) / this.unit)
  }

  #scaled(bytes: Uint8Array, start: number, end: number, isExact: boolean, max = Number.MAX_SAFE_INTEGER): number {
    let value = 0
    let places = -1
    if (end <= start) return Number.NaN
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!
      if (byte === POINT && places < 0) {
        places = 0
        continue
      }
      const digit = byte - ZERO
      if (digit < 0 || digit > 9)
        return (byte | 32) === LETTER_E && i > start ? this.#withExponent(bytes, start, i, end, isExact) : Number.NaN
      if (places >= this.places) {
        if (digit !== 0 && isExact) return Number.NaN
        if (places === this.places && digit >= 5) value++
        places++
        continue
      }
      value = value * 10 + digit
      if (places >= 0) places++
    }
    for (let i = places < 0 ? 0 : places; i < this.places; i++) value *= 10
    return value <= max ? value : Number.NaN
  }

  /**
   * `1.0e-4`, as some venues write small numbers: the same digits with the point moved. @param e where the e stands.
   */
  #withExponent(bytes: Uint8Array, start: number, e: number, end: number, isExact: boolean): number {
    let i = e + 1
    const isNegative = bytes[i] === MINUS
    if (isNegative || bytes[i] === PLUS) i++
    if (i >= end || end - i > 2) return Number.NaN
    let exponent = 0
    for (; i < end; i++) {
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return Number.NaN
      exponent = exponent * 10 + digit
    }
    if (isNegative) exponent = -exponent
    let point = start
    while (point < e && bytes[point] !== POINT) point++
    const whole = point - start
    const digits = e - start - (point < e ? 1 : 0)
    let value = 0
    for (let place = 0; place < whole + exponent + this.places; place++) {
      const k = place < whole ? start + place : start + place + 1
      const digit = place < digits ? bytes[k]! - ZERO : 0
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
    return isExact && this.#hasRest(bytes, start, whole, whole + exponent + this.places, digits) ? Number.NaN : value
  }

  /** Whether a digit from `from` on is not 0: more places than the grid has. */
  #hasRest(bytes: Uint8Array, start: number, whole: number, from: number, digits: number): boolean {
    for (let place = Math.max(from, 0); place < digits; place++)
      if (bytes[place < whole ? start + place : start + place + 1] !== ZERO) return true
    return false
  }
}
