/** What background traders of one instrument share: its market, its fair value, sizes and the price grid. */

import type { Prng } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import type { SimulatedMarket } from '../simulated-market.ts'
import type { LatentValue } from './latent-value.ts'

const PER_BPS = 1e-4
const SIZE_SIGMA = 0.9
/** Share of a venue's own deviation that is left after one look. */
const DEVIATION_DECAY = 0.98

export class TradedInstrument {
  readonly market: SimulatedMarket
  readonly latent: LatentValue
  readonly prng: Prng
  /** Ticks of one unit of quote currency. */
  readonly ticksPerUnit: number
  /** Grid of background prices, ticks. */
  readonly stepTicks: number
  readonly #lotsPerNotional: number
  readonly #maxLots: number
  readonly basis: number
  readonly #deviationSigma: number
  #deviation = 0

  constructor(options: {
    market: SimulatedMarket
    latent: LatentValue
    prng: Prng
    instruments: Instruments
    stepBps: number
    basisBps: number
    deviationBps: number
  }) {
    const { instruments, market } = options
    this.market = market
    this.latent = options.latent
    this.prng = options.prng
    const tick = instruments.tickE8s[market.index]! / 1e8
    const lot = instruments.lotE8s[market.index]! / 1e8
    const multiplier = instruments.multiplierE8s[market.index]! / 1e8
    this.ticksPerUnit = 1 / tick
    const price = this.latent.at(0)
    this.stepTicks = Math.max(1, Math.round((price * options.stepBps * PER_BPS) / tick))
    const isInverse = instruments.kinds[market.index] === 2
    this.#lotsPerNotional = isInverse ? 1 / (lot * multiplier) : 1 / (price * lot * multiplier)
    this.#maxLots = instruments.maxLots[market.index]!
    this.basis = 1 + options.basisBps * PER_BPS
    this.#deviationSigma = options.deviationBps * PER_BPS * Math.sqrt(1 - DEVIATION_DECAY * DEVIATION_DECAY)
  }

  /** Fair value here in ticks, not rounded. @param deltaNs of the underlying's: negative for those who are late. */
  fairTicks(deltaNs: number): number {
    return this.latent.at(deltaNs) * this.basis * (1 + this.#deviation) * this.ticksPerUnit
  }

  /** The venue's own slow deviation moves on. */
  drift(): void {
    this.#deviation = this.#deviation * DEVIATION_DECAY + this.#deviationSigma * this.prng.nextNormal()
  }

  /** @returns lots worth about `notional`, lognormal around it. */
  randomLots(notional: number): number {
    return this.lotsOf(notional * Math.exp(SIZE_SIGMA * this.prng.nextNormal()))
  }

  lotsOf(notional: number): number {
    return Math.max(1, Math.min(this.#maxLots, Math.round(notional * this.#lotsPerNotional)))
  }
}
