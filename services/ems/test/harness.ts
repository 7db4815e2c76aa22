import { Histogram, SessionTime } from '@reflex/base'
import {
  applicationMessageReportEncoder,
  BboEncoder,
  type InstrumentState,
  InstrumentStatusEncoder,
  Instruments,
  newOrderSingleEncoder,
  orderCancelReplaceRequestEncoder,
  orderCancelRequestEncoder,
  orderMassActionRequestEncoder,
  PARTY_ROLE,
  partyActionRequestEncoder,
  SIDE,
  STREAM,
} from '@reflex/schema'
import { CounterTable, EXTERNAL_STREAM, MessageFrame, Outbox } from '@reflex/service-host'
import { EmsCore } from '../src/core/ems-core.ts'
import { EMS_COUNTERS } from '../src/counters.ts'
import { DecisionSource } from '../src/decision-source.ts'
import { journaledStreams } from '../src/journaled-streams.ts'
import { type BeginString, desk, OTHER_VENUE, SESSION_EPOCH_MS, VENUE } from './test-desk.ts'

export interface Approval {
  readonly qty?: number
  readonly price?: number
  readonly decisionId?: number
  readonly side?: number
  readonly account?: string
  readonly strategy?: string
  readonly symbol?: string
  /** Empty: the router chooses. */
  readonly market?: string
}

export interface MassCancelScope {
  readonly account?: string
  readonly strategy?: string
  readonly symbol?: string
  readonly market?: string
  readonly side?: number
  readonly stream?: number
  readonly type?: number
}

/** A core with its outbox; what it says is read as text, SOH shown as |. */
export class Harness {
  readonly core: EmsCore
  readonly out: Outbox
  readonly counters = new CounterTable('ems', EMS_COUNTERS)
  readonly hops = {
    'feed to market-data': new Histogram(),
    'market-data to alpha': new Histogram(),
    'alpha to gateway': new Histogram(),
    'gateway to ems': new Histogram(),
  }
  readonly #source: Outbox
  readonly #frame = new MessageFrame()
  readonly #decisions: DecisionSource
  readonly #journaled = new Set(journaledStreams([VENUE, OTHER_VENUE]))
  /** What the journal of the ems would hold. */
  readonly journal: { readonly nowNs: number; readonly streamId: number; readonly bytes: Uint8Array }[] = []
  nowNs = 36_000e9
  seq = 0

  constructor(beginString: BeginString = 'FIX.4.4', { recovered = true, up = true } = {}) {
    const config = desk(beginString)
    const sessionTime = new SessionTime(SESSION_EPOCH_MS)
    this.core = new EmsCore({
      desk: config,
      instruments: new Instruments(config),
      sessionTime,
      counters: this.counters,
      hops: this.hops,
      ordersExpected: 256,
      resendMessagesMax: 1024,
      resendBytesMax: 1 << 20,
      linkReportIntervalNs: 1e15,
      statusRetryNs: 500e6,
      answerTimeoutNs: 2000e6,
      openOrdersMax: 1000,
    })
    this.#decisions = new DecisionSource(this.core.state.decisions)
    this.out = new Outbox({ senderCompId: 'ems', sessionTime })
    this.#source = new Outbox({ senderCompId: 'risk-gateway', sessionTime })
    this.out.nowNs = this.nowNs
    if (recovered) {
      this.core.onRecovered(this.nowNs, this.out)
      this.decide()
    }
    if (up) for (const venue of [VENUE, OTHER_VENUE]) this.link(true, venue)
    this.take()
  }

