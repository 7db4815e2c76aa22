/**
 * What the service has read and published as plain data, for summaries and the console. Never called on the hot path.
 */

import type { HistogramSummary } from '@reflex/base'
import { ASK, BID, NO_PRICE } from '@reflex/book'
import { INSTRUMENT_STATE_NAMES, type Instruments, type VenueConfig } from '@reflex/schema'
import type { MarketDataCore } from './core/market-data-core.ts'
import type { MarketDataCounter } from './counters.ts'
import type { Parts } from './part-counts.ts'

export interface InstrumentRow {
  readonly instrumentId: number
  readonly venue: string
  readonly symbol: string
  readonly state: string
  readonly bid: number | null
  readonly ask: number | null
  readonly bidQty: number
  readonly askQty: number
  readonly trades: number
  /** Books held against the venue's own best prices and checksums; null for venues that publish none. */
  readonly checks: { readonly checked: number; readonly equal: number } | null
  readonly levels: number
}

export interface ReportOptions {
  readonly core: MarketDataCore
  readonly instruments: Instruments
  readonly count: (key: MarketDataCounter) => number
  readonly checksOf: (instrument: number) => InstrumentRow['checks']
  readonly recordingDone: boolean
  readonly venues: readonly VenueRow[]
}

/** A crypto venue's line and clock. */
export interface VenueRow {
  readonly venue: string
  readonly frames: number
  readonly framesPerSecond: number
  readonly framesPerSecondMax: number
  /** Arrival less the venue's time at the least: offset of the clocks plus the shortest way; null when unknown. */
  readonly clockOffsetMs: number | null
  /** What frames took longer than that. */
  readonly latencyMs: { readonly p50: number; readonly p99: number }
  /** What a frame costs from its handler to the outbox, ns. */
  readonly frameToEventNs: HistogramSummary
  readonly disconnects: number
  readonly snapshotsAsked: number
}

export function marketDataReport(options: ReportOptions): Record<string, unknown> {
  const { core, instruments, count } = options
  return {
    ticks: count('ticks'),
    feedEvents: count('feedEvents'),
    gaps: count('gaps'),
    resyncs: count('resyncs'),
    stale: count('stale'),
    staleMsMax: core.board.staleMaxNs / 1e6,
    instruments: instruments.all.map((_, index) => instrumentRow(options, index)),
    recordingDone: options.recordingDone,
    venues: options.venues,
  }
}

function instrumentRow({ core, instruments, checksOf }: ReportOptions, index: number): InstrumentRow {
  const instrument = instruments.all[index]!
  const book = core.board.books[index]!
  const price = (ticks: number): number | null =>
    ticks === NO_PRICE ? null : instruments.priceE8Of(index, ticks) / 1e8
  const qty = (lots: number): number => instruments.qtyE8Of(index, lots) / 1e8
  return {
    instrumentId: instrument.id,
    venue: instrument.venue,
    symbol: instrument.symbol,
    state: INSTRUMENT_STATE_NAMES[core.board.stateOf(index)]!,
    bid: price(book.bidPrice),
    ask: price(book.askPrice),
    bidQty: qty(book.bidQty),
    askQty: qty(book.askQty),
    trades: core.board.trades[index]!,
    checks: checksOf(index),
    levels: book.count(BID) + book.count(ASK),
  }
}

/** Books held against the venue's own best prices; null for venues that publish none beside the book. */
export function checksOf({ recordings }: Parts, venueId: number, instrument: number): InstrumentRow['checks'] {
  const handler = recordings.find((recording) => recording.venueId === venueId)
  if (handler === undefined) return null
  const { checked, equal } = handler.checks[instrument]!
  const { checksumsChecked, checksumsEqual } = handler.sync.levels
  return { checked: checked + checksumsChecked[instrument]!, equal: equal + checksumsEqual[instrument]! }
}

export function venueRows({ recordings, timer }: Parts, venues: readonly VenueConfig[]): VenueRow[] {
  return recordings.map(({ venueId, events, clock, disconnects, sync }) => {
    const { offsetNs, framesPerSecond, framesPerSecondMax, latency } = clock
    const [p50, p99] = [latency.percentile(50) / 1e6, latency.percentile(99) / 1e6]
    return {
      venue: venues.find(({ id }) => id === venueId)!.name,
      ...{ frames: events, framesPerSecond, framesPerSecondMax },
      clockOffsetMs: Number.isNaN(offsetNs) ? null : offsetNs / 1e6,
      ...{ latencyMs: { p50, p99 }, frameToEventNs: timer.of(venueId).summary() },
      ...{ disconnects, snapshotsAsked: sync.requests.taken },
    }
  })
}
