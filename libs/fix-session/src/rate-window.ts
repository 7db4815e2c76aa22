import { ns } from './session-config.ts'

/** At most `perSecond` messages in any second, as venues count: the times of the last ones are kept. */
export class RateWindow {
  readonly #times: Float64Array
  #oldest = 0

  /** @param perSecond 0: no limit. */
  constructor(perSecond: number) {
    this.#times = new Float64Array(perSecond).fill(Number.NEGATIVE_INFINITY)
  }

  get isLimited(): boolean {
    return this.#times.length > 0
  }

  hasRoom(nowNs: number): boolean {
    return this.#times.length === 0 || nowNs - this.#times[this.#oldest]! >= ns(1)
  }

  /** Counts one message, room or not. */
  note(nowNs: number): void {
    if (this.#times.length === 0) return
    this.#times[this.#oldest] = nowNs
    this.#oldest = (this.#oldest + 1) % this.#times.length
  }

  /** Counts a message where there is room. @returns false where there is none. */
  tryTake(nowNs: number): boolean {
    if (!this.hasRoom(nowNs)) return false
    this.note(nowNs)
    return true
  }
}
