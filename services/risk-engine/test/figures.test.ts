/** Exposures, P&L, drawdown and value at risk from positions and prices. */

import { INSTRUMENT_STATE_STALE } from '@reflex/schema'
import { expect, test } from 'vitest'
import { engineReport } from '../src/report.ts'
import { DESK, World } from './world.ts'

interface Report {
  exposures: Record<string, { gross: string; net: string; deltaByUnderlying: Record<string, string> }>
  pnl: Record<string, string>
  drawdown: Record<string, string>
  valueAtRisk: Record<string, string>
  stalePositions: number
}

function reportOf(world: World): Report {
  return engineReport(world.core, world.instruments, DESK) as unknown as Report
}

test('gross, net and delta of the firm and the account', () => {
  const world = new World().ready()
  world.position({ qty: 0.5 })
  world.position({ qty: -0.3, venue: 'XBET' })
  world.position({ qty: 2, symbol: 'ETH-PERP', venue: 'XPRP' })
  world.turn()
  const { exposures } = reportOf(world)
  expect(exposures['REFLEX']).toMatchObject({
    gross: '54000',
    net: '18000',
    deltaByUnderlying: { BTC: '0.2', ETH: '2' },
  })
  expect(exposures['MM1']).toEqual(exposures['REFLEX'])
})

test('positions of strategies are parts of the account', () => {
  const world = new World().ready()
  world.position({ qty: 0.5 })
  world.position({ qty: 0.5, strategy: 'MAKER1' })
  expect(reportOf(world).exposures['REFLEX']).toMatchObject({ net: '30000' })
})

test('P&L is realised + unrealised - fees, revalued as the price moves', () => {
  const world = new World().ready()
  world.position({ qty: 0.5, realized: 100, fees: 20, unrealized: 50, mark: 60_000 })
  world.turn()
  expect(reportOf(world).pnl['REFLEX']).toBe('130')
  world.quote(1, 59_000)
  world.pass(10)
  expect(reportOf(world)).toMatchObject({ pnl: { REFLEX: '-370', MM1: '-370' }, drawdown: { REFLEX: '500' } })
  world.position({ qty: 0, realized: -350, fees: 25 })
  world.turn()
  expect(reportOf(world)).toMatchObject({ pnl: { REFLEX: '-375' }, drawdown: { REFLEX: '505' } })
})

test('without a mark from the oms only what is known counts', () => {
  const world = new World().ready()
  world.position({ qty: 0.5, realized: 100, fees: 20 })
  world.quote(1, 70_000)
  world.pass(10)
  expect(reportOf(world).pnl['REFLEX']).toBe('80')
})

test('value at risk: z x sigma x root of the horizon', () => {
  const world = new World({ var: { seedBpsPerSqrtS: 1, horizonS: 100, z: 2, sampleMs: 1000 } }).ready()
  world.position({ qty: 1 })
  world.pass(500)
  // 60,000 x 1 bp x sqrt(100) x 2; quiet samples lower it a little.
  const first = Number(reportOf(world).valueAtRisk['REFLEX'])
  expect(first).toBeGreaterThan(119)
  expect(first).toBeLessThanOrEqual(120)
  world.position({ qty: -1, venue: 'XBET' })
  world.pass(500)
  expect(reportOf(world).valueAtRisk['REFLEX']).toBe('0')
})

test('returns are sampled on the clock, and feed the covariance', () => {
  const world = new World({ var: { lambda: 0.5, seedBpsPerSqrtS: 0, horizonS: 1, z: 1 } }).ready()
  world.position({ qty: 1 })
  world.pass(1000)
  world.quote(1, 60_600)
  world.pass(1500)
  const expected = 60_600 * Math.sqrt(0.5) * Math.log(60_600 / 60_000)
  expect(Number(reportOf(world).valueAtRisk['REFLEX'])).toBeCloseTo(expected, 4)
})

test('a position whose price is stale is flagged and stressed', () => {
  const world = new World({ var: { z: 2, horizonS: 100 } }).ready()
  world.position({ qty: 1 })
  world.pass(600)
  const before = Number(reportOf(world).valueAtRisk['REFLEX'])
  world.status(1, INSTRUMENT_STATE_STALE)
  world.pass(600)
  const after = reportOf(world)
  expect(after.stalePositions).toBe(1)
  expect(Number(after.valueAtRisk['REFLEX']) / before).toBeCloseTo(1.5, 1)
})
