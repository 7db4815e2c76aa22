/** Limits and what follows: the ladder, its hysteresis and cool-down, time to live, halts and their release. */

import { STREAM } from '@reflex/schema'
import { beforeEach, describe, expect, test } from 'vitest'
import { MS, TAG_ACTION, TAG_TTL, World } from './world.ts'

const STEPS = [
  { percent: 70, action: 'warn' },
  { percent: 85, action: 'widen' },
  { percent: 100, action: 'reduce-only' },
  { percent: 125, action: 'cancel-all' },
]
const NONE = {
  grossNotional: 'none',
  netNotional: 'none',
  delta: {},
  dayLoss: 'none',
  drawdown: 'none',
  valueAtRisk: 'none',
}
const LOSS = { dayLoss: '1000' }

/** Only these limits of the firm. */
function engine(limits: object, more: object = {}): World {
  const dayLoss = [STEPS[0], { percent: 100, action: 'halt' }]
  return new World({ limits: { ...NONE, ...limits }, ladders: { dayLoss }, ...more }).ready()
}

function hold(world: World, btc: number): void {
  world.position({ qty: btc })
  world.turn()
}

function lose(world: World, amount: number): void {
  world.position({ qty: 0, realized: -amount })
  world.turn()
}

describe('the ladder', () => {
  let world: World

  beforeEach(() => {
    world = engine({ netNotional: '60000' })
  })

  test('climbs at once, each step a message with reason, time and time to live', () => {
    hold(world, 0.7)
    expect(world.actions()).toEqual([])
    hold(world, 0.71)
    const [warn, alert] = world.take()
    expect(warn).toMatchObject({ stream: STREAM.RISK_CONTROL, type: 'DH' })
    expect([2329, TAG_ACTION, TAG_TTL, 60, 58].map((tag) => warn!.get(tag))).toEqual([
      '0',
      '1',
      '3000',
      '20260130-09:30:00.000000000',
      'NET_NOTIONAL at 71 % of its limit: 42600.00 of 60000.00 USD',
    ])
    expect(alert!.get(148)).toBe('warn for firm REFLEX: NET_NOTIONAL at 71 % of its limit: 42600.00 of 60000.00 USD')
    hold(world, 0.86)
    expect(world.take()[0]!.get(10_214)).toBe('2')
    hold(world, 1)
    expect(world.actions()).toEqual([])
    hold(world, 1.01)
    expect(world.actions()).toEqual(['DH 3 firm'])
    hold(world, 1.3)
    expect(world.actions()).toEqual(['DH 4 firm', 'CA firm'])
  })

  test('jumps straight to the step that is reached', () => {
    hold(world, -1.3)
    expect(world.actions()).toEqual(['DH 4 firm', 'CA firm'])
  })

  test('cancel-all holds for a moment, then what reduces is allowed again', () => {
    hold(world, 1.3)
    world.pass(1900)
    expect(new Set(world.actions())).toEqual(new Set(['DH 4 firm', 'CA firm']))
    world.pass(100)
    expect(world.actions()).toEqual(['DH 3 firm'])
    hold(world, 0.5)
    world.pass(5000)
    hold(world, 1.3)
    expect(world.actions().slice(-2)).toEqual(['DH 4 firm', 'CA firm'])
  })

  test('comes down only after the cool-down clearly below', () => {
    hold(world, 1.01)
    world.take()
    hold(world, 0.96)
    world.pass(6000)
    expect(world.actions().filter((action) => action !== 'DH 3 firm')).toEqual([])
    hold(world, 0.9)
    world.pass(4900)
    expect(world.actions().filter((action) => action !== 'DH 3 firm')).toEqual([])
    hold(world, 0.96)
    world.pass(100)
    hold(world, 0.5)
    world.pass(5000)
    expect(world.actions().filter((action) => action !== 'DH 3 firm')).toEqual(['DH 0 firm'])
    world.pass(5000)
    expect(world.actions()).toEqual([])
  })

  test('comes down step by step', () => {
    hold(world, 1.01)
    hold(world, 0.9)
    world.pass(5000)
    expect(world.actions().at(-1)).toBe('DH 2 firm')
  })

  test('is renewed while it holds, with the time of the decision', () => {
    hold(world, 0.8)
    world.take()
    world.pass(3000)
    const renewals = world.take().filter(({ stream }) => stream === STREAM.RISK_CONTROL)
    expect(renewals).toHaveLength(3)
    expect(new Set(renewals.map((message) => message.get(60)))).toEqual(new Set(['20260130-09:30:00.000000000']))
  })
})

test('of several limits of a scope the strictest rules', () => {
  const world = engine({ netNotional: '60000', grossNotional: '100000' })
  world.position({ qty: 1 })
  world.position({ qty: -0.2, venue: 'XBET' })
  world.turn()
  expect(world.actions()).toEqual(['DH 1 firm'])
  world.position({ qty: 0.6, venue: 'XBET' })
  world.turn()
  expect(world.actions()).toEqual(['DH 4 firm', 'CA firm'])
})

test('a delta limit acts on every instrument of its underlying', () => {
  const world = engine({ delta: { BTC: '1' } })
  hold(world, 1.3)
  expect(world.actions()).toEqual([
    'DH 4 BTC-USD@XALP',
    'CA BTC-USD@XALP',
    'DH 4 BTC-USD@XBET',
    'CA BTC-USD@XBET',
    'DH 4 BTC-PERP@XPRP',
    'CA BTC-PERP@XPRP',
  ])
})

test('an account limit acts on the account', () => {
  const world = engine({}, { accounts: { MM1: { netNotional: '60000' } } })
  hold(world, 1.3)
  expect(world.actions()).toEqual(['DH 4 MM1', 'CA MM1'])
})