  /** Messages said since the last call, `stream text`. */
  take(): string[] {
    const messages: string[] = []
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes } = this.out.messageAt(i)
      messages.push(`${streamId} ${Buffer.from(bytes).toString('latin1').replaceAll('\x01', '|')}`)
    }
    this.out.discard()
    return messages
  }

  /** Sends a message written by an encoder of @reflex/schema. */
  bus(streamId: number, write: (out: Outbox) => void): void {
    this.#source.nowNs = this.nowNs
    write(this.#source)
    const { bytes } = this.#source.messageAt(this.#source.size - 1)
    this.#give(streamId, bytes, Number.NaN)
    this.#source.discard()
  }

  /** A venue's application message: body fields with | between them; header fields are added. */
  venue(body: string, venueId = VENUE): void {
    const msgType = body.slice(3).split('|')[0]
    const header = `8=FIX.4.4|9=0|35=${msgType}|34=${++this.seq}|49=XTST|52=20260105-10:00:00.000|56=REFLEX|`
    const rest = body.slice(body.indexOf('|') + 1)
    const text = `${header}${rest}10=000|`.replaceAll('|', '\x01')
    this.#give(EXTERNAL_STREAM.VENUE_ORDER_ENTRY + venueId, Buffer.from(text, 'latin1'), this.nowNs)
  }

  link(isUp: boolean, venueId = VENUE): void {
    this.#give(EXTERNAL_STREAM.VENUE_LINK + venueId, Uint8Array.of(isUp ? 1 : 0), Number.NaN)
  }

  timer(): void {
    this.out.nowNs = this.nowNs
    this.core.onTimer(this.nowNs, this.out)
    this.decide()
  }

  /** Gives the core its decisions back, as the agent does. */
  decide(): void {
    this.#decisions.poll(this.nowNs, { onFrame: (frame) => this.#receive(frame) }, 1000)
  }

  /** Replays the journal of another: as after a kill, before anything is asked. */
  replay(journal: Harness['journal']): void {
    for (const { nowNs, streamId, bytes } of journal) {
      this.nowNs = nowNs
      this.#give(streamId, bytes, Number.NaN)
      this.out.discard()
    }
  }

  /** Best prices of an instrument, in ticks. */
  bbo(instrumentId: number, bid: number, ask: number, qty = 100): void {
    const bytes = new Uint8Array(256)
    const encoder = new BboEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0).instrumentId(instrumentId)
    encoder.captureTime(new SessionTime(SESSION_EPOCH_MS), this.nowNs)
    encoder.bidPriceTicks(bid).bidQtyLots(qty).askPriceTicks(ask).askQtyLots(qty)
    this.#give(STREAM.MARKET_DATA, bytes, Number.NaN)
  }

  /** Whether a feed is to be trusted. */
  instrumentState(instrumentId: number, state: InstrumentState): void {
    const bytes = new Uint8Array(256)
    new InstrumentStatusEncoder()
      .wrapAndApplyHeader(new DataView(bytes.buffer), 0)
      .instrumentId(instrumentId)
      .state(state)
    this.#give(STREAM.MARKET_DATA, bytes, Number.NaN)
  }

  heartbeat(name: string): void {
    const sink = new Outbox({ senderCompId: name, sessionTime: new SessionTime(SESSION_EPOCH_MS) })
    applicationMessageReportEncoder
      .begin(sink, STREAM.HEALTH)
      .applReportIdText('HB')
      .applReportType(2)
      .ready(true)
      .serviceLife(1)
      .end()
    this.#give(STREAM.HEALTH, sink.messageAt(0).bytes, Number.NaN)
  }

  /** An approved order as the gateway sends it. */
  approve(clOrdId: string, approval: Approval = {}): void {
    const { qty = 100, price = 10.01, decisionId = 77, side = SIDE.BUY } = approval
    const { account = 'MM1', strategy = 'MAKER1', symbol = 'XYZ', market = 'XTST' } = approval
    this.bus(STREAM.ORDERS_APPROVED, (out) => {
      const encoder = newOrderSingleEncoder.begin(out, STREAM.ORDERS_APPROVED, 16_384)
      encoder.clOrdIdText(clOrdId).accountText(account).symbolText(symbol).marketIdText(market).side(side)
      encoder
        .orderQtyE8(qty * 1e8)
        .ordType('2'.charCodeAt(0))
        .priceE8(Math.round(price * 1e8))
        .timeInForce('1'.charCodeAt(0))
      encoder
        .transactTime(this.nowNs)
        .strategyIdText(strategy)
        .causeId(5)
        .ingestTime(this.nowNs - 9000)
      encoder.riskDecisionId(decisionId).limitsVersion(1).noTrdRegTimestamps(3)
      encoder
        .trdRegTimestamp(this.nowNs - 8000)
        .trdRegTimestampType(10)
        .trdRegTimestampOriginText('market-data')
      encoder
        .trdRegTimestamp(this.nowNs - 6000)
        .trdRegTimestampType(10)
        .trdRegTimestampOriginText('alpha')
      encoder
        .trdRegTimestamp(this.nowNs - 3000)
        .trdRegTimestampType(3)
        .trdRegTimestampOriginText('risk-gateway')
      encoder.end()
    })
  }

  replace(clOrdId: string, orig: string, { qty = 100, price = 10.02 } = {}): void {
    this.bus(STREAM.ORDERS_APPROVED, (out) => {
      const encoder = orderCancelReplaceRequestEncoder.begin(out, STREAM.ORDERS_APPROVED)
      encoder.clOrdIdText(clOrdId).origClOrdIdText(orig).symbolText('XYZ').marketIdText('XTST').side(SIDE.BUY)
      encoder
        .orderQtyE8(qty * 1e8)
        .ordType('2'.charCodeAt(0))
        .priceE8(Math.round(price * 1e8))
      encoder.transactTime(this.nowNs).riskDecisionId(78).end()
    })
  }

  cancel(clOrdId: string, orig: string): void {
    this.bus(STREAM.ORDERS_APPROVED, (out) => {
      const encoder = orderCancelRequestEncoder.begin(out, STREAM.ORDERS_APPROVED)
      encoder.clOrdIdText(clOrdId).origClOrdIdText(orig).symbolText('XYZ').marketIdText('XTST').side(SIDE.BUY)
      encoder.transactTime(this.nowNs).end()
    })
  }

  /** DH: halt, reinstate and levels between. */
  act(type: number, options: { action?: number; stream?: number; account?: string } = {}): void {
    const { action = Number.NaN, stream = STREAM.RISK_CONTROL, account } = options
    this.bus(stream, (out) => {
      const encoder = partyActionRequestEncoder.begin(out, stream).partyActionRequestIdText('H1')
      encoder
        .partyActionType(type)
        .riskAction(action)
        .transactTime(this.nowNs - 1000)
      if (account !== undefined) encoder.noPartyIds(1).partyIdText(account).partyRole(PARTY_ROLE.CUSTOMER_ACCOUNT)
      encoder.end()
    })
  }

  /** CA with what restricts it. */
  massCancel(scope: MassCancelScope = {}): void {
    const { account = '', strategy = '', symbol = '', market = '', side = 0, stream = STREAM.OPERATOR_CONTROL } = scope
    this.bus(stream, (out) => {
      const encoder = orderMassActionRequestEncoder.begin(out, stream).clOrdIdText('M1')
      encoder
        .massActionType(scope.type ?? 3)
        .massActionScope(7)
        .transactTime(this.nowNs - 2000)
      encoder.accountText(account).strategyIdText(strategy).symbolText(symbol).marketIdText(market).side(side).end()
    })
  }

  /** Bytes as they come, on any stream. */
  give(streamId: number, bytes: Uint8Array): void {
    this.#give(streamId, bytes, Number.NaN)
  }

  #give(streamId: number, bytes: Uint8Array, arrivalNs: number): void {
    const copy = new Uint8Array(bytes)
    this.out.nowNs = this.nowNs
    this.out.ingestNs = arrivalNs
    const frame = this.#frame.set(streamId, 0, copy, new DataView(copy.buffer), 0, copy.length)
    frame.arrivalNs = arrivalNs
    this.#receive(frame)
    this.decide()
  }

  #receive(frame: MessageFrame): void {
    if (this.#journaled.has(frame.streamId)) {
      const bytes = frame.bytes.slice(frame.offset, frame.offset + frame.length)
      this.journal.push({ nowNs: this.nowNs, streamId: frame.streamId, bytes })
    }
    this.core.onMessage(this.nowNs, frame, this.out)
  }
}

/** Value of a tag in a message as `take` gives it. */
export function field(message: string, tag: number): string | undefined {
  return new RegExp(`[ |]${tag}=([^|]*)\\|`).exec(message)?.[1]
}
