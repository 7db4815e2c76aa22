import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { CXL_REJ_REASON, EXEC_TYPE, ORD_STATUS } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { EmsState, VenueState } from './ems-state.ts'
import { onAcknowledged, onReplaced, onTrade, onTradeChanged, terminalStateOf } from './order-state.ts'
import { NO_ORDER, NO_REQUEST, NO_TEXT, ORDER_STATE } from './order-table.ts'
import { TAG, VenueReport } from './venue-report.ts'

const MSG = { EXECUTION_REPORT: 56, CANCEL_REJECT: 57, BUSINESS_REJECT: 106, REJECT: 51 } as const

/**
 * What venues say about our orders: moves the order, and passes it on. Exactly once by ExecID; nothing ended is
 * resurrected.
 */
export class VenueReports {
  readonly #state: EmsState
  readonly #report: VenueReport
  readonly #terms = { request: 0, origRequest: NO_REQUEST, execType: 0, ordRejReason: Number.NaN, text: '' }

  constructor(state: EmsState, frame: FixFrame) {
    this.#state = state
    this.#report = new VenueReport(frame)
  }

  /** @param arrivalNs when the message came from the venue, NaN when not known (replay of a session's store). */
  onMessage(nowNs: number, venue: VenueState, frame: FixFrame, arrivalNs: number, out: Outbox): void {
    const seqNum = frame.int(TAG.MSG_SEQ_NUM)
    if (seqNum > venue.lastInSeq) venue.lastInSeq = seqNum
    switch (frame.msgType) {
      case MSG.EXECUTION_REPORT:
        return this.#onExecutionReport(venue, frame, Number.isNaN(arrivalNs) ? nowNs : arrivalNs, out)
      case MSG.CANCEL_REJECT:
        return this.#onCancelReject(nowNs, frame, out)
      case MSG.BUSINESS_REJECT:
      case MSG.REJECT:
        return this.#state.counters.increment('venueRejects')
    }
  }

  #onExecutionReport(venue: VenueState, frame: FixFrame, arrivalNs: number, out: Outbox): void {
    const { orders, counters } = this.#state
    const request = findText(frame, TAG.CL_ORD_ID, orders.requests)
    let order = orders.orderOf(request)
    if (order === NO_ORDER) order = orders.orderOf(findText(frame, TAG.ORIG_CL_ORD_ID, orders.requests))
    if (order === NO_ORDER) return counters.increment('unmatched')
    if (orders.venueId[order] === 0) this.#locate(order, venue, frame)
    const report = this.#report.wrap(frame)
    if (report.execType === EXEC_TYPE.ORDER_STATUS) return this.#onStatus(order, report, arrivalNs, out)
    if (this.#isDuplicate(venue, frame)) return counters.increment('duplicates')
    this.#learnOrderId(order, frame)
    const before = orders.clOrdId[order]!
    this.#move(order, request, report)
    this.#publish(order, request, before, report, arrivalNs, out)
  }

  /** An order that was routed before a restart: the report tells where it went. */
  #locate(order: number, venue: VenueState, frame: FixFrame): void {
    const { orders, instruments } = this.#state
    const slot = frame.find(TAG.SYMBOL)
    if (slot < 0) return
    const id = instruments.findAtVenue(venue.config.id, frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
    if (instruments.indexOf(id) < 0) return
    orders.instrument[order] = instruments.indexOf(id)
    orders.venueId[order] = venue.config.id
  }

