/**
 * Which executions were seen, by their number in the ems journal: the last so many, in a ring of bits. Older ones count
 * as seen: they were before our time, or are long measured.
 */

const WINDOW = 1 << 20

export class SequenceWindow {
  readonly #bits = new Int32Array(WINDOW >>> 5)
  #highest = 0
  #floor = 0

  /** @param sequence 1 .. 2^31-1. @returns whether it is new. */
  isNew(sequence: number): boolean {
    if (this.#highest === 0) this.#floor = sequence - 1
    if (sequence > this.#highest) {
      this.#clear(Math.max(this.#highest, sequence - WINDOW), sequence)
      this.#highest = sequence
    } else if (sequence <= this.#floor || sequence <= this.#highest - WINDOW) return false
    const at = sequence & (WINDOW - 1)
    const bit = 1 << (at & 31)
    if ((this.#bits[at >>> 5]! & bit) !== 0) return false
    this.#bits[at >>> 5]! |= bit
    return true
  }

  /** The journal begins anew (another data folder). */
  reset(): void {
    this.#bits.fill(0)
    this.#highest = 0
    this.#floor = 0
  }

  get highest(): number {
    return this.#highest
  }

  /** Forgets the numbers (from, to], whose places are taken over. */
  #clear(from: number, to: number): void {
    for (let n = from + 1; n <= to; n++) {
      const at = n & (WINDOW - 1)
      this.#bits[at >>> 5]! &= ~(1 << (at & 31))
    }
  }
}
