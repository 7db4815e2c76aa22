import { beforeEach, expect, test } from 'vitest'
import {
  ACCEPTED,
  ASK,
  BID,
  CANCEL_EXPIRED,
  CANCEL_IMMEDIATE,
  CANCEL_MASS,
  CANCEL_REQUESTED,
  CANCEL_UNFILLABLE,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  NO_PRICE,
  ORDER_MARKET,
  REJECT_BELOW_FILLED,
  REJECT_COMBINATION,
  REJECT_DUPLICATE,
  REJECT_PRICE,
  REJECT_QTY,
  REJECT_UNKNOWN_ORDER,
  REJECT_WOULD_CROSS,
  TIF_DAY,
  TIF_FOK,
  TIF_IOC,
} from '../src/index.ts'
import { Market } from './market.ts'

let market: Market

beforeEach(() => {
  market = new Market()
})

test('a limit order that does not cross rests and makes a level', () => {
  expect(market.buy(1, 10, 100)).toBe(ACCEPTED)
  expect(market.take()).toEqual([
    ['accepted', 1, BID, 100, 10],
    ['level', BID, 100, 10, 1, LEVEL_NEW],
  ])
  market.buy(2, 5, 100)
  expect(market.take()).toEqual([
    ['accepted', 2, BID, 100, 5],
    ['level', BID, 100, 15, 2, LEVEL_CHANGE],
  ])
  expect([market.book.bestPrice(BID), market.book.bestQty(BID), market.book.orderCountAt(BID, 0)]).toEqual([100, 15, 2])
})

test('better prices trade first, then older orders, at the price of the resting order', () => {
  market.sell(1, 5, 102)
  market.sell(2, 5, 101)
  market.sell(3, 5, 101)
  market.take()
  market.buy(4, 12, 105)
  expect(market.take()).toEqual([
    ['accepted', 4, BID, 105, 12],
    ['trade', 2, 4, 101, 5, 0, 7],
    ['trade', 3, 4, 101, 5, 0, 2],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['trade', 1, 4, 102, 2, 3, 0],
    ['level', ASK, 102, 3, 1, LEVEL_CHANGE],
  ])
})

test('the rest of a limit order joins the book with what it has left', () => {
  market.sell(1, 5, 101)
  market.buy(2, 8, 101)
  expect(market.take().slice(2)).toEqual([
    ['accepted', 2, BID, 101, 8],
    ['trade', 1, 2, 101, 5, 0, 3],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 3, 1, LEVEL_NEW],
  ])
  expect(market.matching.replace(2, 101, 5)).toBe(REJECT_BELOW_FILLED)
  expect(market.matching.replace(2, 101, 6)).toBe(ACCEPTED)
  expect(market.book.leavesQty(2)).toBe(1)
})

test('immediate-or-cancel and market orders never rest', () => {
  market.sell(1, 5, 101)
  market.sell(2, 5, 104)
  market.take()
  market.buy(3, 8, 101, { timeInForce: TIF_IOC })
  expect(market.takeOrders().slice(1)).toEqual([
    ['trade', 1, 3, 101, 5, 0, 3],
    ['cancelled', 3, 3, CANCEL_IMMEDIATE],
  ])
  market.buy(4, 8, 103, { type: ORDER_MARKET })
  expect(market.takeOrders()).toEqual([
    ['accepted', 4, BID, 103, 8],
    ['cancelled', 4, 8, CANCEL_IMMEDIATE],
  ])
  market.buy(5, 8, NO_PRICE, { type: ORDER_MARKET })
  expect(market.takeOrders().slice(1)).toEqual([
    ['trade', 2, 5, 104, 5, 0, 3],
    ['cancelled', 5, 3, CANCEL_IMMEDIATE],
  ])
})

test('fill-or-kill is filled whole or not at all', () => {
  market.sell(1, 5, 101)
  market.sell(2, 5, 102)
  market.take()
  market.buy(3, 11, 102, { timeInForce: TIF_FOK })
  market.buy(4, 6, 101, { timeInForce: TIF_FOK })
  expect(market.takeOrders()).toEqual([
    ['accepted', 3, BID, 102, 11],
    ['cancelled', 3, 11, CANCEL_UNFILLABLE],
    ['accepted', 4, BID, 101, 6],
    ['cancelled', 4, 6, CANCEL_UNFILLABLE],
  ])
  market.buy(5, 10, 102, { timeInForce: TIF_FOK })
  expect(market.takeOrders().slice(1)).toEqual([
    ['trade', 1, 5, 101, 5, 0, 5],
    ['trade', 2, 5, 102, 5, 0, 0],
  ])
})

