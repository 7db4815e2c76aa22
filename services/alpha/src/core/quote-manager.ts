/**
 * Makes orders follow the quote board. For each slot at most one order, and nothing is sent about an order while a
 * request about it is in flight: what is in the market on a side never exceeds what was wanted. New orders and replaces
 * only in answer to a market event (its number and times travel with them); cancels at any time.
 */

import { ASK, BID, type Side } from '@reflex/book'
import { isRequoteDue } from '@reflex/quant'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { AlphaCounter } from '../counters.ts'
import type { MarketState } from './market-state.ts'
import type { OrderIds } from './order-ids.ts'
import { NO_CAUSE, type OrderPublisher } from './order-publisher.ts'
import { IDLE, LIVE, type OrderSlots, PENDING_CANCEL, PENDING_NEW, PENDING_REPLACE } from './order-slots.ts'
import { LEVELS_MAX, type QuoteBoard, STYLE_TAKE, sideOfSlot, slotOf } from './quote-board.ts'
import type { QuoteGate } from './quote-gate.ts'
import type { RateBudget } from './rate-budget.ts'
import type { RejectBackoff } from './reject-backoff.ts'
import type { StrategyTable } from './strategy-table.ts'

/** Cancels of one order that may fail before everything is cancelled and asked for. */
const ATTEMPTS_MAX = 3
/** A live order is refilled when it has less than this share of the wanted quantity left. */
const REFILL_BELOW = 0.5

export interface QuoteManagerOptions {
  /** After this an unanswered request counts as lost, and its order as live. */
  readonly pendingTimeoutNs: number
  /** Whether price and quantity are changed by replace (G); else by cancel and a new order. */
  readonly useReplace: boolean
}

export interface QuoteManagerParts {
  readonly board: QuoteBoard
  readonly slots: OrderSlots
  readonly gate: QuoteGate
  readonly ids: OrderIds
  readonly publisher: OrderPublisher
  readonly strategies: StrategyTable
  readonly market: MarketState
  readonly budget: RateBudget
  readonly backoff: RejectBackoff
  readonly counters: CounterTable<AlphaCounter>
}

export class QuoteManager {
  /** Set when orders cannot be brought under control one by one: cancel all and ask what is open. */
  isResyncWanted = false
  readonly #parts: QuoteManagerParts
  readonly #options: QuoteManagerOptions
  readonly #toleranceTicks: Float64Array
  readonly #lifeMinNs: Float64Array
  /** Price and lots wanted for the slot in hand. */
  readonly #want = new Float64Array(2)

  constructor(parts: QuoteManagerParts, options: QuoteManagerOptions) {
    this.#parts = parts
    this.#options = options
    this.#toleranceTicks = new Float64Array(parts.strategies.lineCount).fill(1)
    this.#lifeMinNs = new Float64Array(parts.strategies.lineCount)
  }

  /** How far a quote may stand from where it is wanted, ticks, and how long it stands at least, ns. */
  setPatience(line: number, toleranceTicks: number, lifeMinNs: number): void {
    this.#toleranceTicks[line] = Math.max(1, toleranceTicks)
    this.#lifeMinNs[line] = lifeMinNs
  }

  /** @param cause instrument whose market event is in hand, NO_CAUSE outside of one: then only cancels go out. */
  converge(line: number, nowNs: number, cause: number, out: Outbox): void {
    const { gate, board, slots } = this.#parts
    gate.look(line, nowNs)
    // Upwards the ask first: the side that moves away makes room for the other.
    const bid = slotOf(line, BID, 0)
    const isUp = slots.states[bid] !== IDLE && board.prices[bid]! > slots.prices[bid]!
    this.#convergeSide(line, isUp ? ASK : BID, nowNs, cause, out)
    this.#convergeSide(line, isUp ? BID : ASK, nowNs, cause, out)
  }

