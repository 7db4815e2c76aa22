import { bytesEqual, E8 } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { POS_AMT_TYPE, PositionReportDecoder } from '@reflex/schema'
import type { FieldReader } from './field-reader.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { LimitTable } from './limit-table.ts'
import type { LossTable } from './loss-table.ts'
import type { PositionTable } from './position-table.ts'
import type { Scopes } from './scopes.ts'

export interface PositionParts {
  readonly positions: PositionTable
  readonly losses: LossTable
  readonly limits: LimitTable
  readonly reader: FieldReader
  readonly scopes: Scopes
  readonly instruments: InstrumentTable
}

/** PositionReports of the oms to positions and day P&L: of an account, or, with a StrategyID, of a strategy. */
export class PositionAdapter {
  readonly #parts: PositionParts
  readonly #report = new PositionReportDecoder()
  /** P&L of the report in hand, E8; a field, so that it is not boxed. */
  #pnlE8 = 0.5

  constructor(parts: PositionParts) {
    this.#parts = parts
  }

  /** @returns whether it held a position. */
  onReport(frame: FixFrame): boolean {
    const { reader, scopes, positions, losses, instruments } = this.#parts
    const report = this.#report.wrap(frame)
    const account = reader.account(frame)
    const instrument = reader.instrument(frame)
    if (account < 0 || instrument < 0) return false
    const isOfStrategy = report.strategyIdLength > 0
    const strategy = isOfStrategy ? reader.strategy(frame) : -1
    if (isOfStrategy && strategy < 0) return false
    const row = isOfStrategy ? scopes.strategy(strategy) : scopes.account(account)
    const quantities = report.noPositions()
    if (quantities.next()) {
      const qtyE8 = orZero(quantities.longQtyE8()) - orZero(quantities.shortQtyE8())
      const lots = Math.round(qtyE8 / instruments.lotE8[instrument]!)
      const seq = report.lastExecSeqNum()
      positions.onReport(row, instrument, lots, seq)
      // An oms that reports no strategies still books their fills.
      if (!isOfStrategy) this.#settleStrategies(account, instrument, seq)
    }
    if (!this.#readPnl(report)) return true
    if (instruments.inverseBaseE8[instrument]! > 0) {
      // Inverse contracts are settled in coin: valued at the price of the report, or, without one, as before.
      const priceE8 = report.settlPriceE8()
      if (!(priceE8 > 0)) return true
      this.#pnlE8 *= priceE8 / E8
    }
    const money = Math.floor(this.#pnlE8 / instruments.e8PerMoneyUnit)
    if (isOfStrategy) losses.onStrategyPnl(strategy, instrument, money)
    else losses.onPnl(account, instrument, money)
    return true
  }

  #settleStrategies(account: number, instrument: number, seq: number): void {
    const { scopes, positions, limits } = this.#parts
    for (let s = 0; s < scopes.strategyCount; s++) {
      if (limits.isPermitted[s * scopes.accountCount + account] === 0) continue
      positions.settle(scopes.strategy(s), instrument, seq)
    }
  }

  /** TOTL when it is there, else realised + unrealised - fees. Leaves it in #pnlE8. */
  #readPnl(report: PositionReportDecoder): boolean {
    const amounts = report.noPosAmt()
    let sum = 0
    let isFound = false
    while (amounts.next()) {
      const { bytes } = report
      const at = amounts.posAmtTypeOffset
      const length = amounts.posAmtTypeLength
      const amount = orZero(amounts.posAmtE8())
      if (bytesEqual(bytes, at, length, POS_AMT_TYPE.TOTAL)) {
        this.#pnlE8 = amount
        return true
      }
      if (bytesEqual(bytes, at, length, POS_AMT_TYPE.FEES)) sum -= amount
      else if (bytesEqual(bytes, at, length, POS_AMT_TYPE.REALIZED)) sum += amount
      else if (bytesEqual(bytes, at, length, POS_AMT_TYPE.UNREALIZED)) sum += amount
      else continue
      isFound = true
    }
    this.#pnlE8 = sum
    return isFound
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value
}
