import { FixFrame } from '@reflex/fix'
import {
  NewOrderSingleEncoder,
  ORD_TYPE,
  OrderCancelReplaceRequestEncoder,
  OrderCancelRequestEncoder,
  STREAM,
} from '@reflex/schema'
import { Outbox } from '@reflex/service-host'
import { TAG_ACCOUNT, TAG_CAUSE, TAG_INGEST_TIME, TAG_SENDING_TIME, TAG_STRATEGY } from './field-reader.ts'

/** One leg, or one side of a quote, as it is wanted. Quantity and price scaled by 1e8. */
export interface Wanted {
  readonly id: string
  readonly symbol: string
  readonly venue: string
  readonly side: number
  readonly qtyE8: number
  /** NaN: a market order. */
  readonly priceE8: number
  /** 0: day. */
  readonly timeInForce: number
}

type AnyEncoder = NewOrderSingleEncoder | OrderCancelReplaceRequestEncoder | OrderCancelRequestEncoder

/**
 * Writes the orders that a composite message stands for, as its strategy would have sent them: same account, strategy,
 * cause and age.
 */
export class CompositeWriter {
  readonly #order = new NewOrderSingleEncoder()
  readonly #replace = new OrderCancelReplaceRequestEncoder()
  readonly #cancel = new OrderCancelRequestEncoder()
  readonly #scratch: Outbox
  readonly #frame: FixFrame
  #source: FixFrame

  constructor(frame: FixFrame) {
    this.#scratch = new Outbox({ senderCompId: 'quotes', sessionTime: frame.sessionTime, capacityBytes: 65_536 })
    this.#frame = new FixFrame(frame.sessionTime)
    this.#source = frame
  }

  /** What is written from now on comes of this message. */
  begin(source: FixFrame): void {
    this.#source = source
    this.#scratch.discard()
    this.#scratch.nowNs = source.utcNs(TAG_SENDING_TIME, source.sessionTime)
  }

  order(wanted: Wanted): void {
    this.#order.begin(this.#scratch, STREAM.ORDERS_INTENT).clOrdIdText(wanted.id)
    this.#terms(this.#order, wanted)
    this.#end(this.#order)
  }

  /** @param wanted.qtyE8 the total, what is executed included. */
  replace(wanted: Wanted, current: string): void {
    this.#replace.begin(this.#scratch, STREAM.ORDERS_INTENT).clOrdIdText(wanted.id).origClOrdIdText(current)
    this.#terms(this.#replace, wanted)
    this.#end(this.#replace)
  }

  cancel({ id, symbol, venue, side }: Wanted, current: string): void {
    this.#cancel.begin(this.#scratch, STREAM.ORDERS_INTENT).clOrdIdText(id).origClOrdIdText(current)
    this.#account(this.#cancel)
    this.#cancel.symbolText(symbol).marketIdText(venue).side(side).transactTime(this.#scratch.nowNs)
    this.#end(this.#cancel)
  }

  /** @returns a written message, valid until the next call. */
  frameAt(index: number): FixFrame {
    const { bytes } = this.#scratch.messageAt(index)
    this.#frame.wrap(bytes, 0, bytes.length)
    return this.#frame
  }

  discard(): void {
    this.#scratch.discard()
  }

  #terms(message: NewOrderSingleEncoder | OrderCancelReplaceRequestEncoder, wanted: Wanted): void {
    this.#account(message)
    message
      .symbolText(wanted.symbol)
      .marketIdText(wanted.venue)
      .side(wanted.side)
      .orderQtyE8(wanted.qtyE8)
      .ordType(Number.isNaN(wanted.priceE8) ? ORD_TYPE.MARKET : ORD_TYPE.LIMIT)
      .priceE8(wanted.priceE8)
      .timeInForce(wanted.timeInForce)
      .transactTime(this.#scratch.nowNs)
  }

  #account(message: AnyEncoder): void {
    const source = this.#source
    message.account(source.bytes, source.offsetOf(TAG_ACCOUNT), source.lengthOf(TAG_ACCOUNT))
  }

  #end(message: AnyEncoder): void {
    const source = this.#source
    message
      .strategyId(source.bytes, source.offsetOf(TAG_STRATEGY), source.lengthOf(TAG_STRATEGY))
      .causeId(source.int(TAG_CAUSE))
      .ingestTime(source.utcNs(TAG_INGEST_TIME, source.sessionTime))
      .end()
  }
}
