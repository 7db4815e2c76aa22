/**
 * Positions of one kind of owner (account or strategy): a row of the ledger for each (owner, instrument), and the chain
 * of its trades in canonical order. A trade behind the chain's end is booked at once; one that arrives late, a bust or
 * a correction makes the row stale, and `settle` replays the surviving trades of that row: the result is what it would
 * have been had nothing gone wrong.
 *
 *     heads[row] -> trade -> trade -> ... -> tails[row]        next[trade], NO_TRADE at the end
 */

import { IntMap, MISSING } from '@reflex/base'
import type { ContractTerms } from './contract-terms.ts'
import { FifoLedger } from './fifo-ledger.ts'
import { doubled, doubledInts } from './growth.ts'
import { PositionLedger } from './position-ledger.ts'
import type { TradeTable } from './trade-table.ts'

export const NO_TRADE = -1

/** Owners and instruments share one 32-bit key. */
const INSTRUMENTS_MAX = 65_536
const OWNERS_MAX = 16_384

export class PositionBook {
  readonly ledger: PositionLedger
  readonly fifo: FifoLedger
  owners: Int32Array
  instruments: Int32Array
  readonly #trades: TradeTable
  readonly #rows: IntMap
  /** By row: largest ApplSeqNum of the executions in it, busts and corrections too. */
  #lastSequences: Float64Array
  #heads: Int32Array
  #tails: Int32Array
  #stale: Int32Array
  #next: Int32Array
  #staleCount = 0

  /** @param capacity rows reserved; doubles beyond. */
  constructor(trades: TradeTable, capacity: number) {
    this.ledger = new PositionLedger(capacity)
    this.fifo = new FifoLedger(capacity, trades.state.length)
    this.owners = new Int32Array(capacity)
    this.instruments = new Int32Array(capacity)
    this.#trades = trades
    this.#rows = new IntMap(capacity)
    this.#lastSequences = new Float64Array(capacity)
    this.#heads = new Int32Array(capacity)
    this.#tails = new Int32Array(capacity)
    this.#stale = new Int32Array(capacity)
    this.#next = new Int32Array(trades.state.length)
  }

  get size(): number {
    return this.ledger.size
  }

  get hasStale(): boolean {
    return this.#staleCount > 0
  }

  /** The row of an owner's position in an instrument, opened flat when new. */
  rowOf(owner: number, instrument: number, terms: ContractTerms): number {
    if (owner >= OWNERS_MAX || instrument >= INSTRUMENTS_MAX) throw new RangeError('too many owners or instruments')
    const key = owner * INSTRUMENTS_MAX + instrument
    const found = this.#rows.get(key)
    if (found !== MISSING) return found
    const row = this.ledger.open(terms)
    this.fifo.clear(row)
    if (row === this.owners.length) this.#grow()
    this.#rows.set(key, row)
    this.owners[row] = owner
    this.instruments[row] = instrument
    this.#heads[row] = NO_TRADE
    this.#tails[row] = NO_TRADE
    this.#stale[row] = 0
    this.#lastSequences[row] = 0
    return row
  }

  /** Adds a new trade to a row: booked now when it is the latest, else at the next `settle`. */
  add(row: number, trade: number): void {
    while (trade >= this.#next.length) this.#next = doubledInts(this.#next)
    const isLast = this.#link(row, trade)
    this.#raiseTo(row, Math.max(this.#trades.sequence[trade]!, this.#trades.amendedBy[trade]!))
    if (!this.#trades.isInPosition(trade)) return
    if (isLast && this.#stale[row] === 0) this.#book(row, trade)
    else this.markStale(row)
  }

  /** A trade of the row was busted or corrected. */
  onAmended(row: number, trade: number): void {
    this.#raiseTo(row, this.#trades.amendedBy[trade]!)
    this.markStale(row)
  }

  markStale(row: number): void {
    if (this.#stale[row] === 1) return
    this.#stale[row] = 1
    this.#staleCount++
  }

  isStale(row: number): boolean {
    return this.#stale[row] === 1
  }

  /** Replays the surviving trades of a stale row. */
  settle(row: number): void {
    if (this.#stale[row] === 0) return
    this.#stale[row] = 0
    this.#staleCount--
    this.ledger.clear(row)
    this.fifo.clear(row)
    for (let trade = this.#heads[row]!; trade !== NO_TRADE; trade = this.#next[trade]!) {
      if (this.#trades.isInPosition(trade)) this.#book(row, trade)
    }
  }

  #book(row: number, trade: number): void {
    this.ledger.book(row, this.#trades, trade)
    this.fifo.book(row, this.ledger.termsOf(row), this.#trades, trade)
  }

  settleAll(): void {
    for (let row = 0; this.#staleCount > 0 && row < this.size; row++) this.settle(row)
  }

  firstTrade(row: number): number {
    return this.#heads[row]!
  }

  nextTrade(trade: number): number {
    return this.#next[trade]!
  }

  /** Largest ApplSeqNum of the executions in the position: what LastExecSeqNum tells. 0 when there is none. */
  lastSequence(row: number): number {
    return this.#lastSequences[row]!
  }

  #raiseTo(row: number, sequence: number): void {
    if (sequence > this.#lastSequences[row]!) this.#lastSequences[row] = sequence
  }

  /** Links by sequence; equal ones keep the order of arrival. @returns whether the trade is the last of its row. */
  #link(row: number, trade: number): boolean {
    const sequences = this.#trades.sequence
    const sequence = sequences[trade]!
    const tail = this.#tails[row]!
    if (tail === NO_TRADE || sequences[tail]! <= sequence) {
      if (tail === NO_TRADE) this.#heads[row] = trade
      else this.#next[tail] = trade
      this.#next[trade] = NO_TRADE
      this.#tails[row] = trade
      return true
    }
    let before = NO_TRADE
    let after = this.#heads[row]!
    while (sequences[after]! <= sequence) {
      before = after
      after = this.#next[after]!
    }
    if (before === NO_TRADE) this.#heads[row] = trade
    else this.#next[before] = trade
    this.#next[trade] = after
    return false
  }

  #grow(): void {
    this.owners = doubledInts(this.owners)
    this.instruments = doubledInts(this.instruments)
    this.#lastSequences = doubled(this.#lastSequences)
    this.#heads = doubledInts(this.#heads)
    this.#tails = doubledInts(this.#tails)
    this.#stale = doubledInts(this.#stale)
  }
}
