import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { CXL_REJ_REASON, CXL_REJ_RESPONSE_TO, EXEC_TYPE, ORD_STATUS } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { CancelDesk } from './cancel-desk.ts'
import type { EmsState, VenueState } from './ems-state.ts'
import {
  onAcknowledged,
  onFilledBy,
  onReplaced,
  onRestated,
  terminalStateOf,
  terminalStateOfStatus,
} from './order-state.ts'
import {
  KNOWLEDGE,
  NO_ORDER,
  NO_REQUEST,
  NO_TEXT,
  ORDER_STATE,
  type OrderState,
  type OrderTable,
} from './order-table.ts'
import { isId } from './text-limits.ts'
import { AMOUNT, findText, TAG, VenueReport } from './venue-report.ts'

const MSG = { EXECUTION_REPORT: 56, CANCEL_REJECT: 57, BUSINESS_REJECT: 106 } as const

/**
 * What venues say about our orders: moves the order, and passes it on. Exactly once by ExecID; nothing ended is
 * resurrected.
 */
export class VenueReports {
  readonly #state: EmsState
  readonly #cancels: CancelDesk
  readonly #report: VenueReport
  readonly #terms = { request: 0, origRequest: NO_REQUEST, execType: 0, ordRejReason: Number.NaN, text: '' }
  /** Of the report in hand: its ExecID at the venue, NOT_FOUND when it has none. */
  #execId = NOT_FOUND

  constructor(state: EmsState, cancels: CancelDesk, frame: FixFrame) {
    this.#state = state
    this.#cancels = cancels
    this.#report = new VenueReport(frame)
  }

  /** When it came from the venue is in `ExecutionPublisher.arrivalNs`. */
  onMessage(nowNs: number, venue: VenueState, frame: FixFrame, out: Outbox): void {
    const seqNum = frame.int(TAG.MSG_SEQ_NUM)
    // Sessions deliver in sequence and once: a lower number than the last means that the session has begun anew.
    if (seqNum > 0) venue.lastInSeq = seqNum
    switch (frame.msgType) {
      case MSG.EXECUTION_REPORT:
        return this.#onExecutionReport(nowNs, venue, frame, out)
      case MSG.CANCEL_REJECT:
        return this.#onCancelReject(nowNs, frame, out)
      case MSG.BUSINESS_REJECT:
        return this.#onBusinessReject(nowNs, frame, out)
    }
  }

  #onExecutionReport(nowNs: number, venue: VenueState, frame: FixFrame, out: Outbox): void {
    const { orders, counters } = this.#state
    const request = findText(frame, TAG.CL_ORD_ID, orders.requests)
    let order = orders.orderOf(request)
    if (order === NO_ORDER) order = orders.orderOf(findText(frame, TAG.ORIG_CL_ORD_ID, orders.requests))
    // An order of another venue is none of this one's.
    if (order === NO_ORDER || orders.venueId[order] !== venue.config.id) return counters.increment('unmatched')
    const report = this.#report.wrap(frame)
    if (report.execType === 0) return this.#onGarbled(order)
    if (report.execType === EXEC_TYPE.ORDER_STATUS) return this.#onStatus(order, report, nowNs, out)
    if (this.#isDuplicate(venue, report)) return counters.increment('duplicates')
    this.#learnOrderId(order, frame)
    const before = orders.clOrdId[order]!
    if (!this.#move(venue, order, request, report)) return this.#onGarbled(order)
    this.#publish(order, request, before, report, out)
    if (report.execType === EXEC_TYPE.NEW && orders.isGone[order] === 1) this.#cancels.cancelGone(order, nowNs, out)
  }

  /** A report that cannot be read: the venue is asked how the order stands. */
  #onGarbled(order: number): void {
    this.#state.counters.increment('malformed')
    this.#doubt(order)
  }

