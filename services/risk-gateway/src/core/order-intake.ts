import type { FixFrame } from '@reflex/fix'
import { ORD_TYPE, POSITION_EFFECT, TIME_IN_FORCE } from '@reflex/schema'
import {
  type FieldReader,
  find,
  TAG_CLORDID,
  TAG_DECISION,
  TAG_MARKET,
  TAG_ORD_TYPE,
  TAG_ORDER_QTY,
  TAG_POSITION_EFFECT,
  TAG_PRICE,
  TAG_SENDING_TIME,
  TAG_TIME_IN_FORCE,
} from './field-reader.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { OrderRequest } from './order-request.ts'
import type { OrderTable } from './order-table.ts'
import { NO_REFERENCE, type ReferenceTable } from './reference-table.ts'
import type { Scopes } from './scopes.ts'

/**
 * Turns an order message into numbers. Understands everything it can, so that every check can still speak; marks what
 * it cannot.
 */
export class OrderIntake {
  readonly #reader: FieldReader
  readonly #scopes: Scopes
  readonly #instruments: InstrumentTable
  readonly #references: ReferenceTable

  constructor(reader: FieldReader, scopes: Scopes, instruments: InstrumentTable, references: ReferenceTable) {
    this.#reader = reader
    this.#scopes = scopes
    this.#instruments = instruments
    this.#references = references
  }

  /**
   * Fills the request from NewOrderSingle or OrderCancelReplaceRequest. @returns the ClOrdID's id when it was used
   * before, else -1.
   */
  read(frame: FixFrame, nowNs: number, request: OrderRequest, orders: OrderTable): number {
    request.clear()
    request.nowNs = nowNs
    request.sendingNs = frame.utcNs(TAG_SENDING_TIME, frame.sessionTime)
    request.account = this.#reader.account(frame)
    request.strategy = this.#reader.strategy(frame)
    this.#readInstrument(frame, request)
    this.#readTerms(frame, request)
    const known = find(frame, TAG_CLORDID, orders.ids)
    request.isDuplicate = known >= 0
    // An order that claims a decision of ours, or has no id, is no order.
    if (frame.has(TAG_DECISION) || !frame.has(TAG_CLORDID)) request.isMalformed = true
    return known
  }

  lotE8(instrument: number): number {
    return this.#instruments.lotE8[instrument]!
  }

  /** The scopes of what the request now says. */
  setScopes(request: OrderRequest): void {
    request.setScopes(this.#scopes, this.#instruments)
  }

  #readInstrument(frame: FixFrame, request: OrderRequest): void {
    request.instrument = this.#reader.instrument(frame)
    if (request.instrument < 0 && this.#reader.venue(frame) < 0 && !frame.has(TAG_MARKET)) {
      request.instrument = this.#choose(this.#reader.anyInstrument(frame), request)
      request.isRouted = request.instrument >= 0
      if (request.isRouted) request.venueChoices = this.#instruments.siblings[request.instrument]!.length
    }
    this.setScopes(request)
  }

  /** The router chooses later; until then the order is valued at a venue with a fresh price. */
  #choose(first: number, request: OrderRequest): number {
    if (first < 0) return -1
    const siblings = this.#instruments.siblings[first]!
    for (let i = 0; i < siblings.length; i++) {
      this.#references.look(siblings[i]!, request)
      if (request.reference2 !== NO_REFERENCE) return siblings[i]!
    }
    return first
  }

  #readTerms(frame: FixFrame, request: OrderRequest): void {
    const { instrument } = request
    const side = this.#reader.side(frame)
    if (side < 0) request.isMalformed = true
    else request.side = side
    request.ordType = frame.char(TAG_ORD_TYPE)
    request.hasPrice = request.ordType !== ORD_TYPE.MARKET
    const timeInForce = frame.char(TAG_TIME_IN_FORCE)
    request.timeInForce = timeInForce === 0 ? TIME_IN_FORCE.DAY : timeInForce
    request.isCloseOnly = frame.char(TAG_POSITION_EFFECT) === POSITION_EFFECT.CLOSE
    if (instrument < 0) return
    const qtyE8 = frame.decimalE8(TAG_ORDER_QTY)
    const lotE8 = this.#instruments.lotE8[instrument]!
    request.qtyLots = Number.isNaN(qtyE8) ? 0 : Math.ceil(qtyE8 / lotE8)
    request.isOnLot = request.qtyLots * lotE8 === qtyE8
    if (!request.hasPrice) return
    const priceE8 = frame.decimalE8(TAG_PRICE)
    const tickE8 = this.#instruments.tickE8[instrument]!
    request.priceTicks = Number.isNaN(priceE8) ? 0 : Math.ceil(priceE8 / tickE8)
    request.isOnTick = request.priceTicks * tickE8 === priceE8
  }
}
