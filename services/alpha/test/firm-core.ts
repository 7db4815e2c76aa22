/** The core with its outbox and the rest of the firm as messages: what a test says is what the bus would carry. */

import { decimalE8, SessionTime } from '@reflex/base'
import { FixFrame, msgTypeText } from '@reflex/fix'
import {
  ApplicationMessageReportEncoder,
  BboEncoder,
  type DeskConfig,
  ExecutionReportEncoder,
  InstrumentStatusEncoder,
  Instruments,
  loadDeskConfig,
  OrderMassActionReportEncoder,
  PositionReportEncoder,
  STREAM,
} from '@reflex/schema'
import { CounterTable, MessageFrame, Outbox } from '@reflex/service-host'
import { type Alpha, buildAlpha } from '../src/build-alpha.ts'
import { parseAlphaConfig } from '../src/config.ts'
import { ALPHA_COUNTERS } from '../src/counters.ts'
import { alphaReport } from '../src/report.ts'

export const sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
export const desk: DeskConfig = loadDeskConfig(new URL('../../../config/desk.json', import.meta.url).pathname)
export const instruments = new Instruments(desk)
export const START_NS = 36_000e9

/** A message the core wrote, read by an independent index. */
export interface Said {
  readonly stream: number
  readonly type: string
  readonly ingestNs: number
  readonly frame: FixFrame
  text(tag: number): string
  number(tag: number): number
}

export interface Fill {
  readonly lots?: number
  readonly seq?: number
  /** Filled so far, lots; the fill itself when left out. */
  readonly cum?: number
  /** Lots of the order as it stands; those of the message when left out. */
  readonly total?: number
}

export class FirmCore {
  readonly out = new Outbox({ senderCompId: 'alpha', sessionTime })
  readonly counters = new CounterTable('alpha', ALPHA_COUNTERS)
  readonly alpha: Alpha
  readonly frame = new MessageFrame()
  readonly #senders = new Map<string, Outbox>()
  nowNs = START_NS
  #event = 0
  #record: { stream: number; bytes: Uint8Array }[] | undefined
  #exec = 0

  constructor(section: unknown = {}) {
    const config = parseAlphaConfig(section)
    this.alpha = buildAlpha({ desk, instruments, sessionTime, config, counters: this.counters })
  }

