/** Orders in, approvals and refusals out: what the messages say, to the byte where it matters. */

import { FIELDS, STREAM } from '@reflex/schema'
import { beforeEach, describe, expect, test } from 'vitest'
import { CELL, OPEN_BUY } from '../src/core/exposure-table.ts'
import { MS, World } from './world.ts'

let world: World

beforeEach(() => {
  world = new World().ready()
})

describe('an order that passes', () => {
  test('goes to the ems in the same turn, with our stamps and everything it said', () => {
    world.order({ id: 'O1', qty: 0.1, px: 60_000 })
    const [approved, ...rest] = world.take()
    expect(rest).toEqual([])
    expect(approved).toMatchObject({ stream: STREAM.ORDERS_APPROVED, type: 'D' })
    expect(approved!.get(49)).toBe('risk-gateway')
    expect([11, 1, 55, 1301, 54, 38, 40, 44, FIELDS.StrategyID.tag, 10_000].map((tag) => approved!.get(tag))).toEqual([
      'O1',
      'MM1',
      'BTC-USD',
      'XALP',
      '1',
      '0.1',
      '2',
      '60000',
      'MAKER1',
      '7',
    ])
    expect(Number(approved!.get(10_200))).toBe(34_200 * 16_384 + 1)
    expect(approved!.get(10_201)).toBe('1')
    expect(approved!.get(768)).toBe('2')
    expect(approved!.get(769)).toBe('20260130-09:29:59.999999000,20260130-09:30:00.000000000')
    expect(approved!.get(770)).toBe('10,3')
    expect(approved!.get(771)).toBe('alpha,risk-gateway')
  })

  test('counts from that moment', () => {
    world.order({ id: 'O1', qty: 0.1, px: 60_000 })
    expect(world.used('P0.0L')).toBe(0.1)
    expect(world.used('P2.0L')).toBe(0.1)
    expect(world.used('O0')).toBe(1)
    expect(world.used('G0')).toBe(6000)
  })
})

describe('an order that does not', () => {
  test('comes back to the strategy in the same turn, with every breach', () => {
    world.order({ id: 'O1', qty: 0.6, px: 62_000 })
    const [reject, ...rest] = world.take()
    expect(rest).toEqual([])
    expect(reject).toMatchObject({ stream: STREAM.ORDERS_REJECTED, type: '8' })
    expect([37, 11, 150, 39, 103, 14, 151, 10_215].map((tag) => reject!.get(tag))).toEqual([
      'NONE',
      'O1',
      '8',
      '8',
      '16',
      '0',
      '0',
      'PRICE_COLLAR',
    ])
    expect(reject!.get(58)).toBe('RISK:PRICE_COLLAR:instrument=BTC-USD@XALP:1200:2000')
    expect(reject!.get(1328)).toBe(
      'PRICE_COLLAR:instrument=BTC-USD@XALP:1200:2000;MAX_ORDER_QTY:strategy=MAKER1:0.5:0.6',
    )
    expect(reject!.get(771)).toBe('alpha,risk-gateway')
    expect(world.used('O0')).toBe(0)
    expect(world.counters.get('reject_PRICE_COLLAR')).toBe(1)
  })

  test.each<[string, Partial<Parameters<World['order']>[0]>, string, string]>([
    ['unknown symbol', { symbol: 'DOGE' }, '1', 'RISK:UNKNOWN_SYMBOL:firm=REFLEX:-:-'],
    ['unknown venue', { venue: 'XXXX' }, '1', 'RISK:UNKNOWN_SYMBOL:firm=REFLEX:-:-'],
    ['unknown account', { account: 'NOPE' }, '15', 'RISK:UNKNOWN_ACCOUNT:firm=REFLEX:-:-'],
    ['unknown strategy', { strategy: 'NOPE' }, '15', 'RISK:UNKNOWN_ACCOUNT:account=MM1:-:-'],
    ['no quantity', { qty: 0 }, '13', 'RISK:BAD_QTY:instrument=BTC-USD@XALP:0.0001:0'],
    ['off the lot', { qty: 0.00015 }, '13', 'RISK:BAD_QTY:instrument=BTC-USD@XALP:0.0001:0.0002'],
    ['off the tick', { px: 60_000.005 }, '18', 'RISK:BAD_TICK:instrument=BTC-USD@XALP:0.01:60000.01'],
    ['stop orders', { ordType: '3' }, '11', 'RISK:UNSUPPORTED:instrument=BTC-USD@XALP:-:-'],
    ['good till date', { tif: '6' }, '11', 'RISK:UNSUPPORTED:instrument=BTC-USD@XALP:-:-'],
    ['too much', { qty: 0.5001 }, '26', 'RISK:MAX_ORDER_QTY:strategy=MAKER1:0.5:0.5001'],
    ['too old', { sentNs: 34_198_000 * MS }, '8', 'RISK:STALE_ORDER:venue=XALP:1000:2000'],
  ])('%s', (_, fields, code, text) => {
    world.order({ id: 'O1', qty: 0.1, px: 60_000, ...fields })
    const [reject] = world.take()
    expect(reject!.get(103)).toBe(code)
    expect(reject!.get(58)).toBe(text)
  })

  test('exactly at a limit passes', () => {
    world.order({ id: 'O1', qty: 0.5, px: 61_200, sentNs: world.nowNs - 1000 * MS })
    expect(world.take()[0]!.type).toBe('D')
  })

  test('an id used before, refused ones not counted', () => {
    world.order({ id: 'O1', qty: 9, px: 60_000 })
    world.order({ id: 'O1', qty: 0.1, px: 60_000 })
    world.order({ id: 'O1', qty: 0.1, px: 60_000 })
    const messages = world.take()
    expect(messages.map((message) => message.get(103))).toEqual(['26', '', '6'])
    expect(messages[2]!.get(58)).toBe('RISK:DUPLICATE_CLORDID:account=MM1:-:-')
  })

  test('its own resting order on the other side', () => {
    world.order({ id: 'O1', qty: 0.1, px: 60_000, side: 'S' })
    world.order({ id: 'O2', qty: 0.1, px: 59_999.99 })
    world.order({ id: 'O3', qty: 0.1, px: 60_000 })
    world.order({ id: 'O4', qty: 0.1, ordType: '1' })
    expect(world.take().map((message) => message.get(58))).toEqual([
      '',
      '',
      'RISK:SELF_TRADE:firm=REFLEX:60000:60000',
      'RISK:SELF_TRADE:firm=REFLEX:60000:60000',
    ])
  })

  test('a message that claims a decision of ours', () => {
    world.order({ id: 'O1', qty: 0.1, px: 60_000 })
    const forged = world.out.messageAt(0).bytes.slice()
    world.take()
    world.deliver(STREAM.ORDERS_INTENT, forged)
    expect(world.take()[0]!.get(58)).toBe('RISK:DUPLICATE_CLORDID:account=MM1:-:-')
    expect(world.counters.get('rejected')).toBe(1)
  })

  test('garbage is counted, not obeyed', () => {
    world.deliver(STREAM.ORDERS_INTENT, Buffer.from('not FIX at all'))
    expect(world.take()).toEqual([])
    expect(world.counters.get('malformed')).toBe(1)
  })
})

