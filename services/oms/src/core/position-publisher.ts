/**
 * Says what the positions are: one PositionReport for a change (at once), for each mark that moved unrealised P&L
 * (every refresh interval), and for each row of an answer. Money is E8 in the settlement currency; what cannot be known
 * without a mark is left out, never shown as zero.
 */

import { AsciiTable, putInteger } from '@reflex/base'
import {
  type ExecutionReportDecoder,
  type Instruments,
  POS_AMT_TYPE,
  POS_REQ_RESULT,
  POS_REQ_TYPE,
  POS_TYPE,
  PositionReportEncoder,
  SETTL_PRICE_TYPE,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ExecutionBook } from './execution-book.ts'
import { doubled } from './growth.ts'
import type { Marks } from './marks.ts'
import { FIGURE, FIGURE_COUNT } from './position-ledger.ts'

const DASH = 45
const APPL_ID_POSITIONS = Uint8Array.from('POSN', (c) => c.charCodeAt(0))

export class PositionPublisher {
  published = 0
  readonly #book: ExecutionBook
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #businessDate: number
  readonly #currencies = new AsciiTable(32)
  readonly #settleCurrency: Int32Array
  readonly #encoder = new PositionReportEncoder()
  readonly #figures = new Float64Array(FIGURE_COUNT)
  readonly #reportId = new Uint8Array(40)
  #reportIdPrefix = 0
  /** By row: what was said last, so that a refresh says only what changed. */
  #saidUnrealised: Float64Array

  /** @param businessDate of the session, yyyymmdd. */
  constructor(book: ExecutionBook, instruments: Instruments, marks: Marks, businessDate: number) {
    this.#book = book
    this.#instruments = instruments
    this.#marks = marks
    this.#businessDate = businessDate
    this.#settleCurrency = Int32Array.from(instruments.all, (one) => this.#currencies.internString(one.settleCurrency))
    this.#saidUnrealised = new Float64Array(book.byAccount.owners.length)
    this.beginLife(0)
  }

  /** Report ids are unique over restarts: the time of the start stands in front. */
  beginLife(nowNs: number): void {
    this.#reportIdPrefix = putInteger(this.#reportId, 0, nowNs)
    this.#reportId[this.#reportIdPrefix++] = DASH
  }

  /** A change, with what caused it when one report did. */
  publishChange(row: number, nowNs: number, cause: ExecutionReportDecoder | undefined, out: Outbox): void {
    this.#begin(row, nowNs, out).unsolicitedIndicator(true).posReqType(POS_REQ_TYPE.NET_POSITION)
    if (cause !== undefined) this.#encoder.causeId(cause.causeId()).ingestTime(cause.ingestTime())
    this.#end(row)
  }

  /** One row of the answer to a request. */
  publishAnswer(row: number, nowNs: number, request: PositionAnswer, out: Outbox): void {
    this.#begin(row, nowNs, out)
      .posReqId(request.bytes, request.offset, request.length)
      .posReqType(POS_REQ_TYPE.POSITIONS)
      .totalNumPosReports(request.total)
      .posReqResult(POS_REQ_RESULT.VALID_REQUEST)
      .unsolicitedIndicator(false)
    if (request.isLast) this.#encoder.lastRptRequested(true)
    this.#end(row)
  }

