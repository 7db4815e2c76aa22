/** Changes of limits as messages: validated, versioned, audited, confirmed by two where wanted, kept over a restart. */

import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { RiskPeers } from './risk-peers.ts'
import { MS, World } from './world.ts'

const SECTION = { firm: { maxGrossNotional: '100000', maxOpenOrders: 10, maxLong: { BTC: '2' } } }

function setUp(section: object = SECTION) {
  const world = new World(section).ready()
  return { world, peers: new RiskPeers(world) }
}

function limit(world: World, id: string): number {
  return world.core.parts.limitsPublisher.entries.find((entry) => entry.id === id)!.limitE8 / 1e8
}

describe('a change of limits', () => {
  it('is in force for the next decision, with a new version', () => {
    const { world, peers } = setUp()
    peers.changeLimits('C1', 'ann', 'less today', { G0: 5000, O0: 3 })
    const [ack, alert] = world.take()
    expect([ack!.type, ack!.get(1761), ack!.get(1762), ack!.get(10_201)]).toEqual(['CT', '0', '0', '2'])
    expect(alert!.get(148)).toMatch(/limits version 2 by ann \(less today\): GROSS_NOTIONAL G0 from 100000 to 5000/)
    world.order({ id: 'O1', qty: 0.1, px: 59_990 })
    const [refusal] = world.take()
    expect([refusal!.get(10_215), refusal!.get(10_201)]).toEqual(['GROSS_NOTIONAL', '2'])
    world.nowNs += 11_000 * MS
    world.heartbeats()
    world.timer()
    expect(world.take().some(({ type, get }) => type === 'CM' && get(10_201) === '2')).toBe(true)
  })

  it.each([
    ['nobody asks', '', 'reason', { G0: 1 }, '9'],
    ['there is no reason', 'ann', '', { G0: 1 }, '9'],
    ['a limit is unknown', 'ann', 'reason', { G0: 1, NONE: 1 }, '4'],
    ['an amount is not above 0', 'ann', 'reason', { G0: 1, O0: 0 }, '5'],
    ['it is far above what is configured', 'ann', 'reason', { G0: 200_001 }, '5'],
    ['a count is not whole units', 'ann', 'reason', { M0: 10.5 }, '5'],
    ['nothing is named', 'ann', 'reason', {}, '4'],
  ] as const)('changes nothing when %s', (_, by, reason, limits, result) => {
    const { world, peers } = setUp({ ...SECTION, firm: { ...SECTION.firm, window: { max: 100, windowMs: 1000 } } })
    peers.changeLimits('C1', by, reason, limits)
    const [ack] = world.take()
    expect([ack!.get(1761), ack!.get(1762), ack!.get(10_201)]).toEqual([result, '2', '1'])
    expect([limit(world, 'G0'), limit(world, 'O0'), limit(world, 'M0')]).toEqual([100_000, 10, 100])
  })

  it('does not come from the risk engine or a strategy', () => {
    const { world, peers } = setUp()
    const deliver = world.deliver.bind(world)
    world.deliver = (_stream, bytes) => deliver(STREAM.RISK_CONTROL, bytes)
    peers.changeLimits('C1', 'ann', 'reason', { G0: 1 })
    expect(limit(world, 'G0')).toBe(100_000)
  })

  it('waits for another person where two are asked for', () => {
    const { world, peers } = setUp({ ...SECTION, limitChange: { persons: 2, confirmWithinMs: 1000 } })
    const status = () => world.take().map(({ type, get }) => (type === 'CT' ? get(1762) : ''))[0]
    peers.changeLimits('C1', 'ann', 'reason', { G0: 5000 })
    expect(status()).toBe('1')
    peers.changeLimits('C1', 'ann', 'reason', { G0: 5000 })
    expect(status()).toBe('1')
    peers.changeLimits('C1', 'bob', 'reason', { G0: 5001 })
    expect(status()).toBe('1')
    expect(limit(world, 'G0')).toBe(100_000)
    world.nowNs += 2000 * MS
    peers.changeLimits('C1', 'ann', 'reason', { G0: 5001 })
    expect(status()).toBe('1')
    peers.changeLimits('C1', 'bob', 'reason', { G0: 5001 })
    expect(world.take()[1]!.get(148)).toMatch(/by ann and bob/)
    expect(limit(world, 'G0')).toBe(5001)
  })

  it('survives a restart in a snapshot', () => {
    const { world, peers } = setUp()
    peers.changeLimits('C1', 'ann', 'reason', { G0: 5000 })
    const next = new World(SECTION)
    next.core.restore(world.core.snapshot())
    next.ready()
    expect([limit(next, 'G0'), next.core.parts.limitChanges.save().version]).toEqual([5000, 2])
  })

  it('resizes a window without forgetting what was sent', () => {
    const { world, peers } = setUp({ firm: { window: { max: 4, windowMs: 1000 } } })
    for (const n of [1, 2]) world.order({ id: `O${n}`, qty: 0.01, px: 59_990 })
    peers.changeLimits('C1', 'ann', 'reason', { M0: 3 })
    for (const n of [3, 4]) world.order({ id: `O${n}`, qty: 0.01, px: 59_990 })
    const stream = world.take().filter(({ type }) => type === 'D' || type === '8')
    expect(stream.map(({ type }) => type)).toEqual(['D', 'D', 'D', '8'])
  })
})
