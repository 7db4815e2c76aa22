/** Moments, quantiles and autocorrelation of a sample held in memory. NaN where a sample is too short. */

export function mean(x: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i]!
  return sum / x.length
}

/** Sample variance (n - 1). */
export function sampleVariance(x: ArrayLike<number>): number {
  if (x.length < 2) return Number.NaN
  const m = mean(x)
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += (x[i]! - m) ** 2
  return sum / (x.length - 1)
}

export interface PopulationMoments {
  readonly mean: number
  /** Standard deviation, 1/n. */
  readonly sd: number
  readonly skew: number
  /** Kurtosis - 3. */
  readonly exKurt: number
}

export function populationMoments(x: ArrayLike<number>): PopulationMoments {
  const n = x.length
  const m = mean(x)
  let m2 = 0
  let m3 = 0
  let m4 = 0
  for (let i = 0; i < n; i++) {
    const d = x[i]! - m
    m2 += (d * d) / n
    m3 += (d * d * d) / n
    m4 += (d * d * d * d) / n
  }
  return { mean: m, sd: Math.sqrt(m2), skew: m3 / m2 ** 1.5, exKurt: m4 / (m2 * m2) - 3 }
}

/** sum (x_t - m)(x_(t - lag) - m) / sum (x - m)^2 with the overall mean. */
export function autocorrelation(x: ArrayLike<number>, lag: number): number {
  const m = mean(x)
  let top = 0
  let bottom = 0
  for (let t = 0; t < x.length; t++) {
    const d = x[t]! - m
    bottom += d * d
    if (t >= lag) top += d * (x[t - lag]! - m)
  }
  return top / bottom
}

/** Quantile with linear interpolation (type 7) of values sorted ascending. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length
  if (n === 0) return Number.NaN
  const at = p * (n - 1)
  const low = Math.min(n - 1, Math.max(0, Math.floor(at)))
  const high = Math.min(n - 1, low + 1)
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!)
}
