/**
 * Datagrams of one channel by packet number, the newest of them: what came too early, and what a snapshot may have to
 * be followed by.
 */

import { assert } from '@reflex/base'

export class PacketRing {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly capacity: number
  readonly #slotLength: number
  readonly #seqNums: Float64Array
  readonly #lengths: Int32Array

  /** @param capacity packets, a power of two. @param slotLength bytes of the longest packet. */
  constructor(capacity: number, slotLength: number) {
    assert(Number.isInteger(Math.log2(capacity)), 'ring capacity must be a power of two')
    this.capacity = capacity
    this.#slotLength = slotLength
    this.bytes = new Uint8Array(capacity * slotLength)
    this.view = new DataView(this.bytes.buffer)
    this.#seqNums = new Float64Array(capacity).fill(-1)
    this.#lengths = new Int32Array(capacity)
  }

  /** @returns false for a packet that is longer than a slot. */
  put(seqNum: number, bytes: Uint8Array, offset: number, length: number): boolean {
    if (length > this.#slotLength) return false
    const slot = this.#slotOf(seqNum)
    const start = slot * this.#slotLength
    for (let i = 0; i < length; i++) this.bytes[start + i] = bytes[offset + i]!
    this.#seqNums[slot] = seqNum
    this.#lengths[slot] = length
    return true
  }

  has(seqNum: number): boolean {
    return this.#seqNums[this.#slotOf(seqNum)] === seqNum
  }

  /** @returns where the packet begins in `view`. Only for one that is there. */
  offsetOf(seqNum: number): number {
    return this.#slotOf(seqNum) * this.#slotLength
  }

  lengthOf(seqNum: number): number {
    return this.#lengths[this.#slotOf(seqNum)]!
  }

  clear(): void {
    this.#seqNums.fill(-1)
  }

  #slotOf(seqNum: number): number {
    return (seqNum | 0) & (this.capacity - 1)
  }
}
