/**
 * Backtests of VaR forecasts: Kupiec (1995), Christoffersen (1998), the Basel traffic light (1996). A hit = loss beyond
 * VaR that day.
 */

import { binomialCdf, chiSquaredTail } from '../stats/distributions.ts'

export interface LikelihoodRatio {
  readonly statistic: number
  readonly p: number
}

/** x ln p with 0 ln 0 = 0. */
function times(x: number, p: number): number {
  return x === 0 ? 0 : x * Math.log(p)
}

/** Proportion of failures: is the hit rate p? Chi-squared with 1 degree of freedom. */
export function kupiecTest(observations: number, failures: number, p: number): LikelihoodRatio {
  const rate = failures / observations
  const statistic = kupiecStatistic(observations, failures, p, rate)
  return { statistic, p: chiSquaredTail(statistic, 1) }
}

function kupiecStatistic(n: number, x: number, p: number, rate: number): number {
  return Math.max(0, 2 * (times(n - x, 1 - rate) + times(x, rate) - times(n - x, 1 - p) - times(x, p)))
}

/**
 * Smallest and largest number of failures whose Kupiec statistic is below `critical` (3.841... at 95 %); undefined when
 * none is.
 */
export function kupiecRegion(observations: number, p: number, critical: number): readonly [number, number] | undefined {
  let low = -1
  let high = -1
  for (let x = 0; x <= observations; x++) {
    if (kupiecStatistic(observations, x, p, x / observations) >= critical) continue
    if (low < 0) low = x
    high = x
  }
  return low < 0 ? undefined : [low, high]
}

export interface HitTransitions {
  readonly n00: number
  readonly n01: number
  readonly n10: number
  readonly n11: number
}

/** Counts of hit states from day i - 1 to day i. @param hits 0 or 1 by day. */
export function hitTransitions(hits: ArrayLike<number>): HitTransitions {
  const n = [0, 0, 0, 0]
  for (let i = 1; i < hits.length; i++) n[2 * hits[i - 1]! + hits[i]!]!++
  return { n00: n[0]!, n01: n[1]!, n10: n[2]!, n11: n[3]! }
}

/** Independence: do hits cluster? Chi-squared with 1 degree of freedom. */
export function christoffersenTest(t: HitTransitions): LikelihoodRatio {
  const p01 = t.n00 + t.n01 > 0 ? t.n01 / (t.n00 + t.n01) : 0
  const p11 = t.n10 + t.n11 > 0 ? t.n11 / (t.n10 + t.n11) : 0
  const pi = (t.n01 + t.n11) / (t.n00 + t.n01 + t.n10 + t.n11)
  const restricted = times(t.n00 + t.n10, 1 - pi) + times(t.n01 + t.n11, pi)
  const free = times(t.n00, 1 - p01) + times(t.n01, p01) + times(t.n10, 1 - p11) + times(t.n11, p11)
  const statistic = Math.max(0, 2 * (free - restricted))
  return { statistic, p: chiSquaredTail(statistic, 1) }
}

/** Conditional coverage: both together, chi-squared with 2 degrees of freedom. */
export function conditionalCoverageTest(pof: LikelihoodRatio, independence: LikelihoodRatio): LikelihoodRatio {
  const statistic = pof.statistic + independence.statistic
  return { statistic, p: chiSquaredTail(statistic, 2) }
}

export interface BaselZone {
  readonly zone: 'green' | 'yellow' | 'red'
  /** Added to the multiplier of 3. */
  readonly plusFactor: number
  /** P(exceptions or fewer) if the model is right. */
  readonly cumulativeProbability: number
}

const PLUS_FACTORS = [0.4, 0.5, 0.65, 0.75, 0.85]

/** Traffic light for 250 days at 99 %: green to 4 exceptions, yellow 5-9, red from 10. */
export function baselZone(exceptions: number, observations: number, alpha: number): BaselZone {
  const cumulativeProbability = binomialCdf(exceptions, observations, 1 - alpha)
  if (exceptions <= 4) return { zone: 'green', plusFactor: 0, cumulativeProbability }
  if (exceptions >= 10) return { zone: 'red', plusFactor: 1, cumulativeProbability }
  return { zone: 'yellow', plusFactor: PLUS_FACTORS[exceptions - 5]!, cumulativeProbability }
}
