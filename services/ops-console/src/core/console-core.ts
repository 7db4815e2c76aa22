import type { SessionTime } from '@reflex/base'
import { FIX_OK, FixFrame } from '@reflex/fix'
import { ExecutionReportDecoder, type Instruments, MSG_TYPE, STREAM, TcaMeasurementDecoder } from '@reflex/schema'
import type { CounterTable, MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'
import type { ConsoleCounter } from '../counters.ts'
import { AlertBoard } from './alert-board.ts'
import { ControlBoard } from './control-board.ts'
import { FillBoard } from './fill-board.ts'
import { HealthBoard } from './health-board.ts'
import { History } from './history.ts'
import { HopBoard } from './hop-board.ts'
import { LimitBoard } from './limit-board.ts'
import { MarketBoard } from './market-board.ts'
import { OperatorDesk } from './operator-desk.ts'
import { OrderBoard } from './order-board.ts'
import { ParameterBoard } from './parameter-board.ts'
import { PositionBoard } from './position-board.ts'
import { QualityBoard } from './quality-board.ts'
import { SignalBoard } from './signal-board.ts'

export interface ConsoleCoreOptions {
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly counters: CounterTable<ConsoleCounter>
  readonly ordersKept: number
  readonly fillsKept: number
  readonly alertsKept: number
  readonly positionsMax: number
  readonly limitsMax: number
  readonly historyRows: number
  readonly historyIntervalNs: number
}

/**
 * The read model of the page: bounded tables fed by every stream that concerns the operator, and the requests he makes.
 */
export class ConsoleCore implements ServiceCore {
  readonly market: MarketBoard
  readonly orders: OrderBoard
  readonly fills: FillBoard
  readonly hops = new HopBoard()
  readonly positions: PositionBoard
  readonly limits: LimitBoard
  readonly control = new ControlBoard()
  readonly quality: QualityBoard
  readonly parameters = new ParameterBoard()
  readonly signals: SignalBoard
  readonly health = new HealthBoard()
  readonly alerts: AlertBoard
  readonly history: History
  readonly desk = new OperatorDesk()
  /** Of the last turn: ages are measured against it. */
  nowNs = 0
  readonly #fix: FixFrame
  readonly #report = new ExecutionReportDecoder()
  readonly #measurement = new TcaMeasurementDecoder()
  readonly #counters: CounterTable<ConsoleCounter>
  readonly #malformed: number

  constructor(options: ConsoleCoreOptions) {
    const { instruments, sessionTime, counters } = options
    this.market = new MarketBoard(instruments)
    this.orders = new OrderBoard(instruments, options.ordersKept)
    this.fills = new FillBoard(options.fillsKept)
    this.positions = new PositionBoard(instruments, options.positionsMax)
    this.limits = new LimitBoard(options.limitsMax)
    this.quality = new QualityBoard(instruments)
    this.signals = new SignalBoard(instruments)
    this.alerts = new AlertBoard(options.alertsKept)
    const { market, orders, positions } = this
    const sampling = { rows: options.historyRows, intervalNs: options.historyIntervalNs }
    this.history = new History({ instruments, market, orders, positions, ...sampling })
    this.#fix = new FixFrame(sessionTime)
    this.#counters = counters
    this.#malformed = counters.slot('malformed')
  }

  onMessage(nowNs: number, frame: MessageFrame, _out: Outbox): void {
    this.nowNs = nowNs
    if (frame.streamId === STREAM.MARKET_DATA) return this.market.onMessage(nowNs, frame.view, frame.offset)
    if (this.#fix.wrap(frame.bytes, frame.offset, frame.length, frame.view) !== FIX_OK) {
      this.#counters.values[this.#malformed]!++
      return
    }
    switch (frame.streamId) {
      case STREAM.EXECUTIONS:
        return this.#onExecution(nowNs)
      case STREAM.ORDERS_REJECTED:
        if (this.#fix.msgType === MSG_TYPE.EXECUTION_REPORT) this.orders.onRefusal(nowNs, this.#report.wrap(this.#fix))
        return
      case STREAM.POSITIONS:
        if (this.#fix.msgType === MSG_TYPE.POSITION_REPORT) this.positions.onReport(nowNs, this.#fix)
        return
      case STREAM.RISK_CONTROL:
        return this.#onControl(nowNs, false)
      case STREAM.OPERATOR_CONTROL:
        return this.#onControl(nowNs, true)
      case STREAM.RISK_LIMITS:
        return this.#onLimits(nowNs)
      case STREAM.TCA:
        return this.#onTca()
      case STREAM.PARAMETERS:
        return this.#onParameters(nowNs)
      case STREAM.HEALTH:
        return this.#onHealth(nowNs)
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    this.nowNs = nowNs
    return this.desk.onTimer(nowNs, out) + this.control.onTimer(nowNs) + this.history.onTimer(nowNs)
  }

  /** The console never holds others back: whatever it has not heard yet, it shows as unknown. */
  isReady(): boolean {
    return true
  }

  statusText(): string {
    return 'ready'
  }

  #onExecution(nowNs: number): void {
    switch (this.#fix.msgType) {
      case MSG_TYPE.EXECUTION_REPORT: {
        const report = this.#report.wrap(this.#fix)
        const row = this.orders.onReport(nowNs, report)
        this.fills.onReport(report, row < 0 ? -1 : this.orders.instruments[row]!)
        return this.hops.onReport(report)
      }
      case MSG_TYPE.NETWORK_COUNTERPARTY_SYSTEM_STATUS_RESPONSE:
        return this.health.onLinks(nowNs, this.#fix)
      case MSG_TYPE.PARTY_ACTION_REPORT:
        return this.control.onEmsReport(nowNs, this.#fix)
      case MSG_TYPE.ORDER_MASS_ACTION_REPORT:
        return this.control.onMassReport(this.#fix)
    }
  }

  #onControl(nowNs: number, isOperator: boolean): void {
    if (this.#fix.msgType === MSG_TYPE.PARTY_ACTION_REQUEST) this.control.onAction(nowNs, this.#fix, isOperator)
    else if (this.#fix.msgType === MSG_TYPE.ORDER_MASS_ACTION_REQUEST) {
      this.control.onMassAction(nowNs, this.#fix, isOperator)
    } else if (this.#fix.msgType === MSG_TYPE.PARTY_RISK_LIMITS_UPDATE_REPORT) this.limits.onUpdate(this.#fix)
  }

  #onLimits(nowNs: number): void {
    switch (this.#fix.msgType) {
      case MSG_TYPE.PARTY_RISK_LIMITS_REPORT:
        return this.limits.onReport(this.#fix)
      case MSG_TYPE.PARTY_RISK_LIMITS_UPDATE_REPORT:
        return this.limits.onUpdate(this.#fix)
      case MSG_TYPE.PARTY_ACTION_REPORT:
        return this.control.onGatewayReport(nowNs, this.#fix)
      case MSG_TYPE.NEWS:
        return this.alerts.onNews(nowNs, this.#fix)
    }
  }

  #onTca(): void {
    if (this.#fix.msgType === MSG_TYPE.MARKET_DATA_STATISTICS_REPORT) this.quality.onReport(this.#fix)
    else if (this.#fix.msgType === MSG_TYPE.TCA_MEASUREMENT) {
      this.quality.measurements++
      this.fills.onMeasurement(this.#measurement.wrap(this.#fix))
    }
  }

  #onParameters(nowNs: number): void {
    if (this.#fix.msgType === MSG_TYPE.PARAMETER_CHANGE) this.parameters.onChange(nowNs, this.#fix)
    else if (this.#fix.msgType === MSG_TYPE.SIGNAL) this.signals.onSignal(nowNs, this.#fix)
  }

  #onHealth(nowNs: number): void {
    switch (this.#fix.msgType) {
      case MSG_TYPE.APPLICATION_MESSAGE_REPORT:
        return this.health.onHeartbeat(nowNs, this.#fix)
      case MSG_TYPE.NETWORK_COUNTERPARTY_SYSTEM_STATUS_RESPONSE:
        return this.health.onLinks(nowNs, this.#fix)
      case MSG_TYPE.NEWS:
        return this.alerts.onNews(nowNs, this.#fix)
    }
  }
}
