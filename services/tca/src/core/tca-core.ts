/**
 * Transaction cost analysis as a service core: executions and market data in, measurements of fills, orders and venues
 * out. It keeps no durable state: what it has published is in the record, and after a restart it measures what comes.
 */

import { AsciiTable, type SessionTime } from '@reflex/base'
import { FIX_OK, FixFrame } from '@reflex/fix'
import { slippageBps } from '@reflex/quant'
import {
  APPL_ID_EXECUTIONS,
  EXEC_TYPE,
  EXEC_TYPE_42,
  ExecutionReportDecoder,
  type Instruments,
  MSG_TYPE,
  ORD_STATUS,
  STREAM,
} from '@reflex/schema'
import { type CounterTable, type MessageFrame, type Outbox, PeerLiveness, type ServiceCore } from '@reflex/service-host'
import { type TcaCounter, type TcaSlots, tcaSlots } from '../counters.ts'
import { FillMeter } from './fill-meter.ts'
import { FillPool, NO_SLOT } from './fill-pool.ts'
import { FillReader } from './fill-reader.ts'
import { MarkoutSchedule } from './markout-schedule.ts'
import { MeasureCells } from './measure-cells.ts'
import { MeasurementPublisher } from './measurement-publisher.ts'
import { OrderClock } from './order-clock.ts'
import { ORDER, OrderMemory } from './order-memory.ts'
import { OrderTracker } from './order-tracker.ts'
import { QuoteBoard } from './quote-board.ts'
import { SequenceWindow } from './sequence-window.ts'
import { VenueOrders } from './venue-orders.ts'
import { VenuePublisher } from './venue-publisher.ts'
import { VenueReports } from './venue-reports.ts'

const APPL_ID = 1180
const PEERS = ['market-data', 'ems'] as const

export interface TcaCoreOptions {
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly horizonsMs: readonly number[]
  /** One of horizonsMs. */
  readonly scoreHorizonMs: number
  /** Upper ends of the size buckets but the last, quote currency, ascending. */
  readonly sizeBounds: readonly number[]
  /** How long after a horizon a later quote is waited for. */
  readonly waitNs: number
  /** How long mids are kept beyond the last horizon and the wait. */
  readonly historyNs: number
  readonly publishIntervalNs: number
  readonly skewMaxNs: number
  readonly fillsMax: number
  readonly ordersMax: number
  readonly cellsMax: number
  readonly livenessTimeoutNs: number
  readonly counters: CounterTable<TcaCounter>
}

export class TcaCore implements ServiceCore {
  readonly cells: MeasureCells
  readonly venueOrders: VenueOrders
  readonly meter: FillMeter
  readonly strategies = new AsciiTable(64)
  readonly #values: Float64Array
  readonly #slots: TcaSlots
  readonly #fix: FixFrame
  readonly #report = new ExecutionReportDecoder()
  readonly #board: QuoteBoard
  readonly #pool: FillPool
  readonly #reader: FillReader
  readonly #tracker: OrderTracker
  readonly #publisher: MeasurementPublisher
  readonly #venues: VenueReports
  readonly #seen = new SequenceWindow()
  readonly #peers: PeerLiveness
  #emsSession = 0
  #nowNs = 0