  /** The answer when no position matches. */
  publishNone(nowNs: number, request: PositionAnswer, out: Outbox): void {
    const idLength = this.#nextReportId()
    this.#encoder
      .begin(out, STREAM.POSITIONS)
      .posMaintRptId(this.#reportId, 0, idLength)
      .clearingBusinessDate(this.#businessDate)
      .transactTime(nowNs)
      .posReqId(request.bytes, request.offset, request.length)
      .posReqType(POS_REQ_TYPE.POSITIONS)
      .totalNumPosReports(0)
      .posReqResult(POS_REQ_RESULT.NO_POSITIONS_FOUND_THAT_MATCH_CRITERIA)
      .unsolicitedIndicator(false)
      .lastRptRequested(true)
      .end()
  }

  /** Whether the mark has moved the unrealised P&L of a row since it was said last. */
  hasMoved(row: number): boolean {
    const book = this.#book.byAccount
    if (book.ledger.lots[row] === 0) return false
    book.ledger.measure(row, this.#marks.priceE8, book.instruments[row]!, this.#figures)
    const unrealised = this.#figures[FIGURE.UNREALISED]!
    return !Number.isNaN(unrealised) && unrealised !== this.#saidUnrealised[row]
  }

  #begin(row: number, nowNs: number, out: Outbox): PositionReportEncoder {
    const book = this.#book.byAccount
    const index = this.#instruments.indexOf(book.instruments[row]!)
    const idLength = this.#nextReportId()
    return this.#encoder
      .begin(out, STREAM.POSITIONS)
      .posMaintRptId(this.#reportId, 0, idLength)
      .clearingBusinessDate(this.#businessDate)
      .transactTime(nowNs)
      .accountFrom(this.#book.accounts, book.owners[row]!)
      .symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[index]!)
      .marketIdFrom(this.#instruments.texts, this.#instruments.venueTexts[index]!)
      .currencyFrom(this.#currencies, this.#settleCurrency[index]!)
  }

  #end(row: number): void {
    const { ledger, instruments } = this.#book.byAccount
    const index = this.#instruments.indexOf(instruments[row]!)
    const currency = this.#settleCurrency[index]!
    const figures = this.#figures
    ledger.measure(row, this.#marks.priceE8, instruments[row]!, figures)
    while (row >= this.#saidUnrealised.length) this.#saidUnrealised = doubled(this.#saidUnrealised)
    this.#saidUnrealised[row] = figures[FIGURE.UNREALISED]!
    this.#prices()
    this.#sequence(row)
    this.#quantities(row, index)
    const isMarked = !Number.isNaN(figures[FIGURE.TOTAL]!)
    this.#encoder.noPosAmt(isMarked ? 4 : 2)
    this.#amount(POS_AMT_TYPE.REALIZED, FIGURE.REALISED, currency)
    this.#amount(POS_AMT_TYPE.FEES, FIGURE.FEES, currency)
    if (isMarked) {
      this.#amount(POS_AMT_TYPE.UNREALIZED, FIGURE.UNREALISED, currency)
      this.#amount(POS_AMT_TYPE.TOTAL, FIGURE.TOTAL, currency)
    }
    this.#encoder.end()
  }

  // Short methods: V8 keeps numbers unboxed only in calls that it inlines, and it inlines so much for each method.

  #prices(): void {
    this.#encoder
      .settlPriceE8(this.#figures[FIGURE.MARK]!)
      .settlPriceType(SETTL_PRICE_TYPE.THEORETICAL)
      .avgEntryPxE8(this.#figures[FIGURE.AVERAGE_PRICE]!)
  }

  #sequence(row: number): void {
    this.#encoder
      .applId(APPL_ID_POSITIONS, 0, APPL_ID_POSITIONS.length)
      .applSeqNum(this.published)
      .lastExecSeqNum(this.#book.byAccount.lastSequence(row))
  }

  #quantities(row: number, index: number): void {
    const lots = this.#book.byAccount.ledger.lots[row]!
    const lotE8 = this.#instruments.lotE8s[index]!
    this.#encoder
      .noPositions(1)
      .posType(POS_TYPE.TOTAL, 0, POS_TYPE.TOTAL.length)
      .longQtyE8(lots > 0 ? lots * lotE8 : 0)
      .shortQtyE8(lots < 0 ? 0 - lots * lotE8 : 0)
  }

  #amount(type: Uint8Array, figure: number, currency: number): void {
    this.#encoder
      .posAmtType(type, 0, type.length)
      .posAmtE8(this.#figures[figure]!)
      .positionCurrencyFrom(this.#currencies, currency)
  }

  #nextReportId(): number {
    this.published++
    return this.#reportIdPrefix + putInteger(this.#reportId, this.#reportIdPrefix, this.published)
  }
}

/** What an answer repeats of its request. One object, filled for each row. */
export class PositionAnswer {
  bytes: Uint8Array = new Uint8Array(0)
  offset = 0
  length = 0
  total = 0
  isLast = false
}
