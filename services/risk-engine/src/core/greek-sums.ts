/**
 * Greeks of the portfolio by owner (firm, accounts, strategies) and underlying, of the firm by expiry bucket, and by
 * instrument. Dollar figures in quote currency: dollar delta = delta S, gamma for a move of 1 %, vega per volatility
 * point, theta per day; coin delta counts a premium paid in coin (inverse instruments) as well.
 */

import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import type { OptionModel } from './option-model.ts'
import type { Portfolio } from './portfolio.ts'
import type { UnderlyingPrices } from './underlying-prices.ts'

const E8 = 1e8
const DAYS_PER_YEAR = 365

/** Columns of a cell. */
export const GREEK = {
  /** Units of the underlying. */
  DELTA: 0,
  DOLLAR_DELTA: 1,
  /** Change of dollar delta for a move of 1 %. */
  GAMMA_1PCT: 2,
  VEGA_POINT: 3,
  THETA_DAY: 4,
  /** For a rate higher by one percentage point. */
  RHO_POINT: 5,
  VANNA_POINT: 6,
  VOLGA_POINT: 7,
  CHARM_DAY: 8,
  /** Delta in coin of what is settled in coin, units of the underlying. */
  COIN_DELTA: 9,
} as const
export const GREEK_COUNT = 10
export const GREEK_NAMES = [
  ...(['delta', 'dollarDelta', 'gamma1Pct', 'vegaPoint', 'thetaDay', 'rhoPoint'] as const),
  ...(['vannaPoint', 'volgaPoint', 'charmDay', 'coinDelta'] as const),
]

export class GreekSums {
  /** By row (firm, accounts, strategies), underlying, column. */
  readonly byRow: Float64Array
  /** By expiry bucket, underlying, column: options of the firm. */
  readonly byBucket: Float64Array
  /** Of the firm's position by instrument, column. */
  readonly byInstrument: Float64Array
  /** Upper ends in years; the last bucket is open. */
  readonly bucketYears: Float64Array
  readonly #portfolio: Portfolio
  readonly #instruments: Instruments
  readonly #model: OptionModel
  readonly #prices: UnderlyingPrices
  /** Per contract. */
  readonly #unit = new Float64Array(GREEK_COUNT)

  constructor(
    parts: { portfolio: Portfolio; instruments: Instruments; model: OptionModel; prices: UnderlyingPrices },
    bucketDays: readonly number[],
  ) {
    const { portfolio, instruments } = parts
    const cells = portfolio.underlyingCount * GREEK_COUNT
    this.byRow = new Float64Array((1 + portfolio.ownerCount) * cells)
    this.byBucket = new Float64Array((bucketDays.length + 1) * cells)
    this.byInstrument = new Float64Array(instruments.count * GREEK_COUNT)
    this.bucketYears = Float64Array.from(bucketDays, (days) => days / DAYS_PER_YEAR)
    this.#portfolio = portfolio
    this.#instruments = instruments
    this.#model = parts.model
    this.#prices = parts.prices
  }

  recompute(): void {
    this.byRow.fill(0)
    this.byBucket.fill(0)
    this.byInstrument.fill(0)
    const { accountCount, ownerCount, instrumentCount, underlyingCount, qtyE8 } = this.#portfolio
    for (let i = 0; i < instrumentCount; i++) {
      const underlying = this.#instruments.underlyings[i]!
      this.#setUnit(i, underlying)
      const bucket = this.#bucketOf(i)
      for (let owner = 0; owner < ownerCount; owner++) {
        const qty = qtyE8[owner * instrumentCount + i]! / E8
        if (qty === 0) continue
        this.#add(this.byRow, ((1 + owner) * underlyingCount + underlying) * GREEK_COUNT, qty)
        if (owner >= accountCount) continue
        this.#add(this.byRow, underlying * GREEK_COUNT, qty)
        this.#add(this.byInstrument, i * GREEK_COUNT, qty)
        if (bucket >= 0) this.#add(this.byBucket, (bucket * underlyingCount + underlying) * GREEK_COUNT, qty)
      }
    }
  }

  #add(to: Float64Array, at: number, qty: number): void {
    for (let g = 0; g < GREEK_COUNT; g++) to[at + g]! += qty * this.#unit[g]!
  }

  #bucketOf(instrument: number): number {
    const row = this.#model.rowOf[instrument]!
    if (row < 0) return -1
    const years = this.#model.batch.years[row]!
    let bucket = 0
    while (bucket < this.bucketYears.length && years > this.bucketYears[bucket]!) bucket++
    return bucket
  }

  #setUnit(instrument: number, underlying: number): void {
    const unit = this.#unit.fill(0)
    const spot = this.#prices.spots[underlying]!
    const multiplier = this.#instruments.multiplierE8s[instrument]! / E8
    const row = this.#model.rowOf[instrument]!
    if (row >= 0) {
      if (spot > 0) this.#setOption(row, multiplier, spot)
      return
    }
    const isInverse = this.#instruments.kinds[instrument] === INSTRUMENT_KIND.INVERSE_PERPETUAL
    if (!isInverse) unit[GREEK.DELTA] = multiplier
    else if (spot > 0) {
      unit[GREEK.DELTA] = multiplier / spot
      unit[GREEK.COIN_DELTA] = multiplier / spot
    }
    unit[GREEK.DOLLAR_DELTA] = spot > 0 ? unit[GREEK.DELTA]! * spot : 0
  }

  #setOption(row: number, multiplier: number, spot: number): void {
    const unit = this.#unit
    const { delta, gamma, vega, theta, rho, vanna, volga, charm, price } = this.#model.batch
    unit[GREEK.DELTA] = multiplier * delta[row]!
    unit[GREEK.DOLLAR_DELTA] = multiplier * delta[row]! * spot
    unit[GREEK.GAMMA_1PCT] = (multiplier * gamma[row]! * spot * spot) / 100
    unit[GREEK.VEGA_POINT] = (multiplier * vega[row]!) / 100
    unit[GREEK.THETA_DAY] = (multiplier * theta[row]!) / DAYS_PER_YEAR
    unit[GREEK.RHO_POINT] = (multiplier * rho[row]!) / 100
    unit[GREEK.VANNA_POINT] = (multiplier * vanna[row]!) / 100
    unit[GREEK.VOLGA_POINT] = (multiplier * volga[row]!) / 10_000
    unit[GREEK.CHARM_DAY] = (multiplier * charm[row]!) / DAYS_PER_YEAR
    // The premium is coin too: net transaction delta = delta - price in coin.
    if (this.#model.isInverse[row] === 1) unit[GREEK.COIN_DELTA] = multiplier * (delta[row]! - price[row]! / spot)
  }
}
