import { resolve } from 'node:path'
import { loadDeskConfig } from '@reflex/schema'
import { SILENT_LOGGER } from '@reflex/service-host'
import { describe, expect, it, vi } from 'vitest'
import { SimulatedFirm } from '../src/simulation/simulated-firm.ts'
import { type Summary, summarise } from '../src/up/summary.ts'

const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
const START_NS = 8 * 3_600e9
const config = resolve(import.meta.dirname, '../../../config/desk.json')

/** The default desk on virtual time. */
function firm(seed: number): SimulatedFirm {
  return new SimulatedFirm({
    desk: { ...loadDeskConfig(config), sessionEpoch: '2026-01-05' },
    sessionEpochMs: SESSION_EPOCH_MS,
    startNs: START_NS,
    seed,
    log: SILENT_LOGGER,
    without: new Set(['ops-console']),
  })
}

function summaryOf(world: SimulatedFirm): Summary {
  return summarise({
    reports: world.reports(),
    runMs: 0,
    gcPauseMsMax: 0,
    loaderStats: undefined,
    cancelConfirmMs: 0,
    restarts: {},
    mode: 'test',
    hash: world.sent.text(),
  })
}

const after = (seconds: number): number => START_NS + seconds * 1e9

/** Halts and lets everything settle. */
function settle(world: SimulatedFirm): void {
  world.command({ kind: 'halt', reason: 'end of test', actor: 'test' })
  world.runUntil(world.clock.nowNs + 2e9)
}

/** Virtual seconds cost real ones on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

describe('the firm in simulation', () => {
  it('runs the loop: ticks become orders, fills, positions, measurements, and a retuned quote', () => {
    const world = firm(1)
    world.runUntil(after(8))
    settle(world)
    const summary = summaryOf(world)
    for (const key of ['ticks', 'orders', 'fills', 'cancels', 'tcaMeasurements', 'retunes', 'riskRejects'] as const) {
      expect(summary[key], key).toBeGreaterThan(0)
    }
    expect(summary.positions.length).toBeGreaterThan(0)
    expect(summary.positionsMatch).toBe(true)
    expect(summary.busLoss).toBe(0)
    expect(summary.openOrders).toBe(0)
    expect(summary.tickToTradeNs.count).toBeGreaterThan(0)
    world.stop()
  })

  it('says the same bytes for the same seed, others for another', () => {
    const hashes = [3, 3, 4].map((seed) => {
      const world = firm(seed)
      world.runUntil(after(2.5))
      const hash = world.sent.text()
      world.stop()
      return hash
    })
    expect(hashes[1]).toBe(hashes[0])
    expect(hashes[2]).not.toBe(hashes[0])
  })

  it('stops new orders on a halt, cancels the open ones, and trades again after the release', () => {
    const world = firm(2)
    world.runUntil(after(4))
    settle(world)
    const halted = summaryOf(world)
    expect(halted.openOrders).toBe(0)
    world.runUntil(after(8))
    expect(summaryOf(world).orders).toBe(halted.orders)
    world.command({ kind: 'release', reason: 'test', actor: 'test' })
    world.runUntil(after(12))
    expect(summaryOf(world).orders).toBeGreaterThan(halted.orders)
    settle(world)
    expect(summaryOf(world).positionsMatch).toBe(true)
    world.stop()
  })
})

describe('a service is killed and started again', () => {
  const services = ['oms', 'ems', 'risk-gateway', 'alpha', 'market-data', 'tca', 'risk-engine', 'venue-simulator']
  it.each(services)('%s: nothing lost, nothing twice, trading resumes', (name) => {
    const world = firm(5)
    world.runUntil(after(3))
    world.kill(name)
    world.runUntil(after(3.3))
    world.startService(name)
    world.runUntil(after(5))
    const before = world.service('oms')!.report()['executions'] as number
    world.runUntil(after(10))
    expect(world.service('oms')!.report()['executions'] as number, 'trading resumed').toBeGreaterThan(before)
    settle(world)
    const summary = summaryOf(world)
    expect(summary.positions.map((p) => [p.instrumentId, p.lots])).toEqual(
      summary.positions.map((p) => [p.instrumentId, p.venueLots]),
    )
    expect(summary.openOrders).toBe(0)
    world.stop()
  })
})
