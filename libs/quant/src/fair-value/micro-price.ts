/**
 * Live micro-price: counts transitions of the best bid and offer as they come, is refitted on a timer, and prices each
 * tick from a table. `observe`, `microPrice` and `smoothMicroPrice` do not allocate; `fit` does.
 * Prices are integer ticks, quantities are lots; the result is in ticks. One object per instrument and venue.
 */

import { assert } from '@reflex/base'
import { type MicroPriceCounts, solveMicroPrice } from './micro-price-model.ts'
import { weightedMid } from './mid.ts'

export interface MicroPriceOptions {
  /** Buckets of bid/(bid+ask), 2..40. An odd number has a neutral middle bucket. */
  readonly imbalanceBuckets: number
  /** Spreads told apart, 1..20; wider ones share the last state. */
  readonly spreadTicksMax: number
  /** Mid moves of more half-ticks than this are jumps: they are not counted (2 = the paper's one tick). */
  readonly moveHalfTicksMax: number
}

export class MicroPrice implements MicroPriceCounts {
  readonly imbalanceBuckets: number
  readonly stay: Float64Array
  readonly move: Float64Array
  readonly next: Float64Array
  readonly moveTicks: Float64Array
  /** Transitions counted since the start, before decay. */
  transitionCount = 0
  /** Jumps left out of the counts. */
  jumpCount = 0
  /** Whether a fit has succeeded; until then prices are weighted mids. */
  isFitted = false
  readonly #spreadTicksMax: number
  readonly #moveMax: number
  readonly #states: number
  readonly #limit: Float64Array
  readonly #result = new Float64Array(1)
  #lastState = -1
  #lastMidHalfTicks = 0

