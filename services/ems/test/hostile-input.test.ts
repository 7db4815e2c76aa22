import { Prng } from '@reflex/base'
import { orderMassStatusRequestEncoder, STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { field, Harness } from './harness.ts'
import { OTHER_VENUE } from './test-desk.ts'
import { inWordsOf } from './venue-words.ts'

const LONG = 'L'.repeat(5000)

describe('approved orders', () => {
  it.each<[string, Parameters<Harness['approve']>[1], string]>([
    ['an unknown instrument', { symbol: 'DOGE' }, 'EMS: no venue for the instrument'],
    ['an unknown venue', { market: 'XNONE' }, 'EMS: no venue for the instrument'],
    ['no quantity', { qty: 0 }, 'EMS: no quantity'],
    ['a negative quantity', { qty: -5 }, 'EMS: no quantity'],
    ['no side', { side: 0 }, 'EMS: no side, or a field too long'],
    ['an endless account', { account: LONG }, 'EMS: no side, or a field too long'],
    ['an endless symbol', { symbol: LONG }, 'EMS: no side, or a field too long'],
  ])('with %s are refused by name', (_, approval, text) => {
    const ems = new Harness()
    ems.approve('A1', approval)
    const [refusal] = ems.take()
    expect([150, 39, 58, 1181].map((tag) => field(refusal!, tag))).toEqual(['8', '8', text, '1'])
    expect(ems.core.state.orders.liveCount).toBe(0)
  })

  it('with an id that is none are counted', () => {
    const ems = new Harness()
    ems.approve(LONG)
    ems.replace('G'.repeat(129), 'A1')
    ems.cancel('', 'A1')
    expect(ems.take()).toEqual([])
    expect(ems.counters.get('malformed')).toBe(3)
  })

  it('do not steal the id of another', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.approve('A2')
    ems.take()
    ems.cancel('A2', 'A1')
    expect(field(ems.take()[0]!, 102)).toBe('6')
    ems.venue('35=8|37=V|11=A2|17=E1|150=F|39=2|32=100|31=10|')
    expect(ems.core.state.orders.cumE8[1]).toBe(100e8)
  })

  it('are refused when too many are open', () => {
    const ems = new Harness()
    for (let i = 0; i <= 1000; i++) ems.approve(`A${i}`)
    expect(field(ems.take().at(-1)!, 58)).toBe('EMS: too many open orders')
  })
})

describe('venue messages', () => {
  it('with endless texts do not burst ours', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.take()
    ems.venue(`35=8|37=${LONG}|11=A1|17=${LONG}|150=F|39=1|32=1|31=10|58=${LONG}|`)
    ems.venue(`35=9|37=V|11=A1|39=0|434=1|102=2|58=${LONG}|`)
    const [fill, reject] = ems.take()
    expect([37, 17, 32].map((tag) => field(fill!, tag))).toEqual(['NONE', 'EMS-1', '1'])
    expect(field(fill!, 58)).toHaveLength(256)
    expect(field(reject!, 58)).toHaveLength(256)
  })

  it('that cannot be read make the ems ask', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.venue('35=8|37=V|11=A1|17=E1|150=0|39=0|')
    ems.take()
    for (const fill of ['32=x|31=10|', '32=-4|31=10|', '31=10|', '32=4|'])
      ems.venue(`35=8|37=V|11=A1|17=${fill}|150=F|39=1|${fill}`)
    expect(ems.take()).toEqual([])
    expect(ems.counters.get('malformed')).toBe(4)
    expect(ems.core.isReady()).toBe(true)
    ems.nowNs += 501e6
    ems.timer()
    expect(ems.take().some((message) => field(message, 35) === 'H')).toBe(true)
  })

  it('with an empty field still count', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.take()
    ems.venue('35=8|37=V|11=A1|17=E1|150=F|39=2|32=100|31=10|58=|')
    expect(field(ems.take()[0]!, 39)).toBe('2')
  })

  it('of one venue say nothing about orders at another', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.take()
    ems.venue('35=8|37=V|11=A1|17=E1|150=4|39=4|', OTHER_VENUE)
    expect(ems.take()).toEqual([])
    expect(ems.core.state.orders.liveCount).toBe(1)
  })

  it('end two orders by status with an ExecID each', () => {
    const ems = new Harness()
    for (const id of ['A1', 'A2']) ems.approve(id)
    ems.take()
    for (const id of ['A1', 'A2']) ems.venue(inWordsOf('FIX.4.4', { kind: 'status', id, status: '4' }))
    expect(ems.take().map((message) => field(message, 17))).toEqual(['EMS-1', 'EMS-2'])
  })

  it('35=j ends the order, or the request, that it names', () => {
    const ems = new Harness()
    ems.approve('A1')
    ems.approve('A2')
    ems.venue('35=8|37=V|11=A2|17=E1|150=0|39=0|')
    ems.replace('G2', 'A2')
    ems.take()
    ems.venue('35=j|45=2|372=D|379=A1|380=3|')
    ems.venue('35=j|45=3|372=G|379=G2|380=3|58=no|')
    const [reject, cancelReject] = ems.take()
    expect([150, 39, 11].map((tag) => field(reject!, tag))).toEqual(['8', '8', 'A1'])
    expect([35, 11, 434, 58].map((tag) => field(cancelReject!, tag))).toEqual(['9', 'G2', '2', 'no'])
    ems.replace('G3', 'A2')
    expect(field(ems.take()[0]!, 35)).toBe('G')
  })

  it('never throw, whatever the bytes', () => {
    const random = new Prng(20_260_105)
    const ems = new Harness()
    for (let i = 0; i < 20; i++) ems.approve(`A${i}`)
    const kinds = ['ack', 'fill', 'canceled', 'replaced', 'bust', 'correct', 'status', 'cancel-reject'] as const
    for (let i = 0; i < 20_000; i++) {
      const id = `A${random.nextInt(20)}`
      const kind = kinds[random.nextInt(kinds.length)]!
      const body = inWordsOf('FIX.4.4', { kind, id, exec: `E${i}`, ref: `E${random.nextInt(i + 1)}`, qty: 5, cum: 5 })
      const at = 5 + random.nextInt(body.length - 5)
      const noise = String.fromCharCode(32 + random.nextInt(95)).repeat(1 + random.nextInt(20))
      ems.venue(`${body.slice(0, at)}${noise}${body.slice(at + random.nextInt(4))}${body.endsWith('|') ? '' : '|'}`)
      ems.out.discard()
    }
    expect(ems.core.state.ring.next).toBeGreaterThan(5000)
  })

  it('asks the requester for patience rather than burst the outbox', () => {
    const ems = new Harness()
    for (let i = 0; i < 900; i++) ems.approve(`A${i}`)
    ems.take()
    for (let i = 0; i < 200; i++) {
      ems.bus(STREAM.EXECUTION_REQUESTS, (out) => {
        orderMassStatusRequestEncoder
          .begin(out, STREAM.EXECUTION_REQUESTS)
          .massStatusReqIdText('Q')
          .massStatusReqType(7)
          .end()
      })
    }
    expect(ems.out.isCrowded).toBe(true)
  })
})
