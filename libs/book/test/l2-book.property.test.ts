import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { ASK, BID, L2Book } from '../src/index.ts'
import { NaiveL2Book } from './naive-l2-book.ts'

const seeds = process.env['REFLEX_SEED'] === undefined ? [1, 2, 3, 4, 5, 6] : [Number(process.env['REFLEX_SEED'])]

test.each(seeds)('agrees with the naive book under random updates, seed %i', (seed) => {
  const random = new Prng(seed)
  const book = new L2Book(2)
  const naive = new NaiveL2Book()
  const width = 3 + random.nextInt(300)
  for (let i = 0; i < 20_000; i++) {
    const side = random.nextBoolean(0.5) ? BID : ASK
    const price = Math.floor(random.nextFloat() ** 3 * width) * (side === BID ? -1 : 1)
    const qty = random.nextBoolean(0.35) ? 0 : 1 + random.nextInt(5)
    expect(book.update(side, price, qty)).toBe(naive.update(side, price, qty))
    if (random.nextBoolean(0.0005)) {
      book.clear()
      for (const levels of naive.sides) levels.clear()
    }
    if (i % 50 === 0) compare(book, naive, random, width)
  }
})

function compare(book: L2Book, naive: NaiveL2Book, random: Prng, width: number): void {
  const rebuilt = new L2Book()
  for (const side of [BID, ASK] as const) {
    const levels = naive.levels(side)
    const actual = Array.from({ length: book.count(side) }, (_, i) => [book.priceAt(side, i), book.qtyAt(side, i)])
    expect(actual).toEqual(levels)
    const price = random.nextInt(width) * (side === BID ? -1 : 1)
    expect(book.qtyAtOrBetter(side, price)).toBe(naive.qtyAtOrBetter(side, price))
    expect(book.qtyAtPrice(side, price)).toBe(naive.sides[side].get(price) ?? 0)
    const qty = 1 + random.nextInt(100)
    expect(book.sweepPrice(side, qty)).toBe(naive.sweepPrice(side, qty))
    for (const [levelPrice, levelQty] of levels) rebuilt.update(side, levelPrice, levelQty)
  }
  expect(book.stateHash()).toBe(rebuilt.stateHash())
}
