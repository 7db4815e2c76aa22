/**
 * Holds books against best prices that the venue says beside them, where nothing tells which state of the book they
 * belong to: both streams come on one connection but not in step. A ticker agrees when the top of the book is the same
 * at some moment within a window around it.
 */

import type { L2Book } from '@reflex/book'

const TOPS = 64
const WAITING = 64
/** A row: time, bid, bid quantity, ask, ask quantity. NaN for what a ticker does not say. */
const WIDTH = 5

export class TickerWindow {
  checked = 0
  equal = 0
  readonly #windowNs: number
  readonly #tops = new Float64Array(TOPS * WIDTH)
  readonly #waiting = new Float64Array(WAITING * WIDTH)
  #topCount = 0
  #head = 0
  #tail = 0

  /** @param windowNs before and after the ticker's arrival. */
  constructor(windowNs: number) {
    this.#windowNs = windowNs
  }

  /** The book has changed and is live. */
  onBook(nowNs: number, book: L2Book): void {
    const last = (Math.max(0, this.#topCount - 1) % TOPS) * WIDTH
    const tops = this.#tops
    const isSame =
      this.#topCount > 0 &&
      tops[last + 1] === book.bidPrice &&
      tops[last + 2] === book.bidQty &&
      tops[last + 3] === book.askPrice &&
      tops[last + 4] === book.askQty
    this.expire(nowNs)
    if (isSame) return
    const at = (this.#topCount++ % TOPS) * WIDTH
    tops[at] = nowNs
    tops[at + 1] = book.bidPrice
    tops[at + 2] = book.bidQty
    tops[at + 3] = book.askPrice
    tops[at + 4] = book.askQty
    this.#settle(at)
  }

  onTicker(nowNs: number, bid: number, bidQty: number, ask: number, askQty: number): void {
    this.expire(nowNs)
    if (this.#topCount === 0) return
    if (this.#tail - this.#head === WAITING) this.#miss()
    const at = (this.#tail % WAITING) * WIDTH
    const row = this.#waiting
    row[at] = nowNs
    row[at + 1] = bid
    row[at + 2] = bidQty
    row[at + 3] = ask
    row[at + 4] = askQty
    if (this.#wasSo(at)) {
      this.checked++
      this.equal++
    } else this.#tail++
  }

  /** The book is stale: tickers that wait are held against nothing, and its tops are of no use. */
  reset(): void {
    this.#head = this.#tail
    this.#topCount = 0
  }

  /** Counts tickers whose window has passed. */
  expire(nowNs: number): void {
    while (this.#head < this.#tail && nowNs - this.#waiting[(this.#head % WAITING) * WIDTH]! > this.#windowNs)
      this.#miss()
  }

  /** Ends the stream: tickers whose window is open still are left out. */
  finish(): void {
    this.#head = this.#tail
  }

  #miss(): void {
    if (Number.isNaN(this.#waiting[(this.#head % WAITING) * WIDTH])) {
      this.#head++
      return
    }
    this.checked++
    this.#head++
  }

  /** Whether a top that stood within the window before the ticker is the ticker's. */
  #wasSo(ticker: number): boolean {
    const nowNs = this.#waiting[ticker]!
    let untilNs = nowNs
    for (let i = this.#topCount - 1; i >= 0 && i >= this.#topCount - TOPS; i--) {
      if (untilNs < nowNs - this.#windowNs) return false
      const top = (i % TOPS) * WIDTH
      if (this.#isEqual(top, ticker)) return true
      untilNs = this.#tops[top]!
    }
    return false
  }

  /** A new top: tickers that waited for it are equal. Settled rows stay in line with a NaN for their time. */
  #settle(top: number): void {
    for (let i = this.#head; i < this.#tail; i++) {
      const ticker = (i % WAITING) * WIDTH
      if (Number.isNaN(this.#waiting[ticker]) || !this.#isEqual(top, ticker)) continue
      this.checked++
      this.equal++
      this.#waiting[ticker] = Number.NaN
    }
    while (this.#head < this.#tail && Number.isNaN(this.#waiting[(this.#head % WAITING) * WIDTH])) this.#head++
  }

  #isEqual(top: number, ticker: number): boolean {
    for (let j = 1; j < WIDTH; j++) {
      const said = this.#waiting[ticker + j]!
      if (!Number.isNaN(said) && said !== this.#tops[top + j]) return false
    }
    return true
  }
}
