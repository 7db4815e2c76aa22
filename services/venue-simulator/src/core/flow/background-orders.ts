/**
 * Resting orders of background traders in one book: ids from 1, reused, with a list of those that noise traders may
 * cancel.
 */

import { grownBytes, grownDoubles, grownInts } from '../growth.ts'

/** Kinds: who owns the order. */
export const KIND_NOISE = 0
export const KIND_MAKER = 1
export const KIND_TAKER = 2

const NOT_LISTED = -1

export class BackgroundOrders {
  noiseCount = 0
  #kinds: Uint8Array
  #isLive: Uint8Array
  /** Raised at each end of an order: an id and its life name one order for ever. */
  #lives: Int32Array
  #prices: Float64Array
  #sides: Uint8Array
  #nexts: Int32Array
  #free = 1
  #noise: Int32Array
  #places: Int32Array

  constructor(capacity = 4096) {
    this.#kinds = new Uint8Array(capacity)
    this.#isLive = new Uint8Array(capacity)
    this.#lives = new Int32Array(capacity)
    this.#prices = new Float64Array(capacity)
    this.#sides = new Uint8Array(capacity)
    this.#nexts = Int32Array.from({ length: capacity }, (_, i) => i + 1)
    this.#noise = new Int32Array(capacity)
    this.#places = new Int32Array(capacity).fill(NOT_LISTED)
  }

  allocate(kind: number, side: number, priceTicks: number): number {
    if (this.#free >= this.#nexts.length) this.#grow()
    const id = this.#free
    this.#free = this.#nexts[id]!
    this.#kinds[id] = kind
    this.#isLive[id] = 1
    this.#prices[id] = priceTicks
    this.#sides[id] = side
    if (kind === KIND_NOISE) {
      this.#places[id] = this.noiseCount
      this.#noise[this.noiseCount++] = id
    }
    return id
  }

  /** The order is gone. */
  release(id: number): void {
    if (this.#isLive[id] === 0) return
    this.#isLive[id] = 0
    this.#lives[id]!++
    this.#nexts[id] = this.#free
    this.#free = id
    if (this.#kinds[id] !== KIND_NOISE) return
    const place = this.#places[id]!
    const last = this.#noise[--this.noiseCount]!
    this.#noise[place] = last
    this.#places[last] = place
    this.#places[id] = NOT_LISTED
  }

  isLive(id: number): boolean {
    return this.#isLive[id] === 1
  }

  lifeOf(id: number): number {
    return this.#lives[id]!
  }

  /** Whether the order with this id is live and the one that was sent in this life of the id. */
  isSame(id: number, life: number): boolean {
    return this.#isLive[id] === 1 && this.#lives[id] === life
  }

  priceOf(id: number): number {
    return this.#prices[id]!
  }

  sideOf(id: number): number {
    return this.#sides[id]!
  }

  /** @param n 0 to noiseCount - 1. @returns the id of a noise trader's order. */
  noiseAt(n: number): number {
    return this.#noise[n]!
  }

  #grow(): void {
    const size = this.#nexts.length * 2
    this.#kinds = grownBytes(this.#kinds, size)
    this.#isLive = grownBytes(this.#isLive, size)
    this.#lives = grownInts(this.#lives, size)
    this.#sides = grownBytes(this.#sides, size)
    this.#prices = grownDoubles(this.#prices, size)
    const nexts = Int32Array.from({ length: size }, (_, i) => i + 1)
    nexts.set(this.#nexts)
    this.#nexts = nexts
    this.#noise = grownInts(this.#noise, size)
    this.#places = grownInts(this.#places, size)
  }
}
