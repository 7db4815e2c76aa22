/**
 * The gateway's decision without a firm around it: the same core, tables and checks, fed from files. Orders are decided
 * one after another; one that passes counts as open for those behind it, as it would live.
 */

import { decimalE8, ReflexError, SessionTime } from '@reflex/base'
import {
  type DeskConfig,
  Instruments,
  NewOrderSingleEncoder,
  OrderCancelReplaceRequestEncoder,
  STREAM,
} from '@reflex/schema'
import { CounterTable, Outbox } from '@reflex/service-host'
import { buildGateway } from '../build-gateway.ts'
import { parseRiskGatewayConfig } from '../config.ts'
import { CHECKS } from '../core/check-catalogue.ts'
import type { GatewayCore } from '../core/gateway-core.ts'
import { LATCH_KILL } from '../core/latch-table.ts'
import { MARKET_CLOSED, MARKET_OPEN, MARKET_STALE } from '../core/reference-table.ts'
import { GATEWAY_COUNTERS } from '../counters.ts'
import type { OfflineOrder, OfflineState } from './offline-input.ts'

/** Noon of the session's day: any time will do, as nothing but ages is compared. */
const NOW_NS = 43_200e9

export interface OfflineBreach {
  readonly check: string
  readonly isHard: boolean
  readonly isObserveOnly: boolean
  /** `strategy=MAKER1/BTC`, with the limit and the value that broke it as in the reject text; '-' for no number. */
  readonly scope: string
  readonly limit: string
  readonly value: string
  /** `<CHECK>:<scope>:<limit>:<value>` as in the reject text. */
  readonly text: string
}

/** Of breaches under an observe-only switch nothing but the name is kept. */
const UNSAID = { scope: '', limit: '-', value: '-' }

export interface OfflineDecision {
  readonly clOrdId: string
  readonly accept: boolean
  /** The check named in the reject, null when accepted. */
  readonly first: string | null
  /** OrdRejReason(103) by FIX version. */
  readonly ordRejReason: { readonly fix50sp2: number; readonly fix44: number } | null
  /** Text(58) of the reject. */
  readonly text: string | null
  readonly breaches: readonly OfflineBreach[]
}

export interface OfflineReport {
  readonly limitsVersion: number
  readonly orders: number
  readonly accepted: number
  readonly refused: number
  readonly byCheck: Readonly<Record<string, number>>
  readonly decisions: readonly OfflineDecision[]
}

export interface OfflineInput {
  readonly desk: DeskConfig
  readonly orders: readonly OfflineOrder[]
  readonly state: OfflineState
  /** Each order against the state alone, none counts for the next. */
  readonly isIndependent: boolean
}

/** @throws ReflexError REFLEX_CONFIG_INVALID, REFLEX_USAGE. */
export function checkOffline(input: OfflineInput): OfflineReport {
  let run = new OfflineRun(input)
  const decisions = input.orders.map((order, index) => {
    if (input.isIndependent && index > 0) run = new OfflineRun(input)
    return run.decide(order, index)
  })
  const byCheck: Record<string, number> = {}
  for (const { check } of decisions.flatMap(({ breaches }) => breaches)) byCheck[check] = (byCheck[check] ?? 0) + 1
  const accepted = decisions.filter(({ accept }) => accept).length
  const limitsVersion = run.core.parts.flow.decision.limitsVersion
  return { limitsVersion, orders: decisions.length, accepted, refused: decisions.length - accepted, byCheck, decisions }
}

class OfflineRun {
  readonly core: GatewayCore
  readonly #desk: DeskConfig
  readonly #instruments: Instruments
  readonly #out: Outbox
  readonly #in: Outbox
  readonly #newOrder = new NewOrderSingleEncoder()
  readonly #replace = new OrderCancelReplaceRequestEncoder()

