import { AsciiTable, assert, NOT_FOUND } from '@reflex/base'
import type { ExposureTable } from './exposure-table.ts'
import { type OrderRequest, SELL } from './order-request.ts'
import type { OwnQuotes } from './own-quotes.ts'

/**
 * Open orders from approval to their terminal state, as parallel arrays with a free list, and every ClOrdID of the day.
 * This is where exposure is counted: an order counts with max(quantity, quantity asked for by a replace) less what is
 * executed; whatever changes goes to ExposureTable and OwnQuotes in the same call, so the sums always equal the orders.
 */

export const NO_SLOT = -1

/** slotOf of ids that are known but have no open order (terminal orders, cancel requests). */
const DONE = -2
const IOC = 51
const FOK = 52

export class OrderTable {
  readonly capacity: number
  /** ClOrdIDs used today. */
  readonly ids: AsciiTable
  readonly account: Int32Array
  readonly strategy: Int32Array
  readonly instrument: Int32Array
  readonly side: Uint8Array
  readonly qty: Float64Array
  readonly cum: Float64Array
  readonly price: Float64Array
  /** What a replace in flight asks for; NaN when there is none. */
  readonly pendingQty: Float64Array
  readonly pendingPrice: Float64Array
  readonly pendingId: Int32Array
  readonly id: Int32Array
  readonly approvedNs: Float64Array
  /** When the ems last named the order among those it holds (150=I); -Infinity: never. */
  readonly namedNs: Float64Array
  /** Lots it counts with in the exposure table. */
  readonly counted: Float64Array
  readonly isOpen: Uint8Array
  /** The venue was left to the router. */
  readonly isRouted: Uint8Array
  readonly #isResting: Uint8Array
  readonly #free: Int32Array
  readonly #exposures: ExposureTable
  readonly #quotes: OwnQuotes
  readonly #isFirmWide: boolean
  #slotOf: Int32Array
  #freeCount: number
  /** Slots at or above were never used. */
  #highWater = 0

  /** @param capacity open orders at most. @param isFirmWide own quotes are kept for the firm, else by account. */
  constructor(capacity: number, exposures: ExposureTable, quotes: OwnQuotes, isFirmWide: boolean) {
    this.capacity = capacity
    this.ids = new AsciiTable(capacity, 20)
    this.account = new Int32Array(capacity)
    this.strategy = new Int32Array(capacity)
    this.instrument = new Int32Array(capacity)
    this.side = new Uint8Array(capacity)
    this.qty = new Float64Array(capacity)
    this.cum = new Float64Array(capacity)
    this.price = new Float64Array(capacity)
    this.pendingQty = new Float64Array(capacity)
    this.pendingPrice = new Float64Array(capacity)
    this.pendingId = new Int32Array(capacity)
    this.id = new Int32Array(capacity)
    this.approvedNs = new Float64Array(capacity)
    this.namedNs = new Float64Array(capacity)
    this.counted = new Float64Array(capacity)
    this.isOpen = new Uint8Array(capacity)
    this.isRouted = new Uint8Array(capacity)
    this.#isResting = new Uint8Array(capacity)
    this.#free = new Int32Array(capacity)
    this.#exposures = exposures
    this.#quotes = quotes
    this.#isFirmWide = isFirmWide
    this.#slotOf = new Int32Array(capacity).fill(DONE)
    this.#freeCount = 0
  }

  get openCount(): number {
    return this.#highWater - this.#freeCount
  }

  get isFull(): boolean {
    return this.openCount === this.capacity
  }

  /** Slots 0 .. this - 1 may be open. */
  get slotLimit(): number {
    return this.#highWater
  }

  /** @returns the slot of an open order by its ClOrdID or that of its replace in flight; NO_SLOT. */
  slotOf(id: number): number {
    return id === NOT_FOUND || id >= this.#slotOf.length ? NO_SLOT : Math.max(NO_SLOT, this.#slotOf[id]!)
  }

  /**
   * Adds an approved or reported order. `qtyLots`, `priceTicks` and the rest come from the request; `id` from `ids`.
   */
  open(request: OrderRequest, id: number, cumLots: number): number {
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#highWater++
    assert(slot < this.capacity, 'open orders exceed the table')
    this.account[slot] = request.account
    this.strategy[slot] = request.strategy
    this.instrument[slot] = request.instrument
    this.side[slot] = request.side
    this.qty[slot] = request.qtyLots
    this.cum[slot] = cumLots
    this.price[slot] = request.hasPrice ? request.priceTicks : Number.NaN
    this.pendingQty[slot] = Number.NaN
    this.pendingPrice[slot] = Number.NaN
    this.pendingId[slot] = NOT_FOUND
    this.approvedNs[slot] = request.nowNs
    this.namedNs[slot] = Number.NEGATIVE_INFINITY
    this.counted[slot] = 0
    this.isOpen[slot] = 1
    this.isRouted[slot] = request.isRouted ? 1 : 0
    const isResting = request.hasPrice && request.timeInForce !== IOC && request.timeInForce !== FOK
    this.#isResting[slot] = isResting ? 1 : 0
    this.id[slot] = id
    this.#map(id, slot)
    this.#exposures.countOrder(request.account, request.strategy, request.instrument, 1)
    if (isResting) this.#quotes.add(this.#book(slot), request.side, request.priceTicks)
    this.#count(slot)
    return slot
  }

