import { NOT_FOUND } from '@reflex/base'
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
  TRD_REG_TIMESTAMP_TYPE,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { EmsState, HopLatencies } from './ems-state.ts'
import { ordStatusOf } from './order-state.ts'
import { HOPS_MAX, NO_ORDER, NO_REQUEST, NO_TEXT, ORDER_STATE } from './order-table.ts'
import type { Router } from './router.ts'

const HOP_NAMES: readonly (keyof HopLatencies)[] = [
  'feed to market-data',
  'market-data to alpha',
  'alpha to gateway',
  'gateway to ems',
]

/** What the gateway approved: D, G and F become requests to a venue. */
export class OrderDesk {
  readonly #state: EmsState
  readonly #router: Router
  readonly #newOrder = new NewOrderSingleDecoder()
  readonly #replace = new OrderCancelReplaceRequestDecoder()
  readonly #cancel = new OrderCancelRequestDecoder()
  readonly #terms = { request: 0, origRequest: NO_REQUEST, execType: 0, ordRejReason: 0, text: '' }
  readonly #ems: number

  constructor(state: EmsState, router: Router) {
    this.#state = state
    this.#router = router
    this.#ems = state.orders.texts.internString('ems')
  }

  onNewOrder(nowNs: number, frame: FixFrame, out: Outbox): void {
    const state = this.#state
    const { orders } = state
    const message = this.#newOrder.wrap(frame)
    const known = orders.requests.size
    const request = message.clOrdIdIntern(orders.requests)
    // Seen before: whatever let it through, the same order is never sent twice.
    if (request === NOT_FOUND || request < known) return
    const order = orders.add(request)
    this.#fill(order, message)
    // Replay has no market data: an order that was routed then is live, and the venue's reports say where.
    if (state.isReplaying && message.marketIdOffset < 0) return
    const refusal = this.#refusalOf(order, message)
    if (refusal !== 0) return this.#refuse(order, refusal, nowNs, out)
    this.#stamp(order, message, nowNs)
    out.ingestNs = orders.ingestNs[order]!
    state.venues[orders.venueId[order]!]!.dialect.newOrder(order, nowNs, out)
    state.counters.increment('orders')
  }

