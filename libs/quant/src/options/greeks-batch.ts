/**
 * Value and all Greeks of many options at once: struct of arrays in, struct of arrays out, in chunks that stay in the
 * cache. `evaluate` allocates nothing. Black-76 is the case yield = rate (its rho at fixed forward is -T V).
 */

import { assert } from '@reflex/base'
import { normalInto } from './normal-batch.ts'

const CHUNK = 512
/** A distance that stands for infinity: the distribution is 0 or 1, the density 0. */
const INFINITE = 64

export class GreeksBatch {
  readonly capacity: number
  // Inputs, by option.
  /** +1 call, -1 put. */
  readonly sign: Float64Array
  readonly spot: Float64Array
  readonly strike: Float64Array
  readonly years: Float64Array
  readonly rate: Float64Array
  readonly dividendYield: Float64Array
  readonly volatility: Float64Array
  // Results, as in `OptionGreeks`.
  readonly price: Float64Array
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly vega: Float64Array
  readonly theta: Float64Array
  readonly rho: Float64Array
  readonly divRho: Float64Array
  readonly vanna: Float64Array
  readonly volga: Float64Array
  readonly charm: Float64Array
  readonly #x1 = new Float64Array(CHUNK)
  readonly #x2 = new Float64Array(CHUNK)
  readonly #n1 = new Float64Array(CHUNK)
  readonly #n2 = new Float64Array(CHUNK)
  readonly #density = new Float64Array(CHUNK)
  readonly #unused = new Float64Array(CHUNK)

  constructor(capacity: number) {
    const column = () => new Float64Array(capacity)
    this.capacity = capacity
    this.sign = column()
    this.spot = column()
    this.strike = column()
    this.years = column()
    this.rate = column()
    this.dividendYield = column()
    this.volatility = column()
    this.price = column()
    this.delta = column()
    this.gamma = column()
    this.vega = column()
    this.theta = column()
    this.rho = column()
    this.divRho = column()
    this.vanna = column()
    this.volga = column()
    this.charm = column()
  }

  /** Evaluates options 0..count-1. */
  evaluate(count: number): void {
    assert(count <= this.capacity, 'more options than the batch holds')
    for (let from = 0; from < count; from += CHUNK) {
      const length = Math.min(CHUNK, count - from)
      this.#distances(from, length)
      normalInto(this.#x2, this.#n2, this.#unused, length)
      normalInto(this.#x1, this.#n1, this.#density, length)
      this.#compose(from, length)
    }
  }

  #distances(from: number, length: number): void {
    const { sign, spot, strike, years, rate, dividendYield, volatility } = this
    const x1 = this.#x1
    const x2 = this.#x2
    for (let i = 0; i < length; i++) {
      const at = from + i
      const w = sign[at]!
      const t = Math.max(0, years[at]!)
      const v = volatility[at]! * Math.sqrt(t)
      const logForward = Math.log(spot[at]! / strike[at]!) + (rate[at]! - dividendYield[at]!) * t
      if (v > 0) {
        x1[i] = w * (logForward / v + 0.5 * v)
        x2[i] = w * (logForward / v - 0.5 * v)
      } else {
        x1[i] = w * INFINITE * Math.sign(logForward)
        x2[i] = x1[i]!
      }
    }
  }

  #compose(from: number, length: number): void {
    const { sign, spot, strike, years, rate, dividendYield, volatility } = this
    const { price, delta, gamma, vega, theta, rho, divRho, vanna, volga, charm } = this
    for (let i = 0; i < length; i++) {
      const at = from + i
      const w = sign[at]!
      const t = Math.max(0, years[at]!)
      const r = rate[at]!
      const q = dividendYield[at]!
      const root = Math.sqrt(t)
      const hasVariance = volatility[at]! * root > 0
      // 1 where there is no variance, so that nothing is divided by 0: the density is 0 there.
      const sigma = hasVariance ? volatility[at]! : 1
      const v = hasVariance ? sigma * root : 1
      const density = hasVariance ? this.#density[i]! : 0
      const d1 = w * this.#x1[i]!
      const d2 = w * this.#x2[i]!
      const carry = Math.exp(-q * t)
      const s = spot[at]! * carry
      const k = strike[at]! * Math.exp(-r * t)
      const wn1 = w * this.#n1[i]!
      const wn2 = w * this.#n2[i]!
      const sd = s * density
      vega[at] = sd * root
      price[at] = Math.max(0, s * wn1 - k * wn2)
      delta[at] = carry * wn1
      gamma[at] = (carry * density) / (spot[at]! * v)
      theta[at] = (hasVariance ? (-sd * sigma) / (2 * root) : 0) - r * k * wn2 + q * s * wn1
      rho[at] = k * t * wn2
      divRho[at] = -s * t * wn1
      vanna[at] = (-carry * density * d2) / sigma
      volga[at] = (sd * root * d1 * d2) / sigma
      charm[at] = q * carry * wn1 - (hasVariance ? (carry * density * (2 * (r - q) * t - d2 * v)) / (2 * t * v) : 0)
    }
  }
}
