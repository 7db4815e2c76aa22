/**
 * Drawdown and loss limits of one scope (strategy, account, firm). P&L is told cumulatively, in integer minor units if
 * the comparison with a limit is to be exact. Losses and drawdowns are positive numbers. A loss limit trips at the
 * limit itself (>=).
 */

import { assert } from '@reflex/base'
import { mean, sampleVariance } from '../stats/sample.ts'

export interface LossLimits {
  /** Loss of the day at which to warn. */
  readonly dayLossSoft: number
  /** Loss of the day at which to stop. */
  readonly dayLossHard: number
  readonly drawdownSoft: number
  readonly drawdownHard: number
}

export const LIMIT_OK = 0
export const LIMIT_SOFT = 1
export const LIMIT_HARD = 2
export type LimitState = typeof LIMIT_OK | typeof LIMIT_SOFT | typeof LIMIT_HARD

/** High-water mark (starting at 0 before the first observation) minus cumulative P&L. No call allocates. */
export class DrawdownTracker {
  cumulative = 0
  highWater = 0
  max = 0
  /** 0-based observation at which the maximum was first reached; -1 while it is zero. */
  maxIndex = -1
  count = 0

  /** @param cumulativePnl P&L since the start. */
  update(cumulativePnl: number): void {
    this.cumulative = cumulativePnl
    if (cumulativePnl > this.highWater) this.highWater = cumulativePnl
    if (this.current > this.max) {
      this.max = this.current
      this.maxIndex = this.count
    }
    this.count++
  }

  get current(): number {
    return this.highWater - this.cumulative
  }
}

/** Watches day loss and drawdown. A hard breach latches until a person releases it. */
export class LossLimitTracker {
  readonly drawdown = new DrawdownTracker()
  readonly #limits: LossLimits
  #dayStart = 0
  #isLatched = false

  constructor(limits: LossLimits) {
    assert(limits.dayLossSoft <= limits.dayLossHard, 'soft day loss above the hard one')
    assert(limits.drawdownSoft <= limits.drawdownHard, 'soft drawdown above the hard one')
    this.#limits = limits
  }

  /** @returns the state after this observation: hard while latched. */
  update(cumulativePnl: number): LimitState {
    this.drawdown.update(cumulativePnl)
    if (this.dayLossState === LIMIT_HARD || this.drawdownState === LIMIT_HARD) this.#isLatched = true
    return this.state
  }

  /** The day's loss counts from here. The latch and the high-water mark stay. */
  startDay(): void {
    this.#dayStart = this.drawdown.cumulative
  }

  /** A deliberate release; the next update latches again if the breach persists. */
  release(): void {
    this.#isLatched = false
  }

  /** Loss since the start of the day; negative when in profit. */
  get dayLoss(): number {
    return this.#dayStart - this.drawdown.cumulative
  }

  get dayLossState(): LimitState {
    return stateOf(this.dayLoss, this.#limits.dayLossSoft, this.#limits.dayLossHard)
  }

  get drawdownState(): LimitState {
    return stateOf(this.drawdown.current, this.#limits.drawdownSoft, this.#limits.drawdownHard)
  }

  get isLatched(): boolean {
    return this.#isLatched
  }

  get state(): LimitState {
    if (this.#isLatched) return LIMIT_HARD
    return this.dayLossState === LIMIT_SOFT || this.drawdownState === LIMIT_SOFT ? LIMIT_SOFT : LIMIT_OK
  }
}

function stateOf(loss: number, soft: number, hard: number): LimitState {
  return loss >= hard ? LIMIT_HARD : loss >= soft ? LIMIT_SOFT : LIMIT_OK
}

/** mean / sd (n - 1) x sqrt(periods per year), no risk-free rate. NaN when not defined. */
export function sharpeRatio(pnl: ArrayLike<number>, periodsPerYear: number): number {
  return finiteOrNaN((mean(pnl) / Math.sqrt(sampleVariance(pnl))) * Math.sqrt(periodsPerYear))
}

/** mean / sqrt(mean of min(pnl, 0)^2) x sqrt(periods per year). NaN without a loss. */
export function sortinoRatio(pnl: ArrayLike<number>, periodsPerYear: number): number {
  let square = 0
  for (let i = 0; i < pnl.length; i++) square += Math.min(pnl[i]!, 0) ** 2 / pnl.length
  return finiteOrNaN((mean(pnl) / Math.sqrt(square)) * Math.sqrt(periodsPerYear))
}

/** Strategy volatility charge: total P&L - charge x sd x sqrt(n), with sd (n - 1) of the P&L per period. */
export function riskAdjustedPnl(pnl: ArrayLike<number>, charge: number): number {
  return mean(pnl) * pnl.length - charge * Math.sqrt(sampleVariance(pnl)) * Math.sqrt(pnl.length)
}

function finiteOrNaN(x: number): number {
  return Number.isFinite(x) ? x : Number.NaN
}
