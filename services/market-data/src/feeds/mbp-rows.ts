import { ASK, BID, type Side } from '@reflex/book'
import type { DbnMboHandler } from '../core/feeds/dbn/dbn-mbo-handler.ts'
import { BlockReader } from './block-reader.ts'
import { DBN_PRICE_DECIMALS } from './dbn-set.ts'
import type { SetBoard } from './set-board.ts'
import type { SetFile } from './set-file.ts'

const LEVELS_MAX = 100

/**
 * Rows of a Databento mbp-N CSV, held against the books of an order feed: a row must be the first N levels (price,
 * size, orders, both sides) after one of the records with its sequence number, and rows of one number come in the order
 * of the records.
 */
export class MbpRows {
  readonly #reader: BlockReader
  readonly #board: SetBoard
  readonly #handler: DbnMboHandler
  readonly #columns: readonly string[]
  readonly #levels: number
  /** The row that comes next. */
  #row: readonly string[] | undefined
  #sequence = Number.NaN
  /** The books after the records of the sequence in hand. */
  #states: string[] = []

  constructor(file: SetFile, board: SetBoard, handler: DbnMboHandler) {
    this.#reader = new BlockReader(file)
    this.#board = board
    this.#handler = handler
    this.#columns = this.#nextLine() ?? []
    const last = Array.from({ length: LEVELS_MAX }, (_, i) => i).filter((i) =>
      this.#columns.includes(column('bid', 'px', i)),
    )
    this.#levels = last.length
    this.#row = this.#nextLine()
  }

  /** After a record of a sequence number. */
  onRecord(sequence: number, instrument: number): void {
    if (sequence !== this.#sequence) this.#judge()
    this.#sequence = sequence
    this.#states.push(this.#stateOf(instrument))
  }

  /** After the last record. */
  finish(): void {
    this.#judge()
    while (this.#row !== undefined) this.#onRow(false)
    this.#reader.close()
  }

  /** Holds the rows of the sequence number in hand against its states. */
  #judge(): void {
    let from = 0
    while (this.#row !== undefined && this.#sequenceOfRow() <= this.#sequence) {
      const wanted = this.#textOfRow(this.#row)
      const isCurrent = this.#sequenceOfRow() === this.#sequence
      const at = isCurrent ? this.#states.indexOf(wanted, from) : -1
      if (at >= 0) from = at
      this.#onRow(at >= 0)
    }
    this.#states = []
  }

  #onRow(isEqual: boolean): void {
    this.#board.check(0, `mbp-${this.#levels}`, isEqual)
    this.#row = this.#nextLine()
  }

  #sequenceOfRow(): number {
    return Number(this.#row![this.#columns.indexOf('sequence')])
  }

  #textOfRow(row: readonly string[]): string {
    const cell = (name: string): string => row[this.#columns.indexOf(name)]!
    const text: string[] = []
    for (let i = 0; i < this.#levels; i++)
      for (const side of ['bid', 'ask']) {
        const price = cell(column(side, 'px', i))
        const size = Number(cell(column(side, 'sz', i)))
        const count = Number(cell(column(side, 'ct', i)))
        text.push(price === '' ? '-' : `${priceOf(price)} ${size} ${count}`)
      }
    return text.join()
  }

  #stateOf(instrument: number): string {
    const text: string[] = []
    for (let i = 0; i < this.#levels; i++)
      for (const side of [BID, ASK] as const) text.push(this.#levelOf(instrument, side, i))
    return text.join()
  }

  #levelOf(instrument: number, side: Side, index: number): string {
    const book = this.#handler.books[instrument]?.book
    if (book === undefined || index >= book.count(side)) return '-'
    const price = book.priceAt(side, index) / 10 ** DBN_PRICE_DECIMALS
    return `${price} ${book.qtyAt(side, index)} ${book.orderCountAt(side, index)}`
  }

  #nextLine(): string[] | undefined {
    const reader = this.#reader
    if (!reader.nextLine() || reader.lineLength === 0) return undefined
    return Buffer.from(reader.bytes.buffer, reader.offset, reader.lineLength).toString('latin1').split(',')
  }
}

/** Decimal text, or an integer of 1e-9. */
function priceOf(text: string): number {
  const price = Number(text)
  return !text.includes('.') && text.length > 9 ? price / 10 ** DBN_PRICE_DECIMALS : price
}

function column(side: string, what: string, level: number): string {
  return `${side}_${what}_${String(level).padStart(2, '0')}`
}
