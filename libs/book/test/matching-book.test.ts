import { beforeEach, expect, test } from 'vitest'
import {
  ACCEPTED,
  ASK,
  BID,
  CANCEL_EXPIRED,
  CANCEL_IMMEDIATE,
  CANCEL_MASS,
  CANCEL_REQUESTED,
  CANCEL_SELF_TRADE,
  CANCEL_UNFILLABLE,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  MatchingBook,
  NO_PRICE,
  ORDER_MARKET,
  OrderRequest,
  REJECT_BELOW_FILLED,
  REJECT_COMBINATION,
  REJECT_DUPLICATE,
  REJECT_PRICE,
  REJECT_QTY,
  REJECT_UNKNOWN_ORDER,
  REJECT_WOULD_CROSS,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEW,
  STP_CANCEL_OLD,
  STP_DECREMENT,
  TIF_DAY,
  TIF_FOK,
  TIF_IOC,
} from '../src/index.ts'
import { type Event, EventLog } from './event-log.ts'

let log: EventLog
let market: MatchingBook

beforeEach(() => {
  log = new EventLog()
  market = new MatchingBook(log)
})

function submit(fields: Partial<OrderRequest>): number {
  return market.submit(Object.assign(new OrderRequest(), fields))
}

function buy(orderId: number, qtyLots: number, priceTicks: number, fields: Partial<OrderRequest> = {}): number {
  return submit({ orderId, side: BID, qtyLots, priceTicks, ...fields })
}

function sell(orderId: number, qtyLots: number, priceTicks: number, fields: Partial<OrderRequest> = {}): number {
  return submit({ orderId, side: ASK, qtyLots, priceTicks, ...fields })
}

/** Events without the level changes. */
function orderEvents(): Event[] {
  return log.take().filter(([name]) => name !== 'level')
}

test('a limit order that does not cross rests and makes a level', () => {
  expect(buy(1, 10, 100)).toBe(ACCEPTED)
  expect(log.take()).toEqual([
    ['accepted', 1, BID, 100, 10],
    ['level', BID, 100, 10, 1, LEVEL_NEW],
  ])
  buy(2, 5, 100)
  expect(log.take()).toEqual([
    ['accepted', 2, BID, 100, 5],
    ['level', BID, 100, 15, 2, LEVEL_CHANGE],
  ])
  expect([market.book.bestPrice(BID), market.book.bestQty(BID), market.book.orderCountAt(BID, 0)]).toEqual([100, 15, 2])
})

test('better prices trade first, then older orders, at the price of the resting order', () => {
  sell(1, 5, 102)
  sell(2, 5, 101)
  sell(3, 5, 101)
  log.take()
  buy(4, 12, 105)
  expect(log.take()).toEqual([
    ['accepted', 4, BID, 105, 12],
    ['trade', 2, 4, 101, 5, 0, 7],
    ['trade', 3, 4, 101, 5, 0, 2],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['trade', 1, 4, 102, 2, 3, 0],
    ['level', ASK, 102, 3, 1, LEVEL_CHANGE],
  ])
})

test('the rest of a limit order joins the book with what it has left', () => {
  sell(1, 5, 101)
  buy(2, 8, 101)
  expect(log.take().slice(2)).toEqual([
    ['accepted', 2, BID, 101, 8],
    ['trade', 1, 2, 101, 5, 0, 3],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 3, 1, LEVEL_NEW],
  ])
  expect(market.replace(2, 101, 5)).toBe(REJECT_BELOW_FILLED)
  expect(market.replace(2, 101, 6)).toBe(ACCEPTED)
  expect(market.book.leavesQty(2)).toBe(1)
})

test('immediate-or-cancel and market orders never rest', () => {
  sell(1, 5, 101)
  sell(2, 5, 104)
  log.take()
  buy(3, 8, 101, { timeInForce: TIF_IOC })
  expect(orderEvents().slice(1)).toEqual([
    ['trade', 1, 3, 101, 5, 0, 3],
    ['cancelled', 3, 3, CANCEL_IMMEDIATE],
  ])
  buy(4, 8, 103, { type: ORDER_MARKET })
  expect(orderEvents()).toEqual([
    ['accepted', 4, BID, 103, 8],
    ['cancelled', 4, 8, CANCEL_IMMEDIATE],
  ])
  buy(5, 8, NO_PRICE, { type: ORDER_MARKET })
  expect(orderEvents().slice(1)).toEqual([
    ['trade', 2, 5, 104, 5, 0, 3],
    ['cancelled', 5, 3, CANCEL_IMMEDIATE],
  ])
})

