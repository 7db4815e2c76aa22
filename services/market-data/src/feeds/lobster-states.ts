import { ASK, BID, type L2Book } from '@reflex/book'
import { STATUS_REASON_CHECKSUM } from '@reflex/schema'
import { LobsterRow } from '../core/feeds/lobster/lobster-row.ts'
import { BlockReader } from './block-reader.ts'
import type { SetBoard } from './set-board.ts'
import type { SetFile } from './set-file.ts'

const ROW_FIELDS_MAX = 800

/**
 * Holds a book against a book file without times: the sequences of their different states must be the same. The first
 * difference proves that the book no longer is the venue's: it is stale from there, and no longer compared.
 */
export class LobsterStates {
  readonly #rows: BlockReader
  readonly #board: SetBoard
  readonly #row = new LobsterRow(ROW_FIELDS_MAX)
  /** The state that the book had last. */
  readonly #last = new Float64Array(ROW_FIELDS_MAX).fill(Number.NaN)
  readonly #before = new Float64Array(ROW_FIELDS_MAX)
  #isFirst = true
  #isDone = false

  constructor(file: SetFile, board: SetBoard) {
    this.#rows = new BlockReader(file)
    this.#board = board
    this.#isDone = !this.#nextRow()
  }

  /** The book after a message. */
  onBook(book: L2Book, isLive: boolean): void {
    if (this.#isDone || !isLive || !this.#hasChanged(book)) return
    const { values, count } = this.#row
    if (!this.#hasNewRow()) return
    for (let i = 0; i < count; i++) if (values[i] !== this.#last[i]) return this.#onDifference()
    this.#board.check(0, `${count / 4 === 1 ? 'BBO' : `${count / 4} level`} states`, true)
  }

  close(): void {
    this.#rows.close()
  }

  #onDifference(): void {
    this.#isDone = true
    this.#board.onStale(0, STATUS_REASON_CHECKSUM)
    this.#board.counts['firstDifferenceNs'] = this.#board.nowNs
  }

  /** Notes the book's state. @returns whether it is another than before. */
  #hasChanged(book: L2Book): boolean {
    let hasChanged = false
    for (let i = 0; i < this.#row.count; i += 2) {
      const side = i % 4 === 0 ? ASK : BID
      const level = i >> 2
      const isThere = level < book.count(side)
      const price = isThere ? book.priceAt(side, level) : side === ASK ? 9_999_999_999 : -9_999_999_999
      const qty = isThere ? book.qtyAt(side, level) : 0
      if (this.#last[i] !== price || this.#last[i + 1] !== qty) hasChanged = true
      this.#last[i] = price
      this.#last[i + 1] = qty
    }
    return hasChanged
  }

  /** Goes to the next row of another state. @returns false at the end. */
  #hasNewRow(): boolean {
    const { values } = this.#row
    if (this.#isFirst) {
      this.#isFirst = false
      return true
    }
    this.#before.set(values)
    while (this.#nextRow()) {
      for (let i = 0; i < this.#row.count; i++) if (values[i] !== this.#before[i]) return true
    }
    this.#isDone = true
    return false
  }

  #nextRow(): boolean {
    return this.#rows.nextLine() && this.#row.read(this.#rows.bytes, this.#rows.offset, this.#rows.lineLength)
  }
}