  constructor({ desk, state }: OfflineInput) {
    const sessionTime = new SessionTime(Date.UTC(2026, 0, 1))
    this.#desk = desk
    this.#instruments = new Instruments(desk)
    this.#out = new Outbox({ senderCompId: 'risk-gateway', sessionTime })
    this.#in = new Outbox({ senderCompId: 'file', sessionTime })
    this.core = buildGateway({
      desk,
      instruments: this.#instruments,
      sessionTime,
      config: parseRiskGatewayConfig(desk.services['risk-gateway']),
      counters: new CounterTable('risk-gateway', GATEWAY_COUNTERS),
    })
    this.core.parts.state.readiness.missing = 0
    this.#load(state)
    state.openOrders.forEach((order, index) => {
      this.#open(order, index)
    })
  }

  decide(order: OfflineOrder, index: number): OfflineDecision {
    const clOrdId = order.clOrdId ?? `#${index + 1}`
    const { decision, request, breachText } = this.#send(order, clOrdId)
    const first = CHECKS[decision.first]
    const textOf = (check: number): string => {
      breachText.write(decision, check, request.instrument)
      return Buffer.from(breachText.bytes.subarray(0, breachText.length)).toString('latin1')
    }
    const breaches = CHECKS.flatMap(({ name, isHard }, check): OfflineBreach[] => {
      const isObserveOnly = (decision.observed & (1 << check)) !== 0
      if (isObserveOnly) return [{ check: name, isHard, isObserveOnly, ...UNSAID, text: `${name}:observe only` }]
      if ((decision.breaches & (1 << check)) === 0) return []
      const text = textOf(check).slice('RISK:'.length)
      const [, scope = '', limit = '', value = ''] = text.split(':')
      return [{ check: name, isHard, isObserveOnly, scope, limit, value, text }]
    })
    return {
      clOrdId,
      accept: decision.isAccepted,
      first: first?.name ?? null,
      ordRejReason: first === undefined ? null : { fix50sp2: first.ordRejReason, fix44: first.ordRejReason44 },
      text: first === undefined ? null : textOf(decision.first),
      breaches,
    }
  }

