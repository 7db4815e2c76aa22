import { STREAM } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { BREAK } from '../src/core/break-list.ts'
import { omsReport } from '../src/oms-report.ts'
import { amounts, instruments, OmsHarness } from './harness.ts'

describe('executions become positions', () => {
  it('books the sample fill and says the position at once', () => {
    const oms = new OmsHarness()
    expect(oms.execution({ exec: 'E0', seq: 1, type: '0', status: '0', leaves: '1', cum: '0' })).toEqual([])
    const said = oms.execution({ exec: 'E1', seq: 2, qty: '0.4', px: '60000', cum: '0.4', leaves: '0.6', fee: '-1.2' })
    expect(said.map((one) => one.type)).toEqual(['AP'])
    const report = said[0]!
    expect(report.stream).toBe(STREAM.POSITIONS)
    expect([1, 55, 1301, 15, 704, 705, 10600, 10601, 325, 10000].map((tag) => report.text(tag))).toEqual([
      ...['MM1', 'BTC-USD', 'XALP', 'USD', '0.4', '0', '60000', '2', 'Y', '77'],
    ])
    expect(amounts(report)).toEqual({ RPNL: '0', FEES: '-1.2' }) // No mark yet: unrealised is unknown, not zero.
    expect(oms.core.book.breaks.total).toBe(0)
  })

  it('tells the strategy beside the account, and the last execution in the position, amendments included', () => {
    const oms = new OmsHarness({ publishesStrategies: true })
    const fill = { exec: 'E1', seq: 7, qty: '0.4', px: '60000', cum: '0.4', leaves: '0.6' }
    const said = oms.execution(fill).map((one) => [1, 10111, 704, 10601].map((tag) => one.text(tag)))
    expect(said).toEqual([
      ['MM1', '', '0.4', '7'],
      ['MM1', 'MAKER1', '0.4', '7'],
    ])
    oms.execution({ exec: 'E2', seq: 9, type: 'H', ref: 'E1', cum: '0', leaves: '1' })
    const busted = oms.timer().filter((one) => one.type === 'AP')
    expect(busted.map((one) => [one.text(704), one.text(10601)])).toEqual([
      ['0', '9'],
      ['0', '9'],
    ])
    const restored = new OmsHarness({ publishesStrategies: true })
    restored.core.restore(oms.core.snapshot())
    restored.core.book.sequence.restore(9, [])
    restored.sync()
    const answer = restored.send(STREAM.POSITION_REQUESTS, oms.ems.positionRequest('Q1', { account: 'MM1' }))
    expect(answer.map((one) => [727, 912, 10111, 10601].map((tag) => one.text(tag)))).toEqual([
      ['2', '', '', '9'],
      ['2', 'Y', 'MAKER1', '9'],
    ])
  })

  it('values open positions at the last live, uncrossed mid, at the refresh interval and only when changed', () => {
    const oms = new OmsHarness()
    oms.execution({ exec: 'E1', seq: 1, qty: '0.5', px: '60000', cum: '0.5', leaves: '0.5', fee: '2' })
    oms.timer(1e9)
    oms.quote(1, 6_000_100, 6_000_201)
    expect(oms.timer(1.1e9)).toEqual([])
    const said = oms.timer(1.25e9)
    expect(said.map((one) => one.type)).toEqual(['AP', 'CQ'])
    expect(said[0]!.text(730)).toBe('60001.505')
    expect(amounts(said[0]!)).toEqual({ RPNL: '0', UPNL: '0.7525', FEES: '2', TOTL: '-1.2475' })
    expect(said[1]!.text(900)).toBe('-1.2475')
    expect(oms.timer(1.5e9)).toEqual([])
    oms.quote(1, 6_000_300, 6_000_200) // Crossed.
    oms.status(1, 0)
    oms.quote(1, 6_000_300, 6_000_400) // Stale.
    expect(oms.timer(1.75e9)).toEqual([])
    oms.status(1, 1)
    oms.quote(1, 6_000_300, 6_000_400)
    expect(amounts(oms.timer(2e9)[0]!)['UPNL']).toBe('1.75')
  })

  it('changes nothing for a repeat, also with PossResend and after a restart', () => {
    const oms = new OmsHarness()
    const fill = { exec: 'E1', seq: 1, qty: '0.4', px: '60000', cum: '0.4', leaves: '0.6' }
    oms.execution(fill)
    expect(oms.execution(fill)).toEqual([])
    expect(oms.execution({ ...fill, resend: true })).toEqual([])
    const restored = new OmsHarness()
    restored.core.restore(oms.core.snapshot())
    expect(restored.execution({ ...fill, resend: true })).toEqual([])
    expect(restored.report()['positions']).toEqual(oms.report()['positions'])
    expect(restored.core.book.duplicates).toBe(3)
  })

  it('tells executions of two venues with the same id apart', () => {
    const oms = new OmsHarness()
    oms.execution({ exec: '7', seq: 1, order: 'A1', qty: '0.4', px: '60000', cum: '0.4', leaves: '0.6' })
    oms.execution({ exec: '7', seq: 2, order: 'A2', venue: 'XBET', qty: '0.1', px: '60000', cum: '0.1', leaves: '0.9' })
    expect(oms.report()).toMatchObject({
      positions: [
        { venue: 'XALP', qty: 0.4 },
        { venue: 'XBET', qty: 0.1 },
      ],
      strategies: [{ strategy: 'MAKER1', account: 'MM1' }, { qty: 0.1 }],
      executions: 2,
      duplicates: 0,
    })
  })

  it('books fills of an inverse contract in coin', () => {
    const oms = new OmsHarness()
    const inverse = { symbol: 'BTC-INV', venue: 'XBET', orderQty: '100000' }
    oms.execution({
      ...inverse,
      exec: '1',
      seq: 1,
      qty: '100000',
      px: '10000',
      cum: '100000',
      leaves: '0',
      status: '2',
    })
    const exit = { ...inverse, exec: '2', seq: 2, order: 'A2', side: 'sell', qty: '100000', px: '10500' } as const
    const said = oms.execution({ ...exit, cum: '100000', leaves: '0', status: '2', fee: '0.001', feeCurrency: 'BTC' })
    expect(amounts(said[0]!)).toEqual({ RPNL: '0.47619048', UPNL: '0', FEES: '0.001', TOTL: '0.47519048' })
    expect(said[0]!.text(15)).toBe('BTC')
  })

  it('books FIX 4.2 fills, and records refusals of the gateway without touching positions', () => {
    const oms = new OmsHarness()
    oms.execution({
      exec: 'E1',
      seq: 1,
      type: '2',
      status: '2',
      orderQty: '0.1',
      qty: '0.1',
      px: '5',
      cum: '0.1',
      leaves: '0',
    })
    const refusal = oms.ems.execution(
      { exec: 'R1', order: 'A9', type: '8', status: '8', cum: '0', leaves: '0' },
      STREAM.ORDERS_REJECTED,
    )
    expect(oms.send(STREAM.ORDERS_REJECTED, refusal)).toEqual([])
    oms.send(STREAM.ORDERS_REJECTED, refusal)
    expect(oms.report()).toMatchObject({ positions: [{ qty: 0.1 }], orders: 2, executions: 2, duplicates: 1 })
    expect(oms.counters.get('refusals')).toBe(1)
  })
})

