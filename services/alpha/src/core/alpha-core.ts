import type { SessionTime } from '@reflex/base'
import { FixFrame, packMsgType } from '@reflex/fix'
import { ExecutionReportDecoder, NetworkCounterpartySystemStatusResponseDecoder, STREAM } from '@reflex/schema'
import type { CounterTable, MessageFrame, Outbox, PeerLiveness, ServiceCore } from '@reflex/service-host'
import type { AlphaCounter } from '../counters.ts'
import type { ControlAdapter } from './control-adapter.ts'
import type { ExecutionAdapter } from './execution-adapter.ts'
import type { FairValue } from './fair-value.ts'
import { MARKET_BOOK, MARKET_NOTHING, MARKET_TRADE, type MarketAdapter } from './market-adapter.ts'
import type { MarketState } from './market-state.ts'
import type { OrderIds } from './order-ids.ts'
import { NO_CAUSE } from './order-publisher.ts'
import type { OrderSlots } from './order-slots.ts'
import type { OrderSync } from './order-sync.ts'
import type { ParameterKeeper } from './parameter-keeper.ts'
import type { PositionSync } from './position-sync.ts'
import type { QuoteGate } from './quote-gate.ts'
import type { QuoteManager } from './quote-manager.ts'
import type { Strategy } from './strategy.ts'
import type { StrategyTable } from './strategy-table.ts'
import type { TcaAdapter } from './tca-adapter.ts'
import type { TcaFeedback } from './tca-feedback.ts'
import type { VenueLinks } from './venue-links.ts'

export interface AlphaParts {
  readonly sessionTime: SessionTime
  readonly strategies: StrategyTable
  readonly running: readonly Strategy[]
  readonly market: MarketState
  readonly marketAdapter: MarketAdapter
  readonly fairValue: FairValue
  readonly ids: OrderIds
  readonly slots: OrderSlots
  readonly gate: QuoteGate
  readonly manager: QuoteManager
  readonly executions: ExecutionAdapter
  readonly orderSync: OrderSync
  readonly positionSync: PositionSync
  readonly control: ControlAdapter
  readonly links: VenueLinks
  readonly peers: PeerLiveness
  readonly keeper: ParameterKeeper
  readonly tca: TcaAdapter
  readonly feedback: TcaFeedback
  readonly counters: CounterTable<AlphaCounter>
  readonly timerIntervalNs: number
}

/** Names of the peers in the order of the indexes below. */
export const PEERS = ['market-data', 'risk-gateway', 'ems', 'oms'] as const
const MARKET_DATA = 0
const GATEWAY = 1
const EMS = 2
const OMS = 3

const EXECUTION = packMsgType('8')
const CANCEL_REJECT = packMsgType('9')
const LINK_STATUS = packMsgType('BD')
const MASS_ACTION = packMsgType('CA')
const MASS_REPORT = packMsgType('BZ')
const PARTY_ACTION = packMsgType('DH')
const POSITION = packMsgType('AP')
const HEARTBEAT = packMsgType('BY')
const PARAMETER = packMsgType('UP')
const MEASUREMENT = packMsgType('UT')
const STATISTICS = packMsgType('DP')

/** Between two looks at orders in flight and peers. */
const SWEEP_INTERVAL_NS = 5e6

/** Dispatches what comes in, tells the strategies, lets the orders follow. State and rules are in the parts. */
export class AlphaCore implements ServiceCore {
  readonly parts: AlphaParts
  readonly #frame: FixFrame
  readonly #report = new ExecutionReportDecoder()
  readonly #linkStatus = new NetworkCounterpartySystemStatusResponseDecoder()
  readonly #lives: Float64Array
  /** Sweep due, timer due. */
  readonly #due = new Float64Array(2)
  #isAnnounced = false

  constructor(parts: AlphaParts) {
    this.parts = parts
    this.#frame = new FixFrame(parts.sessionTime)
    this.#lives = new Float64Array(PEERS.length).fill(Number.NaN)
  }

