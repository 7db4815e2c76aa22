import type { SessionTime } from '@reflex/base'
import { FIX_BAD_DATA_LENGTH, FIX_BAD_TAG, FIX_EMPTY_VALUE, FixFrame } from '@reflex/fix'
import { MarketDataAdapter, MSG_TYPE, NETWORK_STATUS_RESPONSE_TYPE, STREAM } from '@reflex/schema'
import { EXTERNAL_STREAM, type MessageFrame, type Outbox, PeerLiveness, type ServiceCore } from '@reflex/service-host'
import { AnswerDesk } from './answer-desk.ts'
import { CancelDesk } from './cancel-desk.ts'
import { ControlDesk } from './control-desk.ts'
import { DECISION, DECISION_STREAM } from './decision-queue.ts'
import { EmsState, type EmsStateOptions } from './ems-state.ts'
import { LinkDesk } from './link-desk.ts'
import { OrderDesk } from './order-desk.ts'
import { NO_ORDER } from './order-table.ts'
import { QuoteListener } from './quote-listener.ts'
import { Router } from './router.ts'
import { VenueQuality } from './venue-quality.ts'
import { VenueReports } from './venue-reports.ts'

export interface EmsCoreOptions extends EmsStateOptions {
  readonly sessionTime: SessionTime
  /** Time between two statements of the venue links, ns. */
  readonly linkReportIntervalNs: number
}

const GATEWAY = 0
const ALPHA = 1
/** As many as a FIX session takes: a fill must not be lost for its length. */
const FIX_FIELDS_MAX = 2048

/**
 * Execution: approved orders to venues, venue reports to the firm, control obeyed at once. See README for the life of
 * an order.
 */
export class EmsCore implements ServiceCore {
  readonly state: EmsState
  readonly router: Router
  readonly #options: EmsCoreOptions
  readonly #frame: FixFrame
  readonly #peers: PeerLiveness
  readonly #orderDesk: OrderDesk
  readonly #reports: VenueReports
  readonly #control: ControlDesk
  readonly #links: LinkDesk
  readonly #answers: AnswerDesk
  readonly #quality: VenueQuality
  readonly #marketData: MarketDataAdapter
  #gatewayWasAlive = false
  #alphaWasAlive = false
  #linkReportDueNs = 0
  #retryDueNs = 0

  constructor(options: EmsCoreOptions) {
    this.#options = options
    this.#frame = new FixFrame(options.sessionTime, FIX_FIELDS_MAX)
    this.#peers = new PeerLiveness(['risk-gateway', 'alpha'], options.desk.liveness.timeoutMs * 1e6)
    const state = new EmsState(options)
    const cancels = new CancelDesk(state)
    this.state = state
    this.router = new Router(options.instruments, state.venues)
    this.#orderDesk = new OrderDesk(state, this.router, cancels)
    this.#reports = new VenueReports(state, cancels, this.#frame)
    this.#control = new ControlDesk(state, cancels)
    this.#links = new LinkDesk(state, cancels)
    this.#answers = new AnswerDesk(state, new FixFrame(options.sessionTime, FIX_FIELDS_MAX))
    this.#quality = new VenueQuality(this.router, options.instruments)
    this.#marketData = new MarketDataAdapter(new QuoteListener(this.router))
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    const { streamId } = frame
    if (streamId === STREAM.MARKET_DATA) return void this.#marketData.dispatch(frame.view, frame.offset)
    if (streamId === DECISION_STREAM) return this.#onDecision(nowNs, frame, out)
    if (streamId >= EXTERNAL_STREAM.VENUE_LINK && streamId < EXTERNAL_STREAM.VENUE_FEED) {
      const isUp = frame.bytes[frame.offset] === 1
      return this.#links.onLink(nowNs, streamId - EXTERNAL_STREAM.VENUE_LINK, isUp, out)
    }
    const fix = this.#frame
    if (!isIndexed(fix.wrap(frame.bytes, frame.offset, frame.length))) {
      return this.state.counters.increment('malformed')
    }
    if (streamId >= EXTERNAL_STREAM.VENUE_ORDER_ENTRY) {
      const venue = this.state.venues[streamId - EXTERNAL_STREAM.VENUE_ORDER_ENTRY]
      if (venue === undefined) return
      // A message from a session's store, or replayed, has no time of arrival.
      const { arrivalNs } = this.state.publisher
      arrivalNs[0] = Number.isNaN(frame.arrivalNs) ? nowNs : frame.arrivalNs
      return this.#reports.onMessage(nowNs, venue, fix, out)
    }
    this.#onBusMessage(nowNs, streamId, fix, out)
  }

  onTimer(nowNs: number, out: Outbox): number {
    if (!this.state.isStarted || this.state.isReplaying) return 0
    let count = this.#watchPeers(nowNs)
    if (nowNs >= this.#linkReportDueNs) {
      this.#linkReportDueNs = nowNs + this.#options.linkReportIntervalNs
      this.#links.report(NETWORK_STATUS_RESPONSE_TYPE.FULL, out)
      this.state.updateGauges()
      count++
    }
    if (nowNs >= this.#retryDueNs) {
      this.#retryDueNs = nowNs + this.#options.statusRetryNs
      count += this.#links.decideRetry(nowNs)
    }
    return count
  }

