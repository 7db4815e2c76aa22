import { putInteger } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  CXL_REJ_REASON,
  CXL_REJ_RESPONSE_TO,
  EXEC_TYPE,
  ExecutionReportEncoder,
  NewOrderSingleEncoder,
  NO_ORDER_ID,
  ORD_STATUS,
  OrderCancelRejectEncoder,
  OrderCancelReplaceRequestEncoder,
  OrderCancelRequestEncoder,
  OrderMassActionRequestEncoder,
  STREAM,
  TRD_REG_TIMESTAMP_TYPE,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { BreachText } from './breach-text.ts'
import { CHECKS, type CheckRow } from './check-catalogue.ts'
import type { Decision } from './decision.ts'
import {
  TAG_ACCOUNT,
  TAG_CAUSE,
  TAG_CLORDID,
  TAG_INGEST_TIME,
  TAG_MARKET,
  TAG_ORD_TYPE,
  TAG_ORDER_QTY,
  TAG_ORIG_CLORDID,
  TAG_PRICE,
  TAG_SIDE,
  TAG_STRATEGY,
  TAG_SYMBOL,
} from './field-reader.ts'

const ORIGIN = 'risk-gateway'
const LETTER_R = 82
const DASH = 45

/** Writes what becomes of an order message: passed on with our stamps, or refused to the strategy. */
export class OrderPublisher {
  readonly #newOrder = new NewOrderSingleEncoder()
  readonly #replace = new OrderCancelReplaceRequestEncoder()
  readonly #cancel = new OrderCancelRequestEncoder()
  readonly #massAction = new OrderMassActionRequestEncoder()
  readonly #report = new ExecutionReportEncoder()
  readonly #cancelReject = new OrderCancelRejectEncoder()
  readonly text: BreachText
  readonly #execId = new Uint8Array(40)
  #startS = 0
  #rejects = 0

  constructor(text: BreachText) {
    this.text = text
  }

