/**
 * Recorded streams of the venues through their handlers: what each set's README says, and what the venue itself does.
 */

import { ASK, BID } from '@reflex/book'
import { INSTRUMENT_STATE_LIVE } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { dataFolder, RecordedRun } from './recorded-run.ts'

interface Expected {
  readonly set: string
  readonly venue: string
  readonly instruments: number
  readonly diffs: number
  readonly trades: number
  /** Checksums, tickers with the number of their change, tickers within a second: checked, all of them equal. */
  readonly checks: readonly [number, number, number]
}

const EXPECTED: readonly Expected[] = [
  { set: 'kraken', venue: 'KRAKEN', instruments: 10, diffs: 4269, trades: 0, checks: [4269, 0, 0] },
  { set: 'okx', venue: 'OKX', instruments: 3, diffs: 287, trades: 74, checks: [290, 0, 0] },
  { set: 'coinbase-pro', venue: 'COINBASE', instruments: 10, diffs: 9719, trades: 97, checks: [0, 0, 97] },
  { set: 'bitstamp', venue: 'BITSTAMP', instruments: 10, diffs: 615, trades: 10, checks: [0, 0, 0] },
  { set: 'deribit', venue: 'DERIBIT', instruments: 10, diffs: 36, trades: 0, checks: [0, 0, 79] },
  { set: 'bybit', venue: 'BYBIT', instruments: 2, diffs: 1016, trades: 150, checks: [0, 0, 0] },
  { set: 'gemini', venue: 'GEMINI', instruments: 10, diffs: 645, trades: 16, checks: [0, 0, 0] },
  { set: 'kraken-futures', venue: 'KRAKEN-FUTURES', instruments: 10, diffs: 7014, trades: 3, checks: [0, 0, 107] },
  { set: 'binance-futures', venue: 'BINANCE-USDM', instruments: 4, diffs: 752, trades: 91, checks: [0, 744, 0] },
]

describe.each(EXPECTED)('$set', ({ set, venue, instruments, diffs, trades, checks }) => {
  const dir = dataFolder(`crypto-ws/${set}`)
  it.skipIf(dir === undefined)(
    'is read whole; every book is live and agrees with the venue',
    { timeout: 60_000 },
    () => {
      const run = new RecordedRun(dir!).run()
      expect(run.handlers.map((handler) => handler.venue.name)).toEqual([venue])
      const handler = run.handlers[0]!
      const { levels } = handler.sync
      const total = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0)
      expect({
        instruments: run.instruments.count,
        troubles: [handler.unreadable, handler.sync.damaged, handler.unknown, handler.gaps, run.board.crossedCount],
        live: handler.syncedCount,
        diffs: total(handler.sync.diffs),
        trades: total(run.board.trades),
        checked: [
          total(levels.checksumsChecked),
          total(handler.checks.map(({ checked }) => checked)),
          total(handler.windows.map(({ checked }) => checked)),
        ],
        equal: [
          total(levels.checksumsEqual),
          total(handler.checks.map(({ equal }) => equal)),
          total(handler.windows.map(({ equal }) => equal)),
        ],
      }).toEqual({
        instruments,
        troubles: [0, 0, 0, 0, 0],
        live: instruments,
        diffs,
        trades,
        checked: checks,
        equal: checks,
      })
      for (let i = 0; i < run.instruments.count; i++) {
        const id = run.instruments.ids[i]!
        const book = run.board.books[i]!
        expect(run.board.stateOf(i), run.instruments.nameOf(id)).toBe(INSTRUMENT_STATE_LIVE)
        expect(run.reader.book(id).stateHash(), `a consumer of ${run.instruments.nameOf(id)}`).toBe(book.stateHash())
        expect(book.isCrossed).toBe(false)
        if (set === 'kraken') expect(Math.max(book.count(BID), book.count(ASK))).toBeLessThanOrEqual(1000)
      }
    },
  )
})
