/** Checks on the state of the firm: latches, levels, what the gateway misses. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import {
  LATCH_EXECUTIONS,
  LATCH_KILL,
  LATCH_LOSS,
  LATCH_REJECTS,
  LEVEL_HALT,
  LEVEL_REDUCE_ONLY,
} from '../latch-table.ts'
import type { LimitTable } from '../limit-table.ts'
import { ACCOUNT, BUY, FIRM, type OrderRequest, STRATEGY, VENUE } from '../order-request.ts'
import { MISSING_EXPOSURE, type RiskState } from '../risk-state.ts'
import { FIRM_KEY } from '../scopes.ts'

/**
 * Whether the order can only bring the account closer to flat in its underlying: with every open order of its side
 * filled, and itself, the position does not change sign. Needs positions and open orders to be known.
 */
export function isReducing(request: OrderRequest, state: RiskState): boolean {
  if (request.account < 0 || request.instrument < 0) return false
  const { exposures } = state
  const base = request.bases[ACCOUNT]!
  const added = request.addedLots * state.instruments.baseE8PerLot[request.instrument]!
  return request.side === BUY
    ? exposures.positionBase[base]! + exposures.openBuyBase[base]! + added <= 0
    : exposures.positionBase[base]! - exposures.openSellBase[base]! - added >= 0
}

export function checkKill(request: OrderRequest, state: RiskState, decision: Decision): void {
  const { latches } = state
  if (!latches.isActive) return
  const keys = request.keys
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    if (key < 0) continue
    if ((latches.latched[key]! & LATCH_KILL) !== 0 || latches.level(key, request.nowNs) >= LEVEL_HALT) {
      decision.fail(CHECK.KILL, key)
    }
  }
}

/**
 * Reduce-only orders of a strategy that risk owns: they skip LOSS_LIMIT, GROSS and CREDIT. That they do reduce is
 * REDUCE_ONLY's to check.
 */
export function isFlattenPath(request: OrderRequest, limits: LimitTable): boolean {
  return request.isCloseOnly && request.strategy >= 0 && limits.isFlattener[request.strategy] === 1
}

/** A strategy whose market maker protection tripped in this underlying waits; what reduces may go. */
export function checkProtection(request: OrderRequest, state: RiskState, decision: Decision): void {
  const { protection } = state
  if (!protection.isOn || request.strategy < 0 || request.instrument < 0) return
  if (!protection.isFrozen(request) || isReducing(request, state)) return
  const untilNs = protection.frozenUntilNs(request.strategy, request.underlying)
  decision.limit = 0
  decision.value = untilNs === Number.POSITIVE_INFINITY ? 0 : Math.ceil((untilNs - request.nowNs) / 1e6)
  decision.breach(CHECK.MM_PROTECTION, request.keys[STRATEGY]!)
}

/** What is missing travels as the value: bits of MISSING_*. */
export function checkReadiness(request: OrderRequest, state: RiskState, decision: Decision): void {
  const missing = state.readiness.missing
  if (missing === 0) return
  if ((missing & MISSING_EXPOSURE) === 0 && isReducing(request, state)) return
  decision.limit = 0
  decision.value = missing
  decision.breach(CHECK.NOT_READY, FIRM_KEY)
}

export function checkReduceOnly(request: OrderRequest, state: RiskState, decision: Decision): void {
  if (request.isCloseOnly && !isReducing(request, state)) decision.fail(CHECK.REDUCE_ONLY, request.keys[ACCOUNT]!)
  if (!state.latches.isActive) return
  const keys = request.keys
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    if (key < 0 || state.latches.level(key, request.nowNs) < LEVEL_REDUCE_ONLY) continue
    if (!isReducing(request, state)) decision.fail(CHECK.REDUCE_ONLY, key)
  }
}

/** Day loss and drawdown of firm, account and strategy: at the limit is beyond it. Latched until released. */
export function checkLoss(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { losses, latches } = state
  if (isFlattenPath(request, limits)) return
  for (let i = FIRM; i <= STRATEGY; i++) {
    const row = request.keys[i]!
    if (row < 0) continue
    const isLatched = (latches.latched[row]! & LATCH_LOSS) !== 0
    if (!isLatched && (losses.isDown[row] === 0 || !losses.isTripped(row, limits))) continue
    decision.limit = Math.min(limits.dayLoss[row]!, limits.drawdown[row]!)
    decision.value = -losses.pnl[row]!
    decision.breach(CHECK.LOSS_LIMIT, row)
  }
}

/** RTS 6 article 15(3): a strategy stops after so many executions until somebody re-enables it. */
export function checkRepeatedExecution(
  request: OrderRequest,
  state: RiskState,
  limits: LimitTable,
  decision: Decision,
): void {
  const key = request.keys[STRATEGY]!
  if (key < 0) return
  const max = limits.repeatedExecutions[key]!
  if (state.executions[key]! < max && (state.latches.latched[key]! & LATCH_EXECUTIONS) === 0) return
  decision.limit = max
  decision.value = state.executions[key]!
  decision.breach(CHECK.REPEATED_EXECUTION, key)
}

/** So many venue rejects in a row, of a strategy or a venue: something is wrong that one more order will not mend. */
export function checkRejectStorm(
  request: OrderRequest,
  state: RiskState,
  limits: LimitTable,
  decision: Decision,
): void {
  for (let i = STRATEGY; i <= VENUE; i += VENUE - STRATEGY) {
    const key = request.keys[i]!
    if (key < 0) continue
    const max = limits.rejectStorm[key]!
    if (state.rejects[key]! < max && (state.latches.latched[key]! & LATCH_REJECTS) === 0) continue
    decision.limit = max
    decision.value = state.rejects[key]!
    decision.breach(CHECK.REJECT_STORM, key)
  }
}
