import {
  bipowerVariation,
  closeToCloseVolatility,
  EwmaVariance,
  EwmaVarianceRate,
  garmanKlassVolatility,
  logReturns,
  parkinsonVolatility,
  previousTickSample,
  realizedVariance,
  rogersSatchellVolatility,
  rollSpread,
  yangZhangVolatility,
  yangZhangWeight,
  zeroMeanVolatility,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

const DAYS = 252

export function volatility({ in: x }: OracleCase): Json {
  return x.ohlc === undefined ? ticks(x) : bars(x.ohlc)
}

function bars(ohlc: number[][]): Json {
  const column = (i: number) => ohlc.map((bar) => bar[i]!)
  const b = { open: column(0), high: column(1), low: column(2), close: column(3) }
  const ewma = new EwmaVariance(0.94, 20)
  for (const r of logReturns(b.close)) ewma.add(r)
  return {
    closeToClose_sample: closeToCloseVolatility(b, DAYS),
    closeToClose_zeroMean: zeroMeanVolatility(b, DAYS),
    parkinson: parkinsonVolatility(b, DAYS),
    garmanKlass: garmanKlassVolatility(b, DAYS),
    rogersSatchell: rogersSatchellVolatility(b, DAYS),
    yangZhang: yangZhangVolatility(b, DAYS),
    yangZhang_k: yangZhangWeight(ohlc.length - 1),
    ewma94: Math.sqrt(DAYS * ewma.variance),
  }
}

function ticks(x: { t: number[]; price: number[]; gridSec: number; tauSec: number }): Json {
  const rate = new EwmaVarianceRate(x.tauSec)
  for (let i = 1; i < x.t.length; i++) rate.add(Math.log(x.price[i]! / x.price[i - 1]!), x.t[i]! - x.t[i - 1]!)
  return {
    RV: realizedVariance(x.price),
    [`RV_${x.gridSec}s_lastTick`]: realizedVariance(previousTickSample(x.t, x.price, 0, x.gridSec)),
    bipower: bipowerVariation(x.price),
    rollSpread: rollSpread(x.price),
    ewmaRatePerSec: rate.variancePerSec,
  }
}
