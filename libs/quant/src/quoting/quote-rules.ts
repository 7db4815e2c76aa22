/**
 * Rules a desk applies around any quoting model: skew by inventory, the least half-spread that pays its costs, sizes by
 * inventory, and when a new quote is worth a message. Prices and costs in one price unit (ticks); nothing allocates.
 */

/**
 * Shift of both quotes for inventory, -gamma sigma^2 h q, held within +-cap: negative (quotes down) when long.
 * @param inventory in quote sizes. @param sigma price units per square root of a second. @param horizonSec seconds.
 * @param cap >= 0.
 */
export function inventorySkew(
  inventory: number,
  gamma: number,
  sigma: number,
  horizonSec: number,
  cap: number,
): number {
  const skew = -gamma * sigma * sigma * horizonSec * inventory
  return skew > cap ? cap : skew < -cap ? -cap : skew
}

export interface HalfSpreadCosts {
  /** Smallest half-spread the grid allows. */
  readonly tick: number
  /** c1: weight of the move over the horizon, sigma sqrt(h). */
  readonly volatilityWeight: number
  /** c2: weight of the measured adverse selection at the horizon. */
  readonly adverseSelectionWeight: number
  /** Maker fee per unit, >= 0. */
  readonly fee: number
  /** Maker rebate per unit, >= 0. */
  readonly rebate: number
  /** Profit wanted per unit. */
  readonly edge: number
}

/** max(tick, c1 sigma sqrt(h) + c2 adverse selection + fee - rebate + edge). */
export function halfSpread(
  costs: HalfSpreadCosts,
  sigma: number,
  horizonSec: number,
  adverseSelection: number,
): number {
  const sum =
    costs.volatilityWeight * sigma * Math.sqrt(horizonSec) +
    costs.adverseSelectionWeight * adverseSelection +
    costs.fee -
    costs.rebate +
    costs.edge
  return sum > costs.tick ? sum : costs.tick
}

/**
 * Size to quote on one side: the full size while the inventory is against it or flat, shrinking linearly to zero at the
 * limit.
 * @param side +1 bid, -1 ask. @param inventory, sizeMax, inventoryMax in lots. @returns whole lots, never past the
 * limit.
 */
export function quoteSize(side: number, inventory: number, sizeMax: number, inventoryMax: number): number {
  const used = side * inventory
  const room = inventoryMax - used
  if (room <= 0) return 0
  const wanted = used <= 0 ? sizeMax : Math.ceil((sizeMax * room) / inventoryMax)
  return Math.min(wanted, Math.floor(room))
}

/**
 * Whether moving a quote is worth a message: |new - old| >= threshold, or only one of the two exists (NaN = no quote).
 */
export function isRequoteDue(oldPrice: number, newPrice: number, threshold: number): boolean {
  const hasOld = !Number.isNaN(oldPrice)
  const hasNew = !Number.isNaN(newPrice)
  return hasOld && hasNew ? Math.abs(newPrice - oldPrice) >= threshold : hasOld !== hasNew
}
