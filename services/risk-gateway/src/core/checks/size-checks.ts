/** Checks of one order's size, and of how many orders there are. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import type { LimitTable } from '../limit-table.ts'
import { ACCOUNT, FIRM, INSTRUMENT, type OrderRequest, STRATEGY } from '../order-request.ts'
import { NO_REFERENCE } from '../reference-table.ts'
import type { RiskState } from '../risk-state.ts'

export function checkOrderQty(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { instrument } = request
  if (instrument < 0 || request.isNotLarger) return
  if (state.instruments.inverseBaseE8[instrument]! > 0) checkInverseQty(request, state, limits, decision)
  for (let i = ACCOUNT; i <= INSTRUMENT; i++) {
    const cell = request.cells[i]!
    if (cell < 0 || request.qtyLots <= limits.orderQtyLots[cell]!) continue
    decision.limit = limits.orderQtyLots[cell]!
    decision.value = request.qtyLots
    decision.breach(CHECK.MAX_ORDER_QTY, request.keys[i]!)
  }
}

/** Limits in units of the underlying mean what the contracts stand for at the mark. */
function checkInverseQty(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const lotBase = state.instruments.baseE8PerLot[request.instrument]!
  for (let i = ACCOUNT; i <= STRATEGY; i++) {
    const base = request.bases[i]!
    if (base < 0 || request.qtyLots * lotBase <= limits.orderBase[base]!) continue
    decision.limit = Math.floor(limits.orderBase[base]! / lotBase)
    decision.value = request.qtyLots
    decision.breach(CHECK.MAX_ORDER_QTY, request.keys[i]!)
  }
}

/** A soft check: more than so much of an average day is seldom meant. */
export function checkPctAdv(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { instrument } = request
  if (instrument < 0 || request.isNotLarger) return
  const adv = state.instruments.advLots[instrument]!
  for (let i = STRATEGY; i <= INSTRUMENT; i++) {
    const key = request.keys[i]!
    if (key < 0 || request.qtyLots * 1e4 <= limits.advBps[key]! * adv) continue
    decision.limit = limits.advBps[key]! / 100
    decision.value = (request.qtyLots * 100) / adv
    decision.breach(CHECK.MAX_PCT_ADV, key)
  }
}

/** The notional: quantity times limit price, market orders at the reference; of inverse contracts without the price. */
export function checkOrderNotional(
  request: OrderRequest,
  state: RiskState,
  limits: LimitTable,
  decision: Decision,
): void {
  const price2 = valuationPrice2(request)
  if (request.instrument < 0 || price2 === NO_REFERENCE) return
  const { moneyPerHalfTickLot, moneyPerLot } = state.instruments
  const lotMoney = price2 * moneyPerHalfTickLot[request.instrument]! + moneyPerLot[request.instrument]!
  const money = request.qtyLots * lotMoney
  for (let i = FIRM; i <= INSTRUMENT; i++) {
    const cell = request.cells[i]!
    if (cell < 0 || money <= limits.orderNotional[cell]!) continue
    decision.limit = limits.orderNotional[cell]!
    decision.value = money
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
