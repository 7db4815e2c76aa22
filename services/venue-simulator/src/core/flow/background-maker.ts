import { ASK, BID, type Side, TIF_GTC } from '@reflex/book'
import type { VenueSimulatorConfig } from '../../config.ts'
import { KIND_MAKER } from './background-orders.ts'
import type { TradedInstrument } from './traders.ts'

const PER_BPS = 1e-4

/** Another market maker: a ladder of quotes around the fair value as he sees it, late and with an error. */
export class BackgroundMaker {
  readonly #instrument: TradedInstrument
  readonly #config: VenueSimulatorConfig['makers']
  /** Order ids and target prices: bids from the best, then asks. */
  readonly #ids: Int32Array
  readonly #prices: Float64Array
  readonly #lives: Int32Array

  constructor(instrument: TradedInstrument, config: VenueSimulatorConfig['makers']) {
    this.#instrument = instrument
    this.#config = config
    this.#ids = new Int32Array(config.levels * 2)
    this.#prices = new Float64Array(config.levels * 2)
    this.#lives = new Int32Array(config.levels * 2)
  }

  schedule(next: Float64Array, time: Float64Array): void {
    next[0] = time[0]! + this.#instrument.prng.nextExponential(this.#config.requoteMs * 1e6)
  }

  /** Looks at the fair value and moves the quotes that are too far from their targets: first away, then in. */
  act(): void {
    const { market, prng } = this.#instrument
    const { levels, lagMs, noiseBps, halfSpreadBps, levelStepBps, toleranceBps } = this.#config
    this.#instrument.drift()
    const fair = this.#instrument.fairTicks(-lagMs * 1e6) * (1 + noiseBps * PER_BPS * prng.nextNormal())
    const tolerance = fair * toleranceBps * PER_BPS
    for (let k = 0; k < levels * 2; k++) {
      const sign = k < levels ? -1 : 1
      const level = k < levels ? k : k - levels
      const distance = fair * (halfSpreadBps + level * levelStepBps) * PER_BPS
      const target = sign < 0 ? Math.floor(fair - distance) : Math.ceil(fair + distance)
      const id = this.#ids[k]!
      const isThere = id !== 0 && market.background.isSame(id, this.#lives[k]!)
      if (isThere && Math.abs(market.background.priceOf(id) - target) <= tolerance) {
        this.#prices[k] = Number.NaN
        continue
      }
      if (isThere) market.cancelBackground(id)
      this.#ids[k] = 0
      this.#prices[k] = Math.max(1, target)
    }
    this.#enter()
    market.finish()
  }

  #enter(): void {
    const { market } = this.#instrument
    const { levels, notional } = this.#config
    for (let k = 0; k < levels * 2; k++) {
      if (Number.isNaN(this.#prices[k]!)) continue
      const side: Side = k < levels ? BID : ASK
      const lots = this.#instrument.randomLots(notional)
      const id = market.submitBackground(KIND_MAKER, side, this.#prices[k]!, lots, TIF_GTC, true)
      this.#ids[k] = id
      this.#lives[k] = market.background.lifeOf(id)
    }
  }
}
