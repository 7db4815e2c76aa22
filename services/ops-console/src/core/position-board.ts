/**
 * Positions and P&L as the oms tells them: a row for each account and instrument, and one for each strategy and
 * instrument.
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import { type Instruments, POS_AMT_TYPE, PositionReportDecoder } from '@reflex/schema'

const OWNERS_MAX = 1000
const TAG_CURRENCY = 15

export class PositionBoard {
  readonly owners = new AsciiTable(32)
  readonly currencies = new AsciiTable(16)
  readonly rows: number
  count = 0
  /** Id in `owners`: account, and strategy or NOT_FOUND. */
  readonly accounts: Int32Array
  readonly strategies: Int32Array
  readonly instruments: Int32Array
  readonly currencyIds: Int32Array
  /** Signed, E8 of the instrument's unit. */
  readonly qtyE8s: Float64Array
  readonly averageE8s: Float64Array
  readonly markE8s: Float64Array
  /** E8 of the currency; unrealised NaN without a mark. Fees: positive is paid. */
  readonly realisedE8s: Float64Array
  readonly unrealisedE8s: Float64Array
  readonly feesE8s: Float64Array
  readonly totalE8s: Float64Array
  readonly updatedNs: Float64Array
  /** Rows that did not fit. */
  dropped = 0
  version = 0
  readonly #desk: Instruments
  readonly #report = new PositionReportDecoder()

  constructor(desk: Instruments, rows: number) {
    this.#desk = desk
    this.rows = rows
    this.accounts = new Int32Array(rows)
    this.strategies = new Int32Array(rows)
    this.instruments = new Int32Array(rows)
    this.currencyIds = new Int32Array(rows)
    this.qtyE8s = new Float64Array(rows)
    this.averageE8s = new Float64Array(rows)
    this.markE8s = new Float64Array(rows)
    this.realisedE8s = new Float64Array(rows)
    this.unrealisedE8s = new Float64Array(rows)
    this.feesE8s = new Float64Array(rows)
    this.totalE8s = new Float64Array(rows)
    this.updatedNs = new Float64Array(rows)
  }

  onReport(nowNs: number, frame: PositionReportDecoder['frame']): void {
    const report = this.#report.wrap(frame)
    const { bytes } = report
    const id = this.#desk.find(
      bytes,
      report.symbolOffset,
      report.symbolLength,
      bytes,
      report.marketIdOffset,
      report.marketIdLength,
    )
    const instrument = this.#desk.indexOf(id)
    if (instrument < 0 || this.owners.size >= OWNERS_MAX) return
    const row = this.#rowOf(report.accountIntern(this.owners), report.strategyIdIntern(this.owners), instrument)
    if (row < 0) return
    if (frame.has(TAG_CURRENCY)) this.currencyIds[row] = report.currencyIntern(this.currencies)
    this.#prices(row)
    this.#quantities(row)
    this.#amounts(row)
    this.updatedNs[row] = nowNs
    this.version++
  }

  /** Whether the row is of an account as a whole: those add up to the firm. */
  isAccount(row: number): boolean {
    return this.strategies[row] === NOT_FOUND
  }

  #rowOf(account: number, strategy: number, instrument: number): number {
    for (let row = 0; row < this.count; row++) {
      const isSame = this.accounts[row] === account && this.strategies[row] === strategy
      if (isSame && this.instruments[row] === instrument) return row
    }
    if (this.count === this.rows) {
      this.dropped++
      return -1
    }
    const row = this.count++
    this.accounts[row] = account
    this.strategies[row] = strategy
    this.instruments[row] = instrument
    return row
  }

  #prices(row: number): void {
    this.averageE8s[row] = this.#report.avgEntryPxE8()
    this.markE8s[row] = this.#report.settlPriceE8()
  }

  #quantities(row: number): void {
    const positions = this.#report.noPositions()
    this.qtyE8s[row] = 0
    while (positions.next()) {
      const long = positions.longQtyE8()
      const short = positions.shortQtyE8()
      this.qtyE8s[row] = (Number.isNaN(long) ? 0 : long) - (Number.isNaN(short) ? 0 : short)
    }
  }

  #amounts(row: number): void {
    this.unrealisedE8s[row] = Number.NaN
    this.totalE8s[row] = Number.NaN
    const amounts = this.#report.noPosAmt()
    while (amounts.next()) {
      const amount = amounts.posAmtE8()
      if (amounts.posAmtTypeIs(POS_AMT_TYPE.REALIZED)) this.realisedE8s[row] = amount
      else if (amounts.posAmtTypeIs(POS_AMT_TYPE.UNREALIZED)) this.unrealisedE8s[row] = amount
      else if (amounts.posAmtTypeIs(POS_AMT_TYPE.FEES)) this.feesE8s[row] = amount
      else if (amounts.posAmtTypeIs(POS_AMT_TYPE.TOTAL)) this.totalE8s[row] = amount
    }
  }
}
