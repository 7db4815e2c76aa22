import type { Prng } from '@reflex/base'

/** A fixed delay plus a uniform share of it: the seeded latency of one direction. */
export class Latency {
  readonly #fixedNs: number
  readonly #jitterNs: number
  readonly #prng: Prng

  /** @param jitter share of the delay, 0..10, that comes on top at most. */
  constructor(fixedNs: number, jitter: number, prng: Prng) {
    this.#fixedNs = fixedNs
    this.#jitterNs = Math.round(fixedNs * jitter)
    this.#prng = prng
  }

  /** Sets `due[0]` to `from[0]` and the delay. */
  apply(due: Float64Array, from: Float64Array): void {
    let delay = this.#fixedNs
    if (this.#jitterNs > 0) delay += this.#prng.nextUint32() % this.#jitterNs
    due[0] = from[0]! + delay
  }
}
