import { ASK, BID, NO_PRICE, type Side, TIF_GTC, TIF_IOC } from '@reflex/book'
import type { VenueSimulatorConfig } from '../../config.ts'
import { KIND_NOISE, KIND_TAKER } from './background-orders.ts'
import type { TradedInstrument } from './traders.ts'

const SWEEP_STEPS = 50
const PER_BPS = 1e-4

/**
 * Orders that know nothing: limit orders whose distance from the touch follows a power law, cancels after a random
 * life, market orders. The book they make has the depth and the churn of a real one; what they pay is what market
 * makers live on.
 */
export class NoiseTraders {
  readonly #instrument: TradedInstrument
  readonly #config: VenueSimulatorConfig['noise']

  constructor(instrument: TradedInstrument, config: VenueSimulatorConfig['noise']) {
    this.#instrument = instrument
    this.#config = config
  }

  /** Sets `next[0]` to the time of the next action after `time[0]`. */
  schedule(next: Float64Array, time: Float64Array): void {
    const { limitPerSecond, marketPerSecond, lifetimeSeconds } = this.#config
    const rate = limitPerSecond + marketPerSecond + this.#instrument.market.background.noiseCount / lifetimeSeconds
    next[0] = rate > 0 ? time[0]! + this.#instrument.prng.nextExponential(1e9 / rate) : Number.POSITIVE_INFINITY
  }

  act(): void {
    const { market, prng } = this.#instrument
    const { limitPerSecond, marketPerSecond, lifetimeSeconds } = this.#config
    const { background } = market
    const cancels = background.noiseCount / lifetimeSeconds
    const choice = prng.nextFloat() * (limitPerSecond + marketPerSecond + cancels)
    if (choice < limitPerSecond) this.#limit()
    else if (choice < limitPerSecond + marketPerSecond) this.#market()
    else market.cancelBackground(background.noiseAt(prng.nextInt(background.noiseCount)))
    market.finish()
  }

  #limit(): void {
    const { market, prng, stepTicks } = this.#instrument
    const side: Side = prng.nextUint32() & 1 ? BID : ASK
    const sign = side === BID ? 1 : -1
    let touch = market.bestPrice(side)
    if (touch === NO_PRICE) touch = Math.round(this.#instrument.fairTicks(0)) - sign * 5 * stepTicks
    let ticks: number
    if (prng.nextFloat() < this.#config.improveProbability) ticks = touch + sign * stepTicks
    else {
      const power = prng.nextFloat() ** (-1 / this.#config.distanceExponent) - 1
      const steps = Math.min(this.#config.distanceMaxSteps, Math.floor(power))
      ticks = touch - sign * steps * stepTicks
    }
    // Nobody betters a spread that is already narrow.
    const opposite = market.bestPrice(side === BID ? ASK : BID)
    if (opposite !== NO_PRICE) {
      const nearest = opposite - sign * opposite * this.#config.spreadFloorBps * PER_BPS
      if ((ticks - nearest) * sign > 0) ticks = nearest
    }
    ticks = Math.max(stepTicks, Math.round(ticks / stepTicks) * stepTicks)
    const lots = this.#instrument.randomLots(this.#config.notional)
    market.submitBackground(KIND_NOISE, side, ticks, lots, TIF_GTC, true)
  }

  #market(): void {
    const { market, prng, stepTicks } = this.#instrument
    const side: Side = prng.nextUint32() & 1 ? BID : ASK
    const best = market.bestPrice(side === BID ? ASK : BID)
    if (best === NO_PRICE) return
    const limit = side === BID ? best + SWEEP_STEPS * stepTicks : Math.max(1, best - SWEEP_STEPS * stepTicks)
    market.submitBackground(KIND_TAKER, side, limit, this.#instrument.randomLots(this.#config.notional), TIF_IOC, false)
  }
}
