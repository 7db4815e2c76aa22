/**
 * Streaming mean and variance of weighted observations (West 1979, the weighted form of Welford), mergeable, with a
 * confidence interval for the mean. One object is one measurement bucket: it holds the share-weighted and the
 * trade-weighted mean together.
 */

import { studentTQuantile } from './distributions.ts'

export class RunningMoments {
  /** Observations seen. */
  count = 0
  /** Mean with every observation counted once; NaN until the first. */
  mean = Number.NaN
  /** Sum of weights. */
  weight = 0
  /** Mean weighted by the weights given (shares, notional); NaN until the first positive weight. */
  weightedMean = Number.NaN
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY
  #sumSquares = 0

  /** @param weight >= 0, such as the filled quantity. */
  add(x: number, weight: number): void {
    this.count++
    if (this.count === 1) {
      this.mean = x
    } else {
      const delta = x - this.mean
      this.mean += delta / this.count
      this.#sumSquares += delta * (x - this.mean)
    }
    if (weight > 0) {
      this.weight += weight
      this.weightedMean =
        this.weight === weight ? x : this.weightedMean + ((x - this.weightedMean) * weight) / this.weight
    }
    if (x < this.min) this.min = x
    if (x > this.max) this.max = x
  }

  /** Adds all observations of another bucket (Chan et al. 1979). */
  merge(other: RunningMoments): void {
    if (other.count === 0) return
    const count = this.count + other.count
    if (this.count === 0) {
      this.mean = other.mean
      this.#sumSquares = other.#sumSquares
    } else {
      const delta = other.mean - this.mean
      this.mean += (delta * other.count) / count
      this.#sumSquares += other.#sumSquares + (delta * delta * this.count * other.count) / count
    }
    this.count = count
    if (other.weight > 0) {
      const weight = this.weight + other.weight
      const delta = other.weightedMean - this.weightedMean
      this.weightedMean = this.weight > 0 ? this.weightedMean + (delta * other.weight) / weight : other.weightedMean
      this.weight = weight
    }
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  reset(): void {
    this.count = 0
    this.mean = Number.NaN
    this.weight = 0
    this.weightedMean = Number.NaN
    this.min = Number.POSITIVE_INFINITY
    this.max = Number.NEGATIVE_INFINITY
    this.#sumSquares = 0
  }

  /** Sample variance (n - 1) of the unweighted observations; NaN below two. */
  get variance(): number {
    return this.count < 2 ? Number.NaN : this.#sumSquares / (this.count - 1)
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