  onReplace(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, venues, counters, isHalted } = this.#state
    const message = this.#replace.wrap(frame)
    const order = orders.orderOf(message.origClOrdIdFind(orders.requests))
    const request = message.clOrdIdIntern(orders.requests)
    if (order === NO_ORDER || !orders.isLive(order)) return this.#rejectCancel(order, request, frame, UNKNOWN, out)
    orders.bind(request, order)
    const venue = venues[orders.venueId[order]!]!
    if (isHalted || !venue.isUp || orders.pendingReplace[order] !== NO_REQUEST) {
      return this.#rejectCancel(order, request, frame, isHalted || !venue.isUp ? OTHER : PENDING, out)
    }
    orders.pendingReplace[order] = request
    orders.replaceQtyE8[order] = message.orderQtyE8()
    orders.replacePriceE8[order] = message.priceE8()
    orders.decisionId[order] = message.riskDecisionId()
    orders.causeId[order] = message.causeId()
    orders.ingestNs[order] = message.ingestTime()
    this.#stamp(order, message, nowNs)
    out.ingestNs = orders.ingestNs[order]!
    venue.dialect.replace(order, request, nowNs, out)
    counters.increment('replaces')
  }

  onCancel(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { orders, venues } = this.#state
    const message = this.#cancel.wrap(frame)
    const order = orders.orderOf(message.origClOrdIdFind(orders.requests))
    const request = message.clOrdIdIntern(orders.requests)
    if (order === NO_ORDER || !orders.isLive(order)) return this.#rejectCancel(order, request, frame, UNKNOWN, out)
    orders.bind(request, order)
    if (!venues[orders.venueId[order]!]!.isUp) return this.#rejectCancel(order, request, frame, OTHER, out)
    out.ingestNs = Number.NaN
    this.#send(order, request, nowNs, out)
  }

  /**
   * A cancel of our own making. Sent again when one is already under way: a lost cancel must not stop a sweep. @returns
   * whether it was sent.
   */
  cancelNow(order: number, nowNs: number, out: Outbox): boolean {
    const state = this.#state
    const { orders } = state
    if (!orders.isLive(order) || !state.venues[orders.venueId[order]!]!.isUp) return false
    const request = orders.requests.internString(`X-${nowNs}-${++state.cancelCount}`)
    orders.bind(request, order)
    this.#send(order, request, nowNs, out)
    return true
  }

  #send(order: number, request: number, nowNs: number, out: Outbox): void {
    const { orders, venues, counters } = this.#state
    orders.pendingCancel[order] = request
    venues[orders.venueId[order]!]!.dialect.cancel(order, request, nowNs, out)
    counters.increment('cancels')
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
    orders.account[order] = textOr(message.accountIntern(orders.texts))
    orders.strategy[order] = textOr(message.strategyIdIntern(orders.texts))
    orders.execInst[order] = textOr(message.execInstIntern(orders.texts))
    orders.causeId[order] = message.causeId()
    orders.ingestNs[order] = message.ingestTime()
    orders.decisionId[order] = message.riskDecisionId()
    let id = instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength)
    if (id === NO_INSTRUMENT && marketIdOffset < 0) {
      id = this.#router.choose(bytes, symbolOffset, symbolLength, message.side(), message.orderQtyE8())
    }
    const index = instruments.indexOf(id)
    orders.instrument[order] = Math.max(0, index)
    orders.venueId[order] = index < 0 ? 0 : instruments.venueIds[index]!
  }

  /** @returns the OrdRejReason(103) for not sending it, 0 to send it. */
  #refusalOf(order: number, message: NewOrderSingleDecoder): number {
    const { orders, venues, isHalted } = this.#state
    if (Number.isNaN(message.riskDecisionId())) return ORD_REJ_REASON.OTHER
    if (orders.venueId[order] === 0) return ORD_REJ_REASON.UNKNOWN_SYMBOL
    const venue = venues[orders.venueId[order]!]
    if (venue === undefined || !venue.isUp) return ORD_REJ_REASON.EXCHANGE_CLOSED
    return isHalted ? ORD_REJ_REASON.ALGORITHM_RISK_THRESHOLD_BREACHED : 0
  }

  #refuse(order: number, reason: number, nowNs: number, out: Outbox): void {
    const state = this.#state
    state.orders.setState(order, ORDER_STATE.REJECTED)
    state.counters.increment('refused')
    this.#terms.request = state.orders.clOrdId[order]!
    this.#terms.execType = EXEC_TYPE.REJECTED
    this.#terms.ordRejReason = reason
    this.#terms.text = REFUSAL_TEXTS[reason] ?? 'EMS: refused'
    state.publisher.own(order, this.#terms, nowNs, out)
  }

  #rejectCancel(order: number, request: number, frame: FixFrame, reason: number, out: Outbox): void {
    const { orders } = this.#state
    const isReplace = frame.msgType === MSG_REPLACE
    const encoder = orderCancelRejectEncoder
      .begin(out, STREAM.EXECUTIONS)
      .orderIdText('NONE')
      .clOrdIdFrom(orders.requests, request)
    const origSlot = frame.find(TAG_ORIG_CL_ORD_ID)
    if (origSlot >= 0) encoder.origClOrdId(frame.bytes, frame.offsets[origSlot]!, frame.lengths[origSlot]!)
    encoder
      .ordStatus(order === NO_ORDER ? REJECTED_STATUS : ordStatusOf(orders, order))
      .cxlRejResponseTo(
        isReplace ? CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST : CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REQUEST,
      )
      .cxlRejReason(reason)
      .transactTime(out.nowNs)
      .end()
  }

  /** Takes over the stamps of the order's way, adds our own, and records how long each hop took. */
  #stamp(order: number, message: NewOrderSingleDecoder | OrderCancelReplaceRequestDecoder, nowNs: number): void {
    const { orders, hops } = this.#state
    const group = message.noTrdRegTimestamps()
    const first = order * HOPS_MAX
    let count = 0
    let beforeNs = orders.ingestNs[order]!
    while (group.next() && count < HOPS_MAX - 1) {
      const timeNs = group.trdRegTimestamp()
      orders.hopTimes[first + count] = timeNs
      orders.hopTypes[first + count] = group.trdRegTimestampType()
      orders.hopOrigins[first + count] = group.trdRegTimestampOriginIntern(orders.texts)
      if (count < HOP_NAMES.length - 1) hops[HOP_NAMES[count]!].record(timeNs - beforeNs)
      beforeNs = timeNs
      count++
    }
    if (count === HOP_NAMES.length - 1) hops['gateway to ems'].record(nowNs - beforeNs)
    orders.hopTimes[first + count] = nowNs
    orders.hopTypes[first + count] = TRD_REG_TIMESTAMP_TYPE.ORDER_ROUTING_TIME
    orders.hopOrigins[first + count] = this.#ems
    orders.hopCount[order] = count + 1
  }
}

const MSG_REPLACE = 'G'.charCodeAt(0)
const TAG_ORIG_CL_ORD_ID = 41
const REJECTED_STATUS = '8'.charCodeAt(0)
const UNKNOWN = CXL_REJ_REASON.UNKNOWN_ORDER
const PENDING = CXL_REJ_REASON.ORDER_ALREADY_IN_PENDING_STATUS
const OTHER = CXL_REJ_REASON.OTHER
const REFUSAL_TEXTS: Readonly<Record<number, string>> = {
  [ORD_REJ_REASON.OTHER]: 'EMS: no risk decision id',
  [ORD_REJ_REASON.UNKNOWN_SYMBOL]: 'EMS: no venue for the instrument',
  [ORD_REJ_REASON.EXCHANGE_CLOSED]: 'EMS: venue link is down',
  [ORD_REJ_REASON.ALGORITHM_RISK_THRESHOLD_BREACHED]: 'EMS: halted',
}

function textOr(id: number): number {
  return id === NOT_FOUND ? NO_TEXT : id
}
