import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { EXEC_TYPE, ORD_STATUS, ORD_TYPE, TIME_IN_FORCE } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import {
  type FieldReader,
  find,
  TAG_CLORDID,
  TAG_CUM_QTY,
  TAG_LAST_QTY,
  TAG_ORD_TYPE,
  TAG_ORDER_QTY,
  TAG_ORIG_CLORDID,
  TAG_POSS_RESEND,
  TAG_PRICE,
  TAG_TIME_IN_FORCE,
} from './field-reader.ts'
import type { InstrumentTable } from './instrument-table.ts'
import { BUY, OrderRequest } from './order-request.ts'
import { NO_SLOT, type OrderTable } from './order-table.ts'
import type { PositionTable } from './position-table.ts'
import type { Scopes } from './scopes.ts'

const TAG_EXEC_TYPE = 150
const TAG_ORD_STATUS = 39
const TAG_APPL_SEQ_NUM = 1181
const TAG_CXL_REJ_RESPONSE_TO = 434
const TO_REPLACE = 50

/** Told what orders went through, for the counters of strategies and venues. */
export interface ExecutionListener {
  onExecuted(nowNs: number, strategy: number, instrument: number, signedLots: number): void
  /** A venue refused an order (isReject) or took one. */
  onAnswered(nowNs: number, strategy: number, venue: number, isReject: boolean): void
  /** Positions must be asked for: a bust, or more fills than can wait for the oms. */
  onPositionsLost(): void
  /** An order turned up that nobody named when open orders were asked for: they must be asked for again. */
  onAdopted(): void
}

export interface ExecutionParts {
  readonly orders: OrderTable
  readonly positions: PositionTable
  readonly reader: FieldReader
  readonly scopes: Scopes
  readonly instruments: InstrumentTable
  readonly counters: CounterTable<GatewayCounter>
  readonly listener: ExecutionListener
}

/**
 * Executions to order states and positions. Idempotent: quantities executed only grow (but by busts and corrections),
 * terminal orders stay so, a report that came before changes nothing. An order nobody told us of is adopted: what is
 * open at a venue counts.
 */
export class ExecutionAdapter {
  readonly #parts: ExecutionParts
  readonly #adopted = new OrderRequest()

  constructor(parts: ExecutionParts) {
    this.#parts = parts
  }

  /** ExecutionReport of the ems. */
  onReport(nowNs: number, frame: FixFrame): void {
    const { orders, counters } = this.#parts
    counters.increment('executions')
    const execType = frame.char(TAG_EXEC_TYPE)
    const status = frame.char(TAG_ORD_STATUS)
    let slot = orders.slotOf(find(frame, TAG_CLORDID, orders.ids))
    if (slot === NO_SLOT) slot = orders.slotOf(find(frame, TAG_ORIG_CLORDID, orders.ids))
    if (slot === NO_SLOT) {
      this.#onUnknown(nowNs, frame, execType, status)
      return
    }
    if (execType === EXEC_TYPE.ORDER_STATUS) orders.namedNs[slot] = nowNs
    const instrument = this.#parts.reader.instrument(frame)
    if (orders.isRouted[slot] === 1 && instrument >= 0) orders.relocate(slot, instrument)
    if (execType === EXEC_TYPE.REPLACED) this.#onReplaced(frame, slot)
    this.#onQuantity(nowNs, frame, slot, execType)
    this.#tellAnswer(nowNs, slot, execType)
    if (execType === EXEC_TYPE.RESTATED || execType === EXEC_TYPE.ORDER_STATUS) this.#onRestated(frame, slot)
    if (isTerminal(status)) orders.close(slot)
  }

  /**
   * OrderCancelReject: of a replace, the order goes on as it was. An unknown order stays counted until the ems says
   * what became of it.
   */
  onCancelReject(frame: FixFrame): void {
    const { orders } = this.#parts
    const requestId = find(frame, TAG_CLORDID, orders.ids)
    let slot = orders.slotOf(requestId)
    if (slot === NO_SLOT) slot = orders.slotOf(find(frame, TAG_ORIG_CLORDID, orders.ids))
    if (slot === NO_SLOT) return
    const isReplace = frame.char(TAG_CXL_REJ_RESPONSE_TO) === TO_REPLACE
    if (isReplace && orders.pendingId[slot] === requestId) orders.dropReplace(slot)
  }

