/** What the other services and the market tell the gateway, through the real encoders. */

import { SessionTime } from '@reflex/base'
import {
  ApplicationMessageReportEncoder,
  BboEncoder,
  ExecutionReportEncoder,
  type InstrumentState,
  InstrumentStatusEncoder,
  type Instruments,
  NewOrderSingleEncoder,
  OrderCancelRejectEncoder,
  OrderCancelReplaceRequestEncoder,
  OrderCancelRequestEncoder,
  OrderMassActionRequestEncoder,
  PartyActionRequestEncoder,
  PositionReportEncoder,
  STREAM,
} from '@reflex/schema'
import { Outbox } from '@reflex/service-host'

export const MS = 1e6
export const START_NS = 34_200_000 * MS

export interface OrderFields {
  id: string
  symbol?: string
  venue?: string
  side?: 'B' | 'S'
  qty: number
  px?: number
  ordType?: string
  tif?: string
  account?: string
  strategy?: string
  sentNs?: number
  closeOnly?: boolean
  orig?: string
}

export interface ReportFields {
  id: string
  orig?: string
  execType: string
  status: string
  cum?: number
  qty: number
  px?: number
  last?: number
  seq?: number
  symbol?: string
  venue?: string
  side?: 'B' | 'S'
  isResend?: boolean
  massStatusReqId?: string
  isLast?: boolean
}

export abstract class Peers {
  readonly sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
  abstract readonly instruments: Instruments
  nowNs = START_NS
  readonly #inbox = new Outbox({ senderCompId: 'alpha', sessionTime: this.sessionTime })

  abstract deliver(stream: number, bytes: Uint8Array): void

  heartbeats(names = ['oms', 'risk-engine', 'ems'], isReady = true, life = 1): void {
    for (const name of names) {
      const from = new Outbox({ senderCompId: name, sessionTime: this.sessionTime, capacityBytes: 65_536 })
      from.nowNs = this.nowNs
      new ApplicationMessageReportEncoder()
        .begin(from, STREAM.HEALTH)
        .applReportIdText('HB')
        .applReportType(2)
        .ready(isReady)
        .serviceLife(life)
        .end()
      this.#deliver(from)
    }
  }

