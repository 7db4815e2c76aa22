/**
 * Turns an ExecutionReport of the bus into an ExecutionInput: interned ids, lots, E8. The only place that knows the
 * message.
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  APPL_ID_EXECUTIONS,
  EXEC_TYPE,
  ExecutionReportDecoder,
  type Instruments,
  NO_INSTRUMENT,
  SIDE,
} from '@reflex/schema'
import type { ExecutionBook } from './execution-book.ts'
import type { ExecutionInput } from './execution-input.ts'

const APPL_ID = 1180
const SEPARATOR = 124 // '|'
/** In front of the ExecIDs of the gateway's refusals, which have no venue. */
const GATEWAY = 126 // '~'
const KEY_LENGTH_MAX = 512
const NO_ROW = -1

export class ExecutionReader {
  readonly report = new ExecutionReportDecoder()
  readonly #book: ExecutionBook
  readonly #instruments: Instruments
  readonly #currencies = new AsciiTable(32)
  /** By instrument id: its settlement currency. */
  readonly #settleCurrency: Int32Array
  readonly #key = new Uint8Array(KEY_LENGTH_MAX)
  readonly #quantity = new Float64Array(1)

  constructor(book: ExecutionBook, instruments: Instruments) {
    this.#book = book
    this.#instruments = instruments
    const idMax = instruments.ids[instruments.count - 1] ?? 0
    this.#settleCurrency = new Int32Array(idMax + 1).fill(NOT_FOUND)
    for (const instrument of instruments.all) {
      this.#settleCurrency[instrument.id] = this.#currencies.internString(instrument.settleCurrency)
    }
  }

  /**
   * @param isFromVenue false: a refusal of the gateway. @returns false when a field is missing that every report has.
   */
  read(frame: FixFrame, isFromVenue: boolean, input: ExecutionInput): boolean {
    const report = this.report.wrap(frame)
    input.execType = normalised(report.execType())
    input.status = report.ordStatus()
    input.sequence = isFromVenue ? this.sequenceOf(frame) : 0
    input.execId = this.#execRow(report.execIdOffset, report.execIdLength, isFromVenue)
    input.refExecId = this.#execRow(report.execRefIdOffset, report.execRefIdLength, isFromVenue)
    if (input.execType === 0 || input.execId < 0 || report.clOrdIdLength === 0) return false
    this.#readOrder(input)
    this.#readOwner(input)
    this.#readInstrument(input)
    return true
  }

  /** ApplSeqNum when the report is numbered by the execution journal, else 0. */
  sequenceOf(frame: FixFrame): number {
    if (!frame.equals(APPL_ID, APPL_ID_EXECUTIONS)) return 0
    const sequence = this.report.wrap(frame).applSeqNum()
    return sequence > 0 && sequence < 2 ** 31 ? sequence : 0
  }

