/**
 * How a venue's clock and line compare with ours: frames a second, the offset of the clocks, what arrives late. Nobody
 * tells the offset, so it is estimated: the least (arrival - venue's time) of the last two windows is offset plus the
 * shortest way here. What a frame took longer than that is its latency, whichever clock is wrong.
 *
 *     offset = min over 30..60 s of (arrival - venue's time)      negative: the venue's clock is ahead of ours
 */

import { Histogram } from '@reflex/base'

const WINDOW_NS = 30e9
const SECOND_NS = 1e9

export class VenueClock {
  /** Latency above the shortest seen, ns. */
  readonly latency = new Histogram()
  framesPerSecond = 0
  framesPerSecondMax = 0
  #frames = 0
  #secondEndNs = Number.NEGATIVE_INFINITY
  #windowEndNs = Number.NEGATIVE_INFINITY
  #leastNs = Number.POSITIVE_INFINITY
  #leastBeforeNs = Number.POSITIVE_INFINITY

  /** Offset of the clocks and the shortest way here together, ns; NaN before the first venue time. */
  get offsetNs(): number {
    const least = Math.min(this.#leastNs, this.#leastBeforeNs)
    return least === Number.POSITIVE_INFINITY ? Number.NaN : least
  }

  onFrame(nowNs: number): void {
    if (nowNs >= this.#secondEndNs) {
      this.framesPerSecond = nowNs - this.#secondEndNs < SECOND_NS ? this.#frames : 0
      if (this.#frames > this.framesPerSecondMax) this.framesPerSecondMax = this.#frames
      this.#frames = 0
      this.#secondEndNs = nowNs + SECOND_NS
    }
    this.#frames++
  }

  /** @param arrivalNs and venueNs: ns since the session epoch, each by its own clock. */
  onVenueTime(arrivalNs: number, venueNs: number): void {
    if (arrivalNs >= this.#windowEndNs) {
      this.#leastBeforeNs = this.#leastNs
      this.#leastNs = Number.POSITIVE_INFINITY
      this.#windowEndNs = arrivalNs + WINDOW_NS
    }
    const delayNs = arrivalNs - venueNs
    if (delayNs < this.#leastNs) this.#leastNs = delayNs
    this.latency.record(delayNs - Math.min(this.#leastNs, this.#leastBeforeNs))
  }
}
