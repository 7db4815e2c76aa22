import { LOG_ACTIVE_TERM_COUNT_OFFSET, type LogBuffers } from '@aeron/client/internal'

/**
 * Finds out that a writer of a shared log has died between claim and commit: the readers stand still though there is
 * more to read.
 */
export class BlockedPublisherCheck {
  readonly #log: LogBuffers
  readonly #timeoutNs: number
  #lastPosition: number
  #timeOfLastMoveNs: number

  /** @param timeoutNs how long no living writer can take to finish a message. */
  constructor(log: LogBuffers, timeoutNs: number, consumerPosition: number, nowNs: number) {
    this.#log = log
    this.#timeoutNs = timeoutNs
    this.#lastPosition = consumerPosition
    this.#timeOfLastMoveNs = nowNs
  }

  /** On the timer tick. @returns whether the consumers have stood still for too long. */
  isBlocked(producer: number, consumer: number, nowNs: number): boolean {
    const termCount = Math.floor(consumer / this.#log.termLength)
    const activeTermCount = this.#log.metadata.getIntVolatile(LOG_ACTIVE_TERM_COUNT_OFFSET)
    const isPossiblyBlocked = producer > consumer || activeTermCount !== termCount
    if (consumer !== this.#lastPosition || !isPossiblyBlocked) {
      this.#timeOfLastMoveNs = nowNs
      this.#lastPosition = consumer
      return false
    }
    return nowNs - this.#timeOfLastMoveNs > this.#timeoutNs
  }
}
