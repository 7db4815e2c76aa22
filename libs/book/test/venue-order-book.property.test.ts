/** Books of orders with 64-bit ids against a naive twin: a list of orders in time, searched and summed each time. */

import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { ASK, BID, type Side, VenueOrderBook } from '../src/index.ts'

const SEEDS = (process.env['REFLEX_SEED'] ?? '1,2,3,4').split(',').map(Number)
const COMMANDS = 3000

interface Order {
  readonly high: number
  readonly low: number
  readonly side: Side
  readonly price: number
  qty: number
}

/** Price, quantity and orders of each level from the best. */
function naiveLevels(orders: readonly Order[], side: Side): number[][] {
  const prices = [...new Set(orders.filter((order) => order.side === side).map(({ price }) => price))]
  prices.sort((a, b) => (side === BID ? b - a : a - b))
  return prices.map((price) => {
    const level = orders.filter((order) => order.side === side && order.price === price)
    return [price, level.reduce((sum, { qty }) => sum + qty, 0), level.length]
  })
}

function levelsOf({ book }: VenueOrderBook, side: Side): number[][] {
  return Array.from({ length: book.count(side) }, (_, i) => [
    book.priceAt(side, i),
    book.qtyAt(side, i),
    book.orderCountAt(side, i),
  ])
}

test.each(SEEDS)('equals the naive book, and refuses what does not fit, seed %i', (seed) => {
  const random = new Prng(seed)
  const book = new VenueOrderBook()
  let orders: Order[] = []
  for (let i = 0; i < COMMANDS; i++) {
    const high = random.nextInt(3) - 1
    const low = random.nextInt(60) - 30
    const order = orders.find((each) => each.high === high && each.low === low)
    const qty = random.nextInt(20)
    const kind = random.nextInt(6)
    if (kind < 2) {
      const side = random.nextInt(2) as Side
      const price = 100 + random.nextInt(8)
      const fits = order === undefined && qty > 0
      expect(book.add(high, low, side, price, qty)).toBe(fits)
      if (fits) orders.push({ high, low, side, price, qty })
    } else if (kind === 2) {
      const fits = order !== undefined && qty <= order.qty
      expect(book.reduce(high, low, qty)).toBe(fits)
      if (fits) order.qty -= qty
    } else if (kind === 3) {
      expect(book.remove(high, low)).toBe(order !== undefined)
      orders = orders.filter((each) => each !== order)
    } else if (kind === 4) {
      expect(book.setQty(high, low, qty)).toBe(order !== undefined && qty > 0)
      if (order !== undefined && qty > 0) order.qty = qty
    } else if (random.nextBoolean(0.02)) {
      book.clear()
      orders = []
    }
    orders = orders.filter((each) => each.qty > 0)
    expect(book.has(high, low)).toBe(orders.some((each) => each.high === high && each.low === low))
    if (i % 10 === 0)
      for (const side of [BID, ASK] as const) expect(levelsOf(book, side)).toEqual(naiveLevels(orders, side))
  }
  expect(book.orderCount).toBe(orders.length)
})

test('the level of a change is told', () => {
  const book = new VenueOrderBook()
  book.add(0, 1, BID, 100, 5)
  book.add(0, 2, BID, 100, 7)
  expect([book.changedSide, book.changedPrice, book.changedQty]).toEqual([BID, 100, 12])
  book.remove(0, 1)
  expect(book.changedQty).toBe(7)
  book.removeBest(BID)
  expect([book.changedPrice, book.changedQty, book.orderCount]).toEqual([100, 0, 0])
})
