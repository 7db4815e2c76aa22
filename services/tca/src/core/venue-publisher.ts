/**
 * Venue quality (35=DP): for each venue, over all sizes (no SizeBucket) and for each size bucket, one report whose
 * entries are metrics with sample count, mean and 95 % interval. Said at the interval, and only for venues where
 * something has changed.
 */

import { putInteger } from '@reflex/base'
import { FillBucket, RunningMoments, studentTQuantile } from '@reflex/quant'
import {
  type Instruments,
  MarketDataStatisticsReportEncoder,
  MD_STATISTIC_INTERVAL_TYPE,
  MD_STATISTIC_SCOPE,
  MD_STATISTIC_TYPE,
  STREAM,
  VENUE_METRIC,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { MeasureCells } from './measure-cells.ts'
import type { OrderMeasures, VenueOrders } from './venue-orders.ts'

const E8 = 1e8
/** Quantile of the 95 % interval. */
const P = 0.975
const Z = 1.959963984540054
const APPL_ID_TCA = Uint8Array.from('TCAV', (c) => c.charCodeAt(0))
/** A horizon below it is short, one at or above it long. */
const LONG_HORIZON_MS = 1000
export const ALL_SIZES = -1

/** Degrees of freedom whose Student quantile is kept; beyond, the normal one is right to 0.03 %. */
const STUDENT_MAX = 4096
const students = new Float64Array(STUDENT_MAX)

/** Half-width of the 95 % interval of a mean; NaN below two observations. */
export function halfWidth95(moments: RunningMoments): number {
  const freedom = moments.count - 1
  if (freedom < 1) return Number.NaN
  if (freedom >= STUDENT_MAX) return Z * moments.standardError
  if (students[freedom] === 0) students[freedom] = studentTQuantile(P, freedom)
  return students[freedom]! * moments.standardError
}

/** What is known of the fills of a venue, over cells: merged anew for each report. */
export class VenueView {
  fillCount = 0
  readonly effectiveSpreadBps = new RunningMoments()
  readonly slippageBps = new RunningMoments()
  readonly feesBps = new RunningMoments()
  readonly netEdgeBps = new RunningMoments()
  readonly horizons: FillBucket['horizons']

  constructor(horizonCount: number) {
    this.horizons = new FillBucket(horizonCount).horizons
  }

  /** Merges the cells of a venue. @param sizeBucket ALL_SIZES for all. */
  merge(cells: MeasureCells, venueIds: Int32Array, venueId: number, sizeBucket: number): this {
    this.#reset()
    for (const cell of cells.all) {
      if (venueIds[cell.instrument] !== venueId) continue
      if (sizeBucket !== ALL_SIZES && cell.sizeBucket !== sizeBucket) continue
      this.fillCount += cell.fills.fillCount
      this.effectiveSpreadBps.merge(cell.fills.effectiveSpreadBps)
      this.slippageBps.merge(cell.slippageBps)
      this.feesBps.merge(cell.feesBps)
      this.netEdgeBps.merge(cell.netEdgeBps)
      for (let i = 0; i < this.horizons.length; i++) {
        this.horizons[i]!.markoutBps.merge(cell.fills.horizons[i]!.markoutBps)
        this.horizons[i]!.realizedSpreadBps.merge(cell.fills.horizons[i]!.realizedSpreadBps)
      }
    }
    return this
  }

  #reset(): void {
    this.fillCount = 0
    this.effectiveSpreadBps.reset()
    this.slippageBps.reset()
    this.feesBps.reset()
    this.netEdgeBps.reset()
    for (const horizon of this.horizons) {
      horizon.markoutBps.reset()
      horizon.realizedSpreadBps.reset()
    }
  }
}

export class VenuePublisher {
  published = 0
  readonly #instruments: Instruments
  readonly #cells: MeasureCells
  readonly #orders: VenueOrders
  readonly #horizonsMs: readonly number[]
  readonly #scoreHorizon: number
  readonly #view: VenueView
  readonly #venueTexts: Int32Array
  readonly #encoder = new MarketDataStatisticsReportEncoder()
  readonly #reportId = new Uint8Array(24)

  /** @param scoreHorizonMs one of horizonsMs: the markout there is the score of a venue. */
  constructor(
    instruments: Instruments,
    cells: MeasureCells,
    orders: VenueOrders,
    horizonsMs: readonly number[],
    scoreHorizonMs: number,
  ) {
    this.#instruments = instruments
    this.#cells = cells
    this.#orders = orders
    this.#horizonsMs = horizonsMs
    this.#scoreHorizon = horizonsMs.indexOf(scoreHorizonMs)
    this.#view = new VenueView(horizonsMs.length)
    this.#venueTexts = Int32Array.from(instruments.venues, (venue) => instruments.texts.internString(venue.name))
  }

