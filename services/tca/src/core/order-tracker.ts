/** Follows orders from approval (1012) to their end (1020): reference mids, answers, what was filled. */

import { E8 } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  EXEC_TYPE,
  type ExecutionReportDecoder,
  INSTRUMENT_KIND,
  type Instruments,
  NewOrderSingleDecoder,
  ORD_STATUS,
  TRD_REG_TIMESTAMP_TYPE,
} from '@reflex/schema'
import type { FillPool } from './fill-pool.ts'
import type { OrderClock } from './order-clock.ts'
import { ORDER, ORDER_STATE, type OrderMemory } from './order-memory.ts'
import type { QuoteBoard } from './quote-board.ts'

export class OrderTracker {
  readonly orders: OrderMemory
  readonly #instruments: Instruments
  readonly #board: QuoteBoard
  readonly #clock: OrderClock
  readonly #sizeBounds: Float64Array
  /** Reads D and G alike: the fields used here are the same. */
  readonly #order = new NewOrderSingleDecoder()
  readonly #price = new Float64Array(1)
  readonly #pair = new Float64Array(2)

  /** @param sizeBounds upper ends of the size buckets but the last, in quote currency, ascending. */
  constructor(
    orders: OrderMemory,
    instruments: Instruments,
    board: QuoteBoard,
    clock: OrderClock,
    sizeBounds: readonly number[],
  ) {
    this.orders = orders
    this.#instruments = instruments
    this.#board = board
    this.#clock = clock
    this.#sizeBounds = Float64Array.from(sizeBounds)
  }

  /** An approved order or replace. @returns false when it cannot be read. */
  onApproved(nowNs: number, frame: FixFrame): boolean {
    const order = this.#order.wrap(frame)
    if (order.clOrdIdLength === 0) return false
    const { bytes } = order
    const { symbolOffset, symbolLength, marketIdOffset, marketIdLength } = order
    const id = this.#instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength)
    this.orders.open(bytes, order.clOrdIdOffset, order.clOrdIdLength)
    const { values, at } = this.orders
    values[at + ORDER.INSTRUMENT] = this.#instruments.indexOf(id)
    values[at + ORDER.QTY_E8] = order.orderQtyE8()
    values[at + ORDER.DECISION_NS] = order.transactTime()
    values[at + ORDER.INGEST_NS] = order.ingestTime()
    values[at + ORDER.ARRIVAL_NS] = nowNs
    this.#readArrival(values, at)
    this.resolve(values[at + ORDER.INSTRUMENT]!)
    return true
  }

