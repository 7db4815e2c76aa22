/** Token bucket for each strategy. Cancels are never refused; they leave less for the rest. */
export class RateBudget {
  readonly #capacity: number
  readonly #perNs: number
  readonly #tokens: Float64Array
  readonly #atNs: Float64Array

  constructor(count: number, capacity: number, perSecond: number) {
    this.#capacity = capacity
    this.#perNs = perSecond / 1e9
    this.#tokens = new Float64Array(count).fill(capacity)
    this.#atNs = new Float64Array(count).fill(Number.NaN)
  }

  /** @returns whether one message may go. */
  tryTake(index: number, nowNs: number): boolean {
    this.#refill(index, nowNs)
    if (this.#tokens[index]! < 1) return false
    this.#tokens[index]! -= 1
    return true
  }

  /** For what must go: may run into debt, one bucket deep. */
  take(index: number, nowNs: number): void {
    this.#refill(index, nowNs)
    this.#tokens[index] = Math.max(-this.#capacity, this.#tokens[index]! - 1)
  }

  #refill(index: number, nowNs: number): void {
    const sinceNs = nowNs - this.#atNs[index]!
    if (sinceNs > 0) {
      this.#tokens[index] = Math.min(this.#capacity, this.#tokens[index]! + sinceNs * this.#perNs)
    }
    this.#atNs[index] = nowNs
  }
}
