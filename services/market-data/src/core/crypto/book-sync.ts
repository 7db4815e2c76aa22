/**
 * The books of one crypto venue and whether each equals the venue's. The only place that decides it:
 *
 *     NEEDS_SNAPSHOT --snapshot, merged with what waited--> SYNCED --gap, checksum, crossing, damage--> NEEDS_SNAPSHOT
 *                                            SYNCED, suspect --next change that continues--> SYNCED
 */

import type { L2Book } from '@reflex/book'
import { STATUS_REASON_CHECKSUM, STATUS_REASON_CROSSED, STATUS_REASON_GAP, type StatusReason } from '@reflex/schema'
import type { FeedListener } from '../feed-event.ts'
import { BookLevels } from './book-levels.ts'
import type { CryptoInstruments } from './crypto-instruments.ts'
import type { CryptoVenue } from './crypto-venue.ts'
import { CONTINUES, IS_OLD } from './sequence-rules.ts'
import { SnapshotRequests } from './snapshot-requests.ts'
import { SpliceBuffer, TOO_EARLY, UNUSABLE } from './splice-buffer.ts'
import { MESSAGE_SNAPSHOT, type VenueMessage, type VenueReader, type VenueSink } from './venue-message.ts'

/**
 * Channels of one connection are not in step: a change that was lost before the connection can be later by so much than
 * the first one on it, us of the venue's clock.
 */
const STEP_ID = 1e6
const NEEDS_SNAPSHOT = 0
const SYNCED = 1

export interface BookSyncOptions {
  readonly venue: CryptoVenue
  readonly instruments: CryptoInstruments
  readonly listener: FeedListener
  readonly books: readonly L2Book[]
  /** Bytes of changes kept for each book that waits for a REST snapshot. */
  readonly bufferBytes: number
  /** After a change was applied to a live book. */
  readonly onApplied: (instrument: number, message: VenueMessage) => void
}

export class BookSync implements VenueSink {
  duplicates = 0
  /** Changes with values that cannot be, or that contradict the book. */
  damaged = 0
  /** Snapshots that could not be continued. */
  unusable = 0
  syncedCount = 0
  readonly levels: BookLevels
  readonly requests: SnapshotRequests
  /** By instrument. */
  readonly diffs: Float64Array
  readonly gaps: Float64Array
  readonly resyncs: Float64Array
  readonly lastIds: Float64Array
  readonly #options: BookSyncOptions
  readonly #states: Uint8Array
  /** Synced, yet stale because a frame was unreadable or nothing came: the next change tells. */
  readonly #isSuspect: Uint8Array
  /** When a suspect that no change has cleared is lost, ns. */
  readonly #suspectUntilNs: Float64Array
  /** No change has followed the snapshot yet. */
  readonly #isFirst: Uint8Array
  readonly #hadSnapshot: Uint8Array
  readonly #splices: readonly SpliceBuffer[]
  readonly #replayReader: VenueReader
  #suspects = 0
  /** Number of the first change since the connection began; NaN before it. */
  #firstId = Number.NaN
  #replayed = 0
  #isReplayWell = false

  constructor(options: BookSyncOptions) {
    const { venue, instruments } = options
    const { count } = instruments
    this.#options = options
    this.levels = new BookLevels(options)
    this.requests = new SnapshotRequests(count)
    this.diffs = new Float64Array(count)
    this.gaps = new Float64Array(count)
    this.resyncs = new Float64Array(count)
    this.lastIds = new Float64Array(count).fill(Number.NaN)
    this.#states = new Uint8Array(count)
    this.#isSuspect = new Uint8Array(count)
    this.#suspectUntilNs = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.#isFirst = new Uint8Array(count)
    this.#hadSnapshot = new Uint8Array(count)
    this.#splices = Array.from({ length: count }, () => new SpliceBuffer(options.bufferBytes))
    this.#replayReader = venue.createReader()
    for (let i = 0; i < count; i++) if (instruments.has(i)) this.requests.want(i)
  }