test('fill-or-kill is filled whole or not at all', () => {
  sell(1, 5, 101)
  sell(2, 5, 102)
  log.take()
  buy(3, 11, 102, { timeInForce: TIF_FOK })
  buy(4, 6, 101, { timeInForce: TIF_FOK })
  expect(orderEvents()).toEqual([
    ['accepted', 3, BID, 102, 11],
    ['cancelled', 3, 11, CANCEL_UNFILLABLE],
    ['accepted', 4, BID, 101, 6],
    ['cancelled', 4, 6, CANCEL_UNFILLABLE],
  ])
  buy(5, 10, 102, { timeInForce: TIF_FOK })
  expect(orderEvents().slice(1)).toEqual([
    ['trade', 1, 5, 101, 5, 0, 5],
    ['trade', 2, 5, 102, 5, 0, 0],
  ])
})

test('fill-or-kill does not count what self-trade prevention would take away', () => {
  sell(1, 5, 101, { ownerId: 7 })
  sell(2, 5, 101, { ownerId: 8 })
  log.take()
  for (const stp of [STP_CANCEL_NEW, STP_CANCEL_OLD, STP_CANCEL_BOTH, STP_DECREMENT] as const)
    buy(10 + stp, 6, 101, { ownerId: 7, timeInForce: TIF_FOK, stp })
  expect(
    orderEvents()
      .filter(([name]) => name === 'cancelled')
      .map(([, , , reason]) => reason),
  ).toEqual(Array(4).fill(CANCEL_UNFILLABLE))
  buy(20, 5, 101, { ownerId: 7, timeInForce: TIF_FOK, stp: STP_CANCEL_OLD })
  expect(orderEvents().slice(1)).toEqual([
    ['cancelled', 1, 5, CANCEL_SELF_TRADE],
    ['trade', 2, 20, 101, 5, 0, 0],
  ])
})

test('post-only is refused when it would trade, as new order and as replacement', () => {
  sell(1, 5, 101)
  expect(buy(2, 5, 101, { postOnly: true })).toBe(REJECT_WOULD_CROSS)
  expect(buy(2, 5, 100, { postOnly: true })).toBe(ACCEPTED)
  expect(market.replace(2, 101, 5)).toBe(REJECT_WOULD_CROSS)
  expect(market.book.bestPrice(BID)).toBe(100)
  expect(buy(3, 5, 99, { postOnly: true, timeInForce: TIF_IOC })).toBe(REJECT_COMBINATION)
  expect(buy(3, 5, 99, { postOnly: true, type: ORDER_MARKET })).toBe(REJECT_COMBINATION)
})

test('cancel ends a live order once', () => {
  buy(1, 5, 100)
  buy(2, 5, 100)
  log.take()
  expect(market.cancel(1)).toBe(ACCEPTED)
  expect(market.cancel(1)).toBe(REJECT_UNKNOWN_ORDER)
  expect(market.cancel(2)).toBe(ACCEPTED)
  expect(log.take()).toEqual([
    ['cancelled', 1, 5, CANCEL_REQUESTED],
    ['level', BID, 100, 5, 1, LEVEL_CHANGE],
    ['rejected', 1, REJECT_UNKNOWN_ORDER],
    ['cancelled', 2, 5, CANCEL_REQUESTED],
    ['level', BID, 100, 0, 0, LEVEL_DELETE],
  ])
})

test('a replacement keeps its place only with less quantity at the same price', () => {
  buy(1, 5, 100)
  buy(2, 5, 100)
  buy(3, 5, 100)
  log.take()
  market.replace(1, 100, 3)
  expect(market.book.qtyAhead(2)).toBe(3)
  expect(log.take()).toEqual([
    ['replaced', 1, 100, 3, 1],
    ['level', BID, 100, 13, 3, LEVEL_CHANGE],
  ])
  market.replace(1, 100, 4)
  expect(market.book.qtyAhead(1)).toBe(10)
  expect(market.book.qtyAhead(2)).toBe(0)
  expect(log.take()).toEqual([
    ['replaced', 1, 100, 4, 0],
    ['level', BID, 100, 14, 3, LEVEL_CHANGE],
  ])
  market.replace(2, 99, 5)
  expect(log.take()).toEqual([
    ['replaced', 2, 99, 5, 0],
    ['level', BID, 100, 9, 2, LEVEL_CHANGE],
    ['level', BID, 99, 5, 1, LEVEL_NEW],
  ])
})

