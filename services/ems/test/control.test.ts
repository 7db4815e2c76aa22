import { type Histogram, Prng } from '@reflex/base'
import { SIDE, STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { EmsWorld } from './ems-world.ts'
import { field, Harness, type MassCancelScope } from './harness.ts'
import { OTHER_VENUE, VENUE } from './test-desk.ts'

const OPERATOR = STREAM.OPERATOR_CONTROL
const HALT = 1
const REINSTATE = 2
const isCancel = (message: string): boolean => /^500\d 35=F/.test(message)

/** Five orders that differ in one thing each. */
function book(): Harness {
  const ems = new Harness()
  ems.approve('A1')
  ems.approve('A2', { account: 'MM2', strategy: 'MAKER2' })
  ems.approve('A3', { symbol: 'ABC' })
  ems.approve('A4', { market: 'XALT' })
  ems.approve('A5', { side: SIDE.SELL })
  ems.take()
  return ems
}

function cancelledBy(said: readonly string[]): string[] {
  return said
    .filter(isCancel)
    .map((message) => field(message, 41)!)
    .sort()
}

describe('scopes', () => {
  it.each<[string, MassCancelScope, string[]]>([
    ['everything', {}, ['A1', 'A2', 'A3', 'A4', 'A5']],
    ['an account', { account: 'MM2' }, ['A2']],
    ['a strategy', { strategy: 'MAKER1' }, ['A1', 'A3', 'A4', 'A5']],
    ['a venue', { market: 'XALT' }, ['A4']],
    ['an instrument', { symbol: 'XYZ', market: 'XTST' }, ['A1', 'A2', 'A5']],
    ['a symbol anywhere', { symbol: 'XYZ' }, ['A1', 'A2', 'A4', 'A5']],
    ['a side', { side: SIDE.SELL }, ['A5']],
    ['several', { account: 'MM1', symbol: 'XYZ', side: SIDE.BUY }, ['A1', 'A4']],
    ['an unknown account', { account: 'NOBODY' }, []],
    ['an unknown symbol', { symbol: 'DOGE' }, []],
    ['an unknown venue', { market: 'XNONE' }, []],
    ['a stream of those who have no say', { stream: STREAM.TCA }, []],
  ])('cancels %s', (_, scope, expected) => {
    const ems = book()
    ems.massCancel(scope)
    const said = ems.take()
    expect(cancelledBy(said)).toEqual(expected)
    const report = said.find((message) => field(message, 35) === 'BZ')
    if (scope.stream !== undefined) return expect(report).toBeUndefined()
    expect(field(report!, 533)).toBe(String(expected.length))
    expect(field(report!, 1375)).toBe('2')
  })

  it('does not take a suspension of orders for a cancel', () => {
    const ems = book()
    ems.massCancel({ type: 1 })
    const said = ems.take()
    expect(cancelledBy(said)).toEqual([])
    expect(field(said[0]!, 1375)).toBe('0')
  })

  it('cancels an account on a halt of it, and goes on with the others', () => {
    const ems = book()
    ems.act(HALT, { action: 5, account: 'MM2' })
    expect(cancelledBy(ems.take())).toEqual(['A2'])
    ems.approve('A6')
    expect(field(ems.take()[0]!, 35)).toBe('D')
  })

  it.each([
    ['warn', 0, 1, 0],
    ['reduce-only', 0, 3, 0],
    ['cancel-all', 0, 4, 5],
    ['halt', 0, 5, 5],
    ['a bare suspension', 0, Number.NaN, 5],
    ['a bare halt', 1, Number.NaN, 5],
  ])('takes %s as it is meant', (_, type, action, cancels) => {
    const ems = book()
    ems.act(type, { action })
    const said = ems.take()
    expect(said.filter(isCancel)).toHaveLength(cancels)
    expect(said.some((message) => field(message, 35) === 'DI')).toBe(cancels > 0)
  })
})

describe('sweeps', () => {
  it('says how many and when, and marks only the last cancel with the time of the decision', () => {
    const ems = book()
    ems.act(HALT, { action: 5 })
    const ingests = Array.from({ length: 5 }, (_, i) => ems.out.messageAt(i).ingestNs)
    expect(ingests).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, ems.nowNs - 1000])
    const report = ems.take().at(-1)!
    expect([35, 533, 2329, 2332].map((tag) => field(report, tag))).toEqual(['DI', '5', '1', '1'])
  })

  it('sends one cancel an order and turn, however often it is told', () => {
    const ems = book()
    for (let i = 0; i < 50; i++) ems.massCancel()
    const said = ems.take()
    expect(said.filter(isCancel)).toHaveLength(5)
    expect(said.filter((message) => field(message, 35) === 'BZ')).toHaveLength(50)
  })

  it('goes on until the venue has confirmed', () => {
    const ems = book()
    ems.massCancel({ account: 'MM2' })
    ems.take()
    for (let i = 0; i < 3; i++) {
      ems.nowNs += 501e6
      ems.timer()
      expect(cancelledBy(ems.take())).toEqual(['A2'])
    }
    ems.venue('35=8|37=V|11=X|41=A2|17=E9|150=4|39=4|')
    ems.nowNs += 501e6
    ems.timer()
    expect(cancelledBy(ems.take())).toEqual([])
  })

  it('cancels at a venue that was away as soon as it is back', () => {
    const ems = book()
    ems.link(false, OTHER_VENUE)
    ems.massCancel({ market: 'XALT' })
    ems.take()
    ems.link(true, OTHER_VENUE)
    const said = ems.take()
    expect(cancelledBy(said)).toEqual(['A4'])
    ems.link(false, VENUE)
    ems.cancel('C1', 'A1')
    expect(field(ems.take().at(-1)!, 102)).toBe('99')
    ems.link(true, VENUE)
    expect(cancelledBy(ems.take())).toEqual(['A1'])
  })

  it('keeps the market empty while halted, and is released by an operator for the whole firm only', () => {
    const ems = book()
    ems.act(HALT, { action: 5, stream: OPERATOR })
    ems.take()
    ems.act(REINSTATE)
    expect(field(ems.take()[0]!, 2332)).toBe('2')
    ems.act(REINSTATE, { stream: OPERATOR, account: 'MM1' })
    expect(ems.core.state.isHalted).toBe(true)
    ems.nowNs += 600e6
    ems.timer()
    expect(ems.take().filter(isCancel)).toHaveLength(5)
    ems.replace('G1', 'A1')
    expect(field(ems.take()[0]!, 35)).toBe('9')
    ems.act(REINSTATE, { stream: OPERATOR })
    expect(ems.core.state.isHalted).toBe(false)
  })

  it('refuses new orders while alpha is silent, until it is heard again', () => {
    const ems = new Harness()
    const beat = (...names: string[]): void => {
      for (const name of names) ems.heartbeat(name)
      ems.timer()
    }
    beat('risk-gateway', 'alpha')
    ems.nowNs += 600e6
    beat('risk-gateway')
    ems.take()
    ems.approve('A1')
    expect(field(ems.take()[0]!, 58)).toBe('EMS: the gateway or alpha is silent')
    beat('risk-gateway', 'alpha')
    ems.approve('A2')
    expect(field(ems.take()[0]!, 35)).toBe('D')
  })

  it('measures from the decision to the last cancel at the socket, once a sweep', () => {
    const world = new EmsWorld('FIX.4.4', new Prng(1))
    world.start()
    world.turn(20)
    const firm = new Harness()
    for (const id of ['A1', 'A2', 'A3']) {
      firm.approve(id, { qty: 90_000 })
      world.forward(STREAM.ORDERS_APPROVED, firm.journal.at(-1)!.bytes)
    }
    world.turn(3)
    firm.nowNs = world.clock.nowNs
    firm.act(HALT, { action: 5 })
    world.forward(STREAM.RISK_CONTROL, firm.journal.at(-1)!.bytes)
    world.turn(1)
    const latency = world.service!.latencies['decision to last cancel'] as Histogram
    expect(latency.count).toBe(1)
    expect(latency.max).toBe(1_001_000)
  })
})
