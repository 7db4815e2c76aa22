/**
 * Writes what a venue tells its members, each in the words of his session: FIX.4.2 has ExecTransType(20), fills as
 * ExecType 1 and 2, and Commission(12); later versions have ExecType F and I, LastLiquidityInd(851) and fees in 136 to
 * 139.
 */

import { mulDivCells, putInteger, putText } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  EXEC_TRANS_TYPE,
  EXEC_TYPE,
  type Instruments,
  LAST_LIQUIDITY_IND,
  ORD_STATUS,
  ORD_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '@reflex/schema'
import { type BeginString, DIALECTS, type Dialect, type ReportEncoder } from './dialect.ts'
import type { MemberOrders } from './member-orders.ts'
import { ORDER_CANCELLED, ORDER_FILLED, ORDER_REJECTED } from './member-orders.ts'
import { ABSENT, ReportDetails } from './report-details.ts'
import type { ReportSink } from './report-sink.ts'

const ABSOLUTE = 51
const POST_ONLY = '6'
const NO_ID = 'NONE'
const STATUS_EXEC_ID = '0'
const NO_SYMBOL = '[N/A]'
const EXCHANGE_FEE = '4'
const NO_STREAM = 0

export class ReportWriter {
  readonly sink: ReportSink
  readonly details = new ReportDetails()
  /**
   * ClOrdID of the request in hand when the report answers a cancel or replace: id in the session's table; -1 for none.
   */
  requestId = -1
  /** ClOrdID before the replace in hand, -1 for none. */
  previousId = -1
  /** Number of the last execution: ExecIDs are `venue-number`. */
  execNumber = 0
  readonly #orders: MemberOrders
  readonly #instruments: Instruments
  readonly #dialects: Dialect[]
  readonly #venue: string
  readonly #ids: Uint8Array
  readonly #time: Float64Array
  readonly #idStart: number
  readonly #cells = new Float64Array(5)

  constructor(options: {
    venue: string
    sessions: readonly BeginString[]
    orders: MemberOrders
    instruments: Instruments
    sink: ReportSink
    time: Float64Array
  }) {
    this.#venue = options.venue
    this.#orders = options.orders
    this.#instruments = options.instruments
    this.#dialects = options.sessions.map((beginString) => DIALECTS[beginString])
    this.#time = options.time
    this.sink = options.sink
    this.#ids = new Uint8Array(64)
    this.#idStart = putText(this.#ids, 0, `${options.venue}-`)
  }

  dialectOf(session: number): Dialect {
    return this.#dialects[session]!
  }

  /** State of an order: new, cancelled, replaced, rejected. */
  order(slot: number, execType: number): void {
    const encoder = this.#begin(slot, execType, EXEC_TRANS_TYPE.NEW, true)
    this.#end(slot, encoder)
  }

