/**
 * Requests for positions (AN), answered in order and only while the book is complete: half a book would be taken for
 * the whole. A request is kept as it came until then. Answers are written in portions, so that a large book never fills
 * the outbox.
 */

import type { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { type Instruments, NO_INSTRUMENT, RequestForPositionsDecoder } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ExecutionBook } from './execution-book.ts'
import type { PositionBook } from './position-book.ts'
import { PositionAnswer, type PositionPublisher } from './position-publisher.ts'

const REQUESTS_MAX = 64
const LENGTH_MAX = 1024
const ANY = -1

export class PositionRequests {
  /** Requests that were dropped because too many waited; the asker asks again. */
  dropped = 0
  answered = 0
  readonly #book: ExecutionBook
  readonly #positions: PositionBook
  readonly #instruments: Instruments
  readonly #publisher: PositionPublisher
  readonly #arena = new Uint8Array(REQUESTS_MAX * LENGTH_MAX)
  readonly #lengths = new Int32Array(REQUESTS_MAX)
  readonly #request = new RequestForPositionsDecoder()
  readonly #frame: FixFrame
  readonly #answer = new PositionAnswer()
  #head = 0
  #size = 0
  #row = -1
  #last = -1
  #account = ANY

  constructor(book: ExecutionBook, instruments: Instruments, publisher: PositionPublisher, sessionTime: SessionTime) {
    this.#book = book
    this.#positions = book.byAccount
    this.#instruments = instruments
    this.#publisher = publisher
    this.#frame = new FixFrame(sessionTime, 64)
  }

  get waiting(): number {
    return this.#size
  }

  add(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#size === REQUESTS_MAX || length > LENGTH_MAX) {
      this.dropped++
      return
    }
    const slot = (this.#head + this.#size++) % REQUESTS_MAX
    this.#arena.set(bytes.subarray(offset, offset + length), slot * LENGTH_MAX)
    this.#lengths[slot] = length
  }

  /** Writes answers while there is room. Only when the book is complete. @returns messages written. */
  answer(nowNs: number, out: Outbox): number {
    let written = 0
    while (this.#size > 0 && !out.isCrowded) {
      if (this.#row < 0) written += this.#begin(nowNs, out)
      else written += this.#next(nowNs, out)
    }
    return written
  }

  /** Starts the answer to the oldest request: counts what matches. */
  #begin(nowNs: number, out: Outbox): number {
    this.#frame.wrap(this.#arena, this.#head * LENGTH_MAX, this.#lengths[this.#head]!)
    const request = this.#request.wrap(this.#frame)
    const answer = this.#answer
    answer.bytes = this.#arena
    answer.offset = request.posReqIdOffset
    answer.length = request.posReqIdLength
    answer.total = 0
    this.#account = request.accountLength > 0 ? request.accountFind(this.#book.accounts) : ANY
    const isUnknownAccount = request.accountLength > 0 && this.#account < 0
    this.#last = -1
    for (let row = 0; row < this.#positions.size && !isUnknownAccount; row++) {
      if (!this.#matches(row)) continue
      answer.total++
      this.#last = row
    }
    this.#row = 0
    if (answer.total > 0) return 0
    this.#publisher.publishNone(nowNs, answer, out)
    this.#done()
    return 1
  }

  #next(nowNs: number, out: Outbox): number {
    const row = this.#row++
    if (!this.#matches(row)) return 0
    this.#answer.isLast = row === this.#last
    this.#publisher.publishAnswer(row, nowNs, this.#answer, out)
    if (row === this.#last) this.#done()
    return 1
  }

  #done(): void {
    this.#head = (this.#head + 1) % REQUESTS_MAX
    this.#size--
    this.#row = -1
    this.answered++
  }

  #matches(row: number): boolean {
    const positions = this.#positions
    if (this.#account !== ANY && positions.owners[row] !== this.#account) return false
    const request = this.#request
    if (request.symbolLength === 0 && request.marketIdLength === 0) return true
    const index = this.#instruments.indexOf(positions.instruments[row]!)
    return this.#matchesInstrument(index)
  }

  #matchesInstrument(index: number): boolean {
    const request = this.#request
    const { texts, symbolTexts, venueTexts } = this.#instruments
    if (index < NO_INSTRUMENT) return false
    if (request.symbolLength > 0 && request.symbolFind(texts) !== symbolTexts[index]) return false
    return request.marketIdLength === 0 || request.marketIdFind(texts) === venueTexts[index]
  }
}
