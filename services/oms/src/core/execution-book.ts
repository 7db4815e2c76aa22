/**
 * The book of record on plain numbers: every execution exactly once by (venue, ExecID), orders, positions by account
 * and by strategy, breaks. Reports may come in any order, twice, or late: the end state depends only on which reports
 * came (their order is the ApplSeqNum of the execution journal, not the time of arrival).
 *
 *     trade      booked at once; behind a later one it makes the position stale until `settle`
 *     bust (H)   the position is replayed without the trade           correct (G)  ... with its new quantity and price
 *     unknown reference while reports are missing: waits for them; else a break, and nothing is guessed
 */

import { AsciiTable } from '@reflex/base'
import { BREAK, BreakList } from './break-list.ts'
import type { ContractTerms } from './contract-terms.ts'
import { ExecutionInput } from './execution-input.ts'
import { doubledInts } from './growth.ts'
import { OrderTable } from './order-table.ts'
import { PendingAmendments } from './pending-amendments.ts'
import { NO_TRADE, PositionBook } from './position-book.ts'
import { SequenceTracker } from './sequence-tracker.ts'
import { TRADE_ALIVE, TRADE_CORRECTED, TRADE_DEAD, TradeTable } from './trade-table.ts'

/** What a report did to the positions. */
export const BOOKED = 1
export const NOTHING_BOOKED = 0

const BUST = 72 // ExecType H
const NO_ROW = -1

export interface ExecutionBookOptions {
  /** Terms by instrument id; undefined for ids that are not in use. */
  readonly terms: readonly (ContractTerms | undefined)[]
  readonly ordersCapacity: number
  readonly executionsCapacity: number
  readonly positionsCapacity: number
}

export class ExecutionBook {
  /** Venue and ExecID, joined; account names; account and strategy, joined. */
  readonly execIds: AsciiTable
  readonly accounts = new AsciiTable(64)
  readonly strategies = new AsciiTable(64)
  readonly orders: OrderTable
  readonly trades: TradeTable
  readonly byAccount: PositionBook
  readonly byStrategy: PositionBook
  readonly breaks = new BreakList()
  readonly pending = new PendingAmendments()
  readonly sequence = new SequenceTracker()
  /** By row of strategies: its account. */
  accountOfStrategy: Int32Array = new Int32Array(64)
  /** By row of execIds: 0 only referred to so far, 1 seen. */
  seen: Int32Array
  /** By row of execIds: its trade, or NO_TRADE. */
  tradeOf: Int32Array
  executions = 0
  duplicates = 0
  /** Rows of `byAccount` and `byStrategy` touched by the last report, -1 for none. */
  lastPosition = NO_ROW
  lastStrategy = NO_ROW
  readonly #terms: readonly (ContractTerms | undefined)[]
  readonly #amendment = new ExecutionInput()

  constructor(options: ExecutionBookOptions) {
    this.#terms = options.terms
    this.execIds = new AsciiTable(options.executionsCapacity, 24)
    this.orders = new OrderTable(options.ordersCapacity)
    this.trades = new TradeTable(options.executionsCapacity)
    this.byAccount = new PositionBook(this.trades, options.positionsCapacity)
    this.byStrategy = new PositionBook(this.trades, options.positionsCapacity)
    this.seen = new Int32Array(options.executionsCapacity)
    this.tradeOf = new Int32Array(options.executionsCapacity)
  }

  /** The row of (venue, ExecID) in `bytes`. A new row is only referred to until `accept`. */
  execRow(bytes: Uint8Array, offset: number, length: number): number {
    const row = this.execIds.intern(bytes, offset, length)
    if (row >= this.seen.length) {
      this.seen = doubledInts(this.seen)
      this.tradeOf = doubledInts(this.tradeOf)
    }
    if (this.execIds.size === row + 1 && this.seen[row] === 0) this.tradeOf[row] = NO_TRADE
    return row
  }