  #onReplaced(frame: FixFrame, slot: number): void {
    const { orders } = this.#parts
    const id = find(frame, TAG_CLORDID, orders.ids)
    // The report of an earlier replace may come twice; only the one in flight changes the order.
    if (id === NOT_FOUND || (id !== orders.pendingId[slot] && id !== orders.id[slot])) return
    const isPending = id === orders.pendingId[slot]
    const lots = this.#lots(frame, TAG_ORDER_QTY, orders.instrument[slot]!)
    const ticks = this.#ticks(frame, orders.instrument[slot]!)
    const qty = lots > 0 ? lots : isPending ? orders.pendingQty[slot]! : orders.qty[slot]!
    const price = ticks > 0 ? ticks : isPending ? orders.pendingPrice[slot]! : orders.price[slot]!
    if (isPending) orders.restate(slot, qty, price, id)
  }

  /** The venue changed the order by itself, or tells how it stands. A replace in flight keeps counting. */
  #onRestated(frame: FixFrame, slot: number): void {
    const { orders } = this.#parts
    if (orders.pendingId[slot] !== NOT_FOUND) return
    const lots = this.#lots(frame, TAG_ORDER_QTY, orders.instrument[slot]!)
    const ticks = this.#ticks(frame, orders.instrument[slot]!)
    if (lots > 0) orders.restate(slot, lots, ticks > 0 ? ticks : orders.price[slot]!, orders.id[slot]!)
  }

  #onQuantity(nowNs: number, frame: FixFrame, slot: number, execType: number): void {
    const { orders, counters, listener } = this.#parts
    const cum = this.#lots(frame, TAG_CUM_QTY, orders.instrument[slot]!)
    const before = orders.cum[slot]!
    const isAmendment = execType === EXEC_TYPE.TRADE_CANCEL || execType === EXEC_TYPE.TRADE_CORRECT
    if (Number.isNaN(cum) || cum === before || (cum < before && !isAmendment)) return
    if (cum > Math.max(orders.qty[slot]!, orders.pendingQty[slot]! || 0)) counters.increment('overfilled')
    if (isAmendment) {
      // A position report does not say whether it holds a bust: ask for positions rather than guess.
      listener.onPositionsLost()
    } else {
      const signed = orders.side[slot] === BUY ? cum - before : before - cum
      this.#book(frame, orders.account[slot]!, orders.strategy[slot]!, orders.instrument[slot]!, signed)
      listener.onExecuted(nowNs, orders.strategy[slot]!, orders.instrument[slot]!, signed)
    }
    orders.setCum(slot, cum)
    counters.increment('fills')
  }

  #tellAnswer(nowNs: number, slot: number, execType: number): void {
    const { orders, listener, instruments } = this.#parts
    if (execType !== EXEC_TYPE.REJECTED && execType !== EXEC_TYPE.NEW) return
    const venue = instruments.venue[orders.instrument[slot]!]!
    listener.onAnswered(nowNs, orders.strategy[slot]!, venue, execType === EXEC_TYPE.REJECTED)
  }

  /** A report of an order we do not hold: an open one is adopted, a fill counts in the position. */
  #onUnknown(nowNs: number, frame: FixFrame, execType: number, status: number): void {
    const { orders, counters, reader } = this.#parts
    const isResend = frame.boolean(TAG_POSS_RESEND)
    const account = reader.account(frame)
    const instrument = reader.instrument(frame)
    const side = reader.side(frame)
    if (account < 0 || instrument < 0 || side < 0) return
    if (execType === EXEC_TYPE.TRADE && !isResend) {
      const last = this.#lots(frame, TAG_LAST_QTY, instrument)
      if (last > 0) {
        this.#book(frame, account, reader.strategy(frame), instrument, side === BUY ? last : -last)
        counters.increment('fills')
      }
    }
    const isKnownDone = find(frame, TAG_CLORDID, orders.ids) !== NOT_FOUND
    if (isTerminal(status) || isResend || (isKnownDone && execType !== EXEC_TYPE.ORDER_STATUS)) return
    this.#adopt(nowNs, frame, account, instrument, side)
  }

  #adopt(nowNs: number, frame: FixFrame, account: number, instrument: number, side: number): void {
    const { orders, counters, reader, listener } = this.#parts
    const qty = this.#lots(frame, TAG_ORDER_QTY, instrument)
    const cum = this.#lots(frame, TAG_CUM_QTY, instrument)
    if (!(qty > 0) || orders.isFull) return
    const order = this.#adopted
    order.clear()
    order.nowNs = nowNs
    order.account = account
    order.strategy = reader.strategy(frame)
    order.instrument = instrument
    order.side = side
    order.qtyLots = qty
    order.hasPrice = frame.char(TAG_ORD_TYPE) !== ORD_TYPE.MARKET
    order.priceTicks = this.#ticks(frame, instrument)
    if (!(order.priceTicks > 0)) order.hasPrice = false
    order.timeInForce = frame.char(TAG_TIME_IN_FORCE) || TIME_IN_FORCE.DAY
    const id = orders.ids.intern(frame.bytes, frame.offsetOf(TAG_CLORDID), frame.lengthOf(TAG_CLORDID))
    const slot = orders.open(order, id, cum > 0 ? cum : 0)
    if (frame.char(TAG_EXEC_TYPE) === EXEC_TYPE.ORDER_STATUS) orders.namedNs[slot] = nowNs
    else listener.onAdopted()
    counters.increment('adopted')
  }

  #book(frame: FixFrame, account: number, strategy: number, instrument: number, signedLots: number): void {
    const { positions, scopes, listener } = this.#parts
    const number = frame.int(TAG_APPL_SEQ_NUM)
    const seq = number > 0 ? number : 0
    let isKept = account < 0 || positions.onFill(scopes.account(account), instrument, signedLots, seq)
    if (strategy >= 0) isKept = positions.onFill(scopes.strategy(strategy), instrument, signedLots, seq) && isKept
    if (!isKept) listener.onPositionsLost()
  }

  /** Lots of a quantity field, rounded up; NaN when absent. */
  #lots(frame: FixFrame, tag: number, instrument: number): number {
    return Math.ceil(frame.decimalE8(tag) / this.#parts.instruments.lotE8[instrument]!)
  }

  #ticks(frame: FixFrame, instrument: number): number {
    return Math.round(frame.decimalE8(TAG_PRICE) / this.#parts.instruments.tickE8[instrument]!)
  }
}

function isTerminal(status: number): boolean {
  return (
    status === ORD_STATUS.FILLED ||
    status === ORD_STATUS.CANCELED ||
    status === ORD_STATUS.REJECTED ||
    status === ORD_STATUS.EXPIRED ||
    status === ORD_STATUS.DONE_FOR_DAY
  )
}
