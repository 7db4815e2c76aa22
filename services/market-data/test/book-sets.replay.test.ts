/** `reflex book` over the golden sets of binary and file feeds: every number that their READMEs tell. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runSet, type SetInstrumentResult } from '../src/feeds/run-set.ts'

const DATA = process.env['REFLEX_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

function run(set: string, depth = 0) {
  return runSet({ set: join(DATA, set), depth }, () => performance.now())
}

function bySymbol(instruments: readonly SetInstrumentResult[], symbol: string): SetInstrumentResult {
  return instruments.find((each) => each.symbol === symbol)!
}

describe.skipIf(!existsSync(DATA))('golden sets', () => {
  test('ESH4: the final book of the day', () => {
    const { counts, instruments, gaps } = run('databento-es-mbo/esh4-glbx-mdp3-20231225.mbo.dbn.zst')
    expect(instruments).toHaveLength(1)
    expect(instruments[0]).toMatchObject({
      ...{ venue: 'GLBX.MDP3', symbol: 'ESH4', events: 68_792, gaps: 0, staleMs: 0, stale: null, orders: 11_217 },
      finalBbo: { bidPrice: 4810, bidQty: 22, askPrice: 4810.25, askQty: 28 },
      levels: { bid: 922, ask: 565 },
    })
    expect(counts).toMatchObject({ A: 29_216, C: 17_999, M: 12_233, T: 2_973, F: 6_371 })
    expect([gaps, counts['unknownOrders'], counts['lastSequence']]).toEqual([0, 0, 59_585])
  })

  test('DBN: every version reads the same records', () => {
    const read = (name: string) => run(`databento-es-mbo/dbn-format-samples/${name}`)
    const results = [
      'test_data.mbo.dbn',
      'test_data.mbo.v1.dbn.zst',
      'test_data.mbo.v2.dbn.zst',
      'test_data.mbo.v3.dbn',
    ]
    const [first, ...others] = results.map((name) => {
      const { instruments, counts, events } = read(name)
      return {
        events,
        counts,
        books: instruments.map(({ symbol, stateHash, finalBbo }) => [symbol, stateHash, finalBbo]),
      }
    })
    expect(first!.events).toBe(2)
    for (const other of others) expect(other).toEqual(first)
  })

  test('ARL: 1,040 rows of ten levels with counts', () => {
    const { checks, instruments } = run('mbo-to-mbp10-arl')
    expect(checks).toEqual([{ name: 'mbp-10', checked: 1040, equal: 1040 }])
    expect(instruments[0]).toMatchObject({ symbol: 'ARL', events: 1500, gaps: 0, stale: null })
  })

  test('LOBSTER: 998 transitions of ten levels, 15,999 best bid and ask states', () => {
    const { checks, instruments } = run('lobster-aapl-20120621')
    expect(checks).toEqual(
      expect.arrayContaining([
        { name: '10 levels', checked: 998, equal: 998 },
        { name: 'BBO states', checked: 15_999, equal: 15_999 },
      ]),
    )
    const hour = instruments.find(({ events }) => events === 91_997)!
    expect(hour).toMatchObject({ trades: 4067, volume: 350_494, stale: 'CHECKSUM', crossed: 0 })
    expect(hour.vwap).toBeCloseTo(585.966568, 6)
  })

  test('ITCH: counts of the sampled session', () => {
    const { counts, instruments } = run('itch50/ex20101224.TEST_ITCH_50.gz')
    expect(counts).toMatchObject({ S: 6, R: 3, H: 3, A: 4997, F: 3, E: 198, X: 45, D: 1745, U: 12, P: 5000 })
    expect(counts['unknownOrders']).toBe(117)
    const types = (symbol: string) => bySymbol(instruments, symbol).details!['types'] as Record<string, number>
    expect(['ALC', 'BOB', 'CHAR'].map((symbol) => types(symbol)['P'])).toEqual([1885, 1658, 1457])
    const orders = ['ALC', 'BOB', 'CHAR'].map((symbol) => types(symbol)['A']! + (types(symbol)['F'] ?? 0))
    expect(orders).toEqual([950, 2482, 1568])
    const sum = (name: string) => instruments.reduce((total, each) => total + (each.details![name] as number), 0)
    expect([sum('buyOrders'), sum('sellOrders')]).toEqual([2432, 2568])
    expect(instruments[0]!.details!['systemEvents']).toBe('OSQMEC')
  })

  test('ITCH: the directory of a real session, and packets', () => {
    expect(run('itch50/real-session-first1000.itch').counts).toMatchObject({ S: 1, R: 993, H: 3, Y: 3, garbled: 0 })
    const { counts, gaps } = run('itch50/Nasdaq.Equities.TotalView.Itch.v5.0.20230822')
    expect(counts).toMatchObject({ A: 5, F: 5, E: 5, C: 5, X: 5, D: 5, U: 5, P: 5, Q: 5, J: 5, L: 5, garbled: 0 })
    expect(gaps).toBe(0)
  })

  test('CME: A equals B, each sequence once', () => {
    const { checks, counts, gaps } = run('cme-mdp3')
    expect(checks).toEqual([
      { name: 'A = B', checked: 5000, equal: 5000 },
      { name: 'each sequence once', checked: 5000, equal: 5000 },
    ])
    expect(counts).toMatchObject({
      ...{ packets: 10_000, delivered: 5000, duplicates: 5000, lost: 0, lastSequence: 10_614, securities: 127 },
      ...{ new: 5086, change: 6979, delete: 2509 },
      ...{ bids: 2450, offers: 3017, impliedBids: 4892, impliedOffers: 4215 },
      ...{ 'template 32': 9569, 'template 35': 307, 'template 42': 194, 'template 37': 194, 'template 12': 9 },
    })
    expect(gaps).toBe(0)
  })

  test('IEX: messages by type, no gap in TOPS, five in DEEP', () => {
    const tops = run('iex/TOPS16.pcapng.gz')
    expect(tops).toMatchObject({ events: 13_022, gaps: 0 })
    expect(tops.counts).toMatchObject({ messages: 57_674, S: 6, D: 10, H: 7803, O: 7801, P: 7802, Q: 27_217, T: 6390 })
    expect(tops.counts).toMatchObject({ A: 642, B: 3, garbled: 0 })
    const deep = run('iex/DEEP10_first20000.pcap.gz')
    expect(deep).toMatchObject({ events: 20_000, gaps: 5 })
    expect(deep.counts).toMatchObject({ messages: 157_902, 8: 2195, 5: 2093, T: 13_105, S: 23, E: 28, garbled: 0 })
    expect(deep.counts).toMatchObject({ H: 46_820, O: 46_820, P: 46_818 })
  })
})
