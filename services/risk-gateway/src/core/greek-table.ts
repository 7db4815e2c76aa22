import type { InstrumentTable } from './instrument-table.ts'

/**
 * Delta by row and underlying, vega by row: of positions, and with every open order that would raise it (up) or lower
 * it (down) filled. Greeks of one lot are whole numbers scaled by 1e8, so sums are exact and leave no residue.
 *
 *     up = positions x unit + sum of open orders whose unit x side is positive          down likewise, negative
 *
 * A linear contract's delta is its units of the underlying, always known; Greeks of options come with the risk engine's
 * snapshot (UG) and age.
 */
export class GreekTable {
  /** False while nothing limits Greeks: nothing is summed then. */
  isOn = false
  /** Delta in units of the underlying and vega in the quote currency a point of volatility, of one lot, x 1e8. */
  readonly unitDelta: Float64Array
  readonly unitVega: Float64Array
  /** When the engine told them, ns; Infinity for those that need no telling. */
  readonly toldNs: Float64Array
  /** 1: follows from the contract, the gateway keeps it itself. */
  readonly isOwn: Uint8Array
  /** By row and underlying. */
  readonly deltaUp: Float64Array
  readonly deltaDown: Float64Array
  /** By row. */
  readonly vegaUp: Float64Array
  readonly vegaDown: Float64Array
  readonly #instruments: InstrumentTable

  constructor(rowCount: number, instruments: InstrumentTable) {
    this.#instruments = instruments
    this.unitDelta = instruments.baseE8PerLot.slice()
    this.unitVega = new Float64Array(instruments.count)
    this.toldNs = new Float64Array(instruments.count).fill(Number.POSITIVE_INFINITY)
    this.isOwn = new Uint8Array(instruments.count).fill(1)
    this.deltaUp = new Float64Array(rowCount * instruments.underlyingCount)
    this.deltaDown = new Float64Array(rowCount * instruments.underlyingCount)
    this.vegaUp = new Float64Array(rowCount)
    this.vegaDown = new Float64Array(rowCount)
  }

  addPosition(row: number, instrument: number, lots: number): void {
    const base = this.#base(row, instrument)
    const delta = lots * this.unitDelta[instrument]!
    const vega = lots * this.unitVega[instrument]!
    this.deltaUp[base]! += delta
    this.deltaDown[base]! += delta
    this.vegaUp[row]! += vega
    this.vegaDown[row]! += vega
  }

  /** @param sign 1 of buys, -1 of sells. @param lots change of the open quantity. */
  addOpen(row: number, instrument: number, sign: number, lots: number): void {
    const base = this.#base(row, instrument)
    const delta = sign * this.unitDelta[instrument]!
    const vega = sign * this.unitVega[instrument]!
    if (delta > 0) this.deltaUp[base]! += lots * delta
    else this.deltaDown[base]! += lots * delta
    if (vega > 0) this.vegaUp[row]! += lots * vega
    else this.vegaDown[row]! += lots * vega
  }

  #base(row: number, instrument: number): number {
    return row * this.#instruments.underlyingCount + this.#instruments.underlying[instrument]!
  }
}
