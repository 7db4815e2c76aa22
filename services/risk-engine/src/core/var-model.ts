/**
 * Value at risk between full revaluations: delta-gamma with the Cornish-Fisher quantile, from the dollar deltas and
 * gammas of the moment and the EWMA covariance, scaled by the root of the horizon (right for independent returns only).
 * Each full revaluation leaves by how much it is above the figure of its moment; that ratio is carried until the next.
 */

import { deltaGammaMoments, deltaGammaVar, isCornishFisherMonotone, portfolioSigma } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import { GREEK, GREEK_COUNT, type GreekSums } from './greek-sums.ts'
import type { Marks } from './marks.ts'
import { NOTIONAL, type Portfolio } from './portfolio.ts'
import type { ReturnSampler } from './return-sampler.ts'

export interface VarOptions {
  /** Standard deviations of the loss. */
  readonly z: number
  /** Confidence that belongs to z. */
  readonly alpha: number
  /** Samples of the covariance in the horizon. */
  readonly samplesPerHorizon: number
  readonly priceMaxAgeNs: number
  /** Exposures whose price is stale count this much more. */
  readonly staleAddOn: number
}

/** A ratio above this is a sign of a book without delta, not of a model that is off. */
const RATIO_MAX = 10

export class VarModel {
  /** Positions valued at a stale price in the last run. */
  stalePositions = 0
  /** By row: delta-gamma value without the ratio, E8, of the last run. */
  readonly modelE8: Float64Array
  /** By row: full revaluation above the model, at least 1. */
  readonly ratios: Float64Array
  /** Whether the expansion was monotone for the firm in the last run: if not, its tail is not to be trusted. */
  isMonotone = true
  readonly #portfolio: Portfolio
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #sampler: ReturnSampler
  readonly #greeks: GreekSums
  readonly #options: VarOptions
  readonly #exposures: Float64Array

  constructor(
    parts: {
      portfolio: Portfolio
      instruments: Instruments
      marks: Marks
      sampler: ReturnSampler
      greeks: GreekSums
    },
    options: VarOptions,
  ) {
    this.#portfolio = parts.portfolio
    this.#instruments = parts.instruments
    this.#marks = parts.marks
    this.#sampler = parts.sampler
    this.#greeks = parts.greeks
    this.#options = options
    this.#exposures = new Float64Array(parts.portfolio.underlyingCount)
    this.modelE8 = new Float64Array(1 + parts.portfolio.ownerCount)
    this.ratios = new Float64Array(1 + parts.portfolio.ownerCount).fill(1)
  }

  /** Fills `varE8` by row: the firm, the accounts, the strategies. */
  run(nowNs: number, varE8: Float64Array): void {
    this.stalePositions = 0
    for (let row = 0; row < varE8.length; row++) {
      const sigma = this.#sigmaOf(row, nowNs)
      this.modelE8[row] = Math.round(this.#withGamma(row, sigma))
      varE8[row] = Math.round(this.modelE8[row]! * this.ratios[row]!)
    }
  }

  /** Full revaluation of a row came to this much. @param lossE8 NaN: not known. */
  onRevaluation(row: number, lossE8: number): void {
    const ratio = this.modelE8[row]! > 0 ? lossE8 / this.modelE8[row]! : 1
    this.ratios[row] = ratio > 1 ? Math.min(ratio, RATIO_MAX) : 1
  }

  /** Standard deviation over the horizon, E8, stale prices with their add-on. */
  #sigmaOf(row: number, nowNs: number): number {
    const exposures = this.#exposures.fill(0)
    const { accountCount, ownerCount, instrumentCount, qtyE8 } = this.#portfolio
    for (let owner = 0; owner < ownerCount; owner++) {
      if (row === 0 ? owner >= accountCount : row !== 1 + owner) continue
      for (let i = 0; i < instrumentCount; i++) {
        const cell = owner * instrumentCount + i
        if (qtyE8[cell] === 0) continue
        const isFresh = this.#marks.isFresh(i, nowNs, this.#options.priceMaxAgeNs)
        if (!isFresh && row === 0) this.stalePositions++
        const factor = isFresh ? 1 : this.#options.staleAddOn
        this.#portfolio.measure(cell)
        exposures[this.#instruments.underlyings[i]!]! += factor * this.#portfolio.figures[NOTIONAL]!
      }
    }
    return portfolioSigma(exposures, this.#sampler.covariance.matrix) * Math.sqrt(this.#options.samplesPerHorizon)
  }

  #withGamma(row: number, sigma: number): number {
    const n = this.#portfolio.underlyingCount
    const gamma = new Float64Array(n * n)
    let hasGamma = false
    for (let u = 0; u < n; u++) {
      // Of a move of 1 % to that of a move of 100 %.
      const own = this.#greeks.byRow[(row * n + u) * GREEK_COUNT + GREEK.GAMMA_1PCT]! * 100 * 1e8
      gamma[u * n + u] = own
      if (own !== 0) hasGamma = true
    }
    if (!hasGamma) return this.#options.z * sigma
    const covariance = this.#sampler.covariance.matrix.map((c) => c * this.#options.samplesPerHorizon)
    const moments = deltaGammaMoments(this.#exposures, gamma, covariance)
    const isMonotone = isCornishFisherMonotone(moments.skew, moments.exKurt)
    if (row === 0) this.isMonotone = isMonotone
    return Math.max(0, deltaGammaVar(moments, this.#options.alpha, isMonotone))
  }
}
