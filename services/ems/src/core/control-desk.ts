import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  MASS_ACTION_RESPONSE,
  MASS_ACTION_TYPE,
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
import type { CancelDesk } from './cancel-desk.ts'
import type { EmsState } from './ems-state.ts'
import { NO_INDEX, NO_ORDER } from './order-table.ts'
import { ID_MAX } from './text-limits.ts'

const ANY = -1

/** Which orders a control message is about; ANY for no restriction. */
interface Scope {
  account: number
  strategy: number
  venueId: number
  /** Dense index. */
  instrument: number
  /** Symbol at whatever venue, as `Instruments.symbolTexts`. */
  symbol: number
  side: number
}

/**
 * Halts and cancel-alls: obeyed in the turn they come, answered with the number of orders and the time of the last
 * cancel.
 */
export class ControlDesk {
  readonly #state: EmsState
  readonly #cancels: CancelDesk
  readonly #partyAction = new PartyActionRequestDecoder()
  readonly #massAction = new OrderMassActionRequestDecoder()
  readonly #scope: Scope = {
    account: ANY,
    strategy: ANY,
    venueId: ANY,
    instrument: ANY,
    symbol: ANY,
    side: ANY,
  }

  constructor(state: EmsState, cancels: CancelDesk) {
    this.#state = state
    this.#cancels = cancels
  }

  /** DH from the risk engine or an operator. Levels below cancel-all are the gateway's and alpha's affair. */
  onPartyAction(nowNs: number, frame: FixFrame, isOperator: boolean, out: Outbox): void {
    const message = this.#partyAction.wrap(frame)
    const type = message.partyActionType()
    const action = message.riskAction()
    this.#scopeOf(frame)
    const isFirmWide = this.#isFirmWide()
    if (type === PARTY_ACTION_TYPE.REINSTATE) {
      // Only an operator releases, and only the firm as a whole is stopped here.
      if (isOperator && isFirmWide) this.#state.isHalted = false
      return this.#answerPartyAction(message, isOperator ? COMPLETED : REFUSED, 0, nowNs, out)
    }
    const isHalt = type === PARTY_ACTION_TYPE.HALT_TRADING || action === RISK_ACTION.HALT
    const isSuspension = type === PARTY_ACTION_TYPE.SUSPEND && Number.isNaN(action)
    if (!isHalt && !isSuspension && action !== RISK_ACTION.CANCEL_ALL) return
    // A halt of a part of the firm is latched in the gateway; here only the whole firm stops.
    if (isHalt && isFirmWide) {
      this.#state.isHalted = true
      this.#state.counters.increment('halts')
    }
    const count = this.#sweep(message.transactTime(), nowNs, out)
    this.#answerPartyAction(message, COMPLETED, count, nowNs, out)
  }

  /** CA from anybody who may say it. */
  onMassAction(nowNs: number, frame: FixFrame, out: Outbox): void {
    const message = this.#massAction.wrap(frame)
    this.#scopeOf(frame)
    const side = message.side()
    this.#scope.side = side === 0 ? ANY : side
    // Orders are cancelled here, not suspended or released.
    const isCancel = message.massActionType() === MASS_ACTION_TYPE.CANCEL_ORDERS
    const count = isCancel ? this.#sweep(message.transactTime(), nowNs, out) : 0
    const idLength = Math.min(ID_MAX, message.clOrdIdLength)
    orderMassActionReportEncoder
      .begin(out, STREAM.EXECUTIONS)
      .massActionReportId(frame.bytes, message.clOrdIdOffset, idLength)
      .clOrdId(frame.bytes, message.clOrdIdOffset, idLength)
      .massActionType(message.massActionType())
      .massActionScope(message.massActionScope())
      .massActionResponse(isCancel ? MASS_ACTION_RESPONSE.COMPLETED : MASS_ACTION_RESPONSE.REJECTED)
      .totalAffectedOrders(count)
      .lastCancelSentTime(count > 0 ? nowNs : Number.NaN)
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
    let count = 0
    // One behind, so that the last cancel alone carries the time of the decision: sinks measure from there to the
    // socket.
    let before = NO_ORDER
    out.ingestNs = Number.NaN
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      if (!this.#isInScope(order)) continue
      if (before !== NO_ORDER && this.#cancels.cancelNow(before, nowNs, out)) count++
      before = order
    }
    if (before !== NO_ORDER) {
      out.ingestNs = Number.isNaN(decisionNs) ? nowNs : decisionNs
      if (this.#cancels.cancelNow(before, nowNs, out)) count++
      out.ingestNs = Number.NaN
    }
    counters.increment('massCancels')
    return count
  }

  #isInScope(order: number): boolean {
    const { orders, instruments } = this.#state
    const scope = this.#scope
    const instrument = orders.instrument[order]!
    if (scope.account !== ANY && orders.account[order] !== scope.account) return false
    if (scope.strategy !== ANY && orders.strategy[order] !== scope.strategy) return false
    if (scope.venueId !== ANY && orders.venueId[order] !== scope.venueId) return false
    if (scope.instrument !== ANY && instrument !== scope.instrument) return false
    if (scope.side !== ANY && orders.side[order] !== scope.side) return false
    // What is not routed yet has no instrument: it goes rather than stays.
    return scope.symbol === ANY || instrument === NO_INDEX || instruments.symbolTexts[instrument] === scope.symbol
  }

  #answerPartyAction(
    message: PartyActionRequestDecoder,
    response: number,
    count: number,
    nowNs: number,
    out: Outbox,
  ): void {
    const { bytes, partyActionRequestIdOffset: offset } = message
    const length = Math.min(ID_MAX, message.partyActionRequestIdLength)
    partyActionReportEncoder
      .begin(out, STREAM.EXECUTIONS)
      .partyActionReportId(bytes, offset, length)
      .partyActionRequestId(bytes, offset, length)
      .partyActionType(message.partyActionType())
      .partyActionResponse(response)
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
    scope.symbol = ANY
    scope.side = ANY
  }

  /** Reads the restriction of a control message: account, strategy, instrument, venue. Unknown names match nothing. */
  #scopeOf(frame: FixFrame): void {
    const { orders } = this.#state
    this.#anyScope()
    const scope = this.#scope
    const account = frame.find(TAG_ACCOUNT)
    if (account >= 0)
      scope.account = idOrNothing(orders.texts.find(frame.bytes, frame.offsets[account]!, frame.lengths[account]!))
    const strategy = frame.find(TAG_STRATEGY_ID)
    if (strategy >= 0)
      scope.strategy = idOrNothing(orders.texts.find(frame.bytes, frame.offsets[strategy]!, frame.lengths[strategy]!))
    this.#placeScope(frame)
    this.#partyScope(frame)
  }

  /** Venue, and symbol there or anywhere. */
  #placeScope(frame: FixFrame): void {
    const { instruments } = this.#state
    const scope = this.#scope
    const market = frame.find(TAG_MARKET_ID)
    const symbol = frame.find(TAG_SYMBOL)
    const { bytes, offsets, lengths } = frame
    if (market < 0) {
      if (symbol >= 0) scope.symbol = idOrNothing(instruments.texts.find(bytes, offsets[symbol]!, lengths[symbol]!))
      return
    }
    const venueId = instruments.findVenue(bytes, offsets[market]!, lengths[market]!)
    scope.venueId = venueId === NO_VENUE ? NOTHING : venueId
    if (symbol < 0) return
    const index = instruments.indexOf(instruments.findAtVenue(venueId, bytes, offsets[symbol]!, lengths[symbol]!))
    scope.instrument = index < 0 ? NOTHING : index
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

  #isFirmWide(): boolean {
    const { account, strategy, venueId, instrument, symbol } = this.#scope
    return account === ANY && strategy === ANY && venueId === ANY && instrument === ANY && symbol === ANY
  }
}

const TAG_ACCOUNT = 1
const TAG_SYMBOL = 55
const TAG_MARKET_ID = 1301
const TAG_STRATEGY_ID = 10111
const COMPLETED = PARTY_ACTION_RESPONSE.COMPLETED
const REFUSED = PARTY_ACTION_RESPONSE.REJECTED
/** A restriction that no order meets. */
const NOTHING = -2

function idOrNothing(id: number): number {
  return id === NOT_FOUND ? NOTHING : id
}
