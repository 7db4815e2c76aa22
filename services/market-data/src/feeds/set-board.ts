/**
 * Listens to the feed handlers of a set of files, keeps a book for each instrument they name, and counts what
 * `reflex book` reports. Instruments are registered as they are met; handlers know them by the index they get here.
 */

import { ASK, BID, L2Book, type Side } from '@reflex/book'
import type { AggressorSide, InstrumentState, StatusReason } from '@reflex/schema'
import { STATUS_REASON_NAMES } from '@reflex/schema'
import type { FeedListener } from '../core/feed-event.ts'
import type { BboResult, CheckResult, InstrumentResult, LevelRow } from './feed-set.ts'

const NS_PER_MS = 1e6
const MILLION = 1e6
const LEVELS_CAPACITY = 16

export interface SetInstrument {
  readonly venue: string
  readonly symbol: string
  /** A tick is `tickUnits * 10 ** -priceDecimals`, a lot `lotUnits * 10 ** -qtyDecimals`. */
  readonly priceDecimals: number
  readonly tickUnits?: number
  readonly qtyDecimals?: number
  readonly lotUnits?: number
  readonly levelsCapacity?: number
}

/** Orders at a level, of a feed that tells orders. */
export type OrderCounts = (side: Side, index: number) => number

/** What is known of one instrument. Handlers' own figures are added by the format's run. */
export class SetEntry {
  readonly instrument: SetInstrument
  readonly book: L2Book
  events = 0
  diffs = 0
  trades = 0
  gaps = 0
  resyncs = 0
  crossed = 0
  /** Ticks times lots of all trades, in two parts that stay exact: millions of ticks, and the rest. */
  turnoverHigh = 0
  turnoverLow = 0
  volumeLots = 0
  isLive = false
  wasLive = false
  staleReason = 0
  staleSinceNs = Number.NaN
  staleNs = 0
  tradingState = -1
  readonly checks = new Map<string, { checked: number; equal: number }>()
  /** Set by formats that tell orders. */
  orderCounts: OrderCounts | undefined = undefined
  orderCount: (() => number) | undefined = undefined
  details: Record<string, unknown> | undefined = undefined

  constructor(instrument: SetInstrument) {
    this.instrument = instrument
    this.book = new L2Book(instrument.levelsCapacity ?? LEVELS_CAPACITY)
  }

  priceOf(ticks: number): number {
    const { priceDecimals, tickUnits = 1 } = this.instrument
    return decimalOf(ticks * tickUnits, priceDecimals)
  }

  qtyOf(lots: number): number {
    const { qtyDecimals = 0, lotUnits = 1 } = this.instrument
    return decimalOf(lots * lotUnits, qtyDecimals)
  }
}

/** Is told after each consistent book event; for CSV rows and comparisons. */
export type BookEventObserver = (instrument: number, entry: SetEntry, nowNs: number) => void

export class SetBoard implements FeedListener {
  readonly entries: SetEntry[] = []
  readonly books: L2Book[] = []
  /** Counts of the whole set: messages by type, duplicates, packets. */
  readonly counts: Record<string, number> = {}
  readonly checks = new Map<string, { checked: number; equal: number }>()
  /** Frames read; the run sets it. */
  events = 0
  /** Gaps of the whole feed, where its messages are numbered for all instruments together; else NaN. */
  gaps = Number.NaN
  /** Time of the frame in hand, ns since the session epoch; the run sets it before each frame. */
  nowNs = 0
  onEvent: BookEventObserver | undefined = undefined

  /** @returns the index by which handlers name the instrument. */
  register(instrument: SetInstrument): number {
    const entry = new SetEntry(instrument)
    this.entries.push(entry)
    this.books.push(entry.book)
    return this.entries.length - 1
  }

  /** Adds one comparison of an instrument's book. */
  check(instrument: number, name: string, isEqual: boolean): void {
    count(this.entries[instrument]!.checks, name, isEqual)
  }

  /** Adds one comparison that concerns the whole set. */
  checkSet(name: string, isEqual: boolean): void {
    count(this.checks, name, isEqual)
  }

  onBookReset(instrument: number): void {
    this.entries[instrument]!.book.clear()
  }

  onLevel(instrument: number, side: Side, priceTicks: number, qtyLots: number): void {
    this.books[instrument]!.update(side, priceTicks, qtyLots)
  }

  onBookEvent(instrument: number, isLast: boolean): boolean {
    if (!isLast) return true
    const entry = this.entries[instrument]!
    entry.diffs++
    const isCrossed = entry.book.isCrossed
    if (isCrossed) entry.crossed++
    this.onEvent?.(instrument, entry, this.nowNs)
    return !isCrossed
  }

  onTrade(instrument: number, priceTicks: number, qtyLots: number, _aggressor: AggressorSide, _tradeId: number): void {
    const entry = this.entries[instrument]!
    entry.trades++
    const millions = Math.floor(priceTicks / MILLION)
    entry.turnoverHigh += millions * qtyLots
    entry.turnoverLow += (priceTicks - millions * MILLION) * qtyLots
    entry.volumeLots += qtyLots
  }

