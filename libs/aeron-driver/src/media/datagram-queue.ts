import { assert } from '@reflex/base'
import type { DatagramHandler } from './datagram-transport.ts'

/** Bounded ring of datagrams: slots are allocated once; when all are taken, what arrives is dropped and counted. */
export class DatagramQueue {
  readonly #slotLength: number
  readonly #mask: number
  readonly #bytes: Uint8Array
  readonly #lengths: Int32Array
  readonly #arrivalsNs: Float64Array
  #head = 0
  #tail = 0
  droppedCount = 0
  oversizedCount = 0

  /** @param capacity datagrams, a power of two. @param slotLength bytes of the longest datagram. */
  constructor(capacity: number, slotLength: number) {
    assert(Number.isInteger(Math.log2(capacity)), 'queue capacity must be a power of two')
    this.#slotLength = slotLength
    this.#mask = capacity - 1
    this.#bytes = new Uint8Array(capacity * slotLength)
    this.#lengths = new Int32Array(capacity)
    this.#arrivalsNs = new Float64Array(capacity)
  }

  get size(): number {
    return (this.#tail - this.#head) >>> 0
  }

  /** Copies a datagram in. @returns false when it was dropped. */
  push(datagram: Uint8Array, arrivalNs: number): boolean {
    if (datagram.length > this.#slotLength) {
      this.oversizedCount++
      return false
    }
    if (this.size > this.#mask) {
      this.droppedCount++
      return false
    }
    const slot = this.#tail & this.#mask
    this.#bytes.set(datagram, slot * this.#slotLength)
    this.#lengths[slot] = datagram.length
    this.#arrivalsNs[slot] = arrivalNs
    this.#tail = (this.#tail + 1) | 0
    return true
  }

  /** @returns datagrams delivered. */
  poll(handler: DatagramHandler, limit: number): number {
    let count = 0
    while (count < limit && this.#head !== this.#tail) {
      const slot = this.#head & this.#mask
      this.#head = (this.#head + 1) | 0
      count++
      handler.onDatagram(this.#bytes, slot * this.#slotLength, this.#lengths[slot]!, this.#arrivalsNs[slot]!)
    }
    return count
  }
}
