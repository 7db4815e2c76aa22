/**
 * The book of record as a service core: execution reports in, positions out. It is ready only while it knows that no
 * execution of the ems is missing; until then it answers no request for positions, and the services that depend on it
 * refuse new risk.
 */

import type { SessionTime } from '@reflex/base'
import { FIX_OK, FixFrame } from '@reflex/fix'
import { EXEC_TYPE, type Instruments, MSG_TYPE, STREAM } from '@reflex/schema'
import type { CounterTable, MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'
import { type OmsCounter, type OmsSlots, omsSlots } from '../counters.ts'
import { AccountTotals } from './account-totals.ts'
import { hashBook, readBook, writeBook } from './book-snapshot.ts'
import { BreakAlerts } from './break-alerts.ts'
import { BREAK } from './break-list.ts'
import type { ContractTerms } from './contract-terms.ts'
import { EmsLink, type EmsLinkOptions } from './ems-link.ts'
import { BOOKED, ExecutionBook } from './execution-book.ts'
import { ExecutionInput } from './execution-input.ts'
import { ExecutionReader } from './execution-reader.ts'
import { termsOf } from './instrument-terms.ts'
import { Marks } from './marks.ts'
import { OrderKeeper } from './order-keeper.ts'
import { PositionPublisher } from './position-publisher.ts'
import { PositionRefresh } from './position-refresh.ts'
import { PositionRequests } from './position-requests.ts'
import { ReportIds } from './report-ids.ts'
import { SEQUENCE_REPEAT } from './sequence-tracker.ts'

export interface OmsCoreOptions {
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  /** yyyymmdd. */
  readonly businessDate: number
  readonly ems: EmsLinkOptions
  readonly ordersCapacity: number
  readonly executionsCapacity: number
  readonly positionsCapacity: number
  readonly refreshIntervalNs: number
  readonly markPriceTimeoutNs: number
  readonly alertsPerSecondMax: number
  /** Whether positions of strategies are told beside those of accounts. */
  readonly publishesStrategies: boolean
  readonly counters: CounterTable<OmsCounter>
}

export class OmsCore implements ServiceCore {
  readonly book: ExecutionBook
  readonly marks: Marks
  readonly totals: AccountTotals
  readonly link: EmsLink
  readonly #terms: readonly (ContractTerms | undefined)[]
  readonly #reader: ExecutionReader
  readonly #keeper: OrderKeeper
  readonly #ids = new ReportIds()
  /** Of accounts; and of strategies, when those are told. */
  readonly #publishers: readonly PositionPublisher[]
  readonly #requests: PositionRequests
  readonly #alerts: BreakAlerts
  readonly #values: Float64Array
  readonly #slots: OmsSlots
  readonly #fix: FixFrame
  readonly #input = new ExecutionInput()
  readonly #refresh: PositionRefresh
  #hadHole = false

  constructor(options: OmsCoreOptions) {
    const { instruments, sessionTime } = options
    this.#terms = termsOf(instruments)
    this.#values = options.counters.values
    this.#slots = omsSlots(options.counters)
    this.#fix = new FixFrame(sessionTime)
    this.book = new ExecutionBook({ ...options, terms: this.#terms })
    this.marks = new Marks(instruments, sessionTime, options.markPriceTimeoutNs)
    this.link = new EmsLink(this.book.sequence, options.ems)
    this.totals = new AccountTotals(this.book, instruments, this.marks, options.businessDate)
    this.#reader = new ExecutionReader(this.book, instruments)
    this.#keeper = new OrderKeeper(this.book)
    this.#publishers = this.#publishersOf(options)
    this.#refresh = new PositionRefresh(this.#publishers, this.totals, options.refreshIntervalNs)
    this.#requests = new PositionRequests(this.book, instruments, this.#publishers, sessionTime)
    this.#alerts = new BreakAlerts(this.book, options.alertsPerSecondMax)
  }

  #publishersOf(options: OmsCoreOptions): PositionPublisher[] {
    const { book, marks } = this
    const { instruments, businessDate } = options
    const owners = options.publishesStrategies ? [book.byAccount, book.byStrategy] : [book.byAccount]
    return owners.map(
      (positions) => new PositionPublisher({ book, positions, instruments, marks, businessDate, ids: this.#ids }),
    )
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    if (frame.streamId === STREAM.MARKET_DATA) {
      this.marks.onMessage(frame.view, frame.offset)
      return
    }
    if (this.#fix.wrap(frame.bytes, frame.offset, frame.length) !== FIX_OK) {
      this.#values[this.#slots.malformed]!++
      return
    }
    switch (frame.streamId) {
      case STREAM.EXECUTIONS:
        this.#onExecution(nowNs, out)
        break
      case STREAM.ORDERS_REJECTED:
        this.#onRefusal(nowNs, out)
        break
      case STREAM.HEALTH:
        if (this.#fix.msgType === MSG_TYPE.APPLICATION_MESSAGE_REPORT) this.link.onHealth(nowNs, this.#fix)
        break
      case STREAM.POSITION_REQUESTS:
        this.#onPositionRequest(nowNs, frame, out)
        break
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    let workCount = this.#settle(nowNs, out)
    workCount += this.link.onTimer(nowNs, out)
    if (this.isReady() && !this.#hasStale) workCount += this.#requests.answer(nowNs, out)
    workCount += this.#refresh.onTimer(nowNs, out)
    this.#updateGauges()
    return workCount
  }

  onRecovered(nowNs: number): void {
    this.book.settle()
    this.#ids.beginLife(nowNs)
    this.#alerts.skipAll()
    this.link.onRecovered()
  }

  #updateGauges(): void {
    const values = this.#values
    values[this.#slots.breaks] = this.book.breaks.total
    values[this.#slots.missing] = this.book.sequence.missing
    values[this.#slots.requestsWaiting] = this.#requests.waiting
    values[this.#slots.positionReports] = this.#ids.count
  }

  isReady(): boolean {
    return this.link.isSynced && this.book.breaks.countOf(BREAK.UNBOOKABLE) === 0
  }

  get #hasStale(): boolean {
    return this.book.byAccount.hasStale || this.book.byStrategy.hasStale
  }

  statusText(): string {
    if (this.book.breaks.countOf(BREAK.UNBOOKABLE) > 0) return 'an execution could not be booked: see breaks'
    return this.link.statusText()
  }

  snapshot(): Uint8Array {
    return writeBook(this.book)
  }

  restore(bytes: Uint8Array): void {
    readBook(bytes, this.book, this.#terms)
    this.book.settle()
    this.#hadHole = this.book.sequence.hasHole
  }

  /** For verification: equal for the same reports in the same order, over restarts. */
  stateHash(): number {
    return hashBook(this.book)
  }

  #onExecution(nowNs: number, out: Outbox): void {
    const fix = this.#fix
    if (fix.msgType === MSG_TYPE.ORDER_CANCEL_REJECT) {
      this.#values[this.#slots.cancelRejects]!++
      this.#observe(this.#reader.sequenceOf(fix))
    } else if (fix.msgType === MSG_TYPE.EXECUTION_REPORT) {
      const report = this.#reader.report.wrap(fix)
      if (report.execType() === EXEC_TYPE.ORDER_STATUS) {
        this.#observe(this.#reader.sequenceOf(fix))
        this.link.onStatusReport(report)
      } else this.#onReport(nowNs, out)
    }
    this.#closeHole()
    this.#alerts.tell(nowNs, out)
  }

  #onReport(nowNs: number, out: Outbox): void {
    const input = this.#input
    const { book } = this
    if (!this.#reader.read(this.#fix, true, input)) {
      this.#observe(this.#reader.sequenceOf(this.#fix))
      book.breaks.raise(BREAK.MALFORMED, input.execId, -1, 0)
      return
    }
    const isRepeat = this.#observe(input.sequence)
    this.#values[this.#slots.reports]!++
    if (!book.accept(input)) {
      this.#values[this.#slots.duplicates]!++
      return
    }
    if (isRepeat) book.breaks.raise(BREAK.SEQUENCE_REUSED, input.execId, input.order, input.sequence)
    this.#keeper.apply(input)
    if (this.#book(input) === BOOKED) this.#publishChange(nowNs, out)
    this.#keeper.check(input)
  }

  #book(input: ExecutionInput): number {
    const { book } = this
    switch (input.execType) {
      case EXEC_TYPE.TRADE:
        if (input.hasForeignFee) book.breaks.raise(BREAK.FEE_CURRENCY, input.execId, input.order, input.sequence)
        this.#values[this.#slots.fills]!++
        return book.trade(input)
      case EXEC_TYPE.TRADE_CANCEL:
        this.#values[this.#slots.busts]!++
        return book.amend(input)
      case EXEC_TYPE.TRADE_CORRECT:
        this.#values[this.#slots.corrections]!++
        return book.amend(input)
      default:
        return 0
    }
  }

  /** @returns whether the number was taken before. */
  #observe(sequence: number): boolean {
    if (sequence === 0) return false
    const isRepeat = this.book.sequence.observe(sequence) === SEQUENCE_REPEAT
    if (!isRepeat && this.#reader.report.possResend()) this.link.onResent()
    if (this.book.sequence.hasHole && !this.#hadHole) {
      this.#hadHole = true
      this.#values[this.#slots.holes]!++
    }
    return isRepeat
  }

  /** When nothing is missing any more: what waited for it is decided, the sums are compared. */
  #closeHole(): void {
    const { book } = this
    if (book.pending.size > 0) book.resolvePending()
    if (!this.#hadHole || book.sequence.hasHole) return
    this.#hadHole = false
    this.#keeper.checkAll()
  }

  /** A refusal of the gateway: the order is recorded as rejected; positions do not change. */
  #onRefusal(nowNs: number, out: Outbox): void {
    const input = this.#input
    if (this.#fix.msgType !== MSG_TYPE.EXECUTION_REPORT) return
    if (!this.#reader.read(this.#fix, false, input)) this.#values[this.#slots.malformed]!++
    else if (this.book.accept(input)) {
      this.#values[this.#slots.refusals]!++
      this.#keeper.apply(input)
    }
    this.#alerts.tell(nowNs, out)
  }

  #publishChange(nowNs: number, out: Outbox): void {
    const { book } = this
    const publishers = this.#publishers
    // Stale ones are said when they are settled, at the next turn.
    for (let kind = 0; kind < publishers.length; kind++) {
      const row = kind === 0 ? book.lastPosition : book.lastStrategy
      const publisher = publishers[kind]!
      if (!publisher.positions.isStale(row)) publisher.publishChange(row, nowNs, this.#reader.report, out)
    }
  }

  /** Replays and says positions that late reports have changed. */
  #settle(nowNs: number, out: Outbox): number {
    let count = 0
    for (let kind = 0; kind < this.#publishers.length; kind++) {
      const publisher = this.#publishers[kind]!
      const { positions } = publisher
      for (let row = 0; positions.hasStale && row < positions.size && !out.isCrowded; row++) {
        if (!positions.isStale(row)) continue
        positions.settle(row)
        publisher.publishChange(row, nowNs, undefined, out)
        this.#values[this.#slots.rebuilds]!++
        count++
      }
    }
    if (this.#publishers.length === 1) this.book.byStrategy.settleAll()
    return count
  }

  #onPositionRequest(nowNs: number, frame: MessageFrame, out: Outbox): void {
    if (this.#fix.msgType !== MSG_TYPE.REQUEST_FOR_POSITIONS) return
    this.#values[this.#slots.positionRequests]!++
    this.#requests.add(frame.bytes, frame.offset, frame.length)
    if (this.isReady() && !this.#hasStale) this.#requests.answer(nowNs, out)
  }
}
