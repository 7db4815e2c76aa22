/**
 * The orders heard of last, in a bounded table: live ones are kept, finished ones make room, oldest first. Fed by
 * execution reports of the ems and refusals of the gateway.
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import { EXEC_TYPE, type ExecutionReportDecoder, type Instruments, ORD_STATUS, SIDE } from '@reflex/schema'
import { NO_ROW, TextColumn } from './text-column.ts'

const ID_WIDTH = 40
const TEXT_WIDTH = 120
const STRATEGIES_MAX = 1000
const TAG_CL_ORD_ID = 11
const TAG_ORIG_CL_ORD_ID = 41
const TAG_TEXT = 58
const TAG_RISK_CHECK = 10215

/** Best prices of our own live orders in one instrument, E8; NaN when there is none. Filled by `ownQuotes`. */
export interface OwnQuotes {
  bidE8: number
  bidQtyE8: number
  askE8: number
  askQtyE8: number
}

export class OrderBoard {
  readonly rows: number
  readonly clOrdIds: TextColumn
  readonly texts: TextColumn
  readonly checks: TextColumn
  readonly strategies = new AsciiTable(16)
  /** Id in `strategies`, NOT_FOUND for none. */
  readonly strategyIds: Int32Array
  /** Dense index, -1 when unknown. */
  readonly instruments: Int32Array
  readonly sides: Uint8Array
  readonly statuses: Uint8Array
  readonly execTypes: Uint8Array
  /** 1 live, 0 finished or empty. */
  readonly isLive: Uint8Array
  readonly priceE8s: Float64Array
  readonly qtyE8s: Float64Array
  readonly leavesE8s: Float64Array
  readonly cumE8s: Float64Array
  /** Last event, ns; NaN marks an empty row. */
  readonly updatedNs: Float64Array
  /** Number of the last event: the order of the table. */
  readonly events: Float64Array
  liveCount = 0
  refusals = 0
  /** Live orders that had to make room: more are live than the table holds. */
  evicted = 0
  version = 0
  readonly #desk: Instruments
  #next = 0
  #eventCount = 0

  constructor(desk: Instruments, rows: number) {
    this.#desk = desk
    this.rows = rows
    this.clOrdIds = new TextColumn(rows, ID_WIDTH)
    this.texts = new TextColumn(rows, TEXT_WIDTH)
    this.checks = new TextColumn(rows, ID_WIDTH)
    this.strategyIds = new Int32Array(rows).fill(NOT_FOUND)
    this.instruments = new Int32Array(rows).fill(-1)
    this.sides = new Uint8Array(rows)
    this.statuses = new Uint8Array(rows)
    this.execTypes = new Uint8Array(rows)
    this.isLive = new Uint8Array(rows)
    this.priceE8s = new Float64Array(rows)
    this.qtyE8s = new Float64Array(rows)
    this.leavesE8s = new Float64Array(rows)
    this.cumE8s = new Float64Array(rows)
    this.updatedNs = new Float64Array(rows).fill(Number.NaN)
    this.events = new Float64Array(rows)
  }

  /** @returns the row of the order, NO_ROW for a report about no order. */
  onReport(nowNs: number, report: ExecutionReportDecoder): number {
    const { frame } = report
    const type = report.execType()
    if (report.clOrdIdLength === 0) return NO_ROW
    let row = this.clOrdIds.findField(frame, TAG_ORIG_CL_ORD_ID)
    if (row < 0) row = this.clOrdIds.findField(frame, TAG_CL_ORD_ID)
    if (row < 0) {
      row = this.#claim()
      const isRequest = report.origClOrdIdLength > 0 && type !== EXEC_TYPE.REPLACED
      this.clOrdIds.setField(row, frame, isRequest ? TAG_ORIG_CL_ORD_ID : TAG_CL_ORD_ID)
    } else if (type === EXEC_TYPE.REPLACED) this.clOrdIds.setField(row, frame, TAG_CL_ORD_ID)
    this.#identity(row, report)
    this.#state(row, report)
    this.updatedNs[row] = nowNs
    return row
  }

