import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { statistics, TcaHarness } from './harness.ts'

const MS = 1e6
const S = 1e9

describe('a fill', () => {
  it('is measured at once against the mid strictly before it and the mid at its arrival', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4998, 5002) // Mid 50.00 when decided.
    tca.quote(1, 1 * S + 5 * MS, 4999, 5003) // 50.01 at arrival.
    const order = { id: 'A1', decidedNs: 1 * S + 1 * MS, passedNs: 1 * S + 6 * MS, qty: '200', price: '50.03' }
    expect(tca.approve(order)).toEqual([])
    tca.quote(1, 1 * S + 9 * MS, 5000, 5004) // 50.02 before the fill.
    tca.quote(1, 1 * S + 10 * MS, 5004, 5008) // At the fill's own time: not before it.
    const ack = { exec: 'E0', seq: 1, type: '0', status: '0', orderQty: '200', price: '50.03', atNs: 1 * S + 8 * MS }
    tca.report({ ...ack, sentNs: 1 * S + 7 * MS, answeredNs: 1 * S + 8.5 * MS, ingestNs: 1 * S + 0.5 * MS })
    const said = tca.report({
      ...{ exec: 'E1', seq: 2, qty: '100', px: '50.03', orderQty: '200', atNs: 1 * S + 10 * MS },
      ...{ fee: '1.2507500', liquidity: 1, ingestNs: 1 * S + 0.5 * MS },
    })
    expect(said.map((one) => one.type)).toEqual(['UT'])
    const fill = said[0]!
    expect([10309, 17, 11, 1, 10111, 55, 1301, 54, 32, 31, 851].map((tag) => fill.text(tag))).toEqual([
      ...['1', 'E1', 'A1', 'MM1', 'MAKER1', 'ABC', 'XA', '1', '100', '50.03', '1'],
    ])
    expect(fill.number(10300)).toBe(50.01)
    expect(fill.number(10301)).toBe(50)
    expect(fill.number(10302)).toBeCloseTo((0.02 / 50.01) * 1e4, 7)
    expect(fill.number(10318)).toBeCloseTo(((2 * 0.01) / 50.02) * 1e4, 7)
    expect(fill.number(10308)).toBeCloseTo(2.5, 7)
    expect(fill.text(10316)).toBe('2') // 200 x 50.03 is between 10,000 and 100,000.
    expect([10313, 10314, 10315].map((tag) => fill.number(tag))).toEqual([6.5 * MS, 1.5 * MS, 2 * MS])
  })

  it('has a markout at each horizon as soon as a later quote decides it', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    tca.report({ exec: 'E1', seq: 1, side: 'sell', qty: '100', px: '50.01', atNs: 2 * S, liquidity: 1 })
    expect(tca.quote(1, 2 * S + 4 * MS, 5000, 5002)).toEqual([])
    expect(tca.quote(1, 2 * S + 10 * MS, 5001, 5003)).toEqual([]) // At the horizon: another may share the time.
    const said = tca.quote(1, 2 * S + 11 * MS, 5010, 5012)
    expect(said.map((one) => [10309, 17, 11, 10305, 10306].map((tag) => one.text(tag)))).toEqual([
      ['2', 'E1', 'A1', '1', '10'],
    ])
    // Sold at 50.01 with the mid at 50.00; ten ms later it is 50.02.
    const [markout] = said
    expect(markout!.number(10307)).toBeCloseTo((-0.01 / 50) * 1e4, 7)
    expect(markout!.number(10318)).toBeCloseTo(((-2 * 0.01) / 50) * 1e4, 7)
    expect(markout!.number(10311)).toBeCloseTo(((2 * 0.01) / 50) * 1e4, 7)
    expect(markout!.number(10312)).toBeCloseTo(((-2 * 0.02) / 50) * 1e4, 7)
    const late = tca.quote(1, 20 * S, 4990, 4992)
    expect(late.map((one) => [one.text(10306), one.number(10307)])).toEqual([
      ['100', expect.closeTo((-0.1 / 50) * 1e4, 7)],
      ['1000', expect.closeTo((-0.1 / 50) * 1e4, 7)],
      ['10000', expect.closeTo((-0.1 / 50) * 1e4, 7)],
    ])
    expect(tca.summary()).toMatchObject({ markouts: 4, markoutsMissing: 0 })
  })

  it('misses markouts beyond the last quote, after the wait', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    tca.report({ exec: 'E1', seq: 1, qty: '100', px: '50', atNs: 2 * S })
    tca.quote(1, 2 * S + 100 * MS, 5001, 5003)
    expect(tca.timer(4 * S + 99 * MS).filter((one) => one.type === 'UT')).toEqual([])
    const said = tca.timer(4 * S + 100 * MS).filter((one) => one.type === 'UT')
    expect(said.map((one) => one.text(10306))).toEqual(['100']) // The last quote is of that very time.
    tca.timer(30 * S)
    expect(tca.summary()).toMatchObject({ markouts: 2, markoutsMissing: 2 })
    tca.timer(31 * S)
    expect(tca.counters.get('waiting')).toBe(0)
  })

  it('has no reference while the instrument is not live, one-sided or crossed', () => {
    const tca = new TcaHarness()
    const fill = (seq: number, atNs: number): string =>
      tca.report({ exec: `E${seq}`, seq, qty: '1', px: '50', atNs })[0]!.text(10318)
    tca.quote(1, 1 * S, 4999, 5001)
    expect(fill(1, 1 * S + 1)).toBe('0')
    tca.status(1, 2 * S, 0)
    expect(fill(2, 2 * S + 1)).toBe('')
    tca.quote(1, 3 * S, 4999, 5001)
    expect(fill(3, 3 * S + 1)).toBe('')
    tca.status(1, 4 * S, 1)
    tca.quote(1, 4 * S, 4999, 5001)
    expect(fill(4, 4 * S + 1)).toBe('0')
    tca.quote(1, 5 * S, 5003, 5001)
    expect(fill(5, 5 * S + 1)).toBe('')
    expect(tca.counters.get('noReference')).toBe(3)
  })

  it('is measured once, whatever comes again; and a journal that begins anew is believed', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    const fill = { exec: 'E9', seq: 9, qty: '1', px: '50', atNs: 2 * S }
    expect(tca.report(fill)).toHaveLength(1)
    expect(tca.report({ ...fill, resend: true })).toEqual([])
    expect(tca.report({ ...fill, exec: 'E8', seq: 8, resend: true })).toEqual([]) // Before our time.
    expect(tca.report({ exec: 'X', qty: '1', px: '50', atNs: 2 * S, resend: true })).toEqual([])
    tca.sessionId = 2
    expect(tca.report({ exec: 'E1', seq: 1, qty: '1', px: '50', atNs: 2 * S })).toHaveLength(1)
    expect(tca.counters.get('duplicates')).toBe(3)
  })

  it('is measured no further once it is busted', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    tca.report({ exec: 'E1', seq: 1, qty: '1', px: '50', atNs: 2 * S })
    tca.report({ exec: 'E2', seq: 2, type: 'H', ref: 'E1', atNs: 2 * S + 1 })
    expect(tca.quote(1, 20 * S, 4999, 5001)).toEqual([])
    expect(tca.summary()).toMatchObject({ markouts: 0, venues: [{ fills: 0 }, {}, {}] })
    expect(tca.counters.get('amendments')).toBe(1)
  })

  it('beyond the room to wait counts without markouts; unknown instruments are not measured', () => {
    const tca = new TcaHarness({ fillsMax: 2 })
    tca.quote(1, 1 * S, 4999, 5001)
    for (let seq = 1; seq <= 3; seq++) tca.report({ exec: `E${seq}`, seq, qty: '1', px: '50', atNs: 2 * S })
    tca.report({ exec: 'E4', seq: 4, venue: 'XNONE', qty: '1', px: '50', atNs: 2 * S })
    tca.report({ exec: 'E5', seq: 5, qty: '1', px: '0', atNs: 2 * S })
    tca.quote(1, 20 * S, 4999, 5001)
    expect(tca.summary()).toMatchObject({ markouts: 8, venues: [{ fills: 3 }, {}, {}] })
    expect([tca.counters.get('overflows'), tca.counters.get('unmeasured')]).toEqual([1, 2])
    tca.send(STREAM.EXECUTIONS, Buffer.from('nonsense'))
    expect(tca.counters.get('malformed')).toBe(1)
  })

  it('believes no venue clock far ahead of ours, and knows no fees in another currency', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    const fill = { qty: '1', px: '50', fee: '1', feeCurrency: 'BNB', readNs: 2 * S }
    const near = tca.report({ ...fill, exec: 'E1', seq: 1, atNs: 3 * S })[0]!
    expect([near.text(60), near.text(10308)]).toEqual(['20260130-00:00:03.000000000', ''])
    const far = tca.report({ ...fill, exec: 'E2', seq: 2, atNs: 3 * S + 1 })[0]!
    expect(far.text(60)).toBe('20260130-00:00:02.000000000')
  })
})

