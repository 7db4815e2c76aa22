import type { AtomicBuffer } from '../memory/atomic-buffer.ts'
import { COUNTER_LENGTH } from './counter-descriptor.ts'

/** The value of one counter. One writer; any number of readers. */
export class Position {
  readonly counterId: number
  readonly #values: AtomicBuffer
  readonly #offset: number
  readonly #ints: Int32Array
  readonly #index: number

  /** @param values the counter values buffer. */
  constructor(values: AtomicBuffer, counterId: number) {
    this.counterId = counterId
    this.#values = values
    this.#offset = counterId * COUNTER_LENGTH
    this.#ints = values.ints
    this.#index = this.#offset >> 2
  }

  /** Plain read: for the writer itself. */
  get(): number {
    return this.#values.getLong(this.#offset)
  }

  getVolatile(): number {
    return this.#values.getLongVolatile(this.#offset)
  }

  /** The low 32 bits: enough to compare with a position that is less than 2^31 away. Cheapest; for the hot path. */
  getLowVolatile(): number {
    return Atomics.load(this.#ints, this.#index)
  }

  /** As getLowVolatile, but may be a little old: for a first look, to be repeated before it is acted on. */
  getLowPlain(): number {
    return this.#ints[this.#index]!
  }

  setOrdered(value: number): void {
    this.#values.putLongOrdered(this.#offset, value)
  }

  /** Publishes a value of which only the low 32 bits differ from the one before. Cheapest; for the hot path. */
  setLowOrdered(low: number): void {
    this.#ints[this.#index] = low
  }

  /** @returns whether the value moved. */
  proposeMaxOrdered(value: number): boolean {
    if (this.get() >= value) return false
    this.setOrdered(value)
    return true
  }
}
