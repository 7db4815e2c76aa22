import type { SessionTime } from '@reflex/base'
import { FixFrame, packMsgType } from '@reflex/fix'
import { STREAM } from '@reflex/schema'
import type { CounterTable, MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import type { CompositeFlow } from './composite-flow.ts'
import type { ControlAdapter } from './control-adapter.ts'
import type { ControlPublisher } from './control-publisher.ts'
import { type DurableState, restoreState, saveState } from './durable-state.ts'
import type { ExecutionAdapter } from './execution-adapter.ts'
import type { GreeksAdapter } from './greeks-adapter.ts'
import type { LimitChanges } from './limit-changes.ts'
import type { LimitsPublisher } from './limits-publisher.ts'
import type { MarketAdapter } from './market-adapter.ts'
import type { OrderFlow } from './order-flow.ts'
import type { OrderPublisher } from './order-publisher.ts'
import type { OrderTable } from './order-table.ts'
import type { PeerSync } from './peer-sync.ts'
import type { PositionAdapter } from './position-adapter.ts'
import { MISSING_ENGINE, MISSING_NAMES, MISSING_OMS, type RiskState } from './risk-state.ts'

export interface GatewayParts {
  readonly sessionTime: SessionTime
  readonly state: RiskState
  readonly orders: OrderTable
  readonly flow: OrderFlow
  readonly orderPublisher: OrderPublisher
  readonly executions: ExecutionAdapter
  readonly positions: PositionAdapter
  readonly control: ControlAdapter
  readonly controlPublisher: ControlPublisher
  readonly market: MarketAdapter
  readonly peers: PeerSync
  readonly limitsPublisher: LimitsPublisher
  readonly limitChanges: LimitChanges
  readonly greeks: GreeksAdapter
  readonly composites: CompositeFlow
  readonly counters: CounterTable<GatewayCounter>
  readonly sweepGraceNs: number
  /** How long the oms or the risk engine may be gone before every order is cancelled. */
  readonly cancelAfterNs: number
}

const NEW_ORDER = packMsgType('D')
const CANCEL = packMsgType('F')
const REPLACE = packMsgType('G')
const EXECUTION = packMsgType('8')
const CANCEL_REJECT = packMsgType('9')
const MASS_ACTION = packMsgType('CA')
const PARTY_ACTION = packMsgType('DH')
const POSITION = packMsgType('AP')
const HEARTBEAT = packMsgType('BY')
const LIMITS_CHANGE = packMsgType('CS')
const GREEKS = packMsgType('UG')
const MULTILEG = packMsgType('AB')
const MASS_QUOTE = packMsgType('i')
const QUOTE = packMsgType('S')
const QUOTE_REQUEST = packMsgType('R')

const BLIND = MISSING_OMS | MISSING_ENGINE

/** Dispatches what comes in by stream and message type. State and rules are in the parts. */
export class GatewayCore implements ServiceCore {
  readonly parts: GatewayParts
  /** The message in hand. */
  readonly frame: FixFrame
  #missing = -1
  #savedTrips = 0
  #cancelDueNs = Number.POSITIVE_INFINITY

  constructor(parts: GatewayParts) {
    this.parts = parts
    this.frame = new FixFrame(parts.sessionTime)
  }

  onMessage(nowNs: number, message: MessageFrame, out: Outbox): void {
    if (message.streamId === STREAM.MARKET_DATA) {
      this.parts.market.onMessage(nowNs, message)
      return
    }
    const { frame } = this
    if (frame.wrap(message.bytes, message.offset, message.length, message.view) < 0) {
      this.parts.counters.increment('malformed')
      return
    }
    switch (message.streamId) {
      case STREAM.ORDERS_INTENT:
        this.#onIntent(nowNs, frame, out)
        break
      case STREAM.EXECUTIONS:
        this.#onExecution(nowNs, frame, out)
        break
      case STREAM.POSITIONS:
        this.#onPosition(nowNs, frame, out)
        break
      case STREAM.RISK_CONTROL:
        this.#onControl(nowNs, frame, out, false)
        break
      case STREAM.OPERATOR_CONTROL:
        this.#onControl(nowNs, frame, out, true)
        break
      case STREAM.HEALTH:
        if (frame.msgType === HEARTBEAT) this.parts.peers.onHeartbeat(nowNs, frame)
        break
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    const { peers, limitsPublisher, state } = this.parts
    let work = peers.onTimer(nowNs, out)
    if (state.readiness.missing !== this.#missing) this.#onReadiness(nowNs, out)
    if (nowNs >= this.#cancelDueNs) work += this.#cancelAll(out)
    work += limitsPublisher.onTimer(nowNs, out)
    if (work > 0) this.#gauge()
    return work
  }

  onRecovered(_nowNs: number, out: Outbox): void {
    this.parts.control.onRecovered(out)
  }

  isReady(): boolean {
    return this.parts.state.readiness.missing === 0
  }

  statusText(): string {
    const { missing } = this.parts.state.readiness
    if (missing !== 0) return `waits for ${MISSING_NAMES.filter((_, bit) => (missing & (1 << bit)) !== 0).join(', ')}`
    return this.parts.state.latches.latchedCount > 0 ? 'latched' : 'ready'
  }

  /** See durable-state.ts. */
  snapshot(): Uint8Array {
    return Buffer.from(JSON.stringify(saveState(this.parts.state, this.parts.limitChanges.save())))
  }

  restore(bytes: Uint8Array): void {
    const saved = JSON.parse(Buffer.from(bytes).toString()) as Partial<DurableState>
    restoreState(this.parts.state, saved)
    if (saved.limits !== undefined) this.parts.limitChanges.restore(saved.limits)
  }

  /** A rule's latch is in no control message: it is saved in the turn in which it trips. */
  isSnapshotDue(): boolean {
    const { trips } = this.parts.state.latches
    if (trips === this.#savedTrips) return false
    this.#savedTrips = trips
    return true
  }

  #onIntent(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { flow, counters, orderPublisher, composites } = this.parts
    switch (frame.msgType) {
      case NEW_ORDER:
        flow.onNew(nowNs, frame, out)
        break
      case CANCEL:
        flow.onCancel(nowNs, frame, out)
        counters.increment('cancels')
        break
      case REPLACE:
        flow.onReplace(nowNs, frame, out)
        break
      case MULTILEG:
        composites.onMultileg(nowNs, frame, out)
        break
      case MASS_QUOTE:
        composites.onMassQuote(nowNs, frame, out)
        break
      case QUOTE:
        composites.onQuote(nowNs, frame, out)
        break
      case QUOTE_REQUEST:
        composites.onQuoteRequest(nowNs, frame, out)
        break
      case MASS_ACTION:
        orderPublisher.passMassAction(frame, out)
        counters.increment('massActions')
        break
      default:
        counters.increment('malformed')
    }
  }

  #onExecution(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { executions, peers, control } = this.parts
    if (frame.msgType === EXECUTION) {
      executions.onReport(nowNs, frame)
      if (peers.onOrderStatus(nowNs, frame)) this.#sweep()
      control.onTrips(out)
    } else if (frame.msgType === CANCEL_REJECT) executions.onCancelReject(frame)
  }

  /** The ems has named every open order it knows: older ones of ours that it did not name are gone. */
  #sweep(): void {
    const { orders, peers, counters, sweepGraceNs } = this.parts
    const askNs = peers.orderAskNs
    for (let slot = 0; slot < orders.slotLimit; slot++) {
      if (orders.isOpen[slot] === 0 || orders.namedNs[slot]! >= askNs) continue
      if (orders.approvedNs[slot]! > askNs - sweepGraceNs) continue
      orders.close(slot)
      counters.increment('swept')
    }
  }

  #onPosition(nowNs: number, frame: FixFrame, out: Outbox): void {
    if (frame.msgType !== POSITION) return
    const { positions, peers, control, counters } = this.parts
    counters.increment('positionReports')
    if (positions.onReport(frame)) control.onPnl(nowNs, out)
    peers.onPositionReport(frame)
  }

  #onControl(nowNs: number, frame: FixFrame, out: Outbox, isOperator: boolean): void {
    const { control, orderPublisher, counters } = this.parts
    if (frame.msgType === PARTY_ACTION) control.onAction(nowNs, frame, out, isOperator)
    else if (frame.msgType === MASS_ACTION) {
      orderPublisher.passMassAction(frame, out)
      counters.increment('massActions')
    } else if (frame.msgType === LIMITS_CHANGE && isOperator) this.parts.limitChanges.onRequest(nowNs, frame, out)
    else if (frame.msgType === GREEKS && !isOperator && this.parts.greeks.onReport(nowNs, frame)) {
      counters.increment('greeksReports')
    }
  }

  #gauge(): void {
    const { counters, orders, state } = this.parts
    counters.set('openOrders', orders.openCount)
    counters.set('missing', state.readiness.missing)
    counters.set('latched', state.latches.latchedCount)
  }

  /** Nobody watches the positions or the risk any more: what works is not worth that. Once each time. */
  #cancelAll(out: Outbox): number {
    this.#cancelDueNs = Number.POSITIVE_INFINITY
    this.parts.controlPublisher.cancelScope(out, 0)
    this.parts.controlPublisher.alert(out, `risk-gateway cancels all orders: ${this.statusText()}`, true)
    return 1
  }

  #onReadiness(nowNs: number, out: Outbox): void {
    const isFirst = this.#missing < 0
    const wasBlind = isFirst || (this.#missing & BLIND) !== 0
    const isBlind = (this.parts.state.readiness.missing & BLIND) !== 0
    if (isBlind && !wasBlind) this.#cancelDueNs = nowNs + this.parts.cancelAfterNs
    else if (!isBlind) this.#cancelDueNs = Number.POSITIVE_INFINITY
    this.#missing = this.parts.state.readiness.missing
    if (!isFirst) this.parts.controlPublisher.alert(out, `risk-gateway ${this.statusText()}`, this.#missing !== 0)
  }
}
