/**
 * Latency histogram with logarithmic buckets: values 0 .. 2^53-1, at most 1/64 (1.6 %) above the true value, no
 * allocation when recording.
 *
 *     bucket = exponent * 64 + the 6 bits behind the leading one; values below 128 are exact
 */

const SUB_BITS = 6
const SUB_COUNT = 1 << SUB_BITS
const EXPONENT_MAX = 53 - SUB_BITS
const BUCKET_COUNT = (EXPONENT_MAX + 1) * SUB_COUNT

export interface HistogramSummary {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

export class Histogram {
  readonly #counts = new Float64Array(BUCKET_COUNT)
  #count = 0
  #max = 0
  #min = Number.MAX_SAFE_INTEGER
  #sum = 0

  get count(): number {
    return this.#count
  }

  get max(): number {
    return this.#max
  }

  get min(): number {
    return this.#count === 0 ? 0 : this.#min
  }

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count
  }

  /** Records a value; negative values (a clock that ran backwards between hosts) count as 0. */
  record(value: number): void {
    const v = value > 0 ? value : 0
    this.#counts[bucketOf(v)]!++
    this.#count++
    this.#sum += v
    if (v > this.#max) this.#max = v
    if (v < this.#min) this.#min = v
  }

  /**
   * @param p in 0..100. @returns the upper edge of the bucket that holds the percentile, never above the maximum; 0
   * when empty.
   */
  percentile(p: number): number {
    if (this.#count === 0) return 0
    const rank = Math.max(1, Math.ceil((p / 100) * this.#count - 1e-9))
    let seen = 0
    for (let i = 0; i < BUCKET_COUNT; i++) {
      seen += this.#counts[i]!
      if (seen >= rank) return Math.min(upperEdgeOf(i), this.#max)
    }
    return this.#max
  }

  summary(): HistogramSummary {
    return {
      count: this.#count,
      p50: this.percentile(50),
      p99: this.percentile(99),
      p999: this.percentile(99.9),
      max: this.#max,
    }
  }

  add(other: Histogram): void {
    if (other.#count === 0) return
    for (let i = 0; i < BUCKET_COUNT; i++) this.#counts[i]! += other.#counts[i]!
    this.#count += other.#count
    this.#sum += other.#sum
    if (other.#max > this.#max) this.#max = other.#max
    if (other.#min < this.#min) this.#min = other.#min
  }

  reset(): void {
    this.#counts.fill(0)
    this.#count = 0
    this.#sum = 0
    this.#max = 0
    this.#min = Number.MAX_SAFE_INTEGER
  }
}

function bucketOf(value: number): number {
  if (value < SUB_COUNT) return value | 0
  const high = Math.floor(value / 4_294_967_296)
  const exponent = high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(value >>> 0)
  const shift = exponent - SUB_BITS
  const sub = Math.floor(value / 2 ** shift) - SUB_COUNT
  return (shift + 1) * SUB_COUNT + sub
}

function upperEdgeOf(bucket: number): number {
  if (bucket < SUB_COUNT) return bucket
  const shift = Math.floor(bucket / SUB_COUNT) - 1
  const sub = bucket % SUB_COUNT
  return (SUB_COUNT + sub + 1) * 2 ** shift - 1
}
