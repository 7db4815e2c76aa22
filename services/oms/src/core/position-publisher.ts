/**
 * Says what the positions are: one PositionReport for a change (at once), for each mark that moved unrealised P&L
 * (every refresh interval), and for each row of an answer. Money is E8 in the settlement currency; what cannot be known
 * without a mark is left out, never shown as zero.
 */

import { AsciiTable } from '@reflex/base'
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
import type { PositionBook } from './position-book.ts'
import { FIGURE, FIGURE_COUNT } from './position-ledger.ts'
import type { ReportIds } from './report-ids.ts'

const NAME_LENGTH_MAX = 1024
const APPL_ID_POSITIONS = Uint8Array.from('POSN', (c) => c.charCodeAt(0))

/** Amounts in the order they are told; one that is not known is left out. */
const AMOUNTS = Int32Array.of(FIGURE.REALISED, FIGURE.FEES, FIGURE.UNREALISED, FIGURE.TOTAL)
const AMOUNT_TYPES = [POS_AMT_TYPE.REALIZED, POS_AMT_TYPE.FEES, POS_AMT_TYPE.UNREALIZED, POS_AMT_TYPE.TOTAL]

export interface PositionPublisherOptions {
  readonly book: ExecutionBook
  /** book.byAccount, or book.byStrategy: then each report names the strategy. */
  readonly positions: PositionBook
  readonly instruments: Instruments
  readonly marks: Marks
  /** Of the session, yyyymmdd. */
  readonly businessDate: number
  readonly ids: ReportIds
}

export class PositionPublisher {
  readonly positions: PositionBook
  readonly #book: ExecutionBook
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #businessDate: number
  readonly #ids: ReportIds
  readonly #currencies = new AsciiTable(32)
  readonly #settleCurrency: Int32Array
  readonly #encoder = new PositionReportEncoder()
  readonly #figures = new Float64Array(FIGURE_COUNT)
  readonly #name = new Uint8Array(NAME_LENGTH_MAX)
  /** By row: what was said last, so that a refresh says only what changed. */
  #saidUnrealised: Float64Array

  constructor(options: PositionPublisherOptions) {
    const { instruments } = options
    this.positions = options.positions
    this.#book = options.book
    this.#instruments = instruments
    this.#marks = options.marks
    this.#businessDate = options.businessDate
    this.#ids = options.ids
    this.#settleCurrency = Int32Array.from(instruments.all, (one) => this.#currencies.internString(one.settleCurrency))
    this.#saidUnrealised = new Float64Array(options.positions.owners.length)
  }

  get #isOfStrategy(): boolean {
    return this.positions === this.#book.byStrategy
  }

  /** The account of a row. */
  accountOf(row: number): number {
    const owner = this.positions.owners[row]!
    return this.#isOfStrategy ? this.#book.accountOfStrategy[owner]! : owner
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
    this.#ids.next()
    this.#encoder
      .begin(out, STREAM.POSITIONS)
      .posMaintRptId(this.#ids.bytes, 0, this.#ids.length)
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
    const { ledger, instruments } = this.positions
    if (ledger.lots[row] === 0) return false
    ledger.measure(row, this.#marks.priceE8, instruments[row]!, this.#figures)
    const unrealised = this.#figures[FIGURE.UNREALISED]!
    return !Number.isNaN(unrealised) && unrealised !== this.#saidUnrealised[row]
  }

  #begin(row: number, nowNs: number, out: Outbox): PositionReportEncoder {
    const index = this.#instruments.indexOf(this.positions.instruments[row]!)
    const account = this.accountOf(row)
    this.#ids.next()
    this.#encoder
      .begin(out, STREAM.POSITIONS)
      .posMaintRptId(this.#ids.bytes, 0, this.#ids.length)
      .clearingBusinessDate(this.#businessDate)
      .transactTime(nowNs)
      .accountFrom(this.#book.accounts, account)
    if (this.#isOfStrategy) this.#strategy(row, this.#book.accounts.lengthOf(account) + 1)
    return this.#encoder
      .symbolFrom(this.#instruments.texts, this.#instruments.symbolTexts[index]!)
      .marketIdFrom(this.#instruments.texts, this.#instruments.venueTexts[index]!)
      .currencyFrom(this.#currencies, this.#settleCurrency[index]!)
  }

  /** The name of the owner is `account|strategy`. */
  #strategy(row: number, offset: number): void {
    const length = this.#book.strategies.copyTo(this.positions.owners[row]!, this.#name, 0)
    this.#encoder.strategyId(this.#name, offset, length - offset)
  }

  #end(row: number): void {
    const { ledger, instruments } = this.positions
    const index = this.#instruments.indexOf(instruments[row]!)
    const currency = this.#settleCurrency[index]!
    const figures = this.#figures
    ledger.measure(row, this.#marks.priceE8, instruments[row]!, figures)
    while (row >= this.#saidUnrealised.length) this.#saidUnrealised = doubled(this.#saidUnrealised)
    this.#saidUnrealised[row] = figures[FIGURE.UNREALISED]!
    this.#prices()
    this.#sequence(row)
    this.#quantities(row, index)
    this.#amounts(currency)
    this.#encoder.end()
  }

  #amounts(currency: number): void {
    let count = 0
    for (let i = 0; i < AMOUNTS.length; i++) if (!Number.isNaN(this.#figures[AMOUNTS[i]!]!)) count++
    this.#encoder.noPosAmt(count)
    for (let i = 0; i < AMOUNTS.length; i++) {
      if (!Number.isNaN(this.#figures[AMOUNTS[i]!]!)) this.#amount(AMOUNT_TYPES[i]!, AMOUNTS[i]!, currency)
    }
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
      .applSeqNum(this.#ids.count)
      .lastExecSeqNum(this.positions.lastSequence(row))
  }

  #quantities(row: number, index: number): void {
    const lots = this.positions.ledger.lots[row]!
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
}

/** What an answer repeats of its request. One object, filled for each row. */
export class PositionAnswer {
  bytes: Uint8Array = new Uint8Array(0)
  offset = 0
  length = 0
  total = 0
  isLast = false
}