describe('venue quality', () => {
  it('is told at the interval when something changed, over all sizes and by size bucket', () => {
    const tca = new TcaHarness()
    tca.quote(2, 1 * S, 4999, 5001)
    const base = { venue: 'XB', orderQty: '10', price: '50' }
    const order = (id: string, passedNs: number) => ({ id, venue: 'XB', qty: '10', decidedNs: passedNs, passedNs })
    for (const [i, id] of ['A1', 'A2', 'A3'].entries()) tca.approve(order(id, 2 * S + i))
    tca.report({
      ...base,
      exec: 'E1',
      seq: 1,
      order: 'A1',
      type: '0',
      status: '0',
      atNs: 2 * S,
      sentNs: 2 * S,
      answeredNs: 2 * S + 1000,
    })
    tca.report({
      ...base,
      exec: 'E2',
      seq: 2,
      order: 'A1',
      status: '2',
      qty: '10',
      px: '50.01',
      fee: '-0.01',
      atNs: 3 * S,
    })
    tca.report({
      ...base,
      exec: 'E3',
      seq: 3,
      order: 'A2',
      type: '8',
      status: '8',
      atNs: 3 * S,
      sentNs: 2 * S,
      answeredNs: 2 * S + 3000,
    })
    tca.report({ ...base, exec: 'E4', seq: 4, order: 'A3', type: '0', status: '0', atNs: 3 * S })
    tca.report({ ...base, exec: 'E5', seq: 5, order: 'C3', orig: 'A3', type: '4', status: '4', atNs: 3 * S })
    tca.quote(2, 4 * S + 1, 5001, 5003)
    const said = tca.timer(5 * S).filter((one) => one.type === 'DP')
    expect(said.map((one) => [one.text(1301), one.text(55), one.text(10316)])).toEqual([
      ['XB', '', '0'],
      ['XB', '', ''],
    ])
    const all = statistics(said[1]!)
    expect(all['1']).toEqual([0.5, 2, expect.closeTo(0.0945, 3), expect.closeTo(0.9055, 3)]) // Fill ratio, Wilson.
    expect(all['2']!.slice(0, 2)).toEqual([expect.closeTo(1 / 3, 7), 3]) // Rejects.
    expect(all['3']!.slice(0, 2)).toEqual([0.5, 2]) // Cancels.
    expect(all['5']!.slice(0, 2)).toEqual([4, 1]) // Effective spread.
    expect(all['9']!.slice(0, 2)).toEqual([expect.closeTo(-0.19996001, 7), 1]) // Fees.
    expect(all['10']!.slice(0, 2)).toEqual([0.002, 2]) // Ack latency.
    expect(all['12']!.slice(0, 2)).toEqual([1000, 1]) // Queue time.
    expect(all['7@10']!.slice(0, 2)).toEqual([-2, 1])
    expect(all['8@1000']!.slice(0, 2)).toEqual([-2, 1]) // The quote in force at the horizon is still the old one.
    expect(all['13']!.slice(0, 2)).toEqual([-2, 1]) // Score.
    expect(all['8@10000']).toBeUndefined()
    expect(tca.timer(6 * S).filter((one) => one.type === 'DP')).toEqual([])
  })

  it('tells an order with fills when it has ended', () => {
    const tca = new TcaHarness()
    tca.quote(1, 1 * S, 4999, 5001)
    tca.trade(1, 1 * S, 5000, 900)
    tca.approve({ id: 'A1', decidedNs: 2 * S, passedNs: 2 * S, qty: '100' })
    tca.report({ exec: 'E1', seq: 1, qty: '30', px: '50.02', fee: '0.15006', atNs: 3 * S })
    tca.trade(1, 3 * S, 5002, 60)
    tca.trade(1, 3 * S, 5001, 40)
    tca.report({ exec: 'E2', seq: 2, qty: '10', px: '50.06', fee: '0.05006', atNs: 4 * S })
    const said = tca.report({ exec: 'E3', seq: 3, type: '4', status: '4', orig: 'A1', order: 'C1', atNs: 5 * S })
    const done = said.find((one) => one.text(10309) === '3')!
    expect([14, 6, 38].map((tag) => done.number(tag))).toEqual([40, 50.03, 100])
    expect(done.number(10302)).toBeCloseTo((0.03 / 50) * 1e4, 7)
    expect(done.number(10308)).toBeCloseTo(1, 7)
    expect(done.number(10317)).toBeCloseTo(7, 7)
    expect(done.number(10303)).toBeCloseTo(50.016, 8)
    expect(done.number(10304)).toBeCloseTo(0.4, 8)
    expect(tca.report({ exec: 'E4', seq: 4, type: '4', status: '4', orig: 'A1', order: 'C1', atNs: 5 * S })).toEqual([])
  })

  it('forgets only orders nobody speaks of', () => {
    const tca = new TcaHarness({ ordersMax: 4 })
    tca.quote(1, 1 * S, 4999, 5001)
    tca.approve({ id: 'OLD', decidedNs: 1 * S, passedNs: 1 * S })
    for (let i = 0; i < 20; i++) {
      tca.approve({ id: `Q${i}`, decidedNs: 1 * S, passedNs: 1 * S })
      if (i % 3 === 0) tca.report({ exec: `K${i}`, order: 'OLD', type: '0', status: '0', atNs: 1 * S })
    }
    expect(tca.report({ exec: 'F', order: 'OLD', qty: '1', px: '50', atNs: 2 * S })[0]!.text(10302)).toBe('0')
    expect(tca.report({ exec: 'G', order: 'Q0', qty: '1', px: '50', atNs: 2 * S })[0]!.text(10302)).toBe('')
    expect(tca.counters.get('noArrival')).toBe(1)
    tca.timer(2 * S)
    expect(tca.counters.get('ordersForgotten')).toBeGreaterThan(8)
  })
})

describe('readiness', () => {
  it('is market data and the ems alive', () => {
    const tca = new TcaHarness()
    tca.timer(1 * S)
    expect(tca.core.statusText()).toBe('waiting for market-data')
    tca.heartbeat('market-data')
    expect(tca.core.statusText()).toBe('waiting for ems')
    tca.heartbeat('ems')
    expect([tca.core.isReady(), tca.core.statusText()]).toEqual([true, 'ready'])
    tca.timer(2 * S)
    expect(tca.core.isReady()).toBe(false)
  })
})
