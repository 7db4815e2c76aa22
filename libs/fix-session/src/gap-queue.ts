const MESSAGES_MAX = 10_000
const BYTES_MAX = 8 * 1024 * 1024
/** Stands for a message that was processed ahead of its turn (a Logon, a ResendRequest). */
const DONE = new Uint8Array(0)

/**
 * Messages received ahead of a gap, kept until their turn. Bounded: what does not fit is dropped, since the answer to
 * our ResendRequest (`to the end`) brings it again.
 */
export class GapQueue {
  readonly #messages = new Map<number, Uint8Array>()
  #byteCount = 0

  get size(): number {
    return this.#messages.size
  }

  /** Copies the message. The first one of a number stays. */
  put(seqNum: number, bytes: Uint8Array, offset: number, length: number): void {
    if (this.#messages.has(seqNum) || this.#messages.size >= MESSAGES_MAX) return
    if (this.#byteCount + length > BYTES_MAX) return
    this.#messages.set(seqNum, bytes.slice(offset, offset + length))
    this.#byteCount += length
  }

  /** The number needs nothing more when its turn comes. */
  putDone(seqNum: number): void {
    if (this.#messages.size < MESSAGES_MAX) this.#messages.set(seqNum, DONE)
  }

  /** Removes and gives the message; of length 0 when it was processed already. @returns null when there is none. */
  take(seqNum: number): Uint8Array | null {
    const message = this.#messages.get(seqNum)
    if (message === undefined) return null
    this.#messages.delete(seqNum)
    this.#byteCount -= message.length
    return message
  }

  /** Forgets numbers below `seqNum`: a gap fill went past them. */
  dropBelow(seqNum: number): void {
    for (const key of [...this.#messages.keys()]) if (key < seqNum) this.take(key)
  }

  clear(): void {
    this.#messages.clear()
    this.#byteCount = 0
  }
}
