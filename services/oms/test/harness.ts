/** A core with its outbox, fed through the real encoders: what a test says is what the bus would carry. */

import { decimalE8, SessionTime } from '@reflex/base'
import { FixFrame, msgTypeText } from '@reflex/fix'
import {
  ApplicationMessageReportEncoder,
  BboEncoder,
  ExecutionReportEncoder,
  InstrumentStatusEncoder,
  Instruments,
  parseDeskConfig,
  RequestForPositionsEncoder,
  STREAM,
} from '@reflex/schema'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { OmsCore, type OmsCoreOptions } from '../src/core/oms-core.ts'
import { createOmsCounters } from '../src/counters.ts'
import { omsReport } from '../src/oms-report.ts'

export const EPOCH_MS = Date.UTC(2026, 0, 30)
export const sessionTime = new SessionTime(EPOCH_MS)

const venue = (id: number, name: string) => ({
  id,
  name,
  kind: 'recorded',
  makerFeeBps: '0',
  takerFeeBps: '0',
  latencyUs: { order: 0, ack: 0, feed: 0 },
})
const instrument = (id: number, symbol: string, on: string, kind: string, tickSize: string, lotSize: string) => ({
  id,
  symbol,
  venue: on,
  kind,
  underlying: symbol.slice(0, 3),
  baseCurrency: symbol.slice(0, 3),
  quoteCurrency: 'USD',
  settleCurrency: kind === 'inverse-perpetual' ? symbol.slice(0, 3) : 'USD',
  tickSize,
  lotSize,
  multiplier: '1',
  minQty: lotSize,
  maxQty: '100000',
})

export const desk = parseDeskConfig({
  firm: 'REFLEX',
  sessionEpoch: '2026-01-30',
  venues: [venue(1, 'XALP'), venue(2, 'XBET')],
  instruments: [
    instrument(1, 'BTC-USD', 'XALP', 'spot', '0.01', '0.0001'),
    instrument(2, 'BTC-USD', 'XBET', 'spot', '0.01', '0.0001'),
    instrument(7, 'BTC-INV', 'XBET', 'inverse-perpetual', '0.5', '1'),
  ],
  accounts: [{ id: 'MM1' }],
  strategies: [{ id: 'MAKER1', account: 'MM1', instruments: [1, 2, 7] }],
})
export const instruments = new Instruments(desk)

/** An execution report in words; what is left out has the value of a plain fill. */
export interface Report {
  readonly exec: string
  readonly seq?: number
  readonly order?: string
  readonly orig?: string
  readonly type?: string
  readonly status?: string
  readonly ref?: string
  readonly side?: 'buy' | 'sell'
  readonly account?: string
  readonly strategy?: string
  readonly symbol?: string
  readonly venue?: string
  readonly orderQty?: string
  readonly price?: string
  readonly qty?: string
  readonly px?: string
  readonly cum?: string
  readonly leaves?: string
  readonly fee?: string
  readonly feeCurrency?: string
  readonly resend?: boolean
  readonly statusReqId?: string
  readonly last?: boolean
}

const E8 = (text: string | undefined): number => (text === undefined ? Number.NaN : decimalE8(text))

/** Encodes messages as the other services do. */
export class Sender {
  readonly out: Outbox
  readonly #report = new ExecutionReportEncoder()
  readonly #heartbeat = new ApplicationMessageReportEncoder()
  readonly #request = new RequestForPositionsEncoder()

  constructor(name: string) {
    this.out = new Outbox({ senderCompId: name, sessionTime, capacityBytes: 65_536, messagesMax: 16 })
  }

  execution(report: Report, stream: number = STREAM.EXECUTIONS): Uint8Array {
    const e = this.#report.begin(this.out, stream)
    if (report.resend === true) e.possResend()
    e.orderIdText('V1')
      .execIdText(report.exec)
      .clOrdIdText(report.order ?? 'A1')
    e.origClOrdIdText(report.orig ?? '').execRefIdText(report.ref ?? '')
    e.massStatusReqIdText(report.statusReqId ?? '')
    if (report.last === true) e.lastRptRequested(true)
    e.execType((report.type ?? 'F').charCodeAt(0)).ordStatus((report.status ?? '1').charCodeAt(0))
    e.accountText(report.account ?? 'MM1')
      .symbolText(report.symbol ?? 'BTC-USD')
      .marketIdText(report.venue ?? 'XALP')
    e.side(report.side === 'sell' ? 50 : 49)
      .orderQtyE8(E8(report.orderQty ?? '1'))
      .priceE8(E8(report.price))
    e.lastQtyE8(E8(report.qty)).lastPxE8(E8(report.px)).leavesQtyE8(E8(report.leaves)).cumQtyE8(E8(report.cum))
    e.transactTime(this.out.nowNs)
    if (report.seq !== undefined) e.applIdText('EXEC').applSeqNum(report.seq)
    e.strategyIdText(report.strategy ?? 'MAKER1')
      .causeId(77)
      .ingestTime(5000)
    if (report.fee !== undefined) {
      e.noMiscFees(1)
        .miscFeeAmtE8(E8(report.fee))
        .miscFeeCurrText(report.feeCurrency ?? 'USD')
        .miscFeeTypeText('4')
    }
    e.end()
    return this.take()
  }

