import { putInteger, putText } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  APPL_ID_EXECUTIONS,
  CXL_REJ_REASON,
  CXL_REJ_RESPONSE_TO,
  EXEC_TYPE,
  type ExecutionReportEncoder,
  executionReportEncoder,
  type Instruments,
  NO_ORDER_ID,
  type OrderCancelRejectEncoder,
  orderCancelRejectEncoder,
  STREAM,
  TRD_REG_TIMESTAMP_TYPE,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import { ordStatusOf } from './order-state.ts'
import { HOPS_MAX, NO_INDEX, NO_REQUEST, NO_TEXT, type OrderTable } from './order-table.ts'
import type { ResendRing } from './resend-ring.ts'
import { TEXT_MAX } from './text-limits.ts'
import { AMOUNT, TAG, type VenueReport } from './venue-report.ts'

/** What a report says beside the order itself. */
export interface ReportTerms {
  /** ClOrdID the report answers (request id). */
  request: number
  origRequest: number
  execType: number
  ordRejReason: number
  /** For reports that no venue sent. */
  text: string
}

/** Room for the longest report: 12 ids, a text, and numbers. */
const LENGTH_MAX = 4096

/**
 * Says on the execution stream what happened, numbered by ApplSeqNum(1181) in the order of the ems's journal, and keeps
 * each message for those who ask again.
 */
export class ExecutionPublisher {
  /** When the venue message in hand came, ns. In an array: a number passed through calls is garbage. */
  readonly arrivalNs = new Float64Array(1)
  readonly #orders: OrderTable
  readonly #instruments: Instruments
  readonly #ring: ResendRing
  readonly #leavesE8 = new Float64Array(1)
  readonly #ems: number
  readonly #execId = new Uint8Array(48)
  readonly #execIdStart: number

  constructor(orders: OrderTable, instruments: Instruments, ring: ResendRing) {
    this.#orders = orders
    this.#instruments = instruments
    this.#ring = ring
    this.#ems = orders.texts.internString('ems')
    this.#execIdStart = putText(this.#execId, 0, 'EMS-')
  }

  /** A report of a venue, in our words. */
  fromVenue(order: number, report: VenueReport, terms: ReportTerms, out: Outbox): void {
    const { frame } = report
    const encoder = this.#begin(order, terms, out)
    if (report.hasExecId) copyText(frame, TAG.EXEC_ID, encoder, 'execId')
    else this.#ownExecId(encoder)
    copyText(frame, TAG.EXEC_REF_ID, encoder, 'execRefId')
    if (report.isFill) {
      encoder.lastQtyE8At(report.amountsE8, AMOUNT.LAST_QTY).lastPxE8At(report.amountsE8, AMOUNT.LAST_PX)
      encoder.lastLiquidityInd(frame.int(TAG.LAST_LIQUIDITY_IND))
    }
    encoder.avgPxE8(frame.decimalE8(TAG.AVG_PX)).execRestatementReason(frame.int(TAG.RESTATEMENT_REASON))
    encoder.transactTime(frame.utcNs(TAG.TRANSACT_TIME, out.sessionTime))
    copyText(frame, TAG.TEXT, encoder, 'text')
    if (report.isFill && !Number.isNaN(report.amountsE8[AMOUNT.FEE]!)) this.#fee(report, encoder)
    this.#end(order, true, encoder, out)
  }

  /** A report of our own: the order never reached a venue, or the venue does not know it. */
  own(order: number, terms: ReportTerms, nowNs: number, out: Outbox): void {
    const encoder = this.#begin(order, terms, out)
    this.#ownExecId(encoder)
    encoder.transactTime(nowNs).textText(terms.text)
    this.#end(order, false, encoder, out)
  }