  onMarkPrice(): void {
    this.counts['markPrices'] = (this.counts['markPrices'] ?? 0) + 1
  }

  onTradingState(instrument: number, state: InstrumentState): void {
    this.entries[instrument]!.tradingState = state
  }

  onStale(instrument: number, reason: StatusReason): void {
    const entry = this.entries[instrument]!
    entry.staleReason = reason
    if (!entry.isLive) return
    entry.isLive = false
    entry.staleSinceNs = this.nowNs
  }

  onLive(instrument: number): void {
    const entry = this.entries[instrument]!
    if (entry.isLive) return
    if (entry.wasLive) {
      entry.resyncs++
      entry.staleNs += this.nowNs - entry.staleSinceNs
    }
    entry.isLive = true
    entry.wasLive = true
  }

  /** Gaps of the feed, or of all instruments where those are told each. */
  get gapCount(): number {
    if (!Number.isNaN(this.gaps)) return this.gaps
    return this.entries.reduce((sum, entry) => sum + entry.gaps, 0)
  }

  /** @param seconds the run took. @param depth levels a side to list; 0 for none. */
  results(seconds: number, depth: number): InstrumentResult[] {
    return this.entries.map((entry) => this.#resultOf(entry, seconds, depth))
  }

  #resultOf(entry: SetEntry, seconds: number, depth: number): InstrumentResult {
    const { book, instrument } = entry
    const isStillStale = entry.wasLive && !entry.isLive
    const staleNs = entry.staleNs + (isStillStale ? this.nowNs - entry.staleSinceNs : 0)
    const { events, diffs, trades, gaps, resyncs, crossed } = entry
    return {
      ...{ venue: instrument.venue, symbol: instrument.symbol },
      ...{ events, diffs, trades, gaps, resyncs, staleMs: staleNs / NS_PER_MS },
      stale: entry.isLive ? null : (STATUS_REASON_NAMES[entry.staleReason as StatusReason] ?? 'START'),
      checks: checksOf(entry.checks),
      finalBbo: bboOf(entry),
      levels: { bid: book.count(BID), ask: book.count(ASK) },
      orders: entry.orderCount?.() ?? null,
      crossed,
      vwap: vwapOf(entry),
      volume: entry.qtyOf(entry.volumeLots),
      stateHash: (book.stateHash() >>> 0).toString(16).padStart(8, '0'),
      eventsPerSecond: seconds > 0 ? Math.round(events / seconds) : 0,
      ...(depth > 0 ? { depth: { bids: levelRows(entry, BID, depth), asks: levelRows(entry, ASK, depth) } } : {}),
      ...(entry.details === undefined ? {} : { details: entry.details }),
    }
  }
}

export function checksOf(checks: ReadonlyMap<string, { checked: number; equal: number }>): CheckResult[] {
  return [...checks].map(([name, { checked, equal }]) => ({ name, checked, equal }))
}

/** Levels of a side from the best: price, quantity, and orders where they are known. */
export function levelRows(entry: SetEntry, side: Side, depth: number): LevelRow[] {
  const { book, orderCounts } = entry
  return Array.from({ length: Math.min(depth, book.count(side)) }, (_, i) => {
    const row = [entry.priceOf(book.priceAt(side, i)), entry.qtyOf(book.qtyAt(side, i))]
    return orderCounts === undefined ? row : [...row, orderCounts(side, i)]
  })
}

function bboOf(entry: SetEntry): BboResult {
  const { book } = entry
  const hasBid = book.count(BID) > 0
  const hasAsk = book.count(ASK) > 0
  return {
    bidPrice: hasBid ? entry.priceOf(book.bidPrice) : null,
    bidQty: hasBid ? entry.qtyOf(book.bidQty) : null,
    askPrice: hasAsk ? entry.priceOf(book.askPrice) : null,
    askQty: hasAsk ? entry.qtyOf(book.askQty) : null,
  }
}

function vwapOf(entry: SetEntry): number | null {
  if (entry.volumeLots === 0) return null
  const { priceDecimals, tickUnits = 1 } = entry.instrument
  const ticks = (entry.turnoverHigh / entry.volumeLots) * MILLION + entry.turnoverLow / entry.volumeLots
  return decimalOf(ticks * tickUnits, priceDecimals)
}

/** The double nearest to `units` divided by a power of ten: the one that its decimal text reads as. */
function decimalOf(units: number, decimals: number): number {
  return decimals > 22 ? units * 10 ** -decimals : units / 10 ** decimals
}

function count(checks: Map<string, { checked: number; equal: number }>, name: string, isEqual: boolean): void {
  let check = checks.get(name)
  if (check === undefined) {
    check = { checked: 0, equal: 0 }
    checks.set(name, check)
  }
  check.checked++
  if (isEqual) check.equal++
}