  /** A refusal by the gateway: of a new order (8). */
  onRefusal(nowNs: number, report: ExecutionReportDecoder): void {
    this.refusals++
    const row = this.onReport(nowNs, report)
    if (row >= 0) this.checks.setField(row, report.frame, TAG_RISK_CHECK)
  }

  /** Best own prices in an instrument, by a walk over the table: for screens, a few times a second. */
  ownQuotes(index: number, into: OwnQuotes): OwnQuotes {
    into.bidE8 = Number.NaN
    into.bidQtyE8 = 0
    into.askE8 = Number.NaN
    into.askQtyE8 = 0
    for (let row = 0; row < this.rows; row++) {
      if (this.isLive[row] === 0 || this.instruments[row] !== index) continue
      const price = this.priceE8s[row]!
      if (this.sides[row] === SIDE.BUY) {
        if (price > into.bidE8 || Number.isNaN(into.bidE8)) into.bidQtyE8 = 0
        else if (price < into.bidE8) continue
        into.bidE8 = price
        into.bidQtyE8 += this.leavesE8s[row]!
      } else {
        if (price < into.askE8 || Number.isNaN(into.askE8)) into.askQtyE8 = 0
        else if (price > into.askE8) continue
        into.askE8 = price
        into.askQtyE8 += this.leavesE8s[row]!
      }
    }
    return into
  }

  /** The next row that is not live; when all are live, the oldest goes. */
  #claim(): number {
    const { rows } = this
    for (let tried = 0; tried < rows; tried++) {
      const row = this.#next
      this.#next = row + 1 === rows ? 0 : row + 1
      if (this.isLive[row] === 0) return this.#clear(row)
    }
    this.evicted++
    this.liveCount--
    const row = this.#next
    this.#next = row + 1 === rows ? 0 : row + 1
    return this.#clear(row)
  }

  #clear(row: number): number {
    this.isLive[row] = 0
    this.texts.clear(row)
    this.checks.clear(row)
    this.strategyIds[row] = NOT_FOUND
    this.priceE8s[row] = Number.NaN
    this.qtyE8s[row] = 0
    return row
  }

  #identity(row: number, report: ExecutionReportDecoder): void {
    const { bytes } = report
    const id = this.#desk.find(
      bytes,
      report.symbolOffset,
      report.symbolLength,
      bytes,
      report.marketIdOffset,
      report.marketIdLength,
    )
    this.instruments[row] = this.#desk.indexOf(id)
    this.sides[row] = report.side()
    const { strategies } = this
    this.strategyIds[row] =
      strategies.size < STRATEGIES_MAX ? report.strategyIdIntern(strategies) : report.strategyIdFind(strategies)
  }

  #state(row: number, report: ExecutionReportDecoder): void {
    const status = report.ordStatus()
    const leaves = report.leavesQtyE8()
    this.statuses[row] = status
    this.execTypes[row] = report.execType()
    this.#amounts(row, report)
    this.texts.setField(row, report.frame, TAG_TEXT)
    const live = leaves > 0 && !isFinal(status) ? 1 : 0
    this.liveCount += live - this.isLive[row]!
    this.isLive[row] = live
    this.events[row] = ++this.#eventCount
    this.version++
  }

  #amounts(row: number, report: ExecutionReportDecoder): void {
    this.priceE8s[row] = report.priceE8()
    this.qtyE8s[row] = report.orderQtyE8()
    this.leavesE8s[row] = report.leavesQtyE8()
    this.cumE8s[row] = report.cumQtyE8()
  }
}

function isFinal(status: number): boolean {
  return (
    status === ORD_STATUS.FILLED ||
    status === ORD_STATUS.CANCELED ||
    status === ORD_STATUS.REJECTED ||
    status === ORD_STATUS.EXPIRED ||
    status === ORD_STATUS.DONE_FOR_DAY
  )
}
