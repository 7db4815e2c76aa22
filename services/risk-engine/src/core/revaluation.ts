/**
 * Full revaluation off the hot path: the portfolio is copied into a book, then revalued a slice at a time, so that no
 * turn of the service takes long. Yields historical VaR and ES of every row (firm, accounts, strategies) from the
 * sampled and the configured scenarios, a Monte Carlo second opinion, and the stress grid and named scenarios of the
 * firm.
 */

import type { Prng } from '@reflex/base'
import {
  choleskyFactor,
  correlatedShocks,
  historicalRisk,
  OptionBook,
  PnlProfile,
  type SimulatedRisk,
  simulatedRisk,
  type TailRisk,
} from '@reflex/quant'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { OptionModel } from './option-model.ts'
import type { Portfolio } from './portfolio.ts'
import type { ReturnSampler } from './return-sampler.ts'
import { type StressReport, type StressScenario, stressOf } from './stress-report.ts'
import type { UnderlyingPrices } from './underlying-prices.ts'

const E8 = 1e8
/** Largest simple return of a scenario: prices stay above 0. */
const RETURN_MIN = -0.99

export interface RevaluationOptions {
  readonly alpha: number
  readonly samplesPerHorizon: number
  /** Fewer scenarios than this are no history. */
  readonly historyMin: number
  readonly historyMax: number
  readonly paths: number
  /** Revaluations of positions a turn. */
  readonly sliceMax: number
  readonly scenarios: readonly StressScenario[]
  readonly spotShocks: readonly number[]
  readonly volShocks: readonly number[]
}

export interface RevaluationParts {
  readonly portfolio: Portfolio
  readonly instruments: Instruments
  readonly prices: UnderlyingPrices
  readonly model: OptionModel
  readonly sampler: ReturnSampler
  readonly prng: Prng
}

const IDLE = -1

export class Revaluation {
  /** By row; undefined while there is too little history. */
  readonly historical: (TailRisk | undefined)[]
  /** Of the firm. */
  simulated: SimulatedRisk | undefined
  stress: StressReport | undefined
  scenarioCount = 0
  /** When the last run was complete; NaN before. */
  finishedNs = Number.NaN
  readonly #parts: RevaluationParts
  readonly #options: RevaluationOptions
  readonly #book: OptionBook
  readonly #profile: PnlProfile
  readonly #returns: Float64Array
  readonly #losses: Float64Array
  readonly #pnl: Float64Array
  readonly #shocks: Float64Array
  readonly #paths: Float64Array
  #row = IDLE
  #scenario = 0

  constructor(parts: RevaluationParts, options: RevaluationOptions) {
    const n = parts.portfolio.underlyingCount
    this.#parts = parts
    this.#options = options
    this.historical = new Array<TailRisk | undefined>(1 + parts.portfolio.ownerCount).fill(undefined)
    this.#book = new OptionBook(n, parts.model.count)
    this.#profile = new PnlProfile(n, 0.5)
    this.#returns = new Float64Array(options.historyMax * n)
    this.#losses = new Float64Array(options.historyMax)
    this.#pnl = new Float64Array(n)
    this.#shocks = new Float64Array(options.paths * n)
    this.#paths = new Float64Array(options.paths)
  }

  get isRunning(): boolean {
    return this.#row !== IDLE
  }

  start(): void {
    const { sampler, portfolio } = this.#parts
    const { historyMax, samplesPerHorizon } = this.#options
    const n = portfolio.underlyingCount
    this.scenarioCount = Math.min(sampler.count, historyMax)
    const scale = Math.sqrt(samplesPerHorizon)
    for (let i = 0; i < this.scenarioCount * n; i++) {
      this.#returns[i] = Math.max(RETURN_MIN, Math.expm1(sampler.history[i]! * scale))
    }
    this.#row = 0
    this.#scenario = 0
    this.#load()
  }

