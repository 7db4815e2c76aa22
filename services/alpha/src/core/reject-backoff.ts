/**
 * How long a line rests after a refusal: doubling up to a limit, forgotten with the next acceptance. A storm of rejects
 * cannot arise.
 */
export class RejectBackoff {
  readonly #firstNs: number
  readonly #maxNs: number
  readonly #stepNs: Float64Array
  readonly #untilNs: Float64Array

  constructor(lineCount: number, firstNs: number, maxNs: number) {
    this.#firstNs = firstNs
    this.#maxNs = maxNs
    this.#stepNs = new Float64Array(lineCount)
    this.#untilNs = new Float64Array(lineCount).fill(Number.NEGATIVE_INFINITY)
  }

  onReject(line: number, nowNs: number): void {
    // Refusals of orders sent together are one reason to wait, not many.
    if (nowNs < this.#untilNs[line]!) return
    this.#stepNs[line] = this.#stepNs[line] === 0 ? this.#firstNs : Math.min(this.#maxNs, 2 * this.#stepNs[line]!)
    this.#untilNs[line] = nowNs + this.#stepNs[line]!
  }

  onAccept(line: number): void {
    this.#stepNs[line] = 0
  }

  isResting(line: number, nowNs: number): boolean {
    return nowNs < this.#untilNs[line]!
  }
}
