/** Checks of one order's size, and of how many orders there are. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import type { LimitTable } from '../limit-table.ts'
import { ACCOUNT, FIRM, INSTRUMENT, type OrderRequest } from '../order-request.ts'
import { NO_REFERENCE } from '../reference-table.ts'
import type { RiskState } from '../risk-state.ts'

export function checkOrderQty(request: OrderRequest, limits: LimitTable, decision: Decision): void {
  if (request.instrument < 0 || request.isNotLarger) return
  for (let i = ACCOUNT; i <= INSTRUMENT; i++) {
    const cell = request.cells[i]!
    if (cell < 0 || request.qtyLots <= limits.orderQtyLots[cell]!) continue
    decision.limit = limits.orderQtyLots[cell]!
    decision.value = request.qtyLots
    decision.breach(CHECK.MAX_ORDER_QTY, request.keys[i]!)
  }
}

/** Quantity times limit price; market orders at the reference. Half-tick lots, in which the limits are too. */
export function checkOrderNotional(
  request: OrderRequest,
  state: RiskState,
  limits: LimitTable,
  decision: Decision,
): void {
  const price2 = valuationPrice2(request)
  if (request.instrument < 0 || price2 === NO_REFERENCE) return
  const halfTickLots = request.qtyLots * price2
  const money = state.instruments.moneyPerHalfTickLot[request.instrument]!
  for (let i = FIRM; i <= INSTRUMENT; i++) {
    const cell = request.cells[i]!
    if (cell < 0 || halfTickLots <= limits.orderNotionalHalfTickLots[cell]!) continue
    decision.limit = limits.orderNotionalHalfTickLots[cell]! * money
    decision.value = halfTickLots * money
    decision.breach(CHECK.MAX_ORDER_NOTIONAL, request.keys[i]!)
  }
}

export function checkOpenOrders(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  if (request.isReplace) return
  for (let i = FIRM; i < request.keys.length; i++) {
    const key = request.keys[i]!
    if (key < 0) continue
    const open = state.exposures.openOrders[key]! + 1
    if (open <= limits.openOrders[key]!) continue
    decision.limit = limits.openOrders[key]!
    decision.value = open
    decision.breach(CHECK.MAX_OPEN_ORDERS, key)
  }
}

/** Twice the price an order is valued at: its limit price, else the reference. NO_REFERENCE when it has neither. */
export function valuationPrice2(request: OrderRequest): number {
  return request.hasPrice ? 2 * request.priceTicks : request.reference2
}
