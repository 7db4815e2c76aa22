import type { Prng } from '@reflex/base'

/** How long to wait before asking for a gap, in ns. */
export interface FeedbackDelay {
  firstDelayNs(): number
  retryDelayNs(): number
}

/** One receiver: nobody else asks for the same. */
export class UnicastDelay implements FeedbackDelay {
  readonly #delayNs: number
  readonly #retryNs: number

  constructor(delayNs: number, retryRatio: number) {
    this.#delayNs = delayNs
    this.#retryNs = delayNs * retryRatio
  }

  firstDelayNs(): number {
    return this.#delayNs
  }

  retryDelayNs(): number {
    return this.#retryNs
  }
}

/** For gaps that are filled, not asked for. */
export const NO_DELAY: FeedbackDelay = new UnicastDelay(0, 1)

/**
 * Many receivers miss the same datagram: each waits at random, so that the answer to the first NAK usually comes before
 * the others ask. Optimal feedback of Nonnenmacher and Biersack, 1998.
 */
export class MulticastDelay implements FeedbackDelay {
  readonly #random: Prng
  readonly #maxBackoffNs: number
  readonly #lambda: number

  constructor(random: Prng, maxBackoffNs: number, groupSize: number) {
    this.#random = random
    this.#maxBackoffNs = maxBackoffNs
    this.#lambda = Math.log(groupSize) + 1
  }

  firstDelayNs(): number {
    const lambda = this.#lambda
    const backoff = this.#maxBackoffNs
    const range = Math.exp(lambda) - 1
    const x = (this.#random.nextFloat() * lambda) / backoff + lambda / (backoff * range)
    return (backoff / lambda) * Math.log((x * range * backoff) / lambda)
  }

  retryDelayNs(): number {
    return this.firstDelayNs()
  }
}
