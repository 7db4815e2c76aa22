/**
 * LOBSTER folders: message files and book files. A message file with a book file of the same name is held against it
 * after every message; one without begins with the first row of another book file whose messages begin the same, and
 * is held against the states of a book file that has no messages.
 */

import { ASK, BID, type L2Book, type Side } from '@reflex/book'
import { STATUS_REASON_CHECKSUM } from '@reflex/schema'
import { MessageFrame } from '@reflex/service-host'
import { LobsterHandler } from '../core/feeds/lobster/lobster-handler.ts'
import { LobsterRow } from '../core/feeds/lobster/lobster-row.ts'
import { BlockReader } from './block-reader.ts'
import type { SetFormat } from './feed-set.ts'
import { LobsterStates } from './lobster-states.ts'
import type { SetBoard } from './set-board.ts'
import type { SetFile } from './set-file.ts'

const MESSAGE_LINE = /^\d{4,6}(\.\d+)?,[1-7],\d+,\d+,-?\d+,-?1\r?\n/
const BOOK_LINE = /^-?\d+,\d+,-?\d+,\d+(,-?\d+,\d+,-?\d+,\d+)*\r?\n/
const TYPE_NAMES = [
  '',
  'submissions',
  'cancellations',
  'deletions',
  'executions',
  'hiddenExecutions',
  'crosses',
  'halts',
]
const NO_LEVEL = 9_999_999_999
const PRICE_DECIMALS = 4
const LEVELS_DEFAULT = 10
const ROW_FIELDS_MAX = 800

export const LOBSTER_FORMAT: SetFormat = {
  name: 'lobster',
  about: 'LOBSTER message and orderbook files (Nasdaq)',
  select: (files) => {
    const messages = files.filter((file) => MESSAGE_LINE.test(file.headText))
    const books = files.filter((file) => BOOK_LINE.test(file.headText))
    return messages.map((file) => [
      file,
      ...[...books, ...messages].filter((other) => other !== file && seriesOf(other) === seriesOf(file)),
    ])
  },
  run: ([messages, ...others], board) => new LobsterRun(messages!, others, board).run(),
}

class LobsterRun {
  readonly #messages: SetFile
  readonly #board: SetBoard
  readonly #handler: LobsterHandler
  readonly #frame = new MessageFrame()
  readonly #row = new LobsterRow(ROW_FIELDS_MAX)
  readonly #book: L2Book
  readonly #pair: SetFile | undefined
  readonly #seed: SetFile | undefined
  readonly #lone: SetFile | undefined

  constructor(messages: SetFile, others: readonly SetFile[], board: SetBoard) {
    this.#messages = messages
    this.#board = board
    const books = others.filter((file) => BOOK_LINE.test(file.headText))
    const isOf = (file: SetFile) => (book: SetFile) => book.name === file.name.replace('_message', '_orderbook')
    this.#pair = books.find(isOf(messages))
    const alike = others.filter((file) => !books.includes(file) && firstLine(file) === firstLine(messages))
    this.#seed = this.#pair ?? books.find((book) => alike.some((file) => isOf(file)(book)))
    const withMessages = [messages, ...others.filter((file) => !books.includes(file))]
    this.#lone = books.find((book) => !withMessages.some((file) => isOf(file)(book)))
    const symbol = messages.name.split('_')[0] ?? ''
    const instrument = board.register({ venue: 'XNAS', symbol, priceDecimals: PRICE_DECIMALS, levelsCapacity: 64 })
    this.#book = board.books[instrument]!
    const levels = Number(/_message_(\d+)/.exec(messages.name)?.[1] ?? this.#seedLevels())
    this.#handler = new LobsterHandler({
      ...{ venueId: 0, instrument, listener: board, book: this.#book, levels, priceUnits: 1 },
      hasRows: this.#pair !== undefined,
    })
  }

  run(): void {
    const messages = new BlockReader(this.#messages)
    const rows = this.#seed === undefined ? undefined : new BlockReader(this.#seed)
    const states =
      this.#lone === undefined || this.#pair !== undefined ? undefined : new LobsterStates(this.#lone, this.#board)
    const entry = this.#board.entries[0]!
    while (messages.nextLine()) {
      this.#frame.set(0, 0, messages.bytes, messages.view, messages.offset, messages.lineLength)
      this.#board.nowNs = this.#handler.timeNs
      this.#handler.onFrame(this.#board.nowNs, this.#frame)
      this.#board.nowNs = this.#handler.timeNs
      if (rows !== undefined && (this.#pair !== undefined || entry.diffs === 0)) this.#onRow(rows)
      states?.onBook(this.#book, entry.isLive)
    }
    messages.close()
    rows?.close()
    states?.close()
    this.#report()
  }

  /** The row after the message in hand: the snapshot at first, then what the book has to be. */
  #onRow(rows: BlockReader): void {
    if (!rows.nextLine()) return
    const frame = this.#frame.set(0, 0, rows.bytes, rows.view, rows.offset, rows.lineLength)
    const entry = this.#board.entries[0]!
    if (entry.diffs === 0) {
      if (!this.#handler.onBookRow(frame)) throw rows.damaged('a row that is no book')
      return
    }
    if (!this.#row.read(frame.bytes, frame.offset, frame.length)) throw rows.damaged('a row that is no book')
    const isEqual = entry.isLive && this.#isEqual(BID) && this.#isEqual(ASK)
    this.#board.check(0, `${this.#row.count / 4} levels`, isEqual)
    if (isEqual) return
    this.#board.onStale(0, STATUS_REASON_CHECKSUM)
    this.#handler.onBookRow(frame)
  }

  /**
   * Whether a side is the row's. When a level went, the last one of the row comes from below, where nobody could know
   * it: it is taken over.
   */
  #isEqual(side: Side): boolean {
    const { values, count } = this.#row
    const levels = count / 4
    const offset = side === ASK ? 0 : 2
    for (let i = 0; i < levels; i++) {
      const price = values[i * 4 + offset]!
      const qty = values[i * 4 + offset + 1]!
      if (Math.abs(price) === NO_LEVEL) return this.#book.count(side) === i
      const isLearned = i === this.#book.count(side) && i === levels - 1
      if (isLearned) this.#board.onLevel(0, side, price, qty)
      if (this.#book.priceAt(side, i) !== price || this.#book.qtyAt(side, i) !== qty) return false
    }
    return true
  }

  #seedLevels(): number {
    return this.#seed === undefined ? LEVELS_DEFAULT : firstLine(this.#seed).split(',').length / 4
  }

  #report(): void {
    const { counts, events, hiddenVolume, garbled } = this.#handler
    const entry = this.#board.entries[0]!
    this.#board.events = events
    entry.events = events
    entry.gaps = this.#handler.gaps
    for (let type = 1; type < counts.length; type++) this.#board.counts[TYPE_NAMES[type]!] = counts[type]!
    this.#board.counts['garbled'] = garbled
    entry.details = { hiddenVolume, book: this.#seed?.name ?? null }
  }
}

function firstLine(file: SetFile): string {
  return file.headText.slice(0, file.headText.search(/\r?\n/))
}

/** Ticker and day: the parts of the name that the files of one day share. */
function seriesOf(file: SetFile): string {
  return file.name.split('_').slice(0, 2).join('_')
}
