import { E8 } from '@reflex/base'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'

/**
 * Positions and P&L by account and instrument (cells), as the oms reports them, revalued at our own marks between its reports. Amounts are
 * scaled by 1e8 and rounded to whole units, so that a loss of exactly the limit is seen as that.
 *
 *     P&L = reported total + quantity x (mid - reported mark) x multiplier
 */
export class Portfolio {
  readonly accountCount: number
  readonly instrumentCount: number
  readonly underlyingCount: number
  /** Quantity, by cell. */
  readonly qtyE8: Float64Array
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

  /** @param markE8 price that unrealised P&L was taken at; NaN: it holds no unrealised P&L, or none that we can revalue. */
  setPnl(cell: number, pnlE8: number, markE8: number): void {
    this.#pnlE8[cell] = pnlE8
    this.#markE8[cell] = markE8
  }

  /** P&L of the day so far, revalued at the present mid. */
  pnlE8(cell: number): number {
    const instrument = cell % this.instrumentCount
    const mid = this.#marks.midE8[instrument]!
    const move = mid - this.#markE8[cell]!
    const qty = this.qtyE8[cell]!
    if (qty === 0 || Number.isNaN(move) || this.#isInverse(instrument)) return this.#pnlE8[cell]!
    return this.#pnlE8[cell]! + Math.round(((qty / E8) * move * this.#instruments.multiplierE8s[instrument]!) / E8)
  }

  /** Signed value of the position at the mid (else at the reported mark), E8; 0 when it has no price at all. */
  notionalE8(cell: number): number {
    const qty = this.qtyE8[cell]!
    if (qty === 0) return 0
    const instrument = cell % this.instrumentCount
    const contractsE8 = (qty / E8) * this.#instruments.multiplierE8s[instrument]!
    if (this.#isInverse(instrument)) return Math.round(contractsE8)
    const price = this.priceE8(cell)
    return Number.isNaN(price) ? 0 : Math.round((contractsE8 * price) / E8)
  }

  /** Units of the underlying the position moves with, E8. */
  deltaE8(cell: number): number {
    const qty = this.qtyE8[cell]!
    if (qty === 0) return 0
    const instrument = cell % this.instrumentCount
    const contractsE8 = (qty / E8) * this.#instruments.multiplierE8s[instrument]!
    if (!this.#isInverse(instrument)) return Math.round(contractsE8)
    const price = this.priceE8(cell)
    return Number.isNaN(price) ? 0 : Math.round((contractsE8 / price) * E8)
  }

  /** The mid, else the mark of the last report; NaN when there is neither. */
  priceE8(cell: number): number {
    const mid = this.#marks.midE8[cell % this.instrumentCount]!
    return Number.isNaN(mid) ? this.#markE8[cell]! : mid
  }

  #isInverse(instrument: number): boolean {
    return this.#instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL
  }
}
