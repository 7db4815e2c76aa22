/**
 * Message throttles: a sliding window and a token bucket, exact at their boundaries. Asking and taking are apart: a
 * decision only asks.
 */

/** At most `max` messages in (now - window, now]. Remembers the times of the last `max` messages. */
export class SlidingWindow {
  readonly max: number
  readonly #windowNs: number
  readonly #times: Float64Array
  #next = 0

  constructor(max: number, windowNs: number) {
    this.max = max
    this.#windowNs = windowNs
    this.#times = new Float64Array(max).fill(Number.NEGATIVE_INFINITY)
  }

  /**
   * Whether `count` more messages at `nowNs` fit: as many of the oldest of the last `max` must have left the window.
   * @param count 1 or more.
   */
  hasRoom(nowNs: number, count: number): boolean {
    if (count > this.max) return false
    const i = this.#next + count - 1
    return this.#times[i < this.max ? i : i - this.max]! <= nowNs - this.#windowNs
  }

  /** A window of another size that remembers the same messages. */
  resized(max: number): SlidingWindow {
    const other = new SlidingWindow(max, this.#windowNs)
    for (let i = 0; i < this.max; i++) {
      const at = this.#next + i
      const ns = this.#times[at < this.max ? at : at - this.max]!
      if (ns > Number.NEGATIVE_INFINITY) other.take(ns)
    }
    return other
  }

  take(nowNs: number): void {
    this.#times[this.#next] = nowNs
    this.#next = this.#next + 1 === this.max ? 0 : this.#next + 1
  }

  /** Messages in the window that ends now. The ring is in order of time from #next on. */
  used(nowNs: number): number {
    let [low, high] = [0, this.max]
    while (low < high) {
      const middle = (low + high) >> 1
      const i = this.#next + middle
      if (this.#times[i < this.max ? i : i - this.max]! <= nowNs - this.#windowNs) low = middle + 1
      else high = middle
    }
    return this.max - low
  }
}

/**
 * Tokens refill continuously up to the capacity; a message needs one whole token. The rate is a fraction of whole
 * numbers (tokens per ns = numerator / denominator), the level counts in 1/denominator tokens: no rounding ever.
 */
export class TokenBucket {
  readonly capacity: number
  readonly #numerator: number
  readonly #denominator: number
  readonly #full: number
  readonly #fillNs: number
  readonly #state: Float64Array

  /** @param ratePerSecond tokens per second with at most three decimals. */
  constructor(capacity: number, ratePerSecond: number) {
    const perMillisecondOfSecond = Math.round(ratePerSecond * 1000)
    const divisor = greatestCommonDivisor(perMillisecondOfSecond, 1e12)
    this.capacity = capacity
    this.#numerator = perMillisecondOfSecond / divisor
    this.#denominator = 1e12 / divisor
    this.#full = capacity * this.#denominator
    this.#fillNs = this.#full / this.#numerator
    this.#state = new Float64Array([this.#full, 0])
  }

  /** @param count messages that are to go at once. */
  hasRoom(nowNs: number, count: number): boolean {
    return this.#levelAt(nowNs) >= this.#denominator * count
  }

  /** Takes one token; of messages that are never refused (cancels) it takes what is left. */
  take(nowNs: number): void {
    this.#state[0] = Math.max(0, this.#levelAt(nowNs) - this.#denominator)
    this.#state[1] = nowNs
  }

  /** Whole and part tokens in use: for reports. */
  used(nowNs: number): number {
    return this.capacity - this.#levelAt(nowNs) / this.#denominator
  }

  #levelAt(nowNs: number): number {
    const elapsedNs = nowNs - this.#state[1]!
    if (elapsedNs >= this.#fillNs) return this.#full
    return Math.min(this.#full, this.#state[0]! + elapsedNs * this.#numerator)
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
