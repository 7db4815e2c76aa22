/**
 * Checks of the price against the reference: there must be one, and limit prices stay near it. Prices are compared as
 * twice the ticks.
 */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import type { LimitTable } from '../limit-table.ts'
import { BUY, INSTRUMENT, type OrderRequest, STRATEGY } from '../order-request.ts'
import { NO_REFERENCE } from '../reference-table.ts'
import type { RiskState } from '../risk-state.ts'

export function checkReference(request: OrderRequest, state: RiskState, decision: Decision): void {
  if (request.instrument < 0) return
  // Open inverse contracts without a mark stand for nobody knows how much of the underlying.
  const isUnmarked = state.exposures.unmarked[request.underlying]! > 0
  if (request.reference2 !== NO_REFERENCE && !isUnmarked) return
  const age = state.references.ageNs(request.instrument, request.nowNs)
  decision.limit = 0
  decision.value = age < 1e18 ? Math.round(age / 1e6) : -1
  decision.breach(CHECK.NO_REFERENCE_PRICE, request.keys[INSTRUMENT]!)
}

/** |price - reference| > max(reference x bps, ticks), of the strategy and of the instrument. */
export function checkCollar(request: OrderRequest, limits: LimitTable, decision: Decision): void {
  if (!request.hasPrice || request.reference2 === NO_REFERENCE) return
  const distance2 = 2 * request.priceTicks - request.reference2
  const worse2 = request.side === BUY ? distance2 : -distance2
  for (let i = STRATEGY; i <= INSTRUMENT; i++) {
    const key = request.keys[i]!
    if (key < 0) continue
    const outside2 = limits.isCollarAggressive[key] === 1 ? worse2 : Math.abs(distance2)
    // Multiplied out, so that no band is ever rounded. Beyond the larger of two bands is beyond both.
    if (outside2 * 1e4 <= request.reference2 * limits.collarBps[key]!) continue
    if (outside2 <= 2 * limits.collarTicks[key]!) continue
    decision.limit = Math.max((request.reference2 * limits.collarBps[key]!) / 1e4, 2 * limits.collarTicks[key]!)
    decision.value = outside2
    decision.breach(CHECK.PRICE_COLLAR, key)
  }
}
