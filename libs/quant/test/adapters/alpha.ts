import {
  autocorrelation,
  classifyBulkVolume,
  MidSeries,
  matrixOf,
  midPrice,
  OrderFlowImbalance,
  queueImbalance,
  RunningRegression,
  solveMicroPrice,
  sumByInterval,
  TickRule,
  tradeBars,
  truncatedMicroPrice,
  Vpin,
  weightedMid,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function alphaMicroprice({ in: x }: OracleCase): Json {
  const solution = solveMicroPrice({
    imbalanceBuckets: x.nImb,
    stay: matrixOf(x.Qcounts),
    move: matrixOf(x.Rcounts),
    next: matrixOf(x.R2counts),
    moveTicks: Float64Array.from(x.Kticks),
  })
  if (solution === undefined) return undefined
  return { G1: solution.firstMove, G6: truncatedMicroPrice(solution, 6), Gstar: solution.limit }
}

export function alphaOfi({ in: x }: OracleCase): Json {
  const bbo = x.bbo as [number, number, number, number, number][]
  const flow = new OrderFlowImbalance()
  const mids = new MidSeries(bbo.length)
  const e: number[] = []
  for (const [t, bid, bidQty, ask, askQty] of bbo) {
    flow.onQuote(bid, bidQty, ask, askQty)
    e.push(flow.last)
    mids.add(t, midPrice(bid, ask))
  }
  const times = bbo.map((row) => row[0])
  const ofi = sumByInterval(times, e, x.binMs)
  const dMidTicks = Array.from(ofi, (_, k) => mids.at((k + 1) * x.binMs) - mids.at(k * x.binMs))
  const regression = new RunningRegression()
  for (let k = 0; k < ofi.length; k++) {
    if (!Number.isNaN(dMidTicks[k])) regression.add(ofi[k]!, dMidTicks[k]!, 1)
  }
  return {
    e,
    ofi,
    dMidTicks,
    alpha: regression.intercept,
    beta: regression.slope,
    r2: regression.r2,
    nReg: regression.count,
    imbalance: bbo.map(([, , bidQty, , askQty]) => queueImbalance(bidQty, askQty)),
    weightedMid: bbo.map(([, bid, bidQty, ask, askQty]) => weightedMid(bid, bidQty, ask, askQty)),
  }
}

export function alphaFlow({ in: x, out }: OracleCase): Json {
  const n: number = x.priceTicks.length
  const actual: Json = {}
  if (x.bucketVolume !== undefined) {
    const vpin = new Vpin(x.bucketVolume, x.vpinWindow)
    actual.bucketImbalance = []
    actual.vpin = []
    for (let i = 0; i < n; i++) onTradeByBucket(vpin, x.size[i], x.sign[i], actual)
  }
  if (x.barMs !== undefined) {
    const bulk = classifyBulkVolume(tradeBars(x.t, x.priceTicks, x.size, x.barMs))
    actual.bvcBuyVolume = bulk.buyVolume
    actual.bvcSd = bulk.sd
  }
  actual.signAcf = {}
  for (const lag of Object.keys(out.signAcf ?? {})) actual.signAcf[lag] = autocorrelation(x.sign, Number(lag))
  const rule = new TickRule()
  actual.tickRule = x.priceTicks.map((price: number) => rule.onTrade(price))
  const lambda = new RunningRegression()
  for (let i = 1; i < n; i++) lambda.add(x.sign[i] * x.size[i], x.priceTicks[i] - x.priceTicks[i - 1], 1)
  actual.kyleLambda = lambda.slope
  return actual
}

/** Splits a trade that closes several buckets, so that each bucket's own imbalance can be read. */
function onTradeByBucket(vpin: Vpin, qty: number, sign: number, actual: Json): void {
  let left = qty
  while (left > 0) {
    const part = Math.min(left, vpin.bucketVolume)
    if (vpin.onTrade(part, sign) === 1) {
      actual.bucketImbalance.push(vpin.lastImbalance)
      if (!Number.isNaN(vpin.value)) actual.vpin.push(vpin.value)
    }
    left -= part
  }
}
