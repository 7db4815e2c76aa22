/**
 * Makes sure that nothing of ours is in the market that we do not know of: at the start, after the ems or the gateway
 * was away, and when single orders cannot be brought under control.
 *
 *     peers alive -> CA for each strategy -> BZ from the ems (it has everything we sent before) -> AF -> none of ours
 *     open -> synced
 *                         ^------------------------- retry -------------------- one is open <-'
 */

import type { FixFrame } from '@reflex/fix'
import {
  ExecutionReportDecoder,
  type Instruments,
  MASS_ACTION_RESPONSE,
  MASS_STATUS_REQ_TYPE,
  OrderMassActionReportDecoder,
  OrderMassStatusRequestEncoder,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import { isTerminal } from './execution-adapter.ts'
import { FORMER_LIFE, NOT_OURS, type OrderIds } from './order-ids.ts'
import type { OrderPublisher } from './order-publisher.ts'
import type { OrderSlots } from './order-slots.ts'
import { NO_LINE, type StrategyTable } from './strategy-table.ts'

const WAITING = 0
const CANCELLING = 1
const ASKING = 2
const SYNCED = 3

export class OrderSync {
  /** Orders of a former life that were found open. */
  orphans = 0
  readonly #ids: OrderIds
  readonly #slots: OrderSlots
  readonly #publisher: OrderPublisher
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #retryNs: number
  /** By strategy: number of the mass cancel, 0 once it is answered. */
  readonly #cancelIds: Float64Array
  readonly #report = new ExecutionReportDecoder()
  readonly #massReport = new OrderMassActionReportDecoder()
  readonly #request = new OrderMassStatusRequestEncoder()
  readonly #dueNs = new Float64Array(1)
  #state = WAITING
  #askId = 0
  #openSeen = 0
  #reason = 'start'

  constructor(
    ids: OrderIds,
    slots: OrderSlots,
    publisher: OrderPublisher,
    strategies: StrategyTable,
    instruments: Instruments,
    retryNs: number,
  ) {
    this.#ids = ids
    this.#slots = slots
    this.#publisher = publisher
    this.#strategies = strategies
    this.#instruments = instruments
    this.#retryNs = retryNs
    this.#cancelIds = new Float64Array(strategies.count)
  }

  get isSynced(): boolean {
    return this.#state === SYNCED
  }

  statusText(): string {
    if (this.#state === WAITING) return 'waits for the gateway and the ems'
    return this.#state === CANCELLING ? 'cancels its orders' : 'asks for open orders'
  }

  restart(reason: string): void {
    if (this.#state === WAITING) return
    this.#state = WAITING
    this.#reason = reason
  }

  /** @param isRoadOpen the gateway and the ems are alive. @returns messages sent. */
  onTimer(nowNs: number, isRoadOpen: boolean, out: Outbox): number {
    if (this.#state === SYNCED || !isRoadOpen) return 0
    if (this.#state === WAITING) {
      this.#state = CANCELLING
      this.#cancelIds.fill(-1)
      this.#dueNs[0] = nowNs
    }
    if (nowNs < this.#dueNs[0]!) return 0
    this.#dueNs[0] = nowNs + this.#retryNs
    return this.#state === CANCELLING ? this.#cancelAll(out) : this.#ask(out)
  }

  /** BZ on the executions. */
  onMassReport(nowNs: number, frame: FixFrame, out: Outbox): void {
    if (this.#state !== CANCELLING) return
    const report = this.#massReport.wrap(frame)
    if (report.massActionResponse() === MASS_ACTION_RESPONSE.REJECTED) return
    const id = this.#ids.parse(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    let waiting = 0
    for (let i = 0; i < this.#cancelIds.length; i++) {
      if (this.#cancelIds[i] === id) this.#cancelIds[i] = 0
      if (this.#cancelIds[i] !== 0) waiting++
    }
    if (waiting > 0) return
    this.#state = ASKING
    this.#dueNs[0] = nowNs + this.#retryNs
    this.#ask(out)
  }

  /** An answer to our AF: what is open is cancelled once more. */
  onStatus(nowNs: number, frame: FixFrame, out: Outbox): void {
    const report = this.#report.wrap(frame)
    if (this.#state !== ASKING || report.massStatusReqIdLength <= 0) return
    if (this.#ids.parse(report.bytes, report.massStatusReqIdOffset, report.massStatusReqIdLength) !== this.#askId)
      return
    const id = this.#ids.parse(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    if (id !== NOT_OURS && report.leavesQtyE8() > 0 && !isTerminal(report.ordStatus())) {
      this.#openSeen++
      if (id === FORMER_LIFE) this.#cancelOrphan(report, out)
    }
    if (!report.lastRptRequested()) return
    if (this.#openSeen === 0) {
      this.#slots.freeAll()
      this.#state = SYNCED
    } else {
      this.#state = CANCELLING
      this.#cancelIds.fill(-1)
      this.#dueNs[0] = nowNs + this.#retryNs
    }
  }

  #cancelAll(out: Outbox): number {
    let sent = 0
    for (let strategy = 0; strategy < this.#cancelIds.length; strategy++) {
      if (this.#cancelIds[strategy] === 0) continue
      const id = this.#ids.next()
      this.#cancelIds[strategy] = id
      this.#publisher.cancelAll(strategy, id, this.#reason, out)
      sent++
    }
    return sent
  }

  #ask(out: Outbox): number {
    this.#askId = this.#ids.next()
    this.#openSeen = 0
    this.#request
      .begin(out, STREAM.EXECUTION_REQUESTS)
      .massStatusReqId(this.#ids.bytes, 0, this.#ids.write(0, this.#askId))
      .massStatusReqType(MASS_STATUS_REQ_TYPE.STATUS_FOR_ALL_ORDERS)
      .end()
    return 1
  }

  #cancelOrphan(report: ExecutionReportDecoder, out: Outbox): void {
    const { bytes, clOrdIdOffset, clOrdIdLength } = report
    const strategy = this.#ids.strategyOf(bytes, clOrdIdOffset, clOrdIdLength)
    const { symbolOffset, symbolLength, marketIdOffset, marketIdLength } = report
    const instruments = this.#instruments
    const instrument = instruments.indexOf(
      instruments.find(bytes, symbolOffset, symbolLength, bytes, marketIdOffset, marketIdLength),
    )
    this.orphans++
    if (instrument < 0) return
    const line = this.#strategies.lineOf(strategy, instrument)
    if (line === NO_LINE) return
    this.#publisher.cancelForeign(bytes, clOrdIdOffset, clOrdIdLength, line, report.side(), out)
  }
}
