/**
 * Puts the fill of an ExecutionReport into a slot of the pool: ids, price in ticks, quantity, fees in bps, time of the
 * fill.
 */

import { AsciiTable, E8, NOT_FOUND } from '@reflex/base'
import { type ExecutionReportDecoder, INSTRUMENT_KIND, type Instruments, SIDE } from '@reflex/schema'
import { type FillPool, ID } from './fill-pool.ts'
import { LIQUIDITY_MAX } from './measure-cells.ts'

export class FillReader {
  readonly #pool: FillPool
  readonly #instruments: Instruments
  readonly #skewMaxNs: number
  readonly #currencies = new AsciiTable(32)
  readonly #settleCurrency: Int32Array
  readonly #fees = new Float64Array(1)

  /** @param skewMaxNs how far a venue's time may be ahead of ours before it is not believed. */
  constructor(pool: FillPool, instruments: Instruments, skewMaxNs: number) {
    this.#pool = pool
    this.#instruments = instruments
    this.#skewMaxNs = skewMaxNs
    this.#settleCurrency = Int32Array.from(instruments.all, (one) => this.#currencies.internString(one.settleCurrency))
  }

  /** @returns the dense index of a report's instrument, -1 when unknown. */
  instrumentOf(report: ExecutionReportDecoder): number {
    const { bytes, symbolOffset, symbolLength, marketIdOffset, marketIdLength } = report
    const id = this.#instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength)
    return this.#instruments.indexOf(id)
  }

  /** @returns false when the fill cannot be measured: no price, no quantity, no side. */
  read(report: ExecutionReportDecoder, instrument: number, slot: number, nowNs: number): boolean {
    const pool = this.#pool
    const side = report.side()
    pool.instrument[slot] = instrument
    pool.side[slot] = side === SIDE.BUY ? 1 : side === SIDE.SELL || side === SIDE.SELL_SHORT ? -1 : 0
    const liquidity = report.lastLiquidityInd()
    pool.liquidity[slot] = liquidity > 0 && liquidity < LIQUIDITY_MAX ? liquidity : 0
    this.#readAmounts(report, slot)
    this.#readTimes(report, slot, nowNs)
    this.#readFees(report, slot)
    this.#readIds(report, slot)
    return pool.side[slot] !== 0 && pool.priceTicks[slot]! > 0 && pool.qtyE8[slot]! > 0
  }

  #readAmounts(report: ExecutionReportDecoder, slot: number): void {
    const pool = this.#pool
    pool.priceE8[slot] = report.lastPxE8()
    pool.qtyE8[slot] = report.lastQtyE8()
    pool.priceTicks[slot] = pool.priceE8[slot]! / this.#instruments.tickE8s[pool.instrument[slot]!]!
    pool.causeId[slot] = report.causeId()
    pool.ingestNs[slot] = report.ingestTime()
  }

  #readTimes(report: ExecutionReportDecoder, slot: number, nowNs: number): void {
    const pool = this.#pool
    pool.fillNs[slot] = report.transactTime()
    const isBelieved = pool.fillNs[slot]! <= nowNs + this.#skewMaxNs
    if (!isBelieved) pool.fillNs[slot] = nowNs
  }

  /** Fees in bps of the notional in the settlement currency; NaN without fees, or with one in another currency. */
  #readFees(report: ExecutionReportDecoder, slot: number): void {
    const pool = this.#pool
    const index = pool.instrument[slot]!
    const total = this.#fees
    total[0] = Number.NaN
    const fees = report.noMiscFees()
    while (fees.next()) {
      const currency = fees.miscFeeCurrLength === 0 ? NOT_FOUND : fees.miscFeeCurrFind(this.#currencies)
      const isOurs = fees.miscFeeCurrLength === 0 || currency === this.#settleCurrency[index]
      this.#addFee(isOurs ? fees.miscFeeAmtE8() : Number.NaN)
    }
    const contract = (pool.qtyE8[slot]! / E8) * (this.#instruments.multiplierE8s[index]! / E8)
    const price = pool.priceE8[slot]! / E8
    const isInverse = this.#instruments.kinds[index] === INSTRUMENT_KIND.INVERSE_PERPETUAL
    pool.feesBps[slot] = ((total[0]! / E8) * 1e4) / (isInverse ? contract / price : contract * price)
  }

  /** A fee that cannot be read makes the sum unknown. */
  #addFee(amountE8: number): void {
    const total = this.#fees
    total[0] = Number.isNaN(total[0]!) ? amountE8 : total[0]! + amountE8
  }

  #readIds(report: ExecutionReportDecoder, slot: number): void {
    const pool = this.#pool
    const { bytes } = report
    pool.setId(slot, ID.EXEC, bytes, report.execIdOffset, report.execIdLength)
    pool.setId(slot, ID.CL_ORD, bytes, report.clOrdIdOffset, report.clOrdIdLength)
    pool.setId(slot, ID.ACCOUNT, bytes, report.accountOffset, report.accountLength)
    pool.setId(slot, ID.STRATEGY, bytes, report.strategyIdOffset, report.strategyIdLength)
    pool.setId(slot, ID.ORDER, bytes, report.orderIdOffset, report.orderIdLength)
  }
}
