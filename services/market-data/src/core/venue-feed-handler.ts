/**
 * The feed of a simulated venue (docs/protocol/venue-feed.md): packet numbers, epochs, silence.
 *
 *     packet number  < expected  seen already
 *                    = expected  apply, then what had come too early
 *                    > expected  keep; what is still missing after the reorder window is lost: all books are stale
 */

import type { SessionTime } from '@reflex/base'
import type { L2Book } from '@reflex/book'
import {
  END_OF_PACKET,
  FEED_PACKET_LENGTH_MAX,
  FeedPacketReader,
  GARBLED_PACKET,
  type Instruments,
  venueFeed,
} from '@reflex/schema'
import { EXTERNAL_STREAM, type MessageFrame } from '@reflex/service-host'
import type { Cause } from './cause.ts'
import type { FeedHandler, FeedListener } from './feed-event.ts'
import { FeedSilence } from './feed-silence.ts'
import { PacketRing } from './packet-ring.ts'
import { SecuritySync } from './security-sync.ts'

const NEVER = Number.POSITIVE_INFINITY
const NS_PER_MS = 1e6
/**
 * Silence counts as such after this many of the venue's own heartbeat intervals, if that is longer than the configured
 * bound.
 */
const HEARTBEATS_MISSED = 3
const EPOCHS_HALF = 0x8000

export interface VenueFeedOptions {
  readonly venueId: number
  readonly instruments: Instruments
  readonly session: SessionTime
  readonly cause: Cause
  readonly listener: FeedListener
  readonly books: readonly L2Book[]
  /** How long a missing packet may be overtaken by later ones before it is lost; 0: not at all. */
  readonly reorderWindowNs: number
  /** Silence after which books are stale. */
  readonly silenceNs: number
  /** Silence after which the feed counts as down. */
  readonly feedDownNs: number
  /** Packets kept for recovery, a power of two. */
  readonly bufferPackets: number
}

export class VenueFeedHandler implements FeedHandler {
  readonly venueId: number
  readonly sync: SecuritySync
  events = 0
  gaps = 0
  duplicates = 0
  reordered = 0
  garbled = 0
  epochs = 0
  readonly #options: VenueFeedOptions
  readonly #ring: PacketRing
  readonly #reader = new FeedPacketReader()
  /** Packets kept are read while the one in hand is not finished. */
  readonly #keptReader = new FeedPacketReader()
  readonly #adapter: venueFeed.VenueFeedAdapter
  #isStarted = false
  #epoch = 0
  #expected = 0
  /** Highest packet number known to be lost: a snapshot must contain it. */
  #missingThrough = 0
  /** Highest packet number known to exist. */
  #highest = 0
  #gapDueNs = NEVER
  readonly #silence: FeedSilence
  /** Books are stale for silence: until the next packet that continues them. */
  #isPaused = false

  constructor(options: VenueFeedOptions) {
    this.venueId = options.venueId
    this.#options = options
    this.#ring = new PacketRing(options.bufferPackets, FEED_PACKET_LENGTH_MAX)
    this.sync = new SecuritySync(options)
    this.#silence = new FeedSilence(options.silenceNs, options.feedDownNs)
    this.#adapter = new venueFeed.VenueFeedAdapter(this.sync)
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    this.events++
    if (!this.#isWhole(frame)) {
      this.garbled++
      return
    }
    if (frame.streamId === EXTERNAL_STREAM.VENUE_SNAPSHOT + this.venueId) this.#onSnapshotPacket(nowNs, frame)
    else this.#onIncrementalPacket(nowNs, frame)
  }

  onTimer(nowNs: number): number {
    let workCount = 0
    if (nowNs >= this.#gapDueNs) {
      this.#declareGap()
      workCount++
    }
    return workCount + this.#checkSilence(nowNs)
  }

