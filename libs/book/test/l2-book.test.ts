import { expect, test } from 'vitest'
import { ASK, BID, L2Book, LEVEL_CHANGE, LEVEL_DELETE, LEVEL_NEW, LEVEL_NONE, NO_PRICE } from '../src/index.ts'

test('an empty book has no prices', () => {
  const book = new L2Book()
  expect(book.bidPrice).toBe(NO_PRICE)
  expect(book.askPrice).toBe(NO_PRICE)
  expect(book.bidQty).toBe(0)
  expect(book.askQty).toBe(0)
  expect(book.isEmpty).toBe(true)
  expect(book.isCrossed).toBe(false)
  expect(book.priceAt(BID, 0)).toBe(NO_PRICE)
  expect(book.qtyAt(ASK, 3)).toBe(0)
  expect(book.sweepPrice(ASK, 1)).toBe(NO_PRICE)
})

test('levels are ordered from the best on both sides', () => {
  const book = new L2Book()
  for (const price of [99, 101, 100]) book.update(BID, price, price * 10)
  for (const price of [105, 103, 104]) book.update(ASK, price, price * 10)
  expect([0, 1, 2].map((i) => book.priceAt(BID, i))).toEqual([101, 100, 99])
  expect([0, 1, 2].map((i) => book.priceAt(ASK, i))).toEqual([103, 104, 105])
  expect([book.bidPrice, book.bidQty, book.askPrice, book.askQty]).toEqual([101, 1010, 103, 1030])
  expect(book.isCrossed).toBe(false)
})

test('an update says what it did and where', () => {
  const book = new L2Book()
  expect(book.update(BID, 100, 5)).toBe(LEVEL_NEW)
  expect(book.update(BID, 99, 5)).toBe(LEVEL_NEW)
  expect(book.lastIndex).toBe(1)
  expect(book.update(BID, 99, 7)).toBe(LEVEL_CHANGE)
  expect(book.lastIndex).toBe(1)
  expect(book.update(BID, 99, 7)).toBe(LEVEL_NONE)
  expect(book.update(BID, 100, 0)).toBe(LEVEL_DELETE)
  expect(book.lastIndex).toBe(0)
  expect(book.update(BID, 100, 0)).toBe(LEVEL_NONE)
  expect(book.count(BID)).toBe(1)
})

test('locked and crossed books are crossed', () => {
  const book = new L2Book()
  book.update(BID, 100, 1)
  book.update(ASK, 100, 1)
  expect(book.isCrossed).toBe(true)
  book.update(ASK, 100, 0)
  book.update(ASK, 99, 1)
  expect(book.isCrossed).toBe(true)
  book.clearSide(ASK)
  expect(book.isCrossed).toBe(false)
  expect(book.count(BID)).toBe(1)
  book.clear()
  expect(book.isEmpty).toBe(true)
})

test('negative, zero and very large prices and quantities', () => {
  const book = new L2Book(1)
  const large = Number.MAX_SAFE_INTEGER
  for (const price of [-3, 0, 2, -large, large]) {
    book.update(BID, price, large)
    book.update(ASK, price, large)
  }
  expect([0, 1, 2, 3, 4].map((i) => book.priceAt(BID, i))).toEqual([large, 2, 0, -3, -large])
  expect([0, 1, 2, 3, 4].map((i) => book.priceAt(ASK, i))).toEqual([-large, -3, 0, 2, large])
  expect(book.qtyAtPrice(ASK, 0)).toBe(large)
  expect(() => book.update(BID, 1, -1)).toThrow('negative quantity')
})

test('depth questions', () => {
  const book = new L2Book()
  for (const [price, qty] of [
    [100, 5],
    [101, 7],
    [103, 1],
  ] as const)
    book.update(ASK, price, qty)
  expect(book.qtyAtOrBetter(ASK, 102)).toBe(12)
  expect(book.qtyAtOrBetter(ASK, 99)).toBe(0)
  expect(book.sweepPrice(ASK, 5)).toBe(100)
  expect(book.sweepPrice(ASK, 6)).toBe(101)
  expect(book.sweepPrice(ASK, 14)).toBe(NO_PRICE)
})

test('the hash depends on the state alone', () => {
  const a = new L2Book()
  const b = new L2Book(4)
  for (const price of [100, 99, 98]) a.update(BID, price, 1)
  for (const price of [98, 97, 100, 99]) b.update(BID, price, 1)
  expect(a.stateHash()).not.toBe(b.stateHash())
  b.update(BID, 97, 0)
  expect(a.stateHash()).toBe(b.stateHash())
  b.update(BID, 99, 2)
  expect(a.stateHash()).not.toBe(b.stateHash())
})
