import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  MassQuoteAcknowledgementEncoder,
  MassQuoteDecoder,
  NewOrderMultilegDecoder,
  ORD_TYPE,
  QuoteDecoder,
  QuoteRequestRejectEncoder,
  SIDE,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { CompositeWriter, Wanted } from './composite-writer.ts'
import { TAG_ACCOUNT, TAG_CLORDID, TAG_STRATEGY } from './field-reader.ts'
import type { OrderFlow } from './order-flow.ts'
import type { OrderPublisher } from './order-publisher.ts'
import { NO_SLOT } from './order-table.ts'

const LEGS_MAX = 16
const OTHER = 99
const PASSED = 0
const REFUSED = 5
const TAG_QUOTE_REQ_ID = 131

/** An entry of a quote: what both sides of it share, and the sizes and prices. */
interface QuoteEntry {
  readonly key: string
  readonly id: string
  readonly symbol: string
  readonly venue: string
  readonly bidPxE8: number
  readonly offerPxE8: number
  readonly bidSizeE8: number
  readonly offerSizeE8: number
}

/** The order that works for one side of a quote, and the one it replaces while that is not answered. */
interface Working {
  readonly id: string
  readonly previous: string | undefined
}

/**
 * Multi-leg orders, mass quotes and quotes: each leg and each side of a quote becomes an order of its own, takes the
 * road of orders, and has its own decision. Legs are let pass together or not at all; a side of a quote replaces or
 * cancels what its entry had before. Ids are texts made here, so unlike single orders these allocate.
 */
export class CompositeFlow {
  readonly #flow: OrderFlow
  readonly #publisher: OrderPublisher
  readonly #writer: CompositeWriter
  readonly #multileg = new NewOrderMultilegDecoder()
  readonly #massQuote = new MassQuoteDecoder()
  readonly #quote = new QuoteDecoder()
  readonly #ack = new MassQuoteAcknowledgementEncoder()
  readonly #requestReject = new QuoteRequestRejectEncoder()
  readonly #working = new Map<string, Working>()
  #passed = 0
  #refused = 0

  constructor(flow: OrderFlow, publisher: OrderPublisher, writer: CompositeWriter) {
    this.#flow = flow
    this.#publisher = publisher
    this.#writer = writer
  }

  onMultileg(nowNs: number, frame: FixFrame, out: Outbox): void {
    const flow = this.#flow
    const count = this.#writeLegs(frame)
    const slots: number[] = []
    const decisionIds: number[] = []
    for (let i = 0; i < count; i++) {
      const slot = flow.hold(nowNs, this.#writer.frameAt(i), i + 1)
      if (slot === NO_SLOT) break
      slots.push(slot)
      decisionIds.push(flow.decision.id)
    }
    if (count === 0 || slots.length < count) {
      if (count === 0) flow.refuseMalformed(nowNs, frame)
      for (const slot of slots) flow.parts.orders.close(slot)
      this.#publisher.rejectNew(frame, out, flow.decision, flow.request.instrument)
    } else {
      for (let i = 0; i < count; i++) flow.let(nowNs, this.#writer.frameAt(i), decisionIds[i]!, out)
    }
    this.#writer.discard()
  }

  onMassQuote(nowNs: number, frame: FixFrame, out: Outbox): void {
    const message = this.#massQuote.wrap(frame)
    const quoteId = message.quoteIdText()
    const sets = message.noQuoteSets()
    let number = 0
    while (sets.next()) {
      const entries = sets.noQuoteEntries()
      while (entries.next()) {
        this.#entry(nowNs, frame, out, {
          key: `${sets.quoteSetIdText()}/${entries.quoteEntryIdText()}`,
          id: `${quoteId}.${++number}`,
          symbol: entries.symbolText(),
          venue: entries.marketIdText(),
          bidPxE8: entries.bidPxE8(),
          offerPxE8: entries.offerPxE8(),
          bidSizeE8: entries.bidSizeE8(),
          offerSizeE8: entries.offerSizeE8(),
        })
      }
    }
    this.#acknowledge(frame, quoteId, out)
  }

