import { EwmaCovariance } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import type { Marks } from './marks.ts'

const NO_SOURCE = -1

export interface ReturnSamplerOptions {
  readonly sampleNs: number
  readonly lambda: number
  /** Standard deviation of the return per sample, to start from. */
  readonly seedSigma: number
  /** A price older than this is not sampled. */
  readonly priceMaxAgeNs: number
  /** Samples kept as scenarios of historical simulation. */
  readonly historyMax: number
}

/**
 * Covariance of log returns of the underlyings on a sampling clock. Each underlying follows one instrument while that
 * has a fresh price; when it must change over, or comes back from silence, the jump between the two is no return.
 */
export class ReturnSampler {
  readonly covariance: EwmaCovariance
  /** Samples taken. */
  count = 0
  /** Latest log returns by sample and underlying, a ring: sample n is at row n % historyMax. */
  readonly history: Float64Array
  readonly #options: ReturnSamplerOptions
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #sources: Int32Array
  readonly #lastLog: Float64Array
  readonly #returns: Float64Array
  #dueNs = Number.NaN

  constructor(instruments: Instruments, marks: Marks, options: ReturnSamplerOptions) {
    const n = instruments.underlyingNames.length
    const seed = new Float64Array(n * n)
    for (let u = 0; u < n; u++) seed[u * n + u] = options.seedSigma ** 2
    this.history = new Float64Array(options.historyMax * n)
    this.covariance = new EwmaCovariance(options.lambda, seed)
    this.#options = options
    this.#instruments = instruments
    this.#marks = marks
    this.#sources = new Int32Array(n).fill(NO_SOURCE)
    this.#lastLog = new Float64Array(n).fill(Number.NaN)
    this.#returns = new Float64Array(n)
  }

  /** @returns whether a sample was taken. A late turn takes one sample, not several: their time is not known. */
  onTimer(nowNs: number): boolean {
    if (Number.isNaN(this.#dueNs)) this.#dueNs = nowNs
    if (nowNs < this.#dueNs) return false
    this.#dueNs += this.#options.sampleNs
    if (this.#dueNs <= nowNs) this.#dueNs = nowNs + this.#options.sampleNs
    this.#sample(nowNs)
    return true
  }

  #sample(nowNs: number): void {
    let known = 0
    for (let u = 0; u < this.#sources.length; u++) {
      const source = this.#sourceOf(u, nowNs)
      const log = source === NO_SOURCE ? Number.NaN : Math.log(this.#marks.midE8[source]!)
      const change = source === this.#sources[u] ? log - this.#lastLog[u]! : Number.NaN
      this.#sources[u] = source
      this.#lastLog[u] = log
      this.#returns[u] = Number.isNaN(change) ? 0 : change
      if (!Number.isNaN(change)) known++
    }
    if (known === 0) return
    this.covariance.update(this.#returns, 0)
    this.history.set(this.#returns, (this.count % this.#options.historyMax) * this.#returns.length)
    this.count++
  }

  /** The instrument followed so far while its price is fresh, else the first of the underlying with a fresh price. */
  #sourceOf(underlying: number, nowNs: number): number {
    const { priceMaxAgeNs } = this.#options
    const present = this.#sources[underlying]!
    if (present !== NO_SOURCE && this.#marks.isFresh(present, nowNs, priceMaxAgeNs)) return present
    const { underlyings, count } = this.#instruments
    for (let i = 0; i < count; i++) {
      if (underlyings[i] === underlying && this.#marks.isFresh(i, nowNs, priceMaxAgeNs)) return i
    }
    return NO_SOURCE
  }
}
