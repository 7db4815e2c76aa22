/**
 * Percentage of volume: own / (own + others) = p, hence own = p / (1 - p) x others, in whole lots, never above the
 * parent. Exact on the printed decimals of p; nothing allocates per call.
 */

import { assert } from '@reflex/base'

const E8 = 100_000_000

export class ParticipationTarget {
  readonly #numerator: number
  readonly #denominator: number
  readonly #lot: number
  readonly #quantity: number

  /**
   * @param participationE8 p times 1e8, an integer in 1..99,999,999.
   * @param quantity of the parent. @param lot integers in one unit with the volumes.
   */
  constructor(participationE8: number, quantity: number, lot: number) {
    assert(Number.isInteger(participationE8) && participationE8 > 0 && participationE8 < E8, 'participation in (0, 1)')
    const others = E8 - participationE8
    const divisor = greatestCommonDivisor(participationE8, others)
    this.#numerator = participationE8 / divisor
    this.#denominator = (others / divisor) * lot
    this.#lot = lot
    this.#quantity = quantity
  }

  /**
   * @param othersCumQty what others have traded since the start.
   * @returns what we should have traded by now, whole lots; the whole parent at most.
   */
  targetQty(othersCumQty: number): number {
    const lots = floorOfProduct(othersCumQty, this.#numerator, this.#denominator)
    return Math.min(this.#quantity, lots * this.#lot)
  }
}

/** floor(a x b / c), exact: by doubles where the product is, else by BigInt (volumes beyond 2^53 / b). */
function floorOfProduct(a: number, b: number, c: number): number {
  const product = a * b
  if (product > Number.MAX_SAFE_INTEGER) return Number((BigInt(a) * BigInt(b)) / BigInt(c))
  return (product - (product % c)) / c
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
