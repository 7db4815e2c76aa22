/**
 * Which book of a simulated venue equals the venue's, by RptSeq: reads the messages of both channels, passes on what
 * continues a book.
 *
 *     NEEDS_SNAPSHOT --snapshot and the packets after it--> SYNCED
 *     SYNCED --packets lost--> GAPPED --its own next RptSeq, or snapshot--> SYNCED
 *     SYNCED --feed silent--> PAUSED --feed back, nothing lost--> SYNCED
 *     any --crossed, or another book than a snapshot's--> NEEDS_SNAPSHOT
 */

import type { SessionTime } from '@reflex/base'
import { ASK, BID, type L2Book, type Side } from '@reflex/book'
import { EMPTY_VIEW } from '@reflex/sbe/runtime'
import {
  type Instruments,
  STATUS_REASON_CHECKSUM,
  STATUS_REASON_GAP,
  type StatusReason,
  venueFeed,
} from '@reflex/schema'
import type { Cause } from './cause.ts'
import type { FeedListener } from './feed-event.ts'
import { SecurityMap } from './security-map.ts'
import { SnapshotAssembly } from './snapshot-assembly.ts'
import { instrumentState } from './trading-state.ts'

const NEEDS_SNAPSHOT = 0
const GAPPED = 1
const PAUSED = 2
const SYNCED = 3

const NOBODY = -1
/** Where transactTime stands in every message of the incremental channel, behind securityId. */
const TRANSACT_TIME_OFFSET = 4

export class SecuritySync implements venueFeed.VenueFeedListener {
  /** What the packet in hand stands in. */
  view: DataView = EMPTY_VIEW
  /** Dense index of the instrument whose snapshot has just become complete, or -1. */
  completed = NOBODY
  /** Longest silence the venue announces, ms; 0 unknown. */
  heartbeatIntervalMs = 0
  syncedCount = 0
  /** Books taken from snapshots, after the first of each. */
  resyncs = 0
  /** Books that lost nothing in a gap. */
  unhurt = 0
  /** Snapshots that were not equal to a book at the same RptSeq. */
  mismatches = 0
  readonly count: number
  readonly securities: SecurityMap
  readonly #session: SessionTime
  readonly #cause: Cause
  readonly #listener: FeedListener
  readonly #books: readonly L2Book[]
  /** Dense indexes of the venue's instruments. */
  readonly #own: Int32Array
  readonly #states: Uint8Array
  readonly #lastRptSeqs: Float64Array
  readonly #hadSnapshot: Uint8Array
  readonly #assemblies: (SnapshotAssembly | undefined)[]
  /** While packets are replayed for one instrument: its index. */
  #replayed = NOBODY

