/** Market data and executions as the other services write them, through their encoders. */

import { decimalE8, type SessionTime } from '@reflex/base'
import { BboEncoder, ExecutionReportEncoder, InstrumentStatusEncoder, STREAM, TradeEncoder } from '@reflex/schema'
import { Outbox } from '@reflex/service-host'

export interface Execution {
  readonly order: string
  readonly orig?: string
  readonly exec: string
  readonly type: string
  readonly status: string
  readonly symbol: string
  readonly venue: string
  readonly side: 'buy' | 'sell'
  readonly qty: string
  readonly price: string
  readonly leaves: string
  readonly cum: string
  readonly lastQty?: string
  readonly lastPx?: string
  readonly fee?: string
  readonly maker?: boolean
  readonly ref?: string
  readonly text?: string
  readonly check?: string
  /** ns from the datagram to: market-data, alpha, gateway, ems. */
  readonly hopsNs?: readonly number[]
}

const HOPS: readonly (readonly [string, number])[] = [
  ['market-data', 10],
  ['alpha', 10],
  ['risk-gateway', 3],
  ['ems', 31],
]

export const e8 = (text: string | undefined): number => (text === undefined ? Number.NaN : decimalE8(text))

export class OrderSenders {
  nowNs = 0
  readonly #sessionTime: SessionTime
  readonly #send: (stream: number, bytes: Uint8Array) => void
  readonly #outs = new Map<string, Outbox>()
  readonly #report = new ExecutionReportEncoder()

  constructor(sessionTime: SessionTime, send: (stream: number, bytes: Uint8Array) => void) {
    this.#sessionTime = sessionTime
    this.#send = send
  }

  bbo(id: number, venue: number, bid: number, bidLots: number, ask: number, askLots: number): void {
    const view = new DataView(new ArrayBuffer(94))
    new BboEncoder()
      .wrapAndApplyHeader(view, 0)
      .instrumentId(id)
      .venueIndex(venue)
      .captureTime(this.#sessionTime, this.nowNs)
      .bidPriceTicks(bid)
      .bidQtyLots(bidLots)
      .askPriceTicks(ask)
      .askQtyLots(askLots)
    this.#send(STREAM.MARKET_DATA, new Uint8Array(view.buffer))
  }

  status(id: number, venue: number, state: 0 | 1 | 2 | 3): void {
    const view = new DataView(new ArrayBuffer(72))
    new InstrumentStatusEncoder().wrapAndApplyHeader(view, 0).instrumentId(id).venueIndex(venue).state(state).reason(5)
    this.#send(STREAM.MARKET_DATA, new Uint8Array(view.buffer))
  }

  trade(id: number, venue: number, ticks: number, lots: number): void {
    const view = new DataView(new ArrayBuffer(87))
    const trade = new TradeEncoder().wrapAndApplyHeader(view, 0).instrumentId(id).venueIndex(venue)
    trade
      .priceTicks(ticks)
      .qtyLots(lots)
      .aggressorSide(lots % 2 === 0 ? 1 : 2)
    this.#send(STREAM.MARKET_DATA, new Uint8Array(view.buffer))
  }

  execution(x: Execution, stream: number = STREAM.EXECUTIONS): void {
    this.from(stream === STREAM.EXECUTIONS ? 'ems' : 'risk-gateway', stream, (out) => {
      const hops = x.hopsNs ?? []
      const e = this.#report.begin(out, stream)
      e.orderIdText('V1').execIdText(x.exec).clOrdIdText(x.order)
      e.origClOrdIdText(x.orig ?? '').execRefIdText(x.ref ?? '')
      e.execType(x.type.charCodeAt(0)).ordStatus(x.status.charCodeAt(0)).accountText('MM1')
      e.symbolText(x.symbol)
        .marketIdText(x.venue)
        .side(x.side === 'buy' ? 49 : 50)
      e.orderQtyE8(e8(x.qty)).priceE8(e8(x.price)).lastQtyE8(e8(x.lastQty)).lastPxE8(e8(x.lastPx))
      e.lastLiquidityInd(x.maker === undefined ? Number.NaN : x.maker ? 1 : 2)
      e.leavesQtyE8(e8(x.leaves)).cumQtyE8(e8(x.cum)).transactTime(this.nowNs).strategyIdText('MAKER1')
      e.riskCheckText(x.check ?? '').textText(x.text ?? '')
      if (hops.length > 0) e.ingestTime(this.nowNs)
      if (x.fee !== undefined) e.noMiscFees(1).miscFeeAmtE8(e8(x.fee)).miscFeeCurrText('USD').miscFeeTypeText('4')
      if (hops.length > 0) e.noTrdRegTimestamps(hops.length)
      hops.forEach((ns, i) => {
        e.trdRegTimestamp(this.nowNs + ns).trdRegTimestampType(HOPS[i]![1])
        e.trdRegTimestampOriginText(HOPS[i]![0])
      })
      e.end()
    })
  }

  protected from(sender: string, stream: number, write: (out: Outbox) => void): void {
    const out = this.#outs.get(sender) ?? this.#newOut(sender)
    out.nowNs = this.nowNs
    write(out)
    this.#send(stream, out.messageAt(0).bytes.slice())
    out.discard()
  }

  #newOut(sender: string): Outbox {
    const out = new Outbox({
      senderCompId: sender,
      sessionTime: this.#sessionTime,
      capacityBytes: 65_536,
      messagesMax: 16,
    })
    this.#outs.set(sender, out)
    return out
  }
}
