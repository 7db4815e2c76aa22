/**
 * An engine with everything real but the bus: messages in through the generated encoders, messages out read back from
 * the outbox.
 */

import { fileURLToPath } from 'node:url'
import { SessionTime } from '@reflex/base'
import { FixFrame, msgTypeText } from '@reflex/fix'
import {
  ApplicationMessageReportEncoder,
  BboEncoder,
  type DeskConfig,
  FIELDS,
  type InstrumentState,
  InstrumentStatusEncoder,
  Instruments,
  loadDeskConfig,
  PartyActionRequestEncoder,
  PositionReportEncoder,
  STREAM,
} from '@reflex/schema'
import { CounterTable, MessageFrame, Outbox } from '@reflex/service-host'
import { buildEngine } from '../src/build-engine.ts'
import { parseRiskEngineConfig } from '../src/config.ts'
import type { EngineCore } from '../src/core/engine-core.ts'
import { ENGINE_COUNTERS, type EngineCounter } from '../src/counters.ts'

export const DESK = loadDeskConfig(fileURLToPath(new URL('../../../config/desk.json', import.meta.url)))
export const MS = 1e6
export const START_NS = 34_200_000 * MS
export const TAG_ACTION = FIELDS.RiskAction.tag
export const TAG_TTL = FIELDS.TimeToLiveMs.tag

export interface Published {
  readonly stream: number
  readonly type: string
  readonly bytes: Uint8Array
  get(tag: number): string
}

export class World {
  readonly sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
  readonly instruments: Instruments
  readonly counters = new CounterTable<EngineCounter>('risk-engine', ENGINE_COUNTERS)
  readonly core: EngineCore
  readonly out: Outbox
  nowNs = START_NS
  lastAn = ''
  /** Whether oms and market-data send heartbeats as time passes. */
  omsLives = true
  marketLives = true
  readonly #inbox: Outbox
  readonly #frame = new MessageFrame()

  constructor(section: unknown = {}, desk: DeskConfig = DESK) {
    this.instruments = new Instruments(desk)
    this.out = new Outbox({ senderCompId: 'risk-engine', sessionTime: this.sessionTime })
    this.#inbox = new Outbox({ senderCompId: 'oms', sessionTime: this.sessionTime })
    const config = parseRiskEngineConfig(section)
    const { instruments, sessionTime, counters } = this
    this.core = buildEngine({ desk, instruments, sessionTime, config, counters })
  }

  /** Positions answered, prices known, everything alive. */
  ready(): this {
    for (let id = 1; id <= 6; id++) this.quote(id, id % 2 === 1 ? 60_000 : 3000)
    this.pass(0)
    this.position({ isLast: true, reqId: this.lastAn })
    this.pass(0)
    this.take()
    return this
  }

  /** Time passes, with heartbeats and a turn every 100 ms. */
  pass(ms: number): void {
    for (let left = ms; ; left -= 100) {
      this.heartbeats()
      this.turn()
      if (left <= 0) return
      this.nowNs += Math.min(left, 100) * MS
    }
  }

  turn(): void {
    this.out.nowNs = this.nowNs
    this.core.onTimer(this.nowNs, this.out)
    for (let i = 0; i < this.out.size; i++) {
      const message = this.#read(i)
      if (message.type === 'AN') this.lastAn = message.get(710)
    }
  }