  constructor(options: {
    venueId: number
    instruments: Instruments
    session: SessionTime
    cause: Cause
    listener: FeedListener
    books: readonly L2Book[]
  }) {
    const { instruments, venueId } = options
    this.securities = new SecurityMap(venueId, instruments)
    this.#session = options.session
    this.#cause = options.cause
    this.#listener = options.listener
    this.#books = options.books
    const own = [...instruments.ids.keys()].filter((i) => instruments.venueIds[i] === venueId)
    this.#own = Int32Array.from(own)
    this.count = own.length
    this.#states = new Uint8Array(instruments.count)
    this.#lastRptSeqs = new Float64Array(instruments.count)
    this.#hadSnapshot = new Uint8Array(instruments.count)
    this.#assemblies = Array.from({ length: instruments.count }, (_, i) =>
      own.includes(i) ? new SnapshotAssembly() : undefined,
    )
  }

  get isAllSynced(): boolean {
    return this.syncedCount === this.count
  }

  needsSnapshot(instrument: number): boolean {
    return this.#states[instrument]! <= GAPPED
  }

  /** Packet number of the incremental channel that the complete snapshot contains. */
  snapshotSeqNum(instrument: number): number {
    return this.#assemblies[instrument]!.lastMsgSeqNum
  }

  /** The venue has begun anew: books, securities and numbers of before mean nothing. */
  onNewEpoch(): void {
    this.securities.clear()
    for (let i = 0; i < this.#own.length; i++) {
      const instrument = this.#own[i]!
      this.#assemblies[instrument]!.clear()
      this.#lose(instrument, NEEDS_SNAPSHOT, STATUS_REASON_GAP)
    }
  }

  /** Packets are lost: any book may have missed something. */
  onGap(): void {
    for (let i = 0; i < this.#own.length; i++) {
      const instrument = this.#own[i]!
      if (this.#states[instrument]! >= PAUSED) this.#lose(instrument, GAPPED, STATUS_REASON_GAP)
    }
  }

  /** The feed says nothing. */
  onSilence(reason: StatusReason): void {
    for (let i = 0; i < this.#own.length; i++) {
      const instrument = this.#own[i]!
      if (this.#states[instrument]! >= PAUSED) this.#lose(instrument, PAUSED, reason)
      else this.#listener.onStale(instrument, reason)
    }
  }

  /** The feed is back and nothing is lost. */
  onResumed(): void {
    for (let i = 0; i < this.#own.length; i++) {
      const instrument = this.#own[i]!
      if (this.#states[instrument] === PAUSED) this.#regain(instrument)
      else if (this.#states[instrument]! < PAUSED) this.#listener.onStale(instrument, STATUS_REASON_GAP)
    }
  }

  /**
   * Takes the complete snapshot as the book; the packets after it are to be replayed. @returns false when it is
   * crossed.
   */
  adopt(instrument: number): boolean {
    const assembly = this.#assemblies[instrument]!
    this.#lastRptSeqs[instrument] = assembly.rptSeq
    this.#listener.onTradingState(instrument, instrumentState(assembly.status))
    this.#listener.onBookReset(instrument)
    this.#passLevels(instrument, assembly.book, BID)
    this.#passLevels(instrument, assembly.book, ASK)
    if (!this.#listener.onBookEvent(instrument, true)) {
      this.#states[instrument] = NEEDS_SNAPSHOT
      return false
    }
    this.#states[instrument] = SYNCED
    this.syncedCount++
    this.#replayed = instrument
    return true
  }

  /** Ends the replay. The book is live unless the replay showed another hole. */
  endAdoption(instrument: number): void {
    this.#replayed = NOBODY
    if (this.#states[instrument] !== SYNCED) return
    if (this.#hadSnapshot[instrument] === 1) this.resyncs++
    this.#hadSnapshot[instrument] = 1
    this.#listener.onLive(instrument)
  }

  /** Holds a complete snapshot against the live book of the same RptSeq. @returns false when they differ: stale now. */
  verify(instrument: number): boolean {
    const assembly = this.#assemblies[instrument]!
    if (this.#states[instrument] !== SYNCED || assembly.rptSeq !== this.#lastRptSeqs[instrument]) return true
    if (assembly.isEqualTo(this.#books[instrument]!)) return true
    this.mismatches++
    this.#lose(instrument, NEEDS_SNAPSHOT, STATUS_REASON_CHECKSUM)
    return false
  }

  onIncrementalRefresh(message: venueFeed.IncrementalRefreshDecoder): void {
    const instrument = this.#indexOf(message.securityId())
    if (instrument < 0 || !this.#accept(instrument, message.rptSeq())) return
    this.#cause.copyVenueTime(this.view, message.offset() + TRANSACT_TIME_OFFSET)
    const isLast = message.flagsEndOfEvent()
    const entries = message.entries()
    while (entries.hasNext()) {
      entries.next()
      const qty = entries.action() === venueFeed.UPDATE_ACTION_DELETE ? 0 : entries.qtyLots()
      this.#listener.onLevel(instrument, entries.side(), entries.priceTicks(), qty)
    }
    this.#endEvent(instrument, isLast)
  }

  onTrade(message: venueFeed.TradeDecoder): void {
    const instrument = this.#indexOf(message.securityId())
    if (instrument < 0) return
    this.#cause.copyVenueTime(this.view, message.offset() + TRANSACT_TIME_OFFSET)
    const isNew = this.#accept(instrument, message.rptSeq())
    if (this.#replayed === NOBODY) {
      this.#listener.onTrade(
        instrument,
        message.priceTicks(),
        message.qtyLots(),
        message.aggressorSide(),
        message.tradeId(),
      )
    }
    if (isNew && message.flagsEndOfEvent()) this.#endEvent(instrument, true)
  }

  onSecurityStatus(message: venueFeed.SecurityStatusDecoder): void {
    const instrument = this.#indexOf(message.securityId())
    if (instrument < 0) return
    this.#cause.copyVenueTime(this.view, message.offset() + TRANSACT_TIME_OFFSET)
    this.#accept(instrument, message.rptSeq())
    this.#listener.onTradingState(instrument, instrumentState(message.status()))
  }

  onFundingRate(message: venueFeed.FundingRateDecoder): void {
    const instrument = this.#indexOf(message.securityId())
    if (instrument < 0) return
    this.#cause.copyVenueTime(this.view, message.offset() + TRANSACT_TIME_OFFSET)
    this.#accept(instrument, message.rptSeq())
    if (this.#replayed !== NOBODY) return
    this.#listener.onMarkPrice(
      instrument,
      message.markPriceTicks(),
      message.indexPriceTicks(),
      message.fundingRateE9(),
      message.nextFundingTime(this.#session),
    )
  }

  onHeartbeat(message: venueFeed.HeartbeatDecoder): void {
    this.heartbeatIntervalMs = message.intervalMs()
  }

  onSnapshot(message: venueFeed.SnapshotDecoder): void {
    const instrument = this.securities.indexOf(message.securityId())
    if (instrument < 0 || !this.#assemblies[instrument]!.add(message)) return
    this.completed = instrument
  }

  onSecurityDefinition(message: venueFeed.SecurityDefinitionDecoder): void {
    this.securities.define(message)
  }

  /** @returns the dense index; nobody for others than the one whose packets are replayed. */
  #indexOf(securityId: number): number {
    const instrument = this.securities.indexOf(securityId)
    return this.#replayed === NOBODY || this.#replayed === instrument ? instrument : NOBODY
  }

  /** Whether a message continues the book. */
  #accept(instrument: number, rptSeq: number): boolean {
    const state = this.#states[instrument]!
    const last = this.#lastRptSeqs[instrument]!
    if (state === NEEDS_SNAPSHOT || rptSeq <= last) return false
    if (rptSeq === last + 1) {
      this.#lastRptSeqs[instrument] = rptSeq
      if (state !== SYNCED) {
        this.unhurt++
        this.#regain(instrument)
      }
      return true
    }
    if (state === SYNCED) this.#lose(instrument, GAPPED, STATUS_REASON_GAP)
    return false
  }

  #endEvent(instrument: number, isLast: boolean): void {
    if (this.#listener.onBookEvent(instrument, isLast)) return
    if (this.#states[instrument] === SYNCED) this.syncedCount--
    this.#states[instrument] = NEEDS_SNAPSHOT
  }

  #lose(instrument: number, state: number, reason: StatusReason): void {
    if (this.#states[instrument] === SYNCED) this.syncedCount--
    this.#states[instrument] = state
    this.#listener.onStale(instrument, reason)
  }

  #regain(instrument: number): void {
    this.#states[instrument] = SYNCED
    this.syncedCount++
    this.#listener.onLive(instrument)
  }

  #passLevels(instrument: number, book: L2Book, side: Side): void {
    const count = book.count(side)
    for (let i = 0; i < count; i++) {
      this.#listener.onLevel(instrument, side, book.priceAt(side, i), book.qtyAt(side, i))
    }
  }
}
