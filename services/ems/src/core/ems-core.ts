import type { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import {
  APPL_ID_EXECUTIONS,
  ApplicationMessageRequestDecoder,
  executionReportEncoder,
  MarketDataAdapter,
  MSG_TYPE,
  NETWORK_STATUS_RESPONSE_TYPE,
  networkCounterpartySystemStatusResponseEncoder,
  orderCancelRejectEncoder,
  STATUS_VALUE,
  STREAM,
} from '@reflex/schema'
import { EXTERNAL_STREAM, type MessageFrame, type Outbox, PeerLiveness, type ServiceCore } from '@reflex/service-host'
import { ControlDesk } from './control-desk.ts'
import { EmsState, type EmsStateOptions, type VenueState } from './ems-state.ts'
import { OrderDesk } from './order-desk.ts'
import { QuoteListener } from './quote-listener.ts'
import { Router } from './router.ts'
import { VenueQuality } from './venue-quality.ts'
import { VenueReports } from './venue-reports.ts'

export interface EmsCoreOptions extends EmsStateOptions {
  readonly sessionTime: SessionTime
  /** Time between two statements of the venue links, ns. */
  readonly linkReportIntervalNs: number
  /** Time after which an order without news from the venue is asked for again, ns. */
  readonly statusRetryNs: number
}

const GATEWAY = 0
const ALPHA = 1
const FIX_FIELDS_MAX = 256

/**
 * Execution: approved orders to venues, venue reports to the firm, control obeyed at once. See README for the life of
 * an order.
 */
export class EmsCore implements ServiceCore {
  readonly state: EmsState
  readonly router: Router
  readonly #options: EmsCoreOptions
  readonly #frame: FixFrame
  readonly #resent: FixFrame
  readonly #peers: PeerLiveness
  readonly #orderDesk: OrderDesk
  readonly #reports: VenueReports
  readonly #control: ControlDesk
  readonly #quality: VenueQuality
  readonly #marketData: MarketDataAdapter
  readonly #request = new ApplicationMessageRequestDecoder()
  #gatewayWasAlive = false
  #alphaWasAlive = false
  #linkReportDueNs = 0
  #statusDueNs = 0

  constructor(options: EmsCoreOptions) {
    this.#options = options
    this.#frame = new FixFrame(options.sessionTime, FIX_FIELDS_MAX)
    this.#resent = new FixFrame(options.sessionTime, FIX_FIELDS_MAX)
    this.#peers = new PeerLiveness(['risk-gateway', 'alpha'], options.desk.liveness.timeoutMs * 1e6)
    this.state = new EmsState(options)
    this.router = new Router(options.instruments, this.state.venues)
    this.#orderDesk = new OrderDesk(this.state, this.router)
    this.#reports = new VenueReports(this.state, this.#frame)
    this.#control = new ControlDesk(this.state, this.#orderDesk)
    this.#quality = new VenueQuality(this.router, options.instruments)
    this.#marketData = new MarketDataAdapter(new QuoteListener(this.router))
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    const { streamId } = frame
    if (streamId === STREAM.MARKET_DATA) return void this.#marketData.dispatch(frame.view, frame.offset)
    if (streamId >= EXTERNAL_STREAM.VENUE_LINK && streamId < EXTERNAL_STREAM.VENUE_FEED) {
      return this.#onLink(nowNs, streamId - EXTERNAL_STREAM.VENUE_LINK, frame.bytes[frame.offset] === 1, out)
    }
    const fix = this.#frame
    if (fix.wrap(frame.bytes, frame.offset, frame.length) < 0) return this.state.counters.increment('unmatched')
    if (streamId >= EXTERNAL_STREAM.VENUE_ORDER_ENTRY) {
      const venue = this.state.venues[streamId - EXTERNAL_STREAM.VENUE_ORDER_ENTRY]
      if (venue !== undefined) this.#reports.onMessage(nowNs, venue, fix, frame.arrivalNs, out)
      return
    }
    this.#onBusMessage(nowNs, streamId, fix, out)
  }

  onTimer(nowNs: number, out: Outbox): number {
    if (this.state.isReplaying) return 0
    let count = this.#watchPeers(nowNs, out)
    if (nowNs >= this.#linkReportDueNs) {
      this.#linkReportDueNs = nowNs + this.#options.linkReportIntervalNs
      this.#reportLinks(NETWORK_STATUS_RESPONSE_TYPE.FULL, out)
      this.state.updateGauges()
      count++
    }
    if (nowNs >= this.#statusDueNs) {
      this.#statusDueNs = nowNs + this.#options.statusRetryNs
      count += this.#askForUnknown(nowNs, out)
    }
    return count
  }

  /**
   * The journal is replayed: what we believed live may be anything now. Everything is cancelled and asked for as each
   * venue comes back.
   */
  onRecovered(nowNs: number, _out: Outbox): void {
    const { orders, venues } = this.state
    this.state.isReplaying = false
    for (const venue of venues) if (venue !== undefined) venue.isUp = false
    for (let place = 0; place < orders.liveCount; place++) orders.isUnknown[orders.liveAt(place)] = 1
    this.#statusDueNs = nowNs + this.#options.statusRetryNs
    this.state.updateGauges()
  }

  isReady(): boolean {
    return !this.state.isReplaying && this.state.unknownCount() === 0 && this.#upCount() > 0
  }

  statusText(): string {
    if (this.state.isReplaying) return 'recovering'
    if (this.#upCount() === 0) return 'no venue is logged on'
    if (this.state.unknownCount() > 0) return 'asking venues about open orders'
    return this.state.isHalted ? 'halted' : 'ready'
  }

  /** MsgSeqNum of the last application message taken from a venue: its session's store is read on from there. */
  lastInSeq(venueId: number): number {
    return this.state.venues[venueId]?.lastInSeq ?? 0
  }

  #onBusMessage(nowNs: number, streamId: number, fix: FixFrame, out: Outbox): void {
    switch (fix.msgType) {
      case MSG_TYPE.NEW_ORDER_SINGLE:
        if (streamId === STREAM.ORDERS_APPROVED) this.#orderDesk.onNewOrder(nowNs, fix, out)
        return
      case MSG_TYPE.ORDER_CANCEL_REPLACE_REQUEST:
        if (streamId === STREAM.ORDERS_APPROVED) this.#orderDesk.onReplace(nowNs, fix, out)
        return
      case MSG_TYPE.ORDER_CANCEL_REQUEST:
        if (streamId === STREAM.ORDERS_APPROVED) this.#orderDesk.onCancel(nowNs, fix, out)
        return
      case MSG_TYPE.ORDER_MASS_ACTION_REQUEST:
        return this.#control.onMassAction(nowNs, fix, out)
      case MSG_TYPE.PARTY_ACTION_REQUEST:
        return this.#control.onPartyAction(nowNs, fix, streamId === STREAM.OPERATOR_CONTROL, out)
      case MSG_TYPE.APPLICATION_MESSAGE_REPORT:
        return void this.#peers.onHeartbeat(nowNs, fix)
      case MSG_TYPE.ORDER_MASS_STATUS_REQUEST:
        return this.#onMassStatusRequest(fix, out)
      case MSG_TYPE.APPLICATION_MESSAGE_REQUEST:
        return this.#onResendRequest(fix, out)
      case MSG_TYPE.MARKET_DATA_STATISTICS_REPORT:
        return this.#quality.onStatistics(fix)
    }
  }

  #onLink(nowNs: number, venueId: number, isUp: boolean, out: Outbox): void {
    const venue = this.state.venues[venueId]
    if (venue === undefined || venue.isUp === isUp) return
    const isFirst = !venue.wasUp
    venue.isUp = isUp
    venue.wasUp ||= isUp
    if (this.state.isReplaying) return
    const { orders } = this.state
    if (!isUp) {
      for (let place = 0; place < orders.liveCount; place++) {
        const order = orders.liveAt(place)
        if (orders.venueId[order] === venueId) orders.isUnknown[order] = 1
      }
    } else this.#reconcile(venue, isFirst, nowNs, out)
    this.#reportLinks(NETWORK_STATUS_RESPONSE_TYPE.INCREMENTAL_UPDATE, out)
    this.state.updateGauges()
  }

  /** A venue is back: after our own restart its orders are cancelled, always it is asked what became of them. */
  #reconcile(venue: VenueState, isFirst: boolean, nowNs: number, out: Outbox): void {
    const { orders } = this.state
    out.ingestNs = Number.NaN
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      if (orders.venueId[order] === 0) this.#reports.endUnknown(order, nowNs, out)
      if (orders.venueId[order] !== venue.config.id || orders.isUnknown[order] === 0) continue
      if (isFirst) this.#orderDesk.cancelNow(order, nowNs, out)
      venue.dialect.status(order, out)
    }
  }

  #askForUnknown(nowNs: number, out: Outbox): number {
    const { orders, venues } = this.state
    let count = 0
    out.ingestNs = Number.NaN
    for (let place = orders.liveCount - 1; place >= 0; place--) {
      const order = orders.liveAt(place)
      const venue = venues[orders.venueId[order]!]
      if (orders.isUnknown[order] === 0 || venue?.isUp !== true) continue
      venue.dialect.status(order, out)
      count++
    }
    // While trading is stopped nothing may rest: what a lost or refused cancel left is cancelled again.
    if ((this.state.isHalted || !this.#peers.isAlive(GATEWAY, nowNs)) && orders.liveCount > 0) {
      count += this.#control.cancelEverything(nowNs, nowNs, out)
    }
    return count
  }

  /** Silence of the gateway, or of alpha, takes every order off the market. */
  #watchPeers(nowNs: number, out: Outbox): number {
    const gateway = this.#peers.isAlive(GATEWAY, nowNs)
    const alpha = this.#peers.isAlive(ALPHA, nowNs)
    const isLost = (this.#gatewayWasAlive && !gateway) || (this.#alphaWasAlive && !alpha)
    this.#gatewayWasAlive = gateway
    this.#alphaWasAlive = alpha
    if (!isLost) return 0
    this.#statusDueNs = nowNs + this.#options.statusRetryNs
    return 1 + this.#control.cancelEverything(nowNs, nowNs, out)
  }

  #onMassStatusRequest(fix: FixFrame, out: Outbox): void {
    const { orders, publisher } = this.state
    if (orders.liveCount === 0) return publisher.noOrders(fix, out)
    for (let place = 0; place < orders.liveCount; place++) {
      publisher.status(orders.liveAt(place), fix, place === orders.liveCount - 1, out)
    }
  }

  /**
   * BW: sends numbered executions again, marked 97=Y. What the ring no longer holds cannot be sent: the asker sees the
   * gap stay.
   */
  #onResendRequest(fix: FixFrame, out: Outbox): void {
    const ranges = this.#request.wrap(fix).noApplIds()
    while (ranges.next()) {
      if (!ranges.refApplIdIs(APPL_ID_EXECUTIONS)) continue
      const { ring } = this.state
      const end = ranges.applEndSeqNum()
      const last = end > 0 ? Math.min(end, ring.next - 1) : ring.next - 1
      const first = Math.max(ranges.applBegSeqNum(), ring.first)
      // Bounded a request: the asker asks again for the rest.
      for (let number = first; number <= Math.min(last, first + RESEND_MAX - 1); number++) this.#resend(number, out)
    }
  }

  #resend(number: number, out: Outbox): void {
    const { ring, counters } = this.state
    const offset = ring.offsetOf(number)
    if (offset < 0 || this.#resent.wrap(ring.buffer, offset, ring.lengthOf(number)) < 0) return
    const encoder =
      this.#resent.msgType === MSG_TYPE.EXECUTION_REPORT ? executionReportEncoder : orderCancelRejectEncoder
    encoder.begin(out, STREAM.EXECUTIONS).possResend().copyBody(this.#resent).copyHops(this.#resent, 0).end()
    counters.increment('resent')
  }

  #reportLinks(responseType: number, out: Outbox): void {
    const { venues, venueIds } = this.state
    const encoder = networkCounterpartySystemStatusResponseEncoder
      .begin(out, STREAM.EXECUTIONS)
      .networkStatusResponseType(responseType)
      .noCompIds(venueIds.length)
    for (const id of venueIds) {
      const venue = venues[id]!
      encoder.refCompIdText(venue.config.name)
      encoder.statusValue(venue.isUp ? STATUS_VALUE.CONNECTED : STATUS_VALUE.NOT_CONNECTED_UNEXPECTED)
    }
    encoder.end()
  }

  #upCount(): number {
    let count = 0
    for (const id of this.state.venueIds) if (this.state.venues[id]!.isUp) count++
    return count
  }
}

/** Executions sent again for one request at most: bounded by what an outbox takes. */
const RESEND_MAX = 2048
