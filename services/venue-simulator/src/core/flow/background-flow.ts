/**
 * Everybody who trades at the simulated venues but the members: fair values, noise traders, market makers, informed
 * traders and arbitrageurs, each an event source with its own next time. Seeded: the same seed gives the same flow as
 * long as members do the same.
 */

import { Prng } from '@reflex/base'
import { INSTRUMENT_KIND, type Instruments } from '@reflex/schema'
import { underlyingConfig, type VenueSimulatorConfig } from '../../config.ts'
import type { SimulatedMarket } from '../simulated-market.ts'
import { SourceHeap } from '../source-heap.ts'
import { Arbitrageurs } from './arbitrageurs.ts'
import { BackgroundMaker } from './background-maker.ts'
import { InformedTraders } from './informed-traders.ts'
import { LatentValue, STEP_NS } from './latent-value.ts'
import { NoiseTraders } from './noise-traders.ts'
import { TradedInstrument } from './traders.ts'

const PRNG_STREAM_LATENT = 100
const PRNG_STREAM_INSTRUMENT = 1000
const PRNG_STREAM_ARBITRAGE = 2000
const WARM_UP_ROUNDS = 40

/** One who acts now and then. */
interface Actor {
  schedule(next: Float64Array, time: Float64Array): void
  act(): void
}

class LatentStep implements Actor {
  readonly #latent: LatentValue

  constructor(latent: LatentValue) {
    this.#latent = latent
  }

  schedule(next: Float64Array, time: Float64Array): void {
    next[0] = time[0]! + STEP_NS
  }

  act(): void {
    this.#latent.step()
  }
}

export class BackgroundFlow {
  readonly heap: SourceHeap
  /** By underlying number; undefined where no simulated instrument follows it. */
  readonly latents: readonly (LatentValue | undefined)[]
  readonly traded: readonly TradedInstrument[]
  events = 0
  readonly #actors: readonly Actor[]
  readonly #makers: readonly BackgroundMaker[]
  readonly #noise: readonly NoiseTraders[]
  #isStarted = false

  constructor(
    markets: readonly SimulatedMarket[],
    instruments: Instruments,
    config: VenueSimulatorConfig,
    seed: number,
  ) {
    const { makers, noise, informed } = config
    const latents: (LatentValue | undefined)[] = instruments.underlyingNames.map(() => undefined)
    this.traded = markets.map((market) => {
      const underlying = instruments.underlyings[market.index]!
      latents[underlying] ??= new LatentValue(
        underlyingConfig(config, instruments.underlyingNames[underlying]!),
        informed.horizonMs * 1e6,
        new Prng(seed, PRNG_STREAM_LATENT + underlying),
      )
      return new TradedInstrument({
        market,
        latent: latents[underlying],
        prng: new Prng(seed, PRNG_STREAM_INSTRUMENT + instruments.ids[market.index]!),
        instruments,
        stepBps: config.stepBps,
        basisBps: instruments.kinds[market.index] === INSTRUMENT_KIND.SPOT ? 0 : config.perpetualBasisBps,
        deviationBps: config.venueNoiseBps,
      })
    })
    this.latents = latents
    this.#makers = this.traded.flatMap((one) =>
      Array.from({ length: makers.count }, () => new BackgroundMaker(one, makers)),
    )
    this.#noise = this.traded.map((one) => new NoiseTraders(one, noise))
    const present = latents.filter((latent) => latent !== undefined)
    const arbitrage = present.map((latent, i) => {
      const group = this.traded.filter((one) => one.latent === latent)
      return new Arbitrageurs(group, config.arbitrage, new Prng(seed, PRNG_STREAM_ARBITRAGE + i))
    })
    this.#actors = [
      ...present.map((latent) => new LatentStep(latent)),
      ...this.#makers,
      ...this.#noise,
      ...this.traded.map((one) => new InformedTraders(one, informed)),
      ...arbitrage,
    ]
    this.heap = new SourceHeap(this.#actors.length)
  }

  /** Fills the books and begins. @param time matching time, ns. */
  start(time: Float64Array): void {
    if (this.#isStarted) return
    this.#isStarted = true
    for (let round = 0; round < WARM_UP_ROUNDS; round++) {
      for (const maker of this.#makers) if (round === 0) maker.act()
      for (const noise of this.#noise) noise.act()
    }
    for (let source = 0; source < this.#actors.length; source++) this.#schedule(source, time)
  }

  /** The earliest source acts; `time` is its time. */
  act(time: Float64Array): void {
    const source = this.heap.headSource
    this.#actors[source]!.act()
    this.events++
    this.#schedule(source, time)
  }

  #schedule(source: number, time: Float64Array): void {
    this.#actors[source]!.schedule(this.heap.next, time)
    this.heap.reschedule(source)
  }
}
