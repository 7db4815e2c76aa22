import type { FixFrame } from '@reflex/fix'
import {
  MASS_ACTION_TYPE,
  OrderMassActionRequestDecoder,
  PARTY_ACTION_TYPE,
  PartyActionRequestDecoder,
  RISK_ACTION,
} from '@reflex/schema'
import { type ControlState, FROM_ENGINE, FROM_OPERATOR } from './control-state.ts'
import type { ScopeReader } from './scope-reader.ts'

const NS_PER_MS = 1e6
const E8 = 1e8

/** DH and CA of the risk engine and the operator into what each line may do. */
export class ControlAdapter {
  readonly #state: ControlState
  readonly #scope: ScopeReader
  /** How long quoting rests after a mass cancel: the orders would be back at once otherwise. */
  readonly #cancelPauseNs: number
  /** Widening when the request names none, bps. */
  readonly #widenBps: number
  readonly #action = new PartyActionRequestDecoder()
  readonly #mass = new OrderMassActionRequestDecoder()

  constructor(state: ControlState, scope: ScopeReader, cancelPauseNs: number, widenBps: number) {
    this.#state = state
    this.#scope = scope
    this.#cancelPauseNs = cancelPauseNs
    this.#widenBps = widenBps
  }

  onPartyAction(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    const request = this.#action.wrap(frame)
    const type = request.partyActionType()
    const action = request.riskAction()
    const ttlMs = request.timeToLiveMs()
    const isKnown = type === PARTY_ACTION_TYPE.SUSPEND || type === PARTY_ACTION_TYPE.REINSTATE
    // What cannot be understood stops: a halt, a suspension without a level, an unknown action.
    const isHalt =
      !isKnown || (type === PARTY_ACTION_TYPE.SUSPEND && !(action >= RISK_ACTION.NORMAL && action < RISK_ACTION.HALT))
    const source = isOperator ? FROM_OPERATOR : FROM_ENGINE
    const widenE8 = request.widenBpsE8()
    const widen = Number.isNaN(widenE8) ? this.#widenBps : widenE8 / E8
    const untilNs = ttlMs > 0 ? nowNs + ttlMs * NS_PER_MS : Number.POSITIVE_INFINITY
    this.#scope.read(frame)
    for (let line = 0; line < this.#state.lineCount; line++) {
      if (!this.#scope.includes(line)) continue
      if (isHalt) this.#state.halt(line, source, request.transactTime())
      else if (type === PARTY_ACTION_TYPE.SUSPEND) this.#state.set(line, source, action, untilNs, widen)
      else if (isOperator) this.#state.release(line, nowNs)
      else this.#state.set(line, FROM_ENGINE, RISK_ACTION.NORMAL, Number.POSITIVE_INFINITY, 0)
    }
  }

  onMassAction(nowNs: number, frame: FixFrame): void {
    if (this.#mass.wrap(frame).massActionType() !== MASS_ACTION_TYPE.CANCEL_ORDERS) return
    this.#scope.read(frame)
    for (let line = 0; line < this.#state.lineCount; line++) {
      if (this.#scope.includes(line)) this.#state.pause(line, nowNs + this.#cancelPauseNs)
    }
  }
}
