import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { field, Harness } from './harness.ts'
import type { BeginString } from './test-desk.ts'

const ORDER = 'OrderID123'
const NEW = {
  'FIX.4.2': '20=0|150=0|39=0|',
  'FIX.4.4': '150=0|39=0|',
  'FIXT.1.1': '150=0|39=0|',
} as const
const FILL = {
  'FIX.4.2': '20=0|150=2|39=2|',
  'FIX.4.4': '150=F|39=2|',
  'FIXT.1.1': '150=F|39=2|',
} as const

describe.each(['FIX.4.2', 'FIX.4.4', 'FIXT.1.1'] as BeginString[])('order flow over %s', (version) => {
  it('sends the approved order in the venue dialect, and the fill to the firm as 150=F', () => {
    const ems = new Harness(version)
    ems.approve(ORDER)
    const [order] = ems.take()
    expect(order).toMatch(/^5001 35=D\|11=OrderID123\|/)
    for (const [tag, value] of [
      [55, 'XYZ'],
      [54, '1'],
      [38, '100'],
      [44, '10.01'],
      [40, '2'],
      [1, 'MM1'],
    ] as const) {
      expect(field(order!, tag)).toBe(value)
    }
    expect(order).not.toMatch(/\|1\d{4}=/) // No internal tag leaves the firm.
    expect(order).not.toContain('768=')
    ems.venue(`35=8|37=ExchID456|11=${ORDER}|17=E0|${NEW[version]}55=XYZ|54=1|38=100|14=0|151=100|6=0|`)
    ems.venue(
      `35=8|37=ExchID456|11=${ORDER}|17=E1|${FILL[version]}55=XYZ|54=1|38=100|32=100|31=10.01|14=100|151=0|6=10.01|`,
    )
    const [ack, fill] = ems.take()
    expect(field(ack!, 150)).toBe('0')
    expect(fill).toMatch(/^1020 8=FIXT\.1\.1\|/)
    const expected = {
      35: '8',
      11: ORDER,
      55: 'XYZ',
      54: '1',
      38: '100',
      44: '10.01',
      37: 'ExchID456',
      150: 'F',
      39: '2',
      31: '10.01',
      32: '100',
    }
    for (const [tag, value] of Object.entries(expected)) expect(field(fill!, Number(tag))).toBe(value)
    expect(field(fill!, 1181)).toBe('2')
    expect(field(fill!, 10000)).toBe('5')
    expect(field(fill!, 768)).toBe('5')
    expect(ems.counters.get('fills')).toBe(1)
    expect(ems.core.state.orders.liveCount).toBe(0)
  })
})

describe('order desk', () => {
  it('refuses what carries no risk decision', () => {
    const ems = new Harness()
    ems.approve('A1', { decisionId: Number.NaN })
    const [reject] = ems.take()
    expect(field(reject!, 150)).toBe('8')
    expect(field(reject!, 58)).toBe('EMS: no risk decision id')
    expect(ems.counters.get('orders')).toBe(0)
  })

  it('never sends the same ClOrdID twice', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.approve('A1')
    expect(ems.take()).toHaveLength(1)
  })

  it('refuses orders while the venue link is down', () => {
    const ems = new Harness('FIX.4.4', { up: false })
    ems.approve('A1')
    const [reject] = ems.take()
    expect(field(reject!, 103)).toBe('2')
  })

  it('records how long each hop took', () => {
    const ems = new Harness()
    ems.approve('A1')
    expect(ems.hops['feed to market-data'].max).toBe(1000)
    expect(ems.hops['market-data to alpha'].max).toBe(2000)
    expect(ems.hops['alpha to gateway'].max).toBe(3000)
    expect(ems.hops['gateway to ems'].max).toBe(3000)
  })
})

describe('interleavings', () => {
  const ack = (id: string, exec: string): string =>
    `35=8|37=V|11=${id}|17=${exec}|150=0|39=0|55=XYZ|54=1|38=100|14=0|151=100|6=0|`
  const fill = (id: string, exec: string, qty: number): string =>
    `35=8|37=V|11=${id}|17=${exec}|150=F|39=1|55=XYZ|54=1|38=100|32=${qty}|31=10|14=0|151=0|6=10|`
  const canceled = (id: string, orig: string, exec: string): string =>
    `35=8|37=V|11=${id}|41=${orig}|17=${exec}|150=4|39=4|55=XYZ|54=1|38=100|14=0|151=0|6=0|`
  it('counts a fill that comes after the cancel was confirmed', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.venue(ack('A1', 'E0'))
    ems.cancel('C1', 'A1')
    ems.venue(canceled('C1', 'A1', 'E1'))
    ems.take()
    ems.venue(fill('A1', 'E2', 40))
    const [late] = ems.take()
    expect(field(late!, 150)).toBe('F')
    expect(field(late!, 39)).toBe('4')
    expect(field(late!, 14)).toBe('40')
    expect(ems.core.state.orders.liveCount).toBe(0)
  })

  it('does not resurrect by a late acknowledgement', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.venue(fill('A1', 'E1', 100))
    ems.venue(ack('A1', 'E0'))
    expect(ems.core.state.orders.liveCount).toBe(0)
    expect(field(ems.take().at(-1)!, 39)).toBe('2')
  })

  it('takes each ExecID once', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.venue(fill('A1', 'E1', 40))
    ems.take()
    ems.venue(fill('A1', 'E1', 40))
    expect(ems.take()).toEqual([])
    expect(ems.counters.get('fills')).toBe(1)
    expect(ems.counters.get('duplicates')).toBe(1)
  })

  it('cancels an order that was not yet acknowledged', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.take()
    ems.cancel('C1', 'A1')
    expect(field(ems.take()[0]!, 35)).toBe('F')
  })
})

describe('control', () => {
  const halt = (ems: Harness, type: number, stream: number = STREAM.RISK_CONTROL): void =>
    ems.act(type, { action: type === 2 ? 0 : 5, stream })

  it('cancels everything in the turn of the halt, refuses new orders, and is released by an operator only', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.approve('A2')
    ems.take()
    halt(ems, 1)
    const said = ems.take()
    expect(said.filter((message) => message.startsWith('5001 35=F'))).toHaveLength(2)
    expect(field(said.at(-1)!, 35)).toBe('DI')
    expect(field(said.at(-1)!, 533)).toBe('2')
    expect(ems.core.state.isHalted).toBe(true)
    ems.approve('A3')
    expect(field(ems.take()[0]!, 150)).toBe('8')
    halt(ems, 2)
    expect(ems.core.state.isHalted).toBe(true)
    halt(ems, 2, STREAM.OPERATOR_CONTROL)
    expect(ems.core.state.isHalted).toBe(false)
    ems.take()
    ems.approve('A4')
    expect(field(ems.take()[0]!, 35)).toBe('D')
  })

  it('cancels everything when the gateway falls silent', () => {
    const ems = new Harness()
    ems.heartbeat('risk-gateway')
    ems.heartbeat('alpha')
    ems.timer()
    ems.approve('A1')
    ems.take()
    ems.nowNs += 400e6
    ems.heartbeat('alpha')
    ems.timer()
    expect(ems.take().filter((message) => message.startsWith('5001 35=F'))).toHaveLength(0)
    ems.nowNs += 200e6
    ems.timer()
    expect(ems.take().filter((message) => message.startsWith('5001 35=F'))).toHaveLength(1)
  })
})
