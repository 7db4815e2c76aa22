import { parseDecimalE8 } from '@reflex/base'

/** Venues quote in steps of 1, 2 or 5 times a power of ten. */
const MANTISSAS = [5, 2, 1]
const POWER_MAX = 16

/** The step of a grid from values on it: the largest 1, 2 or 5 times a power of ten that divides all of them. */
export class StepFinder {
  #divisorE8 = 0

  /** Takes one value. What is no decimal of at most 8 places is left out. */
  add(bytes: Uint8Array, start: number, end: number): void {
    this.#addE8(parseDecimalE8(bytes, start, end - start))
  }

  merge(other: StepFinder): void {
    this.#addE8(other.#divisorE8)
  }

  /** @returns the step times 1e8; 1e8 when nothing but zeros was seen. */
  stepE8(): number {
    if (this.#divisorE8 === 0) return 1e8
    for (let power = POWER_MAX; power >= 0; power--) {
      for (const mantissa of MANTISSAS) {
        const step = mantissa * 10 ** power
        if (this.#divisorE8 % step === 0) return step
      }
    }
    return 1
  }

  #addE8(value: number): void {
    if (Number.isNaN(value) || value === 0) return
    if (this.#divisorE8 !== 0 && value % this.#divisorE8 === 0) return
    let a = this.#divisorE8
    let b = Math.abs(value)
    while (b !== 0) [a, b] = [b, a % b]
    this.#divisorE8 = a
  }
}
