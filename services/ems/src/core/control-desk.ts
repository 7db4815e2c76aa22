import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  MASS_ACTION_RESPONSE,
  NO_VENUE,
  OrderMassActionRequestDecoder,
  orderMassActionReportEncoder,
  PARTY_ACTION_RESPONSE,
  PARTY_ACTION_TYPE,
  PARTY_ROLE,
  PartyActionRequestDecoder,
  partyActionReportEncoder,
  RISK_ACTION,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { EmsState } from './ems-state.ts'
import type { OrderDesk } from './order-desk.ts'

const ANY = -1

/** Which orders a control message is about; ANY for no restriction. */
interface Scope {
  account: number
  strategy: number
  venueId: number
  instrument: number
  side: number
}

/**
 * Halts and cancel-alls: obeyed in the turn they come, answered with the number of orders and the time of the last
 * cancel.
 */
export class ControlDesk {
  readonly #state: EmsState
  readonly #orderDesk: OrderDesk
  readonly #partyAction = new PartyActionRequestDecoder()
  readonly #massAction = new OrderMassActionRequestDecoder()
  readonly #scope: Scope = { account: ANY, strategy: ANY, venueId: ANY, instrument: ANY, side: ANY }

  constructor(state: EmsState, orderDesk: OrderDesk) {
    this.#state = state
    this.#orderDesk = orderDesk
  }

  /** DH from the risk engine or an operator. Levels below cancel-all are the gateway's and alpha's affair. */
  onPartyAction(nowNs: number, frame: FixFrame, isOperator: boolean, out: Outbox): void {
    const message = this.#partyAction.wrap(frame)
    const type = message.partyActionType()
    const action = message.riskAction()
    if (type === PARTY_ACTION_TYPE.REINSTATE) {
      if (isOperator && this.#isFirmWide(frame)) this.#state.isHalted = false
      return this.#answerPartyAction(message, 0, nowNs, out)
    }
    const isHalt = type === PARTY_ACTION_TYPE.HALT_TRADING || action === RISK_ACTION.HALT
    if (!isHalt && action !== RISK_ACTION.CANCEL_ALL) return
    this.#scopeOf(frame)
    // A halt of a part of the firm is latched in the gateway; here only the whole firm stops.
    if (isHalt && this.#isFirmWide(frame)) {
      this.#state.isHalted = true
      this.#state.counters.increment('halts')
    }
    const count = this.#sweep(message.transactTime(), nowNs, out)
    this.#answerPartyAction(message, count, nowNs, out)
  }

  /** CA from anybody who may say it. */
  onMassAction(nowNs: number, frame: FixFrame, out: Outbox): void {
    const message = this.#massAction.wrap(frame)
    this.#scopeOf(frame)
    const side = message.side()
    this.#scope.side = side === 0 ? ANY : side
    const count = this.#sweep(message.transactTime(), nowNs, out)
    orderMassActionReportEncoder
      .begin(out, STREAM.EXECUTIONS)
      .massActionReportId(frame.bytes, message.clOrdIdOffset, message.clOrdIdLength)
      .clOrdId(frame.bytes, message.clOrdIdOffset, message.clOrdIdLength)
      .massActionType(message.massActionType())
      .massActionScope(message.massActionScope())
      .massActionResponse(MASS_ACTION_RESPONSE.COMPLETED)
      .totalAffectedOrders(count)
      .lastCancelSentTime(nowNs)
      .transactTime(nowNs)
      .end()
  }

  /**
   * Everything, of our own accord: the gateway is silent, or we have just recovered. @returns how many cancels were
   * sent.
   */
  cancelEverything(decisionNs: number, nowNs: number, out: Outbox): number {
    this.#anyScope()
    return this.#sweep(decisionNs, nowNs, out)
  }

  #sweep(decisionNs: number, nowNs: number, out: Outbox): number {
    const { orders, counters } = this.#state
    const scope = this.#scope
    // Sinks measure from the decision to the cancel at the socket.
    out.ingestNs = Number.isNaN(decisionNs) ? nowNs : decisionNs
    let count = 0
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      if (scope.account !== ANY && orders.account[order] !== scope.account) continue
      if (scope.strategy !== ANY && orders.strategy[order] !== scope.strategy) continue
      if (scope.venueId !== ANY && orders.venueId[order] !== scope.venueId) continue
      if (scope.instrument !== ANY && orders.instrument[order] !== scope.instrument) continue
      if (scope.side !== ANY && orders.side[order] !== scope.side) continue
      if (this.#orderDesk.cancelNow(order, nowNs, out)) count++
    }
    out.ingestNs = Number.NaN
    counters.increment('massCancels')
    return count
  }

