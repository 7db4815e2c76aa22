import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { ORD_STATUS } from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import { CHECK, CHECKS } from './check-catalogue.ts'
import { economicsKey } from './checks/form-checks.ts'
import { takeMessageRate } from './checks/rate-checks.ts'
import type { ControlPublisher } from './control-publisher.ts'
import { decide } from './decide.ts'
import { Decision } from './decision.ts'
import { find, TAG_CLORDID, TAG_ORIG_CLORDID } from './field-reader.ts'
import type { LimitTable } from './limit-table.ts'
import type { OrderIntake } from './order-intake.ts'
import type { OrderPublisher } from './order-publisher.ts'
import { OrderRequest } from './order-request.ts'
import { NO_SLOT, type OrderTable } from './order-table.ts'
import type { RiskState } from './risk-state.ts'
import { FIRM_KEY } from './scopes.ts'

/**
 * Decision ids begin at the second of the session in which the gateway started, times this: below 16,384 passed
 * messages a second the ids of later lives never meet those of earlier ones, and they fit 31 bits for the first day and
 * a half. Refusals count by themselves, below zero: a flood of them uses up no id that the ems believes.
 */
const DECISIONS_PER_S = 16_384

const WARN_INTERVAL_NS = 100e6

export interface OrderFlowParts {
  readonly state: RiskState
  readonly limits: LimitTable
  readonly orders: OrderTable
  readonly intake: OrderIntake
  readonly publisher: OrderPublisher
  readonly alerts: ControlPublisher
  readonly counters: CounterTable<GatewayCounter>
}

/**
 * The road itself: an order message comes in, is decided, and goes on to the ems or back to the strategy in the same
 * turn.
 */
export class OrderFlow {
  readonly decision: Decision
  readonly request = new OrderRequest()
  readonly parts: OrderFlowParts
  readonly #rejectSlots: Int32Array
  readonly #values: Float64Array
  readonly #orders: number
  readonly #approved: number
  readonly #rejected: number
  readonly #observed: number
  readonly #soft: number
  #warnDueNs = Number.NEGATIVE_INFINITY
  #base = -1
  #passed = 0
  #refusals = 0

  constructor(parts: OrderFlowParts) {
    this.parts = parts
    this.decision = new Decision(parts.limits.observe, parts.state.scopes.keyCount)
    const { counters } = parts
    this.#values = counters.values
    this.#rejectSlots = Int32Array.from(CHECKS, (check) => counters.slot(`reject_${check.name}`))
    this.#orders = counters.slot('orders')
    this.#approved = counters.slot('approved')
    this.#rejected = counters.slot('rejected')
    this.#observed = counters.slot('observedBreaches')
    this.#soft = counters.slot('softBreaches')
  }

  /** @returns whether it was let pass. */
  onNew(nowNs: number, frame: FixFrame, out: Outbox): boolean {
    const { intake, orders, publisher, state } = this.parts
    const { request, decision } = this
    intake.read(frame, nowNs, request, orders)
    if (!this.#decide(nowNs)) {
      publisher.rejectNew(frame, out, decision, request.instrument)
      return false
    }
    const id = internClOrdId(frame, orders)
    orders.open(request, id, 0)
    takeMessageRate(request, state)
    if (state.recentOrders.isOn) state.recentOrders.add(request, economicsKey(request))
    publisher.approveNew(frame, out, decision)
    if (decision.breaches !== 0) this.#warn(nowNs, frame, out)
    return true
  }

