import { IntMap, MISSING } from '@reflex/base'

/**
 * Continuity of one stream: each life of a publisher (its Aeron session) numbers its messages from 1; a subscriber may
 * join late, but from then on no number may be missing.
 */
export class SequenceTracker {
  readonly #index = new IntMap(16)
  #expected = new Float64Array(16)
  #size = 0
  #missing = 0

  /** Messages that were skipped so far, over all publishers. */
  get missing(): number {
    return this.#missing
  }

  /** Publisher lives seen so far. */
  get publishers(): number {
    return this.#size
  }

  /** @returns how many messages are missing right before this one. */
  onMessage(sessionId: number, seqNum: number): number {
    const index = this.#index.get(sessionId)
    if (index === MISSING) {
      this.#add(sessionId, seqNum + 1)
      return 0
    }
    const gap = seqNum - this.#expected[index]!
    this.#expected[index] = seqNum + 1
    if (gap === 0) return 0
    // A number below the expected one cannot happen on Aeron (in order, once): counted like a loss, so that somebody
    // looks.
    const missing = gap > 0 ? gap : 1
    this.#missing += missing
    return missing
  }

  #add(sessionId: number, expected: number): void {
    if (this.#size === this.#expected.length) {
      const grown = new Float64Array(this.#size * 2)
      grown.set(this.#expected)
      this.#expected = grown
    }
    this.#index.set(sessionId, this.#size)
    this.#expected[this.#size++] = expected
  }
}
