import { EXEC_TYPE, ORD_STATUS } from '@reflex/schema'
import { NO_REQUEST, ORDER_STATE, type OrderState, type OrderTable } from './order-table.ts'

/**
 * OrdStatus(39) of an order as FIX ranks it: a pending request shows over the working state, a terminal state over all.
 */
export function ordStatusOf(orders: OrderTable, order: number): number {
  switch (orders.state[order]) {
    case ORDER_STATE.FILLED:
      return ORD_STATUS.FILLED
    case ORDER_STATE.CANCELED:
      return ORD_STATUS.CANCELED
    case ORDER_STATE.REJECTED:
      return ORD_STATUS.REJECTED
    case ORDER_STATE.EXPIRED:
      return ORD_STATUS.EXPIRED
  }
  if (orders.pendingCancel[order] !== NO_REQUEST) return ORD_STATUS.PENDING_CANCEL
  if (orders.pendingReplace[order] !== NO_REQUEST) return ORD_STATUS.PENDING_REPLACE
  switch (orders.state[order]) {
    case ORDER_STATE.NEW:
      return ORD_STATUS.NEW
    case ORDER_STATE.PARTIALLY_FILLED:
      return ORD_STATUS.PARTIALLY_FILLED
    default:
      return ORD_STATUS.PENDING_NEW
  }
}

/** The state that an ExecType ends an order with, or -1 when it does not end it. */
export function terminalStateOf(execType: number): OrderState | -1 {
  switch (execType) {
    case EXEC_TYPE.CANCELED:
      return ORDER_STATE.CANCELED
    case EXEC_TYPE.REJECTED:
      return ORDER_STATE.REJECTED
    case EXEC_TYPE.EXPIRED:
    case EXEC_TYPE.DONE_FOR_DAY:
      return ORDER_STATE.EXPIRED
    default:
      return -1
  }
}

/** As terminalStateOf, by the OrdStatus(39) of a status answer; REJECTED also says that there is no such order. */
export function terminalStateOfStatus(status: number): OrderState | -1 {
  switch (status) {
    case ORD_STATUS.FILLED:
      return ORDER_STATE.FILLED
    case ORD_STATUS.CANCELED:
    case ORD_STATUS.REJECTED:
      return ORDER_STATE.CANCELED
    case ORD_STATUS.EXPIRED:
    case ORD_STATUS.DONE_FOR_DAY:
      return ORDER_STATE.EXPIRED
    default:
      return -1
  }
}

/** An acknowledgement: a late one cannot resurrect what has ended, nor undo a fill. */
export function onAcknowledged(orders: OrderTable, order: number): void {
  if (orders.state[order] === ORDER_STATE.PENDING_NEW) orders.setState(order, ORDER_STATE.NEW)
}

/**
 * A fill, or the difference that a bust or correction makes. Counts whatever the state: after the end only the quantity
 * moves. @param column where the difference stands at `index`: passed by place, so that it is not boxed.
 */
export function onFilledBy(orders: OrderTable, order: number, column: Float64Array, index: number): void {
  orders.cumE8[order] = Math.max(0, orders.cumE8[order]! + column[index]!)
  afterQuantityChange(orders, order)
}

/** The venue accepted the replace in hand: the request's id and terms are the order's now. */
export function onReplaced(orders: OrderTable, order: number): void {
  orders.clOrdId[order] = orders.pendingReplace[order]!
  orders.pendingReplace[order] = NO_REQUEST
  orders.qtyE8[order] = orders.replaceQtyE8[order]!
  orders.priceE8[order] = orders.replacePriceE8[order]!
  onAcknowledged(orders, order)
  afterQuantityChange(orders, order)
}

/** The venue states other terms: a replace we had given up, or a change of its own. NaN leaves a term as it is. */
export function onRestated(orders: OrderTable, order: number, qtyE8: number, priceE8: number): void {
  if (qtyE8 > 0) orders.qtyE8[order] = qtyE8
  if (priceE8 > 0) orders.priceE8[order] = priceE8
  onAcknowledged(orders, order)
  afterQuantityChange(orders, order)
}

function afterQuantityChange(orders: OrderTable, order: number): void {
  if (!orders.isLive(order)) return
  if (orders.cumE8[order]! >= orders.qtyE8[order]!) orders.setState(order, ORDER_STATE.FILLED)
  else if (orders.cumE8[order]! > 0) orders.setState(order, ORDER_STATE.PARTIALLY_FILLED)
  // All that was filled is busted.
  else if (orders.state[order] === ORDER_STATE.PARTIALLY_FILLED) orders.setState(order, ORDER_STATE.NEW)
}
