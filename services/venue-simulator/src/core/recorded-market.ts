/**
 * One instrument of a recorded venue: members' orders inside a market that has already happened. Impact assumption: the
 * recording goes on as it did; our orders change nothing in it, except that displayed quantity we took is gone until
 * the venue changes that level.
 *
 * A resting order is filled only as the recording allows, on the careful side:
 * - it queues behind everything displayed at its price when it came; later arrivals are behind it;
 * - trades at its price use up the queue ahead; cancels do not, but for a configured share of them;
 * - what trades exceed the queue ahead fills it, never more than was traded, shared among our orders in price and time;
 * - a trade beyond its price, or an opposite best beyond its price, fills it at its price up to the quantity traded or
 *   displayed.
 *
 * A marketable order takes what is displayed, once: depletion is remembered until the level changes. The remainder
 * rests or is cancelled.
 */

import {
  ASK,
  BID,
  CANCEL_IMMEDIATE,
  CANCEL_REQUESTED,
  CANCEL_SELF_TRADE,
  CANCEL_UNFILLABLE,
  L2Book,
  NO_PRICE,
  oppositeOf,
  type Side,
} from '@reflex/book'
import { AGGRESSOR_SIDE_BUY, AGGRESSOR_SIDE_SELL, ORD_TYPE, TIME_IN_FORCE } from '@reflex/schema'
import { LevelLots } from './level-lots.ts'
import type { Market } from './market.ts'
import type { OrderKeeper } from './order-keeper.ts'
import { isAtOrBetter, isBeyond, protectionPrice } from './price-order.ts'
import { RestingQueue } from './resting-queue.ts'

const NONE = -1

export class RecordedMarket implements Market {
  readonly index: number
  /** As recorded. */
  readonly book = new L2Book()
  isLive = false
  /** Fills of members. */
  trades = 0
  /** Recorded events seen. */
  events = 0
  readonly #keeper: OrderKeeper
  readonly #protectionBps: number
  readonly #cancelShare: number
  readonly #resting = new RestingQueue()
  /** Displayed lots that members have taken. */
  readonly #taken = new LevelLots()
  /** Lots traded at a level since its last change, to tell trades from cancels. */
  readonly #tradedLots = new L2Book()

  constructor(options: { index: number; keeper: OrderKeeper; protectionBps: number; cancelShare: number }) {
    this.index = options.index
    this.#keeper = options.keeper
    this.#protectionBps = options.protectionBps
    this.#cancelShare = options.cancelShare
  }

  /** Members' orders that rest here. */
  get restingCount(): number {
    return this.#resting.count
  }

  /** Lots ahead of a resting order; NaN when it does not rest. */
  queueAhead(slot: number): number {
    const i = this.#resting.indexOf(slot)
    return i < 0 ? Number.NaN : this.#resting.aheads[i]!
  }

  bestPrice(side: Side): number {
    return this.book.count(side) === 0 ? NO_PRICE : this.book.priceAt(side, 0)
  }