  /** What was published since the last call. */
  take(): Published[] {
    const messages = Array.from({ length: this.out.size }, (_, i) => this.#read(i))
    this.out.discard()
    return messages
  }

  /** Control messages since the last call, as 'DH 3 firm' or 'CA MM1'. */
  actions(): string[] {
    return this.take()
      .filter(({ stream }) => stream === STREAM.RISK_CONTROL)
      .map((message) => {
        const instrument = message.get(55) === '' ? '' : `${message.get(55)}@${message.get(1301)}`
        const scope = instrument || message.get(1) || message.get(448) || 'firm'
        return message.type === 'DH' ? `DH ${message.get(TAG_ACTION)} ${scope}` : `CA ${scope}`
      })
  }

  heartbeats(life = 1): void {
    for (const name of [...(this.omsLives ? ['oms'] : []), ...(this.marketLives ? ['market-data'] : [])]) {
      const from = new Outbox({ senderCompId: name, sessionTime: this.sessionTime, capacityBytes: 65_536 })
      from.nowNs = this.nowNs
      const report = new ApplicationMessageReportEncoder().begin(from, STREAM.HEALTH).applReportIdText('HB')
      report.applReportType(2).ready(true).serviceLife(life).end()
      this.#deliver(from)
    }
  }

  position(fields: {
    qty?: number
    realized?: number
    unrealized?: number
    fees?: number
    mark?: number
    symbol?: string
    venue?: string
    strategy?: string
    isLast?: boolean
    reqId?: string
  }): void {
    const message = new PositionReportEncoder().begin(this.#sent(), STREAM.POSITIONS).posMaintRptIdText('1')
    if (fields.reqId !== undefined) message.posReqIdText(fields.reqId)
    message.posReqType(0)
    if (fields.isLast) message.lastRptRequested(true)
    message.clearingBusinessDate(20_260_130)
    if (fields.qty !== undefined) {
      message.accountText('MM1')
      if (fields.strategy !== undefined) message.strategyIdText(fields.strategy)
      message.symbolText(fields.symbol ?? 'BTC-USD').marketIdText(fields.venue ?? 'XALP')
      message.settlPriceE8(fields.mark === undefined ? Number.NaN : e8(fields.mark))
      message.noPositions(1).posTypeText('TOT')
      message.longQtyE8(e8(Math.max(0, fields.qty))).shortQtyE8(e8(Math.max(0, -fields.qty)))
      message.noPosAmt(fields.mark === undefined ? 2 : 3)
      message.posAmtTypeText('RPNL').posAmtE8(e8(fields.realized ?? 0))
      message.posAmtTypeText('FEES').posAmtE8(e8(fields.fees ?? 0))
      if (fields.mark !== undefined) message.posAmtTypeText('UPNL').posAmtE8(e8(fields.unrealized ?? 0))
    }
    message.end()
    this.#deliver()
  }

  release(fields: { by?: string; reason?: string; account?: string; symbol?: string; venue?: string } = {}): void {
    const { by = 'ann', reason = 'accepted', account, symbol, venue } = fields
    const message = new PartyActionRequestEncoder()
      .begin(this.#sent(), STREAM.OPERATOR_CONTROL)
      .partyActionRequestIdText('A1')
      .partyActionType(2)
      .transactTime(this.nowNs)
      .textText(reason)
    if (symbol !== undefined) message.symbolText(symbol)
    if (venue !== undefined) message.marketIdText(venue)
    const parties = [
      ...(account === undefined ? [] : [{ name: account, role: 24 }]),
      ...(by === '' ? [] : [{ name: by, role: 44 }]),
    ]
    if (parties.length > 0) message.noPartyIds(parties.length)
    for (const { name, role } of parties) message.partyIdText(name).partyIdSource(68).partyRole(role)
    message.end()
    this.#deliver()
  }

  quote(id: number, mid: number): void {
    const index = this.instruments.indexOf(id)
    const ticks = Math.round((mid * 1e8) / this.instruments.tickE8s[index]!)
    this.#marketData((view) => {
      const bbo = new BboEncoder().wrapAndApplyHeader(view, 0).instrumentId(id)
      bbo
        .bidPriceTicks(ticks - 1)
        .bidQtyLots(10)
        .askPriceTicks(ticks + 1)
        .askQtyLots(10)
    })
  }

  status(id: number, state: InstrumentState): void {
    this.#marketData((view) => {
      new InstrumentStatusEncoder().wrapAndApplyHeader(view, 0).instrumentId(id).state(state)
    })
  }

  deliver(stream: number, bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.out.nowNs = this.nowNs
    this.core.onMessage(this.nowNs, this.#frame.set(stream, 1, bytes, view, 0, bytes.length), this.out)
  }

  #marketData(write: (view: DataView) => void): void {
    const bytes = new Uint8Array(200)
    write(new DataView(bytes.buffer))
    this.deliver(STREAM.MARKET_DATA, bytes)
  }

  #sent(): Outbox {
    this.#inbox.nowNs = this.nowNs
    return this.#inbox
  }

  #deliver(from: Outbox = this.#inbox): void {
    for (let i = 0; i < from.size; i++) {
      const { streamId, bytes } = from.messageAt(i)
      this.deliver(streamId, bytes.slice())
    }
    from.discard()
  }

  #read(index: number): Published {
    const { streamId, bytes } = this.out.messageAt(index)
    const copy = bytes.slice()
    const frame = new FixFrame(this.sessionTime)
    frame.wrap(copy, 0, copy.length)
    const values = new Map<number, string>()
    for (let slot = 0; slot < frame.fieldCount; slot++) {
      const tag = frame.tags[slot]!
      values.set(tag, values.has(tag) ? `${values.get(tag)},${frame.textAt(slot)}` : frame.textAt(slot))
    }
    return { stream: streamId, type: msgTypeText(frame.msgType), bytes: copy, get: (tag) => values.get(tag) ?? '' }
  }
}

export function e8(value: number): number {
  return Math.round(value * 1e8)
}
