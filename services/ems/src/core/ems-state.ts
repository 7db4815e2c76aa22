import type { Histogram } from '@reflex/base'
import type { DeskConfig, Instruments, VenueConfig } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { EmsCounter } from '../counters.ts'
import { DecisionQueue } from './decision-queue.ts'
import { ExecutionPublisher } from './execution-publisher.ts'
import { FillMemory } from './fill-memory.ts'
import { KNOWLEDGE, OrderTable } from './order-table.ts'
import { ResendRing } from './resend-ring.ts'
import { VenueDialect } from './venue-dialect.ts'

/** Latencies between the services on the way of an order, by the stamps it carries, ns. */
export interface HopLatencies {
  readonly 'feed to market-data': Histogram
  readonly 'market-data to alpha': Histogram
  readonly 'alpha to gateway': Histogram
  readonly 'gateway to ems': Histogram
}

export interface EmsStateOptions {
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly counters: CounterTable<EmsCounter>
  readonly hops: HopLatencies
  readonly ordersExpected: number
  /** Live orders beyond which new ones are refused: bounds what a sweep says in one turn. */
  readonly openOrdersMax: number
  /** Time after which a request without an answer is doubted, ns. */
  readonly answerTimeoutNs: number
  /** Time between two cancels of an order that must go, and between two questions about one, ns. */
  readonly statusRetryNs: number
  readonly resendMessagesMax: number
  readonly resendBytesMax: number
}

/** One venue as the ems sees it. */
export interface VenueState {
  readonly config: VenueConfig
  readonly dialect: VenueDialect
  /** ExecIDs seen, for exactly once, and the fills among them. */
  readonly fills: FillMemory
  /** The FIX session is logged on. */
  isUp: boolean
  /** It was logged on at least once in this life. */
  wasUp: boolean
  /** MsgSeqNum(34) of the last application message taken; falls when the session begins anew. */
  lastInSeq: number
}

/** What the parts of the core share. */
export class EmsState {
  readonly instruments: Instruments
  readonly orders: OrderTable
  readonly ring: ResendRing
  readonly publisher: ExecutionPublisher
  readonly counters: CounterTable<EmsCounter>
  readonly hops: HopLatencies
  readonly decisions = new DecisionQueue()
  readonly openOrdersMax: number
  readonly answerTimeoutNs: number
  readonly statusRetryNs: number
  /** By venue id; venues without order entry are absent. */
  readonly venues: readonly (VenueState | undefined)[]
  readonly venueIds: readonly number[]
  isHalted = false
  /** The gateway or alpha has fallen silent: nothing new, and what is open must go. */
  isSevered = false
  /** This life has begun, as the journal knows it. */
  isStarted = false
  /** When this life began, s since 1970. */
  life = 0
  /** Replaying the journal: nothing leaves, nobody is asked. */
  isReplaying = true
  /** Number of our own cancel requests, for their ids. */
  cancelCount = 0

  constructor(options: EmsStateOptions) {
    const { desk, instruments, counters, hops } = options
    this.instruments = instruments
    this.counters = counters
    this.hops = hops
    this.openOrdersMax = options.openOrdersMax
    this.answerTimeoutNs = options.answerTimeoutNs
    this.statusRetryNs = options.statusRetryNs
    this.orders = new OrderTable(options.ordersExpected)
    this.ring = new ResendRing(options.resendMessagesMax, options.resendBytesMax)
    this.publisher = new ExecutionPublisher(this.orders, instruments, this.ring)
    const venues: (VenueState | undefined)[] = []
    for (const config of desk.venues) {
      if (config.fix === undefined) continue
      venues[config.id] = {
        config,
        dialect: new VenueDialect(config.id, config.fix.beginString, this.orders, instruments),
        fills: new FillMemory(options.ordersExpected * 2),
        isUp: false,
        wasUp: false,
        lastInSeq: 0,
      }
    }
    this.venues = venues
    this.venueIds = desk.venues.filter((venue) => venue.fix !== undefined).map((venue) => venue.id)
  }

  /** Nothing may rest at a venue, nothing new may go. */
  get isStopped(): boolean {
    return this.isHalted || this.isSevered
  }

  /** Live orders whose state at the venue is not known. */
  unknownCount(): number {
    const { orders } = this
    let count = 0
    for (let place = 0; place < orders.liveCount; place++) {
      if (orders.knowledge[orders.liveAt(place)] === KNOWLEDGE.UNKNOWN) count++
    }
    return count
  }

  updateGauges(): void {
    this.counters.set('openOrders', this.orders.liveCount)
    this.counters.set('unknownOrders', this.unknownCount())
    this.counters.set('halted', this.isStopped ? 1 : 0)
  }
}
