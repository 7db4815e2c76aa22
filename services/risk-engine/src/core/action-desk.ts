import {
  type Instruments,
  MASS_ACTION_REASON,
  MASS_ACTION_TYPE,
  NewsEncoder,
  OrderMassActionRequestEncoder,
  PARTY_ACTION_TYPE,
  PartyActionRequestEncoder,
  STREAM,
  URGENCY,
} from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { EngineCounter } from '../counters.ts'
import { type ActionScope, type ControlSubject, cancelScopeCode, writeCancelScope, writeScope } from './action-scope.ts'
import { LEVEL, LEVEL_NAMES, riskActionOf } from './levels.ts'

/** How a scope stands. */
export interface ScopeState {
  readonly scope: ActionScope
  level: number
  reason: string
  /** When the present level was decided. */
  decidedNs: number
  isLatched: boolean
  releasedNs: number
  renewDueNs: number
  /** When everything was cancelled because a limit asks for it still; NaN when none does. */
  cancelledNs: number
  id: string
}

export interface ActionRecord {
  readonly atNs: number
  readonly scope: string
  readonly action: string
  readonly reason: string
}

export interface ActionDeskOptions {
  readonly instruments: Instruments
  readonly ttlMs: number
  readonly widenBps: number
  /** How long cancel-all holds before it becomes reduce-only. */
  readonly cancelHoldNs: number
  readonly counters: CounterTable<EngineCounter>
}

const RECORDS_MAX = 200
const E8 = 1e8

/**
 * Says what is to be done, by scope: the strictest action that any limit asks for. Each change is a message with its
 * reason and the time it was decided; below halt it is renewed while it holds. A halt latches until an operator
 * releases it.
 */
export class ActionDesk {
  readonly states: readonly ScopeState[]
  /** Latest last. */
  readonly records: ActionRecord[] = []
  readonly #options: ActionDeskOptions
  readonly #action = new PartyActionRequestEncoder()
  readonly #cancel = new OrderMassActionRequestEncoder()
  readonly #news = new NewsEncoder()
  #number = 0

  constructor(scopes: readonly ActionScope[], options: ActionDeskOptions) {
    this.#options = options
    this.states = scopes.map((scope) => ({
      scope,
      level: LEVEL.NORMAL,
      reason: '',
      decidedNs: Number.NaN,
      isLatched: false,
      releasedNs: Number.NEGATIVE_INFINITY,
      renewDueNs: Number.POSITIVE_INFINITY,
      cancelledNs: Number.NaN,
      id: '',
    }))
  }

  /** The highest level in force. */
  get level(): number {
    return this.states.reduce((highest, state) => Math.max(highest, state.level), 0)
  }

  /** @param wanted action the limits ask for; a latched scope stays halted. @returns messages sent. */
  apply(index: number, wanted: number, reason: () => string, nowNs: number, out: Outbox): number {
    const state = this.states[index]!
    const level = state.isLatched ? LEVEL.HALT : this.#levelOf(state, wanted, nowNs)
    if (level === state.level) return this.#renew(state, nowNs, out)
    const isRaised = level > state.level
    const before = state.level
    state.level = level
    state.reason = reason()
    state.decidedNs = nowNs
    state.id = `RE${Math.floor(nowNs / 1e6)}-${++this.#number}`
    if (level === LEVEL.HALT) {
      state.isLatched = true
      this.#options.counters.increment('halts')
    }
    if (isRaised) this.#options.counters.increment('actions')
    this.#publish(state, nowNs, out)
    if (level >= LEVEL.CANCEL_ALL && before < LEVEL.CANCEL_ALL) this.#cancelAll(state, out)
    this.#record(state, nowNs)
    this.alert(out, this.#headline(state), level >= LEVEL.REDUCE_ONLY)
    return 1
  }

  /**
   * Cancel-all is a moment, not a state: once everything had time to be cancelled, what reduces the position must be
   * allowed again, or the limit would stay exceeded for ever.
   */
  #levelOf(state: ScopeState, wanted: number, nowNs: number): number {
    if (wanted !== LEVEL.CANCEL_ALL) {
      state.cancelledNs = Number.NaN
      return wanted
    }
    if (Number.isNaN(state.cancelledNs)) state.cancelledNs = nowNs
    return nowNs - state.cancelledNs < this.#options.cancelHoldNs ? wanted : LEVEL.REDUCE_ONLY
  }

