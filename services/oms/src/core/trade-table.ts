/**
 * Every trade of the day, one row each, in order of arrival. Rows are never removed: a busted trade stays with `state`
 * DEAD, so that a second bust of it is seen for what it is.
 *
 *     signedLots  buys > 0          priceE8     feeE8  positive = cost
 *     sequence    place in the canonical order: ApplSeqNum(1181) of the report that brought it, so that the same
 *     reports in any
 *                 order of arrival give the same positions
 */

import { doubled, doubledInts } from './growth.ts'

export const TRADE_ALIVE = 1
/** Its quantity or price was replaced by a correction; still in the position. */
export const TRADE_CORRECTED = 2
export const TRADE_DEAD = 3

export class TradeTable {
  signedLots: Float64Array
  priceE8: Float64Array
  feeE8: Float64Array
  sequence: Float64Array
  /**
   * ApplSeqNum of the last bust or correction applied, 0 for none: a correction that arrives late does not undo a later
   * one.
   */
  amendedBy: Float64Array
  execId: Int32Array
  state: Int32Array
  order: Int32Array
  positionRow: Int32Array
  strategyRow: Int32Array
  #size = 0

  constructor(capacity: number) {
    this.signedLots = new Float64Array(capacity)
    this.priceE8 = new Float64Array(capacity)
    this.feeE8 = new Float64Array(capacity)
    this.sequence = new Float64Array(capacity)
    this.amendedBy = new Float64Array(capacity)
    this.execId = new Int32Array(capacity)
    this.state = new Int32Array(capacity)
    this.order = new Int32Array(capacity)
    this.positionRow = new Int32Array(capacity)
    this.strategyRow = new Int32Array(capacity)
  }

  get size(): number {
    return this.#size
  }

  /** @returns a new row; the caller fills its columns. */
  append(): number {
    const row = this.#size++
    if (row === this.state.length) this.#grow()
    this.state[row] = TRADE_ALIVE
    this.amendedBy[row] = 0
    return row
  }

  isInPosition(row: number): boolean {
    return this.state[row] !== TRADE_DEAD
  }

  /** Room for `size` rows, which the caller fills (restore). */
  reserve(size: number): void {
    while (this.state.length < size) this.#grow()
    this.#size = size
  }

  doubleColumns(): Float64Array[] {
    return [this.signedLots, this.priceE8, this.feeE8, this.sequence, this.amendedBy]
  }

  intColumns(): Int32Array[] {
    return [this.execId, this.state, this.order, this.positionRow, this.strategyRow]
  }

  #grow(): void {
    this.signedLots = doubled(this.signedLots)
    this.priceE8 = doubled(this.priceE8)
    this.feeE8 = doubled(this.feeE8)
    this.sequence = doubled(this.sequence)
    this.amendedBy = doubled(this.amendedBy)
    this.execId = doubledInts(this.execId)
    this.state = doubledInts(this.state)
    this.order = doubledInts(this.order)
    this.positionRow = doubledInts(this.positionRow)
    this.strategyRow = doubledInts(this.strategyRow)
  }
}
