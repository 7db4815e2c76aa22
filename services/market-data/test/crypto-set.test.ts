/** The crypto sets through `reflex book`'s runner; Deribit's fields against the JSON as a parser of others reads it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { runSet } from '../src/feeds/run-set.ts'
import { dataFolder } from './recorded-run.ts'
import { BOOK, recording, snapshot, spot, trade } from './synthetic-recording.ts'

const NAMES = {
  ...{ mark: 'mark_price', index: 'index_price', underlying: 'underlying_price', markIv: 'mark_iv', bidIv: 'bid_iv' },
  ...{ askIv: 'ask_iv', openInterest: 'open_interest', interestRate: 'interest_rate' },
}
const GREEKS = ['delta', 'gamma', 'vega', 'theta', 'rho']

describe('crypto sets', () => {
  const dir = dataFolder('crypto-ws/deribit')
  it.skipIf(dir === undefined)("has the venue's own values of every option", () => {
    const last = new Map<string, Record<string, number>>()
    const text = gunzipSync(readFileSync(join(dir!, 'DERIBIT.ws.1.0.gz'))).toString('latin1')
    for (const line of text.split('\n')) {
      if (!/^\d/.test(line)) continue
      const { params } = JSON.parse(line.slice(line.indexOf(' ') + 1)) as {
        params?: { channel: string; data: Record<string, number> & { greeks: Record<string, number> } }
      }
      if (params?.channel.startsWith('ticker.') !== true) continue
      const { data } = params
      const values = Object.entries(NAMES).map(([ours, theirs]) => [ours, data[theirs]] as const)
      const greeks = GREEKS.map((name) => [name, data.greeks[name]!] as const)
      last.set(String(data['instrument_name']), Object.fromEntries([...values, ...greeks]) as Record<string, number>)
    }
    const { instruments } = runSet({ set: dir!, depth: 0 }, () => performance.now())
    expect(last.size).toBe(10)
    for (const { symbol, details } of instruments) {
      expect(details!['option'], symbol).toMatchObject(last.get(symbol)!)
      expect(details!['kind']).toBe('option')
    }
  })

  it('tells a set by what its frames say, wherever it lies', () => {
    const set = recording({
      anything: [
        [0, snapshot(10, ...BOOK)],
        [1, spot(11, 12, [['100.10', '4']])],
        [2, trade(1, '100.30', '0.5', false)],
        [3, spot(15, 16)],
        [500, snapshot(20, ...BOOK)],
        [600, spot(21, 22)],
      ],
    })
    const { format, instruments } = runSet({ set, depth: 1 }, () => performance.now())
    expect(format).toBe('binance-spot')
    expect(instruments).toMatchObject([
      {
        ...{ symbol: 'BTCUSDT', events: 6, diffs: 2, trades: 1, gaps: 1, resyncs: 1, staleMs: 597, stale: null },
        ...{ finalBbo: { bidPrice: 100.1, bidQty: 1.5, askPrice: 100.3, askQty: 2.25 }, vwap: 100.3, volume: 0.5 },
        depth: { bids: [[100.1, 1.5]], asks: [[100.3, 2.25]] },
      },
    ])
  })
})