  /** A fill; `details` has price, quantity, fee. */
  trade(slot: number): void {
    const dialect = this.dialectOf(this.#orders.session[slot]!)
    const filled = this.#orders.leaves[slot] === 0 ? ORD_STATUS.FILLED : ORD_STATUS.PARTIALLY_FILLED
    const encoder = this.#begin(slot, dialect.isFix42 ? filled : EXEC_TYPE.TRADE, EXEC_TRANS_TYPE.NEW, true)
    this.#end(slot, encoder)
  }

  /**
   * Answer to a status request; not numbered. @param massId for a mass status: its 584, the number of reports and
   * whether it is the last.
   */
  status(slot: number, request: FixFrame | undefined, total: number, isLast: boolean): void {
    const isFix42 = this.dialectOf(this.#orders.session[slot]!).isFix42
    const execType = isFix42 ? this.#statusOf(slot, 0) : EXEC_TYPE.ORDER_STATUS
    const encoder = this.#begin(slot, execType, EXEC_TRANS_TYPE.STATUS, false)
    if (request !== undefined) this.#massStatus(encoder, request, total, isLast)
    this.#end(slot, encoder)
  }

  /** A new order, or a status request, about which the venue knows nothing: what it said is said back. */
  refused(session: number, frame: FixFrame, execType: number, isNumbered: boolean): void {
    const { details } = this
    const dialect = this.dialectOf(session)
    const encoder = dialect.report.beginBody(this.#open(session, isNumbered), NO_STREAM)
    encoder.orderIdText(NO_ID)
    encoder.clOrdId(frame.bytes, frame.offsetOf(11), frame.lengthOf(11))
    this.#execId(encoder, isNumbered)
    if ('execTransType' in encoder) encoder.execTransType(isNumbered ? EXEC_TRANS_TYPE.NEW : EXEC_TRANS_TYPE.STATUS)
    encoder.execType(dialect.isFix42 ? EXEC_TYPE.REJECTED : execType).ordStatus(ORD_STATUS.REJECTED)
    if (details.rejectReason !== ABSENT) encoder.ordRejReason(details.rejectReason)
    encoder.account(frame.bytes, frame.offsetOf(1), frame.lengthOf(1))
    if (frame.has(55)) encoder.symbol(frame.bytes, frame.offsetOf(55), frame.lengthOf(55))
    else encoder.symbolText(NO_SYMBOL)
    encoder.side(frame.has(54) ? frame.char(54) : SIDE.BUY)
    encoder.orderQtyE8(frame.decimalE8(38)).ordType(frame.char(40)).priceE8(frame.decimalE8(44))
    encoder.leavesQtyE8(0).cumQtyE8(0).avgPxE8(0).transactTime(this.#time[0]!).textText(details.text)
    encoder.endBody()
    this.details.reset()
  }

  /** A mass status request found no open order: one report says so. */
  noOrders(session: number, request: FixFrame): void {
    const dialect = this.dialectOf(session)
    const encoder = dialect.report.beginBody(this.#open(session, false), NO_STREAM)
    encoder.orderIdText(NO_ID).execIdText(STATUS_EXEC_ID)
    if ('execTransType' in encoder) encoder.execTransType(EXEC_TRANS_TYPE.STATUS)
    encoder.execType(dialect.isFix42 ? EXEC_TYPE.REJECTED : EXEC_TYPE.ORDER_STATUS).ordStatus(ORD_STATUS.REJECTED)
    encoder.ordRejReason(5)
    this.#massStatus(encoder, request, 0, true)
    encoder.symbolText(NO_SYMBOL).side(SIDE.BUY).leavesQtyE8(0).cumQtyE8(0).avgPxE8(0)
    encoder.transactTime(this.#time[0]!).textText('no open orders').endBody()
    this.details.reset()
  }

  /** A cancel (434=1) or replace (434=2) is refused. @param slot NO_ORDER when unknown. */
  cancelRejected(session: number, frame: FixFrame, slot: number, responseTo: number, reason: number): void {
    const encoder = this.dialectOf(session).cancelReject.beginBody(this.#open(session, false), NO_STREAM)
    if (slot < 0) encoder.orderIdText(NO_ID)
    else this.#orderId(encoder, slot)
    encoder.clOrdId(frame.bytes, frame.offsetOf(11), frame.lengthOf(11))
    encoder.origClOrdId(frame.bytes, frame.offsetOf(41), frame.lengthOf(41))
    encoder.ordStatus(slot < 0 ? ORD_STATUS.REJECTED : this.#statusOf(slot, 0))
    if (frame.has(1)) encoder.account(frame.bytes, frame.offsetOf(1), frame.lengthOf(1))
    encoder.transactTime(this.#time[0]!).cxlRejResponseTo(responseTo).cxlRejReason(reason)
    encoder.textText(this.details.text).endBody()
    this.details.reset()
  }

  /** A well-formed message that the venue does not take. */
  businessRejected(session: number, frame: FixFrame, reason: number): void {
    const encoder = this.dialectOf(session).businessReject.beginBody(this.#open(session, false), NO_STREAM)
    encoder.refSeqNum(frame.int(34)).refMsgType(frame.bytes, frame.offsetOf(35), frame.lengthOf(35))
    encoder.businessRejectReason(reason).textText(this.details.text).endBody()
    this.details.reset()
  }

  massCancelled(session: number, frame: FixFrame, response: number, count: number): void {
    const { massReport } = this.dialectOf(session)
    if (massReport === undefined) return
    massReport.beginBody(this.#open(session, false), NO_STREAM)
    massReport.clOrdId(frame.bytes, frame.offsetOf(11), frame.lengthOf(11)).orderIdText(NO_ID)
    if ('massActionReportId' in massReport) {
      massReport.massActionReportId(frame.bytes, frame.offsetOf(11), frame.lengthOf(11))
    }
    massReport.massCancelRequestType(frame.char(530)).massCancelResponse(response)
    massReport.totalAffectedOrders(count).transactTime(this.#time[0]!).textText(this.details.text).endBody()
    this.details.reset()
  }

  #open(session: number, isDurable: boolean): ReportSink {
    this.sink.session = session
    this.sink.isDurable = isDurable
    return this.sink
  }

  #begin(slot: number, execType: number, transType: number, isNumbered: boolean): ReportEncoder {
    const orders = this.#orders
    const session = orders.session[slot]!
    const ids = orders.clOrdIds[session]!
    const encoder = this.dialectOf(session).report.beginBody(this.#open(session, isNumbered), NO_STREAM)
    this.#orderId(encoder, slot)
    if (this.requestId >= 0) encoder.clOrdIdFrom(ids, this.requestId).origClOrdIdFrom(ids, this.previousId)
    else encoder.clOrdIdFrom(ids, orders.clOrdId[slot]!)
    this.#execId(encoder, isNumbered)
    if ('execTransType' in encoder) encoder.execTransType(transType)
    encoder.execType(execType).ordStatus(this.#statusOf(slot, execType))
    if (this.details.rejectReason !== ABSENT) encoder.ordRejReason(this.details.rejectReason)
    if (this.details.restatement !== ABSENT && !('execTransType' in encoder)) {
      encoder.execRestatementReason(this.details.restatement)
    }
    return encoder
  }

  #end(slot: number, encoder: ReportEncoder): void {
    const orders = this.#orders
    const instruments = this.#instruments
    const { details } = this
    const index = orders.instrument[slot]!
    const lot = instruments.lotE8s[index]!
    const tick = instruments.tickE8s[index]!
    encoder.accountFrom(orders.texts, orders.account[slot]!)
    encoder.symbolFrom(instruments.texts, instruments.symbolTexts[index]!)
    encoder.side(orders.side[slot] === 0 ? SIDE.BUY : SIDE.SELL).orderQtyE8(orders.qty[slot]! * lot)
    encoder.ordType(orders.ordType[slot]!)
    if (orders.ordType[slot] !== ORD_TYPE.MARKET) encoder.priceE8(orders.priceTicks[slot]! * tick)
    encoder.timeInForce(orders.timeInForce[slot]! === 0 ? TIME_IN_FORCE.DAY : orders.timeInForce[slot]!)
    if (orders.isPostOnly[slot] === 1) encoder.execInstText(POST_ONLY)
    if (!Number.isNaN(details.lastLots)) {
      encoder
        .lastQtyE8(details.lastLots * lot)
        .lastPxE8(details.lastTicks * tick)
        .lastMktText(this.#venue)
      const liquidity = details.isMaker ? LAST_LIQUIDITY_IND.ADDED_LIQUIDITY : LAST_LIQUIDITY_IND.REMOVED_LIQUIDITY
      if ('lastLiquidityInd' in encoder) encoder.lastLiquidityInd(liquidity)
    }
    encoder
      .leavesQtyE8(orders.leaves[slot]! * lot)
      .cumQtyE8(orders.cum[slot]! * lot)
      .avgPxE8(this.#avgPxE8(slot, tick))
    encoder.transactTime(this.#time[0]!)
    if ('commissionE8' in encoder) {
      if (!Number.isNaN(details.feeE8)) encoder.commissionE8(details.feeE8).commType(ABSOLUTE)
      encoder.textText(details.text)
    } else {
      encoder.textText(details.text)
      if (!Number.isNaN(details.feeE8)) {
        encoder.noMiscFees(1).miscFeeAmtE8(details.feeE8)
        encoder.miscFeeCurrText(instruments.all[index]!.settleCurrency).miscFeeTypeText(EXCHANGE_FEE)
      }
    }
    encoder.endBody()
    this.details.reset()
  }

  #massStatus(encoder: ReportEncoder, request: FixFrame, total: number, isLast: boolean): void {
    if (!('massStatusReqId' in encoder)) return
    encoder.massStatusReqId(request.bytes, request.offsetOf(584), request.lengthOf(584))
    encoder.totNumReports(total)
    if (isLast) encoder.lastRptRequested(true)
  }

  #execId(encoder: ReportEncoder, isNumbered: boolean): void {
    if (!isNumbered) {
      encoder.execIdText(STATUS_EXEC_ID)
      return
    }
    const length = putInteger(this.#ids, this.#idStart, ++this.execNumber)
    encoder.execId(this.#ids, 0, this.#idStart + length)
  }

  /** OrderID: venue, 'O' and the order's slot. */
  #orderId(encoder: { orderId(bytes: Uint8Array, offset: number, length: number): unknown }, slot: number): void {
    this.#ids[this.#idStart] = 79
    const length = putInteger(this.#ids, this.#idStart + 1, slot + 1)
    encoder.orderId(this.#ids, 0, this.#idStart + 1 + length)
  }

  /** FIX.4.2 has a status of its own for a replaced order; later versions tell how far it is filled. */
  #statusOf(slot: number, execType: number): number {
    const orders = this.#orders
    switch (orders.state[slot]) {
      case ORDER_FILLED:
        return ORD_STATUS.FILLED
      case ORDER_CANCELLED:
        return ORD_STATUS.CANCELED
      case ORDER_REJECTED:
        return ORD_STATUS.REJECTED
      default:
        if (execType === EXEC_TYPE.REPLACED && this.dialectOf(orders.session[slot]!).isFix42) return ORD_STATUS.REPLACED
        return orders.cum[slot]! > 0 ? ORD_STATUS.PARTIALLY_FILLED : ORD_STATUS.NEW
    }
  }

  #avgPxE8(slot: number, tick: number): number {
    const cum = this.#orders.cum[slot]!
    if (cum === 0) return 0
    const cells = this.#cells
    cells[0] = this.#orders.cumTicks[slot]!
    cells[1] = tick
    cells[2] = cum
    mulDivCells(cells)
    return cells[3]!
  }
}
