import { expect, test } from 'vitest'
import { ASK, BID, L3Book, LEVEL_CHANGE, LEVEL_DELETE, LEVEL_NEW, NO_ORDER, NO_PRICE } from '../src/index.ts'

test('orders queue in order of time at their price', () => {
  const book = new L3Book(1, 1)
  expect(book.add(11, BID, 100, 5)).toBe(LEVEL_NEW)
  expect(book.add(12, BID, 100, 7)).toBe(LEVEL_CHANGE)
  expect(book.add(13, BID, 101, 1)).toBe(LEVEL_NEW)
  expect([book.bestPrice(BID), book.bestQty(BID), book.count(BID), book.orderCount]).toEqual([101, 1, 2, 3])
  expect([book.firstOrderAt(BID, 1), book.nextOrder(11), book.nextOrder(12)]).toEqual([11, 12, NO_ORDER])
  expect([book.qtyAhead(12), book.qtyAhead(11), book.qtyAhead(99)]).toEqual([5, 0, 0])
})

test('executions and cancels take quantity; the last of it removes order and level', () => {
  const book = new L3Book()
  book.add(1, ASK, 100, 5)
  book.add(2, ASK, 100, 5)
  expect(book.reduce(1, 2)).toBe(LEVEL_CHANGE)
  expect([book.leavesQty(1), book.qtyAt(ASK, 0), book.orderCountAt(ASK, 0)]).toEqual([3, 8, 2])
  expect(book.reduce(1, 3)).toBe(LEVEL_CHANGE)
  expect([book.has(1), book.orderCountAt(ASK, 0)]).toEqual([false, 1])
  expect(book.remove(2)).toBe(LEVEL_DELETE)
  expect([book.bestPrice(ASK), book.bestQty(ASK), book.qtyAt(ASK, 0), book.priceAt(ASK, 0)]).toEqual([
    NO_PRICE,
    0,
    0,
    NO_PRICE,
  ])
})

test('programmer errors are assertions', () => {
  const book = new L3Book()
  book.add(1, BID, 100, 5)
  expect(() => book.add(1, BID, 100, 5)).toThrow('order id is in use')
  expect(() => book.remove(2)).toThrow('order is not in the book')
  expect(() => book.reduce(1, 6)).toThrow('more than the order has')
})

test('clear empties the book and its hash is that of a new one', () => {
  const book = new L3Book(2, 2)
  for (let id = 0; id < 100; id++) book.add(id, id % 2 === 0 ? BID : ASK, (id % 10) * (id % 2 === 0 ? -1 : 1), 1)
  expect(book.stateHash()).not.toBe(new L3Book().stateHash())
  book.clear()
  expect(book.orderCount).toBe(0)
  expect(book.stateHash()).toBe(new L3Book().stateHash())
})
