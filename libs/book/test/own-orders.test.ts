import { expect, test } from 'vitest'
import { ASK, BID, L2Book, NO_PRICE, OwnOrders } from '../src/index.ts'

test('what others have is the book without us', () => {
  const book = new L2Book()
  const own = new OwnOrders(book)
  book.update(BID, 100, 30)
  book.update(BID, 99, 50)
  book.update(ASK, 101, 5)
  own.change(BID, 100, 30)
  own.change(BID, 99, 10)
  own.change(ASK, 101, 2)
  expect([own.othersQtyAt(BID, 100), own.othersQtyAt(BID, 99), own.othersQtyAt(ASK, 101)]).toEqual([0, 40, 3])
  expect([own.othersBestPrice(BID), own.othersBestPrice(ASK), book.bidPrice]).toEqual([99, 101, 100])
  own.change(BID, 100, -30)
  expect([own.ownQtyAt(BID, 100), own.othersQtyAt(BID, 100), own.othersBestPrice(BID)]).toEqual([0, 30, 100])
})

test('an order that the venue does not show yet leaves nothing below nothing', () => {
  const own = new OwnOrders(new L2Book())
  own.change(ASK, 7, 4)
  expect([own.othersQtyAt(ASK, 7), own.othersBestPrice(ASK)]).toEqual([0, NO_PRICE])
  own.change(ASK, 7, -9)
  expect(own.ownQtyAt(ASK, 7)).toBe(0)
  own.change(ASK, 7, 4)
  own.clear()
  expect(own.ownQtyAt(ASK, 7)).toBe(0)
})
