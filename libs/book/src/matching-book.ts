/**
 * Matching engine of one instrument: price-time priority, integer ticks and lots, deterministic. Owned by the venue; it
 * reads no clock and knows no session. Every command tells the listener what it did, in order, and leaves the book
 * uncrossed.
 *
 * Invariants: quantity = leaves + filled + cancelled for every order; what is bought is sold; a trade names a live
 * maker.
 */

import { assert } from '@reflex/base'
import { L3Book } from './l3-book.ts'
import {
  ACCEPTED,
  CANCEL_IMMEDIATE,
  CANCEL_REQUESTED,
  CANCEL_UNFILLABLE,
  type MatchingListener,
  ORDER_MARKET,
  type OrderRequest,
  REJECT_BELOW_FILLED,
  REJECT_COMBINATION,
  REJECT_DUPLICATE,
  REJECT_PRICE,
  REJECT_QTY,
  REJECT_UNKNOWN_ORDER,
  REJECT_WOULD_CROSS,
  type SelfTradePrevention,
  TIF_DAY,
  TIF_FOK,
  TIF_IOC,
} from './matching-listener.ts'
import { NONE } from './order-pool.ts'
import { ASK, BID, LEVEL_CHANGE, LEVEL_DELETE, type LevelAction, NO_PRICE, oppositeOf, type Side } from './side.ts'
import { Taker } from './taker.ts'

const STP_MASK = 0x07
const POST_ONLY = 0x08
const DAY = 0x10

export interface MatchingBookOptions {
  /** Expected live orders; grows by doubling beyond it. */
  readonly orderCapacity?: number
  /** Expected price levels a side; grows by doubling beyond it. */
  readonly levelCapacity?: number
}

export class MatchingBook {
  /** The resting orders, for reading: depth, queue positions, orders in priority. */
  readonly book: L3Book
  readonly #listener: MatchingListener
  readonly #taker: Taker
  #scratch = new Int32Array(64)

  constructor(listener: MatchingListener, options: MatchingBookOptions = {}) {
    this.#listener = listener
    this.book = new L3Book(options.orderCapacity ?? 1024, options.levelCapacity ?? 128)
    this.#taker = new Taker(this.book, listener)
  }

  /** Enters an order: matches it, then rests or cancels what is left. @returns ACCEPTED or a reason. */
  submit(request: OrderRequest): number {
    const reason = this.#check(request)
    if (reason !== ACCEPTED) return this.#reject(request.orderId, reason)
    const { orderId, side, priceTicks, qtyLots, timeInForce } = request
    const isMarket = request.type === ORDER_MARKET
    const limit = isMarket && priceTicks === NO_PRICE ? worstLimit(side) : priceTicks
    this.#listener.onAccepted(orderId, side, priceTicks, qtyLots)
    this.#taker.begin(orderId, request.ownerId, request.stp, qtyLots, 0)
    if (timeInForce === TIF_FOK && !this.#taker.isFillable(side, limit)) {
      this.#listener.onCancelled(orderId, qtyLots, CANCEL_UNFILLABLE)
      return ACCEPTED
    }
    this.#taker.match(side, limit)
    if (!this.#taker.isOpen) return ACCEPTED
    if (isMarket || timeInForce === TIF_IOC || timeInForce === TIF_FOK)
      this.#listener.onCancelled(orderId, this.#taker.leaves, CANCEL_IMMEDIATE)
    else this.#rest(side, priceTicks, flagsOf(request))
    return ACCEPTED
  }

  /** Cancels a resting order. @returns ACCEPTED or REJECT_UNKNOWN_ORDER. */
  cancel(orderId: number, reason: number = CANCEL_REQUESTED): number {
    const slot = this.book.slotOf(orderId)
    if (slot === NONE) return this.#reject(orderId, REJECT_UNKNOWN_ORDER)
    this.#cancelSlot(slot, reason)
    return ACCEPTED
  }

  /**
   * Gives a resting order a new price and a new total quantity, filled part included. It keeps its place only at the
   * same price with no more quantity; a new price may trade. @returns ACCEPTED or a reason; a refused order stays as it
   * is.
   */
  replace(orderId: number, priceTicks: number, qtyLots: number): number {
    const { orders } = this.book
    const slot = this.book.slotOf(orderId)
    if (slot === NONE) return this.#reject(orderId, REJECT_UNKNOWN_ORDER)
    if (!Number.isSafeInteger(qtyLots)) return this.#reject(orderId, REJECT_QTY)
    if (!isPrice(priceTicks)) return this.#reject(orderId, REJECT_PRICE)
    const leaves = qtyLots - orders.cums[slot]!
    if (leaves <= 0) return this.#reject(orderId, REJECT_BELOW_FILLED)
    if (priceTicks === orders.prices[slot]) this.#resize(slot, leaves)
    else {
      const side = orders.sides[slot] as Side
      if ((orders.flags[slot]! & POST_ONLY) !== 0 && this.#wouldCross(side, priceTicks))
        return this.#reject(orderId, REJECT_WOULD_CROSS)
      this.#reprice(slot, priceTicks, leaves)
    }
    return ACCEPTED
  }

  /** Cancels every order of an owner, bids before asks, each side in priority. @returns how many. */
  cancelOwner(ownerId: number, reason: number): number {
    return this.#cancelWhere(reason, this.book.orders.owners, ownerId, -1)
  }

  /** Cancels every DAY order. @returns how many. */
  cancelDay(reason: number): number {
    return this.#cancelWhere(reason, this.book.orders.flags, DAY, DAY)
  }

  stateHash(): number {
    return this.book.stateHash()
  }

  #check(request: OrderRequest): number {
    const { qtyLots, priceTicks, timeInForce } = request
    const isMarket = request.type === ORDER_MARKET
    if (!Number.isSafeInteger(qtyLots) || qtyLots <= 0) return REJECT_QTY
    if (!isPrice(priceTicks) && !(isMarket && priceTicks === NO_PRICE)) return REJECT_PRICE
    if (this.book.has(request.orderId)) return REJECT_DUPLICATE
    if (!request.postOnly) return ACCEPTED
    if (isMarket || timeInForce === TIF_IOC || timeInForce === TIF_FOK) return REJECT_COMBINATION
    return this.#wouldCross(request.side, priceTicks) ? REJECT_WOULD_CROSS : ACCEPTED
  }

  #wouldCross(side: Side, limit: number): boolean {
    const opposite = oppositeOf(side)
    return this.book.count(opposite) > 0 && this.book.isAtOrBetter(opposite, this.book.bestPrice(opposite), limit)
  }

