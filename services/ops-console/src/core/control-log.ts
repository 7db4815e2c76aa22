/** The last control requests with their answers, in a ring: who asked for what, why, and what came of it. */

import type { FixFrame } from '@reflex/fix'
import { MSG_TYPE } from '@reflex/schema'
import type { ControlScope } from './control-scope.ts'
import { NO_ROW, TextColumn } from './text-column.ts'

const ROWS = 64
const ID_WIDTH = 64
const SCOPE_WIDTH = 96
const TEXT_WIDTH = 200
const TAG_CL_ORD_ID = 11
const TAG_TEXT = 58
const TAG_TRANSACT_TIME = 60
const TAG_REQUEST_ID = 2328
const TAG_ACTION_TYPE = 2329
const TAG_RISK_ACTION = 10212

/** What is known of the answer of the gateway. */
export const ANSWER = { NONE: 0, ACCEPTED: 1, REFUSED: 2 } as const

export class ControlLog {
  readonly rows = ROWS
  readonly ids = new TextColumn(ROWS, ID_WIDTH)
  readonly actors = new TextColumn(ROWS, ID_WIDTH)
  readonly reasons = new TextColumn(ROWS, TEXT_WIDTH)
  /** Empty for the firm. */
  readonly scopes = new TextColumn(ROWS, SCOPE_WIDTH)
  /** Row of the scope in the table of stops. */
  readonly stops = new Int32Array(ROWS)
  /** Text of a refusal. */
  readonly replies = new TextColumn(ROWS, TEXT_WIDTH)
  readonly isMass = new Uint8Array(ROWS)
  readonly isOperator = new Uint8Array(ROWS)
  /** PARTY_ACTION_TYPE and RISK_ACTION, -1 when not said. */
  readonly types = new Int32Array(ROWS)
  readonly actions = new Int32Array(ROWS)
  readonly answers = new Uint8Array(ROWS)
  readonly timesNs = new Float64Array(ROWS).fill(Number.NaN)
  readonly decidedNs = new Float64Array(ROWS)
  /** Orders cancelled by the ems, NaN before its answer; and when the last cancel left, ns. */
  readonly cancelCounts = new Float64Array(ROWS)
  readonly lastCancelNs = new Float64Array(ROWS)
  count = 0

  /** @param stop row of the scope in the table of stops. @returns the row. */
  add(nowNs: number, frame: FixFrame, scope: ControlScope, stop: number, isOperator: boolean): number {
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
    this.cancelCounts[row] = Number.NaN
    this.lastCancelNs[row] = Number.NaN
    this.replies.clear(row)
    this.reasons.setField(row, frame, TAG_TEXT)
    this.stops[row] = stop
    this.scopes.set(row, scope.bytes, 0, scope.length)
    if (scope.actorSlot < 0) this.actors.clear(row)
    else this.actors.set(row, frame.bytes, frame.offsets[scope.actorSlot]!, frame.lengths[scope.actorSlot]!)
    return row
  }

  /** Whether the request has been heard before: levels and halts of the risk engine are renewed under the same id. */
  knows(frame: FixFrame): boolean {
    return this.ids.findField(frame, TAG_REQUEST_ID) !== NO_ROW
  }

  /** The gateway's answer. @returns the row of the request, NO_ROW when it is not known. */
  answer(frame: FixFrame, isAccepted: boolean): number {
    const row = this.ids.findField(frame, TAG_REQUEST_ID)
    if (row < 0) return NO_ROW
    this.answers[row] = isAccepted ? ANSWER.ACCEPTED : ANSWER.REFUSED
    if (!isAccepted) this.replies.setField(row, frame, TAG_TEXT)
    return row
  }

  /** The answer of the ems. @returns the row of the request, NO_ROW when it is not known. */
  cancelled(frame: FixFrame, count: number, lastNs: number): number {
    const isAction = frame.msgType === MSG_TYPE.PARTY_ACTION_REPORT
    const row = this.ids.findField(frame, isAction ? TAG_REQUEST_ID : TAG_CL_ORD_ID)
    if (row < 0) return NO_ROW
    this.cancelCounts[row] = count
    this.lastCancelNs[row] = lastNs
    return row
  }
}
