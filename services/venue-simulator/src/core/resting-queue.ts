import { grownDoubles, grownInts } from './growth.ts'

/** Members' orders that rest in a recorded book, the earliest first, with the lots that are ahead of each. */
export class RestingQueue {
  count = 0
  slots = new Int32Array(64)
  aheads = new Float64Array(64)

  add(slot: number, ahead: number): void {
    if (this.count === this.slots.length) {
      this.slots = grownInts(this.slots, this.count * 2)
      this.aheads = grownDoubles(this.aheads, this.count * 2)
    }
    this.slots[this.count] = slot
    this.aheads[this.count++] = ahead
  }

  /** @returns the place of an order, -1 when it does not rest. */
  indexOf(slot: number): number {
    for (let i = 0; i < this.count; i++) if (this.slots[i] === slot) return i
    return -1
  }

  remove(slot: number): void {
    const i = this.indexOf(slot)
    if (i >= 0) this.removeAt(i)
  }

  removeAt(i: number): void {
    this.slots.copyWithin(i, i + 1, this.count)
    this.aheads.copyWithin(i, i + 1, this.count)
    this.count--
  }
}