describe('busts and corrections', () => {
  const fills = (oms: OmsHarness): void => {
    oms.execution({ exec: 'E1', seq: 1, qty: '0.2', px: '100', cum: '0.2', leaves: '0.8', fee: '0.1' })
    oms.execution({ exec: 'E2', seq: 2, qty: '0.2', px: '110', cum: '0.4', leaves: '0.6', fee: '0.1' })
    oms.execution({ exec: 'E3', seq: 3, order: 'B1', side: 'sell', qty: '0.3', px: '120', cum: '0.3', leaves: '0.7' })
  }

  it('replays the surviving trades', () => {
    const oms = new OmsHarness()
    fills(oms)
    expect(oms.report()).toMatchObject({ positions: [{ qty: 0.1, realised: 4.5, avgPx: 105, fees: 0.2 }] })
    oms.execution({ exec: 'E4', seq: 4, type: 'H', ref: 'E1', cum: '0.2', leaves: '0.8' })
    omsReport(oms.core, instruments) // Whoever looks must not keep the change from being told.
    const said = oms.timer()
    expect(said[0]!.text(705)).toBe('0.1')
    expect(oms.report()).toMatchObject({ positions: [{ qty: -0.1, realised: 2, avgPx: 120, fees: 0.1 }] })
    oms.execution({ exec: 'E5', seq: 5, type: 'G', ref: 'E2', qty: '0.3', px: '111', cum: '0.3', leaves: '0.7' })
    expect(oms.report()).toMatchObject({
      positions: [{ qty: 0, realised: 2.7, avgPx: null, fees: 0.1 }],
      breaks: { count: 0 },
    })
  })

  it('never guesses: a bust of nothing, or of a dead trade, is a break with an alert', () => {
    const oms = new OmsHarness()
    fills(oms)
    const said = oms.execution({ exec: 'E4', seq: 4, type: 'H', ref: 'NONE', cum: '0.4', leaves: '0.6' })
    expect(said.map((one) => [one.type, one.text(148)])).toEqual([
      ['B', 'oms break unknown-reference execution XALP|E4 order A1'],
    ])
    oms.execution({ exec: 'E5', seq: 5, type: 'H', ref: 'E1', cum: '0.2', leaves: '0.8' })
    oms.execution({ exec: 'E6', seq: 6, type: 'G', ref: 'E1', qty: '1', px: '1', cum: '0.2', leaves: '0.8' })
    oms.execution({ exec: 'E7', seq: 7, type: 'H', ref: 'E1', cum: '0.2', leaves: '0.8' })
    const { counts } = oms.core.book.breaks
    expect([counts[BREAK.UNKNOWN_REFERENCE], counts[BREAK.DEAD_REFERENCE]]).toEqual([1, 2])
    expect(oms.report()).toMatchObject({ positions: [{ qty: -0.1 }] })
  })

  it('waits with a bust that overtakes its trade while reports are missing', () => {
    const oms = new OmsHarness()
    oms.execution({ exec: 'E2', seq: 2, type: 'H', ref: 'E1', cum: '0', leaves: '1' })
    oms.execution({ exec: 'E4', seq: 4, type: 'H', ref: 'E9', cum: '0', leaves: '1' })
    expect(oms.core.book.breaks.total).toBe(0)
    oms.execution({ exec: 'E1', seq: 1, qty: '0.2', px: '100', cum: '0.2', leaves: '0.8' })
    expect(oms.report()).toMatchObject({ positions: [{ qty: 0 }] })
    const said = oms.execution({ exec: 'E3', seq: 3, type: '0', status: '0', order: 'B1', cum: '0', leaves: '1' })
    expect(said[0]!.text(148)).toContain('unknown-reference execution XALP|E4')
  })
})

