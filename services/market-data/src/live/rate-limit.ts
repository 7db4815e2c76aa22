/** So many actions a second, each as soon as it may be: one after the other, never a burst. Time is an argument. */
export class RateLimit {
  readonly #intervalMs: number
  #nextMs = Number.NEGATIVE_INFINITY

  constructor(perSecond: number) {
    this.#intervalMs = 1000 / perSecond
  }

  /** Takes the next place. @returns how long to wait for it, ms. */
  take(nowMs: number): number {
    const at = Math.max(nowMs, this.#nextMs)
    this.#nextMs = at + this.#intervalMs
    return at - nowMs
  }
}

/** Pauses between attempts: doubled from the first to the last, started anew by success; a fifth of it by chance. */
export class BackOff {
  readonly #firstMs: number
  readonly #lastMs: number
  readonly #chance: () => number
  #nextMs: number

  /** @param chance in [0, 1): spreads clients that lost the same venue. */
  constructor(firstMs: number, lastMs: number, chance: () => number) {
    this.#firstMs = firstMs
    this.#lastMs = lastMs
    this.#chance = chance
    this.#nextMs = firstMs
  }

  /** @returns the pause before the next attempt, ms. */
  next(): number {
    const pause = this.#nextMs
    this.#nextMs = Math.min(this.#lastMs, pause * 2)
    return pause * (0.8 + 0.4 * this.#chance())
  }

  succeed(): void {
    this.#nextMs = this.#firstMs
  }
}