  /** The order arrives when the gateway lets it pass: its last stamp of that kind, else now. */
  #readArrival(values: Float64Array, at: number): void {
    const hops = this.#order.noTrdRegTimestamps()
    while (hops.next()) {
      if (hops.trdRegTimestampType() === TRD_REG_TIMESTAMP_TYPE.TIME_OUT) {
        values[at + ORDER.ARRIVAL_NS] = hops.trdRegTimestamp()
      }
    }
    if (Number.isNaN(values[at + ORDER.DECISION_NS]!)) {
      values[at + ORDER.DECISION_NS] = values[at + ORDER.ARRIVAL_NS]!
    }
  }

  /**
   * Looks up the mids of the order in hand in an instrument (the router may have chosen another than was approved).
   * Again at each fill: quotes that were on their way at approval count then, as long as the history reaches back.
   */
  resolve(instrument: number): void {
    const { values, at } = this.orders
    if (instrument < 0) return
    const series = this.#board.mids[instrument]!
    const isOther = values[at + ORDER.INSTRUMENT] !== instrument
    values[at + ORDER.INSTRUMENT] = instrument
    this.#pair[0] = values[at + ORDER.DECISION_NS]!
    series.putAt(this.#pair)
    this.#keepMid(at + ORDER.DECISION_MID, isOther)
    this.#pair[0] = values[at + ORDER.ARRIVAL_NS]!
    series.putAt(this.#pair)
    this.#keepMid(at + ORDER.ARRIVAL_MID, isOther)
    if (isOther || Number.isNaN(values[at + ORDER.VOLUME_START]!)) {
      values[at + ORDER.VOLUME_START] = this.#board.volumeLots[instrument]!
      values[at + ORDER.TURNOVER_START] = this.#board.turnover[instrument]!
    }
  }

  #keepMid(place: number, isOther: boolean): void {
    if (isOther || !Number.isNaN(this.#pair[1]!)) this.orders.values[place] = this.#pair[1]!
  }

  /**
   * Points `orders` to the order a report is about; one that nobody approved in our time is opened from the report, so
   * that venues are judged by it too.
   * @returns whether its approval was seen.
   */
  onReport(report: ExecutionReportDecoder, instrument: number): boolean {
    const { bytes } = report
    const { orders } = this
    let isKnown = orders.find(bytes, report.clOrdIdOffset, report.clOrdIdLength)
    if (!isKnown && report.origClOrdIdLength > 0) {
      isKnown = orders.find(bytes, report.origClOrdIdOffset, report.origClOrdIdLength)
    }
    if (!isKnown) this.#adopt(report, instrument)
    const { values, at } = orders
    if (values[at + ORDER.STATE] === ORDER_STATE.APPROVED && isOfVenue(report)) this.#onAnswer(report, instrument)
    return !Number.isNaN(values[at + ORDER.ARRIVAL_NS]!)
  }

  #adopt(report: ExecutionReportDecoder, instrument: number): void {
    this.orders.open(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    this.orders.values[this.orders.at + ORDER.INSTRUMENT] = instrument
  }

  /** The first word of the venue about an order. */
  #onAnswer(report: ExecutionReportDecoder, instrument: number): void {
    const { values, at } = this.orders
    values[at + ORDER.STATE] = ORDER_STATE.ANSWERED
    values[at + ORDER.QTY_E8] = report.orderQtyE8()
    values[at + ORDER.INGEST_NS] = report.ingestTime()
    values[at + ORDER.ACK_NS] = report.transactTime()
    this.#readAnswerTimes(report, values, at)
    values[at + ORDER.SIZE_BUCKET] = this.#sizeBucketOf(report, instrument)
  }

  #readAnswerTimes(report: ExecutionReportDecoder, values: Float64Array, at: number): void {
    this.#clock.read(report)
    values[at + ORDER.SENT_NS] = this.#clock.sentNs
    values[at + ORDER.RESPONSE_NS] = this.#clock.answeredNs - this.#clock.sentNs
  }

  /** By the order's notional in quote currency at its limit, or at the last mid. */
  #sizeBucketOf(report: ExecutionReportDecoder, instrument: number): number {
    const index = instrument
    if (index < 0) return 0
    const price = this.#price
    price[0] = report.priceE8()
    if (Number.isNaN(price[0]!)) price[0] = report.lastPxE8()
    if (Number.isNaN(price[0]!)) price[0] = this.#lastMidE8(index)
    const isInverse = this.#instruments.kinds[index] === INSTRUMENT_KIND.INVERSE_PERPETUAL
    const units = (report.orderQtyE8() / E8) * (this.#instruments.multiplierE8s[index]! / E8)
    const notional = isInverse ? units : units * (price[0]! / E8)
    let bucket = 0
    while (bucket < this.#sizeBounds.length && notional >= this.#sizeBounds[bucket]!) bucket++
    return bucket
  }

  #lastMidE8(index: number): number {
    return this.#board.mids[index]!.at(this.#board.lastNs[index]!) * this.#instruments.tickE8s[index]!
  }

  /** A fill of the order in hand. */
  onFill(pool: FillPool, slot: number): void {
    const { values, at } = this.orders
    const instrument = pool.instrument[slot]!
    const qtyE8 = pool.qtyE8[slot]!
    if (Number.isNaN(values[at + ORDER.FIRST_FILL_NS]!)) values[at + ORDER.FIRST_FILL_NS] = pool.fillNs[slot]!
    values[at + ORDER.FILLED_E8]! += qtyE8
    values[at + ORDER.FILLED_VALUE]! += qtyE8 * pool.priceTicks[slot]!
    if (!Number.isNaN(pool.feesBps[slot]!)) values[at + ORDER.FEES_VALUE]! += (qtyE8 * pool.feesBps[slot]!) / 1e4
    values[at + ORDER.VOLUME_END] = this.#board.volumeLots[instrument]!
    values[at + ORDER.TURNOVER_END] = this.#board.turnover[instrument]!
  }

  /** @returns whether a report ends the order in hand, now and not before. */
  isEnd(report: ExecutionReportDecoder): boolean {
    const status = report.ordStatus()
    const isEnd =
      status === ORD_STATUS.FILLED ||
      status === ORD_STATUS.CANCELED ||
      status === ORD_STATUS.REJECTED ||
      status === ORD_STATUS.EXPIRED ||
      status === ORD_STATUS.DONE_FOR_DAY
    const state = this.orders.at + ORDER.STATE
    if (!isEnd || this.orders.values[state] === ORDER_STATE.DONE) return false
    this.orders.values[state] = ORDER_STATE.DONE
    return true
  }

  /** A replaced order does not end: its successor goes on. */
  onReplaced(report: ExecutionReportDecoder): void {
    const { orders } = this
    if (report.execType() !== EXEC_TYPE.REPLACED || report.origClOrdIdLength === 0) return
    if (!orders.find(report.bytes, report.origClOrdIdOffset, report.origClOrdIdLength)) return
    orders.values[orders.at + ORDER.STATE] = ORDER_STATE.DONE
  }
}

/** Whether the venue has spoken: pending states are the ems's own. */
function isOfVenue(report: ExecutionReportDecoder): boolean {
  const type = report.execType()
  return type !== EXEC_TYPE.PENDING_NEW && type !== EXEC_TYPE.PENDING_REPLACE && type !== EXEC_TYPE.PENDING_CANCEL
}
