/**
 * Messages under way for a while: what enters leaves in the same order, each not before its due time. One line for each
 * direction of a venue (orders in, answers out, feed out), so that latency and jitter never reorder what a TCP
 * connection or a channel keeps in order.
 *
 *     bytes: ....|head message|message|...|last message|....     dues, tags, lengths: rings beside it
 */

const GROWTH = 2

export class DelayLine {
  /** Set `due[0]` before `push`: a double that crosses a call would be boxed. */
  readonly due = new Float64Array(1)
  /** `[0]`: when the first message leaves, ns since the session epoch; Infinity for none. */
  readonly head = Float64Array.of(Number.POSITIVE_INFINITY)
  bytes: Uint8Array
  view: DataView
  #dues: Float64Array
  #tags: Int32Array
  #lengths: Int32Array
  #mask: number
  #head = 0
  #tail = 0
  #start = 0
  #end = 0
  #lastDue = Number.NEGATIVE_INFINITY

  /** @param messages a power of two; both grow by doubling. */
  constructor(capacityBytes = 65_536, messages = 1024) {
    this.bytes = new Uint8Array(capacityBytes)
    this.view = new DataView(this.bytes.buffer)
    this.#dues = new Float64Array(messages)
    this.#tags = new Int32Array(messages)
    this.#lengths = new Int32Array(messages)
    this.#mask = messages - 1
  }

  get size(): number {
    return this.#tail - this.#head
  }

  get headTag(): number {
    return this.#tags[this.#head & this.#mask]!
  }

  get headOffset(): number {
    return this.#start
  }

  get headLength(): number {
    return this.#lengths[this.#head & this.#mask]!
  }

  /**
   * Copies a message; it leaves at `due[0]`, or when the one before it leaves if that is later. @param tag of the
   * caller.
   */
  push(tag: number, bytes: Uint8Array, offset: number, length: number): void {
    if (this.size === this.#dues.length) this.#growRings()
    if (this.#end + length > this.bytes.length) this.#makeRoom(length)
    const own = this.bytes
    const end = this.#end
    for (let i = 0; i < length; i++) own[end + i] = bytes[offset + i]!
    this.#end = end + length
    if (this.due[0]! > this.#lastDue) this.#lastDue = this.due[0]!
    const slot = this.#tail++ & this.#mask
    this.#dues[slot] = this.#lastDue
    this.#tags[slot] = tag
    this.#lengths[slot] = length
    this.head[0] = this.#dues[this.#head & this.#mask]!
  }

  /** Forgets the first message. Its bytes stay readable until the next push. */
  pop(): void {
    this.#start += this.#lengths[this.#head & this.#mask]!
    this.#head++
    if (this.#head !== this.#tail) {
      this.head[0] = this.#dues[this.#head & this.#mask]!
      return
    }
    this.head[0] = Number.POSITIVE_INFINITY
    this.#head = 0
    this.#tail = 0
    this.#start = 0
    this.#end = 0
  }

  #makeRoom(length: number): void {
    const used = this.#end - this.#start
    if (used + length > this.bytes.length >> 1) {
      const grown = new Uint8Array((this.bytes.length + length) * GROWTH)
      grown.set(this.bytes.subarray(this.#start, this.#end))
      this.bytes = grown
      this.view = new DataView(grown.buffer)
    } else this.bytes.copyWithin(0, this.#start, this.#end)
    this.#start = 0
    this.#end = used
  }

  #growRings(): void {
    const count = this.size
    const dues = new Float64Array(this.#dues.length * GROWTH)
    const tags = new Int32Array(dues.length)
    const lengths = new Int32Array(dues.length)
    for (let i = 0; i < count; i++) {
      const slot = (this.#head + i) & this.#mask
      dues[i] = this.#dues[slot]!
      tags[i] = this.#tags[slot]!
      lengths[i] = this.#lengths[slot]!
    }
    this.#dues = dues
    this.#tags = tags
    this.#lengths = lengths
    this.#mask = dues.length - 1
    this.#head = 0
    this.#tail = count
  }
}
