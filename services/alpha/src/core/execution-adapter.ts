/** Execution reports and cancel rejects into the state of our orders and positions. */

import { BID } from '@reflex/book'
import type { FixFrame } from '@reflex/fix'
import {
  CXL_REJ_RESPONSE_TO,
  EXEC_TYPE,
  ExecutionReportDecoder,
  type Instruments,
  NO_INSTRUMENT,
  ORD_STATUS,
  OrderCancelRejectDecoder,
  SIDE,
} from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { AlphaCounter } from '../counters.ts'
import type { Inventory } from './inventory.ts'
import type { OrderIds } from './order-ids.ts'
import { LIVE, NO_SLOT, type OrderSlots, PENDING_CANCEL, PENDING_NEW, PENDING_REPLACE } from './order-slots.ts'
import { lineOfSlot, sideOfSlot } from './quote-board.ts'
import type { QuoteManager } from './quote-manager.ts'
import type { RejectBackoff } from './reject-backoff.ts'
import type { ExecutionEvent } from './strategy.ts'
import { NO_LINE, type StrategyTable } from './strategy-table.ts'

export interface ExecutionParts {
  readonly slots: OrderSlots
  readonly ids: OrderIds
  readonly manager: QuoteManager
  readonly backoff: RejectBackoff
  readonly inventory: Inventory
  readonly strategies: StrategyTable
  readonly instruments: Instruments
  readonly counters: CounterTable<AlphaCounter>
}

export class ExecutionAdapter {
  /** What the last report said, for the strategy; line -1 when it is not about an order of ours. */
  readonly event: ExecutionEvent = { line: NO_LINE, side: BID, execType: 0, lastLots: 0.5, lastTicks: 0.5 }
  /** Instrument whose position the last report changed, -1 for none. */
  filledInstrument = -1
  readonly #parts: ExecutionParts
  readonly #report = new ExecutionReportDecoder()
  readonly #reject = new OrderCancelRejectDecoder()

  constructor(parts: ExecutionParts) {
    this.#parts = parts
  }

  /** @param isFromGateway a refusal before the ems. */
  onReport(nowNs: number, frame: FixFrame, isFromGateway: boolean): void {
    const report = this.#report.wrap(frame)
    const { ids, slots } = this.#parts
    const { event } = this
    const execType = report.execType()
    this.filledInstrument = -1
    event.line = NO_LINE
    event.execType = execType
    event.lastLots = 0
    event.lastTicks = Number.NaN
    const id = ids.parse(report.bytes, report.clOrdIdOffset, report.clOrdIdLength)
    let slot = slots.find(id)
    if (slot === NO_SLOT && report.origClOrdIdLength > 0) {
      slot = slots.find(ids.parse(report.bytes, report.origClOrdIdOffset, report.origClOrdIdLength))
    }
    if (execType === EXEC_TYPE.TRADE) this.#onFill(report)
    if (slot === NO_SLOT) return
    event.line = lineOfSlot(slot)
    event.side = sideOfSlot(slot) as ExecutionEvent['side']
    this.#readFilled(slot, report)
    this.#onOrder(nowNs, slot, id, execType, report, isFromGateway)
  }

  onCancelReject(nowNs: number, frame: FixFrame, isFromGateway: boolean): void {
    const { ids, slots, backoff, manager, counters } = this.#parts
    const reject = this.#reject.wrap(frame)
    this.event.line = NO_LINE
    this.filledInstrument = -1
    const id = ids.parse(reject.bytes, reject.clOrdIdOffset, reject.clOrdIdLength)
    const slot = slots.find(id)
    if (slot === NO_SLOT || slots.pendingIds[slot] !== id) return
    const line = lineOfSlot(slot)
    this.event.line = line
    this.event.side = sideOfSlot(slot) as ExecutionEvent['side']
    this.event.execType = EXEC_TYPE.REJECTED
    counters.increment('cancelRejects')
    // The gateway may have lost sight of an order that lives: only the ems can say that it is gone.
    if (!isFromGateway && isTerminal(reject.ordStatus())) {
      slots.free(slot)
      return
    }
    if (reject.cxlRejResponseTo() === CXL_REJ_RESPONSE_TO.ORDER_CANCEL_REPLACE_REQUEST) {
      if (slots.states[slot] === PENDING_REPLACE) slots.states[slot] = LIVE
      counters.increment('rejectsSeen')
      backoff.onReject(line, nowNs)
    } else if (slots.states[slot] === PENDING_CANCEL) manager.onCancelRefused(slot, nowNs)
  }

