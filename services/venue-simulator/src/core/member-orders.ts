/**
 * The orders members have sent in this day, open or done: parallel arrays by slot. Slots are never reused, since a
 * ClOrdID must not come twice. Texts are interned; ClOrdIDs for each session apart.
 *
 * Invariant of every order: quantity = leaves + filled + cancelled.
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { Side } from '@reflex/book'
import { grownBytes, grownDoubles, grownInts } from './growth.ts'

export const NO_ORDER = -1

export const ORDER_OPEN = 1
export const ORDER_FILLED = 2
export const ORDER_CANCELLED = 3
export const ORDER_REJECTED = 4

export class MemberOrders {
  /** ClOrdIDs by session. */
  readonly clOrdIds: readonly AsciiTable[]
  readonly texts = new AsciiTable(64)
  count = 0
  clOrdId: Int32Array
  session: Uint8Array
  account: Int32Array
  instrument: Int32Array
  side: Uint8Array
  ordType: Uint8Array
  timeInForce: Uint8Array
  isPostOnly: Uint8Array
  state: Uint8Array
  /** NaN for a market order. */
  priceTicks: Float64Array
  qty: Float64Array
  cum: Float64Array
  leaves: Float64Array
  /** Sum of ticks times lots of the fills, for AvgPx. */
  cumTicks: Float64Array
  /** Open orders, in no order; `#places` says where. */
  live: Int32Array
  liveCount = 0
  #places: Int32Array
  readonly #slotOfId: Int32Array[]

  constructor(sessions: number, capacity: number) {
    this.clOrdIds = Array.from({ length: sessions }, () => new AsciiTable(capacity, 24))
    this.#slotOfId = Array.from({ length: sessions }, () => new Int32Array(capacity * 2).fill(NO_ORDER))
    this.clOrdId = new Int32Array(capacity)
    this.session = new Uint8Array(capacity)
    this.account = new Int32Array(capacity)
    this.instrument = new Int32Array(capacity)
    this.side = new Uint8Array(capacity)
    this.ordType = new Uint8Array(capacity)
    this.timeInForce = new Uint8Array(capacity)
    this.isPostOnly = new Uint8Array(capacity)
    this.state = new Uint8Array(capacity)
    this.priceTicks = new Float64Array(capacity)
    this.qty = new Float64Array(capacity)
    this.cum = new Float64Array(capacity)
    this.leaves = new Float64Array(capacity)
    this.cumTicks = new Float64Array(capacity)
    this.live = new Int32Array(capacity)
    this.#places = new Int32Array(capacity)
  }

  /** A slot for a new open order; the caller fills its terms. */
  allocate(session: number, clOrdId: number): number {
    if (this.count === this.state.length) this.#grow()
    const slot = this.count++
    this.session[slot] = session
    this.cum[slot] = 0
    this.cumTicks[slot] = 0
    this.state[slot] = ORDER_OPEN
    this.rename(slot, clOrdId)
    this.#places[slot] = this.liveCount
    this.live[this.liveCount++] = slot
    return slot
  }

  /** The order answers to another ClOrdID too, and reports carry it from now on. */
  rename(slot: number, clOrdId: number): void {
    this.clOrdId[slot] = clOrdId
    const session = this.session[slot]!
    let slots = this.#slotOfId[session]!
    if (clOrdId >= slots.length) {
      const grown = new Int32Array(Math.max(clOrdId + 1, slots.length * 2)).fill(NO_ORDER)
      grown.set(slots)
      slots = grown
      this.#slotOfId[session] = slots
    }
    slots[clOrdId] = slot
  }

  /** Interns a ClOrdID. @returns its id, or NOT_FOUND when it was used before. */
  claimId(session: number, bytes: Uint8Array, offset: number, length: number): number {
    const table = this.clOrdIds[session]!
    const size = table.size
    const id = table.intern(bytes, offset, length)
    return table.size === size ? NOT_FOUND : id
  }

  /** @returns the order that has or had this ClOrdID, or NO_ORDER. */
  find(session: number, bytes: Uint8Array, offset: number, length: number): number {
    if (offset < 0) return NO_ORDER
    const id = this.clOrdIds[session]!.find(bytes, offset, length)
    const slots = this.#slotOfId[session]!
    return id === NOT_FOUND || id >= slots.length ? NO_ORDER : slots[id]!
  }

  isOpen(slot: number): boolean {
    return this.state[slot] === ORDER_OPEN
  }

  /** The order is done. */
  close(slot: number, state: number): void {
    if (this.state[slot] !== ORDER_OPEN) return
    this.state[slot] = state
    const place = this.#places[slot]!
    const last = this.live[--this.liveCount]!
    this.live[place] = last
    this.#places[last] = place
  }

  priceSide(slot: number): Side {
    return this.side[slot] as Side
  }

  #grow(): void {
    const size = this.state.length * 2
    this.clOrdId = grownInts(this.clOrdId, size)
    this.account = grownInts(this.account, size)
    this.instrument = grownInts(this.instrument, size)
    this.live = grownInts(this.live, size)
    this.#places = grownInts(this.#places, size)
    this.session = grownBytes(this.session, size)
    this.side = grownBytes(this.side, size)
    this.ordType = grownBytes(this.ordType, size)
    this.timeInForce = grownBytes(this.timeInForce, size)
    this.isPostOnly = grownBytes(this.isPostOnly, size)
    this.state = grownBytes(this.state, size)
    this.priceTicks = grownDoubles(this.priceTicks, size)
    this.qty = grownDoubles(this.qty, size)
    this.cum = grownDoubles(this.cum, size)
    this.leaves = grownDoubles(this.leaves, size)
    this.cumTicks = grownDoubles(this.cumTicks, size)
  }
}
