/** Decimal text to whole ticks or lots, exactly, without a float: the steps of one instrument. */

const ZERO = 48
const POINT = 46
const E8_DIGITS = 8

export class DecimalGrid {
  /** Decimal places that a step needs. */
  readonly #places: number
  /** The step in units of the last of these places. */
  readonly #unit: number

  /** @param stepE8 the step times 1e8. */
  constructor(stepE8: number) {
    let places = E8_DIGITS
    let unit = stepE8
    while (places > 0 && unit % 10 === 0) {
      unit /= 10
      places--
    }
    this.#places = places
    this.#unit = unit
  }

  /** @returns whole steps; NaN for text that is no plain decimal, is off the grid, or is beyond 2^53. */
  steps(bytes: Uint8Array, start: number, end: number): number {
    const value = this.#scaled(bytes, start, end, true)
    if (this.#unit === 1) return value
    return value % this.#unit === 0 ? value / this.#unit : Number.NaN
  }

  /** As `steps`, for values that need not be on the grid (indices, mark prices): the nearest step. */
  nearest(bytes: Uint8Array, start: number, end: number): number {
    return Math.round(this.#scaled(bytes, start, end, false) / this.#unit)
  }

  #scaled(bytes: Uint8Array, start: number, end: number, isExact: boolean): number {
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
      if (digit < 0 || digit > 9) return Number.NaN
      if (places >= this.#places) {
        if (digit !== 0 && isExact) return Number.NaN
        if (places === this.#places && digit >= 5) value++
        places++
        continue
      }
      value = value * 10 + digit
      if (places >= 0) places++
    }
    for (let i = places < 0 ? 0 : places; i < this.#places; i++) value *= 10
    return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN
  }
}
