/**
 * One crypto venue's public streams: frames in, books, trades, marks and tickers out. Formats are the readers'
 * business, books that of BookSync; here frames meet their instruments. Control frames stand between those of the
 * venue, in recordings too: an empty one says that the connection lives, `{"reflex":"connected"}` and
 * `{"reflex":"disconnected"}` that it began or ended.
 */

import type { SessionTime } from '@reflex/base'
import type { L2Book } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import { AGGRESSOR_SIDE_BUY, AGGRESSOR_SIDE_SELL, STATUS_REASON_FEED_DOWN, STATUS_REASON_GAP } from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { Cause } from '../cause.ts'
import type { FeedHandler, FeedListener } from '../feed-event.ts'
import { FeedSilence } from '../feed-silence.ts'
import type { TickerCheck } from '../ticker-check.ts'
import { BookSync } from './book-sync.ts'
import { CONTROL_CONNECTED, CONTROL_DISCONNECTED, controlOf } from './control-frame.ts'
import type { CryptoInstruments } from './crypto-instruments.ts'
import type { CryptoVenue } from './crypto-venue.ts'
import { MarkValues } from './mark-values.ts'
import { OptionValues } from './option-values.ts'
import { TickerWatch } from './ticker-watch.ts'
import type { TickerWindow } from './ticker-window.ts'
import { VenueClock } from './venue-clock.ts'
import {
  ENTRY_BID,
  MESSAGE_DIFF,
  MESSAGE_MARK_PRICE,
  MESSAGE_OPTION,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  MESSAGE_TICKER,
  MESSAGE_TRADES,
  type VenueMessage,
  type VenueReader,
  type VenueSink,
} from './venue-message.ts'

/** How long a book waits, after a frame that could not be read, for a change that shows that it lost nothing. */
const SUSPECT_NS = 2e9
/** After a connection began: until subscriptions have brought the books; until changes flow. */
const STREAM_GRACE_NS = 5e9
const REST_GRACE_NS = 1e9
const NOBODY = -1

export interface CryptoFeedOptions {
  readonly venue: CryptoVenue
  readonly venueId: number
  readonly instruments: CryptoInstruments
  readonly session: SessionTime
  readonly cause: Cause
  readonly listener: FeedListener
  readonly books: readonly L2Book[]
  readonly silenceNs: number
  readonly feedDownNs: number
  /** Bytes of changes kept for each book that waits for a REST snapshot. */
  readonly bufferBytes: number
  /** Whether nothing can come any more: the end of a recording is no silence of the venue. */
  readonly isOver?: () => boolean
}

export class CryptoFeedHandler implements FeedHandler, VenueSink {
  readonly venueId: number
  readonly venue: CryptoVenue
  events = 0
  /** Frames that could not be read. */
  unreadable = 0
  /** Frames of the venue's that name an instrument that is not ours. */
  unknown = 0
  /** Requests that the venue refused. */
  refused = 0
  disconnects = 0
  readonly sync: BookSync
  /** By instrument. */
  readonly frames: Float64Array
  readonly tickers: TickerWatch
  readonly marks: MarkValues
  readonly clock = new VenueClock()
  readonly options: OptionValues
  readonly #options: CryptoFeedOptions
  readonly #reader: VenueReader
  readonly #silence: FeedSilence
  #frameOffset = 0
  #frameLength = 0
  #owner = NOBODY
  #nowNs = 0
  #arrivalNs = 0

