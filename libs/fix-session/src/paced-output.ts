import { FIX_OK, FixFramer } from '@reflex/fix'
import type { OutBatch } from './out-batch.ts'
import type { RateWindow } from './rate-window.ts'

/** How much of a batch of whole messages may leave now. */
export class PacedOutput {
  readonly #rate: RateWindow
  readonly #framer: FixFramer

  constructor(rate: RateWindow, messageLengthMax: number) {
    this.#rate = rate
    this.#framer = new FixFramer(messageLengthMax)
  }

  /** Counts the messages that have room. @returns their bytes. */
  take(batch: OutBatch, nowNs: number): number {
    let length = 0
    while (length < batch.used && this.#rate.hasRoom(nowNs)) {
      if (this.#framer.scan(batch.bytes, length, batch.used) !== FIX_OK) break
      length += this.#framer.messageLength
      this.#rate.note(nowNs)
    }
    return length
  }
}
