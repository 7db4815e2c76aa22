import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { PARTY_ACTION_REJECT_REASON, PARTY_ACTION_TYPE, PartyActionRequestDecoder, RISK_ACTION } from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import type { ControlPublisher } from './control-publisher.ts'
import { TAG_TEXT } from './field-reader.ts'
import { FROM_ENGINE, FROM_OPERATOR, LATCH_KILL, LATCH_LOSS, LEVEL_NORMAL } from './latch-table.ts'
import type { LimitTable } from './limit-table.ts'
import type { RiskState } from './risk-state.ts'
import { type ScopeReader, UNKNOWN_PARTY } from './scope-reader.ts'
import { FIRM_KEY } from './scopes.ts'
import type { TripCounters } from './trip-counters.ts'

export interface ControlParts {
  readonly state: RiskState
  readonly limits: LimitTable
  readonly scopes: ScopeReader
  readonly publisher: ControlPublisher
  readonly counters: CounterTable<GatewayCounter>
  readonly trips: TripCounters
  readonly underlyingNames: readonly string[]
}

/**
 * PartyActionRequests of the risk engine and the operator. A halt latches its scope and cancels what works in it; only
 * an operator who gives his name and a reason releases it. Graduated levels hold for their time to live.
 */
export class ControlAdapter {
  readonly #parts: ControlParts
  readonly #request = new PartyActionRequestDecoder()
  /** By scope key, when it was released last: a halt decided before that is not obeyed again. */
  readonly #releasedNs: Float64Array

  constructor(parts: ControlParts) {
    this.#parts = parts
    this.#releasedNs = new Float64Array(parts.state.scopes.keyCount).fill(Number.NEGATIVE_INFINITY)
  }

  onAction(nowNs: number, frame: FixFrame, out: Outbox, isOperator: boolean): void {
    const { scopes, counters, publisher } = this.#parts
    const request = this.#request.wrap(frame)
    const type = request.partyActionType()
    if (scopes.read(frame) === UNKNOWN_PARTY) {
      counters.increment('controlsRefused')
      publisher.refuse(out, frame, PARTY_ACTION_REJECT_REASON.INVALID_PARTY, 'unknown scope: nothing was changed')
      return
    }
    counters.increment('controls')
    if (type === PARTY_ACTION_TYPE.REINSTATE) this.#reinstate(nowNs, frame, out, isOperator)
    else if (type === PARTY_ACTION_TYPE.HALT_TRADING || type === PARTY_ACTION_TYPE.SUSPEND) {
      const action = request.riskAction()
      const isHalt = type === PARTY_ACTION_TYPE.HALT_TRADING || Number.isNaN(action) || action >= RISK_ACTION.HALT
      if (isHalt) this.#halt(nowNs, frame, out, isOperator)
      else this.#setLevel(nowNs, action, request.timeToLiveMs(), isOperator)
    }
  }

  /** Trips the loss limit of rows that reached it. Call after P&L changed. */
  onPnl(nowNs: number, out: Outbox): void {
    const { state, limits, publisher, counters } = this.#parts
    const { latches, losses } = state
    for (let row = 0; row < state.scopes.rowCount; row++) {
      if ((latches.latched[row]! & LATCH_LOSS) !== 0) continue
      if (!losses.isTripped(row, limits)) continue
      latches.trip(row, LATCH_LOSS, nowNs)
      counters.increment('latchesSet')
      publisher.cancelScope(out, row)
      publisher.alertLatch(out, row, 'loss limit reached: release it with a reason once the loss is accepted')
    }
  }

  /** Cancels and alerts for what executions and answers tripped. */
  onTrips(out: Outbox): void {
    const { trips, publisher, counters, state } = this.#parts
    if (!trips.isTripped) return
    trips.take({
      onLatched: (key) => {
        counters.increment('latchesSet')
        publisher.cancelScope(out, key)
        publisher.alertLatch(out, key, `${state.latches.reason(key)}: release it with a reason`)
      },
      onFrozen: (strategy, underlying) => {
        counters.increment('freezes')
        const key = state.scopes.strategy(strategy)
        publisher.cancelScope(out, key)
        const where = `${state.scopes.label(key)} in ${this.#parts.underlyingNames[underlying]}`
        publisher.alert(out, `market maker protection pulled the quotes of ${where}`, true)
      },
    })
  }

