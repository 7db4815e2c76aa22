/**
 * Inverse (coin-settled) options as Deribit lists them: multiplier one coin, European, cash settled, priced in coin.
 * Source: support.deribit.com, Inverse Options; Black-76 with a rate of 0 on the forward of the expiry.
 */

import { normalCdf } from '../stats/normal.ts'
import { black76Greeks, type OptionSign } from './black-scholes.ts'

const DAYS_PER_YEAR = 365

export interface InverseInput {
  readonly sign: OptionSign
  /** Forward of the expiry, USD. */
  readonly forward: number
  /** USD. */
  readonly strike: number
  /** Years of 365 days. */
  readonly years: number
  readonly volatility: number
}

export interface InverseGreeks {
  /** Premium, coin. */
  readonly priceCoin: number
  readonly priceUsd: number
  /** Black-Scholes delta: change of the USD value per USD of the forward. */
  readonly delta: number
  /** Delta of buying the option with a premium paid in coin: delta - priceCoin, coin. */
  readonly netTransactionDelta: number
  /** d priceCoin / dF, coin per USD. */
  readonly coinSlope: number
  readonly gammaUsd: number
  readonly vegaUsdPerPoint: number
  readonly thetaUsdPerDay: number
}

export function inverseGreeks(o: InverseInput): InverseGreeks {
  const usd = black76Greeks({ ...o, spot: o.forward, rate: 0 })
  const priceCoin = usd.price / o.forward
  // w K/F N(w d2) is delta - price without its cancellation.
  const netTransactionDelta = (o.sign * o.strike * normalCdf(o.sign * usd.d2)) / o.forward
  return {
    priceCoin,
    priceUsd: usd.price,
    delta: usd.delta,
    netTransactionDelta,
    coinSlope: netTransactionDelta / o.forward,
    gammaUsd: usd.gamma,
    vegaUsdPerPoint: usd.vega / 100,
    thetaUsdPerDay: usd.theta / DAYS_PER_YEAR,
  }
}

/** Payoff at the delivery price, coin: max(w (S - K), 0) / S. */
export function inversePayoffCoin(sign: OptionSign, deliveryPrice: number, strike: number): number {
  return Math.max(0, sign * (deliveryPrice - strike)) / deliveryPrice
}
