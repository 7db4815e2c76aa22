/** Writes the first levels of the books as CSV, a row after each event that changed them. */

import { closeSync, openSync, writeSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import { ASK, BID, type Side } from '@reflex/book'
import type { SetBoard, SetEntry } from './set-board.ts'

const FLUSH_LENGTH = 1024 * 1024

export class BookCsv {
  readonly #file: number
  readonly #depth: number
  #pending: string[] = []
  #pendingLength = 0
  #lasts = new Map<SetEntry, string>()

  /** @param depth levels a side. @throws ReflexError REFLEX_USAGE when the file cannot be written. */
  constructor(path: string, depth: number) {
    this.#depth = depth
    try {
      this.#file = openSync(path, 'w')
    } catch (error) {
      throw new ReflexError('REFLEX_USAGE', `cannot write ${path}`, { cause: error })
    }
    const levels = Array.from({ length: depth }, (_, i) =>
      ['bid_px', 'bid_sz', 'bid_ct', 'ask_px', 'ask_sz', 'ask_ct'].map(
        (name) => `${name}_${String(i).padStart(2, '0')}`,
      ),
    )
    this.#write(['ns', 'venue', 'symbol', 'event', ...levels.flat()].join(','))
  }

  /** Writes what happens on a board from here. */
  attach(board: SetBoard): void {
    const before = board.onEvent
    board.onEvent = (instrument, entry, nowNs) => {
      before?.(instrument, entry, nowNs)
      const levels = this.#levels(entry)
      if (this.#lasts.get(entry) === levels) return
      this.#lasts.set(entry, levels)
      this.#write(`${nowNs},${entry.instrument.venue},${entry.instrument.symbol},${entry.diffs},${levels}`)
    }
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #levels(entry: SetEntry): string {
    const fields: (number | string)[] = []
    for (let i = 0; i < this.#depth; i++) {
      this.#addLevel(fields, entry, BID, i)
      this.#addLevel(fields, entry, ASK, i)
    }
    return fields.join(',')
  }

  /** Empty fields where there is no level, or no orders are told. */
  #addLevel(fields: (number | string)[], entry: SetEntry, side: Side, index: number): void {
    const { book, orderCounts } = entry
    if (index >= book.count(side)) fields.push('', '', '')
    else
      fields.push(
        entry.priceOf(book.priceAt(side, index)),
        entry.qtyOf(book.qtyAt(side, index)),
        orderCounts === undefined ? '' : orderCounts(side, index),
      )
  }

  #write(row: string): void {
    this.#pending.push(row)
    this.#pendingLength += row.length
    if (this.#pendingLength >= FLUSH_LENGTH) this.#flush()
  }

  #flush(): void {
    if (this.#pending.length > 0) writeSync(this.#file, `${this.#pending.join('\n')}\n`)
    this.#pending = []
    this.#pendingLength = 0
  }
}
