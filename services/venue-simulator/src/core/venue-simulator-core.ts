/**
 * All venues behind one clock. What is due (requests that arrive, background traders, periodic publications) happens in
 * the order of its own time, whatever the turn's: answers and feed then leave when their latency is over. So the same
 * seed and inputs give the same bytes in virtual time.
 */

import { Prng } from '@reflex/base'
import { ASK, BID, NO_PRICE } from '@reflex/book'
import { INSTRUMENT_KIND, type Instruments, STREAM } from '@reflex/schema'
import {
  type CounterTable,
  EXTERNAL_STREAM,
  type MessageFrame,
  type Outbox,
  type ServiceCore,
} from '@reflex/service-host'
import type { VenueSimulatorConfig } from '../config.ts'
import type { VenueCounter } from '../counters.ts'
import type { DelayLine } from './delay-line.ts'
import { INCREMENTAL } from './feed-publisher.ts'
import { BackgroundFlow } from './flow/background-flow.ts'
import { RecordedFeed } from './recorded-feed.ts'
import type { RecordedMarket } from './recorded-market.ts'
import { SourceHeap } from './source-heap.ts'
import { INBOUND_DOWN, INBOUND_MESSAGE, type Venue } from './venue.ts'

const NS_PER_MS = 1e6
const PRNG_STREAM_LOSS = 7
/** Periodic work of each venue, as sources of the clock; the third is mark prices. */
const DUTY_HEARTBEAT = 0
const DUTY_SNAPSHOT = 1
const DUTIES = 3
const UP = 1

export interface VenueSimulatorCoreOptions {
  readonly venues: readonly Venue[]
  readonly instruments: Instruments
  readonly config: VenueSimulatorConfig
  readonly counters: CounterTable<VenueCounter>
  /** `[0]` is the time of the event in hand; shared with the venues. */
  readonly time: Float64Array
  readonly seed: number
}

export class VenueSimulatorCore implements ServiceCore {
  readonly venues: readonly Venue[]
  readonly flow: BackgroundFlow
  readonly recorded: RecordedFeed
  readonly #venueOfId: (Venue | undefined)[] = []
  readonly #instruments: Instruments
  readonly #config: VenueSimulatorConfig
  readonly #time: Float64Array
  readonly #arrival = new Float64Array(1)
  /** Time of the turn. Kept in an array, as all times here: a double that crosses a call is boxed. */
  readonly #now = new Float64Array(1)
  readonly #duties: SourceHeap
  readonly #loss: Prng
  readonly #indexTicks: Float64Array
  readonly #values: Float64Array
  readonly #slots: Readonly<Record<VenueCounter, number>>
  #isOpen = false

  constructor(options: VenueSimulatorCoreOptions) {
    const { venues, instruments, config, counters } = options
    this.venues = venues
    for (const venue of venues) this.#venueOfId[venue.id] = venue
    this.#instruments = instruments
    this.#config = config
    this.#time = options.time
    this.#duties = new SourceHeap(venues.length * DUTIES)
    this.#loss = new Prng(options.seed, PRNG_STREAM_LOSS)
    this.#indexTicks = new Float64Array(instruments.count).fill(NO_PRICE)
    this.#values = counters.values
    this.#slots = Object.fromEntries(counters.keys().map((key) => [key, counters.slot(key)])) as never
    const markets = config.flow ? venues.flatMap((venue) => venue.simulated) : []
    const recorded: (RecordedMarket | undefined)[] = instruments.all.map(() => undefined)
    for (const market of venues.flatMap((venue) => venue.recorded)) recorded[market.index] = market
    this.recorded = new RecordedFeed(instruments, recorded)
    this.flow = new BackgroundFlow(markets, instruments, config, options.seed)
  }

