/**
 * What needs the course of the P&L: the volatility charge of every row (firm, accounts, strategies) and the backtest of
 * the value at risk, one observation a horizon. P&L in quote currency.
 */

import { RunningMoments } from '@reflex/quant'
import type { RiskFigures } from './risk-figures.ts'

const E8 = 1e8

export interface DayStatisticsOptions {
  readonly sampleNs: number
  /** Length of one observation of the backtest. */
  readonly horizonNs: number
  /** Money charged for a unit of the day's standard deviation. */
  readonly chargePerUnitVol: number
}

/** Transitions of hits (losses beyond VaR), as the Christoffersen test counts them. */
export interface BacktestCounts {
  observations: number
  hits: number
  n00: number
  n01: number
  n10: number
  n11: number
}

export class DayStatistics {
  readonly backtest: BacktestCounts = { observations: 0, hits: 0, n00: 0, n01: 0, n10: 0, n11: 0 }
  readonly #options: DayStatisticsOptions
  readonly #figures: RiskFigures
  readonly #moments: RunningMoments[]
  readonly #last: Float64Array
  #sampleDueNs = Number.NaN
  #horizonDueNs = Number.NaN
  #startPnlE8 = 0
  #forecastE8 = 0
  #wasHit = -1

  constructor(figures: RiskFigures, options: DayStatisticsOptions) {
    this.#options = options
    this.#figures = figures
    this.#moments = Array.from({ length: figures.rowCount }, () => new RunningMoments())
    this.#last = new Float64Array(figures.rowCount)
  }

  /** Call at every evaluation, with positions complete. */
  onTimer(nowNs: number): void {
    if (Number.isNaN(this.#sampleDueNs)) this.#begin(nowNs)
    if (nowNs >= this.#sampleDueNs) this.#sample(nowNs)
    if (nowNs >= this.#horizonDueNs) this.#observe(nowNs)
  }

  /** Standard deviation of the P&L so far, of all samples together: sd x sqrt(n). 0 with fewer than two. */
  volatility(row: number): number {
    const moments = this.#moments[row]!
    return moments.count < 2 ? 0 : Math.sqrt(moments.variance * moments.count)
  }

  charge(row: number): number {
    return this.#options.chargePerUnitVol * this.volatility(row)
  }

  /** P&L of the day minus the charge for its volatility. */
  riskAdjustedPnl(row: number): number {
    return this.#figures.pnlE8[row]! / E8 - this.charge(row)
  }

  #begin(nowNs: number): void {
    this.#sampleDueNs = nowNs + this.#options.sampleNs
    this.#last.set(this.#figures.pnlE8)
    this.#forecast(nowNs)
  }

  #sample(nowNs: number): void {
    this.#sampleDueNs = nowNs + this.#options.sampleNs
    for (let row = 0; row < this.#moments.length; row++) {
      const pnl = this.#figures.pnlE8[row]!
      this.#moments[row]!.add((pnl - this.#last[row]!) / E8, 1)
      this.#last[row] = pnl
    }
  }

  #forecast(nowNs: number): void {
    this.#horizonDueNs = nowNs + this.#options.horizonNs
    this.#startPnlE8 = this.#figures.pnlE8[0]!
    this.#forecastE8 = this.#figures.varE8[0]!
  }

  #observe(nowNs: number): void {
    const { backtest } = this
    // A firm without risk forecasts nothing.
    if (this.#forecastE8 > 0) {
      const isHit = this.#startPnlE8 - this.#figures.pnlE8[0]! > this.#forecastE8 ? 1 : 0
      backtest.observations++
      backtest.hits += isHit
      if (this.#wasHit >= 0) backtest[`n${this.#wasHit}${isHit}` as 'n00' | 'n01' | 'n10' | 'n11']++
      this.#wasHit = isHit
    }
    this.#forecast(nowNs)
  }
}
