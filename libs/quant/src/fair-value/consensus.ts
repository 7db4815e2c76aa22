/**
 * Cross-venue fair value. For venues k with a fresh two-sided quote,
 *
 *   value = sum a_k x_k / sum a_k,  x_k = micro_k - basis_k,  a_k = lead_k / variance_k,
 *   variance_k = staleness_k + noise_k
 *
 * - basis_k: slow average of micro_k - value, what this venue trades at above the consensus. Only value + basis is
 *   observable; pin one venue's basis to zero (`anchorVenue`) to fix the level, or let it start at zero.
 * - staleness_k: variance of the mid per second x age of the quote.
 * - noise_k: at least floor^2 + (spread share x half-spread)^2; more when x_k strays from the consensus of the others.
 * - venues older than a limit, or crossed against the rest, are left out.
 *
 * Prices in any one unit (ticks), times in nanoseconds. Nothing allocates after construction.
 */

import { assert } from '@reflex/base'
import type { ConsensusOptions } from './consensus-options.ts'
import type { MicroPrice } from './micro-price.ts'

const VALUE = 0
const SD = 1
const NOW_NS = 2
const VARIANCE_PER_SEC = 3
const BEST_BID = 4
const BEST_ASK = 5
const WEIGHT = 6

export class ConsensusFairValue {
  readonly #options: ConsensusOptions
  readonly #state = new Float64Array(7)
  readonly #bid: Float64Array
  readonly #ask: Float64Array
  readonly #micro: Float64Array
  readonly #timeNs: Float64Array
  readonly #basis: Float64Array
  readonly #strayed: Float64Array // mean square distance from the consensus of the others
  readonly #updatedNs: Float64Array
  readonly #lead: Float64Array
  readonly #x: Float64Array
  readonly #prior: Float64Array // 1 / (staleness + quote noise)
  readonly #precision: Float64Array
  readonly #weight: Float64Array // precision x lead; 0 when not used
  readonly #samples: Int32Array
  readonly #isQuoted: Uint8Array
  readonly #isNew: Uint8Array
  #usedMask = 0
  #usedCount = 0
  /** Times a venue was left out because it crossed the others. */
  crossedCount = 0

  constructor(options: ConsensusOptions) {
    const n = options.venueCount
    assert(n >= 1 && n <= 30, 'venueCount out of range')
    assert(
      options.staleAfterNs > 0 && options.basisTauNs > 0 && options.noiseTauNs > 0,
      'time constants must be positive',
    )
    assert(options.noiseFloor > 0 && options.noiseSpreadShare >= 0, 'noise must be positive')
    assert(options.anchorVenue >= -1 && options.anchorVenue < n, 'anchorVenue out of range')
    this.#options = options
    this.#bid = new Float64Array(n)
    this.#ask = new Float64Array(n)
    this.#micro = new Float64Array(n)
    this.#timeNs = new Float64Array(n)
    this.#basis = new Float64Array(n)
    this.#strayed = new Float64Array(n)
    this.#updatedNs = new Float64Array(n)
    this.#lead = new Float64Array(n).fill(1)
    this.#x = new Float64Array(n)
    this.#prior = new Float64Array(n)
    this.#precision = new Float64Array(n)
    this.#weight = new Float64Array(n)
    this.#samples = new Int32Array(n)
    this.#isQuoted = new Uint8Array(n)
    this.#isNew = new Uint8Array(n)
    this.#state[VALUE] = Number.NaN
    this.#state[SD] = Number.NaN
  }

  /**
   * @param variancePerSec variance of the fair value per second, price units squared, such as
   * `ClockedVolatility.variancePerSec`.
   */
  setVariance(variancePerSec: number): void {
    if (variancePerSec >= 0) this.#state[VARIANCE_PER_SEC] = variancePerSec // NaN, not known yet, keeps the last
  }

  /** @param weight > 0; 1 is neutral. See `leadLagWeights`. */
  setLeadWeight(venue: number, weight: number): void {
    this.#lead[venue] = weight
  }

  /** A new two-sided quote and the venue's own micro-price (or weighted mid). A crossed quote withdraws the venue. */
  onQuote(venue: number, timeNs: number, bid: number, ask: number, micro: number): void {
    this.#micro[venue] = micro
    this.#setQuote(venue, timeNs, bid, ask)
  }

