/** What is restricted now, by scope: the level in force, since when, until when and why. Row 0 is the firm. */

import type { FixFrame } from '@reflex/fix'
import { RISK_ACTION } from '@reflex/schema'
import type { ControlScope } from './control-scope.ts'
import { NO_ROW, TextColumn } from './text-column.ts'

const ROWS = 64
const SCOPE_WIDTH = 96
const REASON_WIDTH = 200
const TAG_TEXT = 58
export const FIRM = 0

export class StopTable {
  /** Rows in use; rows beyond ROWS are not kept apart but held against the firm. */
  count = 1
  readonly scopes = new TextColumn(ROWS, SCOPE_WIDTH)
  readonly reasons = new TextColumn(ROWS, REASON_WIDTH)
  /** RISK_ACTION. */
  readonly levels = new Uint8Array(ROWS)
  readonly sinceNs = new Float64Array(ROWS)
  readonly untilNs = new Float64Array(ROWS)
  readonly releasedNs = new Float64Array(ROWS).fill(Number.NEGATIVE_INFINITY)

  /** @returns the row of a scope, added when it is new. */
  rowOf(scope: ControlScope): number {
    if (scope.isFirm) return FIRM
    const known = this.scopes.find(scope.bytes, 0, scope.length)
    if (known !== NO_ROW) return known
    if (this.count === ROWS) return FIRM
    const row = this.count++
    this.scopes.set(row, scope.bytes, 0, scope.length)
    return row
  }

  isHalted(row: number): boolean {
    return this.levels[row] === RISK_ACTION.HALT
  }

  /** Whether a halt decided then has been released since. */
  isReleased(row: number, decidedNs: number): boolean {
    return decidedNs <= this.releasedNs[row]! || decidedNs <= this.releasedNs[FIRM]!
  }

  set(row: number, level: number, nowNs: number, untilNs: number, frame: FixFrame): void {
    if (this.levels[row] !== level) this.sinceNs[row] = nowNs
    this.levels[row] = level
    this.untilNs[row] = untilNs
    this.reasons.setField(row, frame, TAG_TEXT)
  }

  /** An operator's release, accepted by the gateway: of the firm it is one of everything. */
  release(row: number, nowNs: number): void {
    this.releasedNs[row] = nowNs
    if (row === FIRM) this.levels.fill(RISK_ACTION.NORMAL)
    else this.levels[row] = RISK_ACTION.NORMAL
  }

  /** Levels that were not renewed end; a halt holds until it is released. @returns how many ended. */
  expire(nowNs: number): number {
    let ended = 0
    for (let row = 0; row < this.count; row++) {
      const level = this.levels[row]!
      if (level === RISK_ACTION.NORMAL || level === RISK_ACTION.HALT || nowNs < this.untilNs[row]!) continue
      this.levels[row] = RISK_ACTION.NORMAL
      ended++
    }
    return ended
  }

  /** @returns the row with the strictest level, NO_ROW when nothing is restricted. */
  strictest(): number {
    let strictest = NO_ROW
    let level: number = RISK_ACTION.NORMAL
    for (let row = 0; row < this.count; row++) {
      if (this.levels[row]! <= level) continue
      level = this.levels[row]!
      strictest = row
    }
    return strictest
  }
}
