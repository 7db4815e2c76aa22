/**
 * Puts the levels of a venue's messages into the books: text to whole ticks and lots, the venue's depth, its checksum.
 */

import { ASK, BID, type L2Book } from '@reflex/book'
import { DecimalGrid } from '../decimal-grid.ts'
import type { FeedListener } from '../feed-event.ts'
import { BookChecksum, placesOf } from './book-checksum.ts'
import type { CryptoInstruments } from './crypto-instruments.ts'
import type { CryptoVenue } from './crypto-venue.ts'
import { CLAIM_NEW, CLAIM_NONE, ENTRY_BID, type VenueMessage } from './venue-message.ts'

export interface BookLevelsOptions {
  readonly venue: CryptoVenue
  readonly instruments: CryptoInstruments
  readonly listener: FeedListener
  readonly books: readonly L2Book[]
}

export class BookLevels {
  readonly ticks: readonly DecimalGrid[]
  readonly lots: readonly DecimalGrid[]
  /** By instrument: books held against the venue's checksum. */
  readonly checksumsChecked: Float64Array
  readonly checksumsEqual: Float64Array
  readonly #options: BookLevelsOptions
  /** By instrument: levels a side that the venue keeps, 0 unlimited. */
  readonly #depths: Int32Array
  readonly #checksums: readonly (BookChecksum | undefined)[]

  constructor(options: BookLevelsOptions) {
    const { venue, instruments, books } = options
    const { count } = instruments
    this.#options = options
    this.ticks = Array.from(instruments.tickE8s, (tickE8) => new DecimalGrid(tickE8))
    this.lots = Array.from(instruments.lotE8s, (lotE8) => new DecimalGrid(lotE8))
    this.checksumsChecked = new Float64Array(count)
    this.checksumsEqual = new Float64Array(count)
    this.#depths = new Int32Array(count)
    this.#checksums = Array.from({ length: count }, (_, i) =>
      venue.checksum === undefined || !instruments.has(i)
        ? undefined
        : new BookChecksum(venue.checksum, books[i]!, this.ticks[i]!, this.lots[i]!),
    )
  }

  /** The message's levels instead of whatever was there. @returns as `apply`. */
  replace(instrument: number, message: VenueMessage): boolean {
    this.#options.listener.onBookReset(instrument)
    this.#checksums[instrument]?.clear()
    this.#depths[instrument] = message.depth
    return this.apply(instrument, message)
  }

  /**
   * @returns false for values that are no multiples of tick and lot, and for claims that the book contradicts: the book
   * is of no use from here.
   */
  apply(instrument: number, message: VenueMessage): boolean {
    const { listener, books } = this.#options
    const ticks = this.ticks[instrument]!
    const lots = this.lots[instrument]!
    const checksum = this.#checksums[instrument]
    const { bytes, count } = message
    for (let i = 0; i < count; i++) {
      const side = message.sides[i] === ENTRY_BID ? BID : ASK
      const start = message.priceStarts[i]!
      const end = message.priceEnds[i]!
      const qtyStart = message.qtyStarts[i]!
      const qtyEnd = message.qtyEnds[i]!
      const price = ticks.steps(bytes, start, end)
      const qty = qtyEnd > qtyStart ? lots.quantity(bytes, qtyStart, qtyEnd) : 0
      if (Number.isNaN(price) || Number.isNaN(qty)) return false
      const claim = message.claims[i]!
      if (claim !== CLAIM_NONE && books[instrument]!.qtyAtPrice(side, price) > 0 === (claim === CLAIM_NEW)) return false
      listener.onLevel(instrument, side, price, qty)
      if (checksum === undefined) continue
      checksum.note(side, price, qty, placesOf(bytes, start, end), placesOf(bytes, qtyStart, qtyEnd))
    }
    if (this.#depths[instrument] !== 0) this.#cut(instrument)
    return true
  }

  /** Whether the book has the checksum that the message says, when it says one. */
  agrees(instrument: number, message: VenueMessage): boolean {
    const checksum = this.#checksums[instrument]
    if (checksum === undefined || Number.isNaN(message.checksum)) return true
    this.checksumsChecked[instrument]!++
    if (checksum.value() !== message.checksum) return false
    this.checksumsEqual[instrument]!++
    return true
  }

  /** Some venues keep only so many levels, and never say that the ones beyond are gone. */
  #cut(instrument: number): void {
    const depth = this.#depths[instrument]!
    const book = this.#options.books[instrument]!
    for (let side = 0; side < 2; side++) {
      const cutSide = side === 0 ? BID : ASK
      for (let i = book.count(cutSide) - 1; i >= depth; i--) {
        const price = book.priceAt(cutSide, i)
        this.#options.listener.onLevel(instrument, cutSide, price, 0)
        this.#checksums[instrument]?.note(cutSide, price, 0, 0, 0)
      }
    }
  }
}
