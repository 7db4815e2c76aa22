/**
 * Readiness: what the gateway asks, when it refuses, what it learns from the answers, and what it publishes of its
 * limits.
 */

import { INSTRUMENT_STATE_HALTED, INSTRUMENT_STATE_LIVE, INSTRUMENT_STATE_STALE, STREAM } from '@reflex/schema'
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

describe('fails closed', () => {
  test('refuses new risk until everything has answered, and says what is missing', () => {
    world = new World()
    for (const id of [1, 3]) world.quote(id, 59_999, 60_001)
    world.timer()
    expect(world.core.statusText()).toBe('waits for POSITIONS, OPEN_ORDERS, OMS, RISK_ENGINE, EMS')
    expect(probe()).toBe('RISK:NOT_READY:firm=REFLEX:-:POSITIONS+OPEN_ORDERS+OMS+RISK_ENGINE+EMS')
    world.heartbeats()
    world.timer()
    expect(probe()).toBe('RISK:NOT_READY:firm=REFLEX:-:POSITIONS+OPEN_ORDERS')
    world.ready()
    expect(world.core.isReady()).toBe(true)
    expect(probe()).toBe('passed')
  })

  test('an unanswered request is repeated; a late answer to an earlier one ends nothing', () => {
    world = new World()
    world.heartbeats()
    world.timer()
    const first = world.take().find((m) => m.type === 'AN')!
    expect([first.stream, first.get(724), first.get(715)]).toEqual([STREAM.POSITION_REQUESTS, '0', '20260130'])
    world.nowNs += 499 * MS
    world.timer()
    expect(world.take().filter((m) => m.type === 'AN')).toEqual([])
    world.nowNs += MS
    world.timer()
    const second = world.take().find((m) => m.type === 'AN')!
    world.position({ isLast: true, reqId: first.get(710) })
    expect(world.core.parts.state.readiness.missing & 1).toBe(1)
    world.position({ isLast: true, reqId: second.get(710) })
    expect(world.core.parts.state.readiness.missing & 1).toBe(0)
  })

  test('a silent service stops new risk after the timeout; reductions and cancels pass', () => {
    world.position({ qty: 0.05, seq: 1 })
    world.nowNs += 501 * MS
    world.heartbeats(['oms', 'ems'])
    world.timer()
    expect(probe()).toBe('RISK:NOT_READY:firm=REFLEX:-:RISK_ENGINE')
    expect(probe({ side: 'S' })).toBe('passed')
    world.cancel('C1', 'x')
    expect(world.take()[0]!.type).toBe('F')
    world.heartbeats()
    world.timer()
    expect(probe()).toBe('passed')
  })

  test('a restarted oms is asked again', () => {
    world.heartbeats(['oms'], true, 2)
    world.timer()
    expect(world.take().map((m) => m.type)).toContain('AN')
    expect(probe({ side: 'S' })).toBe('RISK:NOT_READY:firm=REFLEX:-:POSITIONS')
  })

  test('no price, an old price, a stale book', () => {
    expect(probe({ symbol: 'BTC-PERP', venue: 'XPRP' })).toBe('passed')
    world.nowNs += 3000 * MS
    world.heartbeats()
    world.timer()
    expect(probe()).toBe('passed')
    world.nowNs += MS
    expect(probe()).toBe('RISK:NO_REFERENCE_PRICE:instrument=BTC-USD@XALP:0:3001')
    world.quote(1, 59_999, 60_001)
    expect(probe()).toBe('passed')
    world.status(1, INSTRUMENT_STATE_STALE)
    world.quote(1, 59_999, 60_001)
    expect(probe()).toContain('NO_REFERENCE_PRICE')
    world.status(1, INSTRUMENT_STATE_LIVE)
    expect(probe()).toBe('passed')
    world.status(1, INSTRUMENT_STATE_HALTED)
    expect(probe()).toContain('RISK:EXCHANGE_CLOSED:instrument=BTC-USD@XALP')
  })
})

test('the quote of a live book stands as long as its venue is heard of', () => {
  world.status(1, INSTRUMENT_STATE_LIVE)
  world.nowNs += 3000 * MS
  world.quote(2, 2999, 3001)
  world.nowNs += 3000 * MS
  world.heartbeats()
  world.timer()
  expect(probe()).toBe('passed')
  world.nowNs += MS
  expect(probe()).toContain('NO_REFERENCE_PRICE')
})

