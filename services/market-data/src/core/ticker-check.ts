/**
 * Holds a book against the venue's own best prices. After a diff with final update id u the top of the book must be the
 * bookTicker of the largest id <= u. That one is known only when a ticker with a larger id has come, so a check waits
 * for it:
 *
 *     diffs    u=10 (waits) ...........................u=20
 *     tickers        9: 5@100 1@101      12: ... -> u=10 is checked against 9
 */

import type { L2Book } from '@reflex/book'

/** Tickers remembered, and diffs that can wait: powers of two. */
const CAPACITY = 8192
const MASK = CAPACITY - 1
/** A row: id, bid, bid quantity, ask, ask quantity. */
const WIDTH = 5

export class TickerCheck {
  checked = 0
  equal = 0
  /** Diffs for which there was no ticker: none yet, or too many since. */
  unknown = 0
  readonly #tickers = new Float64Array(CAPACITY * WIDTH)
  readonly #diffs = new Float64Array(CAPACITY * WIDTH)
  #tickerCount = 0
  #head = 0
  #tail = 0

  get waiting(): number {
    return this.#tail - this.#head
  }

  onTicker(id: number, bid: number, bidQty: number, ask: number, askQty: number): void {
    const at = (this.#tickerCount++ & MASK) * WIDTH
    putRow(this.#tickers, at, id, bid, bidQty, ask, askQty)
    this.#resolve()
  }

  /** @param book as it is after the diff. */
  onDiff(id: number, book: L2Book): void {
    if (this.waiting === CAPACITY) {
      this.#head++
      this.unknown++
    }
    putRow(this.#diffs, (this.#tail++ & MASK) * WIDTH, id, book.bidPrice, book.bidQty, book.askPrice, book.askQty)
    this.#resolve()
  }

  /** Ends the stream: what still waits is checked against the last ticker. */
  finish(): void {
    while (this.#head < this.#tail) this.#check((this.#head++ & MASK) * WIDTH)
  }

  #resolve(): void {
    if (this.#tickerCount === 0) return
    const newest = this.#tickers[((this.#tickerCount - 1) & MASK) * WIDTH]!
    while (this.#head < this.#tail) {
      const diff = (this.#head & MASK) * WIDTH
      if (this.#diffs[diff]! >= newest) return
      this.#check(diff)
      this.#head++
    }
  }

  #check(diff: number): void {
    const oldest = Math.max(0, this.#tickerCount - CAPACITY)
    for (let i = this.#tickerCount - 1; i >= oldest; i--) {
      const ticker = (i & MASK) * WIDTH
      if (this.#tickers[ticker]! > this.#diffs[diff]!) continue
      this.checked++
      let isEqual = true
      for (let j = 1; j < WIDTH; j++) if (this.#tickers[ticker + j] !== this.#diffs[diff + j]) isEqual = false
      if (isEqual) this.equal++
      return
    }
    this.unknown++
  }
}

function putRow(
  rows: Float64Array,
  at: number,
  id: number,
  bid: number,
  bidQty: number,
  ask: number,
  askQty: number,
): void {
  rows[at] = id
  rows[at + 1] = bid
  rows[at + 2] = bidQty
  rows[at + 3] = ask
  rows[at + 4] = askQty
}
