/** Bytes copied at once. */
const WORD = 4

/**
 * The last messages of the execution stream, by number (1181), as bytes: what a subscriber that was away asks for
 * again. Two rings: numbers to places, and bytes; the oldest go when either is full.
 */
export class ResendRing {
  /** Longer than the ring by the bytes that copying in words may write behind a message. */
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #size: number
  readonly #starts: Float64Array
  readonly #lengths: Int32Array
  readonly #mask: number
  #next = 1
  #first = 1
  /** Total bytes ever appended: position in the byte ring is this modulo its length. */
  #written = 0

  /** @param messagesMax a power of two. */
  constructor(messagesMax: number, bytesMax: number) {
    this.#bytes = new Uint8Array(bytesMax + WORD)
    this.#view = new DataView(this.#bytes.buffer)
    this.#size = bytesMax
    this.#starts = new Float64Array(messagesMax)
    this.#lengths = new Int32Array(messagesMax)
    this.#mask = messagesMax - 1
  }

  /** Number of the oldest message held. */
  get first(): number {
    return this.#first
  }

  /** Number that the next message gets. */
  get next(): number {
    return this.#next
  }

  /** Keeps a message under the next number. @param view of its bytes; up to three behind `end` are read. */
  append(view: DataView, start: number, end: number): void {
    const length = end - start
    const size = this.#size
    // A message lies in one piece: skip to the start of the ring when it would wrap.
    const rest = size - (this.#written % size)
    if (rest < length) this.#written += rest
    const place = this.#written % size
    const own = this.#view
    for (let i = 0; i < length; i += WORD) own.setInt32(place + i, view.getInt32(start + i, true), true)
    const slot = this.#next & this.#mask
    this.#starts[slot] = this.#written
    this.#lengths[slot] = length
    this.#written += length
    this.#next++
    this.#forget()
  }

  get buffer(): Uint8Array {
    return this.#bytes
  }

  /** @returns where message `number` starts in `buffer`, -1 when it is not held. */
  offsetOf(number: number): number {
    return number >= this.#first && number < this.#next ? this.#starts[number & this.#mask]! % this.#size : -1
  }

  lengthOf(number: number): number {
    return this.#lengths[number & this.#mask]!
  }

  #forget(): void {
    if (this.#next - this.#first > this.#mask + 1) this.#first = this.#next - this.#mask - 1
    const oldestByte = this.#written - this.#size
    while (this.#first < this.#next && this.#starts[this.#first & this.#mask]! < oldestByte) this.#first++
  }
}
