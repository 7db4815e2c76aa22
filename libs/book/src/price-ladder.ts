/**
 * One side of a book: prices with one number each, sorted from the worst (slot 0) to the best (slot count-1), so that a change near the top
 * moves few entries. Prices are held as keys that ascend towards the best: the price for bids, its negative for asks.
 *
 *     slot      0      1      2    ...  count-1
 *     price   worst                      best
 *     index  count-1                      0        (callers count from the best)
 *
 * Unbounded: doubles when full; never allocates otherwise.
 */

import { BID, NO_PRICE, type Side } from './side.ts'

const LINEAR_MAX = 8

export class PriceLadder {
  readonly #sign: number
  #keys: Float64Array
  #values: Float64Array
  #count = 0

  constructor(side: Side, capacity: number) {
    this.#sign = side === BID ? 1 : -1
    this.#keys = new Float64Array(capacity)
    this.#values = new Float64Array(capacity)
  }

  get count(): number {
    return this.#count
  }

  get bestPrice(): number {
    return this.#count === 0 ? NO_PRICE : this.#sign * this.#keys[this.#count - 1]! + 0
  }

  get bestValue(): number {
    return this.#count === 0 ? 0 : this.#values[this.#count - 1]!
  }

  /** @param index from the best, 0..count-1. */
  priceAt(index: number): number {
    return this.#sign * this.#keys[this.#count - 1 - index]! + 0
  }

  /** @param index from the best, 0..count-1. */
  valueAt(index: number): number {
    return this.#values[this.#count - 1 - index]!
  }

  setValueAt(index: number, value: number): void {
    this.#values[this.#count - 1 - index] = value
  }

  /** @returns the index of the price from the best; or, when absent, ~index of the place where it belongs (a negative number). */
  find(price: number): number {
    const keys = this.#keys
    const key = this.#sign * price
    const last = this.#count - 1
    const linearEnd = last >= LINEAR_MAX ? last - LINEAR_MAX : -1
    for (let slot = last; slot > linearEnd; slot--) {
      const k = keys[slot]!
      if (k <= key) return k === key ? last - slot : ~(last - slot)
    }
    return this.#findBelow(key, linearEnd)
  }

  /** Inserts at `index` as given by `~find(price)`. */
  insertAt(index: number, price: number, value: number): void {
    if (this.#count === this.#keys.length) this.#grow()
    const slot = this.#count - index
    shiftUp(this.#keys, slot, this.#count)
    shiftUp(this.#values, slot, this.#count)
    this.#keys[slot] = this.#sign * price + 0
    this.#values[slot] = value
    this.#count++
  }

  removeAt(index: number): void {
    const slot = this.#count - 1 - index
    this.#count--
    shiftDown(this.#keys, slot, this.#count)
    shiftDown(this.#values, slot, this.#count)
  }

  clear(): void {
    this.#count = 0
  }

  /** Whether `price` is as good as or better than `limit` for this side's owner: higher or equal for bids, lower or equal for asks. */
  isAtOrBetter(price: number, limit: number): boolean {
    return this.#sign * price >= this.#sign * limit
  }

  /** Binary search in slots 0..end. @returns as `find`. */
  #findBelow(key: number, end: number): number {
    const keys = this.#keys
    const last = this.#count - 1
    let low = 0
    let high = end
    while (low <= high) {
      const middle = (low + high) >>> 1
      const k = keys[middle]!
      if (k === key) return last - middle
      if (k < key) low = middle + 1
      else high = middle - 1
    }
    return ~(last - high)
  }

  #grow(): void {
    const length = Math.max(8, this.#keys.length * 2)
    const keys = new Float64Array(length)
    const values = new Float64Array(length)
    keys.set(this.#keys)
    values.set(this.#values)
    this.#keys = keys
    this.#values = values
  }
}

function shiftUp(array: Float64Array, from: number, end: number): void {
  if (end - from > 32) array.copyWithin(from + 1, from, end)
  else for (let i = end; i > from; i--) array[i] = array[i - 1]!
}

function shiftDown(array: Float64Array, to: number, end: number): void {
  if (end - to > 32) array.copyWithin(to, to + 1, end + 1)
  else for (let i = to; i < end; i++) array[i] = array[i + 1]!
}
