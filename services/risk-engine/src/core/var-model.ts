import { portfolioSigma } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'
import { NOTIONAL, type Portfolio } from './portfolio.ts'
import type { ReturnSampler } from './return-sampler.ts'

export interface VarOptions {
  /** Standard deviations of the loss. */
  readonly z: number
  /** Samples of the covariance in the horizon. */
  readonly samplesPerHorizon: number
  readonly priceMaxAgeNs: number
  /** Exposures whose price is stale count this much more. */
  readonly staleAddOn: number
}

/**
 * Parametric value at risk of linear exposures: z x sqrt(a' C a) x sqrt(horizon). Scaling by the root of time holds
 * only for independent returns; for a horizon of minutes that is the usual approximation.
 */
export class VarModel {
  /** Positions valued at a stale price in the last run. */
  stalePositions = 0
  readonly #portfolio: Portfolio
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #sampler: ReturnSampler
  readonly #options: VarOptions
  readonly #exposures: Float64Array

  constructor(
    parts: { portfolio: Portfolio; instruments: Instruments; marks: Marks; sampler: ReturnSampler },
    options: VarOptions,
  ) {
    this.#portfolio = parts.portfolio
    this.#instruments = parts.instruments
    this.#marks = parts.marks
    this.#sampler = parts.sampler
    this.#options = options
    this.#exposures = new Float64Array(parts.portfolio.underlyingCount)
  }

  /** Fills `varE8` by row: the firm, then the accounts. */
  run(nowNs: number, varE8: Float64Array): void {
    this.stalePositions = 0
    for (let row = 0; row < varE8.length; row++) varE8[row] = this.#varOf(row, nowNs)
  }

  #varOf(row: number, nowNs: number): number {
    const exposures = this.#exposures.fill(0)
    const { accountCount, instrumentCount, qtyE8 } = this.#portfolio
    for (let account = 0; account < accountCount; account++) {
      if (row !== 0 && row !== 1 + account) continue
      for (let i = 0; i < instrumentCount; i++) {
        const cell = account * instrumentCount + i
        if (qtyE8[cell] === 0) continue
        const isFresh = this.#marks.isFresh(i, nowNs, this.#options.priceMaxAgeNs)
        if (!isFresh && row === 0) this.stalePositions++
        const factor = isFresh ? 1 : this.#options.staleAddOn
        this.#portfolio.measure(cell)
        exposures[this.#instruments.underlyings[i]!]! += factor * this.#portfolio.figures[NOTIONAL]!
      }
    }
    const sigma = portfolioSigma(exposures, this.#sampler.covariance.matrix)
    return Math.round(this.#options.z * sigma * Math.sqrt(this.#options.samplesPerHorizon))
  }
}
