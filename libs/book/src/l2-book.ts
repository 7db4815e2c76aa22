/**
 * Price-level book of one instrument: total quantity for each price, in integer ticks and lots (safe integers). Owned
 * by whoever applies the feed; readers walk levels by index from the best. Allocates only when a side outgrows its
 * capacity.
 */

import { assert } from '@reflex/base'
import { PriceLadder } from './price-ladder.ts'
import {
  ASK,
  BID,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  LEVEL_NONE,
  type LevelAction,
  NO_PRICE,
  type Side,
} from './side.ts'
import { HASH_SEED, mixHash } from './state-hash.ts'

export class L2Book {
  readonly #bids: PriceLadder
  readonly #asks: PriceLadder
  #lastIndex = 0

  /** @param capacity expected levels a side; grows by doubling beyond it. */
  constructor(capacity = 64) {
    this.#bids = new PriceLadder(BID, capacity)
    this.#asks = new PriceLadder(ASK, capacity)
  }

  /** Highest bid in ticks, or NO_PRICE. */
  get bidPrice(): number {
    return this.#bids.bestPrice
  }

  /** Lots at the highest bid, 0 when there is none. */
  get bidQty(): number {
    return this.#bids.bestValue
  }

  /** Lowest ask in ticks, or NO_PRICE. */
  get askPrice(): number {
    return this.#asks.bestPrice
  }

  /** Lots at the lowest ask, 0 when there is none. */
  get askQty(): number {
    return this.#asks.bestValue
  }

  /** Whether the best bid is at or above the best ask (locked counts as crossed). */
  get isCrossed(): boolean {
    return this.#bids.count > 0 && this.#asks.count > 0 && this.#bids.bestPrice >= this.#asks.bestPrice
  }

  get isEmpty(): boolean {
    return this.#bids.count === 0 && this.#asks.count === 0
  }

  /**
   * Where the last update fell: levels from the best, 0 = top. Valid after an update that returned NEW, CHANGE or
   * DELETE.
   */
  get lastIndex(): number {
    return this.#lastIndex
  }

  /**
   * Sets the quantity of a price level; 0 removes it.
   * @returns LEVEL_NEW, LEVEL_CHANGE or LEVEL_DELETE (FIX 279), or LEVEL_NONE when nothing changed.
   */
  update(side: Side, priceTicks: number, qtyLots: number): LevelAction {
    assert(qtyLots >= 0, 'negative quantity')
    const ladder = side === BID ? this.#bids : this.#asks
    const index = ladder.find(priceTicks)
    if (index >= 0) {
      if (qtyLots === 0) {
        this.#lastIndex = index
        ladder.removeAt(index)
        return LEVEL_DELETE
      }
      if (ladder.valueAt(index) === qtyLots) return LEVEL_NONE
      this.#lastIndex = index
      ladder.setValueAt(index, qtyLots)
      return LEVEL_CHANGE
    }
    if (qtyLots === 0) return LEVEL_NONE
    this.#lastIndex = ~index
    ladder.insertAt(~index, priceTicks, qtyLots)
    return LEVEL_NEW
  }

  clear(): void {
    this.#bids.clear()
    this.#asks.clear()
  }

  clearSide(side: Side): void {
    this.#ladder(side).clear()
  }

  /** Number of levels of a side. */
  count(side: Side): number {
    return this.#ladder(side).count
  }

  /** @param index from the best, 0 = top. @returns NO_PRICE beyond the last level. */
  priceAt(side: Side, index: number): number {
    const ladder = this.#ladder(side)
    return index < ladder.count ? ladder.priceAt(index) : NO_PRICE
  }

  /** @param index from the best, 0 = top. @returns 0 beyond the last level. */
  qtyAt(side: Side, index: number): number {
    const ladder = this.#ladder(side)
    return index < ladder.count ? ladder.valueAt(index) : 0
  }

  /** Lots at exactly this price, 0 when there is no such level. */
  qtyAtPrice(side: Side, priceTicks: number): number {
    const ladder = this.#ladder(side)
    const index = ladder.find(priceTicks)
    return index >= 0 ? ladder.valueAt(index) : 0
  }

  /** The level's index from the best, or a negative number when there is no such level. */
  indexOf(side: Side, priceTicks: number): number {
    return this.#ladder(side).find(priceTicks)
  }

  /**
   * Total lots at this price or better (bids: at or above; asks: at or below): what an order limited at that price can
   * take.
   */
  qtyAtOrBetter(side: Side, priceTicks: number): number {
    const ladder = this.#ladder(side)
    let total = 0
    for (let i = 0; i < ladder.count && ladder.isAtOrBetter(ladder.priceAt(i), priceTicks); i++)
      total += ladder.valueAt(i)
    return total
  }

  /** Price of the last level needed to take `qtyLots` from a side, or NO_PRICE when the side holds less. */
  sweepPrice(side: Side, qtyLots: number): number {
    const ladder = this.#ladder(side)
    let rest = qtyLots
    for (let i = 0; i < ladder.count; i++) {
      rest -= ladder.valueAt(i)
      if (rest <= 0) return ladder.priceAt(i)
    }
    return NO_PRICE
  }

  /** Hash over all levels; equal books have equal hashes whatever their history. */
  stateHash(): number {
    return hashLadder(hashLadder(HASH_SEED, this.#bids), this.#asks)
  }

  #ladder(side: Side): PriceLadder {
    return side === BID ? this.#bids : this.#asks
  }
}

function hashLadder(seed: number, ladder: PriceLadder): number {
  let hash = mixHash(seed, ladder.count)
  for (let i = 0; i < ladder.count; i++) hash = mixHash(mixHash(hash, ladder.priceAt(i)), ladder.valueAt(i))
  return hash
}
