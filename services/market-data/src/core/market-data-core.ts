/**
 * Hands datagrams and lines to the feed handler of their venue, and says what is due by the clock: states, snapshots,
 * heartbeats.
 */

import type { Histogram } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import { EXTERNAL_STREAM, type MessageFrame, type Outbox, type ServiceCore } from '@reflex/service-host'
import type { Cause } from './cause.ts'
import type { FeedHandler } from './feed-event.ts'
import type { FrameTimer } from './frame-timer.ts'
import type { MarketBoard } from './market-board.ts'
import type { SnapshotCycle } from './snapshot-cycle.ts'

const VENUES = 100

export interface MarketDataCoreOptions {
  readonly instruments: Instruments
  readonly cause: Cause
  readonly board: MarketBoard
  readonly snapshots: SnapshotCycle
  /** Whole tops of books for slow readers. */
  readonly conflation?: SnapshotCycle
  /** One for each venue. */
  readonly handlers: readonly FeedHandler[]
  /** Arrival of a datagram or line to the turn that publishes what follows from it, ns. */
  readonly latency: Histogram
  readonly statusIntervalNs: number
  readonly heartbeatIntervalNs: number
  readonly timer?: FrameTimer
}

export class MarketDataCore implements ServiceCore {
  readonly board: MarketBoard
  readonly snapshots: SnapshotCycle
  readonly cause: Cause
  readonly handlers: readonly FeedHandler[]
  readonly #instruments: Instruments
  readonly #handlerOf: (FeedHandler | undefined)[]
  readonly #latency: Histogram
  readonly #conflation: SnapshotCycle | undefined
  readonly #timer: FrameTimer | undefined
  readonly #statusIntervalNs: number
  readonly #heartbeatIntervalNs: number
  #statusDueNs = Number.NEGATIVE_INFINITY
  #textLiveCount = -1
  #text = ''

  constructor(options: MarketDataCoreOptions) {
    this.board = options.board
    this.snapshots = options.snapshots
    this.cause = options.cause
    this.handlers = options.handlers
    this.#instruments = options.instruments
    this.#handlerOf = Array.from({ length: VENUES }, (_, venueId) =>
      options.handlers.find((handler) => handler.venueId === venueId),
    )
    this.#latency = options.latency
    this.#timer = options.timer
    this.#conflation = options.conflation
    this.#statusIntervalNs = options.statusIntervalNs
    this.#heartbeatIntervalNs = options.heartbeatIntervalNs
  }

  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void {
    const { streamId } = frame
    const venueId =
      streamId >= EXTERNAL_STREAM.VENUE_SNAPSHOT
        ? streamId - EXTERNAL_STREAM.VENUE_SNAPSHOT
        : streamId - EXTERNAL_STREAM.VENUE_FEED
    const handler = venueId >= 0 && venueId < VENUES ? this.#handlerOf[venueId] : undefined
    if (handler === undefined) return
    this.#timer?.begin()
    this.cause.begin(out, frame.arrivalNs)
    this.board.use(out)
    handler.onFrame(nowNs, frame)
    this.#timer?.end(venueId)
    this.#latency.record(nowNs - frame.arrivalNs)
  }

  onTimer(nowNs: number, out: Outbox): number {
    this.cause.beginTimer(out)
    this.board.use(out)
    let workCount = 0
    for (let i = 0; i < this.handlers.length; i++) workCount += this.handlers[i]!.onTimer(nowNs)
    if (nowNs >= this.#statusDueNs) {
      this.#statusDueNs = nowNs + this.#statusIntervalNs
      this.board.publishStates()
      workCount++
    }
    workCount += this.snapshots.onTimer(nowNs, out)
    if (this.#conflation !== undefined) workCount += this.#conflation.onTimer(nowNs, out)
    return workCount + this.#publishHeartbeats(nowNs, out)
  }

  /** At least one book can be traded on; which ones, InstrumentStatus says. */
  isReady(): boolean {
    return this.board.liveCount > 0
  }

  statusText(): string {
    const { liveCount } = this.board
    if (liveCount !== this.#textLiveCount) {
      this.#textLiveCount = liveCount
      const { count } = this.#instruments
      this.#text = liveCount === count ? 'ready' : `${liveCount} of ${count} instruments live`
    }
    return this.#text
  }

  #publishHeartbeats(nowNs: number, out: Outbox): number {
    let workCount = 0
    const { writer } = this.board
    for (let i = 0; i < this.handlers.length; i++) {
      const handler = this.handlers[i]!
      if (nowNs - writer.lastSentNs[handler.venueId]! < this.#heartbeatIntervalNs) continue
      writer.heartbeat(out, handler.venueId, handler.events)
      workCount++
    }
    return workCount
  }
}