describe('what does not add up', () => {
  const kinds = (oms: OmsHarness): Record<string, number> =>
    Object.fromEntries(
      Object.entries((oms.report()['breaks'] as { byKind: Record<string, number> }).byKind).filter(([, n]) => n > 0),
    )

  it('compares CumQty and LeavesQty with our own sums, once for each order', () => {
    const oms = new OmsHarness()
    oms.execution({ exec: 'E1', seq: 1, qty: '0.2', px: '100', cum: '0.3', leaves: '0.8' })
    oms.execution({ exec: 'E2', seq: 2, qty: '0.2', px: '100', cum: '0.5', leaves: '0.5' })
    oms.execution({
      exec: 'E3',
      seq: 3,
      order: 'B1',
      orderQty: '0.1',
      qty: '0.2',
      px: '100',
      cum: '0.2',
      leaves: '-0.1',
    })
    expect(kinds(oms)).toEqual({ 'cum-quantity': 1, 'leaves-quantity': 1, overfill: 1 })
  })

  it('counts what was filled over replaces, whatever id a fill comes with', () => {
    const oms = new OmsHarness()
    oms.execution({ exec: 'E1', seq: 1, qty: '0.2', px: '100', cum: '0.2', leaves: '0.8' })
    const replaced = { exec: 'E2', seq: 2, type: '5', status: '1', order: 'A2', orig: 'A1', orderQty: '2' }
    oms.execution({ ...replaced, cum: '0.2', leaves: '1.8' })
    oms.execution({ exec: 'E3', seq: 3, order: 'A2', orderQty: '2', qty: '1.5', px: '99', cum: '1.7', leaves: '0.3' })
    oms.execution({ exec: 'E4', seq: 4, order: 'A1', orderQty: '2', qty: '0.1', px: '99', cum: '1.8', leaves: '0.2' })
    const canceled = { exec: 'E5', seq: 5, type: '4', status: '4', order: 'C1', orig: 'A2', orderQty: '2' }
    oms.execution({ ...canceled, cum: '1.8', leaves: '0' })
    expect(kinds(oms)).toEqual({})
    expect(oms.core.book.orders.clOrdIds.find(Buffer.from('C1'), 0, 2)).toBe(-1)
  })

  it('is not ready while a fill cannot be booked', () => {
    const oms = new OmsHarness()
    oms.sync()
    expect(oms.core.isReady()).toBe(true)
    const said = oms.execution({ exec: 'E1', seq: 1, symbol: 'DOGE', qty: '1', px: '1', cum: '1', leaves: '0' })
    expect(said[0]!.text(61)).toBe('1')
    expect(oms.core.isReady()).toBe(false)
    expect(oms.core.statusText()).toBe('an execution could not be booked: see breaks')
    const bad = new OmsHarness()
    bad.execution({ exec: 'E1', seq: 1, qty: '0.00005', px: '1', cum: '1', leaves: '0' })
    bad.execution({ exec: 'E2', seq: 2, qty: '0.1', px: '0', cum: '1', leaves: '0' })
    bad.execution({ exec: 'E3', seq: 3, qty: '90000000', px: '90000000', cum: '1', leaves: '0' })
    expect(bad.core.book.breaks.countOf(BREAK.UNBOOKABLE)).toBe(3)
  })

  it('names a repeat that says something else, a foreign fee, a reused number', () => {
    const oms = new OmsHarness()
    const fill = { exec: 'E1', seq: 1, qty: '0.2', px: '100', cum: '0.2', leaves: '0.8' }
    oms.execution({ ...fill, fee: '1', feeCurrency: 'BNB' })
    oms.execution({ ...fill, px: '101' })
    oms.execution({ exec: 'E2', seq: 1, type: '0', status: '0', order: 'B1', cum: '0', leaves: '1' })
    expect(kinds(oms)).toEqual({ conflict: 1, 'fee-currency': 1, 'sequence-reused': 1 })
    expect(oms.report()).toMatchObject({ positions: [{ qty: 0.2, avgPx: 100, fees: 0 }] })
  })

  it('limits alerts, not counts', () => {
    const oms = new OmsHarness({ alertsPerSecondMax: 2 })
    let alerts = 0
    for (let i = 1; i <= 5; i++) {
      alerts += oms.execution({ exec: `E${i}`, seq: i, type: 'H', ref: 'X', cum: '0', leaves: '1' }).length
    }
    expect(alerts).toBe(2)
    expect(oms.core.book.breaks.total).toBe(5)
  })

  it('counts bytes that are no message', () => {
    const oms = new OmsHarness()
    oms.send(STREAM.EXECUTIONS, Buffer.from('nonsense'))
    oms.send(STREAM.HEALTH, Buffer.from('8=FIXT.1.1\u00019=5\u0001'))
    expect(oms.counters.get('malformed')).toBe(2)
  })
})
