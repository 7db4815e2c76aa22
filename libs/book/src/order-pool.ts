/**
 * Storage of orders and price levels as parallel arrays; an order or level is an index ("slot"). Free slots form a list
 * through `next`. Grows by doubling; the arrays are replaced then, so they are read through the pool each time.
 */

/** No order or no level, where a slot is expected. */
export const NONE = -1

export class OrderPool {
  ids: Int32Array
  owners: Int32Array
  sides: Uint8Array
  /** Of the user: what it must remember of the order (see MatchingBook). */
  flags: Int32Array
  prices: Float64Array
  leaves: Float64Array
  cums: Float64Array
  levels: Int32Array
  nexts: Int32Array
  previouses: Int32Array
  #free = 0

  constructor(capacity: number) {
    this.ids = new Int32Array(capacity)
    this.owners = new Int32Array(capacity)
    this.sides = new Uint8Array(capacity)
    this.flags = new Int32Array(capacity)
    this.prices = new Float64Array(capacity)
    this.leaves = new Float64Array(capacity)
    this.cums = new Float64Array(capacity)
    this.levels = new Int32Array(capacity)
    this.nexts = freeList(capacity, 0)
    this.previouses = new Int32Array(capacity)
  }

  /** @returns a free slot; its fields hold old values. */
  allocate(): number {
    if (this.#free === NONE) this.#grow()
    const slot = this.#free
    this.#free = this.nexts[slot]!
    return slot
  }

  release(slot: number): void {
    this.nexts[slot] = this.#free
    this.#free = slot
  }

  #grow(): void {
    const size = this.ids.length
    this.ids = grownInts(this.ids)
    this.owners = grownInts(this.owners)
    this.flags = grownInts(this.flags)
    this.levels = grownInts(this.levels)
    this.previouses = grownInts(this.previouses)
    this.prices = grownDoubles(this.prices)
    this.leaves = grownDoubles(this.leaves)
    this.cums = grownDoubles(this.cums)
    const sides = new Uint8Array(size * 2)
    sides.set(this.sides)
    this.sides = sides
    const nexts = freeList(size * 2, size)
    nexts.set(this.nexts)
    this.nexts = nexts
    this.#free = size
  }
}

export class LevelPool {
  prices: Float64Array
  /** Sum of the leaves of the level's orders. */
  qtys: Float64Array
  orderCounts: Int32Array
  heads: Int32Array
  tails: Int32Array
  #nexts: Int32Array
  #free = 0

  constructor(capacity: number) {
    this.prices = new Float64Array(capacity)
    this.qtys = new Float64Array(capacity)
    this.orderCounts = new Int32Array(capacity)
    this.heads = new Int32Array(capacity)
    this.tails = new Int32Array(capacity)
    this.#nexts = freeList(capacity, 0)
  }

  /** @returns an empty level at the price. */
  allocate(price: number): number {
    if (this.#free === NONE) this.#grow()
    const slot = this.#free
    this.#free = this.#nexts[slot]!
    this.prices[slot] = price
    this.qtys[slot] = 0
    this.orderCounts[slot] = 0
    this.heads[slot] = NONE
    this.tails[slot] = NONE
    return slot
  }

  release(slot: number): void {
    this.#nexts[slot] = this.#free
    this.#free = slot
  }

  #grow(): void {
    const size = this.prices.length
    this.prices = grownDoubles(this.prices)
    this.qtys = grownDoubles(this.qtys)
    this.orderCounts = grownInts(this.orderCounts)
    this.heads = grownInts(this.heads)
    this.tails = grownInts(this.tails)
    const nexts = freeList(size * 2, size)
    nexts.set(this.#nexts)
    this.#nexts = nexts
    this.#free = size
  }
}

/** A list that links the slots from `start` to the last one. */
function freeList(length: number, start: number): Int32Array {
  const nexts = new Int32Array(length)
  for (let i = start; i < length; i++) nexts[i] = i + 1 < length ? i + 1 : NONE
  return nexts
}

function grownInts(array: Int32Array): Int32Array {
  const grown = new Int32Array(array.length * 2)
  grown.set(array)
  return grown
}

function grownDoubles(array: Float64Array): Float64Array {
  const grown = new Float64Array(array.length * 2)
  grown.set(array)
  return grown
}