describe('a halt', () => {
  let world: World

  beforeEach(() => {
    world = engine(LOSS)
  })

  test('trips at the limit, cancels, tells how to resume', () => {
    lose(world, 999.99)
    expect(world.actions()).toEqual(['DH 1 firm'])
    lose(world, 1000)
    const messages = world.take()
    expect(messages.map(({ type }) => type)).toEqual(['DH', 'CA', 'B'])
    expect([2329, TAG_ACTION, TAG_TTL].map((tag) => messages[0]!.get(tag))).toEqual(['1', '5', ''])
    expect(messages[2]!.get(148)).toBe(
      'halt for firm REFLEX: DAY_LOSS at 100 % of its limit: 1000.00 of 1000.00 USD; ' +
        'to resume, an operator reinstates firm REFLEX (DH 2329=2) with a reason and a name',
    )
  })

  test('holds when the loss shrinks, and is repeated for those who come late', () => {
    lose(world, 1000)
    lose(world, 100)
    world.take()
    world.pass(10_000)
    const actions = world.actions()
    expect(new Set(actions)).toEqual(new Set(['DH 5 firm']))
    expect(world.core.statusText()).toBe('halt')
  })

  test('needs a name and a reason to be released', () => {
    lose(world, 1000)
    world.release({ by: '' })
    world.release({ reason: '' })
    expect(world.counters.get('releasesRefused')).toBe(2)
    expect(world.core.parts.desk.states[0]!.isLatched).toBe(true)
  })

  test('after its release trips again half a limit further', () => {
    lose(world, 1000)
    world.take()
    world.release()
    world.turn()
    expect(world.actions()).toEqual(['DH 1 firm'])
    lose(world, 1499)
    expect(world.actions()).toEqual([])
    lose(world, 1500)
    expect(world.actions()).toEqual(['DH 5 firm', 'CA firm'])
  })

  test('survives by its own message, once it was released it does not come back', () => {
    lose(world, 1000)
    const [halt] = world.take()
    const other = engine(LOSS)
    other.deliver(STREAM.RISK_CONTROL, halt!.bytes)
    other.turn()
    expect(other.actions()).toEqual(['DH 5 firm'])
    other.nowNs += MS
    other.release()
    other.deliver(STREAM.RISK_CONTROL, halt!.bytes)
    other.turn()
    expect(other.actions()).toEqual([])
    expect(other.core.statusText()).toBe('ready')
  })

  test('survives in the snapshot, with what was accepted and the high-water mark', () => {
    world.position({ qty: 0, realized: 300 })
    world.turn()
    lose(world, 1000)
    const bytes = world.core.snapshot()
    const other = engine(LOSS)
    other.core.restore(bytes)
    expect(other.core.snapshot()).toEqual(bytes)
    expect(other.core.parts.figures.drawdowns[0]!.highWater).toBe(300e8)
    other.pass(100)
    expect(other.actions()).toEqual(['DH 5 firm'])
  })
})

describe('stale inputs', () => {
  test.each(['omsLives', 'marketLives'] as const)('%s: reduce-only after the bound, until they are back', (peer) => {
    const world = engine(LOSS)
    world[peer] = false
    world.pass(2400)
    expect(world.actions()).toEqual([])
    expect(world.core.isReady()).toBe(false)
    world.pass(200)
    expect(world.actions()).toEqual(['DH 3 firm'])
    world[peer] = true
    world.pass(1200)
    expect(world.actions().at(-1)).toBe('DH 0 firm')
    expect(world.core.isReady()).toBe(true)
  })

  test('before everything was well for the first time nothing is done: the gateway waits too', () => {
    const world = new World()
    world.omsLives = false
    world.pass(5000)
    expect(world.actions()).toEqual([])
    expect(world.core.statusText()).toBe('waits for positions, oms')
  })

  test('a restarted oms is asked for positions again', () => {
    const world = engine(LOSS)
    world.heartbeats(2)
    world.turn()
    expect(world.take().map(({ type }) => type)).toContain('AN')
    expect(world.core.isReady()).toBe(false)
  })
})

describe('configuration', () => {
  test.each([
    [{ limits: { delta: { DOGE: '1' } } }, 'services.risk-engine.delta.DOGE: no such underlying'],
    [{ accounts: { NOPE: {} } }, 'services.risk-engine.accounts.NOPE: the desk has no such account'],
    [{ ladders: { delta: [...STEPS].reverse() } }, 'steps must rise'],
    [{ surprise: 1 }, 'surprise'],
  ])('%j is refused with its place', (section, message) => {
    expect(() => new World(section)).toThrow(message)
  })

  test('an empty section watches the default desk', () => {
    const world = new World().ready()
    expect(world.core.parts.ladders.map(({ options }) => options.metric)).toContain('VALUE_AT_RISK')
    world.pass(1000)
    expect(world.actions()).toEqual([])
  })
})

test('limits are published with their steps and use', () => {
  const world = new World({ limits: { ...NONE, netNotional: '60000' } })
  world.turn()
  const full = world.take().find(({ type }) => type === 'CM')!
  expect([1691, 1530, 1531, 1765, 10_215, 1560].map((tag) => full.get(tag))).toEqual([
    'REFLEX',
    '2',
    '60000',
    '0',
    'NET_NOTIONAL',
    '0.7,0.85,1,1.25',
  ])
  world.ready()
  hold(world, 0.5)
  world.pass(600)
  const update = world.take().find(({ type }) => type === 'CR')!
  expect([1324, 1766, 1765].map((tag) => update.get(tag))).toEqual(['M', '30000', '0.5'])
})
