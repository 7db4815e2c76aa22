/** Multi-leg orders, mass quotes, quotes and quote requests: what goes on, what comes back, what counts. */

import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { RiskPeers } from './risk-peers.ts'
import { type Published, World } from './world.ts'

function setUp(section?: unknown) {
  const world = new World(section).ready()
  return { world, peers: new RiskPeers(world) }
}

const says = (messages: Published[], stream: number) =>
  messages
    .filter((message) => message.stream === stream)
    .map((one) => `${one.type} ${one.get(11)} ${one.get(38)}@${one.get(44)}`.trim())
const approved = (messages: Published[]) => says(messages, STREAM.ORDERS_APPROVED)

const SPREAD = [
  { symbol: 'BTC-USD', venue: 'XALP', side: 'B', px: 59_990 },
  { symbol: 'ETH-USD', venue: 'XBET', side: 'S', px: 3010, ratio: 10 },
] as const

describe('a multi-leg order', () => {
  it('goes on leg by leg, each with a decision of its own', () => {
    const { world, peers } = setUp()
    peers.multileg('M1', 0.1, SPREAD)
    const messages = world.take()
    expect(approved(messages)).toEqual(['D M1.1 0.1@59990', 'D M1.2 1@3010'])
    const ids = messages.map((message) => Number(message.get(10_200)))
    expect(ids[1]).toBe(ids[0]! + 1)
    expect(world.core.parts.orders.openCount).toBe(2)
  })

  it('is refused as a whole, and nothing counts', () => {
    const { world, peers } = setUp()
    peers.multileg('M1', 0.1, [SPREAD[0], { ...SPREAD[1], ratio: 100 }])
    const [refusal, ...rest] = world.take()
    expect(rest).toEqual([])
    expect(refusal!.get(150)).toBe('8')
    expect(refusal!.get(11)).toBe('M1')
    expect(refusal!.get(58)).toMatch(/^RISK:MAX_ORDER_QTY:strategy=MAKER1:8:10/)
    expect(Number(refusal!.get(10_200))).toBeLessThan(0)
    expect(world.core.parts.orders.openCount).toBe(0)
    expect(world.used('P0.0L')).toBe(0)
  })

  it('counts its own legs: together beyond a limit is beyond it', () => {
    const { world, peers } = setUp({ strategies: { '*': { maxLong: { BTC: '0.5' }, maxOrderQty: { BTC: '0.5' } } } })
    const leg = { symbol: 'BTC-USD', side: 'B', px: 59_990 } as const
    peers.multileg('M1', 0.3, [
      { ...leg, venue: 'XALP' },
      { ...leg, venue: 'XBET' },
    ])
    expect(world.take()[0]!.get(58)).toMatch(/^RISK:POSITION_LIMIT:strategy=MAKER1\/BTC:0\.5:0\.6/)
    expect(world.used('P0.0L')).toBe(0)
  })

  it('finds room for all its messages or takes none', () => {
    const { world, peers } = setUp({ strategies: { '*': { window: { max: 3, windowMs: 1000 } } } })
    for (const id of ['M1', 'M2']) peers.multileg(id, 0.1, SPREAD)
    expect(approved(world.take())).toEqual(['D M1.1 0.1@59990', 'D M1.2 1@3010'])
    world.order({ id: 'O1', qty: 0.1, px: 59_980 })
    expect(approved(world.take())).toEqual(['D O1 0.1@59980'])
  })

  it('without legs is no order', () => {
    const { world, peers } = setUp()
    peers.multileg('M1', 0.1, [])
    expect(world.take().map((message) => message.get(150))).toEqual(['8'])
  })
})

describe('a mass quote', () => {
  const entry = { id: 'E1', bid: 59_990, bidSize: 0.1, offer: 60_010, offerSize: 0.2 }

  it('becomes an order a side, and is acknowledged', () => {
    const { world, peers } = setUp()
    peers.massQuote('Q1', [entry, { ...entry, id: 'E2', venue: 'XBET' }])
    const messages = world.take()
    expect(approved(messages)).toEqual([
      'D Q1.1B 0.1@59990',
      'D Q1.1S 0.2@60010',
      'D Q1.2B 0.1@59990',
      'D Q1.2S 0.2@60010',
    ])
    const ack = messages.find(({ type }) => type === 'b')!
    expect([ack.get(117), ack.get(297), ack.get(58)]).toEqual(['Q1', '0', '4 passed, 0 refused'])
  })

  it('replaces what its entry had, on top of what is executed, and cancels a side without a size', () => {
    const { world, peers } = setUp()
    peers.massQuote('Q1', [entry])
    world.report({ id: 'Q1.1B', execType: '0', status: '0', qty: 0.1, px: 59_990 })
    world.report({ id: 'Q1.1B', execType: 'F', status: '1', qty: 0.1, cum: 0.04, last: 0.04, px: 59_990 })
    world.take()
    peers.massQuote('Q2', [{ ...entry, bid: 59_980, offerSize: 0 }])
    const messages = world.take()
    expect(approved(messages)).toEqual(['G Q2.1B 0.14@59980', 'F Q2.1S @'])
    expect(messages[0]!.get(41)).toBe('Q1.1B')
    // Until the replace is answered there is no other.
    peers.massQuote('Q3', [{ ...entry, bid: 59_970, offerSize: 0 }])
    expect(
      world
        .take()
        .find(({ type }) => type === '9')!
        .get(58),
    ).toMatch(/REPLACE_PENDING/)
    // The venue refused it: the order stands, and the next quote finds it.
    world.cancelReject('Q2.1B', 'Q1.1B')
    world.take()
    peers.massQuote('Q4', [{ ...entry, offerSize: 0 }])
    expect(
      world
        .take()
        .find(({ type }) => type === 'G')!
        .get(41),
    ).toBe('Q1.1B')
  })

  it('says which sides were refused', () => {
    const { world, peers } = setUp()
    peers.massQuote('Q1', [{ ...entry, bid: 70_000 }])
    const messages = world.take()
    expect(approved(messages)).toEqual(['D Q1.1S 0.2@60010'])
    const refusal = messages.find(({ type }) => type === '8')!
    expect([refusal.get(11), refusal.get(10_215)]).toEqual(['Q1.1B', 'PRICE_COLLAR'])
    expect(messages.find(({ type }) => type === 'b')!.get(297)).toBe('5')
  })

  it('is refused while its scope is latched; the sides that go away still go', () => {
    const { world, peers } = setUp()
    peers.quote('Q1', entry)
    world.action({ type: 1, by: 'ann', reason: 'stop', strategy: 'MAKER1' })
    world.take()
    peers.quote('Q2', { ...entry, bidSize: 0 })
    const messages = world.take()
    expect(approved(messages)).toEqual(['F Q2.1B @'])
    expect(messages.find(({ type }) => type === '9')!.get(10_215)).toBe('KILL')
  })
})

it('a quote request is answered: no venue here takes one', () => {
  const { world, peers } = setUp()
  peers.quoteRequest('R1')
  expect(world.take().map(({ type, get }) => [type, get(131), get(658)])).toEqual([['AG', 'R1', '99']])
})
