/**
 * Busts and corrections that refer to an execution we have not seen while numbers of the execution journal before them
 * are missing: they wait until the execution comes or the hole is filled. Few at any time; a fixed table.
 */

import type { ExecutionInput } from './execution-input.ts'

export const PENDING_MAX = 256
/** Columns of `numbers`: sequence, lots, price, fee. */
export const PENDING_NUMBERS = 4

export class PendingAmendments {
  readonly execTypes = new Int32Array(PENDING_MAX)
  readonly execIds = new Int32Array(PENDING_MAX)
  readonly refExecIds = new Int32Array(PENDING_MAX)
  readonly orders = new Int32Array(PENDING_MAX)
  readonly numbers = new Float64Array(PENDING_MAX * PENDING_NUMBERS)
  size = 0

  /** @returns false when the table is full. */
  add(input: ExecutionInput): boolean {
    if (this.size === PENDING_MAX) return false
    const row = this.size++
    this.execTypes[row] = input.execType
    this.execIds[row] = input.execId
    this.refExecIds[row] = input.refExecId
    this.orders[row] = input.order
    const at = row * PENDING_NUMBERS
    this.numbers[at] = input.sequence
    this.numbers[at + 1] = input.lastLots
    this.numbers[at + 2] = input.lastPriceE8
    this.numbers[at + 3] = input.feeE8
    return true
  }

  sequenceOf(row: number): number {
    return this.numbers[row * PENDING_NUMBERS]!
  }

  /** Moves a row into an input and removes it. The order of the others is kept. */
  takeInto(row: number, input: ExecutionInput): void {
    const at = row * PENDING_NUMBERS
    input.execType = this.execTypes[row]!
    input.execId = this.execIds[row]!
    input.refExecId = this.refExecIds[row]!
    input.order = this.orders[row]!
    input.sequence = this.numbers[at]!
    input.lastLots = this.numbers[at + 1]!
    input.lastPriceE8 = this.numbers[at + 2]!
    input.feeE8 = this.numbers[at + 3]!
    this.size--
    this.execTypes.copyWithin(row, row + 1, this.size + 1)
    this.execIds.copyWithin(row, row + 1, this.size + 1)
    this.refExecIds.copyWithin(row, row + 1, this.size + 1)
    this.orders.copyWithin(row, row + 1, this.size + 1)
    this.numbers.copyWithin(at, at + PENDING_NUMBERS, (this.size + 1) * PENDING_NUMBERS)
  }

  /** @returns the first row that refers to this execution, or -1. */
  find(execId: number): number {
    for (let row = 0; row < this.size; row++) if (this.refExecIds[row] === execId) return row
    return -1
  }
}