test('post-only is refused when it would trade, as new order and as replacement', () => {
  market.sell(1, 5, 101)
  expect(market.buy(2, 5, 101, { postOnly: true })).toBe(REJECT_WOULD_CROSS)
  expect(market.buy(2, 5, 100, { postOnly: true })).toBe(ACCEPTED)
  expect(market.matching.replace(2, 101, 5)).toBe(REJECT_WOULD_CROSS)
  expect(market.book.bestPrice(BID)).toBe(100)
  expect(market.buy(3, 5, 99, { postOnly: true, timeInForce: TIF_IOC })).toBe(REJECT_COMBINATION)
  expect(market.buy(3, 5, 99, { postOnly: true, type: ORDER_MARKET })).toBe(REJECT_COMBINATION)
})

test('cancel ends a live order once', () => {
  market.buy(1, 5, 100)
  market.buy(2, 5, 100)
  market.take()
  expect(market.matching.cancel(1)).toBe(ACCEPTED)
  expect(market.matching.cancel(1)).toBe(REJECT_UNKNOWN_ORDER)
  expect(market.matching.cancel(2)).toBe(ACCEPTED)
  expect(market.take()).toEqual([
    ['cancelled', 1, 5, CANCEL_REQUESTED],
    ['level', BID, 100, 5, 1, LEVEL_CHANGE],
    ['rejected', 1, REJECT_UNKNOWN_ORDER],
    ['cancelled', 2, 5, CANCEL_REQUESTED],
    ['level', BID, 100, 0, 0, LEVEL_DELETE],
  ])
})

test('a replacement keeps its place only with less quantity at the same price', () => {
  market.buy(1, 5, 100)
  market.buy(2, 5, 100)
  market.buy(3, 5, 100)
  market.take()
  market.matching.replace(1, 100, 3)
  expect(market.book.qtyAhead(2)).toBe(3)
  expect(market.take()).toEqual([
    ['replaced', 1, 100, 3, 1],
    ['level', BID, 100, 13, 3, LEVEL_CHANGE],
  ])
  market.matching.replace(1, 100, 4)
  expect(market.book.qtyAhead(1)).toBe(10)
  expect(market.book.qtyAhead(2)).toBe(0)
  expect(market.take()).toEqual([
    ['replaced', 1, 100, 4, 0],
    ['level', BID, 100, 14, 3, LEVEL_CHANGE],
  ])
  market.matching.replace(2, 99, 5)
  expect(market.take()).toEqual([
    ['replaced', 2, 99, 5, 0],
    ['level', BID, 100, 9, 2, LEVEL_CHANGE],
    ['level', BID, 99, 5, 1, LEVEL_NEW],
  ])
})

test('a replacement to a crossing price trades, and its filled part counts on', () => {
  market.buy(1, 10, 100)
  market.sell(2, 4, 100)
  market.sell(3, 3, 102)
  market.take()
  market.matching.replace(1, 102, 10)
  expect(market.take()).toEqual([
    ['replaced', 1, 102, 6, 0],
    ['level', BID, 100, 0, 0, LEVEL_DELETE],
    ['trade', 3, 1, 102, 3, 0, 3],
    ['level', ASK, 102, 0, 0, LEVEL_DELETE],
    ['level', BID, 102, 3, 1, LEVEL_NEW],
  ])
  expect(market.matching.replace(1, 102, 7)).toBe(REJECT_BELOW_FILLED)
})

test('orders that make no sense are refused without a trace', () => {
  market.buy(1, 1, 100)
  const hash = market.matching.stateHash()
  expect(market.buy(2, 0, 100)).toBe(REJECT_QTY)
  expect(market.buy(2, 1.5, 100)).toBe(REJECT_QTY)
  expect(market.buy(2, 2 ** 53, 100)).toBe(REJECT_QTY)
  expect(market.buy(2, 1, 100.5)).toBe(REJECT_PRICE)
  expect(market.buy(2, 1, NO_PRICE)).toBe(REJECT_PRICE)
  expect(market.buy(1, 1, 100)).toBe(REJECT_DUPLICATE)
  expect(market.matching.replace(9, 100, 1)).toBe(REJECT_UNKNOWN_ORDER)
  expect(market.matching.replace(1, 100, Number.NaN)).toBe(REJECT_QTY)
  expect(market.matching.replace(1, NO_PRICE, 1)).toBe(REJECT_PRICE)
  expect(market.matching.stateHash()).toBe(hash)
})

test('mass cancels take the orders of an owner, or those of the day, in priority', () => {
  market.buy(1, 1, 100, { ownerId: 1 })
  market.buy(2, 1, 101, { ownerId: 1, timeInForce: TIF_DAY })
  market.buy(3, 1, 102, { ownerId: 2, timeInForce: TIF_DAY })
  market.sell(4, 1, 103, { ownerId: 1 })
  market.take()
  expect(market.matching.cancelOwner(1, CANCEL_MASS)).toBe(3)
  expect(market.takeOrders().map(([, id]) => id)).toEqual([2, 1, 4])
  expect(market.matching.cancelDay(CANCEL_EXPIRED)).toBe(1)
  expect(market.takeOrders()).toEqual([['cancelled', 3, 1, CANCEL_EXPIRED]])
  expect(market.book.orderCount).toBe(0)
})
