/**
 * Prices of our own resting orders, a sorted ladder for each (book, side), so that the best one is known at once
 * however many orders are open. Levels count orders; the best level is the last, where market makers add and remove.
 *
 *     buys:  prices ascending  [59990, 59995, 60000]      sells: prices descending  [60010, 60005, 60001]
 */
import { BUY } from './order-request.ts'

export const NO_QUOTE = Number.NaN

export class OwnQuotes {
  readonly #ladders: Ladder[] = []

  /** @param books one per instrument (self-trades of the firm) or per account and instrument. */
  constructor(books: number) {
    for (let i = 0; i < books * 2; i++) this.#ladders.push(new Ladder(i % 2 === BUY ? 1 : -1))
  }

  add(book: number, side: number, priceTicks: number): void {
    this.#ladders[book * 2 + side]!.add(priceTicks)
  }

  remove(book: number, side: number, priceTicks: number): void {
    this.#ladders[book * 2 + side]!.remove(priceTicks)
  }

  /** @returns our highest buy or lowest sell in ticks, NO_QUOTE when there is none. */
  best(book: number, side: number): number {
    return this.#ladders[book * 2 + side]!.best()
  }

  clear(): void {
    for (const ladder of this.#ladders) ladder.count = 0
  }
}

class Ladder {
  count = 0
  readonly #sign: number
  #prices = new Float64Array(8)
  #orders = new Int32Array(8)

  constructor(sign: number) {
    this.#sign = sign
  }

  best(): number {
    return this.count === 0 ? NO_QUOTE : this.#prices[this.count - 1]!
  }

  add(price: number): void {
    const at = this.#find(price)
    if (at < this.count && this.#prices[at] === price) {
      this.#orders[at]!++
      return
    }
    if (this.count === this.#prices.length) this.#grow()
    this.#prices.copyWithin(at + 1, at, this.count)
    this.#orders.copyWithin(at + 1, at, this.count)
    this.#prices[at] = price
    this.#orders[at] = 1
    this.count++
  }

  remove(price: number): void {
    const at = this.#find(price)
    if (at >= this.count || this.#prices[at] !== price) return
    if (--this.#orders[at]! > 0) return
    this.#prices.copyWithin(at, at + 1, this.count)
    this.#orders.copyWithin(at, at + 1, this.count)
    this.count--
  }

  /** The first index whose price is not worse than this one; looks near the best first. */
  #find(price: number): number {
    const prices = this.#prices
    const sign = this.#sign
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((prices[middle]! - price) * sign < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #grow(): void {
    const prices = new Float64Array(this.#prices.length * 2)
    prices.set(this.#prices)
    this.#prices = prices
    const orders = new Int32Array(this.#orders.length * 2)
    orders.set(this.#orders)
    this.#orders = orders
  }
}