  heartbeat(life = 1, journalLast?: number): Uint8Array {
    const e = this.#heartbeat.begin(this.out, STREAM.HEALTH).applReportIdText('HB').applReportType(2).ready(true)
    e.serviceLife(life)
    if (journalLast !== undefined) e.noApplIds(1).refApplIdText('EXEC').refApplLastSeqNum(journalLast)
    e.end()
    return this.take()
  }

  positionRequest(id: string, filter: { account?: string; symbol?: string; venue?: string } = {}): Uint8Array {
    const e = this.#request.begin(this.out, STREAM.POSITION_REQUESTS).posReqIdText(id).posReqType(0)
    e.clearingBusinessDate(20_260_130).transactTime(this.out.nowNs)
    e.accountText(filter.account ?? '')
      .symbolText(filter.symbol ?? '')
      .marketIdText(filter.venue ?? '')
    e.end()
    return this.take()
  }

  take(): Uint8Array {
    const bytes = this.out.messageAt(0).bytes.slice()
    this.out.discard()
    return bytes
  }
}

/** A message the core wrote, read by an independent index. */
export interface Said {
  readonly stream: number
  readonly type: string
  readonly frame: FixFrame
  text(tag: number): string
}

export const OPTIONS: Omit<OmsCoreOptions, 'counters'> = {
  instruments,
  sessionTime,
  businessDate: 20_260_130,
  ems: { emsName: 'ems', timeoutNs: 500e6, retryNs: 500e6, tailGraceNs: 100e6 },
  ordersCapacity: 16,
  executionsCapacity: 16,
  positionsCapacity: 1,
  refreshIntervalNs: 250e6,
  markPriceTimeoutNs: 5e9,
  alertsPerSecondMax: 10,
  publishesStrategies: false,
}

export class OmsHarness {
  readonly out = new Outbox({ senderCompId: 'oms', sessionTime })
  readonly counters = createOmsCounters('oms')
  readonly core: OmsCore
  readonly ems = new Sender('ems')
  readonly frame = new MessageFrame()
  nowNs = 1e9

  constructor(options: Partial<OmsCoreOptions> = {}) {
    this.core = new OmsCore({ ...OPTIONS, counters: this.counters, ...options })
  }

  send(stream: number, bytes: Uint8Array): Said[] {
    this.out.nowNs = this.nowNs
    this.frame.set(stream, 1, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
    this.core.onMessage(this.nowNs, this.frame, this.out)
    return this.said()
  }

  execution(report: Report): Said[] {
    return this.send(STREAM.EXECUTIONS, this.ems.execution(report))
  }

  timer(nowNs = this.nowNs): Said[] {
    this.nowNs = nowNs
    this.out.nowNs = nowNs
    this.core.onTimer(nowNs, this.out)
    return this.said()
  }

  heartbeat(life = 1, journalLast?: number): void {
    this.send(STREAM.HEALTH, this.ems.heartbeat(life, journalLast))
  }

  /** The ems lives and has answered: nothing is missing. */
  sync(): void {
    this.heartbeat()
    const request = this.timer().find((said) => said.type === 'AF')
    if (request === undefined) throw new Error('no AF was sent')
    this.execution({ exec: '0', type: 'I', statusReqId: request.text(584), last: true })
  }

  quote(id: number, bidTicks: number, askTicks: number): Said[] {
    const bytes = new Uint8Array(128)
    const bbo = new BboEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    bbo.instrumentId(id).venueIndex(1).ingestId(1).captureTime(sessionTime, this.nowNs)
    bbo.publishTime(sessionTime, this.nowNs).venueTime(sessionTime, this.nowNs).seqNum(1).rptSeq(1)
    bbo.bidPriceTicks(bidTicks).bidQtyLots(1).askPriceTicks(askTicks).askQtyLots(1)
    return this.send(STREAM.MARKET_DATA, bytes)
  }

  status(id: number, state: 0 | 1): void {
    const bytes = new Uint8Array(128)
    const status = new InstrumentStatusEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    status.instrumentId(id).state(state)
    this.send(STREAM.MARKET_DATA, bytes)
  }

  said(): Said[] {
    const list: Said[] = []
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes } = this.out.messageAt(i)
      const frame = new FixFrame(sessionTime)
      frame.wrap(bytes.slice(), 0, bytes.length)
      list.push({ stream: streamId, type: msgTypeText(frame.msgType), frame, text: (tag) => frame.text(tag) })
    }
    this.out.discard()
    return list
  }

  /** Settles first, as the next turn would: the report itself changes nothing. */
  report(): ReturnType<typeof omsReport> {
    this.core.book.settle()
    return omsReport(this.core, instruments)
  }
}

/** Amounts of an AP or CQ by code: { RPNL: '5', ... }. */
export function amounts(said: Said): Record<string, string> {
  const { frame } = said
  const result: Record<string, string> = {}
  for (let slot = 0; slot < frame.fieldCount; slot++) {
    if (frame.tags[slot] === 707) result[frame.textAt(slot)] = frame.textAt(slot + 1)
  }
  return result
}