  constructor(options: MicroPriceOptions) {
    assert(options.imbalanceBuckets >= 2 && options.imbalanceBuckets <= 40, 'imbalanceBuckets out of range')
    assert(options.spreadTicksMax >= 1 && options.spreadTicksMax <= 20, 'spreadTicksMax out of range')
    assert(options.moveHalfTicksMax >= 1 && options.moveHalfTicksMax <= 100, 'moveHalfTicksMax out of range')
    this.imbalanceBuckets = options.imbalanceBuckets
    this.#spreadTicksMax = options.spreadTicksMax
    this.#moveMax = options.moveHalfTicksMax
    this.#states = options.imbalanceBuckets * options.spreadTicksMax
    this.stay = new Float64Array(this.#states * this.#states)
    this.next = new Float64Array(this.#states * this.#states)
    this.move = new Float64Array(this.#states * 2 * this.#moveMax)
    this.moveTicks = new Float64Array(2 * this.#moveMax)
    for (let i = 0; i < this.#moveMax; i++) {
      this.moveTicks[i] = (i - this.#moveMax) / 2
      this.moveTicks[this.#moveMax + i] = (i + 1) / 2
    }
    this.#limit = new Float64Array(this.#states)
  }

  /**
   * Counts the transition from the previous quote to this one. Crossed, locked or one-sided quotes break the chain.
   * @param bidTicks best bid. @param bidQty > 0. @param askTicks best ask. @param askQty > 0.
   */
  observe(bidTicks: number, bidQty: number, askTicks: number, askQty: number): void {
    if (!(askTicks > bidTicks && bidQty > 0 && askQty > 0)) {
      this.#lastState = -1
      return
    }
    const state = this.#stateOf(bidTicks, bidQty, askTicks, askQty)
    const midHalfTicks = bidTicks + askTicks
    if (this.#lastState >= 0) this.#count(this.#lastState, state, midHalfTicks - this.#lastMidHalfTicks)
    this.#lastState = state
    this.#lastMidHalfTicks = midHalfTicks
  }

  /** Forgets the last quote: the next one starts a new chain (gap, halt, new session). */
  breakChain(): void {
    this.#lastState = -1
  }

  /** Multiplies all counts by `factor` in [0, 1]: exponential forgetting, called on a timer. */
  decay(factor: number): void {
    for (let i = 0; i < this.stay.length; i++) this.stay[i]! *= factor
    for (let i = 0; i < this.next.length; i++) this.next[i]! *= factor
    for (let i = 0; i < this.move.length; i++) this.move[i]! *= factor
  }

  /**
   * Solves the model from the counts so far. @returns false, and keeps the old table, when they do not determine it.
   */
  fit(): boolean {
    if (!this.move.some((count) => count > 0)) return false
    const solution = solveMicroPrice(this)
    if (solution === undefined) return false
    this.#limit.set(solution.limit)
    this.isFitted = true
    return true
  }

  /** Sets the table of adjustments (ticks, by state) from an earlier fit, such as yesterday's. */
  load(limit: ArrayLike<number>): void {
    assert(limit.length === this.#states, 'table does not fit the states')
    this.#limit.set(limit)
    this.isFitted = true
  }

  /** Micro-price minus mid by state, in ticks: index (spread - 1) x buckets + bucket. Read only. */
  get limit(): Float64Array {
    return this.#limit
  }

  /** mid + G*[state], in ticks, stepwise in the imbalance as in the paper; the weighted mid before the first fit. */
  microPrice(bidTicks: number, bidQty: number, askTicks: number, askQty: number): number {
    if (!this.isFitted) return weightedMid(bidTicks, bidQty, askTicks, askQty)
    return 0.5 * (bidTicks + askTicks) + this.#limit[this.#stateOf(bidTicks, bidQty, askTicks, askQty)]!
  }

  /**
   * As `microPrice`, but linear in the imbalance between bucket centres, so that small changes of size do not make the
   * price jump.
   */
  smoothMicroPrice(bidTicks: number, bidQty: number, askTicks: number, askQty: number): number {
    this.smoothMicroPriceInto(this.#result, 0, bidTicks, bidQty, askTicks, askQty)
    return this.#result[0]!
  }

  /** As `smoothMicroPrice`, into `out[index]`: a returned number may cost a boxed one. */
  smoothMicroPriceInto(
    out: Float64Array,
    index: number,
    bidTicks: number,
    bidQty: number,
    askTicks: number,
    askQty: number,
  ): void {
    if (!this.isFitted) {
      out[index] = weightedMid(bidTicks, bidQty, askTicks, askQty)
      return
    }
    const row = this.#rowOf(bidTicks, askTicks)
    const last = this.imbalanceBuckets - 1
    const total = bidQty + askQty
    const at = Math.min(last, Math.max(0, total > 0 ? (bidQty / total) * this.imbalanceBuckets - 0.5 : 0.5 * last))
    const low = Math.min(last - 1, Math.floor(at))
    const g = this.#limit[row + low]! * (low + 1 - at) + this.#limit[row + low + 1]! * (at - low)
    out[index] = 0.5 * (bidTicks + askTicks) + g
  }

  #rowOf(bidTicks: number, askTicks: number): number {
    const spread = Math.min(this.#spreadTicksMax, Math.max(1, askTicks - bidTicks))
    return (spread - 1) * this.imbalanceBuckets
  }

  #stateOf(bidTicks: number, bidQty: number, askTicks: number, askQty: number): number {
    const total = bidQty + askQty
    const share = total > 0 ? bidQty / total : 0.5
    return (
      this.#rowOf(bidTicks, askTicks) + Math.min(this.imbalanceBuckets - 1, Math.floor(share * this.imbalanceBuckets))
    )
  }

  #count(from: number, to: number, moveHalfTicks: number): void {
    const fromMirror = this.#mirrorOf(from)
    const toMirror = this.#mirrorOf(to)
    if (moveHalfTicks === 0) {
      this.stay[from * this.#states + to]! += 1
      this.stay[fromMirror * this.#states + toMirror]! += 1
    } else if (Math.abs(moveHalfTicks) <= this.#moveMax) {
      this.next[from * this.#states + to]! += 1
      this.next[fromMirror * this.#states + toMirror]! += 1
      this.move[from * 2 * this.#moveMax + this.#columnOf(moveHalfTicks)]! += 1
      this.move[fromMirror * 2 * this.#moveMax + this.#columnOf(-moveHalfTicks)]! += 1
    } else {
      this.jumpCount++
      return
    }
    this.transitionCount++
  }

  #mirrorOf(state: number): number {
    const bucket = state % this.imbalanceBuckets
    return state - bucket + (this.imbalanceBuckets - 1 - bucket)
  }

  #columnOf(moveHalfTicks: number): number {
    return moveHalfTicks < 0 ? moveHalfTicks + this.#moveMax : moveHalfTicks - 1 + this.#moveMax
  }
}
