import { AsciiTable, bytesEqual } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { type Instruments, NO_INSTRUMENT, POS_AMT_TYPE, PositionReportDecoder } from '@reflex/schema'
import type { Portfolio } from './portfolio.ts'

/** PositionReports of accounts and of strategies, whose positions are parts of theirs, to the portfolio. */
export class PositionAdapter {
  readonly #accounts = new AsciiTable(64)
  readonly #strategies = new AsciiTable(64)
  readonly #instruments: Instruments
  readonly #portfolio: Portfolio
  readonly #report = new PositionReportDecoder()
  /** P&L of the report in hand, and the mark its unrealised part was taken at. Fields, so that they are not boxed. */
  #pnlE8 = 0.5
  #markE8 = 0.5

  constructor(
    owners: { readonly accounts: readonly string[]; readonly strategies: readonly string[] },
    instruments: Instruments,
    portfolio: Portfolio,
  ) {
    for (const account of owners.accounts) this.#accounts.internString(account)
    for (const strategy of owners.strategies) this.#strategies.internString(strategy)
    this.#instruments = instruments
    this.#portfolio = portfolio
  }

  /** @returns whether it changed the portfolio. */
  onReport(frame: FixFrame): boolean {
    const report = this.#report.wrap(frame)
    const owner = this.#ownerOf(report)
    const { bytes } = report
    const id = this.#instruments.find(
      bytes,
      report.symbolOffset,
      report.symbolLength,
      bytes,
      report.marketIdOffset,
      report.marketIdLength,
    )
    if (owner < 0 || id === NO_INSTRUMENT) return false
    const cell = owner * this.#portfolio.instrumentCount + this.#instruments.indexOf(id)
    this.#readQuantity(report, cell)
    if (this.#readPnl(report)) this.#portfolio.setPnl(cell, this.#pnlE8, this.#markE8)
    return true
  }

  /** Row of the account, or of the strategy after all accounts; below 0 when it is not of this desk. */
  #ownerOf(report: PositionReportDecoder): number {
    if (report.strategyIdLength <= 0) return report.accountFind(this.#accounts)
    const strategy = report.strategyIdFind(this.#strategies)
    return strategy < 0 ? strategy : this.#portfolio.accountCount + strategy
  }

  #readQuantity(report: PositionReportDecoder, cell: number): void {
    const quantities = report.noPositions()
    if (quantities.next()) {
      this.#portfolio.setQty(cell, orZero(quantities.longQtyE8()) - orZero(quantities.shortQtyE8()))
    }
  }

  /**
   * Realised + unrealised - fees. Without a mark the oms leaves out what it cannot know: then nothing is revalued
   * either.
   */
  #readPnl(report: PositionReportDecoder): boolean {
    const amounts = report.noPosAmt()
    let isFound = false
    this.#pnlE8 = 0
    this.#markE8 = Number.NaN
    while (amounts.next()) {
      const { bytes } = report
      const at = amounts.posAmtTypeOffset
      const length = amounts.posAmtTypeLength
      if (bytesEqual(bytes, at, length, POS_AMT_TYPE.FEES)) this.#pnlE8 -= orZero(amounts.posAmtE8())
      else if (bytesEqual(bytes, at, length, POS_AMT_TYPE.REALIZED)) this.#pnlE8 += orZero(amounts.posAmtE8())
      else if (bytesEqual(bytes, at, length, POS_AMT_TYPE.UNREALIZED)) {
        this.#pnlE8 += orZero(amounts.posAmtE8())
        this.#markE8 = report.settlPriceE8()
      } else continue
      isFound = true
    }
    return isFound
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value
}