  /** Puts what is left of the taker into the book. */
  #rest(side: Side, priceTicks: number, flags: number): void {
    const { book } = this
    const { orders } = book
    const slot = orders.allocate()
    orders.ids[slot] = this.#taker.orderId
    orders.owners[slot] = this.#taker.ownerId
    orders.sides[slot] = side
    orders.flags[slot] = flags
    orders.prices[slot] = priceTicks
    orders.leaves[slot] = this.#taker.leaves
    orders.cums[slot] = this.#taker.cum
    this.#reportLevel(slot, book.enqueue(slot))
  }

  /** Same price, another quantity. */
  #resize(slot: number, leaves: number): void {
    const { orders, levels } = this.book
    const before = orders.leaves[slot]!
    const isPriorityKept = leaves <= before
    if (!isPriorityKept) this.book.requeue(slot)
    orders.leaves[slot] = leaves
    levels.qtys[orders.levels[slot]!]! += leaves - before
    this.#listener.onReplaced(orders.ids[slot]!, orders.prices[slot]!, leaves, isPriorityKept)
    if (leaves !== before) this.#reportLevel(slot, LEVEL_CHANGE)
  }

  /** Another price: out of the book, and in again as a new order with its filled part and flags. */
  #reprice(slot: number, priceTicks: number, leaves: number): void {
    const { orders } = this.book
    const side = orders.sides[slot] as Side
    const flags = orders.flags[slot]!
    const stp = (flags & STP_MASK) as SelfTradePrevention
    this.#taker.begin(orders.ids[slot]!, orders.owners[slot]!, stp, leaves, orders.cums[slot]!)
    this.#listener.onReplaced(this.#taker.orderId, priceTicks, leaves, false)
    this.#reportLevel(slot, this.book.removeSlot(slot))
    this.#taker.match(side, priceTicks)
    if (this.#taker.isOpen) this.#rest(side, priceTicks, flags)
  }

  #cancelSlot(slot: number, reason: number): void {
    const { orders } = this.book
    this.#listener.onCancelled(orders.ids[slot]!, orders.leaves[slot]!, reason)
    this.#reportLevel(slot, this.book.removeSlot(slot))
  }

  /** Tells the level of a slot. A slot just removed is still readable. */
  #reportLevel(slot: number, action: LevelAction): void {
    const { orders, levels } = this.book
    const side = orders.sides[slot] as Side
    const level = orders.levels[slot]!
    if (action === LEVEL_DELETE) this.#listener.onLevelChanged(side, orders.prices[slot]!, 0, 0, action)
    else
      this.#listener.onLevelChanged(side, orders.prices[slot]!, levels.qtys[level]!, levels.orderCounts[level]!, action)
  }

  /** Cancels the orders whose field, masked, has the value. */
  #cancelWhere(reason: number, field: Int32Array, value: number, mask: number): number {
    const { book } = this
    const { orders, levels } = book
    let count = 0
    if (this.#scratch.length < book.orderCount) this.#scratch = new Int32Array(book.orderCount * 2)
    for (let side: Side = BID; ; side = ASK) {
      for (let i = 0; i < book.count(side); i++)
        for (let slot = levels.heads[book.levelAt(side, i)]!; slot !== NONE; slot = orders.nexts[slot]!)
          if ((field[slot]! & mask) === value) this.#scratch[count++] = slot
      if (side === ASK) break
    }
    for (let i = 0; i < count; i++) this.#cancelSlot(this.#scratch[i]!, reason)
    return count
  }

  #reject(orderId: number, reason: number): number {
    assert(reason < 0, 'a reason is negative')
    this.#listener.onRejected(orderId, reason)
    return reason
  }
}

function isPrice(priceTicks: number): boolean {
  return Number.isSafeInteger(priceTicks) && priceTicks !== NO_PRICE
}

/** The limit of a market order without protection. */
function worstLimit(side: Side): number {
  return side === BID ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
}

function flagsOf(request: OrderRequest): number {
  return request.stp | (request.postOnly ? POST_ONLY : 0) | (request.timeInForce === TIF_DAY ? DAY : 0)
}
