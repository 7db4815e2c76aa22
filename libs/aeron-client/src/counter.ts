import type { AtomicBuffer } from './memory/atomic-buffer.ts'
import { Position } from './status/position.ts'

/** A counter this client has added. Freed by the driver when it is closed or the client is gone; a static one stays. */
export class Counter {
  readonly registrationId: number
  readonly counterId: number
  readonly isStatic: boolean
  readonly #position: Position
  readonly #onClose: (counter: Counter) => void
  #closed = false

  constructor(
    values: AtomicBuffer,
    registrationId: number,
    counterId: number,
    isStatic: boolean,
    onClose: (counter: Counter) => void,
  ) {
    this.registrationId = registrationId
    this.counterId = counterId
    this.isStatic = isStatic
    this.#position = new Position(values, counterId)
    this.#onClose = onClose
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** As last written by this process. */
  get value(): number {
    return this.#closed ? 0 : this.#position.get()
  }

  /** Publishes a value; this process is the only writer. An integer of at most 53 bits. */
  set value(value: number) {
    if (!this.#closed) this.#position.setOrdered(value)
  }

  increment(): void {
    this.value = this.value + 1
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#onClose(this)
  }

  /** For the conductor. */
  markClosed(): void {
    this.#closed = true
  }
}
