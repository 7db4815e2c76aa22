/**
 * What each underlying is worth, from all its venues, and how fast it moves. Everything is in *log bps*, 1e4 ln(price):
 * one unit for venues with different ticks and for underlyings of any price, in which distances are bps of the price.
 */

import { ClockedVolatility, ConsensusFairValue, type ConsensusOptions, MicroPrice } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import type { MarketState } from './market-state.ts'

const BPS = 1e4

export interface FairValueOptions {
  readonly consensus: Omit<ConsensusOptions, 'venueCount' | 'anchorVenue'>
  readonly volatility: { readonly clockNs: number; readonly tauNs: number; readonly samplesMin: number }
  /** Used until the estimate is ready, bps per square root of a second. */
  readonly sigmaInitialBps: number
  /** The estimate is never taken below this, bps per square root of a second. */
  readonly sigmaMinBps: number
}

export class FairValue {
  readonly underlyingCount: number
  /** By underlying: its instruments, dense indexes. */
  readonly members: readonly Int32Array[]
  /** By instrument: price of one tick in quote currency. */
  readonly tickPrices: Float64Array
  /** By underlying: fair value in quote currency, NaN when not available. */
  readonly prices: Float64Array
  /** By underlying: standard deviation of the fair value, bps. */
  readonly sdBps: Float64Array
  /** By instrument: where it should trade, log bps. */
  readonly instrumentBps: Float64Array
  readonly #underlyings: Int32Array
  readonly #place: Int32Array
  readonly #consensus: readonly ConsensusFairValue[]
  readonly #volatility: readonly ClockedVolatility[]
  readonly #micro: MicroPrice
  readonly #options: FairValueOptions
  readonly #sigmas: Float64Array
  readonly #scratch = new Float64Array(2)

  constructor(instruments: Instruments, options: FairValueOptions) {
    const n = instruments.underlyingNames.length
    this.underlyingCount = n
    this.#options = options
    this.#underlyings = instruments.underlyings
    this.tickPrices = instruments.tickE8s.map((e8) => e8 / 1e8)
    const indexes = [...instruments.underlyings.keys()]
    this.members = Array.from({ length: n }, (_, u) =>
      Int32Array.from(indexes.filter((i) => instruments.underlyings[i] === u)),
    )
    this.#place = Int32Array.from(indexes, (i) => this.members[instruments.underlyings[i]!]!.indexOf(i))
    this.#consensus = this.members.map(
      (own) => new ConsensusFairValue({ ...options.consensus, venueCount: own.length, anchorVenue: 0 }),
    )
    this.#volatility = this.members.map(() => new ClockedVolatility(options.volatility))
    // Never fitted: the weighted mid. A fitted table is in ticks of one book, and ticks of a few thousandths of a bps
    // tell it nothing.
    this.#micro = new MicroPrice({ imbalanceBuckets: 3, spreadTicksMax: 1, moveHalfTicksMax: 2 })
    this.prices = new Float64Array(n).fill(Number.NaN)
    this.sdBps = new Float64Array(n).fill(Number.NaN)
    this.instrumentBps = new Float64Array(instruments.count).fill(Number.NaN)
    this.#sigmas = new Float64Array(n).fill(options.sigmaInitialBps)
  }

  /** A new best bid and offer of an instrument whose book is live. */
  onBook(instrument: number, nowNs: number, market: MarketState): void {
    const u = this.#underlyings[instrument]!
    const consensus = this.#consensus[u]!
    const place = this.#place[instrument]!
    if (!market.isLive(instrument) || !market.isTwoSided(instrument)) {
      consensus.withdraw(place)
      consensus.evaluate(nowNs)
      this.#publish(u)
      return
    }
    const tick = this.tickPrices[instrument]!
    this.#scratch[0] = BPS * Math.log(market.bidTicks[instrument]! * tick)
    this.#scratch[1] = BPS * Math.log(market.askTicks[instrument]! * tick)
    this.#tell(consensus, place, nowNs, market, instrument)
    consensus.evaluate(nowNs)
    this.#publish(u)
  }

  /**
   * Tells the volatility where the fair value is; silence counts as rest. Call several times in an interval of its
   * clock.
   */
  onTimer(nowNs: number): void {
    for (let u = 0; u < this.underlyingCount; u++) {
      const volatility = this.#volatility[u]!
      const consensus = this.#consensus[u]!
      consensus.evaluate(nowNs)
      this.#publish(u)
      if (consensus.isAvailable) volatility.onTick(nowNs, consensus.value)
      else volatility.breakChain()
      if (volatility.isReady) {
        this.#sigmas[u] = Math.max(this.#options.sigmaMinBps, volatility.sigmaPerSqrtSec)
      }
      consensus.setVariance(this.#sigmas[u]! * this.#sigmas[u]!)
    }
  }

  /** Instruments of the same underlying, this one included. */
  membersOf(instrument: number): Int32Array {
    return this.members[this.#underlyings[instrument]!]!
  }

  isAvailable(underlying: number): boolean {
    return this.#consensus[underlying]!.isAvailable
  }

  /** What the instrument trades at above the consensus, bps. */
  basisBps(instrument: number): number {
    return this.#consensus[this.#underlyings[instrument]!]!.basis(this.#place[instrument]!)
  }

  /** Venues in the value. */
  usedCount(underlying: number): number {
    return this.#consensus[underlying]!.usedCount
  }

  /** bps per square root of a second. */
  sigmaBps(underlying: number): number {
    return this.#sigmas[underlying]!
  }

  /** Short, so that V8 inlines the call and keeps the prices unboxed. */
  #tell(consensus: ConsensusFairValue, place: number, nowNs: number, market: MarketState, i: number): void {
    const scratch = this.#scratch
    consensus.onBook(place, nowNs, scratch[0]!, market.bidLots[i]!, scratch[1]!, market.askLots[i]!, this.#micro)
  }

  /** Into arrays: a number that crosses a call may be boxed. */
  #publish(u: number): void {
    const consensus = this.#consensus[u]!
    const own = this.members[u]!
    this.prices[u] = Math.exp(consensus.value / BPS)
    this.sdBps[u] = consensus.standardDeviation
    for (let k = 0; k < own.length; k++) this.instrumentBps[own[k]!] = consensus.venueFairValue(k)
  }
}
