/**
 * Exponentially weighted variance, three clocks: per observation (RiskMetrics), per unit of irregular time, and on a
 * fixed quoting clock fed by every tick. State sits in typed arrays: no call allocates.
 */

import { assert } from '@reflex/base'

/** One RiskMetrics step: lambda x variance + (1 - lambda) x return^2. */
export function ewmaVarianceStep(variance: number, lambda: number, ret: number): number {
  return lambda * variance + (1 - lambda) * ret * ret
}

/**
 * One GARCH(1,1) step: omega + alpha x return^2 + beta x variance. Long-run variance = omega / (1 - alpha - beta).
 */
export function garchVarianceStep(variance: number, omega: number, alpha: number, beta: number, ret: number): number {
  return omega + alpha * ret * ret + beta * variance
}

/** Long-run variance of GARCH(1,1); NaN unless alpha + beta < 1. */
export function garchLongRunVariance(omega: number, alpha: number, beta: number): number {
  return alpha + beta < 1 ? omega / (1 - alpha - beta) : Number.NaN
}

/** RiskMetrics variance per observation, seeded by the mean square of the first `seedCount` returns. */
export class EwmaVariance {
  readonly #lambda: number
  readonly #seedCount: number
  readonly #state = new Float64Array(2) // variance, seed sum
  #count = 0

  /** @param lambda decay in (0, 1), daily 0.94. @param seedCount >= 1 returns averaged before the recursion starts. */
  constructor(lambda: number, seedCount: number) {
    assert(lambda > 0 && lambda < 1, 'lambda must be in (0, 1)')
    assert(seedCount >= 1, 'seedCount must be positive')
    this.#lambda = lambda
    this.#seedCount = seedCount
    this.#state[0] = Number.NaN
  }

  add(ret: number): void {
    const state = this.#state
    if (++this.#count <= this.#seedCount) {
      state[1]! += ret * ret
      if (this.#count === this.#seedCount) state[0] = state[1]! / this.#seedCount
    } else {
      state[0] = this.#lambda * state[0]! + (1 - this.#lambda) * ret * ret
    }
  }

  /** Variance per observation interval; NaN until seeded. */
  get variance(): number {
    return this.#state[0]!
  }
}

/**
 * Variance per second of irregularly spaced returns: v <- v e^(-dt/tau) + (1 - e^(-dt/tau)) r^2/dt, seeded by the first
 * r^2/dt. Biased up by the bid-ask bounce when fed with trades; feed mids, or use `ClockedVolatility`.
 */
export class EwmaVarianceRate {
  readonly #tauSec: number
  readonly #state = new Float64Array(1).fill(Number.NaN)

  /** @param tauSec time constant in seconds, > 0. */
  constructor(tauSec: number) {
    assert(tauSec > 0, 'tauSec must be positive')
    this.#tauSec = tauSec
  }

  /** @param ret return over the interval. @param dtSec its length in seconds; a return over no time is ignored. */
  add(ret: number, dtSec: number): void {
    if (!(dtSec > 0)) return
    const state = this.#state
    const rate = (ret * ret) / dtSec
    const keep = Math.exp(-dtSec / this.#tauSec)
    state[0] = Number.isNaN(state[0]!) ? rate : state[0]! * keep + (1 - keep) * rate
  }

  /** Variance per second; NaN before the first return. */
  get variancePerSec(): number {
    return this.#state[0]!
  }
}

export interface ClockedVolatilityOptions {
  /** Sampling interval in nanoseconds: long enough for the bounce to average out (1 to 5 s), > 0. */
  readonly clockNs: number
  /** Time constant of the average in nanoseconds, > clockNs. */
  readonly tauNs: number
  /** Sampled intervals needed before `isReady`. */
  readonly samplesMin: number
}

const VARIANCE = 0
const SAMPLE = 1
const LATEST = 2
const BOUNDARY_NS = 3

/**
 * Volatility of the mid on the quoting clock. Every tick is told; the previous tick is sampled at each boundary of the
 * clock; intervals without ticks count as returns of zero. The unit of the result is the unit told: ticks for quoting
 * models, log price for risk. The average is corrected for its short start, so it is unbiased from the second sample
 * on.
 */
export class ClockedVolatility {
  readonly #clockNs: number
  readonly #keep: number
  readonly #samplesMin: number
  readonly #state = new Float64Array(4)
  #sampleCount = 0
  #isStarted = false

  constructor(options: ClockedVolatilityOptions) {
    assert(options.clockNs > 0 && options.tauNs > options.clockNs, 'clockNs must be positive and below tauNs')
    this.#clockNs = options.clockNs
    this.#keep = Math.exp(-options.clockNs / options.tauNs)
    this.#samplesMin = options.samplesMin
  }

  /** @param nowNs time of the tick, never decreasing. @param x mid in the chosen unit. */
  onTick(nowNs: number, x: number): void {
    const state = this.#state
    if (!this.#isStarted) {
      this.#isStarted = true
      state[BOUNDARY_NS] = nowNs + this.#clockNs
      state[SAMPLE] = x
    } else if (nowNs >= state[BOUNDARY_NS]!) {
      this.#passBoundaries(Math.floor((nowNs - state[BOUNDARY_NS]!) / this.#clockNs))
    }
    state[LATEST] = x
  }

  /**
   * Closes the intervals that have ended by now, so that silence lowers the estimate. Call before reading when ticks
   * may be rare.
   */
  onTimer(nowNs: number): void {
    if (this.#isStarted && nowNs >= this.#state[BOUNDARY_NS]!) {
      this.#passBoundaries(Math.floor((nowNs - this.#state[BOUNDARY_NS]!) / this.#clockNs))
    }
  }

  /** Starts again after a halt or gap: the jump across it is not a return. Keeps the variance. */
  breakChain(): void {
    this.#isStarted = false
  }

  get isReady(): boolean {
    return this.#sampleCount >= this.#samplesMin
  }

  /** Intervals sampled. */
  get sampleCount(): number {
    return this.#sampleCount
  }

  /** Variance per second in unit^2; NaN before the first sample. */
  get variancePerSec(): number {
    if (this.#sampleCount === 0) return Number.NaN
    const correction = 1 - this.#keep ** this.#sampleCount
    return (this.#state[VARIANCE]! / correction) * (1e9 / this.#clockNs)
  }

  /** Standard deviation per square root of a second, in units. */
  get sigmaPerSqrtSec(): number {
    return Math.sqrt(this.variancePerSec)
  }

  /** @param quietCount whole intervals without a tick after the one that ends now. */
  #passBoundaries(quietCount: number): void {
    const state = this.#state
    const ret = state[LATEST]! - state[SAMPLE]!
    let variance = this.#keep * state[VARIANCE]! + (1 - this.#keep) * ret * ret
    if (quietCount > 0) variance *= this.#keep ** quietCount
    state[VARIANCE] = variance
    state[SAMPLE] = state[LATEST]!
    state[BOUNDARY_NS]! += (quietCount + 1) * this.#clockNs
    this.#sampleCount += quietCount + 1
  }
}
