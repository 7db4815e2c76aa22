/**
 * What risk and the operator allow, by line. Two sources, the stricter rules; a level holds for its time to live; a
 * halt holds until an operator releases it.
 */

import { RISK_ACTION } from '@reflex/schema'

export const FROM_ENGINE = 0
export const FROM_OPERATOR = 1
const SOURCES = 2

export class ControlState {
  readonly lineCount: number
  readonly #actions: Uint8Array
  readonly #untilNs: Float64Array
  readonly #widenBps: Float64Array
  readonly #releasedNs: Float64Array
  readonly #pausedUntilNs: Float64Array

  constructor(lineCount: number) {
    this.lineCount = lineCount
    this.#actions = new Uint8Array(lineCount * SOURCES)
    this.#untilNs = new Float64Array(lineCount * SOURCES)
    this.#widenBps = new Float64Array(lineCount * SOURCES)
    this.#releasedNs = new Float64Array(lineCount).fill(Number.NEGATIVE_INFINITY)
    this.#pausedUntilNs = new Float64Array(lineCount).fill(Number.NEGATIVE_INFINITY)
  }

  /** @param untilNs Infinity: until changed. @param widenBps half-spread to add while the action is WIDEN. */
  set(line: number, source: number, action: number, untilNs: number, widenBps: number): void {
    const at = line * SOURCES + source
    if (this.#actions[at] === RISK_ACTION.HALT) return
    this.#actions[at] = action
    this.#untilNs[at] = untilNs
    this.#widenBps[at] = widenBps
  }

  /** @param decidedNs when it was decided: a halt decided before the last release is not obeyed again. */
  halt(line: number, source: number, decidedNs: number): void {
    if (source === FROM_ENGINE && decidedNs <= this.#releasedNs[line]!) return
    this.#actions[line * SOURCES + source] = RISK_ACTION.HALT
    this.#untilNs[line * SOURCES + source] = Number.POSITIVE_INFINITY
  }

  /** After a mass cancel: no quotes until then, whatever level holds besides. */
  pause(line: number, untilNs: number): void {
    if (untilNs > this.#pausedUntilNs[line]!) this.#pausedUntilNs[line] = untilNs
  }

  /** By an operator: everything, halts included. */
  release(line: number, nowNs: number): void {
    this.#releasedNs[line] = nowNs
    this.#actions[line * SOURCES + FROM_ENGINE] = RISK_ACTION.NORMAL
    this.#actions[line * SOURCES + FROM_OPERATOR] = RISK_ACTION.NORMAL
  }

  /** The strictest action in force. */
  actionOf(line: number, nowNs: number): number {
    const pause = nowNs < this.#pausedUntilNs[line]! ? RISK_ACTION.CANCEL_ALL : RISK_ACTION.NORMAL
    return Math.max(pause, this.#of(line, FROM_ENGINE, nowNs), this.#of(line, FROM_OPERATOR, nowNs))
  }

  /** Half-spread to add, bps; 0 for none. */
  widenBpsOf(line: number, nowNs: number): number {
    let widest = 0
    for (let source = 0; source < SOURCES; source++) {
      if (this.#of(line, source, nowNs) !== RISK_ACTION.WIDEN) continue
      const bps = this.#widenBps[line * SOURCES + source]!
      if (bps > widest) widest = bps
    }
    return widest
  }

  #of(line: number, source: number, nowNs: number): number {
    const at = line * SOURCES + source
    return nowNs <= this.#untilNs[at]! ? this.#actions[at]! : RISK_ACTION.NORMAL
  }
}
