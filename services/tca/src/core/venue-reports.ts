/**
 * When which venue reports are due: at each interval, for every venue and size bucket about which there is something
 * new.
 */

import type { Instruments } from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import { type MeasureCells, SIZE_BUCKETS_MAX } from './measure-cells.ts'
import { ALL_SIZES, type VenuePublisher } from './venue-publisher.ts'

/** Flags of a venue: one for each size bucket, the last for all sizes. */
const FLAGS = SIZE_BUCKETS_MAX + 1

export class VenueReports {
  readonly #publisher: VenuePublisher
  readonly #intervalNs: number
  readonly #isNew: Uint8Array
  readonly #venueOf: Int32Array
  #dueNs = Number.NEGATIVE_INFINITY
  #next = 0

  constructor(instruments: Instruments, publisher: VenuePublisher, intervalNs: number) {
    this.#publisher = publisher
    this.#intervalNs = intervalNs
    this.#venueOf = Int32Array.from(instruments.venueIds, (id) => instruments.venues.findIndex((one) => one.id === id))
    this.#isNew = new Uint8Array(instruments.venues.length * FLAGS)
  }

  get published(): number {
    return this.#publisher.published
  }

  /** Dense index of an instrument's venue. */
  venueOf(instrument: number): number {
    return this.#venueOf[instrument]!
  }

  isDue(nowNs: number): boolean {
    return this.#next > 0 || nowNs >= this.#dueNs
  }

  /** Something new about a venue and a size bucket. */
  mark(venue: number, sizeBucket: number): void {
    this.#isNew[venue * FLAGS + sizeBucket] = 1
    this.#isNew[venue * FLAGS + SIZE_BUCKETS_MAX] = 1
  }

  /** Something new about fills of instruments. @param isChanged by instrument; cleared. */
  markCells(cells: MeasureCells, isChanged: Uint8Array): void {
    for (let i = 0; i < cells.all.length; i++) {
      const cell = cells.all[i]!
      if (isChanged[cell.instrument] === 1) this.mark(this.#venueOf[cell.instrument]!, cell.sizeBucket)
    }
    isChanged.fill(0)
  }

  /** Says what is new, over as many turns as the outbox needs. @returns how many reports. */
  publish(nowNs: number, out: Outbox): number {
    let count = 0
    for (; this.#next < this.#isNew.length; this.#next++) {
      if (this.#isNew[this.#next] === 0) continue
      if (out.isCrowded) return count
      this.#isNew[this.#next] = 0
      const venue = Math.floor(this.#next / FLAGS)
      const sizeBucket = this.#next - venue * FLAGS
      count += this.#publisher.publish(venue, sizeBucket === SIZE_BUCKETS_MAX ? ALL_SIZES : sizeBucket, nowNs, out)
    }
    this.#next = 0
    this.#dueNs = nowNs + this.#intervalNs
    return count
  }
}
