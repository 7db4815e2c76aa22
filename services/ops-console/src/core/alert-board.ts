/** Alerts for the operator (35=B) in a ring. The same line again and again is one row with a count. */

import type { FixFrame } from '@reflex/fix'
import { NewsDecoder, URGENCY } from '@reflex/schema'
import { TextColumn } from './text-column.ts'

const HEADLINE_WIDTH = 200
const SENDER_WIDTH = 24
const TAG_HEADLINE = 148
const TAG_SENDER_COMP_ID = 49

export class AlertBoard {
  readonly rows: number
  readonly headlines: TextColumn
  readonly senders: TextColumn
  readonly isFlash: Uint8Array
  /** How often in a row. */
  readonly repeats: Float64Array
  readonly timesNs: Float64Array
  count = 0
  flashes = 0
  version = 0
  readonly #news = new NewsDecoder()

  constructor(rows: number) {
    this.rows = rows
    this.headlines = new TextColumn(rows, HEADLINE_WIDTH)
    this.senders = new TextColumn(rows, SENDER_WIDTH)
    this.isFlash = new Uint8Array(rows)
    this.repeats = new Float64Array(rows)
    this.timesNs = new Float64Array(rows).fill(Number.NaN)
  }

  onNews(nowNs: number, frame: FixFrame): void {
    const isFlash = this.#news.wrap(frame).urgency() === URGENCY.FLASH
    if (isFlash) this.flashes++
    this.version++
    const known = this.headlines.findField(frame, TAG_HEADLINE)
    if (known >= 0 && known === (this.count - 1) % this.rows) {
      this.repeats[known]!++
      this.timesNs[known] = nowNs
      return
    }
    const row = this.count++ % this.rows
    this.headlines.setField(row, frame, TAG_HEADLINE)
    this.senders.setField(row, frame, TAG_SENDER_COMP_ID)
    this.isFlash[row] = isFlash ? 1 : 0
    this.repeats[row] = 1
    this.timesNs[row] = nowNs
  }
}