test('a replacement to a crossing price trades, and its filled part counts on', () => {
  buy(1, 10, 100)
  sell(2, 4, 100)
  sell(3, 3, 102)
  log.take()
  market.replace(1, 102, 10)
  expect(log.take()).toEqual([
    ['replaced', 1, 102, 6, 0],
    ['level', BID, 100, 0, 0, LEVEL_DELETE],
    ['trade', 3, 1, 102, 3, 0, 3],
    ['level', ASK, 102, 0, 0, LEVEL_DELETE],
    ['level', BID, 102, 3, 1, LEVEL_NEW],
  ])
  expect(market.replace(1, 102, 7)).toBe(REJECT_BELOW_FILLED)
})

test('self-trade prevention: cancel new', () => {
  sell(1, 5, 101, { ownerId: 1 })
  sell(2, 5, 102, { ownerId: 2 })
  log.take()
  buy(3, 8, 102, { ownerId: 2, stp: STP_CANCEL_NEW })
  expect(orderEvents().slice(1)).toEqual([
    ['trade', 1, 3, 101, 5, 0, 3],
    ['cancelled', 3, 3, CANCEL_SELF_TRADE],
  ])
  expect(market.book.bestQty(ASK)).toBe(5)
})

test('self-trade prevention: cancel old, cancel both', () => {
  sell(1, 5, 101, { ownerId: 2 })
  sell(2, 5, 101, { ownerId: 1 })
  log.take()
  buy(3, 8, 101, { ownerId: 2, stp: STP_CANCEL_OLD })
  expect(log.take().slice(1)).toEqual([
    ['cancelled', 1, 5, CANCEL_SELF_TRADE],
    ['trade', 2, 3, 101, 5, 0, 3],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 3, 1, LEVEL_NEW],
  ])
  sell(4, 1, 101, { ownerId: 2, stp: STP_CANCEL_BOTH })
  expect(log.take().slice(1)).toEqual([
    ['cancelled', 3, 3, CANCEL_SELF_TRADE],
    ['cancelled', 4, 1, CANCEL_SELF_TRADE],
    ['level', BID, 101, 0, 0, LEVEL_DELETE],
  ])
})

test('self-trade prevention: decrement takes the smaller quantity from both', () => {
  sell(1, 5, 101, { ownerId: 2 })
  log.take()
  buy(2, 3, 101, { ownerId: 2, stp: STP_DECREMENT })
  expect(log.take().slice(1)).toEqual([
    ['decremented', 1, 3, 2],
    ['cancelled', 2, 3, CANCEL_SELF_TRADE],
    ['level', ASK, 101, 2, 1, LEVEL_CHANGE],
  ])
  buy(3, 6, 101, { ownerId: 2, stp: STP_DECREMENT })
  expect(log.take().slice(1)).toEqual([
    ['cancelled', 1, 2, CANCEL_SELF_TRADE],
    ['decremented', 3, 2, 4],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 4, 1, LEVEL_NEW],
  ])
})

test('orders that make no sense are refused without a trace', () => {
  buy(1, 1, 100)
  const hash = market.stateHash()
  expect(buy(2, 0, 100)).toBe(REJECT_QTY)
  expect(buy(2, 1.5, 100)).toBe(REJECT_QTY)
  expect(buy(2, 2 ** 53, 100)).toBe(REJECT_QTY)
  expect(buy(2, 1, 100.5)).toBe(REJECT_PRICE)
  expect(buy(2, 1, NO_PRICE)).toBe(REJECT_PRICE)
  expect(buy(1, 1, 100)).toBe(REJECT_DUPLICATE)
  expect(market.replace(9, 100, 1)).toBe(REJECT_UNKNOWN_ORDER)
  expect(market.replace(1, 100, Number.NaN)).toBe(REJECT_QTY)
  expect(market.replace(1, NO_PRICE, 1)).toBe(REJECT_PRICE)
  expect(market.stateHash()).toBe(hash)
})

test('mass cancels take the orders of an owner, or those of the day, in priority', () => {
  buy(1, 1, 100, { ownerId: 1 })
  buy(2, 1, 101, { ownerId: 1, timeInForce: TIF_DAY })
  buy(3, 1, 102, { ownerId: 2, timeInForce: TIF_DAY })
  sell(4, 1, 103, { ownerId: 1 })
  log.take()
  expect(market.cancelOwner(1, CANCEL_MASS)).toBe(3)
  expect(orderEvents().map(([, id]) => id)).toEqual([2, 1, 4])
  expect(market.cancelDay(CANCEL_EXPIRED)).toBe(1)
  expect(orderEvents()).toEqual([['cancelled', 3, 1, CANCEL_EXPIRED]])
  expect(market.book.orderCount).toBe(0)
})
