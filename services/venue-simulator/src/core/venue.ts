/**
 * One venue: its markets, its members' orders and positions, its answers and its feed, with the latencies between them.
 */

import { decimalE8, Prng, type SessionTime } from '@reflex/base'
import { ASK, BID, NO_PRICE } from '@reflex/book'
import { FixFrame } from '@reflex/fix'
import { INSTRUMENT_KIND, type Instruments, type VenueConfig, venueFeed } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { VenueSimulatorConfig } from '../config.ts'
import type { VenueCounter } from '../counters.ts'
import { DelayLine } from './delay-line.ts'
import type { BeginString } from './dialect.ts'
import { FeedPublisher } from './feed-publisher.ts'
import { BackgroundOrders } from './flow/background-orders.ts'
import { Latency } from './latency.ts'
import type { Market } from './market.ts'
import { MemberOrders } from './member-orders.ts'
import { OrderEntry } from './order-entry.ts'
import { OrderKeeper } from './order-keeper.ts'
import { PositionTable } from './position-table.ts'
import { RecordedMarket } from './recorded-market.ts'
import { ReportSink } from './report-sink.ts'
import { ReportWriter } from './report-writer.ts'
import { SimulatedMarket } from './simulated-market.ts'

const NS_PER_US = 1e3
const PRNG_STREAM_LATENCY = 10
const EPOCH_MASK = 0xffff

/** Tags of the inbound line: what it is, in the bits above the session's. */
export const SESSION_MASK = 0xff
export const INBOUND_MESSAGE = 0x000
export const INBOUND_DOWN = 0x100

export interface VenueOptions {
  readonly config: VenueConfig
  readonly settings: VenueSimulatorConfig
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  /** Versions and names of the members' sessions, by session index. */
  readonly members: readonly { readonly beginString: BeginString; readonly compId: string }[]
  readonly counters: CounterTable<VenueCounter>
  readonly time: Float64Array
  readonly seed: number
  /** Which life of the venue this is: the feed's epoch. */
  readonly life: number
}

export class Venue {
  readonly id: number
  readonly name: string
  readonly inbound = new DelayLine()
  readonly answers = new DelayLine()
  readonly feedLine = new DelayLine(1 << 18, 4096)
  readonly orders: MemberOrders
  readonly keeper: OrderKeeper
  readonly reports: ReportWriter
  readonly positions: PositionTable
  readonly entry: OrderEntry
  readonly feed: FeedPublisher
  readonly simulated: readonly SimulatedMarket[]
  readonly recorded: readonly RecordedMarket[]
  readonly #settings: VenueSimulatorConfig
  readonly #orderLatency: Latency
  readonly #instruments: Instruments
  #snapshotTurn = 0

  constructor(options: VenueOptions) {
    const { config, settings, instruments, sessionTime, members, counters, time, seed } = options
    this.id = config.id
    this.name = config.name
    this.#settings = settings
    this.#instruments = instruments
    const latency = (us: number, stream: number): Latency =>
      new Latency(us * NS_PER_US, settings.latencyJitter, new Prng(seed, PRNG_STREAM_LATENCY * config.id + stream))
    this.#orderLatency = latency(config.latencyUs.order, 0)
    this.orders = new MemberOrders(members.length, settings.ordersCapacity)
    const sink = new ReportSink(sessionTime, this.answers, latency(config.latencyUs.ack, 1), time)
    this.reports = new ReportWriter({
      venue: config.name,
      sessions: members.map((member) => member.beginString),
      orders: this.orders,
      instruments,
      sink,
      time,
    })
    this.positions = new PositionTable(instruments, decimalE8(config.takerFeeBps), decimalE8(config.makerFeeBps))
    this.keeper = new OrderKeeper(this.orders, this.reports, this.positions, counters)
    this.feed = new FeedPublisher({
      instruments,
      sessionTime,
      epoch: options.life & EPOCH_MASK,
      line: this.feedLine,
      latency: latency(config.latencyUs.feed, 2),
      time,
    })
    const markets: (Market | undefined)[] = instruments.all.map(() => undefined)
    this.simulated = instruments.all.flatMap((instrument, index) => {
      if (instrument.venue !== config.name || config.kind !== 'simulated') return []
      const market = new SimulatedMarket({
        index,
        keeper: this.keeper,
        feed: this.feed,
        background: new BackgroundOrders(),
        protectionBps: settings.marketProtectionBps,
      })
      markets[index] = market
      return [market]
    })
    this.recorded = instruments.all.flatMap((instrument, index) => {
      if (instrument.venue !== config.name || config.kind !== 'recorded') return []
      const market = new RecordedMarket({
        index,
        keeper: this.keeper,
        protectionBps: settings.marketProtectionBps,
        cancelShare: settings.recordedCancelShare,
      })
      markets[index] = market
      return [market]
    })
    this.entry = new OrderEntry({
      venueId: config.id,
      instruments,
      markets,
      keeper: this.keeper,
      frame: new FixFrame(sessionTime),
      memberNames: members.map((member) => this.orders.texts.internString(member.compId)),
      priceBandBps: settings.priceBandBps,
      counters,
    })
  }

  /** The earliest thing that this venue has under way. */
  get nextNs(): number {
    return Math.min(this.inbound.head[0]!, this.answers.head[0]!, this.feedLine.head[0]!)
  }

  /**
   * A message of a member, or the end of his session, is on its way to the matching engine. @param at `[0]` is when it
   * came.
   */
  receive(tag: number, at: Float64Array, bytes: Uint8Array, offset: number, length: number): void {
    this.#orderLatency.apply(this.inbound.due, at)
    this.inbound.push(tag, bytes, offset, length)
  }

  /** The first message of the inbound line has come to the matching engine. */
  processInbound(): void {
    const { inbound } = this
    const session = inbound.headTag & SESSION_MASK
    if ((inbound.headTag & ~SESSION_MASK) === INBOUND_DOWN) {
      if (this.#settings.cancelOnDisconnect) this.entry.onDisconnect(session)
    } else this.entry.onMessage(session, inbound.bytes, inbound.headOffset, inbound.headLength)
    inbound.pop()
  }

  /** All instruments begin to trade. */
  open(): void {
    for (const market of this.simulated) this.feed.securityStatus(market.index, venueFeed.TRADING_STATUS_TRADING)
  }

  /** The next instrument of the snapshot cycle. */
  publishSnapshot(): void {
    const { simulated } = this
    if (simulated.length === 0) return
    this.#snapshotTurn = this.#snapshotTurn + 1 < simulated.length ? this.#snapshotTurn + 1 : 0
    const market = simulated[this.#snapshotTurn]!
    this.feed.snapshot(market.index, market.matching.book, simulated.length, this.#settings.snapshotDepthMax)
  }

  publishHeartbeat(): void {
    this.feed.heartbeat(this.#settings.feedHeartbeatMs)
  }

  /** Mark prices of perpetuals: the mid of the book. @param indexTicks by instrument, NO_PRICE for none. */
  publishMarks(indexTicks: Float64Array): void {
    for (let i = 0; i < this.simulated.length; i++) {
      const market = this.simulated[i]!
      if (this.#instruments.kinds[market.index] === INSTRUMENT_KIND.SPOT) continue
      const bid = market.bestPrice(BID)
      const ask = market.bestPrice(ASK)
      if (bid === NO_PRICE || ask === NO_PRICE) continue
      this.feed.markPrice(market.index, Math.round((bid + ask) / 2), indexTicks[market.index]!)
    }
  }
}
