/**
 * Calibration of the fill intensity A exp(-k distance): how often a quote at a distance from the mid is filled.
 * Observed as time spent quoting (or watched) and fills by distance bucket.
 */

import { assert } from '@reflex/base'
import { RunningRegression } from '../stats/running-regression.ts'

export interface FillIntensity {
  /** A: fills per second at distance zero. */
  readonly fillRate: number
  /** k: decay, 1 / price unit. */
  readonly k: number
  /** Standard error of k; NaN when not determined. */
  readonly kStandardError: number
  /** Fills behind the fit. */
  readonly fillCount: number
}

/**
 * Fit by maximum likelihood of the Poisson counts (Newton), which uses buckets without fills rightly.
 * @param distances centre of each bucket, price units. @param seconds time at each distance. @param fills count at each
 * distance.
 * @returns undefined with fills in fewer than two buckets, or no time in a bucket that has fills: k is not determined.
 */
export function fitFillIntensity(
  distances: ArrayLike<number>,
  seconds: ArrayLike<number>,
  fills: ArrayLike<number>,
): FillIntensity | undefined {
  const start = regressFillIntensity(distances, seconds, fills)
  if (start === undefined) return undefined
  let logRate = Math.log(start.fillRate)
  let k = start.k
  let information = new Float64Array(3)
  for (let iteration = 0; iteration < 100; iteration++) {
    let g0 = 0
    let g1 = 0
    information = new Float64Array(3)
    for (let i = 0; i < distances.length; i++) {
      const expected = seconds[i]! * Math.exp(logRate - k * distances[i]!)
      g0 += fills[i]! - expected
      g1 -= distances[i]! * (fills[i]! - expected)
      information[0]! += expected
      information[1]! -= expected * distances[i]!
      information[2]! += expected * distances[i]! ** 2
    }
    const determinant = information[0]! * information[2]! - information[1]! ** 2
    if (!(determinant > 0)) return undefined
    const stepRate = (g0 * information[2]! - g1 * information[1]!) / determinant
    const stepK = (g1 * information[0]! - g0 * information[1]!) / determinant
    const damping = Math.min(1, 2 / Math.max(Math.abs(stepRate), Number.MIN_VALUE))
    logRate += damping * stepRate
    k += damping * stepK
    if (Math.abs(stepRate) < 1e-12 && Math.abs(stepK) <= 1e-12 * Math.abs(k)) break
  }
  const determinant = information[0]! * information[2]! - information[1]! ** 2
  return {
    fillRate: Math.exp(logRate),
    k,
    kStandardError: Math.sqrt(information[0]! / determinant),
    fillCount: start.fillCount,
  }
}

/**
 * Fit by regression of ln(fills / seconds) on distance, each bucket weighted by its fills; buckets without fills are
 * left out.
 */
export function regressFillIntensity(
  distances: ArrayLike<number>,
  seconds: ArrayLike<number>,
  fills: ArrayLike<number>,
): FillIntensity | undefined {
  assert(distances.length === seconds.length && seconds.length === fills.length, 'buckets differ in length')
  const regression = new RunningRegression()
  let fillCount = 0
  for (let i = 0; i < distances.length; i++) {
    if (!(fills[i]! > 0)) continue
    if (!(seconds[i]! > 0)) return undefined
    regression.add(distances[i]!, Math.log(fills[i]! / seconds[i]!), fills[i]!)
    fillCount += fills[i]!
  }
  if (regression.count < 2 || Number.isNaN(regression.slope)) return undefined
  return {
    fillRate: Math.exp(regression.intercept),
    k: -regression.slope,
    kStandardError: regression.slopeStandardError,
    fillCount,
  }
}

/**
 * Collects time and fills by distance in equal buckets, live and with forgetting. `addTime` and `addFill` do not
 * allocate. Distances outside the buckets are ignored.
 */
export class FillIntensityCollector {
  /** Centre of each bucket, price units. */
  readonly distances: Float64Array
  readonly seconds: Float64Array
  readonly fills: Float64Array
  readonly #width: number

  /** @param bucketWidth price units, > 0: one tick. @param bucketCount >= 2. */
  constructor(bucketWidth: number, bucketCount: number) {
    assert(bucketWidth > 0 && bucketCount >= 2, 'buckets out of range')
    this.#width = bucketWidth
    this.distances = Float64Array.from({ length: bucketCount }, (_, i) => (i + 0.5) * bucketWidth)
    this.seconds = new Float64Array(bucketCount)
    this.fills = new Float64Array(bucketCount)
  }

  /** A quote rested at `distance` from the mid for `seconds`. */
  addTime(distance: number, seconds: number): void {
    const i = Math.floor(distance / this.#width)
    if (i >= 0 && i < this.seconds.length) this.seconds[i]! += seconds
  }

  /** A quote at `distance` from the mid was filled. */
  addFill(distance: number): void {
    const i = Math.floor(distance / this.#width)
    if (i >= 0 && i < this.fills.length) this.fills[i]! += 1
  }

  /** Multiplies everything by `factor` in (0, 1]: exponential forgetting, on a timer. */
  decay(factor: number): void {
    for (let i = 0; i < this.seconds.length; i++) {
      this.seconds[i]! *= factor
      this.fills[i]! *= factor
    }
  }

  fit(): FillIntensity | undefined {
    return fitFillIntensity(this.distances, this.seconds, this.fills)
  }
}
