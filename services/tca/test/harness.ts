/** A core with its outbox, fed through the real encoders: what a test says is what the bus would carry. Times in ns. */

import { decimalE8, SessionTime } from '@reflex/base'
import { FixFrame, msgTypeText } from '@reflex/fix'
import {
  ApplicationMessageReportEncoder,
  BboEncoder,
  ExecutionReportEncoder,
  InstrumentStatusEncoder,
  Instruments,
  NewOrderSingleEncoder,
  parseDeskConfig,
  STREAM,
  TradeEncoder,
} from '@reflex/schema'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { TcaCore, type TcaCoreOptions } from '../src/core/tca-core.ts'
import { createTcaCounters } from '../src/counters.ts'
import { tcaReport, type VenueRow } from '../src/tca-report.ts'

export const EPOCH_MS = Date.UTC(2026, 0, 30)
export const sessionTime = new SessionTime(EPOCH_MS)
export const VENUES = ['XA', 'XB', 'XC'] as const

/** One symbol on three venues: instrument ids 1, 2, 3; ticks of 0.01, lots of 1. */
export const desk = parseDeskConfig({
  firm: 'REFLEX',
  sessionEpoch: '2026-01-30',
  venues: VENUES.map((name, i) => ({
    ...{ id: i + 1, name, kind: 'recorded', makerFeeBps: '0', takerFeeBps: '0' },
    latencyUs: { order: 0, ack: 0, feed: 0 },
  })),
  instruments: VENUES.map((venue, i) => ({
    ...{ id: i + 1, symbol: 'ABC', venue, kind: 'spot', underlying: 'ABC', baseCurrency: 'ABC' },
    ...{ quoteCurrency: 'USD', settleCurrency: 'USD', tickSize: '0.01', lotSize: '1', multiplier: '1' },
    ...{ minQty: '1', maxQty: '1000000' },
  })),
  accounts: [{ id: 'MM1' }],
  strategies: [{ id: 'MAKER1', account: 'MM1', instruments: [1, 2, 3] }],
})
export const instruments = new Instruments(desk)

export interface Report {
  readonly exec: string
  readonly seq?: number
  readonly order?: string
  readonly orig?: string
  readonly ref?: string
  readonly type?: string
  readonly status?: string
  readonly side?: 'buy' | 'sell'
  readonly venue?: string
  readonly orderQty?: string
  readonly price?: string
  readonly qty?: string
  readonly px?: string
  readonly atNs: number
  /** When it is read, if not at once. */
  readonly readNs?: number
  readonly fee?: string
  readonly feeCurrency?: string
  readonly liquidity?: number
  readonly sentNs?: number
  readonly answeredNs?: number
  readonly ingestNs?: number
  readonly resend?: boolean
}

export interface Order {
  readonly id: string
  readonly venue?: string
  readonly side?: 'buy' | 'sell'
  readonly qty?: string
  readonly price?: string
  readonly decidedNs: number
  readonly passedNs: number
}

const E8 = (text: string | undefined): number => (text === undefined ? Number.NaN : decimalE8(text))

export interface Said {
  readonly type: string
  readonly frame: FixFrame
  text(tag: number): string
  number(tag: number): number
}

export const OPTIONS: Omit<TcaCoreOptions, 'counters'> = {
  instruments,
  sessionTime,
  horizonsMs: [10, 100, 1000, 10_000],
  scoreHorizonMs: 1000,
  sizeBounds: [1000, 10_000, 100_000],
  waitNs: 2e9,
  historyNs: 60e9,
  publishIntervalNs: 1e9,
  skewMaxNs: 1e9,
  fillsMax: 64,
  ordersMax: 64,
  cellsMax: 64,
  livenessTimeoutNs: 500e6,
}

export class TcaHarness {
  readonly out = new Outbox({ senderCompId: 'tca', sessionTime })
  readonly counters = createTcaCounters('tca')
  readonly core: TcaCore
  readonly options: TcaCoreOptions
  readonly frame = new MessageFrame()
  nowNs = 0
  sessionId = 1
  lastAskTicks = 0
  readonly #others = new Outbox({ senderCompId: 'ems', sessionTime, capacityBytes: 65_536, messagesMax: 16 })
  readonly #report = new ExecutionReportEncoder()
  readonly #order = new NewOrderSingleEncoder()
  readonly #heartbeat = new ApplicationMessageReportEncoder()

  constructor(options: Partial<TcaCoreOptions> = {}) {
    this.options = { ...OPTIONS, counters: this.counters, ...options }
    this.core = new TcaCore(this.options)
  }

  send(stream: number, bytes: Uint8Array): Said[] {
    this.out.nowNs = this.nowNs
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.frame.set(stream, this.sessionId, bytes, view, 0, bytes.length)
    this.core.onMessage(this.nowNs, this.frame, this.out)
    return this.said()
  }

  timer(nowNs: number): Said[] {
    this.nowNs = nowNs
    this.out.nowNs = nowNs
    this.core.onTimer(nowNs, this.out)
    return this.said()
  }

  quote(id: number, atNs: number, bidTicks: number, askTicks: number): Said[] {
    const bytes = new Uint8Array(94)
    const bbo = new BboEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    bbo.instrumentId(id).venueIndex(id).captureTime(sessionTime, atNs).publishTime(sessionTime, atNs)
    this.lastAskTicks = askTicks
    bbo.bidPriceTicks(bidTicks).bidQtyLots(1).askPriceTicks(askTicks).askQtyLots(1)
    return this.#marketData(atNs, bytes)
  }

  trade(id: number, atNs: number, ticks: number, lots: number): Said[] {
    const bytes = new Uint8Array(128)
    const trade = new TradeEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    trade.instrumentId(id).venueIndex(id).captureTime(sessionTime, atNs).priceTicks(ticks).qtyLots(lots)
    return this.#marketData(atNs, bytes)
  }

