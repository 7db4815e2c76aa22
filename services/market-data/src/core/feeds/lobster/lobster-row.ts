/** Reads a row of whole and decimal numbers separated by commas, in place. */

const COMMA = 44
const DOT = 46
const MINUS = 45
const ZERO = 48
const NANO_DIGITS = 9

export class LobsterRow {
  /** The numbers of the row: whole parts with their sign. NaN where there is none. */
  readonly values: Float64Array
  /** Digits behind the point of each number, as billionths. */
  readonly nanos: Float64Array
  count = 0

  constructor(fieldsMax: number) {
    this.values = new Float64Array(fieldsMax)
    this.nanos = new Float64Array(fieldsMax)
  }

  /** @returns false when the row holds something else or more fields than fit. */
  read(bytes: Uint8Array, start: number, length: number): boolean {
    const end = start + length
    let at = start
    this.count = 0
    while (at < end) {
      if (this.count === this.values.length) return false
      const next = this.#number(bytes, at, end)
      if (next < 0) return false
      this.count++
      at = next + 1
      if (next < end && bytes[next] !== COMMA) return false
    }
    return this.count > 0
  }

  /** @returns where the number ends, -1 when there is none. */
  #number(bytes: Uint8Array, start: number, end: number): number {
    const isNegative = bytes[start] === MINUS
    let at = isNegative ? start + 1 : start
    const digits = at
    let value = 0
    for (; at < end && isDigit(bytes[at]!); at++) value = value * 10 + (bytes[at]! - ZERO)
    if (at === digits) return -1
    let nanos = 0
    if (at < end && bytes[at] === DOT) {
      let scale = 10 ** (NANO_DIGITS - 1)
      for (at++; at < end && isDigit(bytes[at]!); at++) {
        nanos += (bytes[at]! - ZERO) * scale
        scale = Math.floor(scale / 10)
      }
    }
    this.values[this.count] = isNegative ? -value : value
    this.nanos[this.count] = nanos
    return at
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9
}