  constructor(options: CryptoFeedOptions) {
    const { venue, instruments, session } = options
    const { count } = instruments
    this.venueId = options.venueId
    this.venue = venue
    this.#options = options
    this.#reader = venue.createReader()
    this.sync = new BookSync({
      ...options,
      onApplied: (instrument, message) => this.tickers.onApplied(this.#nowNs, instrument, message),
    })
    this.frames = new Float64Array(count)
    this.options = new OptionValues(count)
    this.tickers = new TickerWatch(venue, options.books, count)
    this.marks = new MarkValues(this.sync.levels.ticks, session)
    this.#silence = new FeedSilence(options.silenceNs, options.feedDownNs)
  }

  /** By instrument: books held against tickers with numbers. */
  get checks(): readonly TickerCheck[] {
    return this.tickers.checks
  }

  /** By instrument: books held against tickers near in time. */
  get windows(): readonly TickerWindow[] {
    return this.tickers.windows
  }

  get gaps(): number {
    return sum(this.sync.gaps)
  }

  get resyncs(): number {
    return sum(this.sync.resyncs)
  }

  get duplicates(): number {
    return this.sync.duplicates
  }

  get garbled(): number {
    return this.unreadable + this.sync.damaged
  }

  get syncedCount(): number {
    return this.sync.syncedCount
  }

  get diffsApplied(): Float64Array {
    return this.sync.diffs
  }

  get lastUpdateIds(): Float64Array {
    return this.sync.lastIds
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    this.events++
    this.#nowNs = nowNs
    this.#arrivalNs = frame.arrivalNs
    this.clock.onFrame(nowNs)
    if (this.#silence.onArrival(nowNs)) this.sync.trustAll()
    if (frame.length === 0) return
    const control = controlOf(frame.bytes, frame.offset, frame.length)
    if (control !== 0) {
      this.#onControl(control)
      return
    }
    this.#frameOffset = frame.offset
    this.#frameLength = frame.length
    this.#owner = frame.sessionId === 0 ? NOBODY : this.#options.instruments.ownerOf(frame.sessionId)
    if (this.#reader.read(frame.bytes, frame.offset, frame.length, this)) return
    this.unreadable++
    if (this.venue.showsLoss) this.sync.suspectAll(STATUS_REASON_GAP, nowNs + SUSPECT_NS)
    else this.sync.loseAll(STATUS_REASON_GAP)
  }

  onTimer(nowNs: number): number {
    if (this.#options.isOver?.() === true) return 0
    const expired = this.sync.expireSuspects(nowNs)
    const reason = this.#silence.check(nowNs, 0)
    if (reason === undefined) return expired
    this.sync.suspectAll(reason, Number.POSITIVE_INFINITY)
    return expired + 1
  }

  /** Nothing will follow: diffs that wait for a later ticker are held against the last one. */
  finish(): void {
    this.tickers.finish()
  }

  onVenueMessage(message: VenueMessage): void {
    if (message.kind === MESSAGE_OTHER) return
    if (message.kind === MESSAGE_REFUSED) {
      this.refused++
      return
    }
    const instrument = message.hasSymbol
      ? this.#options.instruments.find(message.bytes, message.symbolStart, message.symbolEnd - message.symbolStart)
      : this.#owner
    if (instrument < 0 || !this.#options.instruments.has(instrument)) {
      this.unknown++
      return
    }
    this.frames[instrument]!++
    this.#setVenueTime(message.epochMs, message.nanos)
    if (message.kind === MESSAGE_DIFF && !Number.isNaN(message.epochMs))
      this.clock.onVenueTime(this.#arrivalNs, this.#options.session.fromEpochMs(message.epochMs, message.nanos))
    switch (message.kind) {
      case MESSAGE_DIFF:
        this.sync.onDiff(instrument, message, this.#frameOffset, this.#frameLength)
        return
      case MESSAGE_SNAPSHOT:
        this.#onSnapshot(instrument, message)
        return
      case MESSAGE_TICKER:
        this.#onTicker(instrument, message)
        return
      case MESSAGE_TRADES:
        this.#onTrades(instrument, message)
        return
      case MESSAGE_MARK_PRICE:
      case MESSAGE_OPTION:
        this.#onMark(instrument, message)
        return
    }
  }

  #onControl(control: number): void {
    if (control === CONTROL_CONNECTED) {
      const graceNs = this.venue.snapshots === 'stream' ? STREAM_GRACE_NS : REST_GRACE_NS
      this.sync.requests.restart(this.#nowNs + graceNs)
    }
    if (control === CONTROL_DISCONNECTED) {
      this.disconnects++
      this.sync.loseAll(STATUS_REASON_FEED_DOWN)
    }
  }

  #onSnapshot(instrument: number, message: VenueMessage): void {
    this.sync.onSnapshot(instrument, message, this.#frameOffset, this.#frameLength)
    this.tickers.onSnapshot(this.#nowNs, instrument, this.sync)
  }

  #onTicker(instrument: number, message: VenueMessage): void {
    this.tickers.onTicker(this.#nowNs, instrument, message, this.sync)
  }

  #onTrades(instrument: number, message: VenueMessage): void {
    for (let i = 0; i < message.count; i++) {
      const price = this.#price(instrument, message, i)
      const qty = this.#qty(instrument, message, i)
      if (!(price > 0 && qty > 0)) {
        this.sync.damaged++
        continue
      }
      if (!Number.isNaN(message.times[i]!)) this.#setVenueTime(message.times[i]!, 0)
      const aggressor = message.sides[i] === ENTRY_BID ? AGGRESSOR_SIDE_BUY : AGGRESSOR_SIDE_SELL
      this.#options.listener.onTrade(instrument, price, qty, aggressor, message.ids[i]!)
    }
  }

  #onMark(instrument: number, message: VenueMessage): void {
    if (message.kind === MESSAGE_OPTION) this.options.read(instrument, message)
    const { marks } = this
    if (!marks.read(instrument, message)) {
      this.sync.damaged++
      return
    }
    const { listener } = this.#options
    listener.onMarkPrice(instrument, marks.markTicks, marks.indexTicks, marks.fundingRateE9, marks.nextFundingNs)
  }

  #price(instrument: number, message: VenueMessage, i: number): number {
    return this.sync.levels.ticks[instrument]!.steps(message.bytes, message.priceStarts[i]!, message.priceEnds[i]!)
  }

  #qty(instrument: number, message: VenueMessage, i: number): number {
    return this.sync.levels.lots[instrument]!.steps(message.bytes, message.qtyStarts[i]!, message.qtyEnds[i]!)
  }

  #setVenueTime(epochMs: number, nanos: number): void {
    const { cause, session } = this.#options
    cause.setVenueTime(Number.isNaN(epochMs) ? NO_TIME : session.fromEpochMs(epochMs, nanos))
  }
}

function sum(values: Float64Array): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