describe('open orders after a restart', () => {
  test('are adopted from the answers of the ems', () => {
    world = new World()
    world.heartbeats()
    world.timer()
    const [an] = world.take().filter((m) => m.type === 'AN')
    world.position({ isLast: true, reqId: an!.get(710) })
    const af = { execType: 'I', massStatusReqId: world.lastAf! }
    world.report({ id: 'A1', ...af, status: '1', qty: 0.5, cum: 0.2, px: 59_000 })
    world.report({ id: 'A2', ...af, status: '0', qty: 0.3, px: 60_100, side: 'S', isLast: true })
    for (const id of [1, 3]) world.quote(id, 59_999, 60_001)
    world.timer()
    expect(world.core.isReady()).toBe(true)
    expect([world.used('P0.0L'), world.used('P0.0S'), world.used('O0')]).toEqual([0.3, 0.3, 2])
    expect(probe({ px: 60_100 })).toContain('SELF_TRADE')
    world.report({ id: 'A1', execType: '4', status: '4', qty: 0.5, cum: 0.2 })
    expect(world.used('P0.0L')).toBe(0)
  })

  test('an order the ems does not know is given up, but not one that may still be on its way', () => {
    world.order({ id: 'OLD', qty: 0.1, px: 59_000 })
    world.order({ id: 'SEEN', qty: 0.1, px: 59_000 })
    world.nowNs += 9000 * MS
    world.order({ id: 'YOUNG', qty: 0.1, px: 59_000 })
    world.nowNs += 1000 * MS
    world.heartbeats()
    world.timer()
    const af = { execType: 'I', massStatusReqId: world.lastAf! }
    world.report({ id: 'SEEN', ...af, status: '0', qty: 0.1, px: 59_000, isLast: true })
    expect(world.used('O0')).toBe(1 + (world.counters.get('rejected') > 0 ? 0 : 1))
    expect(world.counters.get('swept')).toBe(1)
  })

  test('an old report from before the restart is adopted, and given up when the ems does not name the order', () => {
    world.report({ id: 'GHOST', execType: '0', status: '0', qty: 0.3, px: 59_000 })
    expect(world.used('P0.0L')).toBe(0.3)
    world.nowNs += 2001 * MS
    world.heartbeats()
    world.answerOrders()
    expect(world.used('P0.0L')).toBe(0)
  })

  test('a resend of an old fill brings no order back', () => {
    world.order({ id: 'O1', qty: 0.1, px: 59_000 })
    world.report({ id: 'O1', execType: 'F', status: '2', qty: 0.1, cum: 0.1, last: 0.1, seq: 5 })
    world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.1, cum: 0.05, last: 0.05, seq: 4, isResend: true })
    expect([world.used('O0'), world.used('P0.0L')]).toEqual([0, 0.1])
  })
})

describe('limits are published', () => {
  test('all at the start, changes later, a warning near the limit', () => {
    world = new World()
    world.timer()
    const full = world.take().filter((m) => m.type === 'CM')
    expect(full).toHaveLength(1)
    expect(full[0]!.get(10_201)).toBe('1')
    expect(full[0]!.get(10_215)).toContain('POSITION_LIMIT')
    world.ready()
    for (let i = 0; i < 4; i++) world.order({ id: `L${i}`, qty: 0.45, px: 59_500 })
    world.take()
    world.nowNs += 500 * MS
    world.heartbeats()
    world.timer()
    const messages = world.take()
    const update = messages.find((m) => m.type === 'CR')!
    expect(update.get(1670).split(',')).toContain('P2.0L')
    expect(messages.filter((m) => m.type === 'B').map((m) => m.get(148))).toEqual([
      'POSITION_LIMIT of strategy MAKER1 in BTC at 72 % of its limit',
    ])
  })
})

test.each(['oms', 'risk-engine'])('cancels everything, once, when the %s stays away', (name) => {
  const world = new World().ready()
  const others = ['oms', 'risk-engine', 'ems'].filter((other) => other !== name)
  const cancels: string[] = []
  for (let ms = 0; ms < 3000; ms += 100) {
    world.nowNs += 100 * MS
    world.heartbeats(others)
    world.timer()
    for (const { type } of world.take()) if (type === 'CA') cancels.push(`${ms + 100}`)
  }
  expect(cancels).toEqual(['1100'])
})
