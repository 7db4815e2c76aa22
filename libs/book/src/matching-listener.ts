/** What a matching book is told and what it tells: numbers only. */

import type { LevelAction, Side } from './side.ts'

/** OrdType(40). */
export const ORDER_MARKET = 1
export const ORDER_LIMIT = 2
export type OrderType = typeof ORDER_MARKET | typeof ORDER_LIMIT

/** TimeInForce(59). */
export const TIF_DAY = 0
export const TIF_GTC = 1
export const TIF_IOC = 3
export const TIF_FOK = 4
export type TimeInForce = typeof TIF_DAY | typeof TIF_GTC | typeof TIF_IOC | typeof TIF_FOK

/** What happens when an order would trade with another of the same owner. 1 to 3 as FIX 2964. */
export const STP_NONE = 0
/** Cancel what is left of the incoming order. */
export const STP_CANCEL_NEW = 1
/** Cancel the resting order and go on. */
export const STP_CANCEL_OLD = 2
/** Cancel both. */
export const STP_CANCEL_BOTH = 3
/** Take the smaller quantity from both, without a trade. */
export const STP_DECREMENT = 4
export type SelfTradePrevention =
  | typeof STP_NONE
  | typeof STP_CANCEL_NEW
  | typeof STP_CANCEL_OLD
  | typeof STP_CANCEL_BOTH
  | typeof STP_DECREMENT

/** Results of a command: ACCEPTED, or a reason (negative), which `onRejected` carries too. */
export const ACCEPTED = 0
/** The quantity is not a positive safe integer. */
export const REJECT_QTY = -1
/** The price is not a safe integer, or is missing. */
export const REJECT_PRICE = -2
/** The order id is in use. */
export const REJECT_DUPLICATE = -3
/** A post-only order would trade. */
export const REJECT_WOULD_CROSS = -4
/** No such live order. */
export const REJECT_UNKNOWN_ORDER = -5
/** A replacement's total quantity is not above what is filled. */
export const REJECT_BELOW_FILLED = -6
/** Post-only goes with resting limit orders only. */
export const REJECT_COMBINATION = -7

/** Why an order ended without being filled. */
export const CANCEL_REQUESTED = 0
/** The rest of an immediate-or-cancel or market order. */
export const CANCEL_IMMEDIATE = 1
/** A fill-or-kill order that could not be filled whole. */
export const CANCEL_UNFILLABLE = 2
export const CANCEL_SELF_TRADE = 3
/** End of the day. */
export const CANCEL_EXPIRED = 4
/** A mass cancel, a disconnect. */
export const CANCEL_MASS = 5

/** A new order. Make one, fill it for each order: the book copies what it keeps. */
export class OrderRequest {
  /** Of the caller; a 32-bit integer, not -2^31, unique among live orders. */
  orderId = 0
  /** Orders of one owner do not trade with each other when `stp` says so. */
  ownerId = 0
  side: Side = 0
  type: OrderType = ORDER_LIMIT
  timeInForce: TimeInForce = TIF_GTC
  postOnly = false
  stp: SelfTradePrevention = STP_NONE
  /** Limit in ticks; for a market order its protection price, or NO_PRICE for none. */
  priceTicks = 0
  qtyLots = 0
}

/** Called during a command, in the order in which things happen. It must not call the book back. */
export interface MatchingListener {
  /** A new order is valid; its trades and its rest follow. */
  onAccepted(orderId: number, side: Side, priceTicks: number, qtyLots: number): void
  /** A new order, a cancel or a replace is refused and nothing has changed. */
  onRejected(orderId: number, reason: number): void
  /** The price is the maker's. Leaves are those after the trade; 0 means that the order is filled and gone. */
  onTrade(
    makerOrderId: number,
    takerOrderId: number,
    priceTicks: number,
    qtyLots: number,
    makerLeavesLots: number,
    takerLeavesLots: number,
  ): void
  /** The order is gone, with this quantity unfilled. */
  onCancelled(orderId: number, cancelledLots: number, reason: number): void
  /** Self-trade prevention took quantity from an order that goes on. */
  onDecremented(orderId: number, decrementLots: number, leavesLots: number): void
  /** The order has a new price or quantity; trades may follow when the price crosses. */
  onReplaced(orderId: number, priceTicks: number, leavesLots: number, isPriorityKept: boolean): void
  /** A level of the book differs after the command's step. Quantity and count are 0 when it is gone. */
  onLevelChanged(side: Side, priceTicks: number, qtyLots: number, orderCount: number, action: LevelAction): void
}
