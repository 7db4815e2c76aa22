/**
 * Latches, levels and the loss limit: who sets them, what they stop, who releases them, and that they survive a
 * restart.
 */

import { STREAM } from '@reflex/schema'
import { beforeEach, describe, expect, test } from 'vitest'
import { MS, World } from './world.ts'

let world: World
let orders = 0

beforeEach(() => {
  world = new World().ready()
})

/** The check that refuses a small order, or 'passed'. */
function probe(fields: Partial<Parameters<World['order']>[0]> = {}): string {
  world.take()
  world.order({ id: `P${++orders}`, qty: 0.01, px: fields.side === 'S' ? 60_200 : 60_000, ...fields })
  const [answer] = world.take()
  return answer!.type === 'D' ? 'passed' : answer!.get(58)
}

describe('the kill switch', () => {
  test('latches, cancels at once, answers and alerts', () => {
    world.action({ type: 1, reason: 'fat finger', by: 'ann' })
    const [cancel, alert, answer] = world.take()
    expect(cancel).toMatchObject({ stream: STREAM.ORDERS_APPROVED, type: 'CA' })
    expect([cancel!.get(1373), cancel!.get(1374)]).toEqual(['3', '7'])
    expect(alert).toMatchObject({ stream: STREAM.RISK_LIMITS, type: 'B' })
    expect(alert!.get(148)).toBe('trading stopped for firm REFLEX: fat finger')
    expect([answer!.type, answer!.get(2328), answer!.get(2332)]).toEqual(['DI', 'A1', '0'])
    expect(probe()).toBe('RISK:KILL:firm=REFLEX:-:-')
  })

  test.each([
    [{ account: 'MM1' }, 'account=MM1', 'passed', [1, 'MM1']],
    [{ strategy: 'MAKER1' }, 'strategy=MAKER1', 'passed', [10_111, 'MAKER1']],
    [{ venue: 'XALP' }, 'venue=XALP', 'other', [1301, 'XALP']],
    [{ symbol: 'BTC-USD', venue: 'XALP' }, 'instrument=BTC-USD@XALP', 'other', [55, 'BTC-USD']],
  ] as const)('of %j', (scope, label, other, [tag, value]) => {
    world.action({ type: 0, reason: 'r', by: 'ann', ...scope })
    expect(world.take()[0]!.get(tag)).toBe(value)
    expect(probe()).toBe(`RISK:KILL:${label}:-:-`)
    if (other === 'other') expect(probe({ venue: 'XBET' })).toBe('passed')
  })

  test('of a symbol stops it on every venue', () => {
    world.action({ type: 1, reason: 'r', by: 'ann', symbol: 'BTC-USD' })
    expect(probe()).toBe('RISK:KILL:instrument=BTC-USD@XALP:-:-')
    expect(probe({ venue: 'XBET' })).toBe('RISK:KILL:instrument=BTC-USD@XBET:-:-')
    expect(probe({ symbol: 'ETH-USD', px: 3000 })).toBe('passed')
  })

  test('is released only by an operator with a name and a reason', () => {
    world.action({ type: 1, reason: 'r', by: 'ann' })
    world.take()
    world.action({ type: 2, action: 0, reason: 'all good' })
    expect(probe()).toContain('KILL')
    world.action({ type: 2, by: 'ann' })
    expect(world.take().map((m) => m.get(58))).toContain('a release needs a reason (58)')
    world.action({ type: 2, reason: 'all good', isOperator: true })
    expect(world.take().map((m) => m.get(58))).toContain('a release needs a name (453, role 44)')
    expect(probe()).toContain('KILL')
    world.action({ type: 2, reason: 'all good', by: 'bob' })
    expect(world.take().map((m) => m.get(148))).toContain('trading released for firm REFLEX by bob: all good')
    expect(probe()).toBe('passed')
  })

  test('releasing the firm releases every scope in it', () => {
    world.action({ type: 1, reason: 'r', by: 'ann', strategy: 'MAKER1' })
    world.action({ type: 1, reason: 'r', by: 'ann', venue: 'XALP' })
    world.action({ type: 2, reason: 'go', by: 'ann', venue: 'XALP' })
    expect(probe()).toContain('RISK:KILL:strategy=MAKER1')
    world.action({ type: 2, reason: 'go', by: 'ann' })
    expect(world.take().map((m) => m.get(148))).toContain('trading released for strategy MAKER1 by ann: go')
    expect(probe()).toBe('passed')
  })

  test('an unknown scope changes nothing and says so', () => {
    world.action({ type: 1, reason: 'r', by: 'ann', account: 'NOPE' })
    const [answer] = world.take()
    expect([answer!.type, answer!.get(2332), answer!.get(2333)]).toEqual(['DI', '2', '0'])
    expect(probe()).toBe('passed')
  })

  test('a halt the engine repeats is cancelled once, and not obeyed again after its release', () => {
    const decidedNs = world.nowNs
    world.action({ type: 1, action: 5, reason: 'drawdown', decidedNs })
    world.action({ type: 1, action: 5, reason: 'drawdown', decidedNs })
    expect(world.take().filter((m) => m.type === 'CA')).toHaveLength(1)
    world.nowNs += MS
    world.action({ type: 2, reason: 'accepted', by: 'ann' })
    world.action({ type: 1, action: 5, reason: 'drawdown', decidedNs })
    expect(probe()).toBe('passed')
    world.action({ type: 1, action: 5, reason: 'drawdown again', decidedNs: world.nowNs + 1 })
    expect(probe()).toContain('KILL')
  })

  test('survives a restart, by journal and by snapshot', () => {
    world.action({ type: 1, reason: 'r', by: 'ann', account: 'MM1' })
    world.action({ type: 0, action: 3, ttlMs: 1000, strategy: 'MAKER1' })
    const bytes = world.core.snapshot()
    const other = new World()
    other.core.restore(bytes)
    expect(other.core.snapshot()).toEqual(bytes)
    other.ready()
    other.core.onRecovered(other.nowNs, other.out)
    expect(other.take().map((m) => [m.type, m.get(1)])).toEqual([['CA', 'MM1']])
    world = other
    expect(probe()).toBe('RISK:KILL:account=MM1:-:-')
    expect(world.core.statusText()).toBe('latched')
  })
})

