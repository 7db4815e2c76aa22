import { ASK, BID, NO_PRICE, TIF_IOC } from '@reflex/book'
import type { VenueSimulatorConfig } from '../../config.ts'
import { KIND_TAKER } from './background-orders.ts'
import type { TradedInstrument } from './traders.ts'

const PER_BPS = 1e-4

/**
 * They know the fair value of a little later and take every quote that it is about to leave behind: the cost of quoting
 * without knowing.
 */
export class InformedTraders {
  readonly #instrument: TradedInstrument
  readonly #config: VenueSimulatorConfig['informed']
  trades = 0

  constructor(instrument: TradedInstrument, config: VenueSimulatorConfig['informed']) {
    this.#instrument = instrument
    this.#config = config
  }

  schedule(next: Float64Array, time: Float64Array): void {
    const { perSecond } = this.#config
    next[0] =
      perSecond > 0 ? time[0]! + this.#instrument.prng.nextExponential(1e9 / perSecond) : Number.POSITIVE_INFINITY
  }

  act(): void {
    const { market } = this.#instrument
    const fair = this.#instrument.fairTicks(this.#config.horizonMs * 1e6)
    const cost = fair * this.#config.costBps * PER_BPS
    const bid = market.bestPrice(BID)
    const ask = market.bestPrice(ASK)
    const lots = this.#instrument.lotsOf(this.#config.notional)
    if (ask !== NO_PRICE && fair - ask > cost) {
      market.submitBackground(KIND_TAKER, BID, Math.floor(fair - cost), lots, TIF_IOC, false)
    } else if (bid !== NO_PRICE && bid - fair > cost) {
      market.submitBackground(KIND_TAKER, ASK, Math.ceil(fair + cost), lots, TIF_IOC, false)
    } else return
    this.trades++
    market.finish()
  }
}
