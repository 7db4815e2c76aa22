/**
 * Checksums that venues send with their books: CRC-32 over the best levels as text, digit by digit as they were sent.
 *
 *     Kraken  asks 1..10, then bids 1..10: price, volume, each without point and leading zeros
 *     OKX     bid 1, ask 1, bid 2, ask 2 .. 25: price:size, joined with colons
 *
 * The book has whole ticks and lots; how many decimal places each number was written with stands in a second book of
 * the same prices.
 */

import { ASK, BID, L2Book, type Side } from '@reflex/book'
import { Crc32 } from '../crc32.ts'
import type { DecimalGrid } from '../decimal-grid.ts'

export type ChecksumKind = 'kraken' | 'okx'

const KRAKEN_DEPTH = 10
const OKX_DEPTH = 25
const PLACES_MAX = 32
const ZERO = 48
const POINT = 46
const COLON = 58
/** 25 levels, four numbers of at most 40 bytes each. */
const SCRATCH_LENGTH = 8192

export class BookChecksum {
  readonly #kind: ChecksumKind
  readonly #book: L2Book
  readonly #ticks: DecimalGrid
  readonly #lots: DecimalGrid
  /** By price: 1 + places of the price x 32 + places of the quantity. */
  readonly #places: L2Book
  readonly #crc = new Crc32()
  readonly #text = new Uint8Array(SCRATCH_LENGTH)
  #length = 0

  constructor(kind: ChecksumKind, book: L2Book, ticks: DecimalGrid, lots: DecimalGrid) {
    this.#kind = kind
    this.#book = book
    this.#ticks = ticks
    this.#lots = lots
    this.#places = new L2Book()
  }

  clear(): void {
    this.#places.clear()
  }

  /** Notes how a level was written. @param qtyLots 0 removes it. */
  note(side: Side, priceTicks: number, qtyLots: number, pricePlaces: number, qtyPlaces: number): void {
    this.#places.update(side, priceTicks, qtyLots === 0 ? 0 : 1 + pricePlaces * PLACES_MAX + qtyPlaces)
  }

  /** Signed 32 bits, of the book as it is now. */
  value(): number {
    this.#length = 0
    if (this.#kind === 'kraken') this.#putKraken()
    else this.#putOkx()
    this.#crc.reset()
    this.#crc.add(this.#text, 0, this.#length)
    return this.#crc.value | 0
  }

  #putKraken(): void {
    for (let i = 0; i < KRAKEN_DEPTH && i < this.#book.count(ASK); i++) this.#putLevel(ASK, i, false)
    for (let i = 0; i < KRAKEN_DEPTH && i < this.#book.count(BID); i++) this.#putLevel(BID, i, false)
  }

  #putOkx(): void {
    for (let i = 0; i < OKX_DEPTH; i++) {
      if (i < this.#book.count(BID)) this.#putLevel(BID, i, true)
      if (i < this.#book.count(ASK)) this.#putLevel(ASK, i, true)
    }
    if (this.#length > 0) this.#length--
  }

  #putLevel(side: Side, index: number, isText: boolean): void {
    const places = this.#places.qtyAt(side, index) - 1
    this.#putNumber(this.#book.priceAt(side, index), this.#ticks, Math.floor(places / PLACES_MAX), isText)
    this.#putNumber(this.#book.qtyAt(side, index), this.#lots, places % PLACES_MAX, isText)
  }

  /** @param places as it was written. @param isText with point and a colon behind it. */
  #putNumber(steps: number, grid: DecimalGrid, places: number, isText: boolean): void {
    const text = this.#text
    let value = steps * grid.unit
    for (let i = grid.places; i > places; i--) value = Math.floor(value / 10)
    const padding = Math.max(0, places - grid.places)
    let digits = 1
    for (let rest = Math.floor(value / 10); rest > 0; rest = Math.floor(rest / 10)) digits++
    const least = isText ? places + 1 - padding : 0
    const width = Math.max(digits, least)
    const start = this.#length
    for (let i = width - 1; i >= 0; i--) {
      text[start + i] = ZERO + (value % 10)
      value = Math.floor(value / 10)
    }
    text.fill(ZERO, start + width, start + width + padding)
    let end = start + width + padding
    if (isText) {
      if (places > 0) {
        text.copyWithin(end - places + 1, end - places, end)
        text[end - places] = POINT
        end++
      }
      text[end++] = COLON
    }
    this.#length = end
  }
}

/** Digits behind the point of a number as written. */
export function placesOf(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) if (bytes[i] === POINT) return end - i - 1
  return 0
}