  order(fields: OrderFields): void {
    const message = new NewOrderSingleEncoder().begin(this.#sent(fields), STREAM.ORDERS_INTENT)
    message.clOrdIdText(fields.id)
    terms(message, fields)
    if (fields.closeOnly) message.positionEffect(67)
    message
      .transactTime(this.nowNs)
      .strategyIdText(fields.strategy ?? 'MAKER1')
      .causeId(7)
      .ingestTime(this.nowNs - 5000)
    message
      .noTrdRegTimestamps(1)
      .trdRegTimestamp(this.nowNs - 1000)
      .trdRegTimestampType(10)
    message.trdRegTimestampOriginText('alpha').end()
    this.#deliver()
  }

  replace(fields: OrderFields): void {
    const message = new OrderCancelReplaceRequestEncoder().begin(this.#sent(fields), STREAM.ORDERS_INTENT)
    message.clOrdIdText(fields.id).origClOrdIdText(fields.orig!)
    terms(message, fields)
    message
      .transactTime(this.nowNs)
      .strategyIdText(fields.strategy ?? 'MAKER1')
      .end()
    this.#deliver()
  }

  cancel(id: string, orig: string, stream: number = STREAM.ORDERS_INTENT): void {
    new OrderCancelRequestEncoder()
      .begin(this.#sent({}), stream)
      .clOrdIdText(id)
      .origClOrdIdText(orig)
      .accountText('MM1')
      .symbolText('BTC-USD')
      .marketIdText('XALP')
      .side(49)
      .transactTime(this.nowNs)
      .end()
    this.#deliver()
  }

  massCancel(stream: number = STREAM.ORDERS_INTENT): void {
    new OrderMassActionRequestEncoder()
      .begin(this.#sent({}), stream)
      .clOrdIdText('ALL1')
      .massActionType(3)
      .massActionScope(7)
      .transactTime(this.nowNs)
      .end()
    this.#deliver()
  }

  report(fields: ReportFields): void {
    const message = new ExecutionReportEncoder().begin(this.#sent({}), STREAM.EXECUTIONS)
    if (fields.isResend) message.possResend()
    message
      .orderIdText('V1')
      .execIdText(`E${fields.seq ?? 0}`)
      .clOrdIdText(fields.id)
    if (fields.orig !== undefined) message.origClOrdIdText(fields.orig)
    if (fields.massStatusReqId !== undefined) message.massStatusReqIdText(fields.massStatusReqId)
    if (fields.isLast) message.lastRptRequested(true)
    const cum = fields.cum ?? 0
    message
      .execType(fields.execType.charCodeAt(0))
      .ordStatus(fields.status.charCodeAt(0))
      .accountText('MM1')
      .symbolText(fields.symbol ?? 'BTC-USD')
      .marketIdText(fields.venue ?? 'XALP')
      .side((fields.side ?? 'B') === 'B' ? 49 : 50)
      .orderQtyE8(e8(fields.qty))
      .ordType(50)
      .priceE8(fields.px === undefined ? Number.NaN : e8(fields.px))
      .lastQtyE8(fields.last === undefined ? Number.NaN : e8(fields.last))
      .leavesQtyE8(e8(Math.max(0, fields.qty - cum)))
      .cumQtyE8(e8(cum))
      .transactTime(this.nowNs)
      .applSeqNum(fields.seq ?? Number.NaN)
      .strategyIdText('MAKER1')
      .end()
    this.#deliver()
  }

  cancelReject(id: string, orig: string, toReplace = true): void {
    new OrderCancelRejectEncoder()
      .begin(this.#sent({}), STREAM.EXECUTIONS)
      .orderIdText('V1')
      .clOrdIdText(id)
      .origClOrdIdText(orig)
      .ordStatus(48)
      .cxlRejResponseTo(toReplace ? 50 : 49)
      .cxlRejReason(0)
      .end()
    this.#deliver()
  }

  position(fields: {
    qty?: number
    seq?: number
    pnl?: number
    symbol?: string
    venue?: string
    strategy?: string
    isLast?: boolean
    reqId?: string
  }): void {
    const message = new PositionReportEncoder().begin(this.#sent({}), STREAM.POSITIONS).posMaintRptIdText('1')
    if (fields.reqId !== undefined) message.posReqIdText(fields.reqId)
    message.posReqType(0)
    if (fields.isLast) message.lastRptRequested(true)
    message.clearingBusinessDate(20_260_130)
    if (fields.qty !== undefined || fields.pnl !== undefined) {
      message.accountText('MM1')
      if (fields.strategy !== undefined) message.strategyIdText(fields.strategy)
      message.symbolText(fields.symbol ?? 'BTC-USD').marketIdText(fields.venue ?? 'XALP')
      message.lastExecSeqNum(fields.seq ?? Number.NaN)
      if (fields.qty !== undefined) {
        message.noPositions(1).posTypeText('TOT')
        message.longQtyE8(e8(Math.max(0, fields.qty))).shortQtyE8(e8(Math.max(0, -fields.qty)))
      }
      if (fields.pnl !== undefined) message.noPosAmt(1).posAmtTypeText('TOTL').posAmtE8(e8(fields.pnl))
    }
    message.end()
    this.#deliver()
  }

  /** DH. `by`: the operator's name, with which it comes from the operator. */
  action(fields: {
    type: number
    action?: number
    ttlMs?: number
    reason?: string
    by?: string
    isOperator?: boolean
    account?: string
    strategy?: string
    symbol?: string
    venue?: string
    decidedNs?: number
  }): void {
    const isOperator = fields.isOperator ?? fields.by !== undefined
    const stream = isOperator ? STREAM.OPERATOR_CONTROL : STREAM.RISK_CONTROL
    const message = new PartyActionRequestEncoder()
      .begin(this.#sent({}), stream)
      .partyActionRequestIdText('A1')
      .partyActionType(fields.type)
      .riskAction(fields.action ?? Number.NaN)
      .timeToLiveMs(fields.ttlMs ?? Number.NaN)
      .transactTime(fields.decidedNs ?? this.nowNs)
    if (fields.symbol !== undefined) message.symbolText(fields.symbol)
    if (fields.venue !== undefined) message.marketIdText(fields.venue)
    if (fields.reason !== undefined) message.textText(fields.reason)
    const parties: [string, number][] = []
    if (fields.account !== undefined) parties.push([fields.account, 24])
    if (fields.strategy !== undefined) parties.push([fields.strategy, 11])
    if (fields.by !== undefined) parties.push([fields.by, 44])
    if (parties.length > 0) message.noPartyIds(parties.length)
    for (const [name, role] of parties) message.partyIdText(name).partyIdSource(68).partyRole(role)
    message.end()
    this.#deliver()
  }

  /** @param bid @param ask prices of the instrument; 0 leaves a side empty. */
  quote(id: number, bid: number, ask: number): void {
    const index = this.instruments.indexOf(id)
    const ticks = (price: number) => Math.round((price * 1e8) / this.instruments.tickE8s[index]!)
    this.#marketData(200, (view) => {
      new BboEncoder()
        .wrapAndApplyHeader(view, 0)
        .instrumentId(id)
        .venueIndex(this.instruments.venueIds[index]!)
        .bidPriceTicks(ticks(bid))
        .bidQtyLots(bid === 0 ? 0 : 10)
        .askPriceTicks(ticks(ask))
        .askQtyLots(ask === 0 ? 0 : 10)
    })
  }

  status(id: number, state: InstrumentState): void {
    this.#marketData(200, (view) => {
      new InstrumentStatusEncoder().wrapAndApplyHeader(view, 0).instrumentId(id).state(state)
    })
  }
  #marketData(length: number, write: (view: DataView) => void): void {
    const bytes = new Uint8Array(length)
    write(new DataView(bytes.buffer))
    this.deliver(STREAM.MARKET_DATA, bytes)
  }

  #sent(fields: { sentNs?: number }): Outbox {
    this.#inbox.nowNs = fields.sentNs ?? this.nowNs
    return this.#inbox
  }

  #deliver(from: Outbox = this.#inbox): void {
    for (let i = 0; i < from.size; i++) {
      const { streamId, bytes } = from.messageAt(i)
      this.deliver(streamId, bytes.slice())
    }
    from.discard()
  }
}

export function e8(value: number): number {
  return Math.round(value * 1e8)
}

function terms(message: NewOrderSingleEncoder | OrderCancelReplaceRequestEncoder, fields: OrderFields): void {
  message.accountText(fields.account ?? 'MM1').symbolText(fields.symbol ?? 'BTC-USD')
  if (fields.venue !== '') message.marketIdText(fields.venue ?? 'XALP')
  message
    .side((fields.side ?? 'B') === 'B' ? 49 : 50)
    .orderQtyE8(e8(fields.qty))
    .ordType((fields.ordType ?? '2').charCodeAt(0))
    .priceE8(fields.px === undefined ? Number.NaN : e8(fields.px))
  if (fields.tif !== undefined) message.timeInForce(fields.tif.charCodeAt(0))
}
