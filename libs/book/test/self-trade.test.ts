import { beforeEach, expect, test } from 'vitest'
import {
  ASK,
  BID,
  CANCEL_SELF_TRADE,
  CANCEL_UNFILLABLE,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEW,
  STP_CANCEL_OLD,
  STP_DECREMENT,
  TIF_FOK,
} from '../src/index.ts'
import { Market } from './market.ts'

let market: Market

beforeEach(() => {
  market = new Market()
})

test('self-trade prevention: cancel new', () => {
  market.sell(1, 5, 101, { ownerId: 1 })
  market.sell(2, 5, 102, { ownerId: 2 })
  market.take()
  market.buy(3, 8, 102, { ownerId: 2, stp: STP_CANCEL_NEW })
  expect(market.takeOrders().slice(1)).toEqual([
    ['trade', 1, 3, 101, 5, 0, 3],
    ['cancelled', 3, 3, CANCEL_SELF_TRADE],
  ])
  expect(market.book.bestQty(ASK)).toBe(5)
})

test('self-trade prevention: cancel old, cancel both', () => {
  market.sell(1, 5, 101, { ownerId: 2 })
  market.sell(2, 5, 101, { ownerId: 1 })
  market.take()
  market.buy(3, 8, 101, { ownerId: 2, stp: STP_CANCEL_OLD })
  expect(market.take().slice(1)).toEqual([
    ['cancelled', 1, 5, CANCEL_SELF_TRADE],
    ['trade', 2, 3, 101, 5, 0, 3],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 3, 1, LEVEL_NEW],
  ])
  market.sell(4, 1, 101, { ownerId: 2, stp: STP_CANCEL_BOTH })
  expect(market.take().slice(1)).toEqual([
    ['cancelled', 3, 3, CANCEL_SELF_TRADE],
    ['cancelled', 4, 1, CANCEL_SELF_TRADE],
    ['level', BID, 101, 0, 0, LEVEL_DELETE],
  ])
})

test('self-trade prevention: decrement takes the smaller quantity from both', () => {
  market.sell(1, 5, 101, { ownerId: 2 })
  market.take()
  market.buy(2, 3, 101, { ownerId: 2, stp: STP_DECREMENT })
  expect(market.take().slice(1)).toEqual([
    ['decremented', 1, 3, 2],
    ['cancelled', 2, 3, CANCEL_SELF_TRADE],
    ['level', ASK, 101, 2, 1, LEVEL_CHANGE],
  ])
  market.buy(3, 6, 101, { ownerId: 2, stp: STP_DECREMENT })
  expect(market.take().slice(1)).toEqual([
    ['cancelled', 1, 2, CANCEL_SELF_TRADE],
    ['decremented', 3, 2, 4],
    ['level', ASK, 101, 0, 0, LEVEL_DELETE],
    ['level', BID, 101, 4, 1, LEVEL_NEW],
  ])
})

test('fill-or-kill does not count what self-trade prevention would take away', () => {
  market.sell(1, 5, 101, { ownerId: 7 })
  market.sell(2, 5, 101, { ownerId: 8 })
  market.take()
  for (const stp of [STP_CANCEL_NEW, STP_CANCEL_OLD, STP_CANCEL_BOTH, STP_DECREMENT] as const)
    market.buy(10 + stp, 6, 101, { ownerId: 7, timeInForce: TIF_FOK, stp })
  expect(
    market
      .takeOrders()
      .filter(([name]) => name === 'cancelled')
      .map(([, , , reason]) => reason),
  ).toEqual(Array(4).fill(CANCEL_UNFILLABLE))
  market.buy(20, 5, 101, { ownerId: 7, timeInForce: TIF_FOK, stp: STP_CANCEL_OLD })
  expect(market.takeOrders().slice(1)).toEqual([
    ['cancelled', 1, 5, CANCEL_SELF_TRADE],
    ['trade', 2, 20, 101, 5, 0, 0],
  ])
})