  #onOrder(
    nowNs: number,
    slot: number,
    id: number,
    execType: number,
    report: ExecutionReportDecoder,
    isFromGateway: boolean,
  ): void {
    const { slots, backoff, counters } = this.#parts
    const line = this.event.line
    switch (execType) {
      case EXEC_TYPE.NEW:
        if (slots.states[slot] === PENDING_NEW) slots.states[slot] = LIVE
        backoff.onAccept(line)
        break
      case EXEC_TYPE.REPLACED:
        this.#onReplaced(nowNs, slot, id)
        break
      case EXEC_TYPE.TRADE:
        if (slots.states[slot] === PENDING_NEW) slots.states[slot] = LIVE
        if (isTerminal(report.ordStatus()) || report.leavesQtyE8() === 0) slots.free(slot)
        break
      case EXEC_TYPE.REJECTED:
        counters.increment(isFromGateway ? 'rejectsByGateway' : 'rejectsByVenue')
        counters.increment('rejectsSeen')
        backoff.onReject(line, nowNs)
        slots.free(slot)
        break
      case EXEC_TYPE.CANCELED:
      case EXEC_TYPE.EXPIRED:
      case EXEC_TYPE.DONE_FOR_DAY:
        // Not asked for: the venue took it (post-only, self-match, disconnect). Coming back at once would be a storm.
        if (slots.states[slot] !== PENDING_CANCEL && slots.isTaking[slot] === 0) backoff.onReject(line, nowNs)
        slots.free(slot)
        break
      case EXEC_TYPE.ORDER_STATUS:
        if (isTerminal(report.ordStatus())) slots.free(slot)
        break
    }
  }

  #onReplaced(nowNs: number, slot: number, id: number): void {
    const { slots, backoff } = this.#parts
    if (slots.states[slot] !== PENDING_REPLACE || slots.pendingIds[slot] !== id) {
      // The answer to a replace that was given up: the order stands under this id now.
      if (id > slots.ids[slot]!) slots.ids[slot] = id
      return
    }
    slots.states[slot] = LIVE
    slots.ids[slot] = id
    slots.prices[slot] = slots.pendingPrices[slot]!
    slots.lots[slot] = slots.pendingLots[slot]!
    slots.setNs[slot] = nowNs
    slots.attempts[slot] = 0
    backoff.onAccept(this.event.line)
  }

  #readFilled(slot: number, report: ExecutionReportDecoder): void {
    const { slots, instruments, strategies } = this.#parts
    const instrument = strategies.instrumentOfLine[this.event.line]!
    const cum = Math.round(report.cumQtyE8() / instruments.lotE8s[instrument]!)
    if (cum > slots.filled[slot]!) slots.filled[slot] = cum
  }

  /** Any fill of one of our accounts, whoever sent the order. Re-sent ones are in the positions already. */
  #onFill(report: ExecutionReportDecoder): void {
    const { inventory, strategies, instruments, counters } = this.#parts
    if (report.possResend()) return
    const account = report.accountFind(strategies.accounts)
    const { bytes } = report
    const instrument = instruments.indexOf(
      instruments.find(
        bytes,
        report.symbolOffset,
        report.symbolLength,
        bytes,
        report.marketIdOffset,
        report.marketIdLength,
      ) || NO_INSTRUMENT,
    )
    if (account < 0 || instrument < 0) return
    const lots = Math.round(report.lastQtyE8() / instruments.lotE8s[instrument]!)
    if (!(lots > 0)) return
    counters.increment('fillsSeen')
    this.event.lastLots = lots
    this.event.lastTicks = report.lastPxE8() / instruments.tickE8s[instrument]!
    const sign = report.side() === SIDE.BUY ? 1 : -1
    inventory.onFill(account, instrument, sign * lots, report.applSeqNum())
    this.filledInstrument = instrument
  }
}

export function isTerminal(status: number): boolean {
  return (
    status === ORD_STATUS.FILLED ||
    status === ORD_STATUS.CANCELED ||
    status === ORD_STATUS.REJECTED ||
    status === ORD_STATUS.EXPIRED ||
    status === ORD_STATUS.DONE_FOR_DAY
  )
}
