import type { FixFrame } from '@reflex/fix'
import {
  CXL_REJ_REASON,
  CXL_REJ_RESPONSE_TO,
  EXEC_TYPE,
  NewOrderSingleDecoder,
  NO_INSTRUMENT,
  ORD_REJ_REASON,
  OrderCancelReplaceRequestDecoder,
  OrderCancelRequestDecoder,
  orderCancelRejectEncoder,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { CancelDesk } from './cancel-desk.ts'
import { DECISION } from './decision-queue.ts'
import type { EmsState } from './ems-state.ts'
import { HopStamps } from './hop-stamps.ts'
import { ordStatusOf } from './order-state.ts'
import { NO_ORDER, NO_REQUEST, NO_TEXT, ORDER_STATE } from './order-table.ts'
import type { Router } from './router.ts'
import { ID_MAX, isId } from './text-limits.ts'

/** What the gateway approved: D, G and F become requests to a venue. */
export class OrderDesk {
  readonly #state: EmsState
  readonly #router: Router
  readonly #newOrder = new NewOrderSingleDecoder()
  readonly #replace = new OrderCancelReplaceRequestDecoder()
  readonly #cancel = new OrderCancelRequestDecoder()
  readonly #terms = { request: 0, origRequest: NO_REQUEST, execType: EXEC_TYPE.REJECTED, ordRejReason: 0, text: '' }
  readonly #cancels: CancelDesk
  readonly #stamps: HopStamps

  constructor(state: EmsState, router: Router, cancels: CancelDesk) {
    this.#state = state
    this.#router = router
    this.#cancels = cancels
    this.#stamps = new HopStamps(state)
  }

  onNewOrder(nowNs: number, frame: FixFrame, out: Outbox): void {
    const state = this.#state
    const { orders, counters } = state
    const message = this.#newOrder.wrap(frame)
    if (!isId(message.clOrdIdLength)) return counters.increment('malformed')
    const known = orders.requests.size
    const request = message.clOrdIdIntern(orders.requests)
    // Seen before: whatever let it through, the same order is never sent twice.
    if (request < known) return counters.increment('duplicateRequests')
    const order = orders.add(request)
    this.#fill(order, message)
    this.#stamps.take(order, message.noTrdRegTimestamps(), nowNs)
    const flaw = this.#flawOf(order, message)
    if (flaw !== 0) return this.#refuse(order, flaw, nowNs, out)
    if (message.marketIdOffset >= 0) return this.#place(order, nowNs, out)
    // The choice hangs on market data, which the journal lacks: it comes back as a decision in this turn. A replay has
    // the decision.
    if (state.isReplaying) return
    const { bytes, symbolOffset, symbolLength } = message
    const id = this.#router.choose(bytes, symbolOffset, symbolLength, orders.side[order]!, orders.qtyE8[order]!)
    state.decisions.push(DECISION.ROUTED, order, id)
  }

  /** The router's choice for an order that left it open. */
  onRouted(order: number, instrumentId: number, nowNs: number, out: Outbox): void {
    const { orders } = this.#state
    // Cancelled in between.
    if (order < 0 || order >= orders.count || !orders.isLive(order) || orders.venueId[order] !== 0) return
    this.#setInstrument(order, instrumentId)
    this.#place(order, nowNs, out)
  }

  onReplace(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, venues, counters, isStopped } = this.#state
    const message = this.#replace.wrap(frame)
    if (!isId(message.clOrdIdLength)) return counters.increment('malformed')
    const order = orders.orderOf(message.origClOrdIdFind(orders.requests))
    const known = orders.requests.size
    const request = message.clOrdIdIntern(orders.requests)
    if (request < known) return this.#rejectRequest(order, request, frame, DUPLICATE, out)
    if (order === NO_ORDER || !orders.isLive(order)) return this.#rejectRequest(order, request, frame, UNKNOWN, out)
    orders.bind(request, order)
    const venue = venues[orders.venueId[order]!]
    if (venue === undefined || orders.pendingReplace[order] !== NO_REQUEST) {
      return this.#rejectRequest(order, request, frame, PENDING, out)
    }
    const qtyE8 = message.orderQtyE8()
    // A replace can be new risk as much as an order: no decision of the gateway, no replace.
    if (!(message.riskDecisionId() > 0)) return this.#rejectRequest(order, request, frame, OTHER, out)
    if (isStopped || !venue.isUp || !(qtyE8 > 0)) return this.#rejectRequest(order, request, frame, OTHER, out)
    orders.pendingReplace[order] = request
    orders.replaceQtyE8[order] = qtyE8
    orders.replacePriceE8[order] = message.priceE8()
    orders.decisionId[order] = message.riskDecisionId()
    orders.causeId[order] = message.causeId()
    orders.ingestNs[order] = message.ingestTime()
    orders.sentNs[order] = nowNs
    this.#stamps.take(order, message.noTrdRegTimestamps(), nowNs)
    out.ingestNs = orders.ingestNs[order]!
    venue.dialect.replace(order, request, nowNs, out)
    counters.increment('replaces')
  }

  onCancel(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, venues, counters } = this.#state
    const message = this.#cancel.wrap(frame)
    if (!isId(message.clOrdIdLength)) return counters.increment('malformed')
    const order = orders.orderOf(message.origClOrdIdFind(orders.requests))
    const known = orders.requests.size
    const request = message.clOrdIdIntern(orders.requests)
    if (request < known) return this.#rejectRequest(order, request, frame, DUPLICATE, out)
    if (order === NO_ORDER || !orders.isLive(order)) return this.#rejectRequest(order, request, frame, UNKNOWN, out)
    orders.bind(request, order)
    out.ingestNs = Number.NaN
    const venue = venues[orders.venueId[order]!]
    if (venue === undefined) return this.#cancels.endUnsent(order, request, nowNs, out)
    if (!venue.isUp) {
      // It goes as soon as the venue is back.
      orders.isUnwanted[order] = 1
      return this.#rejectRequest(order, request, frame, OTHER, out)
    }
    this.#cancels.send(order, request, nowNs, out)
  }

  #place(order: number, nowNs: number, out: Outbox): void {
    const state = this.#state
    const { orders } = state
    const refusal = this.#refusalOf(order)
    if (refusal !== 0) return this.#refuse(order, refusal, nowNs, out)
    orders.sentNs[order] = nowNs
    out.ingestNs = orders.ingestNs[order]!
    state.venues[orders.venueId[order]!]!.dialect.newOrder(order, nowNs, out)
    state.counters.increment('orders')
  }

  #fill(order: number, message: NewOrderSingleDecoder): void {
    const { orders, instruments } = this.#state
    const { bytes } = message
    const { symbolOffset, symbolLength, marketIdOffset, marketIdLength } = message
    orders.side[order] = message.side()
    orders.ordType[order] = message.ordType()
    orders.timeInForce[order] = message.timeInForce()
    orders.qtyE8[order] = message.orderQtyE8()
    orders.priceE8[order] = message.priceE8()
    orders.cumE8[order] = 0
    orders.account[order] = isId(message.accountLength) ? message.accountIntern(orders.texts) : NO_TEXT
    orders.strategy[order] = isId(message.strategyIdLength) ? message.strategyIdIntern(orders.texts) : NO_TEXT
    orders.execInst[order] = isId(message.execInstLength) ? message.execInstIntern(orders.texts) : NO_TEXT
    orders.causeId[order] = message.causeId()
    orders.ingestNs[order] = message.ingestTime()
    orders.decisionId[order] = message.riskDecisionId()
    const id = instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength)
    this.#setInstrument(order, id)
    if (id === NO_INSTRUMENT && isId(symbolLength)) orders.symbol[order] = message.symbolIntern(orders.texts)
  }

  #setInstrument(order: number, id: number): void {
    const { orders, instruments } = this.#state
    const index = instruments.indexOf(id)
    orders.instrument[order] = index
    orders.venueId[order] = index < 0 ? 0 : instruments.venueIds[index]!
  }

  /** What is wrong with an order itself. @returns OrdRejReason(103), 0 for nothing. */
  #flawOf(order: number, message: NewOrderSingleDecoder): number {
    const { orders } = this.#state
    // Decisions that let a message pass are positive; absent, unreadable or a refusal's: it did not come by the
    // gateway.
    if (!(orders.decisionId[order]! > 0)) return ORD_REJ_REASON.OTHER
    if (!(orders.qtyE8[order]! > 0)) return ORD_REJ_REASON.INCORRECT_QUANTITY
    const isOversize =
      message.accountLength > ID_MAX || message.symbolLength > ID_MAX || message.execInstLength > ID_MAX
    return isOversize || orders.side[order] === 0 ? ORD_REJ_REASON.UNSUPPORTED_ORDER_CHARACTERISTIC : 0
  }

  /** @returns the OrdRejReason(103) for not sending it now, 0 to send it. */
  #refusalOf(order: number): number {
    const { orders, venues, isStopped, openOrdersMax } = this.#state
    if (orders.venueId[order] === 0) return ORD_REJ_REASON.UNKNOWN_SYMBOL
    const venue = venues[orders.venueId[order]!]
    if (venue === undefined || !venue.isUp) return ORD_REJ_REASON.EXCHANGE_CLOSED
    if (isStopped) return ORD_REJ_REASON.ALGORITHM_RISK_THRESHOLD_BREACHED
    return orders.liveCount > openOrdersMax ? ORD_REJ_REASON.ORDER_EXCEEDS_LIMIT : 0
  }

  #refuse(order: number, reason: number, nowNs: number, out: Outbox): void {
    const state = this.#state
    const { orders } = state
    orders.setState(order, ORDER_STATE.REJECTED)
    state.counters.increment('refused')
    const isSevered = reason === ORD_REJ_REASON.ALGORITHM_RISK_THRESHOLD_BREACHED && !state.isHalted
    const text = isSevered ? 'EMS: the gateway or alpha is silent' : (REFUSAL_TEXTS[reason] ?? 'EMS: refused')
    const terms = this.#terms
    terms.request = orders.clOrdId[order]!
    terms.ordRejReason = reason
    terms.text = text
    state.publisher.own(order, terms, nowNs, out)
  }

  /** A request that never left: not an event of the order, hence not numbered. */
  #rejectRequest(order: number, request: number, frame: FixFrame, reason: number, out: Outbox): void {
    const { orders } = this.#state
    const isReplace = frame.msgType === MSG_REPLACE
    const encoder = orderCancelRejectEncoder
      .begin(out, STREAM.EXECUTIONS)
      .orderIdText('NONE')
      .clOrdIdFrom(orders.requests, request)
    const origSlot = frame.find(TAG_ORIG_CL_ORD_ID)
    if (origSlot >= 0) {
      encoder.origClOrdId(frame.bytes, frame.offsets[origSlot]!, Math.min(ID_MAX, frame.lengths[origSlot]!))
    }
    encoder
      .ordStatus(order === NO_ORDER ? REJECTED_STATUS : ordStatusOf(orders, order))
      .cxlRejResponseTo(
        isReplace ? CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST : CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REQUEST,
      )
      .cxlRejReason(reason)
      .transactTime(out.nowNs)
      .end()
  }
}