  /** The row of an account's strategy, named `account|strategy` in `bytes`. */
  strategyRow(bytes: Uint8Array, offset: number, length: number, account: number): number {
    const row = this.strategies.intern(bytes, offset, length)
    if (row >= this.accountOfStrategy.length) this.accountOfStrategy = doubledInts(this.accountOfStrategy)
    this.accountOfStrategy[row] = account
    return row
  }

  /**
   * Marks an execution as seen. @returns false when it was seen before: a duplicate, which must not be booked again.
   */
  accept(input: ExecutionInput): boolean {
    this.lastPosition = NO_ROW
    this.lastStrategy = NO_ROW
    if (this.seen[input.execId] === 1) {
      this.duplicates++
      this.#checkConflict(input)
      return false
    }
    this.seen[input.execId] = 1
    this.executions++
    return true
  }

  /** Books a fill that was accepted. @returns BOOKED or NOTHING_BOOKED (a break). */
  trade(input: ExecutionInput): number {
    const terms = this.#terms[input.instrument]
    const isWhole = input.lastLots > 0 && input.account >= 0 && input.side !== 0
    if (terms === undefined || !isWhole) return this.#unbookable(input)
    const position = this.byAccount.rowOf(input.account, input.instrument, terms)
    const trade = this.#append(input, position)
    if (!this.byAccount.ledger.canBook(position, this.trades, trade)) {
      this.trades.state[trade] = TRADE_DEAD
      return this.#unbookable(input)
    }
    const strategy = this.byStrategy.rowOf(Math.max(0, input.strategy), input.instrument, terms)
    this.trades.strategyRow[trade] = strategy
    this.byAccount.add(position, trade)
    this.byStrategy.add(strategy, trade)
    this.#addFilled(input.order, trade, 1)
    this.#touch(trade)
    if (this.pending.size > 0) this.#amendWaiting(input.execId)
    return BOOKED
  }

  /** Applies a bust (H) or correction (G) that was accepted. @returns BOOKED or NOTHING_BOOKED. */
  amend(input: ExecutionInput): number {
    const trade = input.refExecId < 0 ? NO_TRADE : this.tradeOf[input.refExecId]!
    if (trade === NO_TRADE) {
      const mayCome = input.refExecId >= 0 && this.seen[input.refExecId] === 0 && this.#isMissingBefore(input)
      if (mayCome && this.pending.add(input)) return NOTHING_BOOKED
      this.breaks.raise(BREAK.UNKNOWN_REFERENCE, input.execId, input.order, input.sequence)
      return NOTHING_BOOKED
    }
    return input.execType === BUST ? this.#bust(input, trade) : this.#correct(input, trade)
  }

  /** After the last hole was filled: what still refers to nothing never will. @returns breaks raised. */
  resolvePending(): number {
    const before = this.breaks.total
    for (let row = 0; row < this.pending.size; ) {
      if (this.pending.sequenceOf(row) > this.sequence.contiguous) row++
      else {
        this.pending.takeInto(row, this.#amendment)
        this.breaks.raise(
          BREAK.UNKNOWN_REFERENCE,
          this.#amendment.execId,
          this.#amendment.order,
          this.#amendment.sequence,
        )
      }
    }
    return this.breaks.total - before
  }

  /** Replays what came late. Call before positions are read. */
  settle(): void {
    if (this.byAccount.hasStale) this.byAccount.settleAll()
    if (this.byStrategy.hasStale) this.byStrategy.settleAll()
  }

  /** Whether reports before this one are missing. Numbers only: what the journal replays must decide as it did live. */
  #isMissingBefore(input: ExecutionInput): boolean {
    return this.sequence.contiguous < input.sequence
  }