  status(id: number, atNs: number, state: 0 | 1): Said[] {
    const bytes = new Uint8Array(128)
    const status = new InstrumentStatusEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    status.instrumentId(id).captureTime(sessionTime, atNs).state(state)
    return this.#marketData(atNs, bytes)
  }

  #marketData(atNs: number, bytes: Uint8Array): Said[] {
    this.nowNs = Math.max(this.nowNs, atNs)
    return this.send(STREAM.MARKET_DATA, bytes)
  }

  approve(order: Order): Said[] {
    this.nowNs = Math.max(this.nowNs, order.passedNs)
    const e = this.#order.begin(this.#others, STREAM.ORDERS_APPROVED).clOrdIdText(order.id).accountText('MM1')
    e.symbolText('ABC')
      .marketIdText(order.venue ?? 'XA')
      .side(order.side === 'sell' ? 50 : 49)
    e.orderQtyE8(E8(order.qty ?? '100'))
      .ordType(50)
      .priceE8(E8(order.price ?? '50'))
      .transactTime(order.decidedNs)
    e.strategyIdText('MAKER1')
    e.noTrdRegTimestamps(1).trdRegTimestamp(order.passedNs).trdRegTimestampType(3)
    e.trdRegTimestampOriginText('risk-gateway').end()
    return this.send(STREAM.ORDERS_APPROVED, this.#take())
  }

  report(report: Report): Said[] {
    this.nowNs = Math.max(this.nowNs, report.readNs ?? report.atNs)
    const e = this.#report.begin(this.#others, STREAM.EXECUTIONS)
    if (report.resend === true) e.possResend()
    e.orderIdText('V1')
      .execIdText(report.exec)
      .clOrdIdText(report.order ?? 'A1')
      .origClOrdIdText(report.orig ?? '')
    e.execRefIdText(report.ref ?? '')
    e.execType((report.type ?? 'F').charCodeAt(0)).ordStatus((report.status ?? '1').charCodeAt(0))
    e.accountText('MM1')
      .symbolText('ABC')
      .marketIdText(report.venue ?? 'XA')
      .side(report.side === 'sell' ? 50 : 49)
    e.orderQtyE8(E8(report.orderQty ?? '100')).priceE8(E8(report.price ?? '50'))
    e.lastQtyE8(E8(report.qty))
      .lastPxE8(E8(report.px))
      .lastLiquidityInd(report.liquidity ?? Number.NaN)
    e.leavesQtyE8(0).cumQtyE8(0).transactTime(report.atNs)
    if (report.seq !== undefined) e.applIdText('EXEC').applSeqNum(report.seq)
    e.strategyIdText('MAKER1')
      .causeId(7)
      .ingestTime(report.ingestNs ?? Number.NaN)
    if (report.fee !== undefined) {
      e.noMiscFees(1)
        .miscFeeAmtE8(E8(report.fee))
        .miscFeeCurrText(report.feeCurrency ?? 'USD')
        .miscFeeTypeText('4')
    }
    if (report.sentNs !== undefined) {
      e.noTrdRegTimestamps(report.answeredNs === undefined ? 1 : 2)
      e.trdRegTimestamp(report.sentNs).trdRegTimestampType(31).trdRegTimestampOriginText('ems')
      if (report.answeredNs !== undefined) {
        e.trdRegTimestamp(report.answeredNs).trdRegTimestampType(2).trdRegTimestampOriginText('ems')
      }
    }
    e.end()
    return this.send(STREAM.EXECUTIONS, this.#take())
  }

  heartbeat(name: string): void {
    const from = new Outbox({ senderCompId: name, sessionTime, capacityBytes: 8192, messagesMax: 2 })
    this.#heartbeat.begin(from, STREAM.HEALTH).applReportIdText('HB').applReportType(2).ready(true).serviceLife(1).end()
    this.send(STREAM.HEALTH, from.messageAt(0).bytes.slice())
  }

  said(): Said[] {
    const list: Said[] = []
    for (let i = 0; i < this.out.size; i++) {
      const { bytes } = this.out.messageAt(i)
      const frame = new FixFrame(sessionTime)
      frame.wrap(bytes.slice(), 0, bytes.length)
      list.push({
        type: msgTypeText(frame.msgType),
        frame,
        text: (tag) => frame.text(tag),
        number: (tag) => Number(frame.text(tag) || Number.NaN),
      })
    }
    this.out.discard()
    return list
  }

  summary(): { measurements: number; markouts: number; markoutsMissing: number; venues: VenueRow[] } {
    return tcaReport(this.core, instruments, this.options.horizonsMs) as never
  }

  #take(): Uint8Array {
    const bytes = this.#others.messageAt(0).bytes.slice()
    this.#others.discard()
    return bytes
  }
}

/** Entries of a DP: metric (and horizon) -> [value, count, low, high]. */
export function statistics(said: Said): Record<string, readonly number[]> {
  const { frame } = said
  const result: Record<string, readonly number[]> = {}
  let entry: Record<number, number> = {}
  const keep = (): void => {
    if (entry[10320] === undefined) return
    const key = entry[10306] === undefined ? `${entry[10320]}` : `${entry[10320]}@${entry[10306]}`
    result[key] = [entry[2478]!, entry[10321]!, entry[10322]!, entry[10323]!]
  }
  for (let slot = 0; slot < frame.fieldCount; slot++) {
    const tag = frame.tags[slot]!
    if (tag === 2456) {
      keep()
      entry = {}
    }
    entry[tag] = Number(frame.textAt(slot))
  }
  keep()
  return result
}
