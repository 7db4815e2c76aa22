/**
 * Positions by average cost, one row each: signed lots, what they cost, what was realised, fees. Adding raises the
 * cost; reducing takes the proportional share of the cost and leaves the average; through zero closes all and opens the
 * rest at the trade's price. What is realised plus what the rest cost is exactly what was paid and received, for ever
 * (Amount.take).
 *
 *     lots         signed            cost      Amount >= 0 of the open lots         realised   Amount, fees apart
 *     feesE8       positive = cost   bought, sold: lots traded                      trades     surviving fills
 */

import { Amount, operands } from './amount.ts'
import type { ContractTerms } from './contract-terms.ts'
import { doubled } from './growth.ts'
import type { TradeTable } from './trade-table.ts'

/** Columns of what `measure` fills. */
export const FIGURE = { REALISED: 0, UNREALISED: 1, FEES: 2, TOTAL: 3, AVERAGE_PRICE: 4, MARK: 5 } as const
export const FIGURE_COUNT = 6

export class PositionLedger {
  lots: Float64Array
  cost: Float64Array
  realised: Float64Array
  feesE8: Float64Array
  bought: Float64Array
  sold: Float64Array
  trades: Float64Array
  #size = 0
  readonly #terms: ContractTerms[] = []
  readonly #value = new Amount()
  readonly #taken = new Amount()
  readonly #sum = new Amount()

  /** @param capacity rows reserved; doubles beyond. */
  constructor(capacity: number) {
    this.lots = new Float64Array(capacity)
    this.cost = new Float64Array(capacity * 2)
    this.realised = new Float64Array(capacity * 2)
    this.feesE8 = new Float64Array(capacity)
    this.bought = new Float64Array(capacity)
    this.sold = new Float64Array(capacity)
    this.trades = new Float64Array(capacity)
  }

  get size(): number {
    return this.#size
  }

  /** @returns the row of a new, flat position. */
  open(terms: ContractTerms): number {
    const row = this.#size++
    if (row === this.lots.length) this.#grow()
    this.#terms[row] = terms
    this.clear(row)
    return row
  }

  termsOf(row: number): ContractTerms {
    return this.#terms[row]!
  }

  /** Back to flat, as before its first trade. */
  clear(row: number): void {
    this.lots[row] = 0
    this.cost.fill(0, row * 2, row * 2 + 2)
    this.realised.fill(0, row * 2, row * 2 + 2)
    this.feesE8[row] = 0
    this.bought[row] = 0
    this.sold[row] = 0
    this.trades[row] = 0
  }

  /** Books one trade of the table; check with `canBook` first. */
  book(row: number, trades: TradeTable, trade: number): void {
    const lots = trades.signedLots[trade]!
    const before = this.lots[row]!
    const size = Math.abs(lots)
    const held = Math.abs(before)
    this.trades[row]!++
    this.feesE8[row]! += trades.feeE8[trade]!
    if (lots > 0) this.bought[row]! += size
    else this.sold[row]! += size
    this.lots[row] = before + lots
    const isClosing = before !== 0 && before > 0 !== lots > 0
    const closed = isClosing ? Math.min(size, held) : 0
    if (closed > 0) {
      operands[0] = closed
      operands[1] = held
      this.#sum.load(this.cost, row).take(this.#taken)
      this.#sum.store(this.cost, row)
      operands[0] = closed
      operands[1] = trades.priceE8[trade]!
      this.#realise(row, before > 0)
    }
    if (size > closed) {
      operands[0] = size - closed
      operands[1] = trades.priceE8[trade]!
      this.#enter(row)
    }
  }

  /** operands [lots, priceE8] join the position. */
  #enter(row: number): void {
    const cost = this.#sum.load(this.cost, row)
    cost.add(this.#terms[row]!.valueOf(this.#value))
    cost.store(this.cost, row)
  }

  /** operands [lots, priceE8] left a position; what they had cost is in `taken`. */
  #realise(row: number, wasLong: boolean): void {
    const terms = this.#terms[row]!
    const gain = terms.valueOf(this.#value).subtract(this.#taken)
    if (wasLong !== terms.direction > 0) gain.negate()
    gain.add(this.#sum.load(this.realised, row))
    gain.store(this.realised, row)
  }

  /** Whether a trade of the table can be booked on this row: every sum a safe integer, the position tellable. */
  canBook(row: number, trades: TradeTable, trade: number): boolean {
    operands[0] = Math.abs(this.lots[row]!) + Math.abs(trades.signedLots[trade]!)
    operands[1] = trades.priceE8[trade]!
    return operands[0] <= this.#terms[row]!.lotsMax && this.#terms[row]!.isRepresentable()
  }

  /**
   * Figures of a row in money E8, into `out` (see FIGURE). Total = realised + unrealised - fees holds to the last
   * digit; for linear contracts realised + unrealised is exactly cash plus the position at the mark, whatever the
   * averages were.
   * @param marksE8 mark by instrument; NaN when there is none: then unrealised and total are NaN, unless the position
   * is flat.
   */
  measure(row: number, marksE8: Float64Array, instrument: number, out: Float64Array): void {
    this.#measureBooked(row, out)
    out[FIGURE.MARK] = marksE8[instrument]!
    this.#measureGross(row, out)
    out[FIGURE.UNREALISED] = out[FIGURE.TOTAL]! - out[FIGURE.REALISED]!
    out[FIGURE.TOTAL]! -= out[FIGURE.FEES]!
  }

  /** Money E8 of a row's amount in a column of Amounts. */
  moneyE8Of(row: number, amounts: Float64Array): number {
    return this.#terms[row]!.moneyE8(this.#sum.load(amounts, row))
  }

  #measureBooked(row: number, out: Float64Array): void {
    const terms = this.#terms[row]!
    out[FIGURE.REALISED] = terms.moneyE8(this.#sum.load(this.realised, row))
    out[FIGURE.FEES] = this.feesE8[row]!
    out[FIGURE.AVERAGE_PRICE] = terms.averagePriceE8(Math.abs(this.lots[row]!), this.#sum.load(this.cost, row))
  }

  /** Realised and unrealised together, into TOTAL. */
  #measureGross(row: number, out: Float64Array): void {
    const lots = this.lots[row]!
    out[FIGURE.TOTAL] = out[FIGURE.REALISED]!
    if (lots === 0) return
    const terms = this.#terms[row]!
    operands[0] = Math.abs(lots)
    operands[1] = out[FIGURE.MARK]!
    out[FIGURE.TOTAL] = terms.isRepresentable() ? terms.moneyE8(this.#gross(row)) : Number.NaN
  }

  /** Realised and unrealised of an open position at operands [lots, markE8]. */
  #gross(row: number): Amount {
    const terms = this.#terms[row]!
    const gain = terms.valueOf(this.#value).subtract(this.#sum.load(this.cost, row))
    if (this.lots[row]! > 0 !== terms.direction > 0) gain.negate()
    return gain.add(this.#sum.load(this.realised, row))
  }

  #grow(): void {
    this.lots = doubled(this.lots)
    this.cost = doubled(this.cost)
    this.realised = doubled(this.realised)
    this.feesE8 = doubled(this.feesE8)
    this.bought = doubled(this.bought)
    this.sold = doubled(this.sold)
    this.trades = doubled(this.trades)
  }
}
