/** Which of two prices is better for an order, and how far a market order may go. */

import { BID, NO_PRICE, type Side } from '@reflex/book'

const BPS = 10_000

/** Whether an opposite price is within the limit of an order of `side`. */
export function isAtOrBetter(oppositeTicks: number, limit: number, side: Side): boolean {
  return side === BID ? oppositeTicks <= limit : oppositeTicks >= limit
}

/** Whether a price of `side` is strictly better than another. */
export function isBeyond(ticks: number, other: number, side: Side): boolean {
  return side === BID ? ticks > other : ticks < other
}

/** @returns the worst price of a market order: so far beyond the opposite best; NO_PRICE where that side is empty. */
export function protectionPrice(oppositeBest: number, side: Side, bps: number): number {
  if (oppositeBest === NO_PRICE) return NO_PRICE
  const room = Math.max(1, Math.floor((oppositeBest * bps) / BPS))
  return side === BID ? oppositeBest + room : Math.max(1, oppositeBest - room)
}