  #readOrder(input: ExecutionInput): void {
    const report = this.report
    const orders = this.#book.orders
    input.originalOrder = NO_ROW
    if (report.origClOrdIdLength > 0) {
      input.originalOrder = orders.rowOf(report.bytes, report.origClOrdIdOffset, report.origClOrdIdLength)
    }
    // A cancel request has an id of its own but is no order: its reports are about the order that it names.
    const isCancel = input.execType === EXEC_TYPE.CANCELED || input.execType === EXEC_TYPE.PENDING_CANCEL
    const known = orders.clOrdIds.find(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    const isRequestId = known === NOT_FOUND || orders.status[known] === 0
    if (isCancel && isRequestId && input.originalOrder >= 0) input.order = input.originalOrder
    else input.order = orders.rowOf(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    const side = report.side()
    input.side = side === SIDE.BUY ? 1 : side === SIDE.SELL || side === SIDE.SELL_SHORT ? -1 : 0
  }

  #readOwner(input: ExecutionInput): void {
    const report = this.report
    const book = this.#book
    input.account = report.accountIntern(book.accounts)
    if (input.account < 0) {
      input.strategy = NO_ROW
      return
    }
    let length = this.#put(0, report.accountOffset, report.accountLength)
    this.#key[length++] = SEPARATOR
    if (report.strategyIdLength > 0) length = this.#put(length, report.strategyIdOffset, report.strategyIdLength)
    input.strategy = book.strategyRow(this.#key, 0, length, input.account)
  }

  #readInstrument(input: ExecutionInput): void {
    const report = this.report
    const bytes = report.bytes
    input.instrument = this.#instruments.find(
      bytes,
      report.symbolOffset,
      report.symbolLength,
      bytes,
      report.marketIdOffset,
      report.marketIdLength,
    )
    input.feeE8 = Number.NaN
    input.hasForeignFee = false
    if (input.instrument === NO_INSTRUMENT) {
      input.clearQuantities()
      return
    }
    const index = this.#instruments.indexOf(input.instrument)
    this.#readFill(input, index)
    this.#readOrderQuantity(input, index)
    this.#readCum(input, index)
    this.#readLeaves(input, index)
    this.#readFees(input)
  }

  // Short methods: V8 keeps numbers unboxed only in calls that it inlines, and it inlines so much for each method.

  #readFill(input: ExecutionInput, index: number): void {
    input.lastPriceE8 = this.report.lastPxE8()
    this.#quantity[0] = this.report.lastQtyE8()
    this.#toLots(index)
    input.lastLots = this.#quantity[0]!
  }

  #readOrderQuantity(input: ExecutionInput, index: number): void {
    input.priceE8 = this.report.priceE8()
    this.#quantity[0] = this.report.orderQtyE8()
    this.#toLots(index)
    input.quantityLots = this.#quantity[0]!
  }

  #readCum(input: ExecutionInput, index: number): void {
    this.#quantity[0] = this.report.cumQtyE8()
    this.#toLots(index)
    input.cumLots = this.#quantity[0]!
  }

  #readLeaves(input: ExecutionInput, index: number): void {
    this.#quantity[0] = this.report.leavesQtyE8()
    this.#toLots(index)
    input.leavesLots = this.#quantity[0]!
  }

  #toLots(index: number): void {
    this.#quantity[0] = this.#instruments.lotsOf(index, this.#quantity[0]!)
  }

  #readFees(input: ExecutionInput): void {
    const fees = this.report.noMiscFees()
    while (fees.next()) {
      const isForeign =
        fees.miscFeeCurrLength > 0 && fees.miscFeeCurrFind(this.#currencies) !== this.#settleCurrency[input.instrument]
      const amountE8 = fees.miscFeeAmtE8()
      if (isForeign || Number.isNaN(amountE8)) input.hasForeignFee = true
      else input.feeE8 = Number.isNaN(input.feeE8) ? amountE8 : input.feeE8 + amountE8
    }
  }

  /** @returns the row of venue and ExecID, -1 when the id is absent or too long to be one. */
  #execRow(offset: number, idLength: number, isFromVenue: boolean): number {
    const venueLength = this.report.marketIdLength
    if (idLength === 0 || idLength + venueLength + 2 > KEY_LENGTH_MAX) return NO_ROW
    let length = 0
    if (isFromVenue) length = this.#put(0, this.report.marketIdOffset, venueLength)
    else this.#key[length++] = GATEWAY
    this.#key[length++] = SEPARATOR
    length = this.#put(length, offset, idLength)
    return this.#book.execRow(this.#key, 0, length)
  }

  #put(at: number, offset: number, length: number): number {
    const bytes = this.report.bytes
    const key = this.#key
    if (at + length + 1 > KEY_LENGTH_MAX) length = KEY_LENGTH_MAX - at - 1
    for (let i = 0; i < length; i++) key[at + i] = bytes[offset + i]!
    return at + length
  }
}

/** FIX 4.2 says 1 and 2 for fills, where later versions say F. */
function normalised(execType: number): number {
  return execType === 49 || execType === 50 ? EXEC_TYPE.TRADE : execType
}