const MSG_REPLACE = 'G'.charCodeAt(0)
const TAG_ORIG_CL_ORD_ID = 41
const REJECTED_STATUS = '8'.charCodeAt(0)
const UNKNOWN = CXL_REJ_REASON.UNKNOWN_ORDER
const PENDING = CXL_REJ_REASON.ORDER_ALREADY_IN_PENDING_STATUS
const OTHER = CXL_REJ_REASON.OTHER
const DUPLICATE = CXL_REJ_REASON.DUPLICATE_CL_ORD_ID
const REFUSAL_TEXTS: Readonly<Record<number, string>> = {
  [ORD_REJ_REASON.OTHER]: 'EMS: no risk decision id',
  [ORD_REJ_REASON.INCORRECT_QUANTITY]: 'EMS: no quantity',
  [ORD_REJ_REASON.UNSUPPORTED_ORDER_CHARACTERISTIC]: 'EMS: no side, or a field too long',
  [ORD_REJ_REASON.ORDER_EXCEEDS_LIMIT]: 'EMS: too many open orders',
  [ORD_REJ_REASON.UNKNOWN_SYMBOL]: 'EMS: no venue for the instrument',
  [ORD_REJ_REASON.EXCHANGE_CLOSED]: 'EMS: venue link is down',
  [ORD_REJ_REASON.ALGORITHM_RISK_THRESHOLD_BREACHED]: 'EMS: halted',
}