  onMessage(nowNs: number, message: MessageFrame, out: Outbox): void {
    if (!this.parts.ids.isStarted) this.parts.ids.beginLife(nowNs)
    const { streamId } = message
    if (streamId === STREAM.MARKET_DATA || streamId === STREAM.MARKET_DATA_SNAPSHOT) {
      this.#onMarket(nowNs, message, out)
      return
    }
    const frame = this.#frame
    if (frame.wrap(message.bytes, message.offset, message.length) < 0) {
      this.parts.counters.increment('malformed')
      return
    }
    switch (streamId) {
      case STREAM.OPERATOR_CONTROL:
      case STREAM.RISK_CONTROL:
        this.#onControl(nowNs, frame, streamId === STREAM.OPERATOR_CONTROL, out)
        break
      case STREAM.ORDERS_REJECTED:
      case STREAM.EXECUTIONS:
        this.#onExecution(nowNs, frame, streamId === STREAM.ORDERS_REJECTED, out)
        break
      case STREAM.POSITIONS:
        if (frame.msgType === POSITION) this.#onPosition(nowNs, frame)
        break
      case STREAM.TCA:
        this.#onTca(frame)
        break
      case STREAM.HEALTH:
        this.#onHealth(nowNs, frame)
        break
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    const { ids, running, fairValue, feedback, strategies, timerIntervalNs } = this.parts
    if (!ids.isStarted) ids.beginLife(nowNs)
    if (nowNs < this.#due[0]!) return 0
    this.#due[0] = nowNs + SWEEP_INTERVAL_NS
    let work = this.#sweep(nowNs, out)
    if (nowNs < this.#due[1]!) return work
    this.#due[1] = nowNs + timerIntervalNs
    fairValue.onTimer(nowNs)
    const changed = feedback.onTimer(nowNs, out)
    for (let line = 0; changed > 0 && line < strategies.lineCount; line++) {
      if (feedback.changed[line] === 1) running[strategies.strategyOfLine[line]!]!.onTca(nowNs, line)
    }
    for (let s = 0; s < running.length; s++) running[s]!.onTimer(nowNs)
    work += changed
    return work
  }

  /** Read models in sync and peers ready: it may quote. */
  isReady(): boolean {
    return this.parts.gate.isFirmReady
  }

  statusText(): string {
    const { orderSync, positionSync, peers } = this.parts
    if (this.parts.gate.isFirmReady) return 'ready'
    if (!orderSync.isSynced) return orderSync.statusText()
    if (!positionSync.isSynced) return 'waits for positions'
    const missing = peers.firstNotReady(this.#due[0]! - SWEEP_INTERVAL_NS)
    return missing < 0 ? 'starting' : `waits for ${PEERS[missing]}`
  }

  /** Peers, unknown orders, unanswered requests, quotes that must go. */
  #sweep(nowNs: number, out: Outbox): number {
    const { peers, gate, orderSync, positionSync, manager, slots, counters, links, keeper } = this.parts
    const isRoadOpen = peers.isAlive(GATEWAY, nowNs) && peers.isAlive(EMS, nowNs)
    if (!isRoadOpen) orderSync.restart('gateway or ems was away')
    if (this.#isNewLife(GATEWAY)) orderSync.restart('gateway restarted')
    if (this.#isNewLife(EMS)) {
      orderSync.restart('ems restarted')
      links.forget()
    }
    if (this.#isNewLife(OMS) || !peers.isAlive(OMS, nowNs)) positionSync.restart()
    if (manager.isResyncWanted) {
      manager.isResyncWanted = false
      counters.increment('resyncs')
      orderSync.restart('orders without answers')
    }
    let work = orderSync.onTimer(nowNs, isRoadOpen, out)
    work += positionSync.onTimer(nowNs, peers.isAlive(OMS, nowNs), out)
    const isReady =
      orderSync.isSynced &&
      positionSync.isSynced &&
      peers.isReady(GATEWAY, nowNs) &&
      peers.isReady(EMS, nowNs) &&
      peers.isReady(OMS, nowNs) &&
      peers.isAlive(MARKET_DATA, nowNs)
    if (isReady && !this.#isAnnounced) {
      this.#isAnnounced = true
      keeper.publishAll(out)
    }
    gate.isFirmReady = isReady
    // Levels of risk control may have ended or begun: withdrawn quotes go now, new ones with the next market event.
    if (isRoadOpen && slots.openCount > 0) this.#convergeAll(nowNs, out)
    counters.set('openOrders', slots.openCount)
    counters.set('quoting', isReady ? 1 : 0)
    return work
  }

  #onMarket(nowNs: number, message: MessageFrame, out: Outbox): void {
    const { marketAdapter, market, fairValue, running, counters } = this.parts
    marketAdapter.onMessage(nowNs, message)
    const { kind, instrument } = marketAdapter
    if (kind === MARKET_NOTHING) return
    if (kind === MARKET_TRADE) {
      for (let s = 0; s < running.length; s++) running[s]!.onTrade(nowNs, instrument)
      return
    }
    counters.increment('bookEvents')
    fairValue.onBook(instrument, nowNs, market)
    for (let s = 0; s < running.length; s++) running[s]!.onBook(nowNs, instrument)
    this.#convergeUnderlying(nowNs, instrument, kind === MARKET_BOOK ? instrument : NO_CAUSE, out)
  }

  /** The lines that the event may have moved: those that follow the same underlying. */
  #convergeUnderlying(nowNs: number, instrument: number, cause: number, out: Outbox): void {
    const { strategies, fairValue, manager } = this.parts
    const members = fairValue.membersOf(instrument)
    for (let s = 0; s < strategies.count; s++) {
      for (let i = 0; i < members.length; i++) {
        const line = strategies.lineOf(s, members[i]!)
        if (line >= 0) manager.converge(line, nowNs, cause, out)
      }
    }
  }

  #convergeAll(nowNs: number, out: Outbox): void {
    const { strategies, manager } = this.parts
    for (let line = 0; line < strategies.lineCount; line++) manager.converge(line, nowNs, NO_CAUSE, out)
  }

  #onControl(nowNs: number, frame: FixFrame, isOperator: boolean, out: Outbox): void {
    const { control, keeper, running, counters } = this.parts
    if (frame.msgType === PARTY_ACTION) control.onPartyAction(nowNs, frame, isOperator)
    else if (frame.msgType === MASS_ACTION) control.onMassAction(nowNs, frame)
    else if (frame.msgType === PARAMETER && isOperator) keeper.onRequest(frame, out)
    else return
    counters.increment('controls')
    for (let s = 0; s < running.length; s++) running[s]!.onControl(nowNs)
    this.#convergeAll(nowNs, out)
  }

  #onExecution(nowNs: number, frame: FixFrame, isFromGateway: boolean, out: Outbox): void {
    const { executions, orderSync, links, manager } = this.parts
    switch (frame.msgType) {
      case EXECUTION:
        executions.onReport(nowNs, frame, isFromGateway)
        if (!isFromGateway && this.#report.wrap(frame).massStatusReqIdLength > 0) orderSync.onStatus(nowNs, frame, out)
        break
      case CANCEL_REJECT:
        executions.onCancelReject(nowNs, frame, isFromGateway)
        break
      case MASS_REPORT:
        orderSync.onMassReport(nowNs, frame, out)
        return
      case LINK_STATUS:
        links.onStatus(this.#linkStatus.wrap(frame))
        this.#convergeAll(nowNs, out)
        return
      default:
        return
    }
    this.#tellExecution(nowNs)
    if (executions.event.line >= 0) manager.converge(executions.event.line, nowNs, NO_CAUSE, out)
  }

  #tellExecution(nowNs: number): void {
    const { executions, running, strategies } = this.parts
    const { event, filledInstrument } = executions
    if (event.line >= 0) running[strategies.strategyOfLine[event.line]!]!.onExecution(nowNs, event)
    if (filledInstrument < 0) return
    for (let s = 0; s < running.length; s++) running[s]!.onPosition(nowNs, filledInstrument)
  }

  #onPosition(nowNs: number, frame: FixFrame): void {
    const { positionSync, running } = this.parts
    positionSync.onReport(frame)
    const instrument = positionSync.changedInstrument
    if (instrument < 0) return
    for (let s = 0; s < running.length; s++) running[s]!.onPosition(nowNs, instrument)
  }

  #onTca(frame: FixFrame): void {
    if (frame.msgType === MEASUREMENT) this.parts.tca.onMeasurement(frame)
    else if (frame.msgType === STATISTICS) this.parts.tca.onStatistics(frame)
    else return
    this.parts.counters.increment('tcaMessages')
  }

  #onHealth(nowNs: number, frame: FixFrame): void {
    if (frame.msgType === HEARTBEAT) this.parts.peers.onHeartbeat(nowNs, frame)
    else if (frame.msgType === LINK_STATUS) this.parts.links.onStatus(this.#linkStatus.wrap(frame))
  }

  #isNewLife(peer: number): boolean {
    const life = this.parts.peers.lifeOf(peer)
    const known = this.#lives[peer]!
    this.#lives[peer] = life
    return known > 0 && life !== known
  }
}