describe('levels', () => {
  test('reduce-only lets through what reduces, for its time to live', () => {
    world.position({ qty: 0.05, seq: 1 })
    world.action({ type: 0, action: 3, ttlMs: 1000, reason: 'var' })
    expect(probe()).toBe('RISK:REDUCE_ONLY:firm=REFLEX:-:-')
    expect(probe({ side: 'S', qty: 0.03 })).toBe('passed')
    expect(probe({ side: 'S', qty: 0.03 })).toContain('REDUCE_ONLY')
    expect(probe({ side: 'S', qty: 0.02, venue: 'XBET' })).toBe('passed')
    world.nowNs += 1000 * MS
    world.heartbeats()
    world.timer()
    expect(probe()).toBe('passed')
  })

  test('warn and widen refuse nothing', () => {
    world.action({ type: 0, action: 2, ttlMs: 1000 })
    expect(probe()).toBe('passed')
  })

  test('the engine ends its level, not the operator’s', () => {
    world.action({ type: 0, action: 3, by: 'ann', reason: 'lunch' })
    world.action({ type: 0, action: 4, reason: 'var' })
    world.action({ type: 2, action: 0 })
    expect(probe()).toContain('REDUCE_ONLY')
    world.action({ type: 2, by: 'ann', reason: 'back' })
    expect(probe()).toBe('passed')
  })

  test('an order that says it only reduces must', () => {
    expect(probe({ closeOnly: true })).toBe('RISK:REDUCE_ONLY:account=MM1:-:-')
    world.position({ qty: -0.05, seq: 1 })
    expect(probe({ closeOnly: true })).toBe('passed')
  })
})

describe('the loss limit', () => {
  test('trips at the limit, cancels, and holds when the loss shrinks', () => {
    world.position({ pnl: -19_999.99 })
    expect(probe()).toBe('passed')
    world.position({ pnl: -20_000 })
    const messages = world.take()
    expect(messages.map((m) => m.type)).toEqual(['CA', 'B'])
    expect(probe()).toBe('RISK:LOSS_LIMIT:firm=REFLEX:20000:20000')
    world.position({ pnl: -100 })
    expect(probe()).toBe('RISK:LOSS_LIMIT:firm=REFLEX:20000:100')
  })

  test('a release accepts the loss up to half a limit more', () => {
    world.position({ pnl: -21_000 })
    world.action({ type: 2, by: 'ann', reason: 'accepted' })
    expect(probe()).toBe('passed')
    world.position({ pnl: -30_999 })
    expect(probe()).toBe('passed')
    world.position({ pnl: -31_000 })
    expect(probe()).toContain('LOSS_LIMIT')
  })

  test('drawdown counts from the high of the day', () => {
    world.position({ pnl: 5000 })
    world.position({ pnl: -15_000 })
    expect(probe()).toContain('LOSS_LIMIT')
  })
})