  /**
   * Decides an order that goes on only together with others: it counts as open at once, and neither it nor a refusal is
   * published. @param messageCount messages to the venue that need room, with those decided before it.
   * @returns its slot, NO_SLOT when refused.
   */
  hold(nowNs: number, frame: FixFrame, messageCount: number): number {
    const { intake, orders } = this.parts
    const { request } = this
    intake.read(frame, nowNs, request, orders)
    request.messageCount = messageCount
    if (!this.#decide(nowNs)) return NO_SLOT
    return orders.open(request, internClOrdId(frame, orders), 0)
  }

  /** Leaves in `decision` that a message cannot be taken for an order at all. */
  refuseMalformed(nowNs: number, frame: FixFrame): void {
    const { intake, orders } = this.parts
    intake.read(frame, nowNs, this.request, orders)
    this.request.isMalformed = true
    if (!this.#decide(nowNs) && this.decision.first >= 0) return
    this.decision.fail(CHECK.UNSUPPORTED, FIRM_KEY)
  }

  /** A held order goes on. @param decisionId as it was when it was held. */
  let(nowNs: number, frame: FixFrame, decisionId: number, out: Outbox): void {
    const { intake, orders, publisher, state } = this.parts
    const { request, decision } = this
    intake.read(frame, nowNs, request, orders)
    takeMessageRate(request, state)
    if (state.recentOrders.isOn) state.recentOrders.add(request, economicsKey(request))
    decision.id = decisionId
    publisher.approveNew(frame, out, decision)
  }

  /** @returns whether it was let pass. */
  onReplace(nowNs: number, frame: FixFrame, out: Outbox): boolean {
    const { intake, orders, publisher, state } = this.parts
    const { request, decision } = this
    const slot = orders.slotOf(find(frame, TAG_ORIG_CLORDID, orders.ids))
    if (slot === NO_SLOT || orders.pendingId[slot] !== NOT_FOUND) {
      this.#values[this.#orders]!++
      this.#values[this.#rejected]!++
      publisher.rejectUnknown(frame, out, slot !== NO_SLOT)
      return false
    }
    intake.read(frame, nowNs, request, orders)
    this.#continueOrder(slot)
    if (!this.#decide(nowNs)) {
      const status = orders.cum[slot]! > 0 ? ORD_STATUS.PARTIALLY_FILLED : ORD_STATUS.NEW
      publisher.rejectReplace(frame, out, decision, request.instrument, status)
      return false
    }
    orders.startReplace(slot, request, internClOrdId(frame, orders))
    takeMessageRate(request, state)
    publisher.approveReplace(frame, out, decision)
    if (decision.breaches !== 0) this.#warn(nowNs, frame, out)
    return true
  }

  /** Cancels always pass, also of orders the gateway does not know. They count in the message rate. */
  onCancel(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { intake, orders, publisher, state } = this.parts
    const { request } = this
    request.clear()
    request.nowNs = nowNs
    const slot = orders.slotOf(find(frame, TAG_ORIG_CLORDID, orders.ids))
    if (slot !== NO_SLOT) {
      request.account = orders.account[slot]!
      request.strategy = orders.strategy[slot]!
      request.instrument = orders.instrument[slot]!
    }
    intake.setScopes(request)
    this.#nextId(nowNs)
    if (frame.has(TAG_CLORDID)) internClOrdId(frame, orders)
    takeMessageRate(request, state)
    publisher.passCancel(frame, out, this.decision)
  }

  /** @returns whether the request may go on. */
  #decide(nowNs: number): boolean {
    const { state, limits } = this.parts
    const { decision } = this
    decision.limitsVersion = limits.version
    decide(this.request, state, limits, decision)
    this.#values[this.#orders]!++
    if (decision.observed !== 0) this.#values[this.#observed]!++
    if (decision.isAccepted) {
      this.#nextId(nowNs)
      this.#values[this.#approved]!++
      if (decision.breaches !== 0) this.#values[this.#soft]!++
      return true
    }
    this.#refusals++
    decision.id = -(this.#baseId(nowNs) + this.#refusals)
    this.#values[this.#rejected]!++
    this.#values[this.#rejectSlots[decision.first]!]!++
    return false
  }

  /** A replace goes on as its order began; what it may not change must agree. */
  #continueOrder(slot: number): void {
    const { orders, intake } = this.parts
    const { request } = this
    const isSame =
      request.side === orders.side[slot] &&
      (request.account === orders.account[slot] || request.account < 0) &&
      (request.instrument === orders.instrument[slot] || request.isRouted || request.instrument < 0)
    if (!isSame) request.isMalformed = true
    request.isReplace = true
    request.account = orders.account[slot]!
    request.strategy = orders.strategy[slot]!
    if (request.isRouted) {
      request.instrument = orders.instrument[slot]!
      request.isRouted = orders.isRouted[slot] === 1
    }
    request.countedLots = orders.counted[slot]!
    request.cumLots = orders.cum[slot]!
    intake.setScopes(request)
  }

  /** A soft breach passes and is told, though not each of many: once in WARN_INTERVAL_NS. */
  #warn(nowNs: number, frame: FixFrame, out: Outbox): void {
    if (nowNs < this.#warnDueNs) return
    this.#warnDueNs = nowNs + WARN_INTERVAL_NS
    const { publisher, alerts } = this.parts
    publisher.text.writeAll(this.decision, this.request.instrument)
    const breaches = String.fromCharCode(...publisher.text.bytes.subarray(0, publisher.text.length))
    alerts.alert(out, `${frame.textAt(frame.find(TAG_CLORDID))} passed with a warning, ${breaches}`, false)
  }

  #nextId(nowNs: number): void {
    this.#passed++
    this.decision.id = this.#baseId(nowNs) + this.#passed
  }

  /** The id before the first of this life of the gateway. */
  #baseId(nowNs: number): number {
    if (this.#base < 0) this.#base = Math.floor(nowNs / 1e9) * DECISIONS_PER_S
    return this.#base
  }
}

function internClOrdId(frame: FixFrame, orders: OrderTable): number {
  return orders.ids.intern(frame.bytes, frame.offsetOf(TAG_CLORDID), frame.lengthOf(TAG_CLORDID))
}
