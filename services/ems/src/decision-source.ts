import { type FrameHandler, type InputSource, MessageFrame } from '@reflex/service-host'
import { DECISION_LENGTH, DECISION_STREAM, type DecisionQueue } from './core/decision-queue.ts'

/** Gives the core's decisions back to it through the agent, which journals them. */
export class DecisionSource implements InputSource {
  readonly name = 'decisions'
  readonly #queue: DecisionQueue
  readonly #frame = new MessageFrame()

  constructor(queue: DecisionQueue) {
    this.#queue = queue
  }

  poll(_nowNs: number, handler: FrameHandler, limit: number): number {
    const queue = this.#queue
    let count = 0
    while (count < limit && queue.take()) {
      handler.onFrame(this.#frame.set(DECISION_STREAM, 0, queue.bytes, queue.view, 0, DECISION_LENGTH))
      count++
    }
    return count
  }

  close(): void {}
}
