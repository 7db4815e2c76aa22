import type { ExecutionListener } from './execution-adapter.ts'
import { LATCH_EXECUTIONS, LATCH_REJECTS } from './latch-table.ts'
import type { LimitTable } from './limit-table.ts'
import type { RiskState } from './risk-state.ts'

/** Who asks the others again. */
export interface SyncRequests {
  losePositions(): void
  reconcileSoon(): void
}

/** Latches that trip by counting: repeated executions (by strategy), rejects in a row (by strategy and venue). */
export class TripCounters implements ExecutionListener {
  readonly #state: RiskState
  readonly #limits: LimitTable
  readonly #sync: SyncRequests

  constructor(state: RiskState, limits: LimitTable, sync: SyncRequests) {
    this.#state = state
    this.#limits = limits
    this.#sync = sync
  }

  onExecuted(strategy: number): void {
    if (strategy < 0) return
    const { executions, scopes, latches } = this.#state
    const key = scopes.strategy(strategy)
    executions[key]!++
    if (executions[key]! >= this.#limits.repeatedExecutions[key]!) latches.latched[key]! |= LATCH_EXECUTIONS
  }

  onAnswered(strategy: number, venue: number, isReject: boolean): void {
    const { scopes } = this.#state
    if (strategy >= 0) this.#answer(scopes.strategy(strategy), isReject)
    this.#answer(scopes.venue(venue), isReject)
  }

  onPositionsLost(): void {
    this.#sync.losePositions()
  }

  onAdopted(): void {
    this.#sync.reconcileSoon()
  }

  #answer(key: number, isReject: boolean): void {
    const { rejects, latches } = this.#state
    rejects[key] = isReject ? rejects[key]! + 1 : 0
    if (rejects[key]! >= this.#limits.rejectStorm[key]!) latches.latched[key]! |= LATCH_REJECTS
  }
}
