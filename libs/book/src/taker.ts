/**
 * The incoming order (the taker) while it trades with the resting ones (the makers): price-time priority and self-trade
 * prevention. One taker at a time; `begin` starts it, `match` runs it, and what is left can be read from it.
 */

import type { L3Book } from './l3-book.ts'
import {
  CANCEL_SELF_TRADE,
  type MatchingListener,
  type SelfTradePrevention,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEW,
  STP_CANCEL_OLD,
  STP_DECREMENT,
  STP_NONE,
} from './matching-listener.ts'
import { NONE } from './order-pool.ts'
import { LEVEL_CHANGE, LEVEL_DELETE, type LevelAction, oppositeOf, type Side } from './side.ts'

export class Taker {
  readonly #book: L3Book
  readonly #listener: MatchingListener
  #orderId = 0
  #ownerId = 0
  #stp: SelfTradePrevention = STP_NONE
  /** Lots still open. */
  leaves = 0
  /** Lots filled, before this command too. */
  cum = 0
  /** Self-trade prevention has ended the order. */
  isCancelled = false

  constructor(book: L3Book, listener: MatchingListener) {
    this.#book = book
    this.#listener = listener
  }

  get orderId(): number {
    return this.#orderId
  }

  get ownerId(): number {
    return this.#ownerId
  }

  get isOpen(): boolean {
    return this.leaves > 0 && !this.isCancelled
  }

  begin(orderId: number, ownerId: number, stp: SelfTradePrevention, leaves: number, cum: number): void {
    this.#orderId = orderId
    this.#ownerId = ownerId
    this.#stp = stp
    this.leaves = leaves
    this.cum = cum
    this.isCancelled = false
  }

  /** Whether the taker would be filled whole within its limit, given its self-trade prevention. */
  isFillable(side: Side, limit: number): boolean {
    const book = this.#book
    const { orders, levels } = book
    const opposite = oppositeOf(side)
    let rest = this.leaves
    for (let i = 0; i < book.count(opposite) && book.isAtOrBetter(opposite, book.priceAt(opposite, i), limit); i++) {
      for (let slot = levels.heads[book.levelAt(opposite, i)]!; slot !== NONE; slot = orders.nexts[slot]!) {
        const isOwn = this.#stp !== STP_NONE && orders.owners[slot] === this.#ownerId
        if (isOwn && this.#stp !== STP_CANCEL_OLD) return false
        if (!isOwn) rest -= orders.leaves[slot]!
        if (rest <= 0) return true
      }
    }
    return false
  }

  /** Trades within the limit until the taker is filled or cancelled, or nothing is left to trade with. */
  match(side: Side, limit: number): void {
    const book = this.#book
    const opposite = oppositeOf(side)
    while (this.isOpen && book.count(opposite) > 0) {
      const price = book.bestPrice(opposite)
      if (!book.isAtOrBetter(opposite, price, limit)) return
      this.#matchLevel(opposite, book.levelAt(opposite, 0), price)
    }
  }

  /** Matches the taker with one level and reports the level once. */
  #matchLevel(side: Side, level: number, price: number): void {
    const book = this.#book
    const { orders, levels } = book
    let action: LevelAction = LEVEL_CHANGE
    let isChanged = false
    let slot = levels.heads[level]!
    while (slot !== NONE && this.isOpen) {
      const next = orders.nexts[slot]!
      if (this.#stp !== STP_NONE && orders.owners[slot] === this.#ownerId) {
        if (this.#stp !== STP_CANCEL_NEW) isChanged = true
        action = this.#preventSelfTrade(slot)
      } else {
        isChanged = true
        action = this.#trade(slot, level, price)
      }
      slot = next
    }
    if (!isChanged) return
    if (action === LEVEL_DELETE) this.#listener.onLevelChanged(side, price, 0, 0, LEVEL_DELETE)
    else this.#listener.onLevelChanged(side, price, levels.qtys[level]!, levels.orderCounts[level]!, LEVEL_CHANGE)
  }

  /** Trades the taker with one resting order. @returns what became of the level. */
  #trade(slot: number, level: number, price: number): LevelAction {
    const { orders, levels } = this.#book
    const makerLeaves = orders.leaves[slot]!
    const qty = this.leaves < makerLeaves ? this.leaves : makerLeaves
    this.leaves -= qty
    this.cum += qty
    orders.leaves[slot] = makerLeaves - qty
    orders.cums[slot]! += qty
    levels.qtys[level]! -= qty
    this.#listener.onTrade(orders.ids[slot]!, this.#orderId, price, qty, makerLeaves - qty, this.leaves)
    return makerLeaves === qty ? this.#book.removeSlot(slot) : LEVEL_CHANGE
  }

  /** The taker meets an order of its own owner. @returns what became of the level. */
  #preventSelfTrade(slot: number): LevelAction {
    switch (this.#stp) {
      case STP_CANCEL_OLD:
        return this.#cancelMaker(slot)
      case STP_CANCEL_BOTH: {
        const action = this.#cancelMaker(slot)
        this.#cancelTaker()
        return action
      }
      case STP_DECREMENT:
        return this.#decrement(slot)
      default:
        this.#cancelTaker()
        return LEVEL_CHANGE
    }
  }

  #decrement(slot: number): LevelAction {
    const { orders, levels } = this.#book
    const makerLeaves = orders.leaves[slot]!
    const takerLeaves = this.leaves
    const qty = takerLeaves < makerLeaves ? takerLeaves : makerLeaves
    let action: LevelAction = LEVEL_CHANGE
    if (qty === makerLeaves) action = this.#cancelMaker(slot)
    else {
      orders.leaves[slot] = makerLeaves - qty
      levels.qtys[orders.levels[slot]!]! -= qty
      this.#listener.onDecremented(orders.ids[slot]!, qty, makerLeaves - qty)
    }
    if (qty === takerLeaves) this.#cancelTaker()
    else {
      this.leaves = takerLeaves - qty
      this.#listener.onDecremented(this.#orderId, qty, takerLeaves - qty)
    }
    return action
  }

  #cancelTaker(): void {
    this.isCancelled = true
    this.#listener.onCancelled(this.#orderId, this.leaves, CANCEL_SELF_TRADE)
  }

  #cancelMaker(slot: number): LevelAction {
    const { orders } = this.#book
    this.#listener.onCancelled(orders.ids[slot]!, orders.leaves[slot]!, CANCEL_SELF_TRADE)
    return this.#book.removeSlot(slot)
  }
}
