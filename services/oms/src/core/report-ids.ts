import { putInteger } from '@reflex/base'

const DASH = 45

/** Ids of position reports, `start-number`: unique over restarts, since the time of the start stands in front. */
export class ReportIds {
  /** The id made by the last `next`. */
  readonly bytes = new Uint8Array(40)
  length = 0
  /** Reports so far in this life. */
  count = 0
  #prefix = 0

  constructor() {
    this.beginLife(0)
  }

  beginLife(nowNs: number): void {
    this.#prefix = putInteger(this.bytes, 0, nowNs)
    this.bytes[this.#prefix++] = DASH
  }

  next(): void {
    this.count++
    this.length = this.#prefix + putInteger(this.bytes, this.#prefix, this.count)
  }
}
