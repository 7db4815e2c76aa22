import { AsciiTable, type Histogram } from '@reflex/base'
import type { DeskConfig, Instruments, VenueConfig } from '@reflex/schema'
import type { CounterTable } from '@reflex/service-host'
import type { EmsCounter } from '../counters.ts'
import { ExecutionPublisher } from './execution-publisher.ts'
import { OrderTable } from './order-table.ts'
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
  readonly resendMessagesMax: number
  readonly resendBytesMax: number
}

/** One venue as the ems sees it. */
export interface VenueState {
  readonly config: VenueConfig
  readonly dialect: VenueDialect
  /** ExecIDs seen, for exactly once. */
  readonly execIds: AsciiTable
  /** The FIX session is logged on. */
  isUp: boolean
  /** It was logged on at least once in this life. */
  wasUp: boolean
  /** MsgSeqNum(34) of the last application message taken. */
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
  /** By venue id; venues without order entry are absent. */
  readonly venues: readonly (VenueState | undefined)[]
  readonly venueIds: readonly number[]
  isHalted = false
  /** Replaying the journal: nothing leaves, nobody is asked. */
  isReplaying = true
  /** Number of our own cancel requests, for their ids. */
  cancelCount = 0

  constructor(options: EmsStateOptions) {
    const { desk, instruments, counters, hops } = options
    this.instruments = instruments
    this.counters = counters
    this.hops = hops
    this.orders = new OrderTable(options.ordersExpected)
    this.ring = new ResendRing(options.resendMessagesMax, options.resendBytesMax)
    this.publisher = new ExecutionPublisher(this.orders, instruments, this.ring)
    const venues: (VenueState | undefined)[] = []
    for (const config of desk.venues) {
      if (config.fix === undefined) continue
      venues[config.id] = {
        config,
        dialect: new VenueDialect(config.id, config.fix.beginString, this.orders, instruments),
        execIds: new AsciiTable(options.ordersExpected),
        isUp: false,
        wasUp: false,
        lastInSeq: 0,
      }
    }
    this.venues = venues
    this.venueIds = desk.venues.filter((venue) => venue.fix !== undefined).map((venue) => venue.id)
  }

  /** Live orders whose state at the venue is not known. */
  unknownCount(): number {
    let count = 0
    for (let place = 0; place < this.orders.liveCount; place++) {
      if (this.orders.isUnknown[this.orders.liveAt(place)] === 1) count++
    }
    return count
  }

  updateGauges(): void {
    this.counters.set('openOrders', this.orders.liveCount)
    this.counters.set('unknownOrders', this.unknownCount())
    this.counters.set('halted', this.isHalted ? 1 : 0)
  }
}
