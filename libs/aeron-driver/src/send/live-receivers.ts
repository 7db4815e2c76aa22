/** The receivers of a publication that have spoken lately. Ids are 64 bits in two words. */
export class LiveReceivers {
  readonly #high: number[] = []
  readonly #low: number[] = []
  readonly #timesNs: number[] = []

  get count(): number {
    return this.#high.length
  }

  touch(idHigh: number, idLow: number, nowNs: number): void {
    const i = this.#indexOf(idHigh, idLow)
    if (i >= 0) {
      this.#timesNs[i] = nowNs
      return
    }
    this.#high.push(idHigh)
    this.#low.push(idLow)
    this.#timesNs.push(nowNs)
  }

  /** @returns whether it was there. */
  remove(idHigh: number, idLow: number): boolean {
    const i = this.#indexOf(idHigh, idLow)
    if (i >= 0) this.#removeAt(i)
    return i >= 0
  }

  /** Forgets those that have been silent since before a time. */
  expire(deadlineNs: number): void {
    for (let i = this.#high.length - 1; i >= 0; i--) if (this.#timesNs[i]! < deadlineNs) this.#removeAt(i)
  }

  #indexOf(idHigh: number, idLow: number): number {
    for (let i = 0; i < this.#high.length; i++) if (this.#low[i] === idLow && this.#high[i] === idHigh) return i
    return -1
  }

  #removeAt(i: number): void {
    this.#high.splice(i, 1)
    this.#low.splice(i, 1)
    this.#timesNs.splice(i, 1)
  }
}
