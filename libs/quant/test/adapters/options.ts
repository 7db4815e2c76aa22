import {
  americanOption,
  black76Greeks,
  bsmGreeks,
  elasticity,
  IV_ABOVE_MAX,
  IV_BELOW_INTRINSIC,
  impliedVolatility,
  inverseGreeks,
  type OptionInput,
  type OptionSign,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

function signOf(type: string): OptionSign {
  return type.toUpperCase().startsWith('C') ? 1 : -1
}

function inputOf(x: Json): OptionInput {
  return {
    sign: signOf(x.type),
    spot: x.S ?? x.F,
    strike: x.K,
    years: x.T,
    rate: x.r ?? 0,
    dividendYield: x.q ?? 0,
    volatility: x.sigma,
  }
}

/** Everything that an option file asks for, from its inputs. */
function values(x: Json): Json {
  const greeks = bsmGreeks(inputOf(x))
  return { ...greeks, thetaPerDay: greeks.theta / 365, elasticity: elasticity(greeks, x.S) }
}

/** The volatility must come back from the price; null asks for nothing. */
export function vanilla({ in: x, out }: OracleCase): Json {
  const asked = out.impliedVol !== undefined && out.impliedVol !== null
  return {
    ...values(x),
    impliedVol: asked ? impliedVolatility({ ...inputOf(x), price: out.price }) : undefined,
  }
}

export function published({ in: x }: OracleCase): Json {
  return values(x)
}

export function edgeCases({ in: x, out }: OracleCase): Json {
  if (x.price === undefined) return values(x)
  const found = impliedVolatility({ ...inputOf(x), price: x.price })
  if (found === IV_BELOW_INTRINSIC) return { impliedVol: null, error: 'BELOW_INTRINSIC' }
  if (found === IV_ABOVE_MAX) return { impliedVol: null, error: 'ABOVE_MAX' }
  // At the bound 0 and "not determinable" both pass.
  const isEither = found <= 0 && (out.impliedVol === 0 || out.impliedVol === null)
  return { impliedVol: isEither ? out.impliedVol : found }
}

export function black76({ in: x, inverse }: OracleCase): Json {
  const input = inputOf(x)
  const coin = inverseGreeks({ ...input, forward: x.F })
  return {
    ...black76Greeks(input),
    inverse: inverse && {
      priceCoin: coin.priceCoin,
      priceUsd: coin.priceUsd,
      deltaBs: coin.delta,
      netTransactionDelta: coin.netTransactionDelta,
      premiumAdjDelta_check: coin.delta - coin.priceCoin,
      dPriceCoin_dF: coin.coinSlope,
      gammaUsd: coin.gammaUsd,
      vegaUsdPerVolPoint: coin.vegaUsdPerPoint,
      thetaUsdPerDay: coin.thetaUsdPerDay,
    },
  }
}

export function american({ in: x }: OracleCase): Json {
  return americanOption(inputOf(x))
}
