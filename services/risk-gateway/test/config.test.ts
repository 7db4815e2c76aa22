import { ReflexError } from '@reflex/base'
import { expect, test } from 'vitest'
import { parseRiskGatewayConfig } from '../src/config.ts'
import { DESK, World } from './world.ts'

test('an empty section has a limit of every kind that matters', () => {
  const { limits } = new World({}).core.parts.flow.parts
  expect(limits.openOrders[0]).toBe(120)
  expect(limits.longBase[0]).toBe(1.5e8)
  expect(limits.collarBps[3]).toBe(200)
  expect(limits.orderAgeNs[9]).toBe(1e9)
})

test('naming one limit keeps the others; none takes one away', () => {
  const section = {
    firm: { maxOpenOrders: 10, maxNetNotional: 'none' },
    strategies: { MAKER1: { maxLong: { BTC: '1' } } },
  }
  const { limits } = new World(section).core.parts.flow.parts
  expect([limits.openOrders[0], limits.net[0], limits.longBase[0]]).toEqual([10, Number.POSITIVE_INFINITY, 1.5e8])
  expect([limits.longBase[4], limits.shortBase[4], limits.openOrders[2]]).toEqual([1e8, 1.2e8, 80])
})

test.each([
  [{ firm: { maxOpenOrders: 0 } }, 'services.risk-gateway.firm.maxOpenOrders'],
  [{ firm: { maxLong: { BTC: '-1' } } }, 'services.risk-gateway.firm.maxLong'],
  [{ firm: { maxLong: { DOGE: '1' } } }, "services.risk-gateway.firm.maxLong: no underlying 'DOGE'"],
  [{ accounts: { NOPE: {} } }, 'services.risk-gateway.accounts.NOPE: the desk has no such member'],
  [{ observeOnly: [{ check: 'KILL', scope: 'account:NOPE' }] }, "observeOnly: no scope 'account:NOPE'"],
  [{ surprise: 1 }, 'surprise'],
  [{ firm: { maxOpenOrders: 9000 } }, 'at most half of openOrdersCapacity'],
])('%j is refused with its place', (section, message) => {
  expect(() => new World(section)).toThrow(ReflexError)
  expect(() => new World(section)).toThrow(message)
})

test('every field says what it is', () => {
  expect(() => parseRiskGatewayConfig(undefined)).not.toThrow()
  expect(DESK.strategies[0]!.id).toBe('MAKER1')
})

test('an observe-only check counts and lets pass', () => {
  const world = new World({ observeOnly: [{ check: 'MAX_ORDER_QTY', scope: 'strategy:MAKER1' }] }).ready()
  world.order({ id: 'O1', qty: 0.3, px: 60_000 })
  expect(world.take()[0]!.type).toBe('D')
  expect(world.counters.get('observedBreaches')).toBe(1)
})
