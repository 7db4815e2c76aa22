/**
 * What the service has read and published as plain data, for summaries and the console. Never called on the hot path.
 */

import { ASK, BID, NO_PRICE } from '@reflex/book'
import { INSTRUMENT_STATE_NAMES, type Instruments } from '@reflex/schema'
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