  /** @param venue dense index. @param sizeBucket ALL_SIZES for all. Says nothing when nothing is known. */
  publish(venue: number, sizeBucket: number, nowNs: number, out: Outbox): number {
    const view = this.#view.merge(
      this.#cells,
      this.#instruments.venueIds,
      this.#instruments.venues[venue]!.id,
      sizeBucket,
    )
    const orders = this.#orders.of(venue, sizeBucket)
    const count = this.#entryCount(view, orders)
    if (count === 0) return 0
    const idLength = putInteger(this.#reportId, 0, ++this.published)
    this.#encoder
      .begin(out, STREAM.TCA)
      .mdStatisticRptId(this.#reportId, 0, idLength)
      .marketIdFrom(this.#instruments.texts, this.#venueTexts[venue]!)
      .applId(APPL_ID_TCA, 0, APPL_ID_TCA.length)
      .applSeqNum(this.published)
      .transactTime(nowNs)
      .noMdStatistics(count)
    this.#putFills(view, sizeBucket)
    this.#putOrders(orders, sizeBucket)
    this.#encoder.end()
    return 1
  }

  #entryCount(view: VenueView, orders: OrderMeasures): number {
    let count = 0
    if (view.slippageBps.count > 0) count++
    if (view.effectiveSpreadBps.count > 0) count++
    if (view.feesBps.count > 0) count++
    if (view.horizons[this.#scoreHorizon]!.markoutBps.count > 0) count++
    for (const horizon of view.horizons) if (horizon.markoutBps.count > 0) count += 2
    const { quality } = orders
    if (quality.orderCount > 0) count++
    if (quality.orderCount > quality.rejectCount) count += 2
    if (orders.responseMs.count > 0) count++
    return orders.queueMs.count > 0 ? count + 1 : count
  }

  #putFills(view: VenueView, sizeBucket: number): void {
    this.#mean(VENUE_METRIC.SLIPPAGE_BPS, view.slippageBps, sizeBucket, Number.NaN)
    this.#mean(VENUE_METRIC.EFFECTIVE_SPREAD_BPS, view.effectiveSpreadBps, sizeBucket, Number.NaN)
    this.#mean(VENUE_METRIC.FEES_BPS, view.feesBps, sizeBucket, Number.NaN)
    this.#mean(VENUE_METRIC.SCORE, view.horizons[this.#scoreHorizon]!.markoutBps, sizeBucket, Number.NaN)
    for (let i = 0; i < view.horizons.length; i++) {
      const horizonMs = this.#horizonsMs[i]!
      const isLong = horizonMs >= LONG_HORIZON_MS
      const markout = isLong ? VENUE_METRIC.MARKOUT_LONG_BPS : VENUE_METRIC.MARKOUT_SHORT_BPS
      this.#mean(markout, view.horizons[i]!.markoutBps, sizeBucket, horizonMs)
      this.#mean(VENUE_METRIC.REALIZED_SPREAD_BPS, view.horizons[i]!.realizedSpreadBps, sizeBucket, horizonMs)
    }
  }

  #putOrders(orders: OrderMeasures, sizeBucket: number): void {
    const { quality } = orders
    const accepted = quality.orderCount - quality.rejectCount
    if (quality.orderCount > 0) {
      this.#ratio(VENUE_METRIC.REJECT_RATIO, quality.rejectCount, quality.orderCount, sizeBucket)
    }
    if (accepted > 0) {
      this.#ratio(VENUE_METRIC.FILL_RATIO, quality.filledOrderCount, accepted, sizeBucket)
      this.#ratio(VENUE_METRIC.CANCEL_RATIO, quality.cancelCount, accepted, sizeBucket)
    }
    this.#mean(VENUE_METRIC.ACK_LATENCY_MS, orders.responseMs, sizeBucket, Number.NaN)
    this.#mean(VENUE_METRIC.QUEUE_TIME_MS, orders.queueMs, sizeBucket, Number.NaN)
  }

  #mean(metric: number, moments: RunningMoments, sizeBucket: number, horizonMs: number): void {
    if (moments.count === 0) return
    const isOfOrders = metric === VENUE_METRIC.ACK_LATENCY_MS || metric === VENUE_METRIC.QUEUE_TIME_MS
    const half = halfWidth95(moments)
    this.#encoder
      .mdStatisticType(isOfOrders ? MD_STATISTIC_TYPE.AVERAGE_DURATION : MD_STATISTIC_TYPE.AVERAGE_VALUE)
      .mdStatisticScope(isOfOrders ? MD_STATISTIC_SCOPE.ORDERS : MD_STATISTIC_SCOPE.TRADES)
    this.#entry(metric, moments.mean, moments.mean - half, moments.mean + half)
    this.#sample(moments.count, sizeBucket, horizonMs)
  }

  /** A share of counted orders, with its Wilson interval. */
  #ratio(metric: number, hits: number, count: number, sizeBucket: number): void {
    const p = hits / count
    const spread = 1 + (Z * Z) / count
    const centre = (p + (Z * Z) / (2 * count)) / spread
    const half = (Z * Math.sqrt((p * (1 - p)) / count + (Z * Z) / (4 * count * count))) / spread
    this.#encoder.mdStatisticType(MD_STATISTIC_TYPE.RATIO).mdStatisticScope(MD_STATISTIC_SCOPE.ORDERS)
    this.#entry(metric, p, Math.max(0, centre - half), Math.min(1, centre + half))
    this.#sample(count, sizeBucket, Number.NaN)
  }

  #entry(metric: number, value: number, low: number, high: number): void {
    this.#encoder
      .mdStatisticIntervalType(MD_STATISTIC_INTERVAL_TYPE.CURRENT_TIME_UNIT)
      .mdStatisticValueE8(Math.round(value * E8))
      .venueMetric(metric)
      .confidenceLowE8(Math.round(low * E8))
      .confidenceHighE8(Math.round(high * E8))
  }

  #sample(count: number, sizeBucket: number, horizonMs: number): void {
    this.#encoder
      .markoutHorizonMs(horizonMs)
      .sizeBucket(sizeBucket === ALL_SIZES ? Number.NaN : sizeBucket)
      .sampleCount(count)
  }
}