  /**
   * The journal is replayed: what we believed live may be anything now. Everything is cancelled and asked for as each
   * venue comes back.
   */
  onRecovered(nowNs: number, _out: Outbox): void {
    this.state.isReplaying = false
    this.state.isStarted = false
    // The same number whatever day the journal is replayed on.
    const life = Math.floor((this.#options.sessionTime.sessionEpochMs + nowNs / 1e6) / 1000)
    this.state.decisions.push(DECISION.STARTED, NO_ORDER, life)
    this.#retryDueNs = nowNs + this.#options.statusRetryNs
  }

  isReady(): boolean {
    return this.#isStarted() && this.state.unknownCount() === 0 && this.#links.upCount() > 0
  }

  statusText(): string {
    if (!this.#isStarted()) return 'recovering'
    if (this.#links.upCount() === 0) return 'no venue is logged on'
    if (this.state.unknownCount() > 0) return 'asking venues about open orders'
    if (this.state.isSevered) return 'the gateway or alpha is silent'
    return this.state.isHalted ? 'halted' : 'ready'
  }

  /** MsgSeqNum of the last application message taken from a venue: its session's store is read on from there. */
  lastInSeq(venueId: number): number {
    return this.state.venues[venueId]?.lastInSeq ?? 0
  }

  #isStarted(): boolean {
    return this.state.isStarted && !this.state.isReplaying
  }

  #onDecision(nowNs: number, frame: MessageFrame, out: Outbox): void {
    const { view, offset } = frame
    const { state } = this
    switch (view.getUint8(offset)) {
      case DECISION.STARTED:
        return this.#links.onStarted(nowNs, view.getInt32(offset + 8, true), out)
      case DECISION.SEVERED:
        state.isSevered = true
        return void this.#control.cancelEverything(nowNs, nowNs, out)
      case DECISION.RESTORED:
        state.isSevered = false
        return
      case DECISION.RETRY:
        return this.#links.retry(nowNs, out)
      case DECISION.ROUTED:
        return this.#orderDesk.onRouted(view.getInt32(offset + 4, true), view.getInt32(offset + 8, true), nowNs, out)
    }
  }

  #onBusMessage(nowNs: number, streamId: number, fix: FixFrame, out: Outbox): void {
    switch (streamId) {
      case STREAM.ORDERS_APPROVED:
        return this.#onApproved(nowNs, fix, out)
      case STREAM.RISK_CONTROL:
      case STREAM.OPERATOR_CONTROL:
        return this.#onControl(nowNs, streamId, fix, out)
      case STREAM.HEALTH:
        if (fix.msgType === MSG_TYPE.APPLICATION_MESSAGE_REPORT) this.#peers.onHeartbeat(nowNs, fix)
        return
      case STREAM.EXECUTION_REQUESTS:
        if (fix.msgType === MSG_TYPE.ORDER_MASS_STATUS_REQUEST) this.#answers.onMassStatusRequest(fix, out)
        if (fix.msgType === MSG_TYPE.APPLICATION_MESSAGE_REQUEST) this.#answers.onResendRequest(fix, out)
        return
      case STREAM.TCA:
        if (fix.msgType === MSG_TYPE.MARKET_DATA_STATISTICS_REPORT) this.#quality.onStatistics(fix)
    }
  }

  #onApproved(nowNs: number, fix: FixFrame, out: Outbox): void {
    switch (fix.msgType) {
      case MSG_TYPE.NEW_ORDER_SINGLE:
        return this.#orderDesk.onNewOrder(nowNs, fix, out)
      case MSG_TYPE.ORDER_CANCEL_REPLACE_REQUEST:
        return this.#orderDesk.onReplace(nowNs, fix, out)
      case MSG_TYPE.ORDER_CANCEL_REQUEST:
        return this.#orderDesk.onCancel(nowNs, fix, out)
      case MSG_TYPE.ORDER_MASS_ACTION_REQUEST:
        return this.#control.onMassAction(nowNs, fix, out)
    }
  }

  #onControl(nowNs: number, streamId: number, fix: FixFrame, out: Outbox): void {
    if (fix.msgType === MSG_TYPE.ORDER_MASS_ACTION_REQUEST) return this.#control.onMassAction(nowNs, fix, out)
    if (fix.msgType !== MSG_TYPE.PARTY_ACTION_REQUEST) return
    this.#control.onPartyAction(nowNs, fix, streamId === STREAM.OPERATOR_CONTROL, out)
  }

  /** Silence of the gateway, or of alpha, takes every order off the market until both are heard again. */
  #watchPeers(nowNs: number): number {
    const { decisions, isSevered } = this.state
    const gateway = this.#peers.isAlive(GATEWAY, nowNs)
    const alpha = this.#peers.isAlive(ALPHA, nowNs)
    const isLost = (this.#gatewayWasAlive && !gateway) || (this.#alphaWasAlive && !alpha)
    this.#gatewayWasAlive = gateway
    this.#alphaWasAlive = alpha
    if (isLost) decisions.push(DECISION.SEVERED, NO_ORDER, 0)
    else if (isSevered && gateway && alpha && decisions.isEmpty) decisions.push(DECISION.RESTORED, NO_ORDER, 0)
    else return 0
    return 1
  }
}

/** Every field is there, if not all in order: what the session has taken is not dropped here. */
function isIndexed(status: number): boolean {
  return status >= 0 || status === FIX_BAD_TAG || status === FIX_EMPTY_VALUE || status === FIX_BAD_DATA_LENGTH
}