describe('positions in flight', () => {
  test('worst case of open orders and position', () => {
    for (let i = 0; i < 5; i++) world.order({ id: `O${i}`, qty: 0.5, px: 59_000 + i })
    world.order({ id: 'O5', qty: 0.0001, px: 59_000 })
    world.order({ id: 'O6', qty: 0.5, px: 60_000, side: 'S' })
    const messages = world.take()
    expect(messages.map((message) => message.type)).toEqual(['D', 'D', 'D', 'D', 'D', '8', 'D'])
    expect(messages[5]!.get(58)).toBe('RISK:POSITION_LIMIT:strategy=MAKER1/BTC:2.5:2.5001')
  })

  test('a fill moves open quantity into the position before the oms has booked it', () => {
    world.order({ id: 'O1', qty: 0.5, px: 59_000 })
    world.report({ id: 'O1', execType: '0', status: '0', qty: 0.5 })
    world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.5, cum: 0.2, last: 0.2, seq: 11 })
    expect(world.used('P0.0L')).toBe(0.5)
    world.position({ qty: 0.2, seq: 11 })
    world.position({ qty: 0.2, seq: 11, strategy: 'MAKER1' })
    expect(world.used('P0.0L')).toBe(0.5)
    expect(world.used('P2.0L')).toBe(0.5)
    world.report({ id: 'O1', execType: '4', status: '4', qty: 0.5, cum: 0.2, seq: 12 })
    expect([world.used('P0.0L'), world.used('P0.0L'), world.used('P2.0L'), world.used('O0')]).toEqual([
      0.2, 0.2, 0.2, 0,
    ])
  })

  test('the oms may book it first', () => {
    world.order({ id: 'O1', qty: 0.5, px: 59_000 })
    world.position({ qty: 0.2, seq: 11 })
    expect(world.used('P0.0L')).toBe(0.7)
    world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.5, cum: 0.2, last: 0.2, seq: 11 })
    expect(world.used('P0.0L')).toBe(0.5)
  })

  test('repeated and older reports change nothing', () => {
    world.order({ id: 'O1', qty: 0.5, px: 59_000 })
    for (let i = 0; i < 3; i++) {
      world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.5, cum: 0.3, last: 0.1, seq: 12 })
      world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.5, cum: 0.2, last: 0.2, seq: 11, isResend: true })
    }
    expect(world.used('P0.0L')).toBe(0.5)
    world.position({ qty: 0.3, seq: 12 })
    expect(world.used('P0.0L')).toBe(0.5)
    expect(world.counters.get('fills')).toBe(1)
  })

  test('a bust gives the quantity back and has positions asked for again', () => {
    world.order({ id: 'O1', qty: 0.5, px: 59_000 })
    world.report({ id: 'O1', execType: 'F', status: '1', qty: 0.5, cum: 0.2, last: 0.2, seq: 11 })
    world.report({ id: 'O1', execType: 'H', status: '0', qty: 0.5, cum: 0, seq: 12 })
    expect(world.used('P0.0L')).toBe(0.7)
    world.timer()
    expect(world.take().map((message) => message.type)).toContain('AN')
    world.position({ qty: 0, seq: 11, isLast: true, reqId: world.lastAn! })
    expect(world.used('P0.0L')).toBe(0.5)
    expect(world.core.isReady()).toBe(true)
  })
})

