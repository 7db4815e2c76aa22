/**
 * What is stopped, by whom, and what became of it: requests heard on the control streams (35=DH, CA) and the answers of gateway and ems
 * (DI, BZ). The console believes what the services answer, not what it asked for: a release counts when the gateway accepts it.
 */

import type { FixFrame } from '@reflex/fix'
import {
  OrderMassActionReportDecoder,
  OrderMassActionRequestDecoder,
  PARTY_ACTION_RESPONSE,
  PARTY_ACTION_TYPE,
  PARTY_ROLE,
  PartyActionReportDecoder,
  PartyActionRequestDecoder,
  RISK_ACTION,
} from '@reflex/schema'
import { ControlLog } from './control-log.ts'

const NS_PER_MS = 1e6
const TAG_ACCOUNT = 1
const TAG_SYMBOL = 55
const TAG_MARKET_ID = 1301
const TAG_STRATEGY_ID = 10111

export class ControlBoard {
  readonly log = new ControlLog()
  /** A halt of the whole firm is in force. */
  isHalted = false
  /** When it was asked for, and when gateway and ems said that they obey; NaN for not yet. */
  haltedNs = Number.NaN
  gatewayHaltedNs = Number.NaN
  emsHaltedNs = Number.NaN
  /** Orders the ems cancelled for it, and when the last cancel left. */
  cancelledOrders = 0
  lastCancelNs = Number.NaN
  /** Row of the request in the log, -1 before the first. */
  haltRow = -1
  /** RISK_ACTION of the risk engine for the firm, and until when, ns. */
  level: number = RISK_ACTION.NORMAL
  levelUntilNs = Number.POSITIVE_INFINITY
  version = 0
  #releasedNs = Number.NEGATIVE_INFINITY
  readonly #action = new PartyActionRequestDecoder()
  readonly #mass = new OrderMassActionRequestDecoder()
  readonly #report = new PartyActionReportDecoder()
  readonly #massReport = new OrderMassActionReportDecoder()

  /** DH. @param isOperator heard on the operator's stream, else the risk engine's. */
  onAction(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    const request = this.#action.wrap(frame)
    const type = request.partyActionType()
    const action = request.riskAction()
    const decidedNs = request.transactTime()
    const isFirm = this.#isFirmWide()
    const isHalt = type === PARTY_ACTION_TYPE.HALT_TRADING || action === RISK_ACTION.HALT
    this.version++
    if (type === PARTY_ACTION_TYPE.REINSTATE) {
      if (!isOperator && isFirm) this.level = RISK_ACTION.NORMAL
      if (isOperator) this.log.add(nowNs, frame, isOperator)
      return
    }
    if (isHalt) {
      // The engine repeats its halt until it has heard of the release.
      if (!isOperator && (decidedNs <= this.#releasedNs || (isFirm && this.isHalted))) return
      const row = this.log.add(nowNs, frame, isOperator)
      if (isFirm) this.#halt(nowNs, row)
      return
    }
    if (isFirm && !isOperator) this.#setLevel(nowNs, action, request.timeToLiveMs(), frame)
    else this.log.addOnce(nowNs, frame, isOperator)
  }

  /** CA. */
  onMassAction(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    this.#mass.wrap(frame)
    this.log.add(nowNs, frame, isOperator)
    this.version++
  }

  /** DI of the gateway: whether it obeys. */
  onGatewayReport(nowNs: number, frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    const type = report.partyActionType()
    const isAccepted = report.partyActionResponse() !== PARTY_ACTION_RESPONSE.REJECTED
    const row = this.log.answer(frame, isAccepted, nowNs)
    this.version++
    if (!isAccepted || !this.log.isFirmWide(row)) return
    if (type === PARTY_ACTION_TYPE.HALT_TRADING) this.gatewayHaltedNs = nowNs
    if (type === PARTY_ACTION_TYPE.REINSTATE) this.#release(nowNs)
  }

  /** DI of the ems: how many orders it cancelled. */
  onEmsReport(nowNs: number, frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    const row = this.log.cancelled(frame, report.totalAffectedOrders(), report.lastCancelSentTime())
    this.version++
    if (report.partyActionType() !== PARTY_ACTION_TYPE.HALT_TRADING || !this.log.isFirmWide(row)) return
    this.emsHaltedNs = nowNs
    const count = report.totalAffectedOrders()
    this.cancelledOrders = count > 0 ? count : 0
    this.lastCancelNs = report.lastCancelSentTime()
  }

  /** BZ of the ems. */
  onMassReport(frame: FixFrame): void {
    const report = this.#massReport.wrap(frame)
    this.log.cancelled(frame, report.totalAffectedOrders(), report.lastCancelSentTime())
    this.version++
  }

  /** A level that is not renewed ends. @returns 1 when it did. */
  onTimer(nowNs: number): number {
    if (nowNs < this.levelUntilNs || this.level === RISK_ACTION.NORMAL) return 0
    this.level = RISK_ACTION.NORMAL
    this.version++
    return 1
  }

  #halt(nowNs: number, row: number): void {
    this.isHalted = true
    this.haltedNs = nowNs
    this.haltRow = row
    this.gatewayHaltedNs = Number.NaN
    this.emsHaltedNs = Number.NaN
    this.cancelledOrders = 0
    this.lastCancelNs = Number.NaN
  }

  #release(nowNs: number): void {
    this.isHalted = false
    this.#releasedNs = nowNs
    this.level = RISK_ACTION.NORMAL
  }

  /** Renewals are no news. */
  #setLevel(nowNs: number, action: number, ttlMs: number, frame: FixFrame): void {
    const level = action > 0 ? action : RISK_ACTION.NORMAL
    if (level !== this.level) this.log.add(nowNs, frame, false)
    this.level = level
    this.levelUntilNs = ttlMs > 0 ? nowNs + ttlMs * NS_PER_MS : Number.POSITIVE_INFINITY
  }

  #isFirmWide(): boolean {
    const { frame } = this.#action
    if (frame.has(TAG_ACCOUNT) || frame.has(TAG_SYMBOL) || frame.has(TAG_MARKET_ID) || frame.has(TAG_STRATEGY_ID)) {
      return false
    }
    const parties = this.#action.noPartyIds()
    while (parties.next()) {
      const role = parties.partyRole()
      if (role === PARTY_ROLE.CUSTOMER_ACCOUNT || role === PARTY_ROLE.ORDER_ORIGINATION_TRADER) return false
    }
    return true
  }
}
