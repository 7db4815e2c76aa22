/**
 * Order-by-order book of one instrument: every order with its place in the queue of its price. It keeps what it is told
 * and matches nothing: a feed handler applies a venue's orders to it, the matching engine keeps its own in it.
 *
 *     ladder of prices (worst .. best) -> level: total quantity, order count, head .. tail -> orders in time priority
 *
 * Orders are named by an integer id of the caller (32 bits, not -2^31); slots are internal names, valid while the order
 * is in the book.
 */

import { assert, IntMap, MISSING } from '@reflex/base'
import { LevelPool, NONE, OrderPool } from './order-pool.ts'
import { PriceLadder } from './price-ladder.ts'
import { ASK, BID, LEVEL_CHANGE, LEVEL_DELETE, LEVEL_NEW, type LevelAction, NO_PRICE, type Side } from './side.ts'
import { HASH_SEED, mixHash } from './state-hash.ts'

/** "No such order" where an order id is expected. */
export const NO_ORDER = MISSING

export class L3Book {
  /** Fields of the orders by slot. Written by the matching engine only. */
  readonly orders: OrderPool
  /** Fields of the levels by slot. */
  readonly levels: LevelPool
  readonly #slots: IntMap
  readonly #bids: PriceLadder
  readonly #asks: PriceLadder

  /** @param orderCapacity expected live orders; @param levelCapacity expected levels a side. Both grow by doubling. */
  constructor(orderCapacity = 1024, levelCapacity = 128) {
    this.orders = new OrderPool(orderCapacity)
    this.levels = new LevelPool(levelCapacity * 2)
    this.#slots = new IntMap(orderCapacity)
    this.#bids = new PriceLadder(BID, levelCapacity)
    this.#asks = new PriceLadder(ASK, levelCapacity)
  }

  /** Number of orders in the book. */
  get orderCount(): number {
    return this.#slots.size
  }

