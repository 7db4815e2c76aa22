/**
 * American options on a binomial tree with equal probabilities at heart (Jarrow-Rudd drift, exact first moment), the
 * last step valued by Black-Scholes and two trees extrapolated (Broadie and Detemple 1996, BBSR), with the European
 * value of the same trees as control variate. Holds for any sign of rate and yield.
 */

import { bsmPrice, type OptionInput } from './black-scholes.ts'

/** Steps of the coarse tree; the fine one has twice as many. */
export const AMERICAN_STEPS = 250

export interface AmericanValue {
  readonly price: number
  /** Value of the same option without early exercise. */
  readonly european: number
  readonly earlyExercisePremium: number
  readonly delta: number
  readonly gamma: number
  /** Per year. */
  readonly theta: number
}

/** Value of an American option with delta, gamma and theta read from the tree. @param steps of the coarse tree. */
export function americanOption(o: OptionInput, steps = AMERICAN_STEPS): AmericanValue {
  const european = bsmPrice(o)
  const intrinsic = Math.max(0, o.sign * (o.spot - o.strike))
  if (!(o.years > 0)) return certain(o, intrinsic, european)
  if (!(o.volatility > 0)) return certain(o, bestWithoutVolatility(o), european)
  const coarse = tree(o, steps)
  const fine = tree(o, 2 * steps)
  const early = (n: Node): number => n.american - n.european
  const premium = Math.max(0, 2 * early(fine) - early(coarse))
  const price = Math.max(intrinsic, european + premium)
  return { ...fine, price, european, earlyExercisePremium: price - european }
}

function certain(o: OptionInput, price: number, european: number): AmericanValue {
  const isIn = o.sign * (o.spot - o.strike) > 0
  return { price, european, earlyExercisePremium: price - european, delta: isIn ? o.sign : 0, gamma: 0, theta: 0 }
}

/** The best moment of exercise on the certain path of the underlying. */
function bestWithoutVolatility({ sign, spot, strike, years, rate: r, dividendYield: q }: OptionInput): number {
  const at = (t: number): number => sign * (spot * Math.exp(-q * t) - strike * Math.exp(-r * t))
  const turn = Math.log((r * strike) / (q * spot)) / (r - q)
  const inside = turn > 0 && turn < years ? at(turn) : 0
  return Math.max(0, at(0), at(years), inside)
}

interface Node {
  readonly american: number
  readonly european: number
  readonly delta: number
  readonly gamma: number
  readonly theta: number
}

function tree(o: OptionInput, steps: number): Node {
  const { sign: w, spot, strike, years, rate: r, dividendYield: q, volatility: sigma } = o
  const dt = years / steps
  const move = sigma * Math.sqrt(dt)
  const middle = Math.exp((r - q - 0.5 * sigma * sigma) * dt)
  const [up, down] = [middle * Math.exp(move), middle * Math.exp(-move)]
  const p = (Math.exp((r - q) * dt) - down) / (up - down)
  const [pu, pd] = [p * Math.exp(-r * dt), (1 - p) * Math.exp(-r * dt)]
  // Prices of level n: lowest x ratio^i.
  const ratio = up / down
  const american = new Float64Array(steps)
  const european = new Float64Array(steps)
  const levels: number[][] = []
  for (let level = steps - 1; level >= 0; level--) {
    let s = spot * down ** level
    for (let i = 0; i <= level; i++) {
      if (level === steps - 1) {
        european[i] = bsmPrice({ ...o, spot: s, years: dt })
        american[i] = european[i]!
      } else {
        european[i] = pu * european[i + 1]! + pd * european[i]!
        american[i] = pu * american[i + 1]! + pd * american[i]!
      }
      american[i] = Math.max(american[i]!, w * (s - strike))
      s *= ratio
    }
    if (level <= 2) levels[level] = Array.from(american.subarray(0, level + 1))
  }
  return { american: american[0]!, european: european[0]!, ...slopes(levels, spot, up, down, dt) }
}

/** Differences of the first levels of the tree. */
function slopes(levels: readonly number[][], spot: number, up: number, down: number, dt: number) {
  const [root, one, two] = levels as [number[], number[], number[]]
  const [high, middle, low] = [spot * up * up, spot * up * down, spot * down * down]
  const delta = (one[1]! - one[0]!) / (spot * (up - down))
  const upper = (two[2]! - two[1]!) / (high - middle)
  const lower = (two[1]! - two[0]!) / (middle - low)
  const gamma = (upper - lower) / (0.5 * (high - low))
  // The middle of level 2 is not quite at the spot: taken back along delta and gamma.
  const off = middle - spot
  const theta = (two[1]! - off * delta - 0.5 * off * off * gamma - root[0]!) / (2 * dt)
  return { delta, gamma, theta }
}
