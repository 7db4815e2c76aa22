import type { Side } from '@reflex/book'
import type { FeedListener } from '../../feed-event.ts'

export const MDP3_NEW = 0
export const MDP3_CHANGE = 1
export const MDP3_DELETE = 2
export const MDP3_DELETE_THRU = 3
export const MDP3_DELETE_FROM = 4
export const MDP3_OVERLAY = 5

/**
 * One side of a book that a venue tells by position: level 1 is the best, a new level pushes those behind it down, and
 * the last one out of the book. Positions that were never told are unknown (NaN). Tells a listener which prices change.
 */
export class LevelList {
  readonly #side: Side
  readonly #prices: Float64Array
  readonly #qtys: Float64Array

  constructor(side: Side, depth: number) {
    this.#side = side
    this.#prices = new Float64Array(depth).fill(Number.NaN)
    this.#qtys = new Float64Array(depth)
  }

  get depth(): number {
    return this.#prices.length
  }

  /** Forgets all levels without telling. */
  clear(): void {
    this.#prices.fill(Number.NaN)
  }

  /** @param level 1 is the best. @returns false for a level that the book cannot have. */
  apply(
    listener: FeedListener,
    instrument: number,
    action: number,
    level: number,
    price: number,
    qty: number,
  ): boolean {
    const index = level - 1
    const isThere = index >= 0 && index < this.#prices.length
    const needsPrice = action === MDP3_NEW || action === MDP3_CHANGE || action === MDP3_OVERLAY
    if (!isThere || (needsPrice && Number.isNaN(price))) return false
    switch (action) {
      case MDP3_NEW:
        this.#insert(listener, instrument, index)
        this.#set(listener, instrument, index, price, qty)
        return true
      case MDP3_CHANGE:
      case MDP3_OVERLAY:
        if (this.#prices[index] !== price) this.#tellGone(listener, instrument, index)
        this.#set(listener, instrument, index, price, qty)
        return true
      case MDP3_DELETE:
        this.#remove(listener, instrument, index, 1)
        return true
      case MDP3_DELETE_THRU:
        this.#remove(listener, instrument, 0, this.#prices.length)
        return true
      case MDP3_DELETE_FROM:
        this.#remove(listener, instrument, 0, level)
        return true
      default:
        return false
    }
  }

  #insert(listener: FeedListener, instrument: number, index: number): void {
    const last = this.#prices.length - 1
    this.#tellGone(listener, instrument, last)
    for (let i = last; i > index; i--) {
      this.#prices[i] = this.#prices[i - 1]!
      this.#qtys[i] = this.#qtys[i - 1]!
    }
    this.#prices[index] = Number.NaN
  }

  #remove(listener: FeedListener, instrument: number, index: number, count: number): void {
    const { length } = this.#prices
    for (let i = index; i < index + count && i < length; i++) this.#tellGone(listener, instrument, i)
    for (let i = index; i < length; i++) {
      const from = i + count
      this.#prices[i] = from < length ? this.#prices[from]! : Number.NaN
      this.#qtys[i] = from < length ? this.#qtys[from]! : 0
    }
  }

  #set(listener: FeedListener, instrument: number, index: number, price: number, qty: number): void {
    this.#prices[index] = price
    this.#qtys[index] = qty
    listener.onLevel(instrument, this.#side, price, qty)
  }

  #tellGone(listener: FeedListener, instrument: number, index: number): void {
    const price = this.#prices[index]!
    if (!Number.isNaN(price)) listener.onLevel(instrument, this.#side, price, 0)
  }
}
