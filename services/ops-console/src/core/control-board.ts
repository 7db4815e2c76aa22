/**
 * What is stopped, by whom, and what became of it: requests heard on the control streams (35=DH, CA) and the answers of
 * gateway and ems (DI, BZ). A stop counts when it is asked for, a release only when the gateway has accepted it.
 */

import type { FixFrame } from '@reflex/fix'
import {
  OrderMassActionReportDecoder,
  PARTY_ACTION_RESPONSE,
  PARTY_ACTION_TYPE,
  PartyActionReportDecoder,
  PartyActionRequestDecoder,
  RISK_ACTION,
} from '@reflex/schema'
import { ControlLog } from './control-log.ts'
import { ControlScope } from './control-scope.ts'
import { FIRM, StopTable } from './stop-table.ts'

const NS_PER_MS = 1e6

export class ControlBoard {
  readonly log = new ControlLog()
  readonly stops = new StopTable()
  /**
   * Of the halt of the firm: its row in the log (-1 before the first), and when gateway and ems said that they obey;
   * NaN for not yet.
   */
  haltRow = -1
  gatewayHaltedNs = Number.NaN
  emsHaltedNs = Number.NaN
  version = 0
  readonly #scope = new ControlScope()
  readonly #action = new PartyActionRequestDecoder()
  readonly #report = new PartyActionReportDecoder()
  readonly #massReport = new OrderMassActionReportDecoder()

  /** A halt of the whole firm is in force. */
  get isHalted(): boolean {
    return this.stops.isHalted(FIRM)
  }

  /** DH. @param isOperator heard on the operator's stream, else the risk engine's. */
  onAction(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    const request = this.#action.wrap(frame)
    const type = request.partyActionType()
    const action = request.riskAction()
    const isHalt = type === PARTY_ACTION_TYPE.HALT_TRADING || Number.isNaN(action) || action === RISK_ACTION.HALT
    const stop = this.stops.rowOf(this.#scope.read(frame))
    this.version++
    if (type === PARTY_ACTION_TYPE.REINSTATE) {
      this.#add(nowNs, frame, stop, isOperator)
      if (!isOperator && !this.stops.isHalted(stop)) this.stops.set(stop, RISK_ACTION.NORMAL, nowNs, nowNs, frame)
    } else if (isHalt) this.#halt(nowNs, frame, stop, isOperator)
    else this.#setLevel(nowNs, frame, stop, isOperator)
  }

  /** CA. */
  onMassAction(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    this.#scope.read(frame)
    this.log.add(nowNs, frame, this.#scope, FIRM, isOperator)
    this.version++
  }

  /** DI of the gateway: whether it obeys. */
  onGatewayReport(nowNs: number, frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    const isAccepted = report.partyActionResponse() !== PARTY_ACTION_RESPONSE.REJECTED
    const row = this.log.answer(frame, isAccepted)
    this.version++
    if (!isAccepted || row < 0) return
    const type = report.partyActionType()
    const stop = this.log.stops[row]!
    if (type === PARTY_ACTION_TYPE.HALT_TRADING && stop === FIRM) this.gatewayHaltedNs = nowNs
    if (type === PARTY_ACTION_TYPE.REINSTATE && this.log.isOperator[row] === 1) this.stops.release(stop, nowNs)
  }

  /** DI of the ems: how many orders it cancelled. */
  onEmsReport(nowNs: number, frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    const row = this.log.cancelled(frame, report.totalAffectedOrders(), report.lastCancelSentTime())
    this.version++
    if (row >= 0 && row === this.haltRow) this.emsHaltedNs = nowNs
  }

  /** BZ of the ems. */
  onMassReport(frame: FixFrame): void {
    const report = this.#massReport.wrap(frame)
    this.log.cancelled(frame, report.totalAffectedOrders(), report.lastCancelSentTime())
    this.version++
  }

  /** @returns how many levels ended because nobody renewed them. */
  onTimer(nowNs: number): number {
    const ended = this.stops.expire(nowNs)
    if (ended > 0) this.version++
    return ended
  }

  #halt(nowNs: number, frame: FixFrame, stop: number, isOperator: boolean): void {
    // The engine repeats its halt until it has heard of the release.
    if (!isOperator && (this.log.knows(frame) || this.stops.isReleased(stop, this.#action.transactTime()))) return
    const row = this.#add(nowNs, frame, stop, isOperator)
    this.stops.set(stop, RISK_ACTION.HALT, nowNs, Number.POSITIVE_INFINITY, frame)
    if (stop !== FIRM) return
    this.haltRow = row
    this.gatewayHaltedNs = Number.NaN
    this.emsHaltedNs = Number.NaN
  }

  #setLevel(nowNs: number, frame: FixFrame, stop: number, isOperator: boolean): void {
    if (!this.log.knows(frame)) this.#add(nowNs, frame, stop, isOperator)
    if (this.stops.isHalted(stop)) return
    const ttlMs = this.#action.timeToLiveMs()
    const untilNs = ttlMs > 0 ? nowNs + ttlMs * NS_PER_MS : Number.POSITIVE_INFINITY
    this.stops.set(stop, this.#action.riskAction(), nowNs, untilNs, frame)
  }

  #add(nowNs: number, frame: FixFrame, stop: number, isOperator: boolean): number {
    return this.log.add(nowNs, frame, this.#scope, stop, isOperator)
  }
}
