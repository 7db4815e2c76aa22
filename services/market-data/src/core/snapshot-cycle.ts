/**
 * Publishes whole books, to a depth: for those who join late (each book in its turn, and at once after a recovery), or,
 * on a stream of its own, for those who cannot follow every change (`onlyChanged`: at most once an interval, what has
 * changed, and nothing of a book that is not known to be right but its state).
 */

import { ASK, BID, type L2Book } from '@reflex/book'
import { BookSnapshotEncoder, type Instruments, STREAM } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Cause } from './cause.ts'
import type { MarketBoard } from './market-board.ts'
import { putHead } from './message-head.ts'

/** Levels of one part, both sides together: about 6,500 bytes. */
const PART_LEVELS = 400
const LEVEL_LENGTH = 16
const PART_LENGTH = 8 + BookSnapshotEncoder.BLOCK_LENGTH + 2 * 4

export class SnapshotCycle {
  sent = 0
  readonly #instruments: Instruments
  readonly #board: MarketBoard
  readonly #cause: Cause
  readonly #depthMax: number
  readonly #intervalNs: number
  readonly #streamId: number
  readonly #onlyChanged: boolean
  /** By instrument: version and state published last. */
  readonly #sentSeqs: Float64Array
  readonly #sentStates: Int8Array
  readonly #message = new BookSnapshotEncoder()
  #dueNs = Number.NEGATIVE_INFINITY

  /** @param depthMax levels a side. @param intervalNs time in which every book is sent once. */
  constructor(options: {
    instruments: Instruments
    board: MarketBoard
    cause: Cause
    depthMax: number
    intervalNs: number
    streamId?: number
    onlyChanged?: boolean
  }) {
    this.#instruments = options.instruments
    this.#board = options.board
    this.#cause = options.cause
    this.#depthMax = options.depthMax
    this.#intervalNs = options.intervalNs
    this.#streamId = options.streamId ?? STREAM.MARKET_DATA_SNAPSHOT
    this.#onlyChanged = options.onlyChanged ?? false
    this.#sentSeqs = new Float64Array(options.instruments.count).fill(-1)
    this.#sentStates = new Int8Array(options.instruments.count).fill(-1)
  }

  /** @returns whether something was due. */
  onTimer(nowNs: number, out: Outbox): number {
    const isDue = nowNs >= this.#dueNs
    if (isDue) this.#dueNs = nowNs + this.#intervalNs
    if (this.#onlyChanged) return isDue ? this.#publishChanged(out) : 0
    const { wantsSnapshot } = this.#board
    let workCount = isDue ? 1 : 0
    for (let i = 0; i < wantsSnapshot.length; i++) {
      if (!isDue && wantsSnapshot[i] === 0) continue
      wantsSnapshot[i] = 0
      this.#publish(out, i)
      workCount++
    }
    return workCount
  }

  /** Everybody's books with the next turn: somebody has joined. */
  hasten(): void {
    this.#board.wantsSnapshot.fill(1)
  }

  #publishChanged(out: Outbox): number {
    const { writer } = this.#board
    let workCount = 1
    for (let i = 0; i < this.#sentSeqs.length; i++) {
      const state = this.#board.stateOf(i)
      if (this.#sentSeqs[i] === writer.rptSeqs[i] && this.#sentStates[i] === state) continue
      this.#sentSeqs[i] = writer.rptSeqs[i]!
      this.#sentStates[i] = state
      this.#publish(out, i)
      workCount++
    }
    return workCount
  }

  #publish(out: Outbox, instrument: number): void {
    const book = this.#board.books[instrument]!
    const depth = this.#onlyChanged && this.#board.isSynced[instrument] === 0 ? 0 : this.#depthMax
    const bids = Math.min(book.count(BID), depth)
    const asks = Math.min(book.count(ASK), depth)
    const partCount = Math.max(1, Math.ceil((bids + asks) / PART_LEVELS))
    for (let part = 0; part < partCount; part++) {
      const first = part * PART_LEVELS
      const end = Math.min(first + PART_LEVELS, bids + asks)
      this.#publishPart(out, instrument, part + 1, partCount, first, end, bids)
    }
  }

  /** Levels `first .. end` of bids and asks counted through. */
  #publishPart(
    out: Outbox,
    instrument: number,
    partNumber: number,
    partCount: number,
    first: number,
    end: number,
    bids: number,
  ): void {
    const board = this.#board
    const book = board.books[instrument]!
    const start = out.claim(this.#streamId, PART_LENGTH + (end - first) * LEVEL_LENGTH)
    const message = this.#message.wrapAndApplyHeader(out.view, start)
    const rptSeq = board.writer.rptSeqs[instrument]!
    const { ids, venueIds } = this.#instruments
    putHead(out, this.#streamId, message.offset(), this.#cause, ids[instrument]!, venueIds[instrument]!)
    message.rptSeq(rptSeq).lastRptSeq(rptSeq)
    message.state(board.stateOf(instrument)).partNumber(partNumber).partCount(partCount)
    const bidEnd = Math.max(first, Math.min(end, bids))
    this.#writeBids(book, first, bidEnd)
    this.#writeAsks(book, bidEnd - bids < 0 ? 0 : bidEnd - bids, end - bids < 0 ? 0 : end - bids)
    out.commit(start, message.limit())
    this.sent++
  }

  #writeBids(book: L2Book, first: number, end: number): void {
    const group = this.#message.bidsCount(end - first)
    for (let i = first; i < end; i++) group.next().priceTicks(book.priceAt(BID, i)).qtyLots(book.qtyAt(BID, i))
  }

  #writeAsks(book: L2Book, first: number, end: number): void {
    const group = this.#message.asksCount(end - first)
    for (let i = first; i < end; i++) group.next().priceTicks(book.priceAt(ASK, i)).qtyLots(book.qtyAt(ASK, i))
  }
}
