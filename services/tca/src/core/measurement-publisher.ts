/**
 * Tells measurements one by one (35=UT): a fill at once, each of its markouts when ripe, an order with fills when it
 * has ended.
 */

import { FILL_MEASURE } from '@reflex/quant'
import {
  type ExecutionReportDecoder,
  type Instruments,
  SIDE,
  STREAM,
  TCA_KIND,
  TcaMeasurementEncoder,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import { type FillPool, ID } from './fill-pool.ts'
import { ORDER, type OrderMemory } from './order-memory.ts'

const E8 = 1e8

export class MeasurementPublisher {
  published = 0
  /** Markouts not told one by one because an id was too long to be kept. */
  unnamed = 0
  readonly #instruments: Instruments
  readonly #pool: FillPool
  readonly #horizonsMs: readonly number[]
  readonly #encoder = new TcaMeasurementEncoder()

  constructor(instruments: Instruments, pool: FillPool, horizonsMs: readonly number[]) {
    this.#instruments = instruments
    this.#pool = pool
    this.#horizonsMs = horizonsMs
  }

  /** @param orders points to the fill's order when `isKnownOrder`. */
  publishFill(
    slot: number,
    report: ExecutionReportDecoder,
    measures: Float64Array,
    orders: OrderMemory | undefined,
    out: Outbox,
  ): void {
    const encoder = this.#encoder.begin(out, STREAM.TCA)
    const { bytes } = report
    encoder
      .execId(bytes, report.execIdOffset, report.execIdLength)
      .clOrdId(bytes, report.clOrdIdOffset, report.clOrdIdLength)
      .orderId(bytes, report.orderIdOffset, report.orderIdLength)
      .tcaKind(TCA_KIND.FILL)
      .account(bytes, report.accountOffset, report.accountLength)
      .strategyId(bytes, report.strategyIdOffset, report.strategyIdLength)
    this.#putFill(slot)
    this.#putAmounts(slot)
    this.#putTimes(slot)
    encoder.orderQtyE8(report.orderQtyE8())
    this.#putBps(slot, measures)
    if (orders !== undefined) this.#putOrder(slot, orders)
    encoder.end()
    this.published++
  }

  publishMarkout(slot: number, horizon: number, measures: Float64Array, out: Outbox): void {
    if (!this.#pool.hasIds(slot)) {
      this.unnamed++
      return
    }
    this.#encoder.begin(out, STREAM.TCA)
    this.#putIds(slot)
    this.#encoder.tcaKind(TCA_KIND.MARKOUT)
    this.#putFill(slot)
    this.#putAmounts(slot)
    this.#putTimes(slot)
    this.#putSpreads(measures)
    this.#encoder
      .feesBpsE8(Math.round(this.#pool.feesBps[slot]! * E8))
      .noMarkouts(1)
      .markoutHorizonMs(this.#horizonsMs[horizon]!)
      .markoutBpsE8(Math.round(measures[FILL_MEASURE.MARKOUT]! * E8))
      .end()
    this.published++
  }

  /** An order with fills has ended. `orders` points to it; `average` is its mean price in ticks, costs in bps. */
  publishOrder(report: ExecutionReportDecoder, instrument: number, orders: OrderMemory, out: Outbox): void {
    const { bytes } = report
    this.#encoder
      .begin(out, STREAM.TCA)
      .execId(bytes, report.execIdOffset, report.execIdLength)
      .clOrdId(bytes, report.clOrdIdOffset, report.clOrdIdLength)
      .orderId(bytes, report.orderIdOffset, report.orderIdLength)
      .tcaKind(TCA_KIND.ORDER_DONE)
      .account(bytes, report.accountOffset, report.accountLength)
      .strategyId(bytes, report.strategyIdOffset, report.strategyIdLength)
      .symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[instrument]!)
      .marketIdFrom(this.#instruments.texts, this.#instruments.venueTexts[instrument]!)
      .side(report.side())
      .transactTime(report.transactTime())
    this.#putOrderTotals(report, instrument, orders)
    this.#encoder.end()
    this.published++
  }

  #putFill(slot: number): void {
    const pool = this.#pool
    const index = pool.instrument[slot]!
    this.#encoder
      .symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[index]!)
      .marketIdFrom(this.#instruments.texts, this.#instruments.venueTexts[index]!)
      .side(pool.side[slot]! > 0 ? SIDE.BUY : SIDE.SELL)
      .sizeBucket(pool.sizeBucket[slot]!)
    if (pool.liquidity[slot]! > 0) this.#encoder.lastLiquidityInd(pool.liquidity[slot]!)
  }

  // Short methods: V8 keeps numbers unboxed only in calls that it inlines, and it inlines so much for each method.

  #putAmounts(slot: number): void {
    this.#encoder.lastQtyE8(this.#pool.qtyE8[slot]!).lastPxE8(this.#pool.priceE8[slot]!)
  }

  #putTimes(slot: number): void {
    const pool = this.#pool
    this.#encoder.transactTime(pool.fillNs[slot]!).causeId(pool.causeId[slot]!).ingestTime(pool.ingestNs[slot]!)
  }

  #putBps(slot: number, measures: Float64Array): void {
    this.#encoder
      .slippageBpsE8(Math.round(this.#pool.slippageBps[slot]! * E8))
      .feesBpsE8(Math.round(this.#pool.feesBps[slot]! * E8))
      .effectiveSpreadBpsE8(Math.round(measures[FILL_MEASURE.EFFECTIVE]! * E8))
  }

  #putSpreads(measures: Float64Array): void {
    this.#encoder
      .effectiveSpreadBpsE8(Math.round(measures[FILL_MEASURE.EFFECTIVE]! * E8))
      .realizedSpreadBpsE8(Math.round(measures[FILL_MEASURE.REALIZED]! * E8))
      .priceImpactBpsE8(Math.round(measures[FILL_MEASURE.IMPACT]! * E8))
  }

  #putOrder(slot: number, orders: OrderMemory): void {
    const { values, at } = orders
    const tickE8 = this.#instruments.tickE8s[this.#pool.instrument[slot]!]!
    this.#encoder
      .arrivalMidE8(Math.round(values[at + ORDER.ARRIVAL_MID]! * tickE8))
      .decisionPxE8(Math.round(values[at + ORDER.DECISION_MID]! * tickE8))
      .tickToTradeNs(values[at + ORDER.SENT_NS]! - values[at + ORDER.INGEST_NS]!)
    this.#putWaits(slot, values, at)
  }

  #putWaits(slot: number, values: Float64Array, at: number): void {
    this.#encoder
      .venueResponseNs(values[at + ORDER.RESPONSE_NS]!)
      .queueTimeNs(this.#pool.fillNs[slot]! - values[at + ORDER.ACK_NS]!)
  }

  #putIds(slot: number): void {
    const pool = this.#pool
    const { ids } = pool
    this.#encoder
      .execId(ids, pool.idOffset(slot, ID.EXEC), pool.idLength(slot, ID.EXEC))
      .clOrdId(ids, pool.idOffset(slot, ID.CL_ORD), pool.idLength(slot, ID.CL_ORD))
      .orderId(ids, pool.idOffset(slot, ID.ORDER), pool.idLength(slot, ID.ORDER))
      .account(ids, pool.idOffset(slot, ID.ACCOUNT), pool.idLength(slot, ID.ACCOUNT))
      .strategyId(ids, pool.idOffset(slot, ID.STRATEGY), pool.idLength(slot, ID.STRATEGY))
  }

  #putOrderTotals(report: ExecutionReportDecoder, instrument: number, orders: OrderMemory): void {
    const { values, at } = orders
    const tickE8 = this.#instruments.tickE8s[instrument]!
    const side = report.side() === SIDE.BUY ? 1 : -1
    const filledE8 = values[at + ORDER.FILLED_E8]!
    const average = values[at + ORDER.FILLED_VALUE]! / filledE8
    const arrival = values[at + ORDER.ARRIVAL_MID]!
    const decision = values[at + ORDER.DECISION_MID]!
    const volume = values[at + ORDER.VOLUME_END]! - values[at + ORDER.VOLUME_START]!
    const turnover = values[at + ORDER.TURNOVER_END]! - values[at + ORDER.TURNOVER_START]!
    const feesBps = (values[at + ORDER.FEES_VALUE]! / filledE8) * 1e4
    this.#encoder
      .orderQtyE8(report.orderQtyE8())
      .cumQtyE8(filledE8)
      .avgPxE8(Math.round(average * tickE8))
      .sizeBucket(values[at + ORDER.SIZE_BUCKET]!)
      .arrivalMidE8(Math.round(arrival * tickE8))
      .decisionPxE8(Math.round(decision * tickE8))
      .slippageBpsE8(Math.round((side * (average - arrival) * 1e4 * E8) / arrival))
      .shortfallBpsE8(Math.round(((side * (average - decision) * 1e4) / decision + feesBps) * E8))
      .feesBpsE8(Math.round(feesBps * E8))
    if (!(volume > 0)) return
    const lotE8 = this.#instruments.lotE8s[instrument]!
    this.#encoder
      .marketVwapE8(Math.round((turnover / volume) * tickE8))
      .participationRateE8(Math.round((filledE8 / (volume * lotE8)) * E8))
  }
}