  /** Goes on for a slice. @param onRow told when the value at risk of a row is known. @returns whether all is done. */
  step(nowNs: number, onRow: (row: number, valueAtRisk: number) => void): boolean {
    if (this.#row === IDLE) return false
    const { sliceMax, historyMin, alpha } = this.#options
    const each = this.#book.count + this.#book.underlyingCount
    let budget = Math.max(1, Math.floor(sliceMax / each))
    const scenarios = this.scenarioCount >= historyMin ? this.scenarioCount : 0
    for (; this.#scenario < scenarios && budget > 0; budget--) this.#revalue(this.#scenario++)
    if (this.#scenario < scenarios) return false
    const row = this.#row
    const risk = scenarios > 0 ? historicalRisk(this.#losses.subarray(0, scenarios), alpha) : undefined
    this.historical[row] = risk
    onRow(row, risk?.valueAtRisk ?? Number.NaN)
    if (row === 0) this.#firm()
    this.#scenario = 0
    this.#row = row + 1 < this.historical.length ? row + 1 : IDLE
    if (this.#row !== IDLE) this.#load()
    else this.finishedNs = nowNs
    return this.#row === IDLE
  }

  #revalue(scenario: number): void {
    this.#pnl.fill(0)
    this.#book.addPnl(this.#returns, scenario * this.#pnl.length, 0, this.#pnl)
    let pnl = 0
    for (let u = 0; u < this.#pnl.length; u++) pnl += this.#pnl[u]!
    this.#losses[scenario] = -pnl
  }

  /** Positions of the row, at the present prices and volatilities. */
  #load(): void {
    const { portfolio, prices } = this.#parts
    const { accountCount, ownerCount, instrumentCount, qtyE8 } = portfolio
    const book = this.#book
    book.clear()
    for (let u = 0; u < book.underlyingCount; u++) book.spots[u] = prices.spots[u]! > 0 ? prices.spots[u]! : 0
    for (let i = 0; i < instrumentCount; i++) {
      let qty = 0
      for (let owner = 0; owner < ownerCount; owner++) {
        const isIn = this.#row === 0 ? owner < accountCount : owner === this.#row - 1
        if (isIn) qty += qtyE8[owner * instrumentCount + i]! / E8
      }
      if (qty !== 0) this.#addPosition(i, qty)
    }
    book.prepare()
  }

  #addPosition(instrument: number, qty: number): void {
    const { instruments, model } = this.#parts
    const underlying = instruments.underlyings[instrument]!
    const spot = this.#book.spots[underlying]!
    if (!(spot > 0)) return
    const quantity = (qty * instruments.multiplierE8s[instrument]!) / E8
    const row = model.rowOf[instrument]!
    if (row < 0) {
      const isInverse = instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL
      return this.#book.addLinear(underlying, isInverse ? quantity / spot : quantity)
    }
    const { sign, strike, years, volatility, rate, dividendYield } = model.batch
    this.#book.addOption({
      ...{ underlying, quantity, sign: sign[row]! > 0 ? 1 : -1, strike: strike[row]!, years: years[row]! },
      ...{ volatility: volatility[row]!, rate: rate[row]!, dividendYield: dividendYield[row]! },
    })
  }

  /** What is worked out for the firm alone. */
  #firm(): void {
    const { sampler, prng } = this.#parts
    const { samplesPerHorizon, alpha, paths, scenarios, spotShocks, volShocks } = this.#options
    this.stress = stressOf(this.#book, scenarios, spotShocks, volShocks)
    this.#book.prepare()
    const factor = choleskyFactor(sampler.covariance.matrix.map((c) => c * samplesPerHorizon))
    if (factor === undefined || paths === 0) return
    correlatedShocks(prng, factor, this.#shocks)
    this.#profile.fill(this.#book)
    this.#profile.losses(this.#shocks, this.#paths)
    this.simulated = simulatedRisk(this.#paths, alpha)
  }
}
