import type { ManyToOneRingBuffer } from '@aeron/client/internal'
import { SYSTEM_COUNTER, type SystemCounters } from './system-counters.ts'

/** A client that died between claim and commit of a command blocks all others: this frees them. */
export class BlockedCommandCheck {
  readonly #ring: ManyToOneRingBuffer
  readonly #systemCounters: SystemCounters
  readonly #timeoutNs: number
  #lastPosition = 0
  #timeOfLastMoveNs: number

  /** @param timeoutNs how long no living client can take to write a command. */
  constructor(ring: ManyToOneRingBuffer, systemCounters: SystemCounters, timeoutNs: number, nowNs: number) {
    this.#ring = ring
    this.#systemCounters = systemCounters
    this.#timeoutNs = timeoutNs
    this.#timeOfLastMoveNs = nowNs
  }

  /** On the timer tick. */
  check(nowNs: number): void {
    const position = this.#ring.consumerPosition
    if (position !== this.#lastPosition || this.#ring.producerPosition <= position) {
      this.#lastPosition = position
      this.#timeOfLastMoveNs = nowNs
      return
    }
    if (nowNs - this.#timeOfLastMoveNs <= this.#timeoutNs) return
    if (this.#ring.unblock()) this.#systemCounters.add(SYSTEM_COUNTER.UNBLOCKED_COMMANDS)
  }
}
