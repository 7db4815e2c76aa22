import type { Side } from '@reflex/book'

/** Why a member's order is cancelled by the venue or on request. */
export const CANCEL_BY_REQUEST = 0
export const CANCEL_BY_DISCONNECT = 1
export const CANCEL_BY_MASS = 2

/**
 * One instrument at a venue, for members' orders: a matching book, or a recorded book to be filled against. Orders are
 * slots of MemberOrders.
 */
export interface Market {
  /** Enters an order whose terms are in its slot. Says what happens through OrderKeeper. */
  submit(slot: number): void
  cancel(slot: number): void
  /** @param qtyLots new total, above what is filled. */
  replace(slot: number, priceTicks: number, qtyLots: number): void
  /** NO_PRICE for an empty side. */
  bestPrice(side: Side): number
}