  /** A refused cancel or replace, numbered. @param frame the venue's words; undefined when the venue said nothing. */
  cancelReject(order: number, request: number, isReplace: boolean, frame: FixFrame | undefined, out: Outbox): void {
    const orders = this.#orders
    const encoder = orderCancelRejectEncoder.begin(out, STREAM.EXECUTIONS, LENGTH_MAX)
    this.#orderId(order, encoder)
    encoder
      .clOrdIdFrom(orders.requests, request)
      .origClOrdIdFrom(orders.requests, orders.clOrdId[order]!)
      .ordStatus(ordStatusOf(orders, order))
      .cxlRejResponseTo(isReplace ? REPLACE_REQUEST : CANCEL_REQUEST)
      .cxlRejReason(frame === undefined ? CXL_REJ_REASON.OTHER : frame.int(TAG.CXL_REJ_REASON))
    this.#identity(order, encoder)
    encoder.transactTime(out.nowNs).applId(APPL_ID_EXECUTIONS, 0, APPL_ID_EXECUTIONS.length).applSeqNum(this.#ring.next)
    if (frame === undefined) encoder.textText('EMS: the venue does not have the request')
    else copyText(frame, TAG.TEXT, encoder, 'text')
    encoder.end()
    this.#keep(out)
  }

  /** Answer to an order mass status request: not numbered, not kept. */
  status(order: number, frame: FixFrame, isLast: boolean, out: Outbox): void {
    const orders = this.#orders
    const encoder = executionReportEncoder.begin(out, STREAM.EXECUTIONS, LENGTH_MAX)
    this.#orderId(order, encoder)
    encoder.execIdText('0').clOrdIdFrom(orders.requests, orders.clOrdId[order]!)
    copyText(frame, TAG.MASS_STATUS_REQ_ID, encoder, 'massStatusReqId')
    encoder.lastRptRequested(isLast).execType(EXEC_TYPE.ORDER_STATUS).ordStatus(ordStatusOf(orders, order))
    this.#identity(order, encoder)
    this.#quantities(order, encoder)
    encoder.transactTime(out.nowNs).end()
  }

  /** Answer to a mass status request when there is no open order. */
  noOrders(frame: FixFrame, out: Outbox): void {
    const encoder = executionReportEncoder
      .begin(out, STREAM.EXECUTIONS, LENGTH_MAX)
      .orderId(NO_ORDER_ID, 0, NO_ORDER_ID.length)
    copyText(frame, TAG.MASS_STATUS_REQ_ID, encoder, 'massStatusReqId')
    encoder.execIdText('0').lastRptRequested(true).execType(EXEC_TYPE.ORDER_STATUS).leavesQtyE8(0).cumQtyE8(0).end()
  }

  #begin(order: number, terms: ReportTerms, out: Outbox): ExecutionReportEncoder {
    const orders = this.#orders
    const encoder = executionReportEncoder.begin(out, STREAM.EXECUTIONS, LENGTH_MAX)
    this.#orderId(order, encoder)
    encoder.clOrdIdFrom(orders.requests, terms.request)
    if (terms.origRequest !== NO_REQUEST) encoder.origClOrdIdFrom(orders.requests, terms.origRequest)
    encoder.execType(terms.execType).ordStatus(ordStatusOf(orders, order))
    // Only where it says something: a NaN that is passed on is garbage.
    if (!Number.isNaN(terms.ordRejReason)) encoder.ordRejReason(terms.ordRejReason)
    this.#identity(order, encoder)
    this.#quantities(order, encoder)
    encoder.applId(APPL_ID_EXECUTIONS, 0, APPL_ID_EXECUTIONS.length).applSeqNum(this.#ring.next)
    return encoder
  }

  #end(order: number, hasArrival: boolean, encoder: ExecutionReportEncoder, out: Outbox): void {
    const orders = this.#orders
    const first = order * HOPS_MAX
    const count = orders.hopCount[order]!
    encoder.noTrdRegTimestamps(count + (hasArrival ? 1 : 0))
    for (let i = first; i < first + count; i++) {
      encoder.trdRegTimestampAt(orders.hopTimes, i).trdRegTimestampType(orders.hopTypes[i]!)
      encoder.trdRegTimestampOriginFrom(orders.texts, orders.hopOrigins[i]!)
    }
    if (hasArrival) {
      encoder.trdRegTimestampAt(this.arrivalNs, 0).trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_IN)
      encoder.trdRegTimestampOriginFrom(orders.texts, this.#ems)
    }
    encoder.end()
    this.#keep(out)
  }

