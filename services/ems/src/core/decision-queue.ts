import { assert } from '@reflex/base'

/**
 * What the core decides by what is not in its journal (the time, heartbeats, market data) comes back to it as a message
 * that is journaled like any other input, and only then acts: so a replay decides the same, and every execution keeps
 * its number.
 *
 *     kind u8 @0 | order i32 @4 | value i32 @8        little endian
 */
export const DECISION = {
  /** A new life begins: nothing is known of the venues. */
  STARTED: 1,
  /** The gateway, or alpha, is silent. */
  SEVERED: 2,
  /** Both are heard again. */
  RESTORED: 3,
  /** Time to ask about, and cancel again, what is overdue. */
  RETRY: 4,
  /** The router chose instrument `value` (0: none) for `order`. */
  ROUTED: 5,
} as const

/** Stream id of decisions in the journal; beside the external streams of the service host. */
export const DECISION_STREAM = 5600
export const DECISION_LENGTH = 12
const CAPACITY = 4096

export class DecisionQueue {
  /** The decision taken last. */
  readonly view = new DataView(new ArrayBuffer(DECISION_LENGTH))
  readonly bytes = new Uint8Array(this.view.buffer)
  readonly #kinds = new Uint8Array(CAPACITY)
  readonly #orders = new Int32Array(CAPACITY)
  readonly #values = new Int32Array(CAPACITY)
  #head = 0
  #tail = 0

  get isEmpty(): boolean {
    return this.#head === this.#tail
  }

  push(kind: number, order: number, value: number): void {
    assert(this.#tail - this.#head < CAPACITY, 'decisions are delivered every turn')
    const slot = this.#tail++ % CAPACITY
    this.#kinds[slot] = kind
    this.#orders[slot] = order
    this.#values[slot] = value
  }

  /** Moves the oldest decision into `bytes`. @returns false when there is none. */
  take(): boolean {
    if (this.isEmpty) return false
    const slot = this.#head++ % CAPACITY
    this.view.setUint8(0, this.#kinds[slot]!)
    this.view.setInt32(4, this.#orders[slot]!, true)
    this.view.setInt32(8, this.#values[slot]!, true)
    return true
  }
}
