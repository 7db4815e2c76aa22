import type { Instruments } from '@reflex/schema'
import {
  HANDL_INST,
  venueNewOrderSingle42Encoder,
  venueNewOrderSingle44Encoder,
  venueNewOrderSingle50Encoder,
  venueOrderCancelReplaceRequest42Encoder,
  venueOrderCancelReplaceRequest44Encoder,
  venueOrderCancelReplaceRequest50Encoder,
  venueOrderCancelRequest42Encoder,
  venueOrderCancelRequest44Encoder,
  venueOrderCancelRequest50Encoder,
  venueOrderStatusRequest42Encoder,
  venueOrderStatusRequest44Encoder,
  venueOrderStatusRequest50Encoder,
} from '@reflex/schema'
import { EXTERNAL_STREAM, type Outbox } from '@reflex/service-host'
import { NO_TEXT, type OrderTable } from './order-table.ts'

const NEW_ORDER = {
  'FIX.4.2': venueNewOrderSingle42Encoder,
  'FIX.4.4': venueNewOrderSingle44Encoder,
  'FIXT.1.1': venueNewOrderSingle50Encoder,
} as const
const REPLACE = {
  'FIX.4.2': venueOrderCancelReplaceRequest42Encoder,
  'FIX.4.4': venueOrderCancelReplaceRequest44Encoder,
  'FIXT.1.1': venueOrderCancelReplaceRequest50Encoder,
} as const
const CANCEL = {
  'FIX.4.2': venueOrderCancelRequest42Encoder,
  'FIX.4.4': venueOrderCancelRequest44Encoder,
  'FIXT.1.1': venueOrderCancelRequest50Encoder,
} as const
const STATUS = {
  'FIX.4.2': venueOrderStatusRequest42Encoder,
  'FIX.4.4': venueOrderStatusRequest44Encoder,
  'FIXT.1.1': venueOrderStatusRequest50Encoder,
} as const

export type BeginString = keyof typeof NEW_ORDER

/** Writes our requests in the words of one venue. Internal tags cannot leave: these encoders do not know them. */
export class VenueDialect {
  readonly #beginString: BeginString
  readonly #streamId: number
  readonly #orders: OrderTable
  readonly #instruments: Instruments

  constructor(venueId: number, beginString: BeginString, orders: OrderTable, instruments: Instruments) {
    this.#beginString = beginString
    this.#streamId = EXTERNAL_STREAM.VENUE_ORDER_ENTRY + venueId
    this.#orders = orders
    this.#instruments = instruments
  }

  newOrder(order: number, nowNs: number, out: Outbox): void {
    const orders = this.#orders
    const encoder = NEW_ORDER[this.#beginString]
    encoder.beginBody(out, this.#streamId).clOrdIdFrom(orders.requests, orders.clOrdId[order]!)
    if (orders.account[order] !== NO_TEXT) encoder.accountFrom(orders.texts, orders.account[order]!)
    if ('handlInst' in encoder) encoder.handlInst(HANDL_INST.AUTOMATED_EXECUTION_NO_INTERVENTION)
    encoder.symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[orders.instrument[order]!]!)
    encoder
      .side(orders.side[order]!)
      .transactTime(nowNs)
      .orderQtyE8(orders.qtyE8[order]!)
      .ordType(orders.ordType[order]!)
    encoder.priceE8(orders.priceE8[order]!).timeInForce(orders.timeInForce[order]!)
    if (orders.execInst[order] !== NO_TEXT) encoder.execInstFrom(orders.texts, orders.execInst[order]!)
    encoder.endBody()
  }

  replace(order: number, request: number, nowNs: number, out: Outbox): void {
    const orders = this.#orders
    const encoder = REPLACE[this.#beginString]
    encoder
      .beginBody(out, this.#streamId)
      .origClOrdIdFrom(orders.requests, orders.clOrdId[order]!)
      .clOrdIdFrom(orders.requests, request)
    if (orders.orderId[order] !== NO_TEXT) encoder.orderIdFrom(orders.texts, orders.orderId[order]!)
    if (orders.account[order] !== NO_TEXT) encoder.accountFrom(orders.texts, orders.account[order]!)
    if ('handlInst' in encoder) encoder.handlInst(HANDL_INST.AUTOMATED_EXECUTION_NO_INTERVENTION)
    encoder.symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[orders.instrument[order]!]!)
    encoder.side(orders.side[order]!).transactTime(nowNs).orderQtyE8(orders.replaceQtyE8[order]!)
    encoder
      .ordType(orders.ordType[order]!)
      .priceE8(orders.replacePriceE8[order]!)
      .timeInForce(orders.timeInForce[order]!)
    if (orders.execInst[order] !== NO_TEXT) encoder.execInstFrom(orders.texts, orders.execInst[order]!)
    encoder.endBody()
  }

  cancel(order: number, request: number, nowNs: number, out: Outbox): void {
    const orders = this.#orders
    const encoder = CANCEL[this.#beginString]
    encoder
      .beginBody(out, this.#streamId)
      .origClOrdIdFrom(orders.requests, orders.clOrdId[order]!)
      .clOrdIdFrom(orders.requests, request)
    if (orders.orderId[order] !== NO_TEXT) encoder.orderIdFrom(orders.texts, orders.orderId[order]!)
    if (orders.account[order] !== NO_TEXT) encoder.accountFrom(orders.texts, orders.account[order]!)
    encoder.symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[orders.instrument[order]!]!)
    encoder.side(orders.side[order]!).transactTime(nowNs).orderQtyE8(orders.qtyE8[order]!)
    encoder.endBody()
  }

  /** Asks what became of an order. */
  status(order: number, out: Outbox): void {
    const orders = this.#orders
    const encoder = STATUS[this.#beginString]
    encoder.beginBody(out, this.#streamId)
    if (orders.orderId[order] !== NO_TEXT) encoder.orderIdFrom(orders.texts, orders.orderId[order]!)
    encoder.clOrdIdFrom(orders.requests, orders.clOrdId[order]!)
    encoder.symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[orders.instrument[order]!]!)
    encoder.side(orders.side[order]!)
    encoder.endBody()
  }
}
