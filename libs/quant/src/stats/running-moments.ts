/**
 * Streaming mean and variance of weighted observations (West 1979, the weighted form of Welford), mergeable, with a
 * confidence interval for the mean. One object is one measurement bucket: it holds the share-weighted and the
 * trade-weighted mean together.
 */

import { studentTQuantile } from './distributions.ts'

/** Columns of the state: doubles in a typed array, so that adding never boxes one. */
const COUNT = 0
const MEAN = 1
const WEIGHT = 2
const WEIGHTED_MEAN = 3
const MIN = 4
const MAX = 5
const SUM_SQUARES = 6

export class RunningMoments {
  readonly #state = new Float64Array(7)
  readonly #pair = new Float64Array(2)

  constructor() {
    this.reset()
  }

  /** Observations seen. */
  get count(): number {
    return this.#state[COUNT]!
  }

  /** Mean with every observation counted once; NaN until the first. */
  get mean(): number {
    return this.#state[MEAN]!
  }

  /** Sum of weights. */
  get weight(): number {
    return this.#state[WEIGHT]!
  }

  /** Mean weighted by the weights given (shares, notional); NaN until the first positive weight. */
  get weightedMean(): number {
    return this.#state[WEIGHTED_MEAN]!
  }

  get min(): number {
    return this.#state[MIN]!
  }

  get max(): number {
    return this.#state[MAX]!
  }

  /** @param weight >= 0, such as the filled quantity. */
  add(x: number, weight: number): void {
    this.#pair[0] = x
    this.#pair[1] = weight
    this.addPair(this.#pair)
  }

  /** Adds [x, weight]. For hot paths: V8 boxes a double that crosses a call which it did not inline. */
  addPair(pair: Float64Array): void {
    const state = this.#state
    const x = pair[0]!
    const weight = pair[1]!
    state[COUNT]!++
    if (state[COUNT] === 1) {
      state[MEAN] = x
    } else {
      const delta = x - state[MEAN]!
      state[MEAN]! += delta / state[COUNT]!
      state[SUM_SQUARES]! += delta * (x - state[MEAN]!)
    }
    if (weight > 0) {
      state[WEIGHT]! += weight
      state[WEIGHTED_MEAN] =
        state[WEIGHT] === weight ? x : state[WEIGHTED_MEAN]! + ((x - state[WEIGHTED_MEAN]!) * weight) / state[WEIGHT]!
    }
    if (x < state[MIN]!) state[MIN] = x
    if (x > state[MAX]!) state[MAX] = x
  }

  /** Adds all observations of another bucket (Chan et al. 1979). */
  merge(other: RunningMoments): void {
    if (other.count === 0) return
    const state = this.#state
    const added = other.#state
    const count = state[COUNT]! + added[COUNT]!
    if (state[COUNT] === 0) {
      state[MEAN] = added[MEAN]!
      state[SUM_SQUARES] = added[SUM_SQUARES]!
    } else {
      const delta = added[MEAN]! - state[MEAN]!
      state[MEAN]! += (delta * added[COUNT]!) / count
      state[SUM_SQUARES]! += added[SUM_SQUARES]! + (delta * delta * state[COUNT]! * added[COUNT]!) / count
    }
    state[COUNT] = count
    if (added[WEIGHT]! > 0) {
      const weight = state[WEIGHT]! + added[WEIGHT]!
      const delta = added[WEIGHTED_MEAN]! - state[WEIGHTED_MEAN]!
      state[WEIGHTED_MEAN] =
        state[WEIGHT]! > 0 ? state[WEIGHTED_MEAN]! + (delta * added[WEIGHT]!) / weight : added[WEIGHTED_MEAN]!
      state[WEIGHT] = weight
    }
    state[MIN] = Math.min(state[MIN]!, added[MIN]!)
    state[MAX] = Math.max(state[MAX]!, added[MAX]!)
  }

  reset(): void {
    const state = this.#state
    state.fill(0)
    state[MEAN] = Number.NaN
    state[WEIGHTED_MEAN] = Number.NaN
    state[MIN] = Number.POSITIVE_INFINITY
    state[MAX] = Number.NEGATIVE_INFINITY
  }

  /** Sample variance (n - 1) of the unweighted observations; NaN below two. */
  get variance(): number {
    return this.count < 2 ? Number.NaN : this.#state[SUM_SQUARES]! / (this.count - 1)
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance)
  }

  /** Standard error of the unweighted mean; NaN below two observations. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.count)
  }

  /**
   * Half-width of the two-sided Student confidence interval of the unweighted mean. Assumes independent observations:
   * for overlapping markouts use `neweyWest`, the interval here is too narrow.
   * @param confidence such as 0.95.
   */
  confidenceHalfWidth(confidence: number): number {
    if (this.count < 2) return Number.NaN
    return studentTQuantile(0.5 + confidence / 2, this.count - 1) * this.standardError
  }
}