  /** A halt of ours that comes back from the journal, or as the echo of what we said. */
  restoreHalt(subject: ControlSubject, decidedNs: number, reason: string): void {
    for (const state of this.states) {
      const isSame = subject.isFirm
        ? state === this.states[0]
        : subject.includes(state.scope, this.#options.instruments)
      if (!isSame || state.isLatched || decidedNs <= state.releasedNs) continue
      state.isLatched = true
      state.level = LEVEL.HALT
      state.reason = reason
      state.decidedNs = decidedNs
      state.id = `RE${Math.floor(decidedNs / 1e6)}-R`
      state.renewDueNs = decidedNs
    }
  }

  /** An operator released what lies within the subject. @returns the indexes of the scopes whose halt ended. */
  release(subject: ControlSubject, nowNs: number): number[] {
    const released: number[] = []
    this.states.forEach((state, index) => {
      if (!subject.includes(state.scope, this.#options.instruments)) return
      state.releasedNs = nowNs
      if (!state.isLatched) return
      state.isLatched = false
      // The receivers took the operator's message too: nothing holds there any more.
      state.level = LEVEL.NORMAL
      state.renewDueNs = Number.POSITIVE_INFINITY
      released.push(index)
    })
    return released
  }

  alert(out: Outbox, headline: string, isFlash: boolean): void {
    this.#news
      .begin(out, STREAM.RISK_LIMITS)
      .headlineText(headline.slice(0, 500))
      .urgency(isFlash ? URGENCY.FLASH : URGENCY.NORMAL)
      .end()
  }

  #renew(state: ScopeState, nowNs: number, out: Outbox): number {
    if (state.level === LEVEL.NORMAL || nowNs < state.renewDueNs) return 0
    this.#options.counters.increment('renewals')
    this.#publish(state, nowNs, out)
    return 1
  }

  #publish(state: ScopeState, nowNs: number, out: Outbox): void {
    const { instruments, ttlMs, widenBps } = this.#options
    const { level, scope } = state
    const isHalt = level === LEVEL.HALT
    state.renewDueNs = level === LEVEL.NORMAL ? Number.POSITIVE_INFINITY : nowNs + (ttlMs * 1e6) / 3
    const message = this.#action
      .begin(out, STREAM.RISK_CONTROL)
      .partyActionRequestIdText(state.id)
      .partyActionType(typeOf(level))
      .riskAction(riskActionOf(level))
    if (level > LEVEL.NORMAL && !isHalt) message.timeToLiveMs(ttlMs)
    if (level >= LEVEL.WIDEN && !isHalt) message.widenBpsE8(Math.round(widenBps * E8))
    message.transactTime(state.decidedNs).textText(state.reason.slice(0, 400))
    writeScope(message, scope, instruments)
    message.end()
  }

  #cancelAll(state: ScopeState, out: Outbox): void {
    const message = this.#cancel
      .begin(out, STREAM.RISK_CONTROL)
      .clOrdIdText(`${state.id}-C`)
      .massActionType(MASS_ACTION_TYPE.CANCEL_ORDERS)
      .massActionScope(cancelScopeCode(state.scope))
      .massActionReason(MASS_ACTION_REASON.TRADING_RISK_CONTROL)
      .transactTime(state.decidedNs)
    writeCancelScope(message, state.scope, this.#options.instruments)
    message.textText(state.reason.slice(0, 400)).end()
  }

  #headline(state: ScopeState): string {
    const { level, scope, reason } = state
    if (level === LEVEL.NORMAL) return `risk back to normal for ${scope.label}`
    const text = `${LEVEL_NAMES[level]} for ${scope.label}: ${reason}`
    if (level !== LEVEL.HALT) return text
    return `${text}; to resume, an operator reinstates ${scope.label} (DH 2329=2) with a reason and a name`
  }

  #record(state: ScopeState, nowNs: number): void {
    const { scope, level, reason } = state
    this.records.push({ atNs: nowNs, scope: scope.label, action: LEVEL_NAMES[level]!, reason })
    if (this.records.length > RECORDS_MAX) this.records.shift()
  }
}

function typeOf(level: number): number {
  if (level === LEVEL.HALT) return PARTY_ACTION_TYPE.HALT_TRADING
  return level === LEVEL.NORMAL ? PARTY_ACTION_TYPE.REINSTATE : PARTY_ACTION_TYPE.SUSPEND
}
