/**
 * Order flow imbalance of Cont, Kukanov and Stoikov (2014): the net size that joins the bid and leaves the ask, read
 * off successive best quotes, e = 1{Pb >= Pb'} qb - 1{Pb <= Pb'} qb' - 1{Pa <= Pa'} qa + 1{Pa >= Pa'} qa'. Mid changes
 * are about linear in its sum.
 */

import { assert } from '@reflex/base'

const BID = 0
const BID_QTY = 1
const ASK = 2
const ASK_QTY = 3
const LAST = 4
const TOTAL = 5

/** Running order flow imbalance of one instrument at one venue. Quantities in lots. No call allocates. */
export class OrderFlowImbalance {
  readonly #state = new Float64Array(6)
  #isStarted = false

  /** The best quote after an update. The first one after a start or a break counts 0. */
  onQuote(bid: number, bidQty: number, ask: number, askQty: number): void {
    const s = this.#state
    let e = 0
    if (this.#isStarted) {
      if (bid >= s[BID]!) e += bidQty
      if (bid <= s[BID]!) e -= s[BID_QTY]!
      if (ask <= s[ASK]!) e -= askQty
      if (ask >= s[ASK]!) e += s[ASK_QTY]!
    }
    this.#isStarted = true
    s[BID] = bid
    s[BID_QTY] = bidQty
    s[ASK] = ask
    s[ASK_QTY] = askQty
    s[LAST] = e
    s[TOTAL]! += e
  }

  /** Forgets the last quote (gap, halt); keeps the total. */
  breakChain(): void {
    this.#isStarted = false
  }

  /** Contribution of the last quote, lots; positive = buying pressure. */
  get last(): number {
    return this.#state[LAST]!
  }

  /** Sum since the last `reset`, lots. */
  get total(): number {
    return this.#state[TOTAL]!
  }

  /** Starts a new interval. */
  reset(): void {
    this.#state[TOTAL] = 0
  }

  /** Multiplies the total by `factor`: an exponentially forgetting sum instead of intervals. */
  decay(factor: number): void {
    this.#state[TOTAL]! *= factor
  }
}

/**
 * Sums of `values` over the intervals (k b, (k + 1) b], k = 0 .. floor(last time / b) - 1. Times ascend from the origin
 * of the intervals.
 */
export function sumByInterval(times: ArrayLike<number>, values: ArrayLike<number>, length: number): Float64Array {
  assert(length > 0, 'interval length must be positive')
  const n = times.length
  const count = n === 0 ? 0 : Math.max(0, Math.floor(times[n - 1]! / length))
  const out = new Float64Array(count)
  for (let i = 0; i < n; i++) {
    const k = Math.ceil(times[i]! / length) - 1
    if (k >= 0 && k < count) out[k]! += values[i]!
  }
  return out
}
