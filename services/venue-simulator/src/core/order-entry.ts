/**
 * Members' requests at one venue: reads them, refuses what cannot be, gives the rest to the markets. Every request is
 * answered, each with the reason that FIX has for it: 103 on a refused order, 102 on a refused cancel or replace, 380
 * on a message the venue does not take.
 */

import { NOT_FOUND } from '@reflex/base'
import { ASK, BID, NO_PRICE } from '@reflex/book'
import { FIX_OK, type FixFrame, packMsgType } from '@reflex/fix'
import {
  CXL_REJ_REASON,
  CXL_REJ_RESPONSE_TO,
  EXEC_INST,
  EXEC_TYPE,
  type Instruments,
  MSG_TYPE,
  NO_INSTRUMENT,
  ORD_REJ_REASON,
  ORD_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { VenueCounter } from '../counters.ts'
import { CANCEL_BY_DISCONNECT, CANCEL_BY_REQUEST, type Market } from './market.ts'
import { type MemberOrders, NO_ORDER, ORDER_REJECTED } from './member-orders.ts'
import type { OrderKeeper } from './order-keeper.ts'
import { OrderLists } from './order-lists.ts'
import { hasInstruction, isTimeInForce, LOTS, RequestTerms, TICKS } from './request-terms.ts'

const ORDER_STATUS_REQUEST = packMsgType('H')
const MASS_CANCEL_REQUEST = packMsgType('q')
const UNSUPPORTED_MESSAGE = 3
const FIELD_MISSING = 5
const BPS = 10_000

export class OrderEntry {
  readonly #venueId: number
  readonly #instruments: Instruments
  readonly #markets: readonly (Market | undefined)[]
  readonly #keeper: OrderKeeper
  readonly #orders: MemberOrders
  readonly #frame: FixFrame
  readonly #memberNames: readonly number[]
  readonly #bandBps: number
  readonly #values: Float64Array
  readonly #slots: Readonly<Record<'requests' | 'rejects' | 'malformed', number>>
  readonly #lists: OrderLists
  readonly #terms: RequestTerms

  constructor(options: {
    venueId: number
    instruments: Instruments
    /** By dense instrument index; undefined where the instrument trades elsewhere. */
    markets: readonly (Market | undefined)[]
    keeper: OrderKeeper
    frame: FixFrame
    /** Account of orders that name none, by session: ids in the order table's texts. */
    memberNames: readonly number[]
    /**
     * Largest distance of a limit price from the best price of its side, and of a market order's protection from the
     * opposite best.
     */
    priceBandBps: number
    counters: CounterTable<VenueCounter>
  }) {
    this.#venueId = options.venueId
    this.#instruments = options.instruments
    this.#markets = options.markets
    this.#keeper = options.keeper
    this.#orders = options.keeper.orders
    this.#frame = options.frame
    this.#memberNames = options.memberNames
    this.#bandBps = options.priceBandBps
    this.#lists = new OrderLists(options.keeper, options.instruments, options.markets)
    this.#terms = new RequestTerms(options.instruments)
    const { counters } = options
    this.#values = counters.values
    this.#slots = {
      requests: counters.slot('memberRequests'),
      rejects: counters.slot('memberRejects'),
      malformed: counters.slot('malformed'),
    }
  }

  /** One application message of a member. */
  onMessage(session: number, bytes: Uint8Array, offset: number, length: number): void {
    const frame = this.#frame
    if (frame.wrap(bytes, offset, length) !== FIX_OK) {
      this.#values[this.#slots.malformed]!++
      return
    }
    this.#values[this.#slots.requests]!++
    switch (frame.msgType) {
      case MSG_TYPE.NEW_ORDER_SINGLE:
        return this.#newOrder(session, frame)
      case MSG_TYPE.ORDER_CANCEL_REQUEST:
        return this.#cancel(session, frame)
      case MSG_TYPE.ORDER_CANCEL_REPLACE_REQUEST:
        return this.#replace(session, frame)
      case ORDER_STATUS_REQUEST:
        return this.#status(session, frame)
      case MSG_TYPE.ORDER_MASS_STATUS_REQUEST:
        return this.#lists.massStatus(session, frame, this.#instrumentOf(frame))
      case MASS_CANCEL_REQUEST:
        return this.#lists.massCancel(session, frame, this.#instrumentOf(frame))
      case MSG_TYPE.REJECT:
        this.#values[this.#slots.malformed]!++
        return
      default:
        this.#keeper.reports.details.text = 'message type not supported'
        return this.#keeper.reports.businessRejected(session, frame, UNSUPPORTED_MESSAGE)
    }
  }

  /** The member's link is down: his orders are cancelled. @returns how many. */
  onDisconnect(session: number): number {
    return this.#lists.cancelAll(session, NO_INSTRUMENT, CANCEL_BY_DISCONNECT)
  }

  #newOrder(session: number, frame: FixFrame): void {
    const offset = frame.offsetOf(11)
    if (offset < 0) return this.#missing(session, frame, 'ClOrdID(11) is missing')
    const id = this.#orders.claimId(session, frame.bytes, offset, frame.lengthOf(11))
    if (id === NOT_FOUND) return this.#refuse(session, frame, ORD_REJ_REASON.DUPLICATE_ORDER, 'ClOrdID was used before')
    const instruments = this.#instruments
    const index = instruments.indexOf(this.#instrumentOf(frame))
    const market = index < 0 ? undefined : this.#markets[index]
    if (market === undefined) return this.#refuse(session, frame, ORD_REJ_REASON.UNKNOWN_SYMBOL, 'unknown symbol')
    const code = frame.char(54)
    if (code !== SIDE.BUY && code !== SIDE.SELL && code !== SIDE.SELL_SHORT) {
      return this.#refuse(session, frame, ORD_REJ_REASON.UNSUPPORTED_ORDER_CHARACTERISTIC, 'side not supported')
    }
    const ordType = frame.char(40)
    const timeInForce = frame.has(59) ? frame.char(59) : TIME_IN_FORCE.DAY
    if ((ordType !== ORD_TYPE.LIMIT && ordType !== ORD_TYPE.MARKET) || !isTimeInForce(timeInForce)) {
      return this.#refuse(session, frame, ORD_REJ_REASON.UNSUPPORTED_ORDER_CHARACTERISTIC, 'order type not supported')
    }
    const terms = this.#terms
    terms.read(frame, index)
    if (!terms.isQtyAllowed(index)) {
      return this.#refuse(session, frame, ORD_REJ_REASON.INCORRECT_QUANTITY, 'quantity not allowed')
    }
    const side = code === SIDE.BUY ? BID : ASK
    if (ordType === ORD_TYPE.LIMIT) {
      const ticks = terms.values[TICKS]!
      if (!(ticks > 0)) return this.#refuse(session, frame, ORD_REJ_REASON.INVALID_PRICE_INCREMENT, 'price not on grid')
      if (!this.#isInBand(market, side, ticks)) {
        return this.#refuse(session, frame, ORD_REJ_REASON.PRICE_EXCEEDS_CURRENT_PRICE_BAND, 'price outside band')
      }
    }
    const orders = this.#orders
    const slot = orders.allocate(session, id)
    orders.account[slot] = this.#accountOf(session, frame)
    orders.instrument[slot] = index
    orders.side[slot] = side
    orders.ordType[slot] = ordType
    orders.timeInForce[slot] = timeInForce
    orders.isPostOnly[slot] = hasInstruction(frame, EXEC_INST.PARTICIPATE_DO_NOT_INITIATE) ? 1 : 0
    orders.priceTicks[slot] = ordType === ORD_TYPE.LIMIT ? terms.values[TICKS]! : Number.NaN
    orders.qty[slot] = terms.values[LOTS]!
    orders.leaves[slot] = terms.values[LOTS]!
    market.submit(slot)
  }

  /** Reads the price band from the best price of the order's own side, or the other; an empty book has none. */
  #isInBand(market: Market, side: number, ticks: number): boolean {
    let reference = market.bestPrice(side === BID ? ASK : BID)
    if (reference === NO_PRICE) reference = market.bestPrice(side === BID ? BID : ASK)
    return reference === NO_PRICE || Math.abs(ticks - reference) * BPS <= this.#bandBps * reference
  }

  #cancel(session: number, frame: FixFrame): void {
    const { reports } = this.#keeper
    const response = CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REQUEST
    const slot = this.#orders.find(session, frame.bytes, frame.offsetOf(41), frame.lengthOf(41))
    const id = this.#claimRequest(session, frame, slot, response)
    if (id === NOT_FOUND) return
    reports.requestId = id
    reports.previousId = this.#orders.clOrdId[slot]!
    this.#keeper.cancelCause = CANCEL_BY_REQUEST
    this.#market(slot).cancel(slot)
    reports.requestId = -1
  }

  #replace(session: number, frame: FixFrame): void {
    const { reports } = this.#keeper
    const orders = this.#orders
    const response = CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST
    const slot = orders.find(session, frame.bytes, frame.offsetOf(41), frame.lengthOf(41))
    const id = this.#claimRequest(session, frame, slot, response)
    if (id === NOT_FOUND) return
    const index = orders.instrument[slot]!
    const terms = this.#terms
    terms.read(frame, index)
    const ticks = terms.values[TICKS]!
    const lots = terms.values[LOTS]!
    const { details } = reports
    let reason: number = CXL_REJ_REASON.OTHER
    if (!(ticks > 0)) {
      reason = CXL_REJ_REASON.INVALID_PRICE_INCREMENT
      details.text = 'price not on grid'
    } else if (!this.#isInBand(this.#market(slot), orders.side[slot]!, ticks)) {
      reason = CXL_REJ_REASON.PRICE_EXCEEDS_CURRENT_PRICE_BAND
      details.text = 'price outside band'
    } else if (!terms.isQtyAllowed(index)) {
      details.text = 'quantity not allowed'
    } else if (lots <= orders.cum[slot]!) {
      details.text = 'quantity not above what is filled'
    }
    if (details.text !== '') return reports.cancelRejected(session, frame, slot, response, reason)
    reports.requestId = id
    reports.previousId = orders.clOrdId[slot]!
    this.#market(slot).replace(slot, ticks, lots)
    if (reports.requestId === id) {
      // No report took it: the market refused.
      reports.requestId = -1
      details.text = 'post-only order would trade'
      reports.cancelRejected(session, frame, slot, response, CXL_REJ_REASON.OTHER)
    }
  }

  /** The order must be open and the request's own ClOrdID new. @returns its id, or NOT_FOUND: refused. */
  #claimRequest(session: number, frame: FixFrame, slot: number, response: number): number {
    const { reports } = this.#keeper
    const offset = frame.offsetOf(11)
    if (offset < 0) {
      this.#missing(session, frame, 'ClOrdID(11) is missing')
      return NOT_FOUND
    }
    const id = this.#orders.claimId(session, frame.bytes, offset, frame.lengthOf(11))
    let reason = -1
    if (id === NOT_FOUND) {
      reason = CXL_REJ_REASON.DUPLICATE_CL_ORD_ID
      reports.details.text = 'ClOrdID was used before'
    } else if (slot === NO_ORDER) {
      reason = CXL_REJ_REASON.UNKNOWN_ORDER
      reports.details.text = 'unknown order'
    } else if (!this.#orders.isOpen(slot)) {
      reason = CXL_REJ_REASON.TOO_LATE_TO_CANCEL
      reports.details.text = 'order is done'
    }
    if (reason < 0) return id
    this.#values[this.#slots.rejects]!++
    reports.cancelRejected(session, frame, slot, response, reason)
    return NOT_FOUND
  }

  #status(session: number, frame: FixFrame): void {
    const { reports } = this.#keeper
    const slot = this.#orders.find(session, frame.bytes, frame.offsetOf(11), frame.lengthOf(11))
    if (slot !== NO_ORDER && this.#orders.state[slot] !== ORDER_REJECTED) {
      return reports.status(slot, undefined, 0, false)
    }
    reports.details.rejectReason = ORD_REJ_REASON.UNKNOWN_ORDER
    reports.details.text = 'unknown order'
    reports.refused(session, frame, EXEC_TYPE.ORDER_STATUS, false)
  }

  #instrumentOf(frame: FixFrame): number {
    return this.#instruments.findAtVenue(this.#venueId, frame.bytes, frame.offsetOf(55), frame.lengthOf(55))
  }

  #accountOf(session: number, frame: FixFrame): number {
    const offset = frame.offsetOf(1)
    if (offset < 0) return this.#memberNames[session]!
    return this.#orders.texts.intern(frame.bytes, offset, frame.lengthOf(1))
  }

  #market(slot: number): Market {
    return this.#markets[this.#orders.instrument[slot]!]!
  }

  #refuse(session: number, frame: FixFrame, reason: number, text: string): void {
    const { reports } = this.#keeper
    this.#values[this.#slots.rejects]!++
    reports.details.rejectReason = reason
    reports.details.text = text
    reports.refused(session, frame, EXEC_TYPE.REJECTED, true)
  }

  #missing(session: number, frame: FixFrame, text: string): void {
    this.#values[this.#slots.rejects]!++
    this.#keeper.reports.details.text = text
    this.#keeper.reports.businessRejected(session, frame, FIELD_MISSING)
  }
}
