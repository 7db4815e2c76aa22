/** Checks on the form of the order: quantity and price grids, types, age, duplicate economics. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import type { LimitTable } from '../limit-table.ts'
import { INSTRUMENT, type OrderRequest, STRATEGY, VENUE } from '../order-request.ts'
import type { RiskState } from '../risk-state.ts'
import { FIRM_KEY } from '../scopes.ts'

const CODE_ZERO = 48

export function checkQuantity(request: OrderRequest, state: RiskState, decision: Decision): void {
  const { instrument, qtyLots } = request
  if (instrument < 0) return
  const min = state.instruments.minLots[instrument]!
  const step = state.instruments.lotStep[instrument]!
  // The remainder of doubles is slow, and a step of 1 is the rule.
  if (request.isOnLot && qtyLots > 0 && qtyLots >= min && (step === 1 || qtyLots % step === 0)) return
  decision.limit = min
  decision.value = qtyLots
  decision.breach(CHECK.BAD_QTY, request.keys[INSTRUMENT]!)
}

export function checkTick(request: OrderRequest, state: RiskState, decision: Decision): void {
  const { instrument, priceTicks } = request
  if (instrument < 0 || !request.hasPrice) return
  const step = state.instruments.tickStep[instrument]!
  if (request.isOnTick && priceTicks > 0 && (step === 1 || priceTicks % step === 0)) return
  decision.limit = 2 * step
  decision.value = 2 * priceTicks
  decision.breach(CHECK.BAD_TICK, request.keys[INSTRUMENT]!)
}

/** The venue's matrix, narrowed by what strategy, instrument and venue are allowed. */
export function checkSupported(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { instrument } = request
  if (instrument < 0) return
  const ordTypeBit = bitOf(request.ordType)
  const timeInForceBit = bitOf(request.timeInForce)
  const isSupported =
    (state.instruments.ordTypeMask[instrument]! & ordTypeBit) !== 0 &&
    (state.instruments.timeInForceMask[instrument]! & timeInForceBit) !== 0 &&
    !request.isMalformed
  if (!isSupported) {
    decision.fail(CHECK.UNSUPPORTED, request.keys[INSTRUMENT]!)
    return
  }
  for (let i = STRATEGY; i <= VENUE; i++) {
    const key = request.keys[i]!
    if (key < 0) continue
    if ((limits.ordTypeMask[key]! & ordTypeBit) === 0 || (limits.timeInForceMask[key]! & timeInForceBit) === 0) {
      decision.fail(CHECK.UNSUPPORTED, key)
    }
  }
}

/** The bit of a digit character; letters have none. */
function bitOf(code: number): number {
  const digit = code - CODE_ZERO
  return digit >= 0 && digit <= 9 ? 1 << digit : 0
}

export function checkAge(request: OrderRequest, limits: LimitTable, decision: Decision): void {
  const key = request.keys[VENUE]!
  if (key < 0) return
  const max = limits.orderAgeNs[key]!
  const age = request.nowNs - request.sendingNs // NaN when it has no readable SendingTime: that is refused too.
  if (age <= max) return
  decision.limit = max / 1e6
  decision.value = age / 1e6
  decision.breach(CHECK.STALE_ORDER, key)
}

export function checkDuplicateEconomics(request: OrderRequest, state: RiskState, decision: Decision): void {
  const { recentOrders } = state
  if (!recentOrders.isOn || request.instrument < 0) return
  const same = recentOrders.countSame(request, economicsKey(request))
  if (same + 1 <= recentOrders.max) return
  decision.limit = recentOrders.max
  decision.value = same + 1
  decision.breach(CHECK.DUPLICATE_ECONOMICS, request.strategy < 0 ? FIRM_KEY : request.keys[STRATEGY]!)
}

/** Instrument, strategy and side as one number, for RecentOrders. */
export function economicsKey(request: OrderRequest): number {
  return (request.instrument * 512 + (request.strategy + 1)) * 2 + request.side
}
