/**
 * Every order of the day, one row each; the row is the id of its ClOrdID(11). A replace (G) makes a new order whose
 * `root` is the first of its chain: venues count CumQty(14) over the whole chain, so what was filled is kept at the
 * root.
 *
 *     root        row of the chain's first order (itself when never replaced)
 *     filledLots  at the root: sum of the surviving trades of the chain     reportedLots  at the root: CumQty of the
 *     latest report
 *     status      OrdStatus(39) code of the latest report, 0 = never reported
 */

import { AsciiTable } from '@reflex/base'
import { doubled, doubledInts } from './growth.ts'

export const NO_ORDER = -1

export class OrderTable {
  readonly clOrdIds: AsciiTable
  account: Int32Array
  strategy: Int32Array
  instrument: Int32Array
  side: Int32Array
  status: Int32Array
  root: Int32Array
  /** Bit k: break of kind k was raised for the order; each once. */
  raised: Int32Array
  quantityLots: Float64Array
  priceE8: Float64Array
  filledLots: Float64Array
  reportedLots: Float64Array
  leavesLots: Float64Array
  /** ApplSeqNum of the latest report: later arrivals with a smaller one do not move the status back. */
  sequence: Float64Array

  constructor(capacity: number) {
    this.clOrdIds = new AsciiTable(capacity, 24)
    this.account = new Int32Array(capacity)
    this.strategy = new Int32Array(capacity)
    this.instrument = new Int32Array(capacity)
    this.side = new Int32Array(capacity)
    this.status = new Int32Array(capacity)
    this.root = new Int32Array(capacity)
    this.raised = new Int32Array(capacity)
    this.quantityLots = new Float64Array(capacity)
    this.priceE8 = new Float64Array(capacity)
    this.filledLots = new Float64Array(capacity)
    this.reportedLots = new Float64Array(capacity)
    this.leavesLots = new Float64Array(capacity)
    this.sequence = new Float64Array(capacity)
  }

  get size(): number {
    return this.clOrdIds.size
  }

  /** The row of a ClOrdID, opened empty when new (status 0). */
  rowOf(bytes: Uint8Array, offset: number, length: number): number {
    const size = this.clOrdIds.size
    const row = this.clOrdIds.intern(bytes, offset, length)
    if (this.clOrdIds.size > size) this.#open(row)
    return row
  }

  /** Joins an order to the chain of the one it replaces. What was filled on it so far moves to the chain's root. */
  link(row: number, original: number): void {
    if (row === original || this.root[row] !== row) return
    const root = this.root[original]!
    if (root === row) return
    this.root[row] = root
    this.filledLots[root]! += this.filledLots[row]!
    this.filledLots[row] = 0
    if (this.sequence[row]! > this.sequence[root]!) this.reportedLots[root] = this.reportedLots[row]!
  }

  /** Room for `size` rows, which the caller fills (restore). */
  reserve(size: number): void {
    while (this.account.length < size) this.#grow()
  }

  doubleColumns(): Float64Array[] {
    return [this.quantityLots, this.priceE8, this.filledLots, this.reportedLots, this.leavesLots, this.sequence]
  }

  intColumns(): Int32Array[] {
    return [this.account, this.strategy, this.instrument, this.side, this.status, this.root, this.raised]
  }

  #open(row: number): void {
    if (row === this.account.length) this.#grow()
    this.account[row] = -1
    this.strategy[row] = -1
    this.instrument[row] = -1
    this.side[row] = 0
    this.status[row] = 0
    this.root[row] = row
    this.raised[row] = 0
    this.quantityLots[row] = 0
    this.priceE8[row] = Number.NaN
    this.filledLots[row] = 0
    this.reportedLots[row] = 0
    this.leavesLots[row] = 0
    this.sequence[row] = 0
  }

  #grow(): void {
    this.account = doubledInts(this.account)
    this.strategy = doubledInts(this.strategy)
    this.instrument = doubledInts(this.instrument)
    this.side = doubledInts(this.side)
    this.status = doubledInts(this.status)
    this.root = doubledInts(this.root)
    this.raised = doubledInts(this.raised)
    this.quantityLots = doubled(this.quantityLots)
    this.priceE8 = doubled(this.priceE8)
    this.filledLots = doubled(this.filledLots)
    this.reportedLots = doubled(this.reportedLots)
    this.leavesLots = doubled(this.leavesLots)
    this.sequence = doubled(this.sequence)
  }
}
