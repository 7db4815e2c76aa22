import {
  adverseSelectionBps,
  benchmarkMissBps,
  effectiveSpreadBps,
  FillBucket,
  impactBps,
  implementationShortfall,
  MidSeries,
  mannWhitneyTest,
  markoutBps,
  neweyWestTest,
  OrderQuality,
  oneSampleTest,
  performanceBps,
  realizedSpreadBps,
  relativePerformance,
  relativePerformanceMeasure,
  shortfallBps,
  slippageBps,
  spreadCaptureBps,
  Vwap,
  welchTest,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function tcaSignificance({ in: x }: OracleCase): Json {
  const welch = welchTest(x.a, x.b)
  const one = oneSampleTest(x.b)
  const ranks = mannWhitneyTest(x.a, x.b)
  return {
    welch_t: welch.t,
    welch_df: welch.df,
    welch_p: welch.p,
    b_t: one.t,
    b_p: one.p,
    mannWhitneyU_a: ranks.u,
    mannWhitney_p: ranks.p,
    neweyWest_t_b: neweyWestTest(x.b, x.nwLags).t,
  }
}

export function tcaPublished({ in: x, out }: OracleCase): Json {
  const actual = x.fills === undefined ? {} : splits(x, out)
  const market = new Vwap()
  x.prices?.forEach((price: number, i: number) => {
    market.add(price, x.volumes[i])
  })
  const vwap = x.prices === undefined ? x.vwap : market.price
  const benchmark = x.pwpPrice ?? x.benchmark ?? vwap
  const avgPx = x.avgPx ?? actual.avgPx
  const filledQty = x.filledQty ?? actual.filled
  return {
    ...actual,
    vwap,
    performanceBps: performanceBps(x.side, avgPx, benchmark),
    pwpShares: filledQty / x.pov,
    rpm: relativePerformanceMeasure(x.totalVolume, x.favourableVolume, x.unfavourableVolume),
    rpmVolume: x.prices === undefined ? undefined : relativePerformance(x.side, avgPx, x.prices, x.volumes).rpm,
    vwapMissBps_of_order: benchmarkMissBps(x.side, filledQty, avgPx, vwap, x.orderValue),
  }
}

function splits(x: Json, out: Json): Json {
  const own = new Vwap()
  let fees = 0
  for (const fill of x.fills) {
    own.add(fill.px, fill.qty)
    fees += fill.fee ?? 0
  }
  const order = {
    side: x.side,
    intendedQty: x.paperQty,
    filledQty: own.volume,
    averagePx: own.price,
    fees,
    decisionPx: x.decision ?? x.arrival,
    arrivalPx: x.arrival ?? x.decision,
    endPx: x.end,
  }
  const s = implementationShortfall(order)
  const isWagner = 'trading' in out || 'tradingBps' in out
  const amounts: Json = {
    paperReturn: s.paperReturn,
    actualReturn: s.actualReturn,
    IS: s.total,
    execution: s.perold.execution,
    opportunity: isWagner ? s.wagner.opportunity : s.perold.opportunity,
    opportunity_perold: s.perold.opportunity,
    delay: s.wagner.delay,
    delay_wagner: s.wagner.delay,
    tradingDelay: s.wagner.tradingDelay,
    opportunityDelay: s.wagner.opportunityDelay,
    trading: s.wagner.trading,
    trading_wagner: s.wagner.trading,
    opportunity_wagner: s.wagner.opportunity,
    delay_filledOnly: s.cfa.delay,
    realized: s.cfa.trading,
    trading_filledOnly: s.cfa.trading,
    missedOpportunity: s.cfa.opportunity,
    fees: s.fees,
    fee: s.fees,
  }
  const actual: Json = { ...amounts, filled: own.volume, unfilled: x.paperQty - own.volume, avgPx: own.price }
  for (const [name, amount] of Object.entries(amounts)) {
    const [head, tail] = name.split('_')
    const bps = `${head}${name === 'IS' ? 'bps' : 'Bps'}${tail === undefined ? '' : `_${tail}`}`
    actual[bps] = shortfallBps(amount as number, order)
  }
  actual.ISBps = actual.ISbps
  return actual
}

export function tcaSynthetic({ in: x }: OracleCase): Json {
  const mids = new MidSeries(x.quotes.length)
  for (const [t, bid, ask] of x.quotes) mids.add(t, ((bid + ask) / 2) * x.tick)
  const own = new Vwap()
  let fees = 0
  for (const fill of x.fills) {
    own.add(fill.px * x.tick, fill.qty)
    fees += (fill.px * x.tick * fill.qty * fill.feeBps) / 1e4
  }
  return { ...parent(x, mids, own, fees), ...orders(x), ...fillReport(x, mids) }
}

function parent(x: Json, mids: MidSeries, own: Vwap, fees: number): Json {
  const [decisionPx, arrivalPx, endPx] = [mids.at(x.tDecision), mids.at(x.tArrival), mids.at(x.tEnd)]
  const order = {
    side: x.side,
    intendedQty: x.parentQty,
    filledQty: own.volume,
    averagePx: own.price,
    fees,
    decisionPx,
    arrivalPx,
    endPx,
  }
  const s = implementationShortfall(order)
  const lastFill = Math.max(...x.fills.map((fill: Json) => fill.t))
  const market = new Vwap()
  for (const [t, price, size] of x.trades) if (t >= x.tArrival && t <= lastFill) market.add(price * x.tick, size)
  const midTwap = x.fills.length === 0 ? Number.NaN : mids.timeWeighted(x.tArrival, lastFill)
  const { delay, trading, opportunity } = s.wagner
  return {
    avgPx: own.price,
    filledQty: own.volume,
    decisionPx,
    arrivalPx,
    endPx,
    IS_wagner: { delay, trading, opportunity, fees, total: delay + trading + opportunity + fees, totalBps: s.totalBps },
    IS_perold: { ...s.perold, fees, total: s.perold.execution + s.perold.opportunity + fees },
    arrivalSlippageBps: slippageBps(x.side, own.price, arrivalPx),
    intervalVwap: market.price,
    vwapSlippageBps: slippageBps(x.side, own.price, market.price),
    midTwap,
    twapSlippageBps: slippageBps(x.side, own.price, midTwap),
    marketVolume: market.volume,
    participation: own.volume / market.volume,
    parentFillRate: own.volume / x.parentQty,
  }
}

function orders(x: Json): Json {
  const quality = new OrderQuality()
  for (const order of x.orders) {
    const fills = x.fills.filter((fill: Json) => fill.orderId === order.id)
    quality.add({
      qty: order.qty,
      filledQty: fills.reduce((sum: number, fill: Json) => sum + fill.qty, 0),
      isRejected: order.status === 'rejected',
      isCancelled: order.status === 'cancelled',
      ackLatency: order.tAck - order.tSend,
      timeToFirstFill: fills.length === 0 ? Number.NaN : Math.min(...fills.map((fill: Json) => fill.t)) - order.tAck,
    })
  }
  return {
    orders: quality.orderCount,
    rejectRate: quality.rejectRate,
    orderFillRate: quality.orderFillRate,
    qtyFillRate: quality.qtyFillRate,
    meanTimeToFirstFillMs: quality.meanTimeToFirstFill,
    meanAckLatencyMs: quality.meanAckLatency,
  }
}

function fillReport(x: Json, mids: MidSeries): Json {
  const horizons: number[] = x.horizonsMs
  const all = new FillBucket(horizons.length)
  const byVenue = new Map<string, FillBucket>()
  const byLiquidity = new Map<string, FillBucket>()
  const fills = x.fills.map((fill: Json) => {
    const px = fill.px * x.tick
    const mid = mids.before(fill.t)
    const buckets = [all, bucketOf(byVenue, fill.venue, horizons), bucketOf(byLiquidity, fill.liq, horizons)]
    for (const bucket of buckets) bucket.addFill(x.side, px, fill.qty, mid)
    const row: Json = { execId: fill.execId, mid0: mid }
    row.effectiveSpreadBps = effectiveSpreadBps(x.side, px, mid)
    row.spreadCaptureBps = spreadCaptureBps(x.side, px, mid)
    horizons.forEach((h, i) => {
      const later = mids.knownAt(fill.t + h)
      for (const bucket of buckets) bucket.addHorizon(i, x.side, px, fill.qty, mid, later)
      row[`realizedSpreadBps_${h}`] = realizedSpreadBps(x.side, px, mid, later)
      row[`impactBps_${h}`] = impactBps(x.side, mid, later)
      row[`markoutBps_${h}`] = markoutBps(x.side, px, mid, later)
      row[`adverseSelectionBps_${h}`] = adverseSelectionBps(x.side, mid, later)
    })
    return row
  })
  const report = (bucket: FillBucket) => reportOf(bucket, horizons)
  const table = (map: Map<string, FillBucket>) => Object.fromEntries([...map].map(([key, b]) => [key, report(b)]))
  return { fills, all: report(all), byVenue: table(byVenue), byLiquidity: table(byLiquidity) }
}

function bucketOf(map: Map<string, FillBucket>, key: string, horizons: number[]): FillBucket {
  let bucket = map.get(key)
  if (bucket === undefined) {
    bucket = new FillBucket(horizons.length)
    map.set(key, bucket)
  }
  return bucket
}

function reportOf(bucket: FillBucket, horizons: number[]): Json {
  const row: Json = {
    fills: bucket.fillCount,
    qty: bucket.qty,
    effectiveSpreadBps: bucket.effectiveSpreadBps.weightedMean,
    spreadCaptureBps: bucket.spreadCaptureBps.weightedMean,
  }
  horizons.forEach((h, i) => {
    for (const [name, moments] of Object.entries(bucket.horizons[i]!)) row[`${name}_${h}`] = moments.weightedMean
  })
  return row
}
