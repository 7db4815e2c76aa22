/** Applies what a market says to members' orders: state, position, fee, report. One for each venue. */

import { CANCEL_IMMEDIATE, CANCEL_SELF_TRADE, CANCEL_UNFILLABLE, type Side } from '@reflex/book'
import { EXEC_RESTATEMENT_REASON, EXEC_TYPE, ORD_REJ_REASON } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { VenueCounter } from '../counters.ts'
import { CANCEL_BY_DISCONNECT, CANCEL_BY_MASS, CANCEL_BY_REQUEST } from './market.ts'
import { type MemberOrders, ORDER_CANCELLED, ORDER_FILLED, ORDER_REJECTED } from './member-orders.ts'
import { PositionTable } from './position-table.ts'
import type { ReportWriter } from './report-writer.ts'

/** The one account of `rest`. */
const REST = 0

export class OrderKeeper {
  readonly orders: MemberOrders
  readonly reports: ReportWriter
  readonly positions: PositionTable
  /** Everybody who is no member (background traders, a recording), as one account without fees. */
  readonly rest: PositionTable
  /** `[0]`: what members have paid in fees, E8: the venue's income. */
  readonly feeIncomeE8 = new Float64Array(1)
  /** Why the cancel in hand happens. */
  cancelCause = CANCEL_BY_REQUEST
  fills = 0
  readonly #values: Float64Array
  readonly #events: number
  readonly #trades: number
  readonly #fills: number
  readonly #cancels: number
  readonly #rejects: number

  constructor(
    orders: MemberOrders,
    reports: ReportWriter,
    positions: PositionTable,
    counters: CounterTable<VenueCounter>,
  ) {
    this.orders = orders
    this.reports = reports
    this.positions = positions
    this.rest = new PositionTable(positions.instruments, 0, 0)
    this.#values = counters.values
    this.#events = counters.slot('events')
    this.#trades = counters.slot('trades')
    this.#fills = counters.slot('memberFills')
    this.#cancels = counters.slot('memberCancels')
    this.#rejects = counters.slot('memberRejects')
  }

  accepted(slot: number): void {
    this.reports.order(slot, EXEC_TYPE.NEW)
  }

  traded(slot: number, ticks: number, lots: number, maker: number): void {
    const { orders, positions } = this
    const { details } = this.reports
    orders.leaves[slot]! -= lots
    orders.cum[slot]! += lots
    orders.cumTicks[slot]! += lots * ticks
    positions.fill(orders.account[slot]!, orders.instrument[slot]!, orders.side[slot]!, ticks, lots, maker)
    this.feeIncomeE8[0]! += positions.last[1]!
    if (orders.leaves[slot] === 0) orders.close(slot, ORDER_FILLED)
    details.lastTicks = ticks
    details.lastLots = lots
    details.feeE8 = positions.last[1]!
    details.isMaker = maker === 1
    this.reports.trade(slot)
    this.fills++
    this.#values[this.#fills]!++
  }

  /** The other side of a member's trade was no member. @param side of that other side. */
  tradedWithRest(instrument: number, side: Side, ticks: number, lots: number): void {
    this.rest.fill(REST, instrument, side, ticks, lots, 0)
  }

  /** A book changed, or a recorded event was seen. */
  countEvent(): void {
    this.#values[this.#events]!++
  }

  countTrade(): void {
    this.#values[this.#trades]!++
  }

  /** @param reason of MatchingListener. */
  cancelled(slot: number, reason: number): void {
    const { reports } = this
    this.orders.leaves[slot] = 0
    this.orders.close(slot, ORDER_CANCELLED)
    if (reason === CANCEL_IMMEDIATE) reports.details.text = 'nothing left to trade with'
    else if (reason === CANCEL_UNFILLABLE) reports.details.text = 'cannot be filled whole'
    else if (reason === CANCEL_SELF_TRADE) {
      reports.details.text = 'self-trade prevention'
      reports.details.restatement = EXEC_RESTATEMENT_REASON.CXLD_SMP
    } else if (this.cancelCause === CANCEL_BY_DISCONNECT) {
      reports.details.text = 'cancel on disconnect'
      reports.details.restatement = EXEC_RESTATEMENT_REASON.CANCEL_ON_CONNECTION_LOSS
    } else if (this.cancelCause === CANCEL_BY_MASS) reports.details.text = 'mass cancel'
    reports.order(slot, EXEC_TYPE.CANCELED)
    this.#values[this.#cancels]!++
  }

  /** The venue has lost its book: the order is cancelled. */
  lost(slot: number): void {
    this.orders.leaves[slot] = 0
    this.orders.close(slot, ORDER_CANCELLED)
    this.reports.details.restatement = EXEC_RESTATEMENT_REASON.CANCEL_ON_SYSTEM_FAILURE
    this.reports.order(slot, EXEC_TYPE.CANCELED)
    this.#values[this.#cancels]!++
  }

  /** A replace took effect; `requestId` of the writer is the new ClOrdID. */
  replaced(slot: number, ticks: number, leaves: number): void {
    const { orders, reports } = this
    orders.priceTicks[slot] = ticks
    orders.leaves[slot] = leaves
    orders.qty[slot] = orders.cum[slot]! + leaves
    if (reports.requestId >= 0) orders.rename(slot, reports.requestId)
    reports.order(slot, EXEC_TYPE.REPLACED)
    reports.requestId = -1 // What follows is no answer to the request: the order speaks under its new ClOrdID.
  }

  /** The market refused a new order. */
  rejected(slot: number, text: string): void {
    this.orders.leaves[slot] = 0
    this.orders.close(slot, ORDER_REJECTED)
    this.reports.details.rejectReason = ORD_REJ_REASON.OTHER
    this.reports.details.text = text
    this.reports.order(slot, EXEC_TYPE.REJECTED)
    this.#values[this.#rejects]!++
  }
}
