/**
 * Smart-order-router sweep: takes displayed levels of several venues in order of all-in price (price with taker fee),
 * then lower latency, then venue number, never through the limit price. Greedy is optimal for visible books with
 * proportional fees. Prices are integer ticks, quantities integers; fees are integers in 1e-8 of notional (1 bp =
 * 10,000), so all-in prices compare exactly while price x (1e8 + fee) < 2^53, that is below about 9e7 ticks. Nothing
 * allocates after construction.
 *
 * Use: `begin`, then per venue `addVenue` and its levels best first with `addLevel`, then `route`, then read.
 */

import { assert } from '@reflex/base'

const FEE_SCALE = 1e8

export class SweepRouter {
  readonly #venueMax: number
  readonly #levelMax: number
  readonly #fee: Float64Array
  readonly #latency: Float64Array
  readonly #minQty: Float64Array
  readonly #levelCount: Int32Array
  readonly #price: Float64Array // venue x level
  readonly #size: Float64Array
  readonly #cursor: Int32Array
  readonly #isExcluded: Uint8Array
  readonly #allocation: Float64Array
  readonly #notional: Float64Array
  readonly #worst: Float64Array
  #venueCount = 0
  #side = 1
  #qty = 0
  #lot = 1
  #limit = Number.NaN
  #filled = 0

  /** @param venueMax venues per sweep. @param levelMax levels per venue. */
  constructor(venueMax: number, levelMax: number) {
    assert(venueMax >= 1 && levelMax >= 1, 'SweepRouter needs room for a level')
    this.#venueMax = venueMax
    this.#levelMax = levelMax
    this.#fee = new Float64Array(venueMax)
    this.#latency = new Float64Array(venueMax)
    this.#minQty = new Float64Array(venueMax)
    this.#levelCount = new Int32Array(venueMax)
    this.#price = new Float64Array(venueMax * levelMax)
    this.#size = new Float64Array(venueMax * levelMax)
    this.#cursor = new Int32Array(venueMax)
    this.#isExcluded = new Uint8Array(venueMax)
    this.#allocation = new Float64Array(venueMax)
    this.#notional = new Float64Array(venueMax)
    this.#worst = new Float64Array(venueMax)
  }

  /**
   * @param side +1 buy, -1 sell. @param qty wanted. @param lot every venue's quantity is a multiple of it.
   * @param limitTicks worst raw price to take; NaN for none.
   */
  begin(side: number, qty: number, lot: number, limitTicks: number): void {
    this.#side = side
    this.#qty = qty
    this.#lot = lot
    this.#limit = limitTicks
    this.#venueCount = 0
    this.#filled = 0
  }

  /**
   * @param feeE8 taker fee in 1e-8 of notional, negative = rebate. @param minQty smallest order taken. @returns venue
   * number.
   */
  addVenue(feeE8: number, latency: number, minQty: number): number {
    const venue = this.#venueCount++
    assert(venue < this.#venueMax, 'too many venues')
    this.#fee[venue] = feeE8
    this.#latency[venue] = latency
    this.#minQty[venue] = minQty
    this.#levelCount[venue] = 0
    this.#isExcluded[venue] = 0
    return venue
  }

  /**
   * Next level of a venue on the side to take, best first. Own resting orders must be left out. Levels beyond the room
   * are ignored.
   */
  addLevel(venue: number, priceTicks: number, qty: number): void {
    const level = this.#levelCount[venue]!
    if (level === this.#levelMax) return
    this.#price[venue * this.#levelMax + level] = priceTicks
    this.#size[venue * this.#levelMax + level] = qty
    this.#levelCount[venue] = level + 1
  }

  /**
   * Allocates. A venue that would get less than its minimum is left out and the sweep repeated. @returns quantity
   * routed.
   */
  route(): number {
    this.#sweep()
    for (let venue = this.#belowMinimum(); venue >= 0; venue = this.#belowMinimum()) {
      this.#isExcluded[venue] = 1
      this.#sweep()
    }
    return this.#filled
  }

  get filledQty(): number {
    return this.#filled
  }

  get unfilledQty(): number {
    return this.#qty - this.#filled
  }

  /** Quantity to send to a venue; 0 = none. */
  allocation(venue: number): number {
    return this.#allocation[venue]!
  }

  /** Limit price of the order to a venue: the worst raw price counted on there. NaN without allocation. */
  routePriceTicks(venue: number): number {
    return this.#worst[venue]!
  }

  /** Sum of quantity x price, in ticks. */
  get notionalTicks(): number {
    let sum = 0
    for (let venue = 0; venue < this.#venueCount; venue++) sum += this.#notional[venue]!
    return sum
  }

  /** Sum of quantity x price x fee, in ticks; negative = rebate. */
  get feeTicks(): number {
    let sum = 0
    for (let venue = 0; venue < this.#venueCount; venue++) sum += this.#notional[venue]! * this.#fee[venue]!
    return sum / FEE_SCALE
  }

  /** (notional + side x fees) / filled; NaN when nothing fills. */
  get allInPriceTicks(): number {
    return this.#filled > 0 ? (this.notionalTicks + this.#side * this.feeTicks) / this.#filled : Number.NaN
  }

  #sweep(): void {
    this.#filled = 0
    for (let venue = 0; venue < this.#venueCount; venue++) {
      this.#cursor[venue] = 0
      this.#allocation[venue] = 0
      this.#notional[venue] = 0
      this.#worst[venue] = Number.NaN
    }
    for (;;) {
      const left = this.#qty - this.#filled
      if (left < this.#lot) return
      const venue = this.#bestVenue()
      if (venue < 0) return
      const at = venue * this.#levelMax + this.#cursor[venue]!++
      const size = Math.min(left, this.#size[at]!)
      const take = size - (size % this.#lot)
      if (take <= 0) continue
      this.#filled += take
      this.#allocation[venue]! += take
      this.#notional[venue]! += take * this.#price[at]!
      this.#worst[venue] = this.#price[at]!
    }
  }

  /** Venue whose next level is cheapest all-in; -1 when none is left within the limit. */
  #bestVenue(): number {
    let best = -1
    let bestCost = 0
    for (let venue = 0; venue < this.#venueCount; venue++) {
      if (this.#isExcluded[venue] === 1 || this.#cursor[venue]! >= this.#levelCount[venue]!) continue
      const price = this.#price[venue * this.#levelMax + this.#cursor[venue]!]!
      if (this.#side * (price - this.#limit) > 0) continue
      const cost = this.#side * price * (FEE_SCALE + this.#side * this.#fee[venue]!)
      if (best >= 0 && (cost > bestCost || (cost === bestCost && this.#latency[venue]! >= this.#latency[best]!)))
        continue
      best = venue
      bestCost = cost
    }
    return best
  }

  /** The most expensive venue with something but less than its minimum; -1 when none. */
  #belowMinimum(): number {
    let worst = -1
    for (let venue = 0; venue < this.#venueCount; venue++) {
      const qty = this.#allocation[venue]!
      if (qty === 0 || qty >= this.#minQty[venue]!) continue
      if (worst < 0 || this.#side * (this.#worst[venue]! - this.#worst[worst]!) > 0) worst = venue
    }
    return worst
  }
}
