import { BID } from '@reflex/book'
import {
  EXEC_INST,
  type Instruments,
  MASS_ACTION_REASON,
  MASS_ACTION_SCOPE,
  MASS_ACTION_TYPE,
  NewOrderSingleEncoder,
  ORD_TYPE,
  OrderCancelReplaceRequestEncoder,
  OrderCancelRequestEncoder,
  OrderMassActionRequestEncoder,
  SIDE,
  STREAM,
  TIME_IN_FORCE,
  TRD_REG_TIMESTAMP_TYPE,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { MarketAdapter } from './market-adapter.ts'
import type { MarketState } from './market-state.ts'
import type { OrderIds } from './order-ids.ts'
import type { OrderSlots } from './order-slots.ts'
import { lineOfSlot, sideOfSlot } from './quote-board.ts'
import type { StrategyTable } from './strategy-table.ts'

const POST_ONLY = Uint8Array.of(EXEC_INST.PARTICIPATE_DO_NOT_INITIATE)
const FROM_MARKET = 'market-data'
const FROM_ALPHA = 'alpha'
const SUBMITTED = TRD_REG_TIMESTAMP_TYPE.ORDER_SUBMISSION_TIME

/** No market event led to the message: an order is cancelled for another reason. */
export const NO_CAUSE = -1

/**
 * Writes the order messages. Those with a cause carry the number and times of the market event and two hop stamps;
 * others our own stamp alone. Short methods: V8 keeps numbers unboxed only in calls that it inlines.
 */
export class OrderPublisher {
  readonly #ids: OrderIds
  readonly #slots: OrderSlots
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #market: MarketState
  readonly #events: MarketAdapter
  readonly #new = new NewOrderSingleEncoder()
  readonly #replace = new OrderCancelReplaceRequestEncoder()
  readonly #cancel = new OrderCancelRequestEncoder()
  readonly #mass = new OrderMassActionRequestEncoder()

  constructor(
    ids: OrderIds,
    slots: OrderSlots,
    strategies: StrategyTable,
    instruments: Instruments,
    market: MarketState,
    events: MarketAdapter,
  ) {
    this.#ids = ids
    this.#slots = slots
    this.#strategies = strategies
    this.#instruments = instruments
    this.#market = market
    this.#events = events
  }

  /** D of the slot's order. @param cause instrument whose event led to it. */
  newOrder(slot: number, cause: number, out: Outbox): void {
    this.#setCause(cause, out)
    const line = lineOfSlot(slot)
    const strategy = this.#strategies.strategyOfLine[line]!
    const i = this.#strategies.instrumentOfLine[line]!
    const { texts, symbolTexts, venueTexts } = this.#instruments
    const idLength = this.#ids.write(strategy, this.#slots.ids[slot]!)
    this.#new
      .begin(out, STREAM.ORDERS_INTENT)
      .clOrdId(this.#ids.bytes, 0, idLength)
      .accountFrom(this.#strategies.accounts, this.#strategies.accountOf[strategy]!)
      .symbolFrom(texts, symbolTexts[i]!)
      .marketIdFrom(texts, venueTexts[i]!)
      .side(sideCode(slot))
    this.#newTerms(slot, i)
    if (this.#slots.isTaking[slot] === 1) this.#new.timeInForce(TIME_IN_FORCE.IMMEDIATE_OR_CANCEL)
    else this.#new.timeInForce(TIME_IN_FORCE.DAY).execInst(POST_ONLY, 0, POST_ONLY.length)
    this.#new.transactTime(out.nowNs).strategyIdFrom(this.#strategies.names, strategy)
    this.#newCause(cause)
    this.#newHops(cause, out)
    this.#new.end()
    out.ingestNs = Number.NaN
  }

  /** The outbox measures tick to trade from the event that led to the order. */
  #setCause(cause: number, out: Outbox): void {
    this.#events.resolveCause()
    out.ingestNs = this.#market.ingestNs[cause]!
  }

  #newTerms(slot: number, i: number): void {
    this.#new
      .orderQtyE8(this.#instruments.qtyE8Of(i, this.#slots.lots[slot]!))
      .ordType(ORD_TYPE.LIMIT)
      .priceE8(this.#instruments.priceE8Of(i, this.#slots.prices[slot]!))
  }

  #newCause(cause: number): void {
    this.#new.causeId(this.#market.causeIds[cause]!).ingestTime(this.#market.ingestNs[cause]!)
  }

  #newHops(cause: number, out: Outbox): void {
    this.#new
      .noTrdRegTimestamps(2)
      .trdRegTimestamp(this.#market.publishNs[cause]!)
      .trdRegTimestampType(SUBMITTED)
      .trdRegTimestampOriginText(FROM_MARKET)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(SUBMITTED)
      .trdRegTimestampOriginText(FROM_ALPHA)
  }

  /** G from the order as it stands to the pending price and quantity. */
  replace(slot: number, cause: number, out: Outbox): void {
    this.#setCause(cause, out)
    const line = lineOfSlot(slot)
    const strategy = this.#strategies.strategyOfLine[line]!
    const i = this.#strategies.instrumentOfLine[line]!
    const { texts, symbolTexts, venueTexts } = this.#instruments
    const encoder = this.#replace.begin(out, STREAM.ORDERS_INTENT)
    encoder.clOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#slots.pendingIds[slot]!))
    encoder.origClOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#slots.ids[slot]!))
    encoder
      .accountFrom(this.#strategies.accounts, this.#strategies.accountOf[strategy]!)
      .symbolFrom(texts, symbolTexts[i]!)
      .marketIdFrom(texts, venueTexts[i]!)
      .side(sideCode(slot))
    this.#replaceTerms(slot, i)
    encoder.timeInForce(TIME_IN_FORCE.DAY).execInst(POST_ONLY, 0, POST_ONLY.length)
    encoder.transactTime(out.nowNs).strategyIdFrom(this.#strategies.names, strategy)
    this.#replaceCause(cause)
    this.#replaceHops(cause, out)
    encoder.end()
    out.ingestNs = Number.NaN
  }

  #replaceTerms(slot: number, i: number): void {
    this.#replace
      .orderQtyE8(this.#instruments.qtyE8Of(i, this.#slots.pendingLots[slot]!))
      .ordType(ORD_TYPE.LIMIT)
      .priceE8(this.#instruments.priceE8Of(i, this.#slots.pendingPrices[slot]!))
  }

  #replaceCause(cause: number): void {
    this.#replace.causeId(this.#market.causeIds[cause]!).ingestTime(this.#market.ingestNs[cause]!)
  }

  #replaceHops(cause: number, out: Outbox): void {
    this.#replace
      .noTrdRegTimestamps(2)
      .trdRegTimestamp(this.#market.publishNs[cause]!)
      .trdRegTimestampType(SUBMITTED)
      .trdRegTimestampOriginText(FROM_MARKET)
      .trdRegTimestamp(out.nowNs)
      .trdRegTimestampType(SUBMITTED)
      .trdRegTimestampOriginText(FROM_ALPHA)
  }

  /** F of the slot's order. */
  cancel(slot: number, cause: number, out: Outbox): void {
    const line = lineOfSlot(slot)
    const strategy = this.#strategies.strategyOfLine[line]!
    const encoder = this.#cancel.begin(out, STREAM.ORDERS_INTENT)
    encoder.clOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#slots.pendingIds[slot]!))
    encoder.origClOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#slots.ids[slot]!))
    this.#endCancel(line, sideCode(slot), cause, out)
  }

  /** F of an order of a former life, by the id it was reported under. */
  cancelForeign(bytes: Uint8Array, offset: number, length: number, line: number, side: number, out: Outbox): void {
    const strategy = this.#strategies.strategyOfLine[line]!
    const encoder = this.#cancel.begin(out, STREAM.ORDERS_INTENT)
    encoder.clOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#ids.next()))
    encoder.origClOrdId(bytes, offset, length)
    this.#endCancel(line, side, NO_CAUSE, out)
  }

  #endCancel(line: number, side: number, cause: number, out: Outbox): void {
    const strategy = this.#strategies.strategyOfLine[line]!
    const i = this.#strategies.instrumentOfLine[line]!
    const { texts, symbolTexts, venueTexts } = this.#instruments
    this.#cancel
      .accountFrom(this.#strategies.accounts, this.#strategies.accountOf[strategy]!)
      .symbolFrom(texts, symbolTexts[i]!)
      .marketIdFrom(texts, venueTexts[i]!)
      .side(side)
      .transactTime(out.nowNs)
      .strategyIdFrom(this.#strategies.names, strategy)
    if (cause !== NO_CAUSE) this.#events.resolveCause()
    if (cause !== NO_CAUSE)
      this.#cancel.causeId(this.#market.causeIds[cause]!).ingestTime(this.#market.ingestNs[cause]!)
    this.#cancel.noTrdRegTimestamps(1).trdRegTimestamp(out.nowNs)
    this.#cancel.trdRegTimestampType(SUBMITTED).trdRegTimestampOriginText(FROM_ALPHA).end()
  }

  /** CA: all orders of a strategy. @param n number of the request's id. */
  cancelAll(strategy: number, n: number, reason: string, out: Outbox): void {
    this.#mass
      .begin(out, STREAM.ORDERS_INTENT)
      .clOrdId(this.#ids.bytes, 0, this.#ids.write(strategy, n))
      .massActionType(MASS_ACTION_TYPE.CANCEL_ORDERS)
      .massActionScope(MASS_ACTION_SCOPE.ALL_ORDERS)
      .massActionReason(MASS_ACTION_REASON.OTHER)
      .transactTime(out.nowNs)
      .accountFrom(this.#strategies.accounts, this.#strategies.accountOf[strategy]!)
      .strategyIdFrom(this.#strategies.names, strategy)
      .textText(reason)
      .end()
  }
}

function sideCode(slot: number): number {
  return sideOfSlot(slot) === BID ? SIDE.BUY : SIDE.SELL
}
