/**
 * One side of a book: prices with one number each, sorted from the worst (slot 0) to the best (slot count-1), so that a
 * change near the top moves few entries. Prices are held as keys that ascend towards the best: the price for bids, its
 * negative for asks.
 *
 *     slot      0      1      2    ...  count-1
 *     price   worst                      best
 *     index  count-1                      0        (callers count from the best)
 *
 * Key and value of a slot stand side by side in one array, so that one copy moves both.
 *
 * Unbounded: doubles when full; never allocates otherwise.
 */

import { BID, NO_PRICE, type Side } from './side.ts'

const LINEAR_MAX = 8
/** Numbers from which one copy is faster than a loop. */
const COPY_MIN = 48

export class PriceLadder {
  readonly #sign: number
  /** Key of slot s at 2 s, its value at 2 s + 1. */
  #entries: Float64Array
  #count = 0

  constructor(side: Side, capacity: number) {
    this.#sign = side === BID ? 1 : -1
    this.#entries = new Float64Array(capacity * 2)
  }

  get count(): number {
    return this.#count
  }

  get bestPrice(): number {
    return this.#count === 0 ? NO_PRICE : this.#sign * this.#entries[2 * this.#count - 2]! + 0
  }

  get bestValue(): number {
    return this.#count === 0 ? 0 : this.#entries[2 * this.#count - 1]!
  }

  /** @param index from the best, 0..count-1. */
  priceAt(index: number): number {
    return this.#sign * this.#entries[2 * (this.#count - 1 - index)]! + 0
  }

  /** @param index from the best, 0..count-1. */
  valueAt(index: number): number {
    return this.#entries[2 * (this.#count - index) - 1]!
  }

  setValueAt(index: number, value: number): void {
    this.#entries[2 * (this.#count - index) - 1] = value
  }

  /**
   * @returns the index of the price from the best; or, when absent, ~index of the place where it belongs (a negative
   * number).
   */
  find(price: number): number {
    const entries = this.#entries
    const key = this.#sign * price
    const last = this.#count - 1
    const linearEnd = last >= LINEAR_MAX ? last - LINEAR_MAX : -1
    for (let slot = last; slot > linearEnd; slot--) {
      const k = entries[2 * slot]!
      if (k <= key) return k === key ? last - slot : ~(last - slot)
    }
    return this.#findBelow(key, linearEnd)
  }

  /** Inserts at `index` as given by `~find(price)`. */
  insertAt(index: number, price: number, value: number): void {
    if (2 * this.#count === this.#entries.length) this.#grow()
    const slot = this.#count - index
    shiftUp(this.#entries, 2 * slot, 2 * this.#count)
    this.#entries[2 * slot] = this.#sign * price + 0
    this.#entries[2 * slot + 1] = value
    this.#count++
  }

  removeAt(index: number): void {
    const slot = this.#count - 1 - index
    this.#count--
    shiftDown(this.#entries, 2 * slot, 2 * this.#count)
  }

  clear(): void {
    this.#count = 0
  }

  /**
   * Whether `price` is as good as or better than `limit` for this side's owner: higher or equal for bids, lower or
   * equal for asks.
   */
  isAtOrBetter(price: number, limit: number): boolean {
    return this.#sign * price >= this.#sign * limit
  }

  /** Binary search in slots 0..end. @returns as `find`. */
  #findBelow(key: number, end: number): number {
    const entries = this.#entries
    const last = this.#count - 1
    let low = 0
    let high = end
    while (low <= high) {
      const middle = (low + high) >>> 1
      const k = entries[2 * middle]!
      if (k === key) return last - middle
      if (k < key) low = middle + 1
      else high = middle - 1
    }
    return ~(last - high)
  }

  #grow(): void {
    const entries = new Float64Array(Math.max(16, this.#entries.length * 2))
    entries.set(this.#entries)
    this.#entries = entries
  }
}

/** Moves the entries in from..end one slot up. */
function shiftUp(array: Float64Array, from: number, end: number): void {
  if (end - from > COPY_MIN) array.copyWithin(from + 2, from, end)
  else for (let i = end - 1; i >= from; i--) array[i + 2] = array[i]!
}

/** Moves the entries behind `to`, up to the one at `end`, one slot down. */
function shiftDown(array: Float64Array, to: number, end: number): void {
  if (end - to > COPY_MIN) array.copyWithin(to, to + 2, end + 2)
  else for (let i = to; i < end; i++) array[i] = array[i + 2]!
}
