/**
 * Requests about many orders of one member at once: mass status, mass cancel, and the cancel of all when his link is
 * down.
 */

import type { FixFrame } from '@reflex/fix'
import { type Instruments, NO_INSTRUMENT } from '@reflex/schema'
import { CANCEL_BY_MASS, type Market } from './market.ts'
import type { OrderKeeper } from './order-keeper.ts'

const MASS_ALL = 55
const MASS_OF_SECURITY = 49
const MASS_REJECTED = 48

export class OrderLists {
  readonly #keeper: OrderKeeper
  readonly #instruments: Instruments
  readonly #markets: readonly (Market | undefined)[]
  #scratch = new Int32Array(1024)

  /** @param markets by dense instrument index. */
  constructor(keeper: OrderKeeper, instruments: Instruments, markets: readonly (Market | undefined)[]) {
    this.#keeper = keeper
    this.#instruments = instruments
    this.#markets = markets
  }

  /** Tells each open order, or that there is none. @param instrument NO_INSTRUMENT for all. */
  massStatus(session: number, frame: FixFrame, instrument: number): void {
    const { reports } = this.#keeper
    const count = this.#collect(session, instrument)
    if (count === 0) return reports.noOrders(session, frame)
    for (let i = 0; i < count; i++) reports.status(this.#scratch[i]!, frame, count, i === count - 1)
  }

  /** Cancels all, or those of one instrument. @param instrument the one the request names, or NO_INSTRUMENT. */
  massCancel(session: number, frame: FixFrame, instrument: number): void {
    const { reports } = this.#keeper
    const type = frame.char(530)
    if (type !== MASS_ALL && (type !== MASS_OF_SECURITY || instrument === NO_INSTRUMENT)) {
      reports.details.text = 'scope not supported'
      return reports.massCancelled(session, frame, MASS_REJECTED, 0)
    }
    const count = this.cancelAll(session, type === MASS_ALL ? NO_INSTRUMENT : instrument, CANCEL_BY_MASS)
    reports.massCancelled(session, frame, type, count)
  }

  /** @param cause as of OrderKeeper.cancelCause. @returns how many. */
  cancelAll(session: number, instrument: number, cause: number): number {
    const { orders } = this.#keeper
    const count = this.#collect(session, instrument)
    this.#keeper.cancelCause = cause
    for (let i = 0; i < count; i++) {
      const slot = this.#scratch[i]!
      this.#markets[orders.instrument[slot]!]!.cancel(slot)
    }
    return count
  }

  /** Open orders of a session, oldest first, into the scratch array. @param instrument NO_INSTRUMENT for all. */
  #collect(session: number, instrument: number): number {
    const { orders } = this.#keeper
    if (this.#scratch.length < orders.liveCount) this.#scratch = new Int32Array(orders.liveCount * 2)
    const index = instrument === NO_INSTRUMENT ? -1 : this.#instruments.indexOf(instrument)
    let count = 0
    for (let i = 0; i < orders.liveCount; i++) {
      const slot = orders.live[i]!
      if (orders.session[slot] !== session || (index >= 0 && orders.instrument[slot] !== index)) continue
      this.#scratch[count++] = slot
    }
    this.#scratch.subarray(0, count).sort()
    return count
  }
}