  /**
   * Whether the wanted price would meet an order of ours on the other side, as it stands or as it is asked to stand.
   */
  #meetsOwn(slot: number, line: number): boolean {
    const { slots } = this.#parts
    const isBid = sideOfSlot(slot) === BID
    const price = this.#want[0]!
    const first = slotOf(line, isBid ? ASK : BID, 0)
    for (let other = first; other < first + LEVELS_MAX; other++) {
      if (slots.states[other] === IDLE) continue
      if (isBid ? price >= slots.prices[other]! : price <= slots.prices[other]!) return true
      if (slots.states[other] !== PENDING_REPLACE) continue
      if (isBid ? price >= slots.pendingPrices[other]! : price <= slots.pendingPrices[other]!) return true
    }
    return false
  }

  #convergeSide(line: number, side: Side, nowNs: number, cause: number, out: Outbox): void {
    const { gate } = this.#parts
    const first = slotOf(line, side, 0)
    for (let slot = first; slot < first + LEVELS_MAX; slot++) {
      gate.want(slot, side, this.#want)
      this.#convergeSlot(slot, line, nowNs, cause, out)
    }
  }

  #convergeSlot(slot: number, line: number, nowNs: number, cause: number, out: Outbox): void {
    const { slots, backoff } = this.#parts
    const wanted = this.#want[1]!
    switch (slots.states[slot]) {
      case IDLE:
        if (wanted > 0 && cause !== NO_CAUSE && !backoff.isResting(line, nowNs))
          this.#new(slot, line, nowNs, cause, out)
        return
      case LIVE:
        // An immediate-or-cancel order ends by itself.
        if (slots.isTaking[slot] === 1) this.#expire(slot, line, nowNs, out)
        else if (wanted <= 0) this.#cancel(slot, line, nowNs, cause, out)
        else if (cause !== NO_CAUSE && !backoff.isResting(line, nowNs)) this.#adjust(slot, line, nowNs, cause, out)
        return
      default:
        this.#expire(slot, line, nowNs, out)
    }
  }

  #new(slot: number, line: number, nowNs: number, cause: number, out: Outbox): void {
    const { slots, board, budget, strategies, ids, publisher, counters } = this.#parts
    if (this.#meetsOwn(slot, line)) return
    if (!budget.tryTake(strategies.strategyOfLine[line]!, nowNs)) {
      counters.increment('rateHeld')
      return
    }
    const id = ids.next()
    slots.remember(id, slot)
    slots.states[slot] = PENDING_NEW
    slots.openCount++
    slots.ids[slot] = id
    slots.firstIds[slot] = id
    slots.pendingIds[slot] = id
    slots.prices[slot] = this.#want[0]!
    slots.lots[slot] = this.#want[1]!
    slots.filled[slot] = 0
    slots.setNs[slot] = nowNs
    slots.deadlineNs[slot] = nowNs + this.#options.pendingTimeoutNs
    slots.attempts[slot] = 0
    slots.isTaking[slot] = board.styles[slot] === STYLE_TAKE ? 1 : 0
    if (slots.isTaking[slot] === 1) board.lots[slot] = 0
    publisher.newOrder(slot, cause, out)
    counters.increment('ordersSent')
  }

  #adjust(slot: number, line: number, nowNs: number, cause: number, out: Outbox): void {
    const { slots } = this.#parts
    const leaves = slots.lots[slot]! - slots.filled[slot]!
    const isSized = leaves <= this.#want[1]! && leaves >= REFILL_BELOW * this.#want[1]!
    const isOld = nowNs - slots.setNs[slot]! >= this.#lifeMinNs[line]!
    const isMoved = isRequoteDue(slots.prices[slot]!, this.#want[0]!, this.#toleranceTicks[line]!)
    if (isSized && !(isMoved && isOld)) return
    // Too large must shrink now; it keeps its place in the queue unless the price is due as well.
    if (!(isMoved && isOld)) this.#want[0] = slots.prices[slot]!
    if (!this.#options.useReplace) this.#cancel(slot, line, nowNs, cause, out)
    else this.#replace(slot, line, nowNs, cause, out)
  }

  #replace(slot: number, line: number, nowNs: number, cause: number, out: Outbox): void {
    const { slots, budget, strategies, ids, publisher, counters } = this.#parts
    if (this.#meetsOwn(slot, line)) return
    if (!budget.tryTake(strategies.strategyOfLine[line]!, nowNs)) {
      counters.increment('rateHeld')
      return
    }
    const id = ids.next()
    slots.remember(id, slot)
    slots.states[slot] = PENDING_REPLACE
    slots.pendingIds[slot] = id
    slots.pendingPrices[slot] = this.#want[0]!
    slots.pendingLots[slot] = slots.filled[slot]! + this.#want[1]!
    slots.deadlineNs[slot] = nowNs + this.#options.pendingTimeoutNs
    publisher.replace(slot, cause, out)
    counters.increment('replacesSent')
  }

  #cancel(slot: number, line: number, nowNs: number, cause: number, out: Outbox): void {
    const { slots, budget, strategies, ids, publisher, counters } = this.#parts
    budget.take(strategies.strategyOfLine[line]!, nowNs)
    const id = ids.next()
    slots.remember(id, slot)
    slots.states[slot] = PENDING_CANCEL
    slots.pendingIds[slot] = id
    slots.deadlineNs[slot] = nowNs + this.#options.pendingTimeoutNs
    publisher.cancel(slot, cause, out)
    counters.increment('cancelsSent')
  }

  /**
   * A request without an answer: the order may be live, so it is cancelled; when that fails too often, everything is.
   */
  #expire(slot: number, line: number, nowNs: number, out: Outbox): void {
    const { slots, counters } = this.#parts
    if (nowNs < slots.deadlineNs[slot]!) return
    counters.increment('unanswered')
    if (++slots.attempts[slot]! > ATTEMPTS_MAX) this.isResyncWanted = true
    // A replace that got through changed the id: the mass cancel of a resync settles it when the cancel below misses.
    this.#cancel(slot, line, nowNs, NO_CAUSE, out)
  }

  /** What became of a cancel that was refused though the order lives. */
  onCancelRefused(slot: number, nowNs: number): void {
    const { slots } = this.#parts
    slots.states[slot] = PENDING_CANCEL
    slots.deadlineNs[slot] = Math.min(slots.deadlineNs[slot]!, nowNs + this.#options.pendingTimeoutNs / 4)
  }

  /** Lots that may trade on a side of a line. */
  exposure(line: number, side: Side): number {
    const first = slotOf(line, side, 0)
    let sum = 0
    for (let slot = first; slot < first + LEVELS_MAX; slot++) sum += this.#parts.slots.exposure(slot)
    return sum
  }
}
