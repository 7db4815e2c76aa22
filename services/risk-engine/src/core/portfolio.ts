import { E8 } from '@reflex/base'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'

export const PNL = 0
export const NOTIONAL = 1
export const DELTA = 2

/**
 * Positions and P&L by account and instrument (cells), as the oms reports them, revalued at our own marks between its
 * reports. Amounts are scaled by 1e8 and rounded to whole units, so that a loss of exactly the limit is seen as that.
 *
 *     P&L = reported total + quantity x (mid - reported mark) x multiplier
 */
export class Portfolio {
  readonly accountCount: number
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

  constructor(accountCount: number, instruments: Instruments, marks: Marks) {
    const cells = accountCount * instruments.count
    this.accountCount = accountCount
    this.instrumentCount = instruments.count
    this.underlyingCount = instruments.underlyingNames.length
    this.qtyE8 = new Float64Array(cells)
    this.#pnlE8 = new Float64Array(cells)
    this.#markE8 = new Float64Array(cells).fill(Number.NaN)
    this.#instruments = instruments
    this.#marks = marks
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
    if (qty === 0) return
    const mid = this.#marks.midE8[instrument]!
    const price = Number.isNaN(mid) ? this.#markE8[cell]! : mid
    const contractsE8 = (qty / E8) * this.#instruments.multiplierE8s[instrument]!
    if (this.#isInverse(instrument)) {
      figures[NOTIONAL] = Math.round(contractsE8)
      if (price > 0) figures[DELTA] = Math.round((contractsE8 / price) * E8)
      return
    }
    figures[DELTA] = Math.round(contractsE8)
    if (price > 0) figures[NOTIONAL] = Math.round((contractsE8 * price) / E8)
    const move = mid - this.#markE8[cell]!
    if (!Number.isNaN(move)) figures[PNL]! += Math.round((contractsE8 * move) / E8)
  }

  #isInverse(instrument: number): boolean {
    return this.#instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL
  }
}
