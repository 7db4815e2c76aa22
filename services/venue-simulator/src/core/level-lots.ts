import type { Side } from '@reflex/book'
import { grownBytes, grownDoubles } from './growth.ts'

/** A number of lots for each of few price levels; levels not named have none. */
export class LevelLots {
  #count = 0
  #sides = new Uint8Array(64)
  #ticks = new Float64Array(64)
  #lots = new Float64Array(64)

  at(side: Side, ticks: number): number {
    const i = this.#indexOf(side, ticks)
    return i < 0 ? 0 : this.#lots[i]!
  }

  add(side: Side, ticks: number, lots: number): void {
    const i = this.#indexOf(side, ticks)
    if (i >= 0) {
      this.#lots[i]! += lots
      return
    }
    if (this.#count === this.#ticks.length) this.#grow()
    this.#sides[this.#count] = side
    this.#ticks[this.#count] = ticks
    this.#lots[this.#count++] = lots
  }

  forget(side: Side, ticks: number): void {
    const i = this.#indexOf(side, ticks)
    if (i < 0) return
    const last = --this.#count
    this.#sides[i] = this.#sides[last]!
    this.#ticks[i] = this.#ticks[last]!
    this.#lots[i] = this.#lots[last]!
  }

  clear(): void {
    this.#count = 0
  }

  #indexOf(side: Side, ticks: number): number {
    for (let i = 0; i < this.#count; i++) if (this.#ticks[i] === ticks && this.#sides[i] === side) return i
    return -1
  }

  #grow(): void {
    const size = this.#count * 2
    this.#sides = grownBytes(this.#sides, size)
    this.#ticks = grownDoubles(this.#ticks, size)
    this.#lots = grownDoubles(this.#lots, size)
  }
}
