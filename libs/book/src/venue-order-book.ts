/**
 * Order-by-order book of one instrument as a venue tells it: orders have 64-bit ids (two 32-bit words), and messages
 * may be wrong. Whatever does not fit the book is refused by the return value and changes nothing. After a change the
 * `changed...` fields say which level it fell on, so that a price-level feed can be told from an order feed.
 *
 *     id words -> handle (LongMap) -> L3Book
 */

import { LongMap, NO_VALUE } from '@reflex/base'
import { L3Book, NO_ORDER } from './l3-book.ts'
import { NONE } from './order-pool.ts'
import { BID, type Side } from './side.ts'

export class VenueOrderBook {
  readonly book: L3Book
  /** The level of the last change: its side, its price, and its total quantity after it (0: gone). */
  changedSide: Side = BID
  changedPrice = 0
  changedQty = 0
  readonly #handles: LongMap
  /** Two words of the id of each handle. Handles are small integers; freed ones are used again. */
  #ids: Int32Array
  #free: Int32Array
  #freeCount = 0
  #handleCount = 0

  /** @param orderCapacity expected live orders; @param levelCapacity expected levels a side. Both grow by doubling. */
  constructor(orderCapacity = 16, levelCapacity = 16) {
    this.book = new L3Book(orderCapacity, levelCapacity)
    this.#handles = new LongMap(orderCapacity)
    this.#free = new Int32Array(orderCapacity)
    this.#ids = new Int32Array(orderCapacity * 2)
  }

  get orderCount(): number {
    return this.book.orderCount
  }

  has(idHigh: number, idLow: number): boolean {
    return this.#handles.get(idHigh, idLow) !== NO_VALUE
  }

  /** The order's slot in `book.orders`, or NONE. */
  slotOf(idHigh: number, idLow: number): number {
    const handle = this.#handles.get(idHigh, idLow)
    return handle === NO_VALUE ? NONE : this.book.slotOf(handle)
  }

  /** Puts an order at the end of its queue. @returns false when the id is in use or nothing is to be put. */
  add(idHigh: number, idLow: number, side: Side, priceTicks: number, qtyLots: number): boolean {
    if (!(qtyLots > 0) || this.#handles.get(idHigh, idLow) !== NO_VALUE) return false
    const handle = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#handleCount++
    if (handle * 2 === this.#ids.length) this.#ids = grown(this.#ids)
    this.#ids[handle * 2] = idHigh
    this.#ids[handle * 2 + 1] = idLow
    this.#handles.set(idHigh, idLow, handle)
    this.book.add(handle, side, priceTicks, qtyLots)
    this.#note(this.book.slotOf(handle))
    return true
  }

  /** Takes quantity from an order; all of it removes it. @returns false when it is unknown or has less. */
  reduce(idHigh: number, idLow: number, qtyLots: number): boolean {
    const handle = this.#handles.get(idHigh, idLow)
    if (handle === NO_VALUE) return false
    const slot = this.book.slotOf(handle)
    const leaves = this.book.orders.leaves[slot]!
    if (!(qtyLots >= 0) || qtyLots > leaves) return false
    if (qtyLots === leaves) this.#removeSlot(idHigh, idLow, handle, slot)
    else this.#setLeaves(slot, leaves - qtyLots)
    return true
  }

  /** @returns false when the order is unknown. */
  remove(idHigh: number, idLow: number): boolean {
    const handle = this.#handles.get(idHigh, idLow)
    if (handle === NO_VALUE) return false
    this.#removeSlot(idHigh, idLow, handle, this.book.slotOf(handle))
    return true
  }

  /** Removes the first order in time at the best price of a side. @returns false when the side is empty. */
  removeBest(side: Side): boolean {
    const handle = this.book.firstOrderAt(side, 0)
    if (handle === NO_ORDER) return false
    this.#removeSlot(this.#ids[handle * 2]!, this.#ids[handle * 2 + 1]!, handle, this.book.slotOf(handle))
    return true
  }

  /** Less quantity at the same price: the order keeps its place. More puts it at the end. @returns false: unknown. */
  setQty(idHigh: number, idLow: number, qtyLots: number): boolean {
    const handle = this.#handles.get(idHigh, idLow)
    if (handle === NO_VALUE || !(qtyLots > 0)) return false
    const slot = this.book.slotOf(handle)
    if (qtyLots > this.book.orders.leaves[slot]!) this.book.requeue(slot)
    this.#setLeaves(slot, qtyLots)
    return true
  }

  clear(): void {
    this.book.clear()
    this.#handles.clear()
    this.#freeCount = 0
    this.#handleCount = 0
  }

  #setLeaves(slot: number, qtyLots: number): void {
    const { orders, levels } = this.book
    levels.qtys[orders.levels[slot]!]! += qtyLots - orders.leaves[slot]!
    orders.leaves[slot] = qtyLots
    this.#note(slot)
  }

  #removeSlot(idHigh: number, idLow: number, handle: number, slot: number): void {
    this.#handles.delete(idHigh, idLow)
    if (this.#freeCount === this.#free.length) this.#free = grown(this.#free)
    this.#free[this.#freeCount++] = handle
    this.book.removeSlot(slot)
    this.#note(slot)
  }

  /** A slot and its level keep their fields after removal, until the next is added. */
  #note(slot: number): void {
    const { orders, levels } = this.book
    this.changedSide = orders.sides[slot] as Side
    this.changedPrice = orders.prices[slot]!
    this.changedQty = levels.qtys[orders.levels[slot]!]!
  }
}

function grown(array: Int32Array): Int32Array {
  const longer = new Int32Array(Math.max(16, array.length * 2))
  longer.set(array)
  return longer
}
