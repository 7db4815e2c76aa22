/** Greeks, protection, flattening, volumes, inverse contracts: through messages, as a firm would meet them. */

import { describe, expect, it } from 'vitest'
import { RiskPeers } from './risk-peers.ts'
import { DESK, MS, World } from './world.ts'

const first = (world: World) => world.take().find(({ type }) => type === 'D' || type === '8')!
const checkOf = (world: World) => first(world).get(10_215)

describe('GREEK_LIMIT', () => {
  const section = { firm: { maxDelta: { BTC: '1' }, maxVega: '100' }, greeksAgeMaxMs: 1000 }

  it('limits delta of linear contracts without being told, and lets what reduces pass', () => {
    const world = new World(section).ready()
    world.order({ id: 'O1', qty: 0.25, px: 59_990 })
    expect(first(world).type).toBe('D')
    world.position({ qty: 2, seq: 1 })
    world.order({ id: 'O2', qty: 0.01, px: 59_990 })
    expect(first(world).get(58)).toBe('RISK:POSITION_LIMIT:firm=REFLEX/BTC:1.5:2.26')
    world.order({ id: 'O3', qty: 0.01, px: 60_010, side: 'S' })
    expect(first(world).type).toBe('D')
  })

  it('takes Greeks of the engine, and fails when they are old', () => {
    const world = new World(section).ready()
    const peers = new RiskPeers(world)
    peers.greeks('BTC-USD', 'XALP', 0.5, 2000)
    world.order({ id: 'O1', qty: 0.06, px: 59_990 })
    expect(first(world).get(58)).toBe('RISK:GREEK_LIMIT:firm=REFLEX:100:120')
    world.order({ id: 'O2', qty: 0.05, px: 59_990 })
    expect(first(world).type).toBe('D')
    world.nowNs += 1001 * MS
    world.heartbeats()
    world.quote(1, 59_999, 60_001)
    world.timer()
    world.take()
    world.order({ id: 'O3', qty: 0.0001, px: 59_980 })
    expect(checkOf(world)).toBe('GREEK_LIMIT')
  })
})

describe('market maker protection', () => {
  const rule = { strategy: 'MAKER1', underlying: 'BTC', maxQty: '0.2', intervalMs: 1000, frozenMs: 500 }
  const fill = (world: World, id: string, qty: number, seq: number) => {
    world.order({ id, qty, px: 59_990 })
    world.report({ id, execType: '0', status: '0', qty, px: 59_990 })
    world.report({ id, execType: 'F', status: '2', qty, cum: qty, last: qty, px: 59_990, seq })
  }

  it('pulls the quotes, refuses new ones for a time, lets reductions pass', () => {
    const world = new World({ marketMakerProtection: [rule] }).ready()
    fill(world, 'O1', 0.1, 1)
    expect(world.take().some(({ type }) => type === 'CA')).toBe(false)
    fill(world, 'O2', 0.1, 2)
    const pulled = world.take()
    expect(pulled.find(({ type }) => type === 'CA')!.get(10_111)).toBe('MAKER1')
    expect(pulled.find(({ type }) => type === 'B')!.get(148)).toMatch(
      /protection pulled the quotes of strategy MAKER1 in BTC/,
    )
    world.order({ id: 'O3', qty: 0.01, px: 59_990 })
    expect(first(world).get(58)).toBe('RISK:MM_PROTECTION:strategy=MAKER1:0:500')
    world.order({ id: 'O4', qty: 0.1, px: 60_010, side: 'S' })
    expect(first(world).type).toBe('D')
    world.nowNs += 500 * MS
    world.heartbeats()
    world.timer()
    world.take()
    world.order({ id: 'O5', qty: 0.01, px: 59_990 })
    expect(first(world).type).toBe('D')
  })

  it('until reset when it has no time, over a restart', () => {
    const section = { marketMakerProtection: [{ ...rule, frozenMs: 0 }] }
    const world = new World(section).ready()
    fill(world, 'O1', 0.2, 1)
    expect(world.core.isSnapshotDue()).toBe(true)
    const next = new World(section)
    next.core.restore(world.core.snapshot())
    next.ready()
    next.order({ id: 'P1', qty: 0.01, px: 59_990 })
    expect(checkOf(next)).toBe('MM_PROTECTION')
    next.action({ type: 2, by: 'ann', reason: 'seen', strategy: 'MAKER1' })
    next.take()
    next.order({ id: 'P2', qty: 0.01, px: 59_990 })
    expect(first(next).type).toBe('D')
  })
})

