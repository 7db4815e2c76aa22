/**
 * Map from 32-bit integer to 32-bit integer: open addressing, linear probing, backward-shift deletion, so no tombstones
 * and no allocation after construction until it grows. The key 0x80000000 (INT_MIN) is reserved as the empty mark.
 */

const EMPTY = -2_147_483_648

/** Returned by `get` for a key that is not in the map. */
export const MISSING = -2_147_483_648

export class IntMap {
  #keys: Int32Array
  #values: Int32Array
  #mask: number
  #size = 0
  #growAt: number

  /** @param capacity expected entries; grows by doubling beyond it. */
  constructor(capacity = 16) {
    let length = 8
    while (length * 0.6 < capacity) length *= 2
    this.#keys = new Int32Array(length).fill(EMPTY)
    this.#values = new Int32Array(length)
    this.#mask = length - 1
    this.#growAt = Math.floor(length * 0.6)
  }

  get size(): number {
    return this.#size
  }

  /** @returns the value, or MISSING. */
  get(key: number): number {
    let i = hashOf(key) & this.#mask
    while (true) {
      const k = this.#keys[i]!
      if (k === key) return this.#values[i]!
      if (k === EMPTY) return MISSING
      i = (i + 1) & this.#mask
    }
  }

  has(key: number): boolean {
    return this.get(key) !== MISSING
  }

  set(key: number, value: number): void {
    let i = hashOf(key) & this.#mask
    while (true) {
      const k = this.#keys[i]!
      if (k === key) {
        this.#values[i] = value
        return
      }
      if (k === EMPTY) break
      i = (i + 1) & this.#mask
    }
    this.#keys[i] = key
    this.#values[i] = value
    if (++this.#size > this.#growAt) this.#grow()
  }

  /** @returns whether the key was there. */
  delete(key: number): boolean {
    const mask = this.#mask
    let i = hashOf(key) & mask
    while (this.#keys[i] !== key) {
      if (this.#keys[i] === EMPTY) return false
      i = (i + 1) & mask
    }
    let hole = i
    let j = (i + 1) & mask
    while (this.#keys[j] !== EMPTY) {
      const home = hashOf(this.#keys[j]!) & mask
      if (((j - home) & mask) >= ((j - hole) & mask)) {
        this.#keys[hole] = this.#keys[j]!
        this.#values[hole] = this.#values[j]!
        hole = j
      }
      j = (j + 1) & mask
    }
    this.#keys[hole] = EMPTY
    this.#size--
    return true
  }

  clear(): void {
    this.#keys.fill(EMPTY)
    this.#size = 0
  }

  #grow(): void {
    const keys = this.#keys
    const values = this.#values
    const length = keys.length * 2
    this.#keys = new Int32Array(length).fill(EMPTY)
    this.#values = new Int32Array(length)
    this.#mask = length - 1
    this.#growAt = Math.floor(length * 0.6)
    this.#size = 0
    for (let i = 0; i < keys.length; i++) if (keys[i] !== EMPTY) this.set(keys[i]!, values[i]!)
  }
}

function hashOf(key: number): number {
  const h = Math.imul(key ^ (key >>> 16), 0x45d9f3b)
  return h ^ (h >>> 15)
}