  send(stream: number, bytes: Uint8Array): Said[] {
    this.#record?.push({ stream, bytes })
    this.out.nowNs = this.nowNs
    this.frame.set(stream, 1, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
    this.alpha.core.onMessage(this.nowNs, this.frame, this.out)
    return this.said()
  }

  /** What is sent meanwhile, as bytes. */
  recorded(send: () => void): readonly { stream: number; bytes: Uint8Array }[] {
    this.#record = []
    send()
    const record = this.#record
    this.#record = undefined
    return record
  }

  /** Lets time pass by. */
  after(ms: number): Said[] {
    this.nowNs += ms * 1e6
    this.out.nowNs = this.nowNs
    this.alpha.core.onTimer(this.nowNs, this.out)
    return this.said()
  }

  heartbeat(names: readonly string[] = ['market-data', 'risk-gateway', 'ems', 'oms'], ready = true, life = 1): void {
    for (const name of names) {
      const out = this.sender(name)
      const e = new ApplicationMessageReportEncoder().begin(out, STREAM.HEALTH).applReportIdText('HB').applReportType(2)
      e.ready(ready).serviceLife(life).end()
      this.send(STREAM.HEALTH, taken(out))
    }
  }

  /** Start as it should be. @returns everything that was said until then. */
  start(): Said[] {
    this.heartbeat()
    const said = this.after(10)
    for (const one of said) said.push(...this.answer(one))
    said.push(...this.after(10))
    for (const { id } of instruments.all) this.status(id, 1)
    return said
  }

  /** What ems and oms answer to a CA, AF or AN when there is nothing. */
  answer(said: Said): Said[] {
    if (said.type === 'CA') return this.massReport(said.text(11))
    if (said.type === 'AF') return this.openOrder({ statusReqId: said.text(584), last: true })
    if (said.type === 'AN') return this.position({ request: said.text(710), last: true })
    return []
  }

  massReport(id: string): Said[] {
    const out = this.sender('ems')
    const e = new OrderMassActionReportEncoder().begin(out, STREAM.EXECUTIONS).massActionReportIdText('M1')
    e.clOrdIdText(id).massActionType(3).massActionScope(7).massActionResponse(2).totalAffectedOrders(0).end()
    return this.send(STREAM.EXECUTIONS, taken(out))
  }

  /** One answer to an AF. */
  openOrder(of: { statusReqId: string; last: boolean; id?: string; instrument?: number }): Said[] {
    const out = this.sender('ems')
    const e = new ExecutionReportEncoder().begin(out, STREAM.EXECUTIONS).orderIdText('V1').execIdText('0')
    e.clOrdIdText(of.id ?? 'NONE').massStatusReqIdText(of.statusReqId)
    if (of.last) e.lastRptRequested(true)
    const isOpen = of.id !== undefined
    e.execType(73)
      .ordStatus(isOpen ? 48 : 56)
      .accountText('MM1')
    putInstrument(e, of.instrument ?? 1)
    e.side(49)
      .orderQtyE8(1e8)
      .leavesQtyE8(isOpen ? 1e8 : 0)
      .cumQtyE8(0)
      .transactTime(this.nowNs)
      .end()
    return this.send(STREAM.EXECUTIONS, taken(out))
  }

  position(of: { instrument?: number; lots?: number; seq?: number; request?: string; last?: boolean }): Said[] {
    const out = this.sender('oms')
    const e = new PositionReportEncoder().begin(out, STREAM.POSITIONS).posMaintRptIdText('P1').posReqType(0)
    e.clearingBusinessDate(20_260_130)
    if (of.request !== undefined) e.posReqIdText(of.request)
    if (of.last === true) e.lastRptRequested(true)
    if (of.instrument !== undefined) {
      const lots = of.lots ?? 0
      const lotE8 = instruments.lotE8s[instruments.indexOf(of.instrument)]!
      e.accountText('MM1')
      putInstrument(e, of.instrument)
      e.lastExecSeqNum(of.seq ?? Number.NaN)
      e.noPositions(1)
        .posTypeText('TOT')
        .longQtyE8(Math.max(0, lots) * lotE8)
        .shortQtyE8(Math.max(0, -lots) * lotE8)
    }
    e.end()
    return this.send(STREAM.POSITIONS, taken(out))
  }

  status(id: number, state: 0 | 1 | 2): Said[] {
    const bytes = new Uint8Array(128)
    const status = new InstrumentStatusEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    status
      .instrumentId(id)
      .venueIndex(1)
      .ingestId(++this.#event)
      .captureTime(sessionTime, this.nowNs - 9000)
    status.publishTime(sessionTime, this.nowNs - 4000).state(state)
    return this.send(STREAM.MARKET_DATA, bytes)
  }

  quote(id: number, bid: number, ask: number, bidQty = 100, askQty = 100): Said[] {
    const tick = instruments.tickE8s[instruments.indexOf(id)]! / 1e8
    const bytes = new Uint8Array(128)
    const bbo = new BboEncoder().wrapAndApplyHeader(new DataView(bytes.buffer), 0)
    bbo
      .instrumentId(id)
      .venueIndex(1)
      .ingestId(++this.#event)
      .captureTime(sessionTime, this.nowNs - 9000)
    bbo
      .publishTime(sessionTime, this.nowNs - 4000)
      .venueTime(sessionTime, this.nowNs - 20_000)
      .seqNum(1)
      .rptSeq(1)
    bbo.bidPriceTicks(Math.round(bid / tick)).bidQtyLots(bidQty)
    bbo.askPriceTicks(Math.round(ask / tick)).askQtyLots(askQty)
    return this.send(STREAM.MARKET_DATA, bytes)
  }

  /** An execution report about an order that was said. */
  report(order: Said, execType: string, of: Fill & { status?: string; stream?: number; id?: string } = {}): Said[] {
    const stream = of.stream ?? STREAM.EXECUTIONS
    const out = this.sender(stream === STREAM.EXECUTIONS ? 'ems' : 'risk-gateway')
    const e = new ExecutionReportEncoder()
      .begin(out, stream)
      .orderIdText('V1')
      .execIdText(`E${++this.#exec}`)
    e.clOrdIdText(of.id ?? order.text(11))
      .origClOrdIdText(order.text(41))
      .execType(execType.charCodeAt(0))
    const statusOf: Record<string, string> = { F: '1', A: 'A' }
    e.ordStatus((of.status ?? statusOf[execType] ?? execType).charCodeAt(0)).accountText('MM1')
    const index = indexOf(order)
    const lotE8 = instruments.lotE8s[index]!
    putInstrument(e, instruments.ids[index]!)
    e.side(order.text(54).charCodeAt(0))
      .orderQtyE8(E8(order.text(38)))
      .priceE8(E8(order.text(44)))
    const lots = of.lots ?? 0
    if (lots > 0) e.lastQtyE8(lots * lotE8).lastPxE8(E8(order.text(44)))
    const total = of.total ?? Math.round(E8(order.text(38)) / lotE8)
    const cum = of.cum ?? lots
    e.leavesQtyE8('48C'.includes(execType) || Number.isNaN(total) ? 0 : Math.max(0, total - cum) * lotE8)
    e.cumQtyE8(cum * lotE8).transactTime(this.nowNs)
    e.applIdText('EXEC')
      .applSeqNum(of.seq ?? this.#exec)
      .strategyIdText('MAKER1')
      .end()
    return this.send(stream, taken(out))
  }

  ack(orders: readonly Said[]): Said[] {
    return orders.filter((one) => one.type === 'D').flatMap((one) => this.report(one, '0'))
  }

  said(): Said[] {
    const list: Said[] = []
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes, ingestNs } = this.out.messageAt(i)
      const frame = new FixFrame(sessionTime)
      frame.wrap(bytes.slice(), 0, bytes.length)
      const text = (tag: number): string => frame.text(tag)
      const type = msgTypeText(frame.msgType)
      list.push({ stream: streamId, type, ingestNs, frame, text, number: (tag) => Number(frame.text(tag)) })
    }
    this.out.discard()
    return list
  }

  sender(name: string): Outbox {
    let out = this.#senders.get(name)
    if (out === undefined) {
      out = new Outbox({ senderCompId: name, sessionTime, capacityBytes: 65_536, messagesMax: 16 })
      this.#senders.set(name, out)
    }
    out.nowNs = this.nowNs
    return out
  }

  summary(): ReturnType<typeof alphaReport> {
    return alphaReport(this.alpha, this.counters)
  }
}

export function indexOf(order: Said): number {
  return instruments.indexOf(instruments.idOf(order.text(55), order.text(1301)))
}

const E8 = (text: string): number => (text === '' ? Number.NaN : decimalE8(text))

export function taken(out: Outbox): Uint8Array {
  const bytes = out.messageAt(0).bytes.slice()
  out.discard()
  return bytes
}

export function putInstrument(e: { symbolText(t: string): { marketIdText(t: string): unknown } }, id: number): void {
  const { symbol, venue } = instruments.all[instruments.indexOf(id)]!
  e.symbolText(symbol).marketIdText(venue)
}
