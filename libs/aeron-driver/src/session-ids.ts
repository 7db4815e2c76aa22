/** Hands out session ids: the next one each time, around the reserved range and around those in use. */
export class SessionIds {
  readonly #reservedLow: number
  readonly #reservedHigh: number
  #next: number

  constructor(first: number, reservedLow: number, reservedHigh: number) {
    this.#next = first | 0
    this.#reservedLow = reservedLow
    this.#reservedHigh = reservedHigh
  }

  next(isInUse: (sessionId: number) => boolean): number {
    while (true) {
      if (this.#next >= this.#reservedLow && this.#next <= this.#reservedHigh) this.#next = (this.#reservedHigh + 1) | 0
      const sessionId = this.#next
      this.#next = (sessionId + 1) | 0
      if (!isInUse(sessionId)) return sessionId
    }
  }
}
