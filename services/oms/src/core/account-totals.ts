/**
 * Totals of each account in each currency (35=CQ), from its positions: said when they have changed, at the refresh
 * interval. With an open position that has no mark, unrealised P&L and the sum are unknown and left out.
 */

import { AsciiTable, putInteger } from '@reflex/base'
import { AccountSummaryReportEncoder, type Instruments, POS_AMT_TYPE, STREAM } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ExecutionBook } from './execution-book.ts'
import { doubled } from './growth.ts'
import type { Marks } from './marks.ts'
import { FIGURE, FIGURE_COUNT } from './position-ledger.ts'

/** Columns of a total. */
export const TOTAL = { REALISED: 0, UNREALISED: 1, FEES: 2, NET: 3 } as const
const COLUMNS = 4
const TYPES = [POS_AMT_TYPE.REALIZED, POS_AMT_TYPE.UNREALIZED, POS_AMT_TYPE.FEES, POS_AMT_TYPE.TOTAL]

export class AccountTotals {
  readonly currencies = new AsciiTable(32)
  readonly #book: ExecutionBook
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #businessDate: number
  readonly #settleCurrency: Int32Array
  readonly #figures = new Float64Array(FIGURE_COUNT)
  readonly #encoder = new AccountSummaryReportEncoder()
  readonly #reportId = new Uint8Array(24)
  /** [account * currencies + currency][column]; and what was said last. */
  #totals: Float64Array = new Float64Array(64)
  #said: Float64Array = new Float64Array(64).fill(Number.NaN)
  #hasPosition: Float64Array = new Float64Array(16)
  #published = 0

  constructor(book: ExecutionBook, instruments: Instruments, marks: Marks, businessDate: number) {
    this.#book = book
    this.#instruments = instruments
    this.#marks = marks
    this.#businessDate = businessDate
    this.#settleCurrency = Int32Array.from(instruments.all, (one) => this.currencies.internString(one.settleCurrency))
  }

  /** Adds up all positions. */
  measure(): void {
    const { ledger, owners, instruments, size } = this.#book.byAccount
    const cells = this.#book.accounts.size * this.currencies.size
    while (cells * COLUMNS > this.#totals.length) this.#grow()
    this.#totals.fill(0)
    this.#hasPosition.fill(0)
    for (let row = 0; row < size; row++) {
      ledger.measure(row, this.#marks.priceE8, instruments[row]!, this.#figures)
      const currency = this.#settleCurrency[this.#instruments.indexOf(instruments[row]!)]!
      const cell = owners[row]! * this.currencies.size + currency
      this.#hasPosition[cell] = 1
      this.#totals[cell * COLUMNS + TOTAL.REALISED]! += this.#figures[FIGURE.REALISED]!
      this.#totals[cell * COLUMNS + TOTAL.UNREALISED]! += this.#figures[FIGURE.UNREALISED]!
      this.#totals[cell * COLUMNS + TOTAL.FEES]! += this.#figures[FIGURE.FEES]!
      this.#totals[cell * COLUMNS + TOTAL.NET]! += this.#figures[FIGURE.TOTAL]!
    }
    // Beyond what a message can tell (90 million): left out, as what is not known.
    for (let i = 0; i < cells * COLUMNS; i++) {
      if (Math.abs(this.#totals[i]!) > Number.MAX_SAFE_INTEGER) this.#totals[i] = Number.NaN
    }
  }

  /** Whether an account has or had a position in a currency; after `measure`. */
  has(account: number, currency: number): boolean {
    return this.#hasPosition[account * this.currencies.size + currency] === 1
  }

  /** E8, NaN when it cannot be known; after `measure`. */
  valueOf(account: number, currency: number, column: number): number {
    return this.#totals[(account * this.currencies.size + currency) * COLUMNS + column]!
  }

  /** Says the totals that changed. @returns how many. */
  publish(nowNs: number, out: Outbox): number {
    this.measure()
    let count = 0
    for (let account = 0; account < this.#book.accounts.size; account++) {
      for (let currency = 0; currency < this.currencies.size; currency++) {
        if (!this.has(account, currency) || !this.#hasChanged(account, currency)) continue
        this.#send(account, currency, nowNs, out)
        count++
      }
    }
    return count
  }

  #hasChanged(account: number, currency: number): boolean {
    const start = (account * this.currencies.size + currency) * COLUMNS
    for (let i = start; i < start + COLUMNS; i++) {
      const value = this.#totals[i]!
      const said = this.#said[i]!
      if (value !== said && !(Number.isNaN(value) && Number.isNaN(said))) return true
    }
    return false
  }

  #send(account: number, currency: number, nowNs: number, out: Outbox): void {
    const start = (account * this.currencies.size + currency) * COLUMNS
    for (let i = start; i < start + COLUMNS; i++) this.#said[i] = this.#totals[i]!
    let count = 0
    for (let column = 0; column < COLUMNS; column++) if (!Number.isNaN(this.#totals[start + column]!)) count++
    const idLength = putInteger(this.#reportId, 0, ++this.#published)
    this.#encoder
      .begin(out, STREAM.POSITIONS)
      .accountSummaryReportId(this.#reportId, 0, idLength)
      .clearingBusinessDate(this.#businessDate)
      .accountFrom(this.#book.accounts, account)
      .currencyFrom(this.currencies, currency)
      .totalNetValueE8(this.#totals[start + TOTAL.NET]!)
      .transactTime(nowNs)
      .noPosAmt(count)
    for (let column = 0; column < COLUMNS; column++) this.#amount(column, this.#totals[start + column]!, currency)
    this.#encoder.end()
  }

  #amount(column: number, e8: number, currency: number): void {
    if (Number.isNaN(e8)) return
    const type = TYPES[column]!
    this.#encoder.posAmtType(type, 0, type.length).posAmtE8(e8).positionCurrencyFrom(this.currencies, currency)
  }

  #grow(): void {
    const said = new Float64Array(this.#said.length * 2).fill(Number.NaN)
    said.set(this.#said)
    this.#said = said
    this.#totals = doubled(this.#totals)
    this.#hasPosition = doubled(this.#hasPosition)
  }
}
