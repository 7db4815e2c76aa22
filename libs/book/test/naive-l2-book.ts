/** The plain twin of L2Book: two Maps and a sort. */

import {
  BID,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  LEVEL_NONE,
  type LevelAction,
  NO_PRICE,
  type Side,
} from '../src/index.ts'

export class NaiveL2Book {
  readonly sides: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()]

  update(side: Side, price: number, qty: number): LevelAction {
    const before = this.sides[side].get(price)
    if (qty === 0) this.sides[side].delete(price)
    else this.sides[side].set(price, qty)
    if (before === qty || (before === undefined && qty === 0)) return LEVEL_NONE
    if (before === undefined) return LEVEL_NEW
    return qty === 0 ? LEVEL_DELETE : LEVEL_CHANGE
  }

  levels(side: Side): [price: number, qty: number][] {
    return [...this.sides[side]].sort((a, b) => (side === BID ? b[0] - a[0] : a[0] - b[0]))
  }

  qtyAtOrBetter(side: Side, price: number): number {
    return this.levels(side)
      .filter((level) => (side === BID ? level[0] >= price : level[0] <= price))
      .reduce((sum, level) => sum + level[1], 0)
  }

  sweepPrice(side: Side, qty: number): number {
    let rest = qty
    for (const [price, lots] of this.levels(side)) {
      rest -= lots
      if (rest <= 0) return price
    }
    return NO_PRICE
  }
}
