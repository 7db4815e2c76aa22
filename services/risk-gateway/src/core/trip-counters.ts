import type { ExecutionListener } from './execution-adapter.ts'
import { LATCH_EXECUTIONS, LATCH_REJECTS } from './latch-table.ts'
import type { LimitTable } from './limit-table.ts'
import type { RiskState } from './risk-state.ts'

/** Who asks the others again. */
export interface SyncRequests {
  losePositions(): void
  reconcileSoon(): void
}

/** Told of what tripped, once; publishes it. */
export interface TripSink {
  onLatched(key: number, cause: number): void
  onFrozen(strategy: number, underlying: number): void
}

const TRIPS_MAX = 64
const FREEZE = 0

/**
 * What trips by counting executions and answers: latches of repeated executions (by strategy) and rejects in a row (by
 * strategy and venue), freezes of market maker protection. A trip refuses new orders at once; what has to be published
 * for it waits until `take`.
 */
export class TripCounters implements ExecutionListener {
  readonly #state: RiskState
  readonly #limits: LimitTable
  readonly #sync: SyncRequests
  /** Pairs: a latch's cause and scope key; or FREEZE and strategy x underlyings + underlying. */
  readonly #trips = new Int32Array(TRIPS_MAX * 2)
  #tripCount = 0

  constructor(state: RiskState, limits: LimitTable, sync: SyncRequests) {
    this.#state = state
    this.#limits = limits
    this.#sync = sync
  }

  onExecuted(nowNs: number, strategy: number, instrument: number, signedLots: number): void {
    if (strategy < 0) return
    const { executions, scopes, protection } = this.#state
    const key = scopes.strategy(strategy)
    executions[key]!++
    if (executions[key]! >= this.#limits.repeatedExecutions[key]!) this.#latch(nowNs, key, LATCH_EXECUTIONS)
    if (protection.isOn) this.#protect(nowNs, strategy, instrument, signedLots)
  }

  onAnswered(nowNs: number, strategy: number, venue: number, isReject: boolean): void {
    const { scopes } = this.#state
    if (strategy >= 0) this.#answer(nowNs, scopes.strategy(strategy), isReject)
    this.#answer(nowNs, scopes.venue(venue), isReject)
  }

  onPositionsLost(): void {
    this.#sync.losePositions()
  }

  onAdopted(): void {
    this.#sync.reconcileSoon()
  }

  /** Hands over what tripped since the last call. */
  take(sink: TripSink): void {
    const { underlyingCount } = this.#state.instruments
    for (let i = 0; i < this.#tripCount; i++) {
      const [cause, where] = [this.#trips[i * 2]!, this.#trips[i * 2 + 1]!]
      if (cause === FREEZE) sink.onFrozen(Math.floor(where / underlyingCount), where % underlyingCount)
      else sink.onLatched(where, cause)
    }
    this.#tripCount = 0
  }

  get isTripped(): boolean {
    return this.#tripCount > 0
  }

  #answer(nowNs: number, key: number, isReject: boolean): void {
    const { rejects } = this.#state
    rejects[key] = isReject ? rejects[key]! + 1 : 0
    if (rejects[key]! >= this.#limits.rejectStorm[key]!) this.#latch(nowNs, key, LATCH_REJECTS)
  }

  #protect(nowNs: number, strategy: number, instrument: number, signedLots: number): void {
    const { protection, instruments, exposures } = this.#state
    const underlying = instruments.underlying[instrument]!
    const qty = Math.abs(signedLots) * instruments.baseE8PerLot[instrument]!
    const delta = signedLots * exposures.greeks.unitDelta[instrument]!
    const vega = signedLots * exposures.greeks.unitVega[instrument]!
    if (protection.onFill(nowNs, strategy, underlying, qty, delta, vega)) {
      this.#state.latches.trips++
      this.#note(FREEZE, strategy * instruments.underlyingCount + underlying)
    }
  }

  #latch(nowNs: number, key: number, cause: number): void {
    const { latches } = this.#state
    if ((latches.latched[key]! & cause) !== 0) return
    latches.trip(key, cause, nowNs)
    this.#note(cause, key)
  }

  /** The same scope trips once until it is released, so the list can hardly fill: beyond, only the alert is lost. */
  #note(cause: number, where: number): void {
    if (this.#tripCount === TRIPS_MAX) return
    this.#trips[this.#tripCount * 2] = cause
    this.#trips[this.#tripCount * 2 + 1] = where
    this.#tripCount++
  }
}