  /** Puts an order at the end of the queue of its price. The id must be free. @returns LEVEL_NEW or LEVEL_CHANGE. */
  add(orderId: number, side: Side, priceTicks: number, qtyLots: number): LevelAction {
    assert(!this.#slots.has(orderId), 'order id is in use')
    const slot = this.orders.allocate()
    this.orders.ids[slot] = orderId
    this.orders.owners[slot] = 0
    this.orders.sides[slot] = side
    this.orders.flags[slot] = 0
    this.orders.prices[slot] = priceTicks
    this.orders.leaves[slot] = qtyLots
    this.orders.cums[slot] = 0
    return this.enqueue(slot)
  }

  /**
   * Takes quantity from an order, by execution or partial cancel; all of it removes the order. @returns LEVEL_CHANGE or
   * LEVEL_DELETE.
   */
  reduce(orderId: number, qtyLots: number): LevelAction {
    const slot = this.slotOf(orderId)
    assert(slot !== NONE, 'order is not in the book')
    assert(qtyLots <= this.orders.leaves[slot]!, 'more than the order has')
    if (qtyLots === this.orders.leaves[slot]) return this.removeSlot(slot)
    this.orders.leaves[slot]! -= qtyLots
    this.levels.qtys[this.orders.levels[slot]!]! -= qtyLots
    return LEVEL_CHANGE
  }

  /** Removes an order. @returns LEVEL_CHANGE or LEVEL_DELETE. */
  remove(orderId: number): LevelAction {
    const slot = this.slotOf(orderId)
    assert(slot !== NONE, 'order is not in the book')
    return this.removeSlot(slot)
  }

  clear(): void {
    for (const side of [BID, ASK] as const)
      while (this.#ladder(side).count > 0) this.removeSlot(this.levels.heads[this.levelAt(side, 0)]!)
  }

  has(orderId: number): boolean {
    return this.#slots.has(orderId)
  }

  /** Open lots of an order, 0 when it is not in the book. */
  leavesQty(orderId: number): number {
    const slot = this.slotOf(orderId)
    return slot === NONE ? 0 : this.orders.leaves[slot]!
  }

  /** Lots that stand before an order at its price. */
  qtyAhead(orderId: number): number {
    let total = 0
    let slot = this.slotOf(orderId)
    if (slot === NONE) return 0
    for (slot = this.orders.previouses[slot]!; slot !== NONE; slot = this.orders.previouses[slot]!)
      total += this.orders.leaves[slot]!
    return total
  }

  /** Best price of a side in ticks, or NO_PRICE. */
  bestPrice(side: Side): number {
    return this.#ladder(side).bestPrice
  }

  /** Lots at the best price of a side, 0 when it is empty. */
  bestQty(side: Side): number {
    const ladder = this.#ladder(side)
    return ladder.count === 0 ? 0 : this.levels.qtys[ladder.bestValue]!
  }

  /** Number of price levels of a side. */
  count(side: Side): number {
    return this.#ladder(side).count
  }

  /** @param index from the best, 0 = top. @returns NO_PRICE beyond the last level. */
  priceAt(side: Side, index: number): number {
    const ladder = this.#ladder(side)
    return index < ladder.count ? ladder.priceAt(index) : NO_PRICE
  }

  /** @param index from the best, 0 = top. @returns 0 beyond the last level. */
  qtyAt(side: Side, index: number): number {
    return index < this.count(side) ? this.levels.qtys[this.levelAt(side, index)]! : 0
  }

  /** @param index from the best, 0 = top. @returns 0 beyond the last level. */
  orderCountAt(side: Side, index: number): number {
    return index < this.count(side) ? this.levels.orderCounts[this.levelAt(side, index)]! : 0
  }

  /** First order in time at a level, or NO_ORDER. */
  firstOrderAt(side: Side, index: number): number {
    return index < this.count(side) ? this.orders.ids[this.levels.heads[this.levelAt(side, index)]!]! : NO_ORDER
  }

  /** The order behind another at its price, or NO_ORDER. */
  nextOrder(orderId: number): number {
    const slot = this.slotOf(orderId)
    const next = slot === NONE ? NONE : this.orders.nexts[slot]!
    return next === NONE ? NO_ORDER : this.orders.ids[next]!
  }

  /** Hash over all orders in priority; equal books have equal hashes whatever their history. */
  stateHash(): number {
    return this.#hashSide(this.#hashSide(HASH_SEED, BID), ASK)
  }

  /** @returns the order's slot, or NONE. */
  slotOf(orderId: number): number {
    const slot = this.#slots.get(orderId)
    return slot === MISSING ? NONE : slot
  }

  /** @returns the slot of a level by its index from the best. */
  levelAt(side: Side, index: number): number {
    return this.#ladder(side).valueAt(index)
  }

  /** Whether a price of this side is at or better than a limit: bids at or above, asks at or below. */
  isAtOrBetter(side: Side, priceTicks: number, limitTicks: number): boolean {
    return this.#ladder(side).isAtOrBetter(priceTicks, limitTicks)
  }

  /** Puts a filled-in slot at the end of the queue of its price. */
  enqueue(slot: number): LevelAction {
    const { orders, levels } = this
    const price = orders.prices[slot]!
    const ladder = this.#ladder(orders.sides[slot] as Side)
    const index = ladder.find(price)
    const level = index >= 0 ? ladder.valueAt(index) : levels.allocate(price)
    if (index < 0) ladder.insertAt(~index, price, level)
    this.#append(slot, level)
    levels.qtys[level]! += orders.leaves[slot]!
    levels.orderCounts[level]!++
    this.#slots.set(orders.ids[slot]!, slot)
    return index >= 0 ? LEVEL_CHANGE : LEVEL_NEW
  }

  /** Takes a slot out of its queue and out of the book. Its fields stay readable until the next order is added. */
  removeSlot(slot: number): LevelAction {
    const { orders, levels } = this
    const level = orders.levels[slot]!
    this.#unlink(slot, level)
    levels.qtys[level]! -= orders.leaves[slot]!
    this.#slots.delete(orders.ids[slot]!)
    orders.release(slot)
    if (--levels.orderCounts[level]! > 0) return LEVEL_CHANGE
    const ladder = this.#ladder(orders.sides[slot] as Side)
    ladder.removeAt(ladder.find(levels.prices[level]!))
    levels.release(level)
    return LEVEL_DELETE
  }

  /** Moves a slot to the end of its queue. */
  requeue(slot: number): void {
    const level = this.orders.levels[slot]!
    this.#unlink(slot, level)
    this.#append(slot, level)
  }

  #append(slot: number, level: number): void {
    const { orders, levels } = this
    const tail = levels.tails[level]!
    orders.levels[slot] = level
    orders.previouses[slot] = tail
    orders.nexts[slot] = NONE
    if (tail === NONE) levels.heads[level] = slot
    else orders.nexts[tail] = slot
    levels.tails[level] = slot
  }

  #unlink(slot: number, level: number): void {
    const { orders, levels } = this
    const previous = orders.previouses[slot]!
    const next = orders.nexts[slot]!
    if (previous === NONE) levels.heads[level] = next
    else orders.nexts[previous] = next
    if (next === NONE) levels.tails[level] = previous
    else orders.previouses[next] = previous
  }

  #ladder(side: Side): PriceLadder {
    return side === BID ? this.#bids : this.#asks
  }

  #hashSide(seed: number, side: Side): number {
    const { orders, levels } = this
    let hash = mixHash(seed, this.count(side))
    for (let i = 0; i < this.count(side); i++)
      for (let slot = levels.heads[this.levelAt(side, i)]!; slot !== NONE; slot = orders.nexts[slot]!) {
        hash = mixHash(mixHash(hash, orders.ids[slot]!), orders.prices[slot]!)
        hash = mixHash(mixHash(mixHash(hash, orders.leaves[slot]!), orders.cums[slot]!), orders.owners[slot]!)
      }
    return hash
  }
}