  /** Applies a report to its order. */
  #move(order: number, request: number, report: VenueReport): void {
    const { orders, counters } = this.#state
    switch (report.execType) {
      case EXEC_TYPE.NEW:
      case EXEC_TYPE.PENDING_NEW:
        return report.execType === EXEC_TYPE.NEW ? onAcknowledged(orders, order) : undefined
      case EXEC_TYPE.TRADE:
        counters.increment('fills')
        return onTrade(orders, order, report.lastQtyE8())
      case EXEC_TYPE.TRADE_CANCEL:
        return onTradeChanged(orders, order, -report.lastQtyE8())
      case EXEC_TYPE.TRADE_CORRECT:
        return this.#toCumQty(order, report)
      case EXEC_TYPE.REPLACED:
        return onReplaced(orders, order, request)
      case EXEC_TYPE.REJECTED:
        return this.#onRejected(order, request)
    }
    const terminal = terminalStateOf(report.execType)
    if (terminal !== -1 && orders.isLive(order)) orders.setState(order, terminal)
  }

  /** A rejected order ends; a rejected request (some venues answer a replace so) only ends the request. */
  #onRejected(order: number, request: number): void {
    const { orders, counters } = this.#state
    counters.increment('venueRejects')
    if (request === orders.pendingReplace[order]) orders.pendingReplace[order] = NO_REQUEST
    else if (request === orders.pendingCancel[order]) orders.pendingCancel[order] = NO_REQUEST
    else if (orders.isLive(order)) orders.setState(order, ORDER_STATE.REJECTED)
  }

  #publish(order: number, request: number, before: number, report: VenueReport, arrivalNs: number, out: Outbox): void {
    const terms = this.#terms
    const { orders, publisher } = this.#state
    terms.request = request === NOT_FOUND ? orders.clOrdId[order]! : request
    terms.origRequest = terms.request === before ? NO_REQUEST : before
    terms.execType = report.execType
    terms.ordRejReason = report.frame.int(TAG.ORD_REJ_REASON)
    publisher.fromVenue(order, report, terms, arrivalNs, out)
  }

  /**
   * The venue's answer to what became of an order: the executions themselves come by the session's resend, so only its
   * end is news.
   */
  #onStatus(order: number, report: VenueReport, arrivalNs: number, out: Outbox): void {
    const { orders } = this.#state
    const { frame } = report
    const status = frame.char(TAG.ORD_STATUS)
    orders.isUnknown[order] = 0
    if (!orders.isLive(order)) return
    const execType = EXEC_TYPE_OF_STATUS[status]
    if (execType === undefined) return onAcknowledged(orders, order)
    this.#toCumQty(order, report)
    report.execType = status === ORD_STATUS.REJECTED ? EXEC_TYPE.CANCELED : execType
    orders.setState(order, status === ORD_STATUS.FILLED ? ORDER_STATE.FILLED : ORDER_STATE.CANCELED)
    this.#publish(order, orders.clOrdId[order]!, orders.clOrdId[order]!, report, arrivalNs, out)
  }

  #onCancelReject(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, counters, publisher } = this.#state
    const request = findText(frame, TAG.CL_ORD_ID, orders.requests)
    const order = orders.orderOf(request)
    if (order === NO_ORDER) return counters.increment('unmatched')
    counters.increment('venueRejects')
    if (request === orders.pendingReplace[order]) orders.pendingReplace[order] = NO_REQUEST
    if (request === orders.pendingCancel[order]) orders.pendingCancel[order] = NO_REQUEST
    const isUnknownThere = frame.int(TAG.CXL_REJ_REASON) === CXL_REJ_REASON.UNKNOWN_ORDER
    publisher.cancelReject(order, request, frame, out)
    // An order the venue was asked about and does not know never reached it, or is gone: it must not count as live for
    // ever.
    if (isUnknownThere && orders.isLive(order) && orders.isUnknown[order] === 1) this.endUnknown(order, nowNs, out)
  }

  /** Ends an order that the venue does not know. */
  endUnknown(order: number, nowNs: number, out: Outbox): void {
    const { orders, publisher } = this.#state
    orders.setState(order, ORDER_STATE.CANCELED)
    const terms = this.#terms
    terms.request = orders.clOrdId[order]!
    terms.origRequest = NO_REQUEST
    terms.execType = EXEC_TYPE.CANCELED
    terms.ordRejReason = Number.NaN
    terms.text = 'EMS: not known at the venue'
    publisher.own(order, terms, nowNs, out)
  }

  #isDuplicate(venue: VenueState, frame: FixFrame): boolean {
    const slot = frame.find(TAG.EXEC_ID)
    if (slot < 0) return false
    const known = venue.execIds.size
    return venue.execIds.intern(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!) < known
  }

  #learnOrderId(order: number, frame: FixFrame): void {
    const { orders } = this.#state
    const slot = frame.find(TAG.ORDER_ID)
    if (slot < 0 || orders.orderId[order] !== NO_TEXT) return
    orders.orderId[order] = orders.texts.intern(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
  }

  #toCumQty(order: number, report: VenueReport): void {
    const cumE8 = report.frame.decimalE8(TAG.CUM_QTY)
    if (!Number.isNaN(cumE8)) this.#state.orders.cumE8[order] = cumE8
  }
}

/** What ended an order, by the OrdStatus(39) a status answer shows. */
const EXEC_TYPE_OF_STATUS: Readonly<Record<number, number>> = {
  [ORD_STATUS.FILLED]: EXEC_TYPE.ORDER_STATUS,
  [ORD_STATUS.CANCELED]: EXEC_TYPE.CANCELED,
  [ORD_STATUS.REJECTED]: EXEC_TYPE.REJECTED,
  [ORD_STATUS.EXPIRED]: EXEC_TYPE.EXPIRED,
  [ORD_STATUS.DONE_FOR_DAY]: EXEC_TYPE.DONE_FOR_DAY,
}

function findText(frame: FixFrame, tag: number, table: { find(b: Uint8Array, o: number, l: number): number }): number {
  const slot = frame.find(tag)
  return slot < 0 ? NOT_FOUND : table.find(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}
