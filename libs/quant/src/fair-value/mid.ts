/**
 * Prices read off the best bid and offer alone. Prices in any one unit (ticks in the live path), quantities in any one
 * unit.
 */

/** (bid + ask) / 2. */
export function midPrice(bid: number, ask: number): number {
  return 0.5 * (bid + ask)
}

/**
 * Mid weighted by the opposite queue, (bid x askQty + ask x bidQty) / (bidQty + askQty): leans to the side that is
 * about to be exhausted. The plain mid when both quantities are zero. Always inside [bid, ask].
 */
export function weightedMid(bid: number, bidQty: number, ask: number, askQty: number): number {
  const total = bidQty + askQty
  return total > 0 ? bid + ((ask - bid) * bidQty) / total : 0.5 * (bid + ask)
}

/**
 * Queue imbalance (bidQty - askQty) / (bidQty + askQty) in [-1, 1]; 0 when both are empty. Positive = pressure upwards.
 */
export function queueImbalance(bidQty: number, askQty: number): number {
  const total = bidQty + askQty
  return total > 0 ? (bidQty - askQty) / total : 0
}

/** Share of the bid, bidQty / (bidQty + askQty) in [0, 1]; 0.5 when both are empty. */
export function bidShare(bidQty: number, askQty: number): number {
  const total = bidQty + askQty
  return total > 0 ? bidQty / total : 0.5
}
