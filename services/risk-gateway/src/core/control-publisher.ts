import type { FixFrame } from '@reflex/fix'
import {
  MASS_ACTION_REASON,
  MASS_ACTION_SCOPE,
  MASS_ACTION_TYPE,
  NewsEncoder,
  OrderMassActionRequestEncoder,
  PARTY_ACTION_RESPONSE,
  PARTY_ACTION_TYPE,
  PartyActionReportEncoder,
  STREAM,
  URGENCY,
} from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import type { Scopes } from './scopes.ts'

/** What control leads to: cancels for the ems, answers to the operator, alerts. All rare: strings are fine here. */
export class ControlPublisher {
  readonly #scopes: Scopes
  readonly #counters: CounterTable<GatewayCounter>
  readonly #massAction = new OrderMassActionRequestEncoder()
  readonly #answer = new PartyActionReportEncoder()
  readonly #news = new NewsEncoder()
  #number = 0

  constructor(scopes: Scopes, counters: CounterTable<GatewayCounter>) {
    this.#scopes = scopes
    this.#counters = counters
  }

  /** CA on the stream of approved orders: cancels everything that works in a scope. */
  cancelScope(out: Outbox, key: number): void {
    const kind = this.#scopes.kind(key)
    const name = this.#scopes.names[key]!
    const request = this.#massAction
      .begin(out, STREAM.ORDERS_APPROVED)
      .clOrdIdText(`RGW${Math.floor(out.nowNs / 1e6)}-${++this.#number}`)
      .massActionType(MASS_ACTION_TYPE.CANCEL_ORDERS)
      .massActionScope(SCOPE_CODES[kind])
      .massActionReason(MASS_ACTION_REASON.TRADING_RISK_CONTROL)
      .transactTime(out.nowNs)
    if (kind === 'account') request.accountText(name)
    else if (kind === 'strategy') request.strategyIdText(name)
    else if (kind === 'venue') request.marketIdText(name)
    else if (kind === 'instrument') {
      const [symbol, venue] = name.split('@')
      request.symbolText(symbol!).marketIdText(venue!)
    }
    request.textText(`latch on ${this.#scopes.label(key)}`).end()
  }

  /** DI: the request was obeyed. */
  accept(out: Outbox, frame: FixFrame, scopeCount: number): void {
    this.#begin(out, frame)
      .partyActionResponse(PARTY_ACTION_RESPONSE.ACCEPTED)
      .transactTime(out.nowNs)
      .textText(`${scopeCount} scope${scopeCount === 1 ? '' : 's'}`)
      .end()
  }

  /** DI: the request was refused, and why. */
  refuse(out: Outbox, frame: FixFrame, reason: number, why: string): void {
    this.#begin(out, frame)
      .partyActionResponse(PARTY_ACTION_RESPONSE.REJECTED)
      .partyActionRejectReason(reason)
      .transactTime(out.nowNs)
      .textText(why)
      .end()
    this.alert(out, `control request refused: ${why}`, true)
  }

  alertLatch(out: Outbox, key: number, reason: string): void {
    const why = reason === '' ? 'no reason given' : reason
    this.alert(out, `trading stopped for ${this.#scopes.label(key)}: ${why}`, true)
  }

  alertRelease(out: Outbox, key: number, person: string, reason: string): void {
    this.alert(out, `trading released for ${this.#scopes.label(key)} by ${person}: ${reason}`, true)
  }

  /** B News for the operator. */
  alert(out: Outbox, headline: string, isFlash: boolean): void {
    this.#counters.increment('alerts')
    this.#news
      .begin(out, STREAM.RISK_LIMITS)
      .headlineText(headline.slice(0, 500))
      .urgency(isFlash ? URGENCY.FLASH : URGENCY.NORMAL)
      .end()
  }

  #begin(out: Outbox, frame: FixFrame): PartyActionReportEncoder {
    const type = frame.int(TAG_PARTY_ACTION_TYPE)
    return this.#answer
      .begin(out, STREAM.RISK_LIMITS)
      .partyActionReportIdText(`RGW${++this.#number}`)
      .partyActionRequestId(frame.bytes, frame.offsetOf(TAG_REQUEST_ID), frame.lengthOf(TAG_REQUEST_ID))
      .partyActionType(Number.isNaN(type) ? PARTY_ACTION_TYPE.SUSPEND : type)
  }
}

const TAG_PARTY_ACTION_TYPE = 2329
const TAG_REQUEST_ID = 2328

const SCOPE_CODES = {
  firm: MASS_ACTION_SCOPE.ALL_ORDERS,
  account: MASS_ACTION_SCOPE.ALL_ORDERS,
  strategy: MASS_ACTION_SCOPE.ALL_ORDERS,
  instrument: MASS_ACTION_SCOPE.ALL_ORDERS_FOR_A_SECURITY,
  venue: MASS_ACTION_SCOPE.ALL_ORDERS_FOR_A_MARKET,
} as const
