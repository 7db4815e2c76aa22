/** The last control requests with their answers, in a ring: who asked for what, why, and what came of it. */

import type { FixFrame } from '@reflex/fix'
import { MSG_TYPE, PARTY_ROLE, PartyActionRequestDecoder } from '@reflex/schema'
import { NO_ROW, TextColumn } from './text-column.ts'

const ROWS = 64
const ID_WIDTH = 64
const TEXT_WIDTH = 200
const TAG_ACCOUNT = 1
const TAG_CL_ORD_ID = 11
const TAG_TEXT = 58
const TAG_PARTY_ID = 448
const TAG_SYMBOL = 55
const TAG_MARKET_ID = 1301
const TAG_REQUEST_ID = 2328
const TAG_ACTION_TYPE = 2329
const TAG_RISK_ACTION = 10212
const TAG_STRATEGY_ID = 10111
const TAG_TRANSACT_TIME = 60

/** What is known of the answer of the gateway. */
export const ANSWER = { NONE: 0, ACCEPTED: 1, REFUSED: 2 } as const

export class ControlLog {
  readonly rows = ROWS
  readonly ids = new TextColumn(ROWS, ID_WIDTH)
  readonly actors = new TextColumn(ROWS, ID_WIDTH)
  readonly reasons = new TextColumn(ROWS, TEXT_WIDTH)
  readonly accounts = new TextColumn(ROWS, ID_WIDTH)
  readonly strategies = new TextColumn(ROWS, ID_WIDTH)
  readonly symbols = new TextColumn(ROWS, ID_WIDTH)
  readonly markets = new TextColumn(ROWS, ID_WIDTH)
  /** Text of a refusal. */
  readonly replies = new TextColumn(ROWS, TEXT_WIDTH)
  readonly isMass = new Uint8Array(ROWS)
  readonly isOperator = new Uint8Array(ROWS)
  readonly isFirm = new Uint8Array(ROWS)
  /** PARTY_ACTION_TYPE and RISK_ACTION, -1 when not said. */
  readonly types = new Int32Array(ROWS)
  readonly actions = new Int32Array(ROWS)
  readonly answers = new Uint8Array(ROWS)
  readonly timesNs = new Float64Array(ROWS).fill(Number.NaN)
  readonly decidedNs = new Float64Array(ROWS)
  readonly answeredNs = new Float64Array(ROWS)
  /** Orders cancelled by the ems, NaN before its answer; and when the last cancel left, ns. */
  readonly cancelCounts = new Float64Array(ROWS)
  readonly lastCancelNs = new Float64Array(ROWS)
  count = 0
  readonly #request = new PartyActionRequestDecoder()

  /** @returns the row. */
  add(nowNs: number, frame: FixFrame, isOperator: boolean): number {
    const row = this.count++ % ROWS
    const isMass = frame.msgType === MSG_TYPE.ORDER_MASS_ACTION_REQUEST
    this.isMass[row] = isMass ? 1 : 0
    this.isOperator[row] = isOperator ? 1 : 0
    this.ids.setField(row, frame, isMass ? TAG_CL_ORD_ID : TAG_REQUEST_ID)
    this.types[row] = frame.has(TAG_ACTION_TYPE) ? frame.int(TAG_ACTION_TYPE) : -1
    this.actions[row] = frame.has(TAG_RISK_ACTION) ? frame.int(TAG_RISK_ACTION) : -1
    this.answers[row] = ANSWER.NONE
    this.timesNs[row] = nowNs
    this.decidedNs[row] = frame.utcNs(TAG_TRANSACT_TIME, frame.sessionTime)
    this.answeredNs[row] = Number.NaN
    this.cancelCounts[row] = Number.NaN
    this.lastCancelNs[row] = Number.NaN
    this.replies.clear(row)
    this.reasons.setField(row, frame, TAG_TEXT)
    this.#scope(row, frame)
    return row
  }

  /** The same, unless the last request said the same: for requests that are renewed. */
  addOnce(nowNs: number, frame: FixFrame, isOperator: boolean): void {
    const last = (this.count - 1) % ROWS
    const isSame = this.count > 0 && this.actions[last] === frame.int(TAG_RISK_ACTION) && this.isFirm[last] === 0
    if (!isSame || isOperator) this.add(nowNs, frame, isOperator)
  }

  /** The gateway's answer. @returns the row of the request, NO_ROW when it is not known. */
  answer(frame: FixFrame, isAccepted: boolean, nowNs: number): number {
    const row = this.ids.findField(frame, TAG_REQUEST_ID)
    if (row < 0) return NO_ROW
    this.answers[row] = isAccepted ? ANSWER.ACCEPTED : ANSWER.REFUSED
    this.answeredNs[row] = nowNs
    if (!isAccepted) this.replies.setField(row, frame, TAG_TEXT)
    return row
  }

  /** The answer of the ems. @returns the row of the request, NO_ROW when it is not known. */
  cancelled(frame: FixFrame, count: number, lastNs: number): number {
    const row = this.ids.findField(
      frame,
      frame.msgType === MSG_TYPE.PARTY_ACTION_REPORT ? TAG_REQUEST_ID : TAG_CL_ORD_ID,
    )
    if (row < 0) return NO_ROW
    this.cancelCounts[row] = count
    this.lastCancelNs[row] = lastNs
    return row
  }

  /** An unknown request counts as firm-wide: what it stopped is not known to be less. */
  isFirmWide(row: number): boolean {
    return row < 0 || this.isFirm[row] === 1
  }

  #scope(row: number, frame: FixFrame): void {
    this.accounts.setField(row, frame, TAG_ACCOUNT)
    this.strategies.setField(row, frame, TAG_STRATEGY_ID)
    this.symbols.setField(row, frame, TAG_SYMBOL)
    this.markets.setField(row, frame, TAG_MARKET_ID)
    this.actors.clear(row)
    let isFirm = !(frame.has(TAG_ACCOUNT) || frame.has(TAG_STRATEGY_ID) || frame.has(TAG_SYMBOL))
    if (frame.has(TAG_MARKET_ID)) isFirm = false
    const parties = this.#request.wrap(frame).noPartyIds()
    while (parties.next()) {
      const role = parties.partyRole()
      if (role === PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID) this.actors.setField(row, parties.entries, TAG_PARTY_ID)
      else if (role === PARTY_ROLE.CUSTOMER_ACCOUNT) this.accounts.setField(row, parties.entries, TAG_PARTY_ID)
      else if (role === PARTY_ROLE.ORDER_ORIGINATION_TRADER)
        this.strategies.setField(row, parties.entries, TAG_PARTY_ID)
      else continue
      if (role !== PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID) isFirm = false
    }
    this.isFirm[row] = isFirm ? 1 : 0
  }
}