  #onIncrementalPacket(nowNs: number, frame: MessageFrame): void {
    const seqNum = this.#reader.seqNum()
    if (!this.#isPresentEpoch(this.#reader.epoch(), seqNum)) return
    if (seqNum < this.#expected) {
      this.duplicates++
      return
    }
    this.#silence.onArrival(nowNs)
    if (seqNum === this.#expected) {
      if (this.#isPaused) this.#onResumed()
      this.#apply(seqNum, frame)
    } else {
      this.#keepEarly(nowNs, seqNum, frame)
    }
  }

  /** @returns false for a packet of an epoch that is over. */
  #isPresentEpoch(epoch: number, seqNum: number): boolean {
    if (this.#isStarted && epoch === this.#epoch) {
      // A venue that comes back without a new epoch after a silence has begun anew as well.
      if (seqNum >= this.#expected || !this.#silence.isSilent) return true
    } else if (this.#isStarted && !this.#silence.isSilent && ((epoch - this.#epoch) & 0xffff) >= EPOCHS_HALF) {
      this.duplicates++
      return false
    }
    if (this.#isStarted) {
      this.epochs++
      this.sync.onNewEpoch()
    }
    this.#isStarted = true
    this.#epoch = epoch
    this.#ring.clear()
    this.#gapDueNs = NEVER
    this.#expected = seqNum
    this.#highest = seqNum - 1
    this.#missingThrough = seqNum - 1
    return true
  }

  #apply(seqNum: number, frame: MessageFrame): void {
    if (!this.sync.isAllSynced) this.#ring.put(seqNum, frame.bytes, frame.offset, frame.length)
    this.#expected = seqNum + 1
    if (seqNum > this.#highest) this.#highest = seqNum
    this.#dispatch(seqNum, frame.view, frame.offset, frame.length)
    if (this.#gapDueNs !== NEVER) this.#applyKept()
  }

  #keepEarly(nowNs: number, seqNum: number, frame: MessageFrame): void {
    if (seqNum - this.#expected >= this.#ring.capacity) {
      // Too far ahead to keep: everything before it is lost.
      this.#loseThrough(seqNum - 1)
      this.#highest = seqNum
      this.#gapDueNs = NEVER
      if (this.#isPaused) this.#onResumed()
      this.#apply(seqNum, frame)
      return
    }
    if (this.#ring.has(seqNum)) {
      this.duplicates++
      return
    }
    this.reordered++
    this.#ring.put(seqNum, frame.bytes, frame.offset, frame.length)
    this.#expectUntil(nowNs, seqNum)
  }

  /** Packets up to `seqNum` exist; those that are missing have the reorder window to come. */
  #expectUntil(nowNs: number, seqNum: number): void {
    if (seqNum > this.#highest) this.#highest = seqNum
    if (this.#gapDueNs === NEVER) this.#gapDueNs = nowNs + this.#options.reorderWindowNs
    if (this.#options.reorderWindowNs === 0) this.#declareGap()
  }

  #applyKept(): void {
    while (this.#ring.has(this.#expected)) {
      const seqNum = this.#expected
      this.#expected = seqNum + 1
      this.#dispatch(seqNum, this.#ring.view, this.#ring.offsetOf(seqNum), this.#ring.lengthOf(seqNum))
    }
    if (this.#expected > this.#highest) this.#gapDueNs = NEVER
  }

  /** The packets that were waited for are lost. */
  #declareGap(): void {
    while (this.#expected <= this.#highest) {
      let next = this.#expected
      while (next <= this.#highest && !this.#ring.has(next)) next++
      this.#loseThrough(next - 1)
      if (this.#isPaused) this.#onResumed()
      this.#applyKept()
    }
    this.#gapDueNs = NEVER
  }

  #loseThrough(seqNum: number): void {
    this.gaps += seqNum + 1 - this.#expected
    this.#missingThrough = seqNum
    this.#expected = seqNum + 1
    this.sync.onGap()
  }

  #dispatch(seqNum: number, view: DataView, offset: number, length: number): void {
    const reader = this.#keptReader
    this.sync.view = view
    reader.wrap(view, offset, length)
    let isWhole = true
    for (let at = reader.next(); at >= 0; at = reader.next()) {
      if (this.#adapter.dispatchChecked(view, at, reader.limit()) === venueFeed.INCOMPLETE_MESSAGE) isWhole = false
    }
    if (isWhole) return
    this.garbled++
    this.#missingThrough = seqNum
    this.sync.onGap()
  }

  #onSnapshotPacket(nowNs: number, frame: MessageFrame): void {
    if (!this.#isStarted || this.#reader.epoch() !== this.#epoch) return
    const { sync } = this
    for (let at = this.#reader.next(); at >= 0; at = this.#reader.next()) {
      sync.completed = -1
      sync.view = frame.view
      this.#adapter.dispatchChecked(frame.view, at, this.#reader.limit())
      if (sync.completed >= 0) this.#onSnapshot(nowNs, sync.completed)
    }
  }

  #onSnapshot(nowNs: number, instrument: number): void {
    const contains = this.sync.snapshotSeqNum(instrument)
    if (contains >= this.#expected) this.#expectUntil(nowNs, contains)
    this.sync.verify(instrument)
    if (!this.sync.needsSnapshot(instrument) || this.#isPaused || !this.#isContinued(contains)) return
    if (!this.sync.adopt(instrument)) return
    for (let seqNum = contains + 1; seqNum < this.#expected; seqNum++) this.#replay(seqNum)
    this.sync.endAdoption(instrument)
  }

  /** Whether every packet behind the snapshot is here. */
  #isContinued(contains: number): boolean {
    if (contains < this.#missingThrough) return false
    for (let seqNum = contains + 1; seqNum < this.#expected; seqNum++) if (!this.#ring.has(seqNum)) return false
    return true
  }

  #replay(seqNum: number): void {
    const reader = this.#keptReader
    const { view } = this.#ring
    this.sync.view = view
    reader.wrap(view, this.#ring.offsetOf(seqNum), this.#ring.lengthOf(seqNum))
    for (let at = reader.next(); at >= 0; at = reader.next()) this.#adapter.dispatchChecked(view, at, reader.limit())
  }

  #onResumed(): void {
    this.#isPaused = false
    this.sync.onResumed()
  }

  #checkSilence(nowNs: number): number {
    const reason = this.#silence.check(nowNs, HEARTBEATS_MISSED * this.sync.heartbeatIntervalMs * NS_PER_MS)
    if (reason === undefined) return 0
    this.#isPaused = true
    this.sync.onSilence(reason)
    return 1
  }

  /** Leaves the reader at the first message. @returns false for bytes that are not a packet from end to end. */
  #isWhole(frame: MessageFrame): boolean {
    const reader = this.#reader
    if (reader.wrap(frame.view, frame.offset, frame.length) < 0) return false
    let at = reader.next()
    while (at >= 0) at = reader.next()
    if (at === GARBLED_PACKET) return false
    reader.wrap(frame.view, frame.offset, frame.length)
    return at === END_OF_PACKET
  }
}
