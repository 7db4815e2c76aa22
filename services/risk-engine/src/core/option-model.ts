/**
 * Values and Greeks of the desk's options by instrument: volatility from the option's own quote while that is fresh,
 * else from the surface of its underlying (SVI by expiry, refitted on a timer), else the configured one, in which case
 * it is flagged. American options are valued as European ones here: exercise early is worth least where risk is
 * largest.
 */

import { GreeksBatch, IV_NOT_DETERMINABLE, impliedVolatility, VolSurface } from '@reflex/quant'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'
import type { UnderlyingPrices } from './underlying-prices.ts'

const E8 = 1e8
const NS_PER_YEAR = 365 * 86_400e9
const CALIBRATE_MIN = 3

export const VOL_DEFAULT = 0
export const VOL_SURFACE = 1
export const VOL_QUOTE = 2

export interface OptionModelOptions {
  /** Moment of expiry by instrument; NaN for what is no option. */
  readonly expiryNs: ArrayLike<number>
  readonly priceMaxAgeNs: number
  readonly calibrateNs: number
  /** Continuous, by underlying. */
  readonly rates: ArrayLike<number>
  readonly dividendYields: ArrayLike<number>
  readonly defaultVolatilities: ArrayLike<number>
}

export class OptionModel {
  /** Options of the desk; row = index in the arrays below. */
  readonly count: number
  readonly instrumentOf: Int32Array
  /** By instrument: row, -1 for what is no option. */
  readonly rowOf: Int32Array
  readonly underlyingOf: Int32Array
  readonly isInverse: Uint8Array
  /** Inputs and Greeks per unit of the underlying, in quote currency of the underlying. */
  readonly batch: GreeksBatch
  /** Where the volatility came from: VOL_. */
  readonly volatilitySource: Uint8Array
  /** By underlying; undefined before the first fit. */
  readonly surfaces: (VolSurface | undefined)[]
  readonly #options: OptionModelOptions
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #prices: UnderlyingPrices
  readonly #expiryNs: Float64Array
  #calibrateDueNs = Number.NEGATIVE_INFINITY

  constructor(instruments: Instruments, marks: Marks, prices: UnderlyingPrices, options: OptionModelOptions) {
    const rows = instruments.all.flatMap((one, i) => (one.option === undefined ? [] : [i]))
    this.count = rows.length
    this.instrumentOf = Int32Array.from(rows)
    this.rowOf = new Int32Array(instruments.count).fill(-1)
    rows.forEach((instrument, row) => {
      this.rowOf[instrument] = row
    })
    this.underlyingOf = Int32Array.from(rows, (i) => instruments.underlyings[i]!)
    this.isInverse = Uint8Array.from(rows, (i) => (instruments.kinds[i] === INSTRUMENT_KIND.INVERSE_OPTION ? 1 : 0))
    this.batch = new GreeksBatch(rows.length)
    this.volatilitySource = new Uint8Array(rows.length)
    this.surfaces = instruments.underlyingNames.map(() => undefined)
    this.#options = options
    this.#instruments = instruments
    this.#marks = marks
    this.#prices = prices
    this.#expiryNs = Float64Array.from(rows, (i) => options.expiryNs[i]!)
    rows.forEach((i, row) => {
      const { type, strike } = instruments.all[i]!.option!
      const u = this.underlyingOf[row]!
      this.batch.sign[row] = type === 'call' ? 1 : -1
      this.batch.strike[row] = Number(strike)
      this.batch.rate[row] = options.rates[u]!
      this.batch.dividendYield[row] = options.dividendYields[u]!
      this.batch.volatility[row] = options.defaultVolatilities[u]!
    })
  }

  /** Revalues everything at the present prices. Allocates only when volatilities are due for a new look. */
  refresh(nowNs: number): void {
    if (this.count === 0) return
    const { batch } = this
    const { spots } = this.#prices
    for (let row = 0; row < this.count; row++) {
      batch.spot[row] = spots[this.underlyingOf[row]!]!
      batch.years[row] = Math.max(0, this.#expiryNs[row]! - nowNs) / NS_PER_YEAR
    }
    if (nowNs >= this.#calibrateDueNs) {
      this.#calibrateDueNs = nowNs + this.#options.calibrateNs
      this.#calibrate(nowNs)
    }
    batch.evaluate(this.count)
  }

  /** Years to expiry of a row, at the last refresh. */
  yearsOf(row: number): number {
    return this.batch.years[row]!
  }

  #calibrate(nowNs: number): void {
    for (let row = 0; row < this.count; row++) {
      this.volatilitySource[row] = VOL_DEFAULT
      this.batch.volatility[row] = this.#options.defaultVolatilities[this.underlyingOf[row]!]!
      const found = this.#quoted(row, nowNs)
      if (!(found > 0)) continue
      this.batch.volatility[row] = found
      this.volatilitySource[row] = VOL_QUOTE
    }
    this.surfaces.forEach((_, u) => {
      this.#fit(u)
    })
  }

  /** Implied volatility of a fresh quote, or a negative code. */
  #quoted(row: number, nowNs: number): number {
    const { batch } = this
    const instrument = this.instrumentOf[row]!
    if (!this.#marks.isFresh(instrument, nowNs, this.#options.priceMaxAgeNs)) return IV_NOT_DETERMINABLE
    const spot = batch.spot[row]!
    const mid = this.#marks.midE8[instrument]! / E8
    return impliedVolatility({
      sign: batch.sign[row]! > 0 ? 1 : -1,
      ...{ spot, strike: batch.strike[row]!, years: batch.years[row]! },
      ...{ rate: batch.rate[row]!, dividendYield: batch.dividendYield[row]! },
      price: this.isInverse[row] === 1 ? mid * spot : mid,
    })
  }

  /** A surface through the quoted options of an underlying; the others read theirs from it. */
  #fit(underlying: number): void {
    const { batch, volatilitySource } = this
    const rows = Array.from(this.instrumentOf, (_, row) => row).filter((row) => this.underlyingOf[row] === underlying)
    const quoted = rows.filter((row) => volatilitySource[row] === VOL_QUOTE)
    if (quoted.length < CALIBRATE_MIN) return
    const carry = (row: number) =>
      batch.spot[row]! * Math.exp((batch.rate[row]! - batch.dividendYield[row]!) * batch.years[row]!)
    const expiries = [...new Set(quoted.map((row) => batch.years[row]!))].map((years) => {
      const own = quoted.filter((row) => batch.years[row] === years)
      const strikes = own.map((row) => batch.strike[row]!)
      return { years, forward: carry(own[0]!), strikes, volatilities: own.map((row) => batch.volatility[row]!) }
    })
    const surface = new VolSurface(expiries)
    if (surface.slices.length === 0) return
    this.surfaces[underlying] = surface
    for (const row of rows) {
      if (volatilitySource[row] === VOL_QUOTE || !(batch.years[row]! > 0)) continue
      const volatility = surface.volatility(Math.log(batch.strike[row]! / carry(row)), batch.years[row]!)
      if (!(volatility > 0)) continue
      batch.volatility[row] = volatility
      volatilitySource[row] = VOL_SURFACE
    }
  }

  /** For reports: name of an option's instrument. */
  nameOf(row: number): string {
    return this.#instruments.nameOf(this.#instruments.ids[this.instrumentOf[row]!]!)
  }
}
