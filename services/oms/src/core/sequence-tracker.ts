/**
 * Which numbers of a journal (1, 2, 3 ...) have been seen, in whatever order they came. Numbers beyond a hole are
 * remembered one by one until the hole is filled.
 */

import { IntMap } from '@reflex/base'

export const SEQUENCE_NEXT = 0
/** New, but numbers before it are missing. */
export const SEQUENCE_AHEAD = 1
/** New, and it fills a hole. */
export const SEQUENCE_FILL = 2
export const SEQUENCE_REPEAT = 3

export class SequenceTracker {
  /** All numbers up to this one were seen. */
  contiguous = 0
  /** Largest number seen. */
  highest = 0
  /** Largest number known to exist (the writer's heartbeat), 0 when never told. */
  announced = 0
  readonly #ahead = new IntMap(1024)

  /** @param sequence 1 .. 2^31-1. */
  observe(sequence: number): number {
    if (sequence <= this.contiguous || this.#ahead.has(sequence)) return SEQUENCE_REPEAT
    const result =
      sequence > this.highest ? (sequence === this.contiguous + 1 ? SEQUENCE_NEXT : SEQUENCE_AHEAD) : SEQUENCE_FILL
    if (sequence > this.highest) this.highest = sequence
    if (sequence !== this.contiguous + 1) {
      this.#ahead.set(sequence, 1)
      return result
    }
    this.contiguous = sequence
    while (this.contiguous < this.highest && this.#ahead.delete(this.contiguous + 1)) this.contiguous++
    return result
  }

  announce(sequence: number): void {
    if (sequence > this.announced) this.announced = sequence
  }

  /** Numbers are missing between those seen. */
  get hasHole(): boolean {
    return this.contiguous < this.highest
  }

  /** Numbers are missing, also at the end as far as it was announced. */
  get isBehind(): boolean {
    return this.contiguous < this.highest || this.contiguous < this.announced
  }

  get missing(): number {
    return Math.max(this.highest, this.announced) - this.contiguous - this.#ahead.size
  }

  /** @returns the numbers beyond the first hole, ascending. */
  aheadList(): number[] {
    const list: number[] = []
    for (let n = this.contiguous + 1; n <= this.highest; n++) if (this.#ahead.has(n)) list.push(n)
    return list
  }

  restore(contiguous: number, ahead: readonly number[]): void {
    this.contiguous = contiguous
    this.highest = contiguous
    this.#ahead.clear()
    for (const n of ahead) this.observe(n)
  }
}
