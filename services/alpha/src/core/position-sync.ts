import type { FixFrame } from '@reflex/fix'
import {
  type Instruments,
  POS_REQ_TYPE,
  PositionReportDecoder,
  RequestForPositionsEncoder,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { Inventory } from './inventory.ts'
import type { OrderIds } from './order-ids.ts'
import type { StrategyTable } from './strategy-table.ts'

/** Asks the oms for positions (AN) until the last one has come (912=Y), and takes every PositionReport. */
export class PositionSync {
  isSynced = false
  /** Instrument whose position the last report changed, -1 for none. */
  changedInstrument = -1
  readonly #ids: OrderIds
  readonly #inventory: Inventory
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #businessDate: number
  readonly #retryNs: number
  readonly #report = new PositionReportDecoder()
  readonly #request = new RequestForPositionsEncoder()
  readonly #dueNs = new Float64Array(1)
  #askId = 0

  /** @param businessDate of the session, yyyymmdd. */
  constructor(
    ids: OrderIds,
    inventory: Inventory,
    strategies: StrategyTable,
    instruments: Instruments,
    businessDate: number,
    retryNs: number,
  ) {
    this.#ids = ids
    this.#inventory = inventory
    this.#strategies = strategies
    this.#instruments = instruments
    this.#businessDate = businessDate
    this.#retryNs = retryNs
  }

  restart(): void {
    this.isSynced = false
  }

  /** @returns messages sent. */
  onTimer(nowNs: number, isOmsAlive: boolean, out: Outbox): number {
    if (this.isSynced || !isOmsAlive || nowNs < this.#dueNs[0]!) return 0
    this.#dueNs[0] = nowNs + this.#retryNs
    this.#askId = this.#ids.next()
    this.#request
      .begin(out, STREAM.POSITION_REQUESTS)
      .posReqId(this.#ids.bytes, 0, this.#ids.write(0, this.#askId))
      .posReqType(POS_REQ_TYPE.POSITIONS)
      .clearingBusinessDate(this.#businessDate)
      .transactTime(out.nowNs)
      .end()
    return 1
  }

  onReport(frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    this.changedInstrument = -1
    this.#take(report)
    if (!report.lastRptRequested() || report.posReqIdLength <= 0) return
    const id = this.#ids.parse(report.bytes, report.posReqIdOffset, report.posReqIdLength)
    if (id === this.#askId) this.isSynced = true
  }

  /** Positions of accounts; those of single strategies are parts of them. */
  #take(report: PositionReportDecoder): void {
    if (report.strategyIdLength > 0) return
    const account = report.accountFind(this.#strategies.accounts)
    const { bytes, symbolOffset, symbolLength, marketIdOffset, marketIdLength } = report
    const instruments = this.#instruments
    const instrument = instruments.indexOf(
      instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength),
    )
    if (account < 0 || instrument < 0) return
    const quantities = report.noPositions()
    if (!quantities.next()) return
    const qtyE8 = orZero(quantities.longQtyE8()) - orZero(quantities.shortQtyE8())
    const lots = Math.round(qtyE8 / instruments.lotE8s[instrument]!)
    this.#inventory.onReport(account, instrument, lots, report.lastExecSeqNum())
    this.changedInstrument = instrument
  }
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value
}
