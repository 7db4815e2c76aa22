import { DrawdownTracker } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import { DELTA, NOTIONAL, PNL, type Portfolio } from './portfolio.ts'

/**
 * The figures limits are about, recomputed from the portfolio at each evaluation: by row (the firm, the accounts, the
 * strategies)
 * and by underlying. Amounts scaled by 1e8; losses and drawdowns are positive.
 */
export class RiskFigures {
  readonly rowCount: number
  readonly underlyingCount: number
  readonly grossE8: Float64Array
  readonly netE8: Float64Array
  readonly pnlE8: Float64Array
  /** By row: row * underlyingCount + underlying. */
  readonly deltaE8: Float64Array
  readonly underlyingNetE8: Float64Array
  readonly underlyingGrossE8: Float64Array
  /** Value at risk, as last calculated. */
  readonly varE8: Float64Array
  /** Worst loss of the stress scenarios; the firm's alone. */
  stressLossE8 = 0
  /** Largest share of an instrument in the firm's gross exposure, 0..1. */
  concentration = 0
  readonly drawdowns: readonly DrawdownTracker[]
  readonly #byInstrument: Float64Array
  readonly #sums: readonly Float64Array[]
  readonly #portfolio: Portfolio
  readonly #instruments: Instruments

  constructor(portfolio: Portfolio, instruments: Instruments) {
    const rows = 1 + portfolio.ownerCount
    const cells = rows * portfolio.underlyingCount
    this.rowCount = rows
    this.underlyingCount = portfolio.underlyingCount
    this.grossE8 = new Float64Array(rows)
    this.netE8 = new Float64Array(rows)
    this.pnlE8 = new Float64Array(rows)
    this.deltaE8 = new Float64Array(cells)
    this.underlyingNetE8 = new Float64Array(cells)
    this.underlyingGrossE8 = new Float64Array(cells)
    this.varE8 = new Float64Array(rows)
    this.#byInstrument = new Float64Array(portfolio.instrumentCount)
    this.drawdowns = Array.from({ length: rows }, () => new DrawdownTracker())
    const { grossE8, netE8, pnlE8, deltaE8, underlyingNetE8, underlyingGrossE8 } = this
    this.#sums = [grossE8, netE8, pnlE8, deltaE8, underlyingNetE8, underlyingGrossE8]
    this.#portfolio = portfolio
    this.#instruments = instruments
  }

  recompute(): void {
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i]!.fill(0)
    this.#byInstrument.fill(0)
    const { accountCount, ownerCount, instrumentCount } = this.#portfolio
    for (let owner = 0; owner < ownerCount; owner++) {
      for (let instrument = 0; instrument < instrumentCount; instrument++) {
        this.#portfolio.measure(owner * instrumentCount + instrument)
        if (owner < accountCount) {
          this.#add(0, instrument)
          this.#byInstrument[instrument]! += Math.abs(this.#portfolio.figures[NOTIONAL]!)
        }
        this.#add(1 + owner, instrument)
      }
    }
    this.#concentrate()
    for (let row = 0; row < this.rowCount; row++) this.drawdowns[row]!.update(this.pnlE8[row]!)
  }

  dayLossE8(row: number): number {
    return -this.pnlE8[row]!
  }

  drawdownE8(row: number): number {
    return this.drawdowns[row]!.current
  }

  #concentrate(): void {
    let largest = 0
    for (let i = 0; i < this.#byInstrument.length; i++) largest = Math.max(largest, this.#byInstrument[i]!)
    this.concentration = this.grossE8[0]! > 0 ? largest / this.grossE8[0]! : 0
  }

  #add(row: number, instrument: number): void {
    const { figures } = this.#portfolio
    const notional = figures[NOTIONAL]!
    const at = row * this.underlyingCount + this.#instruments.underlyings[instrument]!
    this.pnlE8[row]! += figures[PNL]!
    this.grossE8[row]! += Math.abs(notional)
    this.netE8[row]! += notional
    this.underlyingGrossE8[at]! += Math.abs(notional)
    this.underlyingNetE8[at]! += notional
    this.deltaE8[at]! += figures[DELTA]!
  }
}