  /**
   * A replace was approved: the order counts with the larger quantity and rests at both prices until it is answered.
   */
  startReplace(slot: number, request: OrderRequest, id: number): void {
    this.pendingQty[slot] = request.qtyLots
    this.pendingPrice[slot] = request.hasPrice ? request.priceTicks : this.price[slot]!
    this.pendingId[slot] = id
    this.#map(id, slot)
    if (this.#isResting[slot] === 1) this.#quotes.add(this.#book(slot), this.side[slot]!, this.pendingPrice[slot]!)
    this.#count(slot)
  }

  /** The replace in flight was refused, or its order went on without it. */
  dropReplace(slot: number): void {
    if (this.pendingId[slot] === NOT_FOUND) return
    if (this.#isResting[slot] === 1) this.#quotes.remove(this.#book(slot), this.side[slot]!, this.pendingPrice[slot]!)
    this.#map(this.pendingId[slot]!, DONE)
    this.pendingId[slot] = NOT_FOUND
    this.pendingQty[slot] = Number.NaN
    this.pendingPrice[slot] = Number.NaN
    this.#count(slot)
  }

  /** The order now stands with this quantity, price and id. */
  restate(slot: number, qtyLots: number, priceTicks: number, id: number): void {
    this.dropReplace(slot)
    this.qty[slot] = qtyLots
    if (this.#isResting[slot] === 1 && priceTicks !== this.price[slot]) {
      const book = this.#book(slot)
      this.#quotes.remove(book, this.side[slot]!, this.price[slot]!)
      this.#quotes.add(book, this.side[slot]!, priceTicks)
    }
    this.price[slot] = priceTicks
    if (id !== this.id[slot]) {
      this.#map(this.id[slot]!, DONE)
      this.id[slot] = id
      this.#map(id, slot)
    }
    this.#count(slot)
  }

  setCum(slot: number, cumLots: number): void {
    this.cum[slot] = cumLots
    this.#count(slot)
  }

  /** The router's choice became known: the order counts there. */
  relocate(slot: number, instrument: number): void {
    const from = this.instrument[slot]!
    if (from === instrument) return
    const { account, strategy, side } = this
    this.#exposures.addOpen(account[slot]!, strategy[slot]!, from, side[slot]!, -this.counted[slot]!)
    this.#exposures.countOrder(account[slot]!, strategy[slot]!, from, -1)
    this.#moveQuotes(slot, false)
    this.instrument[slot] = instrument
    this.#moveQuotes(slot, true)
    this.#exposures.countOrder(account[slot]!, strategy[slot]!, instrument, 1)
    this.#exposures.addOpen(account[slot]!, strategy[slot]!, instrument, side[slot]!, this.counted[slot]!)
  }

  /** The order reached a terminal state. */
  close(slot: number): void {
    this.dropReplace(slot)
    if (this.#isResting[slot] === 1) this.#quotes.remove(this.#book(slot), this.side[slot]!, this.price[slot]!)
    this.qty[slot] = this.cum[slot]!
    this.#count(slot)
    this.#exposures.countOrder(this.account[slot]!, this.strategy[slot]!, this.instrument[slot]!, -1)
    this.#map(this.id[slot]!, DONE)
    this.isOpen[slot] = 0
    this.#free[this.#freeCount++] = slot
  }

  /** Lots that may still be executed, replace in flight included. */
  #count(slot: number): void {
    const pending = this.pendingQty[slot]!
    const qty = this.qty[slot]! >= pending || Number.isNaN(pending) ? this.qty[slot]! : pending
    const open = qty - this.cum[slot]!
    const lots = open > 0 ? open : 0
    const change = lots - this.counted[slot]!
    if (change === 0) return
    this.counted[slot] = lots
    const { account, strategy, instrument, side } = this
    this.#exposures.addOpen(account[slot]!, strategy[slot]!, instrument[slot]!, side[slot]!, change)
  }

  #moveQuotes(slot: number, isAdd: boolean): void {
    if (this.#isResting[slot] === 0) return
    const book = this.#book(slot)
    const side = this.side[slot] === SELL ? 1 : 0
    if (isAdd) this.#quotes.add(book, side, this.price[slot]!)
    else this.#quotes.remove(book, side, this.price[slot]!)
    if (this.pendingId[slot] === NOT_FOUND) return
    if (isAdd) this.#quotes.add(book, side, this.pendingPrice[slot]!)
    else this.#quotes.remove(book, side, this.pendingPrice[slot]!)
  }

  #book(slot: number): number {
    const instrument = this.instrument[slot]!
    return this.#isFirmWide ? instrument : this.account[slot]! * this.#exposures.instrumentCount + instrument
  }

  #map(id: number, slot: number): void {
    if (id >= this.#slotOf.length) {
      const longer = new Int32Array(Math.max(id + 1, this.#slotOf.length * 2)).fill(DONE)
      longer.set(this.#slotOf)
      this.#slotOf = longer
    }
    this.#slotOf[id] = slot
  }
}