  /** As `onQuote`, priced here by the venue's model: a price passed as an argument may cost a boxed number. */
  onBook(
    venue: number,
    timeNs: number,
    bid: number,
    bidQty: number,
    ask: number,
    askQty: number,
    model: MicroPrice,
  ): void {
    model.smoothMicroPriceInto(this.#micro, venue, bid, bidQty, ask, askQty)
    this.#setQuote(venue, timeNs, bid, ask)
  }

  /** The venue has no usable quote: one side empty, session down, halt. */
  withdraw(venue: number): void {
    this.#isQuoted[venue] = 0
    this.#isNew[venue] = 0
  }

  /** Recomputes value, deviation and venues used, then learns basis and noise from the quotes since the last call. */
  evaluate(nowNs: number): void {
    this.#state[NOW_NS] = nowNs
    this.#chooseVenues()
    this.#dropCrossed()
    this.#combine()
    this.#measureSpread()
    if (this.#usedCount > 0) this.#learn()
  }

  /** Whether any venue could be used at the last evaluation. */
  get isAvailable(): boolean {
    return this.#usedCount > 0
  }

  /** Fair value at the last evaluation; NaN when not available. */
  get value(): number {
    return this.#state[VALUE]!
  }

  /** Standard deviation of the value, price units; widened when the venues disagree more than their variances allow. */
  get standardDeviation(): number {
    return this.#state[SD]!
  }

  /** Bit k set = venue k was used. */
  get usedMask(): number {
    return this.#usedMask
  }

  get usedCount(): number {
    return this.#usedCount
  }

  /** What the venue trades at above the consensus, price units. */
  basis(venue: number): number {
    return this.#basis[venue]!
  }

  /** Share of the venue in the value, 0..1. */
  weight(venue: number): number {
    if (((this.#usedMask >> venue) & 1) === 0) return 0
    return this.#weight[venue]! / this.#state[WEIGHT]!
  }

  /** Where the venue itself should trade: value + basis. This is the number to quote around. */
  venueFairValue(venue: number): number {
    return this.#state[VALUE]! + this.#basis[venue]!
  }

  #setQuote(venue: number, timeNs: number, bid: number, ask: number): void {
    this.#bid[venue] = bid
    this.#ask[venue] = ask
    this.#timeNs[venue] = timeNs
    this.#isQuoted[venue] = bid < ask && Number.isFinite(this.#micro[venue]!) ? 1 : 0
    this.#isNew[venue] = this.#isQuoted[venue]!
  }

  #chooseVenues(): void {
    const nowNs = this.#state[NOW_NS]!
    let fresh = 0
    let warm = 0
    for (let k = 0; k < this.#x.length; k++) {
      if (this.#isQuoted[k] === 0) continue
      const ageNs = nowNs - this.#timeNs[k]!
      if (ageNs > this.#options.staleAfterNs) continue
      fresh |= 1 << k
      if (this.#samples[k]! >= this.#options.basisSamplesMin || k === this.#options.anchorVenue) warm |= 1 << k
      this.#x[k] = this.#micro[k]! - this.#basis[k]!
      const spreadNoise = this.#options.noiseSpreadShare * 0.5 * (this.#ask[k]! - this.#bid[k]!)
      const staleness = Math.max(0, ageNs) * 1e-9 * this.#state[VARIANCE_PER_SEC]!
      this.#prior[k] = 1 / (staleness + this.#options.noiseFloor ** 2 + spreadNoise * spreadNoise)
    }
    this.#usedMask = warm !== 0 ? warm : fresh
    this.#usedCount = 0
    for (let m = this.#usedMask; m !== 0; m &= m - 1) this.#usedCount++
  }

  /**
   * While two venues cross by more than the tolerance, leaves out the one farther from the middle; of two venues, the
   * older.
   */
  #dropCrossed(): void {
    while (this.#usedCount >= 2) {
      const high = this.#extreme(1)
      const low = this.#extreme(-1)
      if (this.#state[BEST_BID]! - this.#state[BEST_ASK]! <= this.#options.crossTolerance || high === low) return
      this.#usedMask &= ~(1 << this.#worseOf(high, low))
      this.#usedCount--
      this.crossedCount++
    }
  }

  /** Venue with the highest bid (side +1) or lowest ask (side -1) after basis; the price goes to its slot. */
  #extreme(side: number): number {
    const prices = side > 0 ? this.#bid : this.#ask
    const slot = side > 0 ? BEST_BID : BEST_ASK
    let best = -1
    for (let k = 0; k < this.#x.length; k++) {
      if (((this.#usedMask >> k) & 1) === 0) continue
      const price = prices[k]! - this.#basis[k]!
      if (best >= 0 && side * (price - this.#state[slot]!) <= 0) continue
      best = k
      this.#state[slot] = price
    }
    return best
  }

  /** Of the crossing venues i and j: the one farther from the mean of the rest, or the older when there is no rest. */
  #worseOf(i: number, j: number): number {
    let sum = 0
    let weight = 0
    for (let k = 0; k < this.#x.length; k++) {
      if (k === i || k === j || ((this.#usedMask >> k) & 1) === 0) continue
      sum += this.#prior[k]! * this.#x[k]!
      weight += this.#prior[k]!
    }
    if (weight === 0) return this.#timeNs[i]! < this.#timeNs[j]! ? i : j
    return Math.abs(this.#x[i]! - sum / weight) >= Math.abs(this.#x[j]! - sum / weight) ? i : j
  }

  #combine(): void {
    let priorSum = 0
    for (let k = 0; k < this.#x.length; k++) if (((this.#usedMask >> k) & 1) === 1) priorSum += this.#prior[k]!
    let weight = 0
    let sum = 0
    for (let k = 0; k < this.#x.length; k++) {
      this.#weight[k] = 0
      if (((this.#usedMask >> k) & 1) === 0) continue
      const prior = this.#prior[k]!
      const others = priorSum - prior > 0 ? 1 / (priorSum - prior) : 0
      this.#precision[k] = 1 / Math.max(1 / prior, this.#strayed[k]! - others)
      const a = this.#precision[k]! * this.#lead[k]!
      this.#weight[k] = a
      weight += a
      sum += a * this.#x[k]!
    }
    this.#state[WEIGHT] = weight
    this.#state[VALUE] = weight > 0 ? sum / weight : Number.NaN
  }

  /**
   * sqrt(sum a^2 / precision) / sum a, times the square root of chi-squared of the venues about the value per degree of
   * freedom where that is above 1 (Birge).
   */
  #measureSpread(): void {
    const value = this.#state[VALUE]!
    let variance = 0
    let square = 0
    for (let k = 0; k < this.#x.length; k++) {
      if (((this.#usedMask >> k) & 1) === 0) continue
      const distance = this.#x[k]! - value
      variance += this.#weight[k]! * this.#lead[k]!
      square += this.#precision[k]! * distance * distance
    }
    const disagreement = this.#usedCount < 2 ? 1 : Math.max(1, square / (this.#usedCount - 1))
    this.#state[SD] = Math.sqrt(variance * disagreement) / this.#state[WEIGHT]!
  }

  /** Bases and noise of the venues with a new quote, also of those left out, so that they can come back. */
  #learn(): void {
    const nowNs = this.#state[NOW_NS]!
    const value = this.#state[VALUE]!
    const weight = this.#state[WEIGHT]!
    for (let k = 0; k < this.#x.length; k++) {
      if (this.#isNew[k] === 0 || nowNs - this.#timeNs[k]! > this.#options.staleAfterNs) continue
      this.#isNew[k] = 0
      const own = this.#weight[k]!
      const age = this.#samples[k]! === 0 ? 0 : Math.min(this.#options.staleAfterNs, nowNs - this.#updatedNs[k]!)
      const count = ++this.#samples[k]!
      this.#updatedNs[k] = nowNs
      if (weight - own > 1e-12 * weight) {
        const others = (value * weight - own * this.#x[k]!) / (weight - own)
        const gain = Math.max(1 / count, 1 - Math.exp(-age / this.#options.noiseTauNs))
        this.#strayed[k]! += gain * ((this.#micro[k]! - this.#basis[k]! - others) ** 2 - this.#strayed[k]!)
      }
      if (k === this.#options.anchorVenue) continue
      const gain = Math.max(1 / count, 1 - Math.exp(-age / this.#options.basisTauNs))
      this.#basis[k]! += gain * (this.#micro[k]! - value - this.#basis[k]!)
    }
  }
}