  #append(input: ExecutionInput, position: number): number {
    const trades = this.trades
    const trade = trades.append()
    trades.signedLots[trade] = input.lastLots * input.side
    trades.priceE8[trade] = input.lastPriceE8
    trades.feeE8[trade] = Number.isNaN(input.feeE8) ? 0 : input.feeE8
    // Without a number of the journal a trade counts as the latest so far.
    trades.sequence[trade] = input.sequence > 0 ? input.sequence : this.byAccount.lastSequence(position)
    trades.order[trade] = input.order
    trades.execId[trade] = input.execId
    trades.positionRow[trade] = position
    trades.strategyRow[trade] = NO_ROW
    this.tradeOf[input.execId] = trade
    return trade
  }

  #unbookable(input: ExecutionInput): number {
    this.breaks.raise(BREAK.UNBOOKABLE, input.execId, input.order, input.sequence)
    return NOTHING_BOOKED
  }

  #bust(input: ExecutionInput, trade: number): number {
    const trades = this.trades
    if (trades.state[trade] === TRADE_DEAD) return this.#deadReference(input)
    trades.state[trade] = TRADE_DEAD
    if (trades.amendedBy[trade]! > input.sequence) this.#deadReference(input)
    else trades.amendedBy[trade] = input.sequence
    this.#addFilled(trades.order[trade]!, trade, -1)
    return this.#restate(trade)
  }

  #correct(input: ExecutionInput, trade: number): number {
    const trades = this.trades
    const isLate = input.sequence > 0 && input.sequence < trades.amendedBy[trade]!
    if (trades.state[trade] === TRADE_DEAD) return isLate ? NOTHING_BOOKED : this.#deadReference(input)
    if (isLate) return NOTHING_BOOKED
    if (!(input.lastLots > 0 && input.lastPriceE8 > 0)) return this.#unbookable(input)
    this.#addFilled(trades.order[trade]!, trade, -1)
    trades.signedLots[trade] = trades.signedLots[trade]! > 0 ? input.lastLots : 0 - input.lastLots
    trades.priceE8[trade] = input.lastPriceE8
    if (!Number.isNaN(input.feeE8)) trades.feeE8[trade] = input.feeE8
    trades.state[trade] = TRADE_CORRECTED
    trades.amendedBy[trade] = input.sequence
    this.#addFilled(trades.order[trade]!, trade, 1)
    return this.#restate(trade)
  }

  #deadReference(input: ExecutionInput): number {
    this.breaks.raise(BREAK.DEAD_REFERENCE, input.execId, input.order, input.sequence)
    return NOTHING_BOOKED
  }

  #restate(trade: number): number {
    this.byAccount.onAmended(this.trades.positionRow[trade]!, trade)
    this.byStrategy.onAmended(this.trades.strategyRow[trade]!, trade)
    this.#touch(trade)
    return BOOKED
  }

  #touch(trade: number): void {
    this.lastPosition = this.trades.positionRow[trade]!
    this.lastStrategy = this.trades.strategyRow[trade]!
  }

  #amendWaiting(execId: number): void {
    for (let row = this.pending.find(execId); row >= 0; row = this.pending.find(execId)) {
      this.pending.takeInto(row, this.#amendment)
      this.amend(this.#amendment)
    }
  }

  #addFilled(order: number, trade: number, sign: number): void {
    if (order < 0) return
    const root = this.orders.root[order]!
    this.orders.filledLots[root]! += sign * Math.abs(this.trades.signedLots[trade]!)
  }

  /** The same ExecID must tell the same trade; after a correction the venue may repeat either. */
  #checkConflict(input: ExecutionInput): void {
    const trade = this.tradeOf[input.execId]!
    if (trade === NO_TRADE || this.trades.state[trade] !== TRADE_ALIVE) return
    const isSame =
      this.trades.signedLots[trade] === input.lastLots * input.side && this.trades.priceE8[trade] === input.lastPriceE8
    if (!isSame) this.breaks.raise(BREAK.CONFLICT, input.execId, input.order, input.sequence)
  }
}
