import { type AtomicBuffer, FRAME_ALIGNMENT } from '@aeron/client/internal'
import type { FeedbackDelay } from './feedback-delay.ts'

/** Told of a gap when it is time to do something about it. */
export interface GapHandler {
  onGap(termId: number, termOffset: number, length: number): void
}

/** Looks for the first hole in what has arrived, and reports it after a delay, again and again until it is filled. */
export class LossDetector {
  /** Whether the last scan found a gap that was not known before. */
  hasNewLoss = false
  readonly #delay: FeedbackDelay
  readonly #handler: GapHandler
  #termId = 0
  #termOffset = -1
  #length = 0
  #expiryNs = 0

  constructor(delay: FeedbackDelay, handler: GapHandler) {
    this.#delay = delay
    this.#handler = handler
  }

  /**
   * @param offset up to which all has arrived. @param limit up to which something has. @returns the offset up to which
   * all has arrived now.
   */
  scan(term: AtomicBuffer, termId: number, offset: number, limit: number, nowNs: number): number {
    this.hasNewLoss = false
    const ints = term.ints
    let next = offset
    while (next < limit) {
      const frameLength = Atomics.load(ints, next >> 2)
      if (frameLength <= 0) break
      next += (frameLength + FRAME_ALIGNMENT - 1) & ~(FRAME_ALIGNMENT - 1)
    }
    if (next >= limit) {
      this.#termOffset = -1
      return next
    }
    let end = next + FRAME_ALIGNMENT
    while (end < limit && Atomics.load(ints, end >> 2) === 0) end += FRAME_ALIGNMENT
    this.#onGap(termId, next, end - next, nowNs)
    return next
  }

  #onGap(termId: number, termOffset: number, length: number, nowNs: number): void {
    if (termId !== this.#termId || termOffset !== this.#termOffset || length !== this.#length) {
      this.#termId = termId
      this.#termOffset = termOffset
      this.#length = length
      this.#expiryNs = nowNs + this.#delay.firstDelayNs()
      this.hasNewLoss = true
    }
    if (nowNs < this.#expiryNs) return
    this.#handler.onGap(termId, termOffset, length)
    this.#expiryNs = nowNs + this.#delay.retryDelayNs()
  }
}