describe('replaces and cancels', () => {
  beforeEach(() => {
    world.order({ id: 'O1', qty: 0.2, px: 59_000 })
    world.report({ id: 'O1', execType: '0', status: '0', qty: 0.2 })
    world.take()
  })

  test('count as the larger of old and new until acknowledged', () => {
    world.replace({ id: 'O2', orig: 'O1', qty: 0.1, px: 59_100 })
    expect(world.take()[0]).toMatchObject({ stream: STREAM.ORDERS_APPROVED, type: 'G' })
    expect(world.used('P0.0L')).toBe(0.2)
    world.report({ id: 'O2', orig: 'O1', execType: '5', status: '0', qty: 0.1, px: 59_100 })
    expect(world.used('P0.0L')).toBe(0.1)
    world.replace({ id: 'O3', orig: 'O2', qty: 0.4, px: 59_100 })
    expect(world.used('P0.0L')).toBe(0.4)
    world.cancelReject('O3', 'O2')
    expect(world.used('P0.0L')).toBe(0.1)
  })

  test('a second one must wait for the first, an unknown order is said so', () => {
    world.replace({ id: 'O2', orig: 'O1', qty: 0.1, px: 59_100 })
    world.replace({ id: 'O3', orig: 'O1', qty: 0.1, px: 59_200 })
    world.replace({ id: 'O4', orig: 'XX', qty: 0.1, px: 59_200 })
    const [, pending, unknown] = world.take()
    expect([9, pending!.get(102), pending!.get(434), pending!.get(39)]).toEqual([9, '3', '2', 'E'])
    expect([unknown!.type, unknown!.get(102), unknown!.get(58)]).toEqual(['9', '1', 'RISK:UNKNOWN_ORDER:-:-:-'])
  })

  test('a refused one says which order stands and why', () => {
    world.replace({ id: 'O2', orig: 'O1', qty: 0.2, px: 70_000 })
    const [reject] = world.take()
    expect(reject).toMatchObject({ stream: STREAM.ORDERS_REJECTED, type: '9' })
    expect([11, 41, 102, 434, 39, 10_215].map((tag) => reject!.get(tag))).toEqual([
      'O2',
      'O1',
      '8',
      '2',
      '0',
      'PRICE_COLLAR',
    ])
  })

  test('cancels always pass, also of orders nobody knows', () => {
    world.action({ type: 1, reason: 'stop', by: 'ann' })
    world.take()
    world.cancel('C1', 'O1')
    world.cancel('C2', 'nothing')
    world.massCancel()
    const messages = world.take()
    expect(messages.map((message) => [message.stream, message.type])).toEqual([
      [STREAM.ORDERS_APPROVED, 'F'],
      [STREAM.ORDERS_APPROVED, 'F'],
      [STREAM.ORDERS_APPROVED, 'CA'],
    ])
    expect(messages[0]!.get(10_200)).not.toBe('')
  })
})

describe('an order that leaves the venue to the router', () => {
  test('counts at once, and where it went once that is known', () => {
    world.order({ id: 'O1', qty: 0.2, px: 59_000, venue: '' })
    expect(world.take()[0]).toMatchObject({ type: 'D' })
    expect(world.used('P0.0L')).toBe(0.2)
    expect(world.core.parts.state.exposures.cells[OPEN_BUY]).toBe(2000)
    world.report({ id: 'O1', execType: '0', status: '0', qty: 0.2, venue: 'XBET' })
    const { cells } = world.core.parts.state.exposures
    expect([0, 1, 2].map((instrument) => cells[instrument * CELL + OPEN_BUY])).toEqual([0, 0, 2000])
    expect(world.used('P0.0L')).toBe(0.2)
  })

  test('may meet our own order wherever it rests', () => {
    world.order({ id: 'O1', qty: 0.2, px: 60_000, side: 'S', venue: 'XBET' })
    world.order({ id: 'O2', qty: 0.2, px: 60_000, venue: '' })
    expect(world.take()[1]!.get(10_215)).toBe('SELF_TRADE')
  })
})