describe('the flatten path', () => {
  const section = {
    flatten: { strategies: ['MAKER2'] },
    accounts: { MM1: { maxDayLoss: '100', maxGrossNotional: '1000' } },
    strategies: { '*': { maxOrderQty: { BTC: '5' } } },
    firm: { maxOrderNotional: 'none' },
    instruments: { '*': { maxOrderNotional: 'none' } },
  }

  function lossy(): World {
    const world = new World(section, deskWith('MAKER2')).ready()
    world.position({ qty: 1, seq: 1, pnl: -150 })
    world.take()
    return world
  }

  it('lets reduce-only orders of risk pass a loss limit that stops everybody else', () => {
    const world = lossy()
    world.order({ id: 'O1', qty: 0.5, px: 59_980, side: 'S', closeOnly: true })
    expect(checkOf(world)).toBe('LOSS_LIMIT')
    world.order({ id: 'O2', qty: 0.5, px: 59_980, side: 'S', closeOnly: true, strategy: 'MAKER2' })
    expect(first(world).type).toBe('D')
  })

  it('is for nothing else: neither other orders nor more than flat, and a kill stops it', () => {
    const world = lossy()
    world.order({ id: 'O1', qty: 0.5, px: 59_980, side: 'S', strategy: 'MAKER2' })
    expect(checkOf(world)).toBe('UNKNOWN_ACCOUNT')
    world.order({ id: 'O2', qty: 1.5, px: 59_980, side: 'S', closeOnly: true, strategy: 'MAKER2' })
    expect(checkOf(world)).toBe('REDUCE_ONLY')
    world.action({ type: 1, by: 'ann', reason: 'stop' })
    world.take()
    world.order({ id: 'O3', qty: 0.5, px: 59_980, side: 'S', closeOnly: true, strategy: 'MAKER2' })
    expect(checkOf(world)).toBe('KILL')
  })
})

/** The desk with a strategy of risk's own. */
function deskWith(id: string): typeof DESK {
  if (DESK.strategies.some((strategy) => strategy.id === id)) return DESK
  return { ...DESK, strategies: [...DESK.strategies, { ...DESK.strategies[0]!, id }] }
}

it('MAX_PCT_ADV warns and lets pass', () => {
  const instruments = { 'BTC-USD@XALP': { averageDailyVolume: '1', maxPctAdv: 5 } }
  const world = new World({ instruments }).ready()
  world.order({ id: 'O1', qty: 0.05, px: 59_990 })
  expect(world.counters.get('softBreaches')).toBe(0)
  world.order({ id: 'O2', qty: 0.0501, px: 59_990 })
  const messages = world.take()
  expect(messages.filter(({ type }) => type === 'D')).toHaveLength(2)
  expect(world.counters.get('softBreaches')).toBe(1)
  expect(messages.find(({ type }) => type === 'B')!.get(148)).toMatch(
    /O2 .*MAX_PCT_ADV:instrument=BTC-USD@XALP:5:5\.01/,
  )
})

describe('inverse contracts', () => {
  // Contracts of 10 USD, at 60,000: one stands for 0.00016667 BTC.
  const desk = {
    ...DESK,
    instruments: DESK.instruments.map((one) =>
      one.id === 1
        ? {
            ...one,
            kind: 'inverse-perpetual' as const,
            multiplier: '10',
            lotSize: '1',
            minQty: '1',
            maxQty: '1000000',
            tickSize: '0.5',
          }
        : one,
    ),
  }
  const section = {
    firm: { maxOrderNotional: '20000', maxLong: { BTC: '0.5' }, maxGrossNotional: '40000' },
    strategies: { '*': { maxOrderQty: { BTC: '0.4' }, maxLong: { BTC: '0.5' } } },
    instruments: { '*': { maxOrderNotional: 'none' } },
  }

  it('are valued in the quote currency without the price, and in the underlying at the mark', () => {
    const world = new World(section, desk).ready()
    world.order({ id: 'O1', qty: 2000, px: 59_990 })
    expect(first(world).type).toBe('D')
    expect(world.used('G0')).toBe(20_000)
    expect(world.used('P0.0L')).toBeCloseTo(20_000 / 60_000, 3)
    world.order({ id: 'O2', qty: 2001, px: 59_990 })
    expect(first(world).get(58)).toBe('RISK:MAX_ORDER_NOTIONAL:firm=REFLEX:20000:20010')
    world.order({ id: 'O3', qty: 1500, px: 59_990 })
    expect(checkOf(world)).toBe('POSITION_LIMIT')
  })

  it('stand for more of the underlying as the price falls', () => {
    const world = new World(section, desk).ready()
    world.order({ id: 'O1', qty: 2000, px: 59_990 })
    const before = world.used('P0.0L')
    world.quote(1, 29_999.5, 30_000.5)
    expect(world.used('P0.0L') / before).toBeCloseTo(2, 3)
    expect(world.used('G0')).toBe(20_000)
  })

  it('without a mark bound nothing: no new risk in the underlying', () => {
    const world = new World(section, desk).ready({ 3: [59_999, 60_001] })
    world.position({ qty: 100, seq: 1 })
    world.order({ id: 'O1', qty: 0.01, px: 59_990, venue: 'XBET' })
    expect(checkOf(world)).toBe('NO_REFERENCE_PRICE')
    world.quote(1, 59_999, 60_001)
    world.order({ id: 'O2', qty: 0.01, px: 59_990, venue: 'XBET' })
    expect(first(world).type).toBe('D')
  })
})
