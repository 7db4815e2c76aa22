/**
 * A book of linear positions and European options that is revalued as a whole under shocks: the engine of historical
 * and Monte Carlo value at risk, of stress grids and scan scenarios. What does not change with a shock is worked out
 * once; a revaluation allocates nothing.
 *
 *     ln(F'/K) = ln(F/K) + ln(1 + return);  V' = w (S' e^{-qT} N(w d1) - K e^{-rT} N(w d2))
 */

import { assert } from '@reflex/base'
import { normalInto } from '../options/normal-batch.ts'

/** Lowest volatility a shock leaves (domain.md 2.6, stress_span). */
export const VOLATILITY_MIN = 1e-4
const CHUNK = 512
const INFINITE = 64

export interface BookOption {
  readonly underlying: number
  readonly sign: 1 | -1
  readonly strike: number
  readonly years: number
  readonly volatility: number
  readonly rate: number
  readonly dividendYield: number
  /** Quantity x multiplier, signed. */
  readonly quantity: number
}

export class OptionBook {
  readonly underlyingCount: number
  /** Spot (or forward) by underlying; set before `prepare`. */
  readonly spots: Float64Array
  /** Sum of quantity x multiplier of linear positions, by underlying. */
  readonly linear: Float64Array
  /** Value of the options at no shock, by underlying; filled by `prepare`. */
  readonly baseValues: Float64Array
  /** Options in the book. */
  count = 0
  readonly capacity: number
  readonly underlying: Int32Array
  readonly sign: Float64Array
  readonly strike: Float64Array
  readonly years: Float64Array
  readonly volatility: Float64Array
  readonly rate: Float64Array
  readonly dividendYield: Float64Array
  readonly quantity: Float64Array
  readonly #logForward: Float64Array
  readonly #root: Float64Array
  readonly #spotWeight: Float64Array
  readonly #strikeWeight: Float64Array
  readonly #x1 = new Float64Array(CHUNK)
  readonly #x2 = new Float64Array(CHUNK)
  readonly #n1 = new Float64Array(CHUNK)
  readonly #n2 = new Float64Array(CHUNK)
  readonly #unused = new Float64Array(CHUNK)
  readonly #logs: Float64Array
  readonly #zeroes: Float64Array

  constructor(underlyingCount: number, capacity: number) {
    const column = () => new Float64Array(capacity)
    this.underlyingCount = underlyingCount
    this.capacity = capacity
    this.spots = new Float64Array(underlyingCount)
    this.linear = new Float64Array(underlyingCount)
    this.baseValues = new Float64Array(underlyingCount)
    this.#logs = new Float64Array(underlyingCount)
    this.#zeroes = new Float64Array(underlyingCount)
    this.underlying = new Int32Array(capacity)
    this.sign = column()
    this.strike = column()
    this.years = column()
    this.volatility = column()
    this.rate = column()
    this.dividendYield = column()
    this.quantity = column()
    this.#logForward = column()
    this.#root = column()
    this.#spotWeight = column()
    this.#strikeWeight = column()
  }

  clear(): void {
    this.count = 0
    this.linear.fill(0)
  }

  addLinear(underlying: number, quantity: number): void {
    this.linear[underlying]! += quantity
  }

  addOption(option: BookOption): void {
    assert(this.count < this.capacity, 'the book is full')
    const i = this.count++
    this.underlying[i] = option.underlying
    this.sign[i] = option.sign
    this.strike[i] = option.strike
    this.years[i] = option.years
    this.volatility[i] = option.volatility
    this.rate[i] = option.rate
    this.dividendYield[i] = option.dividendYield
    this.quantity[i] = option.quantity
  }

  /**
   * Values the book as it is and works out what shocks do not change. Call it after every change of position, spot or
   * volatility. @param decayYears time that passes between now and the shocks: their P&L holds its decay.
   */
  prepare(decayYears = 0): void {
    this.#setUp(0)
    this.baseValues.fill(0)
    this.#value(this.#zeroes, 0, 0, this.baseValues)
    if (decayYears !== 0) this.#setUp(decayYears)
  }

  /**
   * P&L of one shock by underlying, added to `out`: returns at `returns[at + underlying]`, all volatilities moved by
   * `volShift` (absolute, floored at 1e-4). Against the values at `prepare`.
   */
  addPnl(returns: Float64Array, at: number, volShift: number, out: Float64Array): void {
    this.#value(returns, at, volShift, out)
    for (let u = 0; u < this.underlyingCount; u++) {
      out[u]! += this.linear[u]! * this.spots[u]! * returns[at + u]! - this.baseValues[u]!
    }
  }

  #setUp(decayYears: number): void {
    for (let i = 0; i < this.count; i++) {
      const t = Math.max(0, this.years[i]! - decayYears)
      const spot = this.spots[this.underlying[i]!]!
      const r = this.rate[i]!
      const q = this.dividendYield[i]!
      this.#logForward[i] = Math.log(spot / this.strike[i]!) + (r - q) * t
      this.#root[i] = Math.sqrt(t)
      this.#spotWeight[i] = this.quantity[i]! * this.sign[i]! * spot * Math.exp(-q * t)
      this.#strikeWeight[i] = this.quantity[i]! * this.sign[i]! * this.strike[i]! * Math.exp(-r * t)
    }
  }

  #value(returns: Float64Array, at: number, volShift: number, out: Float64Array): void {
    for (let u = 0; u < this.underlyingCount; u++) this.#logs[u] = Math.log(1 + returns[at + u]!)
    for (let from = 0; from < this.count; from += CHUNK) {
      const length = Math.min(CHUNK, this.count - from)
      this.#distances(from, length, volShift)
      normalInto(this.#x1, this.#n1, this.#unused, length)
      normalInto(this.#x2, this.#n2, this.#unused, length)
      for (let i = 0; i < length; i++) {
        const u = this.underlying[from + i]!
        const moved = this.#spotWeight[from + i]! * (1 + returns[at + u]!)
        out[u]! += moved * this.#n1[i]! - this.#strikeWeight[from + i]! * this.#n2[i]!
      }
    }
  }

  #distances(from: number, length: number, volShift: number): void {
    const x1 = this.#x1
    const x2 = this.#x2
    for (let i = 0; i < length; i++) {
      const at = from + i
      const w = this.sign[at]!
      const sigma = volShift === 0 ? this.volatility[at]! : Math.max(VOLATILITY_MIN, this.volatility[at]! + volShift)
      const v = sigma * this.#root[at]!
      const logForward = this.#logForward[at]! + this.#logs[this.underlying[at]!]!
      if (v > 0) {
        x1[i] = w * (logForward / v + 0.5 * v)
        x2[i] = w * (logForward / v - 0.5 * v)
      } else {
        x1[i] = w * INFINITE * Math.sign(logForward)
        x2[i] = x1[i]!
      }
    }
  }
}

/** Losses of the book over past return vectors (T x underlyings, row-major): full revaluation, into `out`. */
export function revaluedLosses(
  book: OptionBook,
  returns: Float64Array,
  out: Float64Array,
  scratch: Float64Array,
): void {
  const n = book.underlyingCount
  assert(out.length * n === returns.length, 'returns do not fit the book and the scenarios')
  for (let t = 0; t < out.length; t++) {
    for (let u = 0; u < n; u++) scratch[u] = 0
    book.addPnl(returns, t * n, 0, scratch)
    let pnl = 0
    for (let u = 0; u < n; u++) pnl += scratch[u]!
    out[t] = -pnl
  }
}
