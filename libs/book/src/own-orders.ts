/**
 * Our own orders laid over a venue's price-level book, so that we do not take ourselves for the market: what others
 * have at a price, and the best prices without us. Told by our order flow (acknowledged, filled, cancelled); the book
 * itself stays the venue's.
 */

import { L2Book } from './l2-book.ts'
import { NO_PRICE, type Side } from './side.ts'

export class OwnOrders {
  readonly #book: L2Book
  /** Our quantity at each of our prices. */
  readonly #own: L2Book

  /** @param book the venue's; read only. @param capacity expected prices a side; grows by doubling. */
  constructor(book: L2Book, capacity = 16) {
    this.#book = book
    this.#own = new L2Book(capacity)
  }

  /** Our open quantity at a price grew by `changeLots`, or shrank (negative); never below nothing. */
  change(side: Side, priceTicks: number, changeLots: number): void {
    const open = this.#own.qtyAtPrice(side, priceTicks) + changeLots
    this.#own.update(side, priceTicks, open > 0 ? open : 0)
  }

  clear(): void {
    this.#own.clear()
  }

  /** Our lots at a price. */
  ownQtyAt(side: Side, priceTicks: number): number {
    return this.#own.qtyAtPrice(side, priceTicks)
  }

  /** Lots of others at a price; 0 also while the venue's book does not show ours yet. */
  othersQtyAt(side: Side, priceTicks: number): number {
    const others = this.#book.qtyAtPrice(side, priceTicks) - this.#own.qtyAtPrice(side, priceTicks)
    return others > 0 ? others : 0
  }

  /** Best price of a side at which others stand, or NO_PRICE. */
  othersBestPrice(side: Side): number {
    for (let i = 0; i < this.#book.count(side); i++) {
      const price = this.#book.priceAt(side, i)
      if (this.othersQtyAt(side, price) > 0) return price
    }
    return NO_PRICE
  }
}