  #answerPartyAction(message: PartyActionRequestDecoder, count: number, nowNs: number, out: Outbox): void {
    const { bytes, partyActionRequestIdOffset: offset, partyActionRequestIdLength: length } = message
    partyActionReportEncoder
      .begin(out, STREAM.EXECUTIONS)
      .partyActionReportId(bytes, offset, length)
      .partyActionRequestId(bytes, offset, length)
      .partyActionType(message.partyActionType())
      .partyActionResponse(PARTY_ACTION_RESPONSE.COMPLETED)
      .riskAction(message.riskAction())
      .totalAffectedOrders(count)
      .lastCancelSentTime(count > 0 ? nowNs : Number.NaN)
      .transactTime(nowNs)
      .end()
  }

  #anyScope(): void {
    const scope = this.#scope
    scope.account = ANY
    scope.strategy = ANY
    scope.venueId = ANY
    scope.instrument = ANY
    scope.side = ANY
  }

  /** Reads the restriction of a control message: account, strategy, instrument, venue. Unknown names match nothing. */
  #scopeOf(frame: FixFrame): void {
    const { orders, instruments } = this.#state
    this.#anyScope()
    const scope = this.#scope
    const account = frame.find(TAG_ACCOUNT)
    if (account >= 0)
      scope.account = idOrNothing(orders.texts.find(frame.bytes, frame.offsets[account]!, frame.lengths[account]!))
    const strategy = frame.find(TAG_STRATEGY_ID)
    if (strategy >= 0)
      scope.strategy = idOrNothing(orders.texts.find(frame.bytes, frame.offsets[strategy]!, frame.lengths[strategy]!))
    const market = frame.find(TAG_MARKET_ID)
    if (market < 0) return this.#partyScope(frame)
    const venueId = instruments.findVenue(frame.bytes, frame.offsets[market]!, frame.lengths[market]!)
    scope.venueId = venueId === NO_VENUE ? NOTHING : venueId
    const symbol = frame.find(TAG_SYMBOL)
    if (symbol >= 0) {
      const id = instruments.findAtVenue(venueId, frame.bytes, frame.offsets[symbol]!, frame.lengths[symbol]!)
      scope.instrument = instruments.indexOf(id) < 0 ? NOTHING : instruments.indexOf(id)
    }
    this.#partyScope(frame)
  }

  /** Accounts and strategies may also stand as parties. */
  #partyScope(frame: FixFrame): void {
    const { texts } = this.#state.orders
    const parties = this.#partyAction.wrap(frame).noPartyIds()
    while (parties.next()) {
      const role = parties.partyRole()
      if (role === PARTY_ROLE.CUSTOMER_ACCOUNT) this.#scope.account = idOrNothing(parties.partyIdFind(texts))
      if (role === PARTY_ROLE.ORDER_ORIGINATION_TRADER) this.#scope.strategy = idOrNothing(parties.partyIdFind(texts))
    }
  }

  #isFirmWide(frame: FixFrame): boolean {
    this.#scopeOf(frame)
    const { account, strategy, venueId, instrument } = this.#scope
    return account === ANY && strategy === ANY && venueId === ANY && instrument === ANY
  }
}

const TAG_ACCOUNT = 1
const TAG_SYMBOL = 55
const TAG_MARKET_ID = 1301
const TAG_STRATEGY_ID = 10111
/** A restriction that no order meets. */
const NOTHING = -2

function idOrNothing(id: number): number {
  return id === NOT_FOUND ? NOTHING : id
}