  approveNew(frame: FixFrame, out: Outbox, decision: Decision): void {
    this.#newOrder
      .begin(out, STREAM.ORDERS_APPROVED)
      .copyBody(frame)
      .riskDecisionId(decision.id)
      .limitsVersion(decision.limitsVersion)
      .copyHops(frame, 1)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_OUT)
      .trdRegTimestampOriginText(ORIGIN)
      .end()
  }

  approveReplace(frame: FixFrame, out: Outbox, decision: Decision): void {
    this.#replace
      .begin(out, STREAM.ORDERS_APPROVED)
      .copyBody(frame)
      .riskDecisionId(decision.id)
      .limitsVersion(decision.limitsVersion)
      .copyHops(frame, 1)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_OUT)
      .trdRegTimestampOriginText(ORIGIN)
      .end()
  }

  passCancel(frame: FixFrame, out: Outbox, decision: Decision): void {
    this.#cancel
      .begin(out, STREAM.ORDERS_APPROVED)
      .copyBody(frame)
      .riskDecisionId(decision.id)
      .limitsVersion(decision.limitsVersion)
      .copyHops(frame, 1)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_OUT)
      .trdRegTimestampOriginText(ORIGIN)
      .end()
  }

  passMassAction(frame: FixFrame, out: Outbox): void {
    this.#massAction.begin(out, STREAM.ORDERS_APPROVED).copyBody(frame).end()
  }

  /** 35=8 with 150=8: the first breach in 58, its name in 10215, all breaches in 1328. */
  rejectNew(frame: FixFrame, out: Outbox, decision: Decision, instrument: number): void {
    const first = decision.first
    this.#beginReport(frame, out, CHECKS[first]!)
    this.#report.riskDecisionId(decision.id).limitsVersion(decision.limitsVersion)
    this.#reportTerms(frame)
    this.#reportCause(frame, out)
    this.text.write(decision, first, instrument)
    this.#report.text(this.text.bytes, 0, this.text.length)
    this.text.writeAll(decision, instrument)
    this.#report.rejectText(this.text.bytes, 0, this.text.length)
    this.#report
      .copyHops(frame, 1)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_OUT)
      .trdRegTimestampOriginText(ORIGIN)
      .end()
  }

  // Short methods: V8 keeps numbers unboxed only in calls that it inlines, and it inlines so much for each method.

  #beginReport(frame: FixFrame, out: Outbox, check: CheckRow): void {
    this.#report
      .begin(out, STREAM.ORDERS_REJECTED)
      .orderId(NO_ORDER_ID, 0, NO_ORDER_ID.length)
      .execId(this.#execId, 0, this.#writeExecId(out))
      .clOrdId(frame.bytes, frame.offsetOf(TAG_CLORDID), frame.lengthOf(TAG_CLORDID))
      .execType(EXEC_TYPE.REJECTED)
      .ordStatus(ORD_STATUS.REJECTED)
      .ordRejReason(check.ordRejReason)
      .riskCheckText(check.name)
  }

  #reportTerms(frame: FixFrame): void {
    this.#report
      .account(frame.bytes, frame.offsetOf(TAG_ACCOUNT), frame.lengthOf(TAG_ACCOUNT))
      .symbol(frame.bytes, frame.offsetOf(TAG_SYMBOL), frame.lengthOf(TAG_SYMBOL))
      .marketId(frame.bytes, frame.offsetOf(TAG_MARKET), frame.lengthOf(TAG_MARKET))
      .side(frame.char(TAG_SIDE))
      .orderQtyE8(frame.decimalE8(TAG_ORDER_QTY))
      .ordType(frame.char(TAG_ORD_TYPE))
      .priceE8(frame.decimalE8(TAG_PRICE))
      .leavesQtyE8(0)
      .cumQtyE8(0)
  }

  #reportCause(frame: FixFrame, out: Outbox): void {
    this.#report
      .transactTime(out.nowNs)
      .strategyId(frame.bytes, frame.offsetOf(TAG_STRATEGY), frame.lengthOf(TAG_STRATEGY))
      .causeId(frame.int(TAG_CAUSE))
      .ingestTime(frame.utcNs(TAG_INGEST_TIME, frame.sessionTime))
  }

  /** 35=9 to a replace, by the first breach. */
  rejectReplace(frame: FixFrame, out: Outbox, decision: Decision, instrument: number, status: number): void {
    const first = decision.first
    this.text.write(decision, first, instrument)
    this.#beginCancelReject(frame, out, status)
      .cxlRejReason(CHECKS[first]!.cxlRejReason)
      .riskDecisionId(decision.id)
      .limitsVersion(decision.limitsVersion)
      .riskCheckText(CHECKS[first]!.name)
      .text(this.text.bytes, 0, this.text.length)
    this.#endCancelReject(frame, out)
  }

  /** 35=9 to a replace of an order that is not open here, or has another replace in flight. */
  rejectUnknown(frame: FixFrame, out: Outbox, isPending: boolean): void {
    this.#beginCancelReject(frame, out, isPending ? ORD_STATUS.PENDING_REPLACE : ORD_STATUS.REJECTED)
      .cxlRejReason(isPending ? CXL_REJ_REASON.ORDER_ALREADY_IN_PENDING_STATUS : CXL_REJ_REASON.UNKNOWN_ORDER)
      .textText(isPending ? 'RISK:REPLACE_PENDING:-:-:-' : 'RISK:UNKNOWN_ORDER:-:-:-')
    this.#endCancelReject(frame, out)
  }

  #beginCancelReject(frame: FixFrame, out: Outbox, status: number): OrderCancelRejectEncoder {
    return this.#cancelReject
      .begin(out, STREAM.ORDERS_REJECTED)
      .orderId(NO_ORDER_ID, 0, NO_ORDER_ID.length)
      .clOrdId(frame.bytes, frame.offsetOf(TAG_CLORDID), frame.lengthOf(TAG_CLORDID))
      .origClOrdId(frame.bytes, frame.offsetOf(TAG_ORIG_CLORDID), frame.lengthOf(TAG_ORIG_CLORDID))
      .ordStatus(status)
      .cxlRejResponseTo(CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST)
      .account(frame.bytes, frame.offsetOf(TAG_ACCOUNT), frame.lengthOf(TAG_ACCOUNT))
      .symbol(frame.bytes, frame.offsetOf(TAG_SYMBOL), frame.lengthOf(TAG_SYMBOL))
      .marketId(frame.bytes, frame.offsetOf(TAG_MARKET), frame.lengthOf(TAG_MARKET))
      .side(frame.char(TAG_SIDE))
      .transactTime(out.nowNs)
      .strategyId(frame.bytes, frame.offsetOf(TAG_STRATEGY), frame.lengthOf(TAG_STRATEGY))
      .causeId(frame.int(TAG_CAUSE))
      .ingestTime(frame.utcNs(TAG_INGEST_TIME, frame.sessionTime))
  }

  #endCancelReject(frame: FixFrame, out: Outbox): void {
    this.#cancelReject
      .copyHops(frame, 1)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(TRD_REG_TIMESTAMP_TYPE.TIME_OUT)
      .trdRegTimestampOriginText(ORIGIN)
      .end()
  }

  /** R, the second of the session the gateway began in, a number: unique over lives of the gateway. */
  #writeExecId(out: Outbox): number {
    const id = this.#execId
    if (this.#rejects === 0) this.#startS = Math.floor(out.nowNs / 1e9)
    id[0] = LETTER_R
    let length = 1 + putInteger(id, 1, this.#startS)
    id[length++] = DASH
    return length + putInteger(id, length, ++this.#rejects)
  }
}