  onQuote(nowNs: number, frame: FixFrame, out: Outbox): void {
    const quote = this.#quote.wrap(frame)
    const [quoteId, symbol, venue] = [quote.quoteIdText(), quote.symbolText(), quote.marketIdText()]
    this.#entry(nowNs, frame, out, {
      key: `${symbol}@${venue}`,
      id: `${quoteId}.1`,
      symbol,
      venue,
      bidPxE8: quote.bidPxE8(),
      offerPxE8: quote.offerPxE8(),
      bidSizeE8: quote.bidSizeE8(),
      offerSizeE8: quote.offerSizeE8(),
    })
    this.#acknowledge(frame, quoteId, out)
  }

  /** No venue session of this firm takes one. */
  onQuoteRequest(nowNs: number, frame: FixFrame, out: Outbox): void {
    this.#flow.refuseMalformed(nowNs, frame)
    this.#requestReject
      .begin(out, STREAM.ORDERS_REJECTED)
      .quoteReqId(frame.bytes, frame.offsetOf(TAG_QUOTE_REQ_ID), frame.lengthOf(TAG_QUOTE_REQ_ID))
      .quoteRequestRejectReason(OTHER)
      .strategyId(frame.bytes, frame.offsetOf(TAG_STRATEGY), frame.lengthOf(TAG_STRATEGY))
      .textText('RISK:UNSUPPORTED:-:-:-')
      .end()
  }

  /** Orders for the legs. @returns how many; 0 when the legs cannot be read. */
  #writeLegs(frame: FixFrame): number {
    const message = this.#multileg.wrap(frame)
    const clOrdId = frame.has(TAG_CLORDID) ? message.clOrdIdText() : ''
    const legs = message.noLegs()
    if (clOrdId === '' || legs.count > LEGS_MAX) return 0
    this.#writer.begin(frame)
    const isMarket = message.ordType() === ORD_TYPE.MARKET
    let count = 0
    while (legs.next()) {
      const ratioE8 = legs.legRatioQtyE8()
      const qtyE8 = message.orderQtyE8()
      this.#writer.order({
        id: `${clOrdId}.${++count}`,
        symbol: legs.legSymbolText(),
        venue: legs.legSecurityExchangeText(),
        side: legs.legSide(),
        qtyE8: Number.isNaN(ratioE8) ? qtyE8 : Math.round((qtyE8 / 1e8) * ratioE8),
        priceE8: isMarket ? Number.NaN : legs.legPriceE8(),
        timeInForce: message.timeInForce(),
      })
    }
    return count
  }

  #entry(nowNs: number, frame: FixFrame, out: Outbox, entry: QuoteEntry): void {
    const strategySlot = frame.find(TAG_STRATEGY)
    const key = `${strategySlot < 0 ? '' : frame.textAt(strategySlot)}/${entry.key}`
    const { id, symbol, venue } = entry
    const common = { symbol, venue, timeInForce: 0 }
    const bid = { ...common, id: `${id}B`, side: SIDE.BUY, priceE8: entry.bidPxE8, qtyE8: entry.bidSizeE8 }
    const offer = { ...common, id: `${id}S`, side: SIDE.SELL, priceE8: entry.offerPxE8, qtyE8: entry.offerSizeE8 }
    this.#writer.begin(frame)
    this.#side(nowNs, out, `${key}/B`, bid)
    this.#writer.begin(frame)
    this.#side(nowNs, out, `${key}/S`, offer)
  }

  #side(nowNs: number, out: Outbox, key: string, wanted: Wanted): void {
    const flow = this.#flow
    const { orders, intake } = flow.parts
    const working = this.#working.get(key)
    const current = working === undefined || this.#isOpen(working.id) ? working?.id : working.previous
    const slot = current === undefined ? NO_SLOT : orders.slotOf(this.#find(current))
    const isWanted = wanted.qtyE8 > 0 && wanted.priceE8 > 0
    if (slot === NO_SLOT && !isWanted) {
      this.#working.delete(key)
      return
    }
    let isPassed = true
    if (slot === NO_SLOT) {
      this.#writer.order(wanted)
      isPassed = flow.onNew(nowNs, this.#writer.frameAt(0), out)
    } else if (isWanted) {
      // A replace names the total quantity: what is executed, and the size that is wanted on top.
      const cumE8 = orders.cum[slot]! * intake.lotE8(orders.instrument[slot]!)
      this.#writer.replace({ ...wanted, qtyE8: wanted.qtyE8 + cumE8 }, current!)
      isPassed = flow.onReplace(nowNs, this.#writer.frameAt(0), out)
    } else {
      this.#writer.cancel(wanted, current!)
      flow.onCancel(nowNs, this.#writer.frameAt(0), out)
    }
    this.#writer.discard()
    if (isPassed) this.#passed++
    else this.#refused++
    if (isPassed && isWanted)
      this.#working.set(key, { id: wanted.id, previous: slot === NO_SLOT ? undefined : current })
  }

  #acknowledge(frame: FixFrame, quoteId: string, out: Outbox): void {
    this.#ack.begin(out, STREAM.ORDERS_REJECTED).quoteIdText(quoteId === '' ? 'NONE' : quoteId)
    this.#ack
      .quoteStatus(this.#refused === 0 ? PASSED : REFUSED)
      .quoteRejectReason(this.#refused === 0 ? Number.NaN : OTHER)
      .account(frame.bytes, frame.offsetOf(TAG_ACCOUNT), frame.lengthOf(TAG_ACCOUNT))
      .strategyId(frame.bytes, frame.offsetOf(TAG_STRATEGY), frame.lengthOf(TAG_STRATEGY))
      .textText(`${this.#passed} passed, ${this.#refused} refused`)
      .end()
    this.#passed = 0
    this.#refused = 0
  }

  #isOpen(id: string): boolean {
    const found = this.#find(id)
    return found !== NOT_FOUND && this.#flow.parts.orders.slotOf(found) !== NO_SLOT
  }

  #find(id: string): number {
    const bytes = Uint8Array.from(id, (character) => character.charCodeAt(0))
    return this.#flow.parts.orders.ids.find(bytes, 0, bytes.length)
  }
}
