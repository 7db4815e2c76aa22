const ZERO = 48
const POINT = 46
const MINUS = 45
const PLUS = 43
const LETTER_E = 101
/** Venues quote in steps of 1, 2 or 5 times a power of ten. */
const MANTISSAS = [5, 2, 1]
/** 1e6 in units of 1e-8: a larger step is none. Its tenfold is still exact in a double. */
const DIVISOR_MAX = 1e14
const POWER_MAX = 14
const PLACES = 8

/** The step of a grid from values on it: the largest 1, 2 or 5 times a power of ten that divides all of them. */
export class StepFinder {
  #divisorE8 = DIVISOR_MAX
  #seen = 0

  /** Takes one value, `61.5` or `1.0e-4`. What is no decimal, or has digits beyond the eighth place, is left out. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const e = exponentAt(bytes, start, end)
    const exponent = e === end ? 0 : exponentOf(bytes, e, end)
    if (Number.isNaN(exponent)) return
    let rest = 0
    let places = -1
    let isZero = true
    const divisor = this.#divisorE8
    for (let i = bytes[start] === MINUS ? start + 1 : start; i < e; i++) {
      if (bytes[i] === POINT && places < 0) {
        places = 0
        continue
      }
      const digit = bytes[i]! - ZERO
      if (digit < 0 || digit > 9) return
      if (places >= 0 && places >= PLACES + exponent) {
        if (digit !== 0) return
        continue
      }
      if (places >= 0) places++
      if (digit !== 0) isZero = false
      rest = (rest * 10 + digit) % divisor
    }
    if (isZero) return
    for (let k = Math.max(0, places); k < PLACES + exponent; k++) rest = (rest * 10) % divisor
    this.#seen++
    this.#reduce(rest)
  }

  merge(other: StepFinder): void {
    if (other.#seen === 0) return
    this.#seen += other.#seen
    this.#reduce(other.#divisorE8 % this.#divisorE8)
  }

  /** @returns the step times 1e8; 1e8 when nothing but zeros was seen. */
  stepE8(): number {
    if (this.#seen === 0) return 1e8
    for (let power = POWER_MAX; power >= 0; power--) {
      for (const mantissa of MANTISSAS) {
        const step = mantissa * 10 ** power
        if (this.#divisorE8 % step === 0) return step
      }
    }
    return 1
  }

  #reduce(value: number): void {
    let a = this.#divisorE8
    let b = value
    while (b !== 0) [a, b] = [b, a % b]
    this.#divisorE8 = a
  }
}

function exponentAt(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) if ((bytes[i]! | 32) === LETTER_E) return i
  return end
}

function exponentOf(bytes: Uint8Array, e: number, end: number): number {
  const isNegative = bytes[e + 1] === MINUS
  let value = 0
  for (let i = isNegative || bytes[e + 1] === PLUS ? e + 2 : e + 1; i < end; i++) {
    const digit = bytes[i]! - ZERO
    if (digit < 0 || digit > 9 || value > 20) return Number.NaN
    value = value * 10 + digit
  }
  return isNegative ? -value : value
}
