/**
 * What one lot of an instrument is worth at a price. Values are Amounts in the instrument's own unit:
 *
 *     linear    1 unit = 1 lot x 1 tick (value = lots x price / tick: a whole number for prices on the grid); quote
 *     currency
 *     inverse   1 unit = 1e-8 coin      (value = lots x contract / price, floored to 1e-20 coin)
 *
 * A long linear position gains when its value rises, a long inverse position when its value in coin falls: `direction`
 * is +1 and -1. Quanto contracts are linear ones whose money is another currency.
 */

import { E8, mulDivCells } from '@reflex/base'
import { type Amount, operands, PARTS } from './amount.ts'

export interface ContractTermsOptions {
  readonly kind: 'linear' | 'inverse'
  /** Price of one tick, E8. */
  readonly tickE8: number
  /** Underlying (linear) or quote currency (inverse) that one lot stands for: lot size x multiplier, E8. */
  readonly contractE8: number
  /** Largest position in lots that a message can tell. */
  readonly lotsMax: number
}

/** Largest whole part of a value: sums of a few stay safe integers. */
export const VALUE_MAX = 2 ** 51

export class ContractTerms {
  readonly isInverse: boolean
  /** Sign of the profit of a long position when its value rises. */
  readonly direction: 1 | -1
  readonly tickE8: number
  readonly contractE8: number
  readonly lotsMax: number
  /** Money in E8 of one unit is numerator / denominator, reduced. */
  readonly #numerator: number
  readonly #denominator: number

  /** @throws RangeError when the money of one unit cannot be held exactly. */
  constructor(options: ContractTermsOptions) {
    this.isInverse = options.kind === 'inverse'
    this.direction = this.isInverse ? -1 : 1
    this.tickE8 = options.tickE8
    this.contractE8 = options.contractE8
    this.lotsMax = options.lotsMax
    if (!(options.tickE8 > 0 && options.contractE8 > 0)) throw new RangeError('tick and contract size must be positive')
    const product = BigInt(options.tickE8) * BigInt(options.contractE8)
    const divisor = gcd(product, BigInt(E8))
    this.#numerator = this.isInverse ? 1 : Number(product / divisor)
    this.#denominator = this.isInverse ? 1 : Number(BigInt(E8) / divisor)
    if (!Number.isSafeInteger(this.#numerator)) throw new RangeError('one tick of one lot is too much money')
  }

  /** The value of operands [lots >= 0, priceE8 > 0], into `out`. Check with `isRepresentable` first. */
  valueOf(out: Amount): Amount {
    if (this.isInverse) {
      operands[0] = operands[0]! * this.contractE8
      operands[2] = operands[1]!
      operands[1] = E8
    } else operands[2] = this.tickE8
    return out.setMulDiv()
  }

  /** Whether the value of operands [lots, priceE8] can be booked. */
  isRepresentable(): boolean {
    const lots = operands[0]!
    const priceE8 = operands[1]!
    if (!(priceE8 > 0 && lots >= 0)) return false
    if (!this.isInverse) return (lots * priceE8) / this.tickE8 < VALUE_MAX
    const contract = lots * this.contractE8
    return contract < VALUE_MAX && (contract / priceE8) * E8 < VALUE_MAX
  }

  /** Money of an amount in E8, rounded half away from zero; NaN beyond what a message can tell (90 million). */
  moneyE8(amount: Amount): number {
    this.#money(amount)
    return cells[0]!
  }

  #money(amount: Amount): void {
    const isNegative = amount.high < 0
    const hasParts = amount.low !== 0
    const high = isNegative ? 0 - amount.high - (hasParts ? 1 : 0) : amount.high
    const low = isNegative && hasParts ? PARTS - amount.low : amount.low
    const denominator = this.#denominator
    cells[0] = high
    cells[1] = this.#numerator
    cells[2] = denominator
    mulDivCells(cells)
    const whole = cells[3]!
    const wholeRest = cells[4]!
    cells[0] = low
    cells[2] = PARTS
    mulDivCells(cells)
    const rest = wholeRest + cells[3]!
    const more = Math.floor(rest / denominator)
    const fraction = rest - more * denominator + cells[4]! / PARTS
    const money = whole + more + (fraction * 2 >= denominator ? 1 : 0)
    if (money > Number.MAX_SAFE_INTEGER) cells[0] = Number.NaN
    else cells[0] = isNegative ? 0 - money : money
  }

  /**
   * Average price in E8 of a cost and the lots it is for (nearest; for display and messages, never for booking). NaN
   * when flat.
   */
  averagePriceE8(lots: number, cost: Amount): number {
    cells[0] = lots
    this.#averagePrice(cost)
    return cells[0]!
  }

  #averagePrice(cost: Amount): void {
    const lots = cells[0]!
    const high = cost.high
    const parts = cost.low / PARTS
    if (lots === 0) cells[0] = Number.NaN
    else if (this.isInverse) cells[0] = Math.round((lots * this.contractE8 * E8) / (high + parts))
    else {
      const ticks = Math.floor(high / lots)
      cells[0] = ticks * this.tickE8 + Math.round(((high - ticks * lots + parts) * this.tickE8) / lots)
    }
  }
}

const cells = new Float64Array(5)

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}
