/** The venue's own best prices against our books, for each instrument of a crypto venue, as the venue allows. */

import { type L2Book, NO_PRICE } from '@reflex/book'
import { TickerCheck } from '../ticker-check.ts'
import type { BookSync } from './book-sync.ts'
import type { CryptoVenue } from './crypto-venue.ts'
import { TickerWindow } from './ticker-window.ts'
import { ENTRY_BID, type VenueMessage } from './venue-message.ts'

const TICKER_WINDOW_NS = 1e9

export class TickerWatch {
  readonly checks: readonly TickerCheck[]
  readonly windows: readonly TickerWindow[]
  readonly #venue: CryptoVenue
  readonly #books: readonly L2Book[]
  /** By instrument: the venue's time of the first change after the snapshot, ms. */
  readonly #firstDiffMs: Float64Array

  constructor(venue: CryptoVenue, books: readonly L2Book[], count: number) {
    this.#venue = venue
    this.#books = books
    this.checks = Array.from({ length: count }, () => new TickerCheck())
    this.windows = Array.from({ length: count }, () => new TickerWindow(TICKER_WINDOW_NS))
    this.#firstDiffMs = new Float64Array(count).fill(Number.NaN)
  }

  onSnapshot(nowNs: number, instrument: number, sync: BookSync): void {
    this.windows[instrument]!.reset()
    this.#firstDiffMs[instrument] = Number.NaN
    if (sync.isSynced(instrument)) this.windows[instrument]!.onBook(nowNs, this.#books[instrument]!)
  }

  /** A change was applied to a live book. */
  onApplied(nowNs: number, instrument: number, message: VenueMessage): void {
    const book = this.#books[instrument]!
    if (Number.isNaN(this.#firstDiffMs[instrument])) this.#firstDiffMs[instrument] = message.epochMs
    if (this.#venue.tickers === 'numbered') this.checks[instrument]!.onDiff(message.last, book)
    else if (this.#venue.tickers === 'near') this.windows[instrument]!.onBook(nowNs, book)
  }

  onTicker(nowNs: number, instrument: number, message: VenueMessage, sync: BookSync): void {
    if (this.#venue.tickers === 'none') return
    const { bytes } = message
    let bid = NO_PRICE
    let bidQty = 0
    let ask = NO_PRICE
    let askQty = 0
    for (let i = 0; i < message.count; i++) {
      const price = sync.levels.ticks[instrument]!.steps(bytes, message.priceStarts[i]!, message.priceEnds[i]!)
      const start = message.qtyStarts[i]!
      const end = message.qtyEnds[i]!
      const qty = end > start ? sync.levels.lots[instrument]!.steps(bytes, start, end) : Number.NaN
      if (message.sides[i] === ENTRY_BID) {
        bid = price
        bidQty = qty
      } else {
        ask = price
        askQty = qty
      }
    }
    if (this.#venue.tickers === 'numbered') this.checks[instrument]!.onTicker(message.last, bid, bidQty, ask, askQty)
    else if (sync.isSynced(instrument) && this.#isRecent(instrument, message))
      this.windows[instrument]!.onTicker(nowNs, bid, bidQty, ask, askQty)
  }

  /** Nothing will follow. */
  finish(): void {
    for (const check of this.checks) check.finish()
    for (const window of this.windows) window.finish()
  }

  /** Some venues open with the ticker of the last trade, however long ago: it tells nothing of the book. */
  #isRecent(instrument: number, message: VenueMessage): boolean {
    return this.#venue.format !== 'coinbase' || message.epochMs >= this.#firstDiffMs[instrument]!
  }
}
