import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { OmsHarness, type Report } from './harness.ts'

const fill = (seq: number, extra: Partial<Report> = {}): Report => ({
  exec: `E${seq}`,
  seq,
  order: `A${seq}`,
  qty: '0.1',
  px: '100',
  cum: '0.1',
  leaves: '0.9',
  ...extra,
})

describe('readiness', () => {
  it('asks the ems for what it may have missed, and waits for the answer', () => {
    const oms = new OmsHarness()
    oms.execution(fill(1))
    oms.core.onRecovered(oms.nowNs)
    expect(oms.timer().map((one) => one.type)).toEqual(['CQ']) // No ems yet: nobody to ask.
    expect([oms.core.isReady(), oms.core.statusText()]).toEqual([false, 'waiting for the ems'])
    oms.heartbeat()
    const said = oms.timer()
    expect(said.map((one) => one.type)).toEqual(['BW', 'AF'])
    expect([1355, 1182, 1183, 1347].map((tag) => said[0]!.text(tag))).toEqual(['EXEC', '2', '0', '0'])
    expect(said.map((one) => one.stream)).toEqual([STREAM.EXECUTION_REQUESTS, STREAM.EXECUTION_REQUESTS])
    expect(oms.core.statusText()).toBe('recovering executions')
    const id = said[1]!.text(584)
    oms.execution({ exec: '0', type: 'I', statusReqId: 'of another', last: true })
    oms.execution({ exec: '0', type: 'I', statusReqId: id })
    expect(oms.core.isReady()).toBe(false)
    oms.execution(fill(2, { resend: true }))
    oms.execution({ exec: '0', type: 'I', statusReqId: id, last: true })
    // Something was new: the ems sends only so many at a time, so we ask until nothing is.
    expect(oms.core.isReady()).toBe(false)
    oms.nowNs += 1e6
    const again = oms.timer()
    expect(again.map((one) => [one.type, one.text(1182)])).toEqual([
      ['BW', '3'],
      ['AF', ''],
    ])
    oms.execution(fill(3)) // Live: says nothing about the resend.
    oms.execution(fill(2, { resend: true }))
    oms.execution({ exec: '0', type: 'I', statusReqId: again[1]!.text(584), last: true })
    expect([oms.core.isReady(), oms.core.statusText()]).toEqual([true, 'ready'])
  })

  it('asks again while nobody answers, and again for each life and after each silence of the ems', () => {
    const oms = new OmsHarness()
    const asked = (): boolean => oms.timer().some((one) => one.type === 'AF')
    oms.heartbeat()
    expect(asked()).toBe(true)
    expect(asked()).toBe(false)
    oms.nowNs += 500e6
    oms.heartbeat()
    expect(asked()).toBe(true)
    oms.nowNs += 500e6
    oms.sync()
    expect(oms.core.isReady()).toBe(true)
    oms.heartbeat(2)
    expect([oms.core.isReady(), asked()]).toEqual([false, true])
    oms.nowNs += 500e6
    oms.sync()
    oms.nowNs += 501e6
    oms.timer()
    expect([oms.core.isReady(), oms.core.statusText()]).toEqual([false, 'waiting for the ems'])
    oms.heartbeat(2)
    expect(asked()).toBe(true)
  })

  it('books beyond a hole at once, but is not ready until it is filled', () => {
    const oms = new OmsHarness()
    oms.sync()
    oms.execution(fill(1))
    expect(oms.execution(fill(4))[0]!.text(704)).toBe('0.2')
    expect([oms.core.isReady(), oms.core.statusText()]).toEqual([false, 'executions missing'])
    oms.nowNs += 500e6
    oms.heartbeat()
    const request = oms.timer().find((one) => one.type === 'BW')!
    expect([1182, 1183].map((tag) => request.text(tag))).toEqual(['2', '4'])
    oms.execution(fill(3, { resend: true }))
    expect(oms.core.isReady()).toBe(false)
    oms.execution(fill(2, { resend: true, px: '200' }))
    expect(oms.core.isReady()).toBe(true)
    const settled = oms.timer().find((one) => one.type === 'AP')!
    expect([704, 10600, 10601].map((tag) => settled.text(tag))).toEqual(['0.4', '125', '4'])
    expect(oms.counters.get('holes')).toBe(1)
    expect(oms.core.book.breaks.total).toBe(0)
  })

  it('takes the end of the journal from the heartbeat of the ems, after a grace', () => {
    const oms = new OmsHarness()
    oms.sync()
    oms.execution(fill(1))
    oms.heartbeat(1, 2)
    oms.timer()
    expect(oms.core.isReady()).toBe(true)
    oms.nowNs += 100e6
    oms.timer()
    expect([oms.core.isReady(), oms.report()['executionsMissing']]).toEqual([false, 1])
    oms.execution(fill(2))
    oms.timer()
    expect(oms.core.isReady()).toBe(true)
  })
})

describe('requests for positions', () => {
  it('answers every position, the last one marked, with the total', () => {
    const oms = new OmsHarness()
    oms.sync()
    oms.execution(fill(1))
    oms.execution(fill(2, { venue: 'XBET' }))
    const said = oms.send(STREAM.POSITION_REQUESTS, oms.ems.positionRequest('Q1'))
    const fields = said.map((one) => [710, 724, 727, 728, 325, 912, 1301].map((tag) => one.text(tag)))
    expect(fields).toEqual([
      ['Q1', '0', '2', '0', 'N', '', 'XALP'],
      ['Q1', '0', '2', '0', 'N', 'Y', 'XBET'],
    ])
    const one = oms.send(STREAM.POSITION_REQUESTS, oms.ems.positionRequest('Q2', { symbol: 'BTC-USD', venue: 'XBET' }))
    expect(one.map((ap) => [ap.text(710), ap.text(727), ap.text(912), ap.text(1301)])).toEqual([
      ['Q2', '1', 'Y', 'XBET'],
    ])
    for (const filter of [{ account: 'NOBODY' }, { symbol: 'DOGE' }, { venue: 'XNONE' }]) {
      const none = oms.send(STREAM.POSITION_REQUESTS, oms.ems.positionRequest('Q3', filter))
      expect(none.map((ap) => [727, 728, 912, 55].map((tag) => ap.text(tag)))).toEqual([['0', '2', 'Y', '']])
    }
  })

  it('keeps requests until the book is complete, and drops those beyond its room', () => {
    const oms = new OmsHarness()
    for (let i = 0; i < 70; i++)
      expect(oms.send(STREAM.POSITION_REQUESTS, oms.ems.positionRequest(`Q${i}`))).toEqual([])
    oms.sync()
    expect(oms.timer().map((one) => one.text(710))).toEqual(Array.from({ length: 64 }, (_, i) => `Q${i}`))
    expect(oms.timer().filter((one) => one.type === 'AP')).toEqual([])
  })
})
