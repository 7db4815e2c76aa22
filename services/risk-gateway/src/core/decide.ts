/**
 * The decision: a pure function of the order in hand, the state and the limits. Evaluates every check and reports every
 * breach; the order of evaluation does not matter, the table's order decides which breach is named. Changes nothing but
 * `decision` and the request's reference.
 */

import { checkGreeks, checkPortfolio, checkPosition, checkSelfTrade, checkShortSell } from './checks/exposure-checks.ts'
import { checkAge, checkDuplicateEconomics, checkQuantity, checkSupported, checkTick } from './checks/form-checks.ts'
import {
  checkAccount,
  checkDuplicateId,
  checkMarketState,
  checkRestricted,
  checkSymbol,
} from './checks/identity-checks.ts'
import { checkCollar, checkReference } from './checks/price-checks.ts'
import { checkMessageRate } from './checks/rate-checks.ts'
import { checkOpenOrders, checkOrderNotional, checkOrderQty, checkPctAdv } from './checks/size-checks.ts'
import {
  checkKill,
  checkLoss,
  checkProtection,
  checkReadiness,
  checkReduceOnly,
  checkRejectStorm,
  checkRepeatedExecution,
} from './checks/state-checks.ts'
import type { Decision } from './decision.ts'
import type { LimitTable } from './limit-table.ts'
import type { OrderRequest } from './order-request.ts'
import { NO_REFERENCE } from './reference-table.ts'
import type { RiskState } from './risk-state.ts'

export function decide(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  decision.reset()
  if (request.instrument < 0) request.reference2 = NO_REFERENCE
  else state.references.look(request.instrument, request)
  checkKill(request, state, decision)
  checkReadiness(request, state, decision)
  checkReduceOnly(request, state, decision)
  checkProtection(request, state, decision)
  checkMarketState(request, state, decision)
  checkSymbol(request, state, decision)
  checkAccount(request, state, limits, decision)
  checkRestricted(request, limits, state, decision)
  checkDuplicateId(request, decision)
  checkQuantity(request, state, decision)
  checkTick(request, state, decision)
  checkSupported(request, state, limits, decision)
  checkReference(request, state, decision)
  checkCollar(request, limits, decision)
  checkOrderQty(request, state, limits, decision)
  checkOrderNotional(request, state, limits, decision)
  checkPctAdv(request, state, limits, decision)
  checkOpenOrders(request, state, limits, decision)
  checkPosition(request, state, limits, decision)
  checkPortfolio(request, state, limits, decision)
  checkGreeks(request, state, limits, decision)
  checkLoss(request, state, limits, decision)
  checkShortSell(request, state, decision)
  checkSelfTrade(request, state, limits, decision)
  checkMessageRate(request, state, decision)
  checkDuplicateEconomics(request, state, decision)
  checkRepeatedExecution(request, state, limits, decision)
  checkAge(request, limits, decision)
  checkRejectStorm(request, state, limits, decision)
}