  #doubt(order: number): void {
    const { orders } = this.#state
    if (!orders.isLive(order) || orders.knowledge[order] !== KNOWLEDGE.KNOWN) return
    orders.knowledge[order] = KNOWLEDGE.DOUBTFUL
  }

  /** Applies a report to its order. @returns false when it cannot be read. */
  #move(venue: VenueState, order: number, request: number, report: VenueReport): boolean {
    const { orders } = this.#state
    switch (report.execType) {
      case EXEC_TYPE.NEW:
        onAcknowledged(orders, order)
        return true
      case EXEC_TYPE.TRADE:
        return this.#onTrade(venue, order, report)
      case EXEC_TYPE.TRADE_CANCEL:
      case EXEC_TYPE.TRADE_CORRECT:
        return this.#onAmended(venue, order, report)
      case EXEC_TYPE.REPLACED:
        this.#onReplaced(order, request, report)
        return true
      case EXEC_TYPE.RESTATED:
        if (orders.isLive(order)) restate(orders, order, report.frame)
        return true
      case EXEC_TYPE.REJECTED:
        this.#onRejected(order, request)
        return true
    }
    const terminal = terminalStateOf(report.execType)
    if (terminal !== -1 && orders.isLive(order)) orders.setState(order, terminal)
    return true
  }

  #onTrade(venue: VenueState, order: number, report: VenueReport): boolean {
    const { orders, counters } = this.#state
    const { amountsE8 } = report
    if (!(amountsE8[AMOUNT.LAST_QTY]! > 0) || Number.isNaN(amountsE8[AMOUNT.LAST_PX]!)) return false
    counters.increment('fills')
    if (this.#execId !== NOT_FOUND) venue.fills.setFill(this.#execId, order, amountsE8, AMOUNT.LAST_QTY)
    onFilledBy(orders, order, amountsE8, AMOUNT.LAST_QTY)
    return true
  }

  /** A bust or a correction: what it changes is known from the fill it names, else from CumQty. */
  #onAmended(venue: VenueState, order: number, report: VenueReport): boolean {
    const { orders } = this.#state
    const { frame, execType, amountsE8 } = report
    const qtyE8 = execType === EXEC_TYPE.TRADE_CANCEL ? 0 : amountsE8[AMOUNT.LAST_QTY]!
    if (!(qtyE8 >= 0)) return false
    const { bytes } = frame
    const fill = venue.fills.find(bytes, frame.offsetOf(TAG.EXEC_REF_ID), frame.lengthOf(TAG.EXEC_REF_ID), order)
    if (fill !== NOT_FOUND) {
      amountsE8[AMOUNT.CHANGE] = qtyE8 - venue.fills.qtyE8Of(fill)
      onFilledBy(orders, order, amountsE8, AMOUNT.CHANGE)
      venue.fills.amend(fill, this.#execId, qtyE8)
      return true
    }
    const cumE8 = frame.decimalE8(TAG.CUM_QTY)
    if (!(cumE8 >= 0)) return false
    amountsE8[AMOUNT.CHANGE] = cumE8 - orders.cumE8[order]!
    onFilledBy(orders, order, amountsE8, AMOUNT.CHANGE)
    return true
  }

  /** A replace that we had given up is accepted after all: then the venue's terms count. */
  #onReplaced(order: number, request: number, report: VenueReport): void {
    const { orders } = this.#state
    if (!orders.isLive(order) || request === NOT_FOUND || request === orders.pendingCancel[order]) return
    if (request === orders.pendingReplace[order]) return onReplaced(orders, order)
    if (orders.orderOf(request) === order) orders.clOrdId[order] = request
    restate(orders, order, report.frame)
  }

  /** A rejected order ends; a rejected request (some venues answer a replace so) only ends the request. */
  #onRejected(order: number, request: number): void {
    const { orders, counters } = this.#state
    counters.increment('venueRejects')
    if (request === orders.pendingReplace[order]) orders.pendingReplace[order] = NO_REQUEST
    else if (request === orders.pendingCancel[order]) orders.pendingCancel[order] = NO_REQUEST
    else if (request === orders.firstClOrdId[order] && orders.isLive(order)) {
      orders.setState(order, ORDER_STATE.REJECTED)
    }
  }

  #publish(order: number, request: number, before: number, report: VenueReport, out: Outbox): void {
    const terms = this.#terms
    const { orders, publisher } = this.#state
    terms.request = request === NOT_FOUND ? orders.clOrdId[order]! : request
    terms.origRequest = terms.request === before ? NO_REQUEST : before
    terms.execType = report.execType
    terms.ordRejReason = report.frame.int(TAG.ORD_REJ_REASON)
    publisher.fromVenue(order, report, terms, out)
  }

  /**
   * The venue's answer to what became of an order. The executions themselves come by the session's resend, so only its
   * end is news, and a filled quantity that is not the sum of what we have.
   */
  #onStatus(order: number, report: VenueReport, nowNs: number, out: Outbox): void {
    const { orders, counters } = this.#state
    const { frame } = report
    const status = frame.char(TAG.ORD_STATUS)
    const ended = terminalStateOfStatus(status)
    if (!orders.isLive(order)) {
      if (ended === -1 && status !== 0 && orders.isGone[order] === 1) this.#cancels.cancelGone(order, nowNs, out)
      return
    }
    if (status === 0) return counters.increment('malformed')
    this.#learnOrderId(order, frame)
    const cumE8 = frame.decimalE8(TAG.CUM_QTY)
    const isUnknownThere = status === ORD_STATUS.REJECTED
    if (!isUnknownThere && cumE8 >= 0 && cumE8 !== orders.cumE8[order]) counters.increment('quantityMismatches')
    if (ended === -1) return this.#onOpenThere(order, nowNs, out)
    if (isUnknownThere) return this.endUnknown(order, nowNs, out)
    const execType = status === ORD_STATUS.FILLED ? EXEC_TYPE.ORDER_STATUS : EXEC_TYPE.CANCELED
    this.#end(order, ended, execType, 'EMS: ended at the venue, as it says when asked', nowNs, out)
  }

  /** The order rests at the venue. Requests that it should have answered by now never got there. */
  #onOpenThere(order: number, nowNs: number, out: Outbox): void {
    const { orders, answerTimeoutNs, publisher } = this.#state
    onAcknowledged(orders, order)
    orders.knowledge[order] = KNOWLEDGE.KNOWN
    if (nowNs - orders.sentNs[order]! < answerTimeoutNs) return
    const replace = orders.pendingReplace[order]!
    const cancel = orders.pendingCancel[order]!
    orders.pendingReplace[order] = NO_REQUEST
    orders.pendingCancel[order] = NO_REQUEST
    if (replace !== NO_REQUEST) publisher.cancelReject(order, replace, true, undefined, out)
    if (cancel !== NO_REQUEST) publisher.cancelReject(order, cancel, false, undefined, out)
  }

  #onCancelReject(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, counters, publisher } = this.#state
    const request = findText(frame, TAG.CL_ORD_ID, orders.requests)
    const order = orders.orderOf(request)
    if (order === NO_ORDER) return counters.increment('unmatched')
    counters.increment('venueRejects')
    const isReplace = this.#takeBack(order, request) || frame.char(TAG.CXL_REJ_RESPONSE_TO) === RESPONSE_TO_REPLACE
    publisher.cancelReject(order, request, isReplace, frame, out)
    if (!orders.isLive(order)) return
    const isUnknownThere = frame.int(TAG.CXL_REJ_REASON) === CXL_REJ_REASON.UNKNOWN_ORDER
    // An order the venue was asked about and does not know never reached it, or is gone: it must not count as live for
    // ever. Otherwise what ended it is on its way, or lost: the venue is asked when it does not come.
    if (isUnknownThere && orders.knowledge[order] !== KNOWLEDGE.KNOWN) this.endUnknown(order, nowNs, out)
    else if (!isReplace || isUnknownThere) this.#doubt(order)
  }

  /** The request is no longer under way. @returns whether it was a replace. */
  #takeBack(order: number, request: number): boolean {
    const { orders } = this.#state
    if (request === orders.pendingCancel[order]) orders.pendingCancel[order] = NO_REQUEST
    if (request !== orders.pendingReplace[order]) return false
    orders.pendingReplace[order] = NO_REQUEST
    return true
  }

  /** 35=j: the venue cannot take a message of ours. With 379 it says which; else the answer is overdue one day. */
  #onBusinessReject(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, counters, publisher } = this.#state
    counters.increment('venueRejects')
    const request = findText(frame, TAG.BUSINESS_REJECT_REF_ID, orders.requests)
    const order = orders.orderOf(request)
    if (order === NO_ORDER || !orders.isLive(order)) return
    // It may also be our question that the venue does not take.
    if (frame.char(TAG.REF_MSG_TYPE) === STATUS_REQUEST) return
    if (request === orders.pendingReplace[order] || request === orders.pendingCancel[order]) {
      publisher.cancelReject(order, request, this.#takeBack(order, request), frame, out)
    } else if (request === orders.firstClOrdId[order] && orders.state[order] === ORDER_STATE.PENDING_NEW) {
      this.#end(order, ORDER_STATE.REJECTED, EXEC_TYPE.REJECTED, 'EMS: the venue does not take it', nowNs, out)
    }
  }

  /** Ends an order that the venue does not know. */
  endUnknown(order: number, nowNs: number, out: Outbox): void {
    this.#state.orders.isGone[order] = 1
    this.#end(order, ORDER_STATE.CANCELED, EXEC_TYPE.CANCELED, 'EMS: not known at the venue', nowNs, out)
  }

  #end(order: number, state: OrderState, execType: number, text: string, nowNs: number, out: Outbox): void {
    const { orders, publisher } = this.#state
    orders.setState(order, state)
    const terms = this.#terms
    terms.request = orders.clOrdId[order]!
    terms.origRequest = NO_REQUEST
    terms.execType = execType
    terms.ordRejReason = Number.NaN
    terms.text = text
    publisher.own(order, terms, nowNs, out)
  }

  #isDuplicate(venue: VenueState, report: VenueReport): boolean {
    this.#execId = NOT_FOUND
    if (!report.hasExecId) return false
    const { frame } = report
    this.#execId = venue.fills.add(frame.bytes, frame.offsetOf(TAG.EXEC_ID), frame.lengthOf(TAG.EXEC_ID))
    return this.#execId === NOT_FOUND
  }

  #learnOrderId(order: number, frame: FixFrame): void {
    const { orders } = this.#state
    const length = frame.lengthOf(TAG.ORDER_ID)
    if (orders.orderId[order] !== NO_TEXT || !isId(length)) return
    orders.orderId[order] = orders.texts.intern(frame.bytes, frame.offsetOf(TAG.ORDER_ID), length)
  }
}

const RESPONSE_TO_REPLACE = CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST
const STATUS_REQUEST = 'H'.charCodeAt(0)

/** Takes over the quantity and the price that the venue states. */
function restate(orders: OrderTable, order: number, frame: FixFrame): void {
  onRestated(orders, order, frame.decimalE8(TAG.ORDER_QTY), frame.decimalE8(TAG.PRICE))
}
