/** Lines that wait for a snapshot, copied one behind the other. */

const CAPACITY_MIN = 64 * 1024

export class LineBuffer {
  bytes = new Uint8Array(CAPACITY_MIN)
  readonly #capacityMax: number
  readonly #ends: number[] = []
  #length = 0

  /** @param capacityMax bytes. */
  constructor(capacityMax: number) {
    this.#capacityMax = capacityMax
  }

  /** Bytes in use. */
  get length(): number {
    return this.#length
  }

  get count(): number {
    return this.#ends.length
  }

  startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? this.#length)
  }

  endOf(index: number): number {
    return this.#ends[index]!
  }

  /** @returns false when there is no room: the buffer is empty then. */
  add(bytes: Uint8Array, offset: number, length: number): boolean {
    const end = this.#length + length
    if (end > this.#capacityMax) {
      this.clear()
      return false
    }
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.min(this.#capacityMax, Math.max(end, this.bytes.length * 2)))
      larger.set(this.bytes.subarray(0, this.#length))
      this.bytes = larger
    }
    this.bytes.set(bytes.subarray(offset, offset + length), this.#length)
    this.#length = end
    this.#ends.push(end)
    return true
  }

  /** Forgets the first `count` lines. */
  dropFirst(count: number): void {
    if (count === 0) return
    const start = this.startOf(count)
    this.bytes.copyWithin(0, start, this.#length)
    this.#length -= start
    this.#ends.splice(0, count)
    for (let i = 0; i < this.#ends.length; i++) this.#ends[i]! -= start
  }

  clear(): void {
    this.#ends.length = 0
    this.#length = 0
  }
}
