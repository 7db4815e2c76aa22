/**
 * Map from 64-bit key, given as two 32-bit words, to a non-negative 32-bit integer: open addressing, linear probing,
 * backward-shift deletion; no allocation after construction until it grows. For order ids of venues, which no double
 * holds.
 */

/** Returned by `get` for a key that is not in the map. */
export const NO_VALUE = -1

export class LongMap {
  /** Three numbers an entry: high word, low word, value + 1 (0: free). */
  #entries: Int32Array
  #mask: number
  #size = 0
  #growAt: number

  /** @param capacity expected entries; grows by doubling beyond it. */
  constructor(capacity = 16) {
    let length = 8
    while (length * 0.6 < capacity) length *= 2
    this.#entries = new Int32Array(length * 3)
    this.#mask = length - 1
    this.#growAt = Math.floor(length * 0.6)
  }

  get size(): number {
    return this.#size
  }

  /** @param high and `low` as signed 32-bit words. @returns the value, or NO_VALUE. */
  get(high: number, low: number): number {
    const entries = this.#entries
    for (let i = hashOf(high, low) & this.#mask; ; i = (i + 1) & this.#mask) {
      const value = entries[i * 3 + 2]!
      if (value === 0) return NO_VALUE
      if (entries[i * 3 + 1] === low && entries[i * 3] === high) return value - 1
    }
  }

  set(high: number, low: number, value: number): void {
    const entries = this.#entries
    let i = hashOf(high, low) & this.#mask
    while (entries[i * 3 + 2] !== 0) {
      if (entries[i * 3 + 1] === low && entries[i * 3] === high) {
        entries[i * 3 + 2] = value + 1
        return
      }
      i = (i + 1) & this.#mask
    }
    entries[i * 3] = high
    entries[i * 3 + 1] = low
    entries[i * 3 + 2] = value + 1
    if (++this.#size > this.#growAt) this.#grow()
  }

  /** @returns the value that was there, or NO_VALUE. */
  delete(high: number, low: number): number {
    const entries = this.#entries
    const mask = this.#mask
    let hole = hashOf(high, low) & mask
    while (entries[hole * 3 + 1] !== low || entries[hole * 3] !== high || entries[hole * 3 + 2] === 0) {
      if (entries[hole * 3 + 2] === 0) return NO_VALUE
      hole = (hole + 1) & mask
    }
    const value = entries[hole * 3 + 2]! - 1
    for (let j = (hole + 1) & mask; entries[j * 3 + 2] !== 0; j = (j + 1) & mask) {
      const home = hashOf(entries[j * 3]!, entries[j * 3 + 1]!) & mask
      if (((j - home) & mask) < ((j - hole) & mask)) continue
      entries[hole * 3] = entries[j * 3]!
      entries[hole * 3 + 1] = entries[j * 3 + 1]!
      entries[hole * 3 + 2] = entries[j * 3 + 2]!
      hole = j
    }
    entries[hole * 3 + 2] = 0
    this.#size--
    return value
  }

  clear(): void {
    this.#entries.fill(0)
    this.#size = 0
  }

  #grow(): void {
    const entries = this.#entries
    this.#entries = new Int32Array(entries.length * 2)
    this.#mask = this.#mask * 2 + 1
    this.#growAt = Math.floor((this.#mask + 1) * 0.6)
    this.#size = 0
    for (let i = 0; i < entries.length; i += 3)
      if (entries[i + 2] !== 0) this.set(entries[i]!, entries[i + 1]!, entries[i + 2]! - 1)
  }
}

function hashOf(high: number, low: number): number {
  let h = Math.imul(low ^ Math.imul(high, 0x9e37_79b1), 0x85eb_ca6b)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b_3c6d)
  return h ^ (h >>> 13)
}
