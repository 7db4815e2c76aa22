/**
 * How venues treat orders: fill, reject and cancel ratios, time to the first answer, time in the queue; by venue and
 * size bucket.
 */

import { type OrderOutcome, OrderQuality, RunningMoments } from '@reflex/quant'
import { SIZE_BUCKETS_MAX } from './measure-cells.ts'
import { ORDER, type OrderMemory } from './order-memory.ts'

const NS_PER_MS = 1e6

export class OrderMeasures {
  readonly quality = new OrderQuality()
  /** From the order leaving the ems to the first answer. */
  readonly responseMs = new RunningMoments()
  /** From acknowledgement to the first fill, at the venue's clock. */
  readonly queueMs = new RunningMoments()
}

/** One object for all outcomes: OrderQuality only reads it. */
class Outcome implements OrderOutcome {
  qty = Number.NaN
  filledQty = Number.NaN
  isRejected = false
  isCancelled = false
  ackLatency = Number.NaN
  timeToFirstFill = Number.NaN
}

export class VenueOrders {
  readonly #bySize: readonly OrderMeasures[]
  readonly #all: readonly OrderMeasures[]
  readonly #outcome = new Outcome()

  /** @param venues number of venues; told apart by dense index. */
  constructor(venues: number) {
    this.#bySize = Array.from({ length: venues * SIZE_BUCKETS_MAX }, () => new OrderMeasures())
    this.#all = Array.from({ length: venues }, () => new OrderMeasures())
  }

  /** @param sizeBucket -1 for all sizes together. */
  of(venue: number, sizeBucket: number): OrderMeasures {
    return sizeBucket < 0 ? this.#all[venue]! : this.#bySize[venue * SIZE_BUCKETS_MAX + sizeBucket]!
  }

  /** The order that `orders` points to has ended. */
  add(venue: number, orders: OrderMemory, isRejected: boolean, isCancelled: boolean): void {
    const { values, at } = orders
    const outcome = this.#outcome
    outcome.qty = values[at + ORDER.QTY_E8]!
    outcome.filledQty = values[at + ORDER.FILLED_E8]!
    outcome.isRejected = isRejected
    outcome.isCancelled = isCancelled
    outcome.ackLatency = values[at + ORDER.RESPONSE_NS]!
    outcome.timeToFirstFill = values[at + ORDER.FIRST_FILL_NS]! - values[at + ORDER.ACK_NS]!
    this.#count(this.of(venue, -1))
    this.#count(this.of(venue, values[at + ORDER.SIZE_BUCKET]!))
  }

  #count(measures: OrderMeasures): void {
    const outcome = this.#outcome
    measures.quality.add(outcome)
    if (!Number.isNaN(outcome.ackLatency)) measures.responseMs.add(outcome.ackLatency / NS_PER_MS, 0)
    if (!Number.isNaN(outcome.timeToFirstFill)) measures.queueMs.add(outcome.timeToFirstFill / NS_PER_MS, 0)
  }
}