  /** Bytes that wait for snapshots, of all books together. */
  get bufferedBytes(): number {
    let total = 0
    for (const splice of this.#splices) total += splice.frames.length + splice.snapshot.length
    return total
  }

  isSynced(instrument: number): boolean {
    return this.#states[instrument] === SYNCED
  }

  /** @param offset where in the message's bytes its frame begins. @param length of the frame. */
  onSnapshot(instrument: number, message: VenueMessage, offset: number, length: number): void {
    if (this.#options.venue.snapshots === 'stream') {
      if (this.#takeSnapshot(instrument, message)) this.#gain(instrument)
      return
    }
    if (this.#states[instrument] === SYNCED) return
    this.#splices[instrument]!.hold(message.last, message.bytes, offset, length)
    this.#splice(instrument)
  }

  /** @param offset where in the message's bytes its frame begins. @param length of the frame. */
  onDiff(instrument: number, message: VenueMessage, offset: number, length: number): void {
    const { venue } = this.#options
    if (Number.isNaN(this.#firstId)) this.#begin(message.last)
    if (this.#states[instrument] === SYNCED) {
      const verdict = venue.rule(message, this.lastIds[instrument]!, this.#isFirst[instrument] === 1)
      if (verdict === IS_OLD) {
        this.duplicates++
        return
      }
      if (verdict === CONTINUES) {
        if (!this.#takeDiff(instrument, message)) return
        this.#trust(instrument)
        this.#options.onApplied(instrument, message)
        return
      }
      this.gaps[instrument]!++
      this.lose(instrument, STATUS_REASON_GAP)
    }
    if (venue.snapshots === 'stream') return
    const splice = this.#splices[instrument]!
    if (!splice.add(message, message.bytes, offset, length)) {
      this.gaps[instrument]!++
      this.requests.want(instrument)
    } else if (splice.hasSnapshot) {
      this.#splice(instrument)
      if (this.#states[instrument] === SYNCED) this.#options.onApplied(instrument, message)
    }
  }

  /**
   * Books that are live are stale until their next change continues them.
   * @param untilNs when those are lost that none has come for: a quiet book would be stale for ever.
   */
  suspectAll(reason: StatusReason, untilNs: number): void {
    const { instruments, listener } = this.#options
    for (let i = 0; i < instruments.count; i++) {
      if (!instruments.has(i)) continue
      if (this.#states[i] === SYNCED) {
        if (this.#isSuspect[i] === 0) this.#suspects++
        this.#isSuspect[i] = 1
        this.#suspectUntilNs[i] = Math.min(this.#suspectUntilNs[i]!, untilNs)
      }
      listener.onStale(i, reason)
    }
  }

  /** @returns how many suspects were lost because nothing cleared them in time. */
  expireSuspects(nowNs: number): number {
    if (this.#suspects === 0) return 0
    let expired = 0
    for (let i = 0; i < this.#isSuspect.length; i++) {
      if (this.#isSuspect[i] === 0 || this.#suspectUntilNs[i]! > nowNs) continue
      this.lose(i, STATUS_REASON_GAP)
      expired++
    }
    return expired
  }

  /** The feed goes on, and nothing is known to be lost: the next change will tell. */
  trustAll(): void {
    for (let i = 0; i < this.#isSuspect.length; i++)
      if (this.#suspectUntilNs[i] === Number.POSITIVE_INFINITY) this.#trust(i)
  }

  /** The connection is another from here: nothing of the old one can be continued. */
  loseAll(reason: StatusReason): void {
    const { instruments } = this.#options
    this.#firstId = Number.NaN
    for (let i = 0; i < instruments.count; i++) {
      if (!instruments.has(i)) continue
      this.#splices[i]!.clear()
      this.lose(i, reason)
    }
  }

  lose(instrument: number, reason: StatusReason): void {
    if (this.#states[instrument] === SYNCED) this.syncedCount--
    this.#states[instrument] = NEEDS_SNAPSHOT
    this.#clear(instrument)
    this.requests.want(instrument)
    this.#options.listener.onStale(instrument, reason)
  }

  /** One message of a frame that waited. */
  onVenueMessage(message: VenueMessage): void {
    const instrument = this.#replayed
    if (message.kind === MESSAGE_SNAPSHOT) {
      this.#isReplayWell = this.#takeSnapshot(instrument, message)
      return
    }
    const verdict = this.#options.venue.rule(message, this.lastIds[instrument]!, this.#isFirst[instrument] === 1)
    this.#isReplayWell = verdict === IS_OLD || (verdict === CONTINUES && this.#takeDiff(instrument, message))
    if (verdict !== IS_OLD && verdict !== CONTINUES) this.gaps[instrument]!++
  }

  /** @returns whether the book is the venue's now. */
  #takeSnapshot(instrument: number, message: VenueMessage): boolean {
    const isWhole = this.levels.replace(instrument, message)
    this.#isFirst[instrument] = 1
    this.lastIds[instrument] = message.last
    return this.#complete(instrument, message, isWhole)
  }

  /** @returns whether the book is the venue's now. */
  #takeDiff(instrument: number, message: VenueMessage): boolean {
    const isWhole = this.levels.apply(instrument, message)
    this.#isFirst[instrument] = 0
    if (!Number.isNaN(message.last)) this.lastIds[instrument] = message.last
    this.diffs[instrument]!++
    return this.#complete(instrument, message, isWhole)
  }

  /** Ends the event: a book that is stale from now on is said to be before its last change is told. */
  #complete(instrument: number, message: VenueMessage, isWhole: boolean): boolean {
    const isEqual = isWhole && this.levels.agrees(instrument, message)
    if (!isWhole) this.damaged++
    if (!isEqual) this.lose(instrument, isWhole ? STATUS_REASON_CHECKSUM : STATUS_REASON_GAP)
    const isConsistent = this.#options.listener.onBookEvent(instrument, true)
    if (isEqual && !isConsistent) this.lose(instrument, STATUS_REASON_CROSSED)
    return isEqual && isConsistent
  }

  /** The connection's first change: snapshots that came before it can be judged now. */
  #begin(firstId: number): void {
    this.#firstId = firstId
    if (!this.#options.venue.splicesAtOnce) return
    for (let i = 0; i < this.#splices.length; i++)
      if (this.#states[i] !== SYNCED && this.#splices[i]!.hasSnapshot) this.#splice(i)
  }

  /**
   * Joins the snapshot that waits with the changes that do. Where changes have no chain, a snapshot from before the
   * connection's first change is of no use: what came between is not known.
   */
  #splice(instrument: number): void {
    const { venue } = this.#options
    const splice = this.#splices[instrument]!
    const first = splice.firstAfterSnapshot(venue.rule)
    if (first === UNUSABLE || (venue.splicesAtOnce && splice.snapshotId < this.#firstId + STEP_ID)) {
      splice.dropSnapshot()
      this.unusable++
      this.requests.want(instrument)
      return
    }
    if (first === TOO_EARLY && !(venue.splicesAtOnce && splice.snapshotId >= this.#firstId + STEP_ID)) return
    let isWell = this.#replay(instrument, splice.snapshot, 0, splice.snapshotLength)
    let i = first === TOO_EARLY ? splice.frames.count : first
    while (isWell && i < splice.frames.count) {
      const start = splice.frames.startOf(i)
      isWell = this.#replay(instrument, splice.frames.bytes, start, splice.frames.endOf(i) - start)
      if (isWell) i++
    }
    splice.dropSnapshot()
    splice.dropFirst(i)
    if (isWell) this.#gain(instrument)
    else this.requests.want(instrument)
  }

  #replay(instrument: number, bytes: Uint8Array, offset: number, length: number): boolean {
    this.#replayed = instrument
    this.#isReplayWell = false
    return this.#replayReader.read(bytes, offset, length, this) && this.#isReplayWell
  }

  #gain(instrument: number): void {
    if (this.#states[instrument] !== SYNCED) this.syncedCount++
    this.#states[instrument] = SYNCED
    this.#clear(instrument)
    if (this.#hadSnapshot[instrument] === 1) this.resyncs[instrument]!++
    this.#hadSnapshot[instrument] = 1
    this.requests.settle(instrument)
    this.#options.listener.onLive(instrument)
  }

  #trust(instrument: number): void {
    if (this.#isSuspect[instrument] === 0) return
    this.#clear(instrument)
    this.#options.listener.onLive(instrument)
  }

  #clear(instrument: number): void {
    if (this.#isSuspect[instrument] === 1) this.#suspects--
    this.#isSuspect[instrument] = 0
    this.#suspectUntilNs[instrument] = Number.POSITIVE_INFINITY
  }
}
