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

/** An acknowledgement: a late one cannot resurrect what has ended, nor undo a fill. */
export function onAcknowledged(orders: OrderTable, order: number): void {
  orders.isUnknown[order] = 0
  if (orders.state[order] === ORDER_STATE.PENDING_NEW) orders.setState(order, ORDER_STATE.NEW)
}

/** A fill counts whatever the state: also after a cancel, where only the quantity moves. */
export function onTrade(orders: OrderTable, order: number, lastQtyE8: number): void {
  orders.isUnknown[order] = 0
  orders.cumE8[order]! += lastQtyE8
  afterQuantityChange(orders, order)
}

/** A bust or correction moves the filled quantity by a difference, negative for a bust. */
export function onTradeChanged(orders: OrderTable, order: number, deltaQtyE8: number): void {
  orders.cumE8[order] = Math.max(0, orders.cumE8[order]! + deltaQtyE8)
}

/** The venue accepted a replace: the request's id and terms are the order's now. */
export function onReplaced(orders: OrderTable, order: number, request: number): void {
  orders.isUnknown[order] = 0
  if (request !== orders.pendingReplace[order] || !orders.isLive(order)) return
  orders.clOrdId[order] = request
  orders.qtyE8[order] = orders.replaceQtyE8[order]!
  orders.priceE8[order] = orders.replacePriceE8[order]!
  orders.pendingReplace[order] = NO_REQUEST
  if (orders.state[order] === ORDER_STATE.PENDING_NEW) orders.setState(order, ORDER_STATE.NEW)
  afterQuantityChange(orders, order)
}

function afterQuantityChange(orders: OrderTable, order: number): void {
  if (!orders.isLive(order)) return
  if (orders.cumE8[order]! >= orders.qtyE8[order]!) orders.setState(order, ORDER_STATE.FILLED)
  else if (orders.cumE8[order]! > 0) orders.setState(order, ORDER_STATE.PARTIALLY_FILLED)
}