  submit(slot: number): void {
    const { orders } = this.#keeper
    const side = orders.priceSide(slot)
    const timeInForce = orders.timeInForce[slot]!
    const isMarket = orders.ordType[slot] === ORD_TYPE.MARKET
    const limit = isMarket
      ? protectionPrice(this.bestPrice(oppositeOf(side)), side, this.#protectionBps)
      : orders.priceTicks[slot]!
    if (!this.isLive) return this.#keeper.rejected(slot, 'market is not live')
    const opposite = this.bestPrice(oppositeOf(side))
    const crosses = opposite !== NO_PRICE && limit !== NO_PRICE && isAtOrBetter(opposite, limit, side)
    if (orders.isPostOnly[slot] === 1) {
      if (isMarket || isImmediate(timeInForce)) return this.#keeper.rejected(slot, 'combination not supported')
      if (crosses || this.#meetsOwn(slot, limit)) return this.#keeper.rejected(slot, 'post-only order would trade')
    }
    this.#keeper.accepted(slot)
    if (limit !== NO_PRICE && this.#meetsOwn(slot, limit)) return this.#keeper.cancelled(slot, CANCEL_SELF_TRADE)
    if (timeInForce === TIME_IN_FORCE.FILL_OR_KILL && this.#available(side, limit) < orders.leaves[slot]!) {
      return this.#keeper.cancelled(slot, CANCEL_UNFILLABLE)
    }
    if (crosses) this.#take(slot, side, limit)
    if (!orders.isOpen(slot)) return
    if (isMarket || isImmediate(timeInForce)) this.#keeper.cancelled(slot, CANCEL_IMMEDIATE)
    else this.#resting.add(slot, this.book.qtyAtPrice(side, limit))
  }

  cancel(slot: number): void {
    this.#resting.remove(slot)
    this.#keeper.cancelled(slot, CANCEL_REQUESTED)
  }

  /** Keeps its place only with less quantity at the same price. */
  replace(slot: number, priceTicks: number, qtyLots: number): void {
    const { orders } = this.#keeper
    const side = orders.priceSide(slot)
    const leaves = qtyLots - orders.cum[slot]!
    if (priceTicks === orders.priceTicks[slot] && leaves <= orders.leaves[slot]!) {
      return this.#keeper.replaced(slot, priceTicks, leaves)
    }
    const opposite = this.bestPrice(oppositeOf(side))
    const crosses = opposite !== NO_PRICE && isAtOrBetter(opposite, priceTicks, side)
    if (!this.isLive || (orders.isPostOnly[slot] === 1 && crosses)) return // The caller refuses.
    this.#resting.remove(slot)
    this.#keeper.replaced(slot, priceTicks, leaves)
    if (this.#meetsOwn(slot, priceTicks)) return this.#keeper.cancelled(slot, CANCEL_SELF_TRADE)
    if (crosses) this.#take(slot, side, priceTicks)
    if (orders.isOpen(slot)) this.#resting.add(slot, this.book.qtyAtPrice(side, priceTicks))
  }

  /** The recording begins anew: nothing is known until levels come. */
  clear(): void {
    this.book.clear()
    this.#tradedLots.clear()
    this.#taken.clear()
  }

  /** A level of the recording has another quantity. */
  level(side: Side, ticks: number, lots: number): void {
    if (this.#cancelShare > 0) this.#cancelled(side, ticks, this.book.qtyAtPrice(side, ticks) - lots, lots)
    this.#tradedLots.update(side, ticks, 0)
    this.book.update(side, ticks, lots)
    this.#taken.forget(side, ticks)
  }

  /** The recorded book is consistent: orders that its opposite best has passed are filled. */
  endOfEvent(): void {
    this.events++
    this.#keeper.countEvent()
    if (!this.isLive || this.#resting.count === 0) return
    this.#fillPassed(BID)
    this.#fillPassed(ASK)
  }

  /** A recorded trade. @param aggressor AggressorSide; unknown ones may fill either side. */
  trade(ticks: number, lots: number, aggressor: number): void {
    this.events++
    this.#keeper.countEvent()
    if (!this.isLive || this.#resting.count === 0) return
    let left = lots
    if (aggressor !== AGGRESSOR_SIDE_BUY) left = this.#fillByTrade(BID, ticks, lots, left)
    if (aggressor !== AGGRESSOR_SIDE_SELL) this.#fillByTrade(ASK, ticks, lots, left)
    if (this.#cancelShare > 0) {
      const side = aggressor === AGGRESSOR_SIDE_BUY ? ASK : BID
      this.#tradedLots.update(side, ticks, this.#tradedLots.qtyAtPrice(side, ticks) + lots)
    }
  }

  /** @returns what is left of the traded quantity for others. */
  #fillByTrade(side: Side, ticks: number, lots: number, left: number): number {
    const { orders } = this.#keeper
    while (left > 0) {
      const i = this.#firstBeyond(side, ticks)
      if (i === NONE) break
      left -= this.#fill(i, left)
    }
    let used = lots - left
    for (let i = 0; i < this.#resting.count; ) {
      const slot = this.#resting.slots[i]!
      if (orders.side[slot] !== side || orders.priceTicks[slot] !== ticks) {
        i++
        continue
      }
      const ahead = this.#resting.aheads[i]!
      this.#resting.aheads[i] = Math.max(0, ahead - lots)
      const available = Math.min(left, lots - ahead - used)
      const filled = available > 0 ? this.#fill(i, available) : 0
      used += filled
      left -= filled
      if (orders.isOpen(slot)) i++
    }
    return left
  }

  /** The opposite best is beyond our price: what is displayed there would have met our order first. */
  #fillPassed(side: Side): void {
    const { orders } = this.#keeper
    const opposite = oppositeOf(side)
    while (this.book.count(opposite) > 0) {
      const i = this.#firstBeyond(side, this.book.priceAt(opposite, 0))
      if (i === NONE) return
      const level = this.#firstLevelWith(opposite, orders.priceTicks[this.#resting.slots[i]!]!, side)
      if (level === NONE) return
      const ticks = this.book.priceAt(opposite, level)
      const lots = this.book.qtyAt(opposite, level) - this.#taken.at(opposite, ticks)
      this.#taken.add(opposite, ticks, this.#fill(i, lots))
    }
  }

  /** Index of the best resting order whose price is strictly better than `ticks`, the earliest among equals. */
  #firstBeyond(side: Side, ticks: number): number {
    const { orders } = this.#keeper
    let best = NONE
    for (let i = 0; i < this.#resting.count; i++) {
      const slot = this.#resting.slots[i]!
      const price = orders.priceTicks[slot]!
      if (orders.side[slot] !== side || !isBeyond(price, ticks, side)) continue
      if (best === NONE || isBeyond(price, orders.priceTicks[this.#resting.slots[best]!]!, side)) best = i
    }
    return best
  }

  /** First opposite level strictly within `limit` that has lots left. */
  #firstLevelWith(opposite: Side, limit: number, side: Side): number {
    for (let i = 0; i < this.book.count(opposite); i++) {
      const ticks = this.book.priceAt(opposite, i)
      if (!isBeyond(limit, ticks, side)) return NONE
      if (this.book.qtyAt(opposite, i) > this.#taken.at(opposite, ticks)) return i
    }
    return NONE
  }

  /** Fills the i-th resting order as a maker with at most `lots`. @returns the lots filled. */
  #fill(i: number, lots: number): number {
    const { orders } = this.#keeper
    const slot = this.#resting.slots[i]!
    const filled = Math.min(lots, orders.leaves[slot]!)
    if (filled === orders.leaves[slot]) this.#resting.removeAt(i)
    this.#traded(slot, orders.priceTicks[slot]!, filled, 1)
    return filled
  }

  /** A member traded with the recording. */
  #traded(slot: number, ticks: number, lots: number, maker: number): void {
    this.trades++
    this.#keeper.countTrade()
    this.#keeper.tradedWithRest(this.index, oppositeOf(this.#keeper.orders.priceSide(slot)), ticks, lots)
    this.#keeper.traded(slot, ticks, lots, maker)
  }

  /** Takes displayed lots within the limit. */
  #take(slot: number, side: Side, limit: number): void {
    const { orders } = this.#keeper
    const opposite = oppositeOf(side)
    for (let i = 0; i < this.book.count(opposite) && orders.isOpen(slot); i++) {
      const ticks = this.book.priceAt(opposite, i)
      if (!isAtOrBetter(ticks, limit, side)) return
      const lots = Math.min(this.book.qtyAt(opposite, i) - this.#taken.at(opposite, ticks), orders.leaves[slot]!)
      if (lots <= 0) continue
      this.#taken.add(opposite, ticks, lots)
      this.#traded(slot, ticks, lots, 0)
    }
  }

  #available(side: Side, limit: number): number {
    const opposite = oppositeOf(side)
    let lots = 0
    for (let i = 0; i < this.book.count(opposite); i++) {
      const ticks = this.book.priceAt(opposite, i)
      if (limit !== NO_PRICE && !isAtOrBetter(ticks, limit, side)) break
      lots += this.book.qtyAt(opposite, i) - this.#taken.at(opposite, ticks)
    }
    return lots
  }

  /** Whether an order at this limit would meet a resting order of the same member. */
  #meetsOwn(slot: number, limit: number): boolean {
    const { orders } = this.#keeper
    const side = orders.priceSide(slot)
    for (let i = 0; i < this.#resting.count; i++) {
      const other = this.#resting.slots[i]!
      if (orders.session[other] !== orders.session[slot] || orders.side[other] === side) continue
      if (isAtOrBetter(orders.priceTicks[other]!, limit, side)) return true
    }
    return false
  }

  /** A share of the lots cancelled at a level was ahead of our orders; never more is ahead than is displayed. */
  #cancelled(side: Side, ticks: number, decrease: number, displayed: number): void {
    const { orders } = this.#keeper
    const cancelled = Math.max(0, decrease - this.#tradedLots.qtyAtPrice(side, ticks))
    for (let i = 0; i < this.#resting.count; i++) {
      const slot = this.#resting.slots[i]!
      if (orders.side[slot] !== side || orders.priceTicks[slot] !== ticks) continue
      const ahead = this.#resting.aheads[i]! - Math.floor(cancelled * this.#cancelShare)
      this.#resting.aheads[i] = Math.max(0, Math.min(ahead, displayed))
    }
  }
}

function isImmediate(timeInForce: number): boolean {
  return timeInForce === TIME_IN_FORCE.IMMEDIATE_OR_CANCEL || timeInForce === TIME_IN_FORCE.FILL_OR_KILL
}