  onMessage(nowNs: number, frame: MessageFrame, _out: Outbox): void {
    if (frame.streamId === STREAM.MARKET_DATA || frame.streamId === STREAM.MARKET_DATA_SNAPSHOT) {
      this.#time[0] = nowNs
      this.recorded.onFrame(frame)
      return
    }
    const venueId = frame.streamId % 100
    const venue = this.#venueOfId[venueId]
    if (venue === undefined) return
    this.#arrival[0] = nowNs
    const stream = frame.streamId - venueId
    if (stream === EXTERNAL_STREAM.MEMBER_ORDER_ENTRY) {
      venue.receive(INBOUND_MESSAGE | frame.sessionId, this.#arrival, frame.bytes, frame.offset, frame.length)
    } else if (stream === EXTERNAL_STREAM.MEMBER_LINK) {
      const isUp = frame.bytes[frame.offset] === UP
      this.#values[this.#slots.membersUp]! += isUp ? 1 : -1
      if (!isUp) venue.receive(INBOUND_DOWN | frame.sessionId, this.#arrival, frame.bytes, frame.offset, 0)
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    if (!this.#isOpen) this.#open(nowNs)
    this.#now[0] = nowNs
    this.#giveUpLag()
    const count = this.#process()
    return count + this.#release(out)
  }

  isReady(): boolean {
    return this.#isOpen
  }

  statusText(): string {
    return this.#isOpen ? 'ready' : 'not open yet'
  }

  /** When something is next due, ns since the session epoch. */
  get nextDeadlineNs(): number {
    let next = Math.min(this.flow.heap.head[0]!, this.#duties.head[0]!)
    for (let i = 0; i < this.venues.length; i++) next = Math.min(next, this.venues[i]!.nextNs)
    return next
  }

  #open(nowNs: number): void {
    this.#isOpen = true
    this.#time[0] = nowNs
    for (const venue of this.venues) venue.open()
    this.flow.start(this.#time)
    for (let source = 0; source < this.#duties.count; source++) {
      if (this.venues[Math.floor(source / DUTIES)]!.simulated.length > 0) this.#scheduleDuty(source)
    }
  }

  /** A process that stood still goes on with the present instead of hurrying through the past. */
  #giveUpLag(): void {
    const lag = this.#now[0]! - this.flow.heap.head[0]!
    if (lag <= this.#config.flowLagMsMax * NS_PER_MS) return
    this.flow.heap.shift(lag)
    this.#values[this.#slots.flowSkippedNs]! += lag
  }

  /** Everything due, in the order of its time; at equal times requests of members come first. */
  #process(): number {
    const nowNs = this.#now[0]!
    const { venues, flow } = this
    const limit = this.#config.flowEventsPerTurn
    let count = 0
    while (count < limit) {
      let earliest: Venue | undefined
      let at = nowNs
      for (let i = 0; i < venues.length; i++) {
        const due = venues[i]!.inbound.head[0]!
        if (due <= at && (earliest === undefined || due < at)) {
          earliest = venues[i]
          at = due
        }
      }
      const flowNs = flow.heap.head[0]!
      const dutyNs = this.#duties.head[0]!
      if (earliest === undefined || Math.min(flowNs, dutyNs) < at) {
        if (Math.min(flowNs, dutyNs) > nowNs) break
        if (flowNs <= dutyNs) {
          this.#time[0] = flowNs
          flow.act(this.#time)
          this.#values[this.#slots.flowEvents]!++
        } else {
          this.#time[0] = dutyNs
          this.#act(this.#duties.headSource)
        }
      } else {
        this.#time[0] = at
        earliest.processInbound()
      }
      count++
    }
    return count
  }

  #act(source: number): void {
    const venue = this.venues[Math.floor(source / DUTIES)]!
    switch (source % DUTIES) {
      case DUTY_HEARTBEAT:
        venue.publishHeartbeat()
        break
      case DUTY_SNAPSHOT:
        venue.publishSnapshot()
        break
      default:
        this.#computeIndex()
        venue.publishMarks(this.#indexTicks)
    }
    this.#scheduleDuty(source)
  }

  #scheduleDuty(source: number): void {
    const { feedHeartbeatMs, snapshotIntervalMs, markPriceIntervalMs } = this.#config
    const duty = source % DUTIES
    const venue = this.venues[Math.floor(source / DUTIES)]!
    let ms = markPriceIntervalMs
    if (duty === DUTY_HEARTBEAT) ms = feedHeartbeatMs / 2
    else if (duty === DUTY_SNAPSHOT) ms = snapshotIntervalMs / venue.simulated.length
    this.#duties.next[0] = this.#time[0]! + ms * NS_PER_MS
    this.#duties.reschedule(source)
  }

  /** Index of a perpetual: the mean mid of the spot instruments that have its underlying. */
  #computeIndex(): void {
    const instruments = this.#instruments
    for (let u = 0; u < instruments.underlyingNames.length; u++) {
      let sum = 0
      let count = 0
      for (const venue of this.venues) {
        for (const market of venue.simulated) {
          if (instruments.underlyings[market.index] !== u || instruments.kinds[market.index] !== INSTRUMENT_KIND.SPOT)
            continue
          const bid = market.bestPrice(BID)
          const ask = market.bestPrice(ASK)
          if (bid === NO_PRICE || ask === NO_PRICE) continue
          sum += ((bid + ask) / 2) * instruments.tickE8s[market.index]!
          count++
        }
      }
      for (let i = 0; i < instruments.count; i++) {
        if (instruments.underlyings[i] !== u) continue
        this.#indexTicks[i] = count === 0 ? NO_PRICE : Math.round(sum / count / instruments.tickE8s[i]!)
      }
    }
  }

  /** Answers and packets whose latency is over leave. */
  #release(out: Outbox): number {
    let count = 0
    for (let i = 0; i < this.venues.length && !out.isCrowded; i++) {
      const venue = this.venues[i]!
      count += this.#releaseAnswers(venue.answers, EXTERNAL_STREAM.MEMBER_ORDER_ENTRY + venue.id, out)
      count += this.#releaseFeed(venue, out)
    }
    return count
  }

  #releaseAnswers(line: DelayLine, streamId: number, out: Outbox): number {
    const nowNs = this.#now[0]!
    let count = 0
    while (line.head[0]! <= nowNs && !out.isCrowded) {
      out.append(streamId, line.bytes, line.headOffset, line.headLength)
      line.pop()
      count++
    }
    return count
  }

  #releaseFeed(venue: Venue, out: Outbox): number {
    const nowNs = this.#now[0]!
    const line = venue.feedLine
    const loss = this.#config.feedLossProbability
    let count = 0
    while (line.head[0]! <= nowNs && !out.isCrowded) {
      const isIncremental = line.headTag === INCREMENTAL
      const stream = isIncremental ? EXTERNAL_STREAM.VENUE_FEED : EXTERNAL_STREAM.VENUE_SNAPSHOT
      if (isIncremental && loss > 0 && this.#loss.nextFloat() < loss) this.#values[this.#slots.feedLost]!++
      else {
        out.append(stream + venue.id, line.bytes, line.headOffset, line.headLength)
        this.#values[isIncremental ? this.#slots.feedPackets : this.#slots.snapshotPackets]!++
      }
      line.pop()
      count++
    }
    return count
  }
}
