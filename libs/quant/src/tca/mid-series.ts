/**
 * The mids of one instrument by time, for reference prices. Append-only; several quotes may share a time: the last told
 * wins. Times ascend, in any one integer unit; prices in any one unit.
 */

import { assert } from '@reflex/base'

export class MidSeries {
  #times: Float64Array
  #mids: Float64Array
  readonly #pair = new Float64Array(2)
  #length = 0

  /** @param capacity entries reserved; the arrays double beyond it. */
  constructor(capacity: number) {
    this.#times = new Float64Array(Math.max(1, capacity))
    this.#mids = new Float64Array(Math.max(1, capacity))
  }

  add(time: number, mid: number): void {
    this.#pair[0] = time
    this.#pair[1] = mid
    this.addPair(this.#pair)
  }

  /** Adds [time, mid]. For hot paths: V8 boxes a double that crosses a call which it did not inline. */
  addPair(pair: Float64Array): void {
    const time = pair[0]!
    const mid = pair[1]!
    const n = this.#length
    if (n > 0 && this.#times[n - 1] === time) {
      this.#mids[n - 1] = mid
      return
    }
    assert(n === 0 || time > this.#times[n - 1]!, 'quote times must not go back')
    if (n === this.#times.length) this.#grow()
    this.#times[n] = time
    this.#mids[n] = mid
    this.#length = n + 1
  }

  get length(): number {
    return this.#length
  }

  /** Time of the last quote; NaN when there is none. */
  get lastTime(): number {
    return this.#length === 0 ? Number.NaN : this.#times[this.#length - 1]!
  }

  /** Mid of the last quote strictly before `time`; NaN when there is none. */
  before(time: number): number {
    this.#pair[0] = time
    const i = this.#index(this.#pair, false)
    return i < 0 ? Number.NaN : this.#mids[i]!
  }

  /** Mid of the last quote at or before `time`; NaN when there is none. */
  at(time: number): number {
    this.#pair[0] = time
    const i = this.#index(this.#pair, true)
    return i < 0 ? Number.NaN : this.#mids[i]!
  }

  /** As `at`, but NaN when `time` is after the last quote: the future is not known yet. */
  knownAt(time: number): number {
    return this.#length === 0 || time > this.lastTime ? Number.NaN : this.at(time)
  }

  // The same lookups without boxing: [time, mid], the mid is put behind the time.

  putBefore(pair: Float64Array): void {
    const i = this.#index(pair, false)
    pair[1] = i < 0 ? Number.NaN : this.#mids[i]!
  }

  putAt(pair: Float64Array): void {
    const i = this.#index(pair, true)
    pair[1] = i < 0 ? Number.NaN : this.#mids[i]!
  }

  putKnownAt(pair: Float64Array): void {
    if (this.#length === 0 || pair[0]! > this.#times[this.#length - 1]!) pair[1] = Number.NaN
    else this.putAt(pair)
  }

  /**
   * Time-weighted mean over [from, to]; the mid at `from` when the interval is empty; NaN when no quote precedes
   * `from`.
   */
  timeWeighted(from: number, to: number): number {
    this.#pair[0] = from
    let i = this.#index(this.#pair, true)
    if (i < 0) return Number.NaN
    if (!(to > from)) return this.#mids[i]!
    const base = this.#mids[i]!
    let sum = 0
    let start = from
    for (; start < to; i++) {
      const end = i + 1 < this.#length ? Math.min(to, this.#times[i + 1]!) : to
      sum += (this.#mids[i]! - base) * (end - start)
      start = end
    }
    return base + sum / (to - from)
  }

  /** Drops what was quoted before `time`, but keeps the quote in force then. */
  forgetBefore(time: number): void {
    this.#pair[0] = time
    const first = this.#index(this.#pair, true)
    if (first <= 0) return
    this.#times.copyWithin(0, first, this.#length)
    this.#mids.copyWithin(0, first, this.#length)
    this.#length -= first
  }

  #index(pair: Float64Array, isInclusive: boolean): number {
    const time = pair[0]!
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      const t = this.#times[middle]!
      if (t < time || (isInclusive && t === time)) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2)
    const mids = new Float64Array(times.length)
    times.set(this.#times)
    mids.set(this.#mids)
    this.#times = times
    this.#mids = mids
  }
}