  constructor(options: TcaCoreOptions) {
    const { instruments, sessionTime, horizonsMs } = options
    const horizonsNs = horizonsMs.map((ms) => ms * 1e6)
    this.#values = options.counters.values
    this.#slots = tcaSlots(options.counters)
    this.#fix = new FixFrame(sessionTime)
    this.#pool = new FillPool(options.fillsMax)
    this.cells = new MeasureCells(options.cellsMax, horizonsMs.length)
    this.#publisher = new MeasurementPublisher(instruments, this.#pool, horizonsMs)
    this.meter = new FillMeter(instruments.count, {
      pool: this.#pool,
      schedule: new MarkoutSchedule(instruments.count, options.fillsMax, horizonsNs, options.waitNs),
      cells: this.cells,
      publisher: this.#publisher,
      scoreHorizon: horizonsMs.indexOf(options.scoreHorizonMs),
    })
    const historyNs = Math.max(...horizonsNs) + options.waitNs + options.historyNs
    this.#board = new QuoteBoard(instruments, sessionTime, historyNs, this.meter)
    this.meter.attach(this.#board)
    this.#reader = new FillReader(this.#pool, instruments, options.skewMaxNs)
    const orders = new OrderMemory(options.ordersMax)
    this.#tracker = new OrderTracker(orders, instruments, this.#board, new OrderClock(), options.sizeBounds)
    this.venueOrders = new VenueOrders(instruments.venues.length)
    const venuePublisher = new VenuePublisher(
      instruments,
      this.cells,
      this.venueOrders,
      horizonsMs,
      options.scoreHorizonMs,
    )
    this.#venues = new VenueReports(instruments, venuePublisher, options.publishIntervalNs)
    this.#peers = new PeerLiveness(PEERS, options.livenessTimeoutNs)
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    this.meter.begin(out)
    if (frame.streamId === STREAM.MARKET_DATA) {
      this.#board.onMessage(frame.view, frame.offset)
      return
    }
    if (this.#fix.wrap(frame.bytes, frame.offset, frame.length) !== FIX_OK) {
      this.#values[this.#slots.malformed]!++
      return
    }
    switch (frame.streamId) {
      case STREAM.EXECUTIONS:
        if (this.#fix.msgType === MSG_TYPE.EXECUTION_REPORT) this.#onReport(nowNs, frame.sessionId, out)
        break
      case STREAM.ORDERS_APPROVED:
        this.#onApproved(nowNs)
        break
      case STREAM.HEALTH:
        if (this.#fix.msgType === MSG_TYPE.APPLICATION_MESSAGE_REPORT) this.#peers.onHeartbeat(nowNs, this.#fix)
        break
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    this.#nowNs = nowNs
    this.meter.begin(out)
    let workCount = this.meter.onTimer(nowNs)
    if (this.#venues.isDue(nowNs)) {
      this.#venues.markCells(this.cells, this.meter.isChanged)
      workCount += this.#venues.publish(nowNs, out)
    }
    this.#updateGauges()
    return workCount
  }

  isReady(): boolean {
    return this.#peers.isAlive(0, this.#nowNs) && this.#peers.isAlive(1, this.#nowNs)
  }

  statusText(): string {
    for (let i = 0; i < PEERS.length; i++) if (!this.#peers.isAlive(i, this.#nowNs)) return `waiting for ${PEERS[i]}`
    return 'ready'
  }

  /** Measurements published so far. */
  get measurements(): number {
    return this.#publisher.published
  }

  #onApproved(nowNs: number): void {
    const type = this.#fix.msgType
    if (type !== MSG_TYPE.NEW_ORDER_SINGLE && type !== MSG_TYPE.ORDER_CANCEL_REPLACE_REQUEST) return
    if (this.#tracker.onApproved(nowNs, this.#fix)) this.#values[this.#slots.approvals]!++
    else this.#values[this.#slots.malformed]!++
  }

  #onReport(nowNs: number, sessionId: number, out: Outbox): void {
    const report = this.#report.wrap(this.#fix)
    const execType = report.execType()
    if (execType === EXEC_TYPE.ORDER_STATUS) return
    if (!this.#isNew(report, sessionId)) {
      this.#values[this.#slots.duplicates]!++
      return
    }
    const instrument = this.#reader.instrumentOf(report)
    if (execType === EXEC_TYPE.TRADE_CANCEL || execType === EXEC_TYPE.TRADE_CORRECT) {
      this.#onAmendment(report)
      return
    }
    const isFill =
      execType === EXEC_TYPE.TRADE || execType === EXEC_TYPE_42.FILL || execType === EXEC_TYPE_42.PARTIAL_FILL
    if (instrument < 0) {
      if (isFill) this.#values[this.#slots.unmeasured]!++
      return
    }
    this.#tracker.onReplaced(report)
    const isKnown = this.#tracker.onReport(report, instrument)
    if (isFill) this.#onFill(report, instrument, isKnown, nowNs, out)
    if (this.#tracker.isEnd(report)) this.#onEnd(report, instrument, execType, out)
  }

  /**
   * Each execution once, by its number in the journal of the ems; without a number unless it says that it is a repeat.
   */
  #isNew(report: ExecutionReportDecoder, sessionId: number): boolean {
    const isResend = report.possResend()
    if (!this.#fix.equals(APPL_ID, APPL_ID_EXECUTIONS)) return !isResend
    const sequence = report.applSeqNum()
    if (!(sequence > 0 && sequence < 2 ** 31)) return !isResend
    if (sessionId !== this.#emsSession) {
      // A new life of the ems goes on numbering, unless its journal is a new one.
      this.#emsSession = sessionId
      if (!isResend && sequence <= this.#seen.highest) this.#seen.reset()
    }
    return this.#seen.isNew(sequence)
  }

  #onFill(report: ExecutionReportDecoder, instrument: number, isKnown: boolean, nowNs: number, out: Outbox): void {
    const pool = this.#pool
    const taken = pool.take()
    const slot = taken === NO_SLOT ? pool.spareSlot : taken
    if (!this.#reader.read(report, instrument, slot, nowNs)) {
      this.#values[this.#slots.unmeasured]!++
      if (taken !== NO_SLOT) pool.release(slot)
      return
    }
    this.#values[this.#slots.fills]!++
    this.#tracker.onFill(pool, slot)
    this.#measure(slot, isKnown)
    pool.cell[slot] = this.#cellOf(report, slot)
    this.#publisher.publishFill(slot, report, this.meter.measures, isKnown ? this.#tracker.orders : undefined, out)
    if (taken !== NO_SLOT) this.meter.wait(slot)
    else {
      this.#values[this.#slots.overflows]!++
      this.meter.countNow(slot)
    }
  }

  #measure(slot: number, isKnown: boolean): void {
    const pool = this.#pool
    pool.slippageBps[slot] = Number.NaN
    if (isKnown) {
      this.#tracker.resolve(pool.instrument[slot]!)
      this.#slippage(slot)
    } else this.#values[this.#slots.noArrival]!++
    this.meter.measure(slot)
    if (Number.isNaN(pool.mid[slot]!)) this.#values[this.#slots.noReference]!++
  }

  #slippage(slot: number): void {
    const pool = this.#pool
    const { values, at } = this.#tracker.orders
    pool.slippageBps[slot] = slippageBps(pool.side[slot]!, pool.priceTicks[slot]!, values[at + ORDER.ARRIVAL_MID]!)
  }

  #cellOf(report: ExecutionReportDecoder, slot: number): number {
    const pool = this.#pool
    const { values, at } = this.#tracker.orders
    pool.sizeBucket[slot] = values[at + ORDER.SIZE_BUCKET]!
    const strategy = report.strategyIdLength === 0 ? 0 : report.strategyIdIntern(this.strategies) + 1
    const { instrument, side, sizeBucket, liquidity } = pool
    return this.cells.cellOf(instrument[slot]!, strategy, side[slot]!, sizeBucket[slot]!, liquidity[slot]!)
  }

  /** A busted or corrected fill is measured no further. */
  #onAmendment(report: ExecutionReportDecoder): void {
    this.#values[this.#slots.amendments]!++
    const slot = this.#pool.find(report.bytes, report.execRefIdOffset, report.execRefIdLength)
    if (slot !== NO_SLOT) this.meter.drop(slot)
  }

  #onEnd(report: ExecutionReportDecoder, instrument: number, execType: number, out: Outbox): void {
    const { orders } = this.#tracker
    const status = report.ordStatus()
    const venue = this.#venues.venueOf(instrument)
    this.#values[this.#slots.ordersDone]!++
    const isCancelled = status === ORD_STATUS.CANCELED || status === ORD_STATUS.EXPIRED
    this.venueOrders.add(venue, orders, execType === EXEC_TYPE.REJECTED, isCancelled)
    this.#venues.mark(venue, orders.values[orders.at + ORDER.SIZE_BUCKET]! | 0)
    if (orders.values[orders.at + ORDER.FILLED_E8]! > 0) {
      this.#publisher.publishOrder(report, instrument, orders, out)
    }
  }

  #updateGauges(): void {
    const values = this.#values
    const slots = this.#slots
    values[slots.markouts] = this.meter.markouts
    values[slots.markoutsMissing] = this.meter.missing
    values[slots.waiting] = this.#pool.size
    values[slots.measurements] = this.#publisher.published
    values[slots.venueReports] = this.#venues.published
    values[slots.cells] = this.cells.all.length
    values[slots.cellOverflows] = this.cells.overflowed
    values[slots.ordersForgotten] = this.#tracker.orders.forgotten
    values[slots.quoteReversals] = this.#board.reversals
  }
}
