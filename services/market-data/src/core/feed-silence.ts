import { STATUS_REASON_FEED_DOWN, STATUS_REASON_SILENCE, type StatusReason } from '@reflex/schema'

/** Whether a feed still says something: silent after one bound, down after a longer one. */
export class FeedSilence {
  /** When something last came, ns since the session epoch; -Infinity before the first. */
  lastArrivalNs = Number.NEGATIVE_INFINITY
  isSilent = false
  readonly #silenceNs: number
  readonly #downNs: number
  #isDown = false

  constructor(silenceNs: number, downNs: number) {
    this.#silenceNs = silenceNs
    this.#downNs = downNs
  }

  /** @returns true when this ended a silence. */
  onArrival(nowNs: number): boolean {
    const wasSilent = this.isSilent
    this.lastArrivalNs = nowNs
    this.isSilent = false
    this.#isDown = false
    return wasSilent
  }

  /**
   * @param leastNs what the venue itself calls normal. @returns the reason to be stale for from now on, or undefined.
   */
  check(nowNs: number, leastNs: number): StatusReason | undefined {
    if (this.#isDown) return undefined
    const silentForNs = nowNs - this.lastArrivalNs
    if (silentForNs === Number.POSITIVE_INFINITY || silentForNs <= Math.max(this.#silenceNs, leastNs)) return undefined
    if (!this.isSilent) {
      this.isSilent = true
      return STATUS_REASON_SILENCE
    }
    if (silentForNs <= Math.max(this.#downNs, leastNs)) return undefined
    this.#isDown = true
    return STATUS_REASON_FEED_DOWN
  }
}
