/**
 * Requests for positions (AN), answered in order and only while the book is complete: half a book would be taken for
 * the whole. A request is kept as it came until then. Answers are written in portions, so that a large book never fills
 * the outbox.
 */

import type { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { type Instruments, RequestForPositionsDecoder } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ExecutionBook } from './execution-book.ts'
import { PositionAnswer, type PositionPublisher } from './position-publisher.ts'

const REQUESTS_MAX = 64
const LENGTH_MAX = 1024
const ANY = -1

export class PositionRequests {
  /** Requests that were dropped because too many waited; the asker asks again. */
  dropped = 0
  answered = 0
  readonly #book: ExecutionBook
  readonly #instruments: Instruments
  readonly #publishers: readonly PositionPublisher[]
  readonly #arena = new Uint8Array(REQUESTS_MAX * LENGTH_MAX)
  readonly #lengths = new Int32Array(REQUESTS_MAX)
  readonly #request = new RequestForPositionsDecoder()
  readonly #frame: FixFrame
  readonly #answer = new PositionAnswer()
  #head = 0
  #size = 0
  /** Where the answer in hand stands: publisher and row; reports still to write. */
  #kind = 0
  #row = -1
  #left = 0
  #account = ANY

  /** @param publishers of accounts, and of strategies when those are told. */
  constructor(
    book: ExecutionBook,
    instruments: Instruments,
    publishers: readonly PositionPublisher[],
    sessionTime: SessionTime,
  ) {
    this.#book = book
    this.#instruments = instruments
    this.#publishers = publishers
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
    for (let kind = 0; kind < this.#publishers.length && !isUnknownAccount; kind++) {
      const { size } = this.#publishers[kind]!.positions
      for (let row = 0; row < size; row++) if (this.#matches(kind, row)) answer.total++
    }
    this.#left = answer.total
    this.#kind = 0
    this.#row = 0
    if (answer.total > 0) return 0
    this.#publishers[0]!.publishNone(nowNs, answer, out)
    this.#done()
    return 1
  }

  #next(nowNs: number, out: Outbox): number {
    const publisher = this.#publishers[this.#kind]!
    if (this.#row === publisher.positions.size) {
      this.#kind++
      this.#row = 0
      return 0
    }
    const row = this.#row++
    if (!this.#matches(this.#kind, row)) return 0
    this.#left--
    this.#answer.isLast = this.#left === 0
    publisher.publishAnswer(row, nowNs, this.#answer, out)
    if (this.#left === 0) this.#done()
    return 1
  }

  #done(): void {
    this.#head = (this.#head + 1) % REQUESTS_MAX
    this.#size--
    this.#row = -1
    this.answered++
  }

  #matches(kind: number, row: number): boolean {
    const publisher = this.#publishers[kind]!
    if (this.#account !== ANY && publisher.accountOf(row) !== this.#account) return false
    const request = this.#request
    if (request.symbolLength === 0 && request.marketIdLength === 0) return true
    return this.#matchesInstrument(this.#instruments.indexOf(publisher.positions.instruments[row]!))
  }

  #matchesInstrument(index: number): boolean {
    const request = this.#request
    const { texts, symbolTexts, venueTexts } = this.#instruments
    if (index < 0) return false
    if (request.symbolLength > 0 && request.symbolFind(texts) !== symbolTexts[index]) return false
    return request.marketIdLength === 0 || request.marketIdFind(texts) === venueTexts[index]
  }
}