  #load({ positions, prices, pnl, latched }: OfflineState): void {
    const { state } = this.core.parts
    const { references, exposures, instruments, scopes, losses, latches } = state
    for (const price of prices) {
      const i = this.#instrument(price.symbol, price.venue, 'prices')
      const thenNs = NOW_NS - price.ageMs * 1e6
      const ticks = (text: string | null | undefined) =>
        text === null || text === undefined ? Number.NaN : e8(text, 'prices') / instruments.tickE8[i]!
      references.marketState[i] = { open: MARKET_OPEN, closed: MARKET_CLOSED, stale: MARKET_STALE }[price.state]
      references.onQuote(i, thenNs, ticks(price.bid), ticks(price.ask))
      if (price.last !== null && price.last !== undefined) references.onTrade(i, thenNs, ticks(price.last))
      exposures.onMark(i, references.mark2[i]!)
    }
    for (const { account, strategy, symbol, venue, qty } of positions) {
      const i = this.#instrument(symbol, venue, 'positions')
      const lots = e8(qty, 'positions') / instruments.lotE8[i]!
      if (!Number.isInteger(lots)) throw usage(`positions: ${qty} of ${symbol} is not a multiple of its lot`)
      exposures.addPosition(scopes.account(this.#member('accounts', account)), i, lots)
      if (strategy === undefined) continue
      exposures.addPosition(scopes.strategy(this.#member('strategies', strategy)), i, lots)
    }
    for (const { account, symbol, venue, pnl: amount } of pnl) {
      const money = Math.floor(e8(amount, 'pnl') / instruments.e8PerMoneyUnit)
      losses.onPnl(this.#member('accounts', account), this.#instrument(symbol, venue, 'pnl'), money)
    }
    for (const label of latched) {
      const text = label === 'firm' ? scopes.label(0) : label.replace(':', ' ')
      let key = 0
      while (key < scopes.keyCount && scopes.label(key) !== text) key++
      if (key === scopes.keyCount) throw usage(`latched: there is no scope '${label}'`)
      latches.latch(key, LATCH_KILL, NOW_NS, -1, -1)
    }
  }

  /** Already at the venue: counts whatever the limits say. */
  #open(order: OfflineOrder, index: number): void {
    const { intake, orders } = this.core.parts.flow.parts
    const id = order.clOrdId ?? `OPEN${index + 1}`
    const { request } = this.core.parts.flow
    this.#encode(order, id, (frame) => intake.read(frame, NOW_NS, request, orders))
    if (request.instrument < 0 || request.account < 0)
      throw usage(`openOrders: ${id} names what the desk does not have`)
    orders.open(request, orders.ids.internString(id), 0)
  }

  #send(order: OfflineOrder, clOrdId: string) {
    const { flow } = this.core.parts
    if (order.origClOrdId === undefined) this.#encode(order, clOrdId, (frame) => flow.onNew(NOW_NS, frame, this.#out))
    else {
      const { ids } = flow.parts.orders
      const bytes = Buffer.from(order.origClOrdId, 'latin1')
      if (flow.parts.orders.slotOf(ids.find(bytes, 0, bytes.length)) < 0) {
        throw usage(`orders: ${clOrdId} replaces ${order.origClOrdId}, which is not open`)
      }
      this.#encode(order, clOrdId, (frame) => flow.onReplace(NOW_NS, frame, this.#out))
    }
    this.#out.discard()
    return { decision: flow.decision, request: flow.request, breachText: this.core.parts.orderPublisher.text }
  }

  #encode(order: OfflineOrder, clOrdId: string, read: (frame: GatewayCore['frame']) => void): void {
    this.#in.nowNs = NOW_NS - order.ageMs * 1e6
    const message =
      order.origClOrdId === undefined
        ? this.#newOrder.begin(this.#in, STREAM.ORDERS_INTENT).clOrdIdText(clOrdId)
        : this.#replace.begin(this.#in, STREAM.ORDERS_INTENT).clOrdIdText(clOrdId).origClOrdIdText(order.origClOrdId)
    message.accountText(order.account ?? this.#accountOf(order.strategy)).symbolText(order.symbol)
    if (order.venue !== undefined) message.marketIdText(order.venue)
    const px = order.px === null || order.px === undefined ? Number.NaN : e8(order.px, 'orders')
    const ordType = order.ordType ?? (Number.isNaN(px) ? '1' : '2')
    message
      .side(order.side.charCodeAt(0))
      .orderQtyE8(e8(order.qty, 'orders'))
      .ordType(ordType.charCodeAt(0))
      .priceE8(px)
    if (order.timeInForce !== undefined) message.timeInForce(order.timeInForce.charCodeAt(0))
    message.transactTime(NOW_NS)
    if (order.closeOnly && message instanceof NewOrderSingleEncoder) message.positionEffect('C'.charCodeAt(0))
    if (order.strategy !== undefined) message.strategyIdText(order.strategy)
    message.end()
    const { bytes } = this.#in.messageAt(0)
    const copy = bytes.slice()
    this.#in.discard()
    this.#out.nowNs = NOW_NS
    const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength)
    const { frame } = this.core
    frame.wrap(copy, 0, copy.length, view)
    read(frame)
  }

  #accountOf(strategy: string | undefined): string {
    return this.#desk.strategies.find(({ id }) => id === strategy)?.account ?? ''
  }

  #instrument(symbol: string, venue: string, where: string): number {
    const i = this.#instruments.all.findIndex((one) => one.symbol === symbol && one.venue === venue)
    if (i < 0) throw usage(`${where}: the desk has no ${symbol}@${venue}`)
    return i
  }

  #member(kind: 'accounts' | 'strategies', id: string): number {
    const index = this.#desk[kind].findIndex((one) => one.id === id)
    if (index < 0) throw usage(`positions: the desk has no ${id} among its ${kind}`)
    return index
  }
}

function e8(text: string, where: string): number {
  try {
    return decimalE8(text)
  } catch {
    throw usage(`${where}: '${text}' is no decimal with at most 8 fractional digits`)
  }
}

function usage(problem: string): ReflexError {
  return new ReflexError('REFLEX_USAGE', problem)
}
