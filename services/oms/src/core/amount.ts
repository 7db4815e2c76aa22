/**
 * A fixed-point number for booked values: whole units (a signed safe integer) plus trillionths of a unit, so that
 * shares of a cost can be taken thousands of times without a visible rounding and what is taken plus what is left is
 * always exactly what was there.
 *
 *     value = words[0] + words[1] / 1e12        words[1] in 0 .. 1e12-1, also below zero (-0.25 = -1 + 0.75)
 *
 * The words live in a typed array because V8 boxes a double that crosses a call which it did not inline.
 */

import { mulDivCells } from '@reflex/base'

/**
 * Numbers on their way into the long methods below, which V8 does not inline: a double passed as an argument would be
 * boxed.
 */
export const operands = new Float64Array(3)
const cells = new Float64Array(5)

/** Parts of one unit: a decimal power, so that every decimal price off the tick grid is still exact. */
export const PARTS = 1e12

export class Amount {
  readonly words = new Float64Array(2)

  get high(): number {
    return this.words[0]!
  }

  get low(): number {
    return this.words[1]!
  }

  get isNegative(): boolean {
    return this.words[0]! < 0
  }

  set(high: number, low: number): this {
    this.words[0] = high
    this.words[1] = low
    return this
  }

  copy(other: Amount): this {
    this.words[0] = other.words[0]!
    this.words[1] = other.words[1]!
    return this
  }

  load(column: Float64Array, row: number): this {
    this.words[0] = column[row * 2]!
    this.words[1] = column[row * 2 + 1]!
    return this
  }

  store(column: Float64Array, row: number): void {
    column[row * 2] = this.words[0]!
    column[row * 2 + 1] = this.words[1]!
  }

  add(other: Amount): this {
    const words = this.words
    const low = words[1]! + other.words[1]!
    const carry = low >= PARTS ? 1 : 0
    words[0] = words[0]! + other.words[0]! + carry
    words[1] = low - carry * PARTS
    return this
  }

  subtract(other: Amount): this {
    const words = this.words
    const low = words[1]! - other.words[1]!
    const borrow = low < 0 ? 1 : 0
    words[0] = words[0]! - other.words[0]! - borrow
    words[1] = low + borrow * PARTS
    return this
  }

  negate(): this {
    const words = this.words
    const borrow = words[1] === 0 ? 0 : 1
    words[0] = 0 - words[0]! - borrow
    words[1] = borrow * PARTS - words[1]!
    return this
  }

  /**
   * this = a * b / c, floored to 1e-12, of operands [a >= 0, b >= 0, c > 0]. The whole part must be a safe integer.
   */
  setMulDiv(): this {
    cells[0] = operands[0]!
    cells[1] = operands[1]!
    cells[2] = operands[2]!
    mulDivCells(cells)
    this.words[0] = cells[3]!
    if (cells[4] === 0) {
      this.words[1] = 0
      return this
    }
    cells[0] = cells[4]!
    cells[1] = PARTS
    mulDivCells(cells)
    this.words[1] = cells[3]!
    return this
  }

  /**
   * Moves the part share/whole of this amount (>= 0) to `taken`, floored to 1e-12; the rest stays. taken + rest = what
   * was there, exactly. Of operands [share in 0 .. whole, whole].
   */
  take(taken: Amount): void {
    const words = this.words
    const share = operands[0]!
    const whole = operands[1]!
    if (share === whole) {
      taken.copy(this)
      words[0] = 0
      words[1] = 0
      return
    }
    cells[0] = words[0]!
    cells[1] = share
    cells[2] = whole
    mulDivCells(cells)
    const units = cells[3]!
    cells[0] = cells[4]!
    cells[1] = PARTS
    mulDivCells(cells)
    const fromUnits = cells[3]!
    const fromUnitsRest = cells[4]!
    cells[0] = words[1]!
    cells[1] = share
    mulDivCells(cells)
    const parts = fromUnits + cells[3]! + (fromUnitsRest + cells[4]! >= whole ? 1 : 0)
    const carry = parts >= PARTS ? 1 : 0
    taken.words[0] = units + carry
    taken.words[1] = parts - carry * PARTS
    this.subtract(taken)
  }
}
