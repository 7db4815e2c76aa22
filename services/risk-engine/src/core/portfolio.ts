import { E8 } from '@reflex/base'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'
import type { OptionModel } from './option-model.ts'
import type { UnderlyingPrices } from './underlying-prices.ts'

export const PNL = 0
export const NOTIONAL = 1
export const DELTA = 2

/**
 * Positions and P&L by owner (accounts, then strategies, whose positions are parts of the accounts') and instrument
 * (cells), as the oms reports them, revalued at our own marks between its reports. Amounts are scaled by 1e8 and
 * rounded to whole units, so that a loss of exactly the limit is seen as that.
 *
 *     P&L = reported total + quantity x (mid - reported mark) x multiplier
 *
 * An option counts in exposures by its delta. What is priced in coin (inverse options) is taken at the coin's price.
 */
export class Portfolio {
  readonly accountCount: number
  /** Accounts and strategies. */
  readonly ownerCount: number
  readonly instrumentCount: number
  readonly underlyingCount: number
  /** Quantity, by cell. */
  readonly qtyE8: Float64Array
  /** Results of `measure`, by PNL, NOTIONAL, DELTA. */
  readonly figures = new Float64Array(3)
  readonly #pnlE8: Float64Array
  readonly #markE8: Float64Array
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #prices: UnderlyingPrices
  readonly #model: OptionModel

  constructor(
    counts: { readonly accounts: number; readonly strategies: number },
    parts: { instruments: Instruments; marks: Marks; prices: UnderlyingPrices; model: OptionModel },
  ) {
    const { instruments } = parts
    const owners = counts.accounts + counts.strategies
    const cells = owners * instruments.count
    this.accountCount = counts.accounts
    this.ownerCount = owners
    this.instrumentCount = instruments.count
    this.underlyingCount = instruments.underlyingNames.length
    this.qtyE8 = new Float64Array(cells)
    this.#pnlE8 = new Float64Array(cells)
    this.#markE8 = new Float64Array(cells).fill(Number.NaN)
    this.#instruments = instruments
    this.#marks = parts.marks
    this.#prices = parts.prices
    this.#model = parts.model
  }

  setQty(cell: number, qtyE8: number): void {
    this.qtyE8[cell] = qtyE8
  }

  /**
   * @param markE8 price that unrealised P&L was taken at; NaN: it holds no unrealised P&L, or none that we can revalue.
   */
  setPnl(cell: number, pnlE8: number, markE8: number): void {
    this.#pnlE8[cell] = pnlE8
    this.#markE8[cell] = markE8
  }

  /**
   * Leaves in `figures`, E8: P&L of the day revalued at the present mid, the signed value of the position (0 when it
   * has no price at all) and the units of the underlying it moves with. In a typed array, since V8 boxes doubles that a
   * call returns.
   */
  measure(cell: number): void {
    const { figures } = this
    const instrument = cell % this.instrumentCount
    const qty = this.qtyE8[cell]!
    figures[PNL] = this.#pnlE8[cell]!
    figures[NOTIONAL] = 0
    figures[DELTA] = 0
    const row = this.#model.rowOf[instrument]!
    if (row >= 0) return this.#measureOption(cell, instrument, row)
    if (qty === 0) return
    const mid = this.#marks.midE8[instrument]!
    const price = Number.isNaN(mid) ? this.#markE8[cell]! : mid
    const contractsE8 = (qty / E8) * this.#instruments.multiplierE8s[instrument]!
    if (this.#instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL) {
      figures[NOTIONAL] = Math.round(contractsE8)
      if (price > 0) figures[DELTA] = Math.round((contractsE8 / price) * E8)
      return
    }
    figures[DELTA] = Math.round(contractsE8)
    if (price > 0) figures[NOTIONAL] = Math.round((contractsE8 * price) / E8)
    const move = mid - this.#markE8[cell]!
    if (!Number.isNaN(move)) figures[PNL]! += Math.round((contractsE8 * move) / E8)
  }

  #measureOption(cell: number, instrument: number, row: number): void {
    const { figures } = this
    const { batch, isInverse, underlyingOf } = this.#model
    const spot = this.#prices.spots[underlyingOf[row]!]!
    const contractsE8 = (this.qtyE8[cell]! / E8) * this.#instruments.multiplierE8s[instrument]!
    const mid = this.#marks.midE8[instrument]!
    const isCoin = isInverse[row] === 1
    const model = spot > 0 ? batch.price[row]! / (isCoin ? spot : 1) : Number.NaN
    const price = Number.isNaN(mid) ? model * E8 : mid
    const move = price - this.#markE8[cell]!
    if (contractsE8 !== 0 && !Number.isNaN(move)) figures[PNL]! += (contractsE8 * move) / E8
    if (isCoin && spot > 0) figures[PNL]! *= spot
    figures[PNL] = Math.round(figures[PNL]!)
    if (contractsE8 === 0 || !(spot > 0)) return
    figures[DELTA] = Math.round(contractsE8 * batch.delta[row]!)
    figures[NOTIONAL] = Math.round(contractsE8 * batch.delta[row]! * spot)
  }
}
