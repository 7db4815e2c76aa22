/**
 * What the instruments of one underlying are really worth: a jump diffusion in steps of fixed length, computed ahead,
 * so that informed traders can know the value of a little later and slow market makers see that of a little earlier.
 * Nobody can observe it; prices find it through trades.
 */

import type { Prng } from '@reflex/base'

const RING = 4096
const MASK = RING - 1

export interface LatentValueOptions {
  readonly price: number
  readonly volatilityBps: number
  readonly jumpsPerSecond: number
  readonly jumpBps: number
}

export const STEP_NS = 10e6
const STEPS_PER_SECOND = 100
const PER_BPS = 1e-4

export class LatentValue {
  readonly #prng: Prng
  readonly #stepSigma: number
  readonly #jumpProbability: number
  readonly #jumpSigma: number
  /** Values by step; the newest is `#last`. */
  readonly #values = new Float64Array(RING)
  readonly #ahead: number
  #last = 0
  jumps = 0

  /** @param aheadNs how far the future must be known, at most 20 s. */
  constructor(options: LatentValueOptions, aheadNs: number, prng: Prng) {
    this.#prng = prng
    this.#stepSigma = (options.volatilityBps * PER_BPS) / Math.sqrt(STEPS_PER_SECOND)
    this.#jumpProbability = options.jumpsPerSecond / STEPS_PER_SECOND
    this.#jumpSigma = options.jumpBps * PER_BPS
    this.#ahead = Math.min(RING >> 1, Math.ceil(aheadNs / STEP_NS))
    this.#values.fill(options.price)
    for (let i = 0; i < this.#ahead; i++) this.#extend()
  }

  /** One step of time passes. */
  step(): void {
    this.#extend()
  }

  /** @param deltaNs negative for the past; bounded by what is kept. @returns the price in quote currency. */
  at(deltaNs: number): number {
    const steps = Math.round(deltaNs / STEP_NS)
    const bounded = Math.max(-(RING >> 2), Math.min(this.#ahead, steps))
    return this.#values[(this.#last - this.#ahead + bounded) & MASK]!
  }

  #extend(): void {
    const prng = this.#prng
    let change = this.#stepSigma * prng.nextNormal()
    if (prng.nextFloat() < this.#jumpProbability) {
      change += this.#jumpSigma * prng.nextNormal()
      this.jumps++
    }
    const value = this.#values[this.#last & MASK]!
    this.#last++
    this.#values[this.#last & MASK] = value * (1 + change)
  }
}