  #orderId(order: number, encoder: ExecutionReportEncoder | OrderCancelRejectEncoder): void {
    const orderId = this.#orders.orderId[order]!
    if (orderId === NO_TEXT) encoder.orderId(NO_ORDER_ID, 0, NO_ORDER_ID.length)
    else encoder.orderIdFrom(this.#orders.texts, orderId)
  }

  /** Whose order it is, where, and what led to it. */
  #identity(order: number, encoder: ExecutionReportEncoder | OrderCancelRejectEncoder): void {
    const orders = this.#orders
    const { texts, symbolTexts, venueTexts } = this.#instruments
    const instrument = orders.instrument[order]!
    if (orders.account[order] !== NO_TEXT) encoder.accountFrom(orders.texts, orders.account[order]!)
    if (instrument !== NO_INDEX) {
      encoder.symbolFrom(texts, symbolTexts[instrument]!).marketIdFrom(texts, venueTexts[instrument]!)
    } else encoder.symbolFrom(orders.texts, orders.symbol[order]!)
    encoder.side(orders.side[order]!)
    if (orders.strategy[order] !== NO_TEXT) encoder.strategyIdFrom(orders.texts, orders.strategy[order]!)
    encoder
      .riskDecisionIdAt(orders.decisionId, order)
      .causeIdAt(orders.causeId, order)
      .ingestTimeAt(orders.ingestNs, order)
  }

  #quantities(order: number, encoder: ExecutionReportEncoder): void {
    const orders = this.#orders
    const leavesE8 = orders.qtyE8[order]! - orders.cumE8[order]!
    this.#leavesE8[0] = leavesE8 > 0 && orders.isLive(order) ? leavesE8 : 0
    encoder.orderQtyE8At(orders.qtyE8, order).ordType(orders.ordType[order]!).priceE8At(orders.priceE8, order)
    encoder.timeInForce(orders.timeInForce[order]!).leavesQtyE8At(this.#leavesE8, 0).cumQtyE8At(orders.cumE8, order)
  }

  #fee(report: VenueReport, encoder: ExecutionReportEncoder): void {
    encoder.noMiscFees(1).miscFeeAmtE8At(report.amountsE8, AMOUNT.FEE)
    copyText(report.frame, TAG.MISC_FEE_CURR, encoder, 'miscFeeCurr')
    encoder.miscFeeTypeText(FEE_TYPE_EXCHANGE)
  }

  /** Reports without an ExecID of a venue get ours: unique, and the same in a replay. */
  #ownExecId(encoder: ExecutionReportEncoder): void {
    const start = this.#execIdStart
    encoder.execId(this.#execId, 0, start + putInteger(this.#execId, start, this.#ring.next))
  }

  #keep(out: Outbox): void {
    this.#ring.append(out.view, out.lastStart, out.lastEnd)
  }
}

/** MiscFeeType(139) 4 = exchange fees. */
const FEE_TYPE_EXCHANGE = '4'
const CANCEL_REQUEST = CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REQUEST
const REPLACE_REQUEST = CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST

type TextField = 'execId' | 'execRefId' | 'text' | 'massStatusReqId' | 'miscFeeCurr'
type TextTarget<K extends string> = Record<K, (bytes: Uint8Array, offset: number, length: number) => unknown>

/** Copies a text field of a received message when it is there. */
function copyText<K extends TextField>(frame: FixFrame, tag: number, encoder: TextTarget<K>, field: K): void {
  const slot = frame.find(tag)
  if (slot >= 0) encoder[field](frame.bytes, frame.offsets[slot]!, Math.min(TEXT_MAX, frame.lengths[slot]!))
}
