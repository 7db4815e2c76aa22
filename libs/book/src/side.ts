/** The two sides of a book and its sentinels. Values are those of FIX MDEntryType(269) and MDUpdateAction(279). */

/** Buyers: better is higher. FIX 269=0. */
export const BID = 0
/** Sellers: better is lower. FIX 269=1. */
export const ASK = 1

export type Side = typeof BID | typeof ASK

/** "There is no such price" where a price in ticks is expected. Never a valid price. */
export const NO_PRICE = Number.MIN_SAFE_INTEGER

/** What an update did to a level; FIX 279. */
export const LEVEL_NEW = 0
export const LEVEL_CHANGE = 1
export const LEVEL_DELETE = 2
/** The update changed nothing: removal of a level that is not there, or the same quantity again. */
export const LEVEL_NONE = -1

export type LevelAction = typeof LEVEL_NEW | typeof LEVEL_CHANGE | typeof LEVEL_DELETE | typeof LEVEL_NONE

export function oppositeOf(side: Side): Side {
  return side === BID ? ASK : BID
}