  /** After a restart: what is latched is cancelled again. */
  onRecovered(out: Outbox): void {
    const { state, publisher } = this.#parts
    for (let key = 0; key < state.scopes.keyCount; key++) {
      if (state.latches.latched[key] !== 0) publisher.cancelScope(out, key)
    }
  }

  #halt(nowNs: number, frame: FixFrame, out: Outbox, isOperator: boolean): void {
    const { scopes, state, publisher, counters } = this.#parts
    const { latches } = state
    const decidedNs = this.#request.transactTime()
    const [reason, person] = [this.#reason(frame), this.#person(frame)]
    for (let i = 0; i < scopes.count; i++) {
      const key = scopes.keys[i]!
      // The engine repeats its halt until it has heard of the release.
      if (!isOperator && decidedNs <= this.#releasedNs[key]!) continue
      const isNew = latches.latch(key, LATCH_KILL, nowNs, reason, person)
      if (!isNew && !isOperator) continue
      counters.increment('latchesSet')
      publisher.cancelScope(out, key)
      publisher.alertLatch(out, key, latches.reason(key))
    }
    if (isOperator) publisher.accept(out, frame, scopes.count)
  }

  #reinstate(nowNs: number, frame: FixFrame, out: Outbox, isOperator: boolean): void {
    const { scopes, state, publisher, counters, limits } = this.#parts
    if (!isOperator) {
      for (let i = 0; i < scopes.count; i++) state.latches.setLevel(scopes.keys[i]!, FROM_ENGINE, LEVEL_NORMAL, 0)
      return
    }
    const [reason, person] = [this.#reason(frame), this.#person(frame)]
    if (reason === NOT_FOUND || person === NOT_FOUND) {
      counters.increment('controlsRefused')
      const why = reason === NOT_FOUND ? 'a release needs a reason (58)' : 'a release needs a name (453, role 44)'
      publisher.refuse(out, frame, PARTY_ACTION_REJECT_REASON.NOT_AUTHORIZED, why)
      return
    }
    // The firm holds every other scope: who reinstates it reinstates all.
    const isFirm = scopes.count === 1 && scopes.keys[0] === FIRM_KEY
    const count = isFirm ? state.scopes.keyCount : scopes.count
    for (let i = 0; i < count; i++) {
      const key = isFirm ? i : scopes.keys[i]!
      this.#releasedNs[key] = nowNs
      if (key < state.scopes.rowCount) state.losses.accept(key, limits)
      const strategy = key - state.scopes.strategy(0)
      if (strategy >= 0 && strategy < state.scopes.strategyCount) state.protection.reset(strategy)
      state.executions[key] = 0
      state.rejects[key] = 0
      const causes = state.latches.release(key, reason, person)
      if (causes !== 0) counters.increment('latchesReleased')
      if (causes === 0 && i > 0) continue
      publisher.alertRelease(out, key, state.latches.person(key), state.latches.reason(key))
    }
    publisher.accept(out, frame, scopes.count)
  }

  #setLevel(nowNs: number, action: number, ttlMs: number, isOperator: boolean): void {
    const { scopes, state } = this.#parts
    const untilNs = ttlMs > 0 ? nowNs + ttlMs * 1e6 : Number.POSITIVE_INFINITY
    const source = isOperator ? FROM_OPERATOR : FROM_ENGINE
    for (let i = 0; i < scopes.count; i++) state.latches.setLevel(scopes.keys[i]!, source, action, untilNs)
  }

  #reason(frame: FixFrame): number {
    const slot = frame.find(TAG_TEXT)
    const { texts } = this.#parts.state.latches
    return slot < 0 || frame.lengths[slot] === 0 ? NOT_FOUND : internSlot(frame, slot, texts)
  }

  #person(frame: FixFrame): number {
    const slot = this.#parts.scopes.personSlot
    const { texts } = this.#parts.state.latches
    return slot < 0 || frame.lengths[slot] === 0 ? NOT_FOUND : internSlot(frame, slot, texts)
  }
}

function internSlot(frame: FixFrame, slot: number, texts: { intern(b: Uint8Array, o: number, l: number): number }) {
  return texts.intern(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}
