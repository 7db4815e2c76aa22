/**
 * The same trades by first in, first out: what a reduction closes is the oldest open lot. Beside the average-cost
 * ledger, for those who account that way. Realised plus unrealised is the same under both because each lot keeps its
 * cost and gives shares of it (Amount.take): exactly for linear contracts, within 1e-20 coin a trade for inverse ones.
 *
 *     heads[row] -> trade -> trade -> ... -> tails[row]     the open lots of a row, oldest first
 *     openLots[trade]  what is left of it, signed           openCost[trade]  Amount >= 0, what that cost
 */

import { Amount, operands } from './amount.ts'
import type { ContractTerms } from './contract-terms.ts'
import { doubled, doubledInts } from './growth.ts'
import type { TradeTable } from './trade-table.ts'

const NONE = -1

export class FifoLedger {
  realised: Float64Array
  openLots: Float64Array
  openCost: Float64Array
  #heads: Int32Array
  #tails: Int32Array
  #next: Int32Array
  readonly #value = new Amount()
  readonly #taken = new Amount()
  readonly #sum = new Amount()

  /** @param rows and @param trades reserved; both double beyond. */
  constructor(rows: number, trades: number) {
    this.realised = new Float64Array(rows * 2)
    this.#heads = new Int32Array(rows)
    this.#tails = new Int32Array(rows)
    this.openLots = new Float64Array(trades)
    this.openCost = new Float64Array(trades * 2)
    this.#next = new Int32Array(trades)
  }

  /** Back to flat, as before the row's first trade; also for a new row. */
  clear(row: number): void {
    while (row >= this.#heads.length) this.#growRows()
    this.realised.fill(0, row * 2, row * 2 + 2)
    this.#heads[row] = NONE
    this.#tails[row] = NONE
  }

  /** Books one trade of the table, in canonical order. */
  book(row: number, terms: ContractTerms, trades: TradeTable, trade: number): void {
    while (trade >= this.#next.length) this.#growTrades()
    const signedLots = trades.signedLots[trade]!
    let left = Math.abs(signedLots)
    while (left > 0) {
      const oldest = this.#heads[row]!
      if (oldest === NONE || this.openLots[oldest]! > 0 === signedLots > 0) break
      const held = Math.abs(this.openLots[oldest]!)
      const closed = Math.min(left, held)
      operands[0] = closed
      operands[1] = held
      this.#sum.load(this.openCost, oldest).take(this.#taken)
      this.#sum.store(this.openCost, oldest)
      operands[0] = closed
      operands[1] = trades.priceE8[trade]!
      this.#realise(row, terms, signedLots < 0)
      this.openLots[oldest]! += signedLots > 0 ? closed : -closed
      if (closed === held) this.#dropHead(row)
      left -= closed
    }
    if (left > 0) this.#append(row, terms, trades, trade, left)
  }

  /** The oldest open lot of a row, -1 when flat: its trade. */
  firstOpen(row: number): number {
    return this.#heads[row]!
  }

  /** The open lot behind another, -1 at the end. */
  nextOpen(trade: number): number {
    return this.#next[trade]!
  }

  /** operands [lots, priceE8] left the position; what they had cost is in `taken`. */
  #realise(row: number, terms: ContractTerms, wasLong: boolean): void {
    const gain = terms.valueOf(this.#value).subtract(this.#taken)
    if (wasLong !== terms.direction > 0) gain.negate()
    gain.add(this.#sum.load(this.realised, row))
    gain.store(this.realised, row)
  }

  #dropHead(row: number): void {
    const next = this.#next[this.#heads[row]!]!
    this.#heads[row] = next
    if (next === NONE) this.#tails[row] = NONE
  }

  #append(row: number, terms: ContractTerms, trades: TradeTable, trade: number, lots: number): void {
    this.openLots[trade] = trades.signedLots[trade]! > 0 ? lots : -lots
    operands[0] = lots
    operands[1] = trades.priceE8[trade]!
    terms.valueOf(this.#value).store(this.openCost, trade)
    this.#next[trade] = NONE
    const tail = this.#tails[row]!
    if (tail === NONE) this.#heads[row] = trade
    else this.#next[tail] = trade
    this.#tails[row] = trade
  }

  #growRows(): void {
    this.realised = doubled(this.realised)
    this.#heads = doubledInts(this.#heads)
    this.#tails = doubledInts(this.#tails)
  }

  #growTrades(): void {
    this.openLots = doubled(this.openLots)
    this.openCost = doubled(this.openCost)
    this.#next = doubledInts(this.#next)
  }
}
