import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectRecording } from '../src/index.ts'
import { RecordedRun } from './recorded-run.ts'
import { BOOK, recording, START_MS, snapshot, spot, tempDir, ticker, trade, usdm } from './synthetic-recording.ts'

/** What a run told in words, without heartbeats and repeats of states. */
function story(run: RecordedRun): string[] {
  return run.story.filter(
    (line, i) => !line.startsWith('heartbeat') && !(line.startsWith('status') && run.story[i - 1] === line),
  )
}

describe('the streams of a spot venue', () => {
  it('holds diffs until the snapshot, and goes live with the first that continues it', () => {
    const run = new RecordedRun(
      recording({
        'spot.gz': [
          [0, spot(5, 8, [['90.00', '9']])],
          [1, spot(9, 12, [['100.10', '1.25']])],
          [2, snapshot(10, ...BOOK)],
          [3, ticker(12, '100.10', '1.25', '100.30', '2.25')],
          [4, trade(77, '100.30', '0.25', false)],
          [
            5,
            spot(
              13,
              14,
              [],
              [
                ['100.30', '0'],
                ['100.20', '3'],
              ],
            ),
          ],
          [6, ticker(14, '100.10', '1.25', '100.20', '3')],
        ],
      }),
    ).run()
    expect(story(run)).toEqual([
      'status 1 STALE START 0',
      'book 1 2 rebuild last',
      'bbo 1 30@1001 45@1003',
      'book 1 1 last',
      'bbo 1 25@1001 45@1003',
      'status 1 LIVE RECOVERED 0',
      'trade 1 5@1003',
      'book 1 2 last',
      'bbo 1 25@1001 60@1002',
    ])
    expect(run.handlers[0]!.checks[0]).toMatchObject({ checked: 1, equal: 1, waiting: 0 })
    expect(run.info.venues[0]!.instruments[0]).toMatchObject({ tickSize: '0.1', lotSize: '0.05' })
  })

  it('is stale behind a gap until another snapshot, and counts a book that differs from the ticker', () => {
    const run = new RecordedRun(
      recording({
        spot: [
          [0, snapshot(10, ...BOOK)],
          [1, spot(11, 12)],
          [2, spot(14, 15, [['100.10', '4']])],
          [3, spot(16, 17, [['100.20', '1']])],
          [4, snapshot(16, [['100.10', '4']], [['100.30', '2.25']])],
          [5, spot(18, 18)],
          [6, ticker(18, '100.20', '2', '100.30', '2.25')],
        ],
      }),
    )
    run.run()
    expect(story(run).slice(2)).toEqual([
      'bbo 1 30@1001 45@1003',
      'status 1 LIVE RECOVERED 0',
      'status 1 STALE GAP 0',
      'book 1 2 rebuild last',
      'bbo 1 80@1001 45@1003',
      'book 1 1 last',
      'bbo 1 20@1002 45@1003',
      'status 1 LIVE RECOVERED 2000000',
    ])
    expect(run.handlers[0]).toMatchObject({ gaps: 1, resyncs: 1, duplicates: 0 })
    expect(run.handlers[0]!.checks[0]).toMatchObject({ checked: 1, equal: 0 })
  })

  it('tells silence, and a feed that came back with nothing lost', () => {
    const run = new RecordedRun(
      recording({
        spot: [
          [0, snapshot(10, ...BOOK)],
          [1, spot(11, 12)],
          [9001, spot(13, 14)],
        ],
        tick: [2, 5000, 5001].map((ms) => [ms, usdm(1, 2, 0, [['1', '1']])] as const),
      }),
    ).run()
    expect(story(run).filter((line) => line.startsWith('status 1'))).toEqual([
      'status 1 STALE START 0',
      'status 1 LIVE RECOVERED 0',
      'status 1 STALE SILENCE 0',
      'status 1 STALE SILENCE 0',
      'status 1 STALE SILENCE 4001000000',
      'status 1 LIVE RECOVERED 4001000000',
    ])
  })

  it('does not take what it cannot read or represent', () => {
    const folder = recording({
      spot: [
        [0, snapshot(10, ...BOOK)],
        [1, spot(11, 12)],
        [2, '{"stream":"btcusdt@trade","data":{"e":"trade"'],
        [2, '[1,2]'],
        [3, { result: null, id: 1 }],
        [4, trade(78, '0', '0', true)],
        [5, spot(13, 14, [['100.5x', '1']])],
      ],
    })
    const run = new RecordedRun(folder).run()
    expect(run.handlers[0]!.garbled).toBe(4)
    expect(run.reader.states.get(1)).toBe('STALE')
  })
})

it('splices the snapshot of a futures venue by pu', () => {
  const run = new RecordedRun(
    recording({
      'usdm.gz': [
        [0, usdm(5, 9, 4, [['90', '9']])],
        [1, { lastUpdateId: 12, E: START_MS, T: START_MS, bids: [['100', '1']], asks: [['101', '1']] }],
        [2, usdm(10, 12, 9, [['100', '2']])],
        [3, usdm(15, 20, 12, [['99', '5']])],
        [
          4,
          {
            stream: 'x',
            data: {
              e: 'markPriceUpdate',
              E: START_MS,
              s: 'ETHUSDT',
              p: '100.60',
              i: '100.4',
              r: '-0.00010000',
              T: START_MS,
            },
          },
        ],
        [5, usdm(30, 31, 21)],
      ],
    }),
  ).run()
  expect(story(run).slice(1)).toEqual([
    'book 1 2 rebuild last',
    'bbo 1 1@100 1@101',
    'book 1 1 last',
    'bbo 1 2@100 1@101',
    'status 1 LIVE RECOVERED 0',
    'book 1 1 last',
    'mark 1 101 -100000',
    'status 1 STALE GAP 0',
  ])
})

describe('inspecting a recording', () => {
  it('tells venues and kinds apart by content, whatever the names, and takes files of a venue together', () => {
    const folder = recording({
      'b.gz': [
        [
          5,
          {
            stream: 'btcusd_perp@depth',
            data: {
              e: 'depthUpdate',
              E: 1,
              T: 1,
              s: 'BTCUSD_PERP',
              ps: 'BTCUSD',
              U: 1,
              u: 2,
              pu: 0,
              b: [['61773.5', '10']],
              a: [],
            },
          },
        ],
      ],
      a: [
        [3, spot(1, 2, [['0.00010', '1000']], [], 'SHIBBTC')],
        [4, spot(1, 2, [['61773.50', '0.00100']], [], 'BTCFDUSD')],
      ],
      'day2.dat': [[9, usdm(3, 4, 2, [['2500.05', '0.5']])]],
      'day1.dat': [[1, usdm(1, 2, 0, [['2500.10', '0.002']])]],
      'README.md': [[0, {}]],
    })
    const info = inspectRecording(folder)
    expect(info).toMatchObject({ startEpochMs: START_MS + 1, startNanos: 1, endEpochMs: START_MS + 9, lines: 5 })
    expect(info.venues).toEqual([
      {
        name: 'BINANCE-SPOT',
        kind: 'binance-spot',
        instruments: [
          {
            symbol: 'BTCFDUSD',
            venueSymbol: 'BTCFDUSD',
            kind: 'spot',
            tickSize: '0.5',
            lotSize: '0.001',
            multiplier: '1',
            base: 'BTC',
            quote: 'FDUSD',
          },
          {
            symbol: 'SHIBBTC',
            venueSymbol: 'SHIBBTC',
            kind: 'spot',
            tickSize: '0.0001',
            lotSize: '1000',
            multiplier: '1',
            base: 'SHIB',
            quote: 'BTC',
          },
        ],
      },
      {
        name: 'BINANCE-USDM',
        kind: 'binance-usdm',
        instruments: [
          {
            symbol: 'ETHUSDT',
            venueSymbol: 'ETHUSDT',
            kind: 'linear-perpetual',
            tickSize: '0.05',
            lotSize: '0.002',
            multiplier: '1',
            base: 'ETH',
            quote: 'USDT',
          },
        ],
      },
      {
        name: 'BINANCE-COINM',
        kind: 'binance-coinm',
        instruments: [
          {
            symbol: 'BTCUSD_PERP',
            venueSymbol: 'BTCUSD_PERP',
            kind: 'inverse-perpetual',
            tickSize: '0.5',
            lotSize: '10',
            multiplier: '100',
            base: 'BTC',
            quote: 'USD',
          },
        ],
      },
    ])
    const run = new RecordedRun(folder)
    const order: number[] = []
    run.source.poll(Number.MAX_SAFE_INTEGER, { onFrame: (frame) => order.push(frame.arrivalNs) }, 100)
    expect(order.map((ns) => Math.round((ns - run.session.fromEpochMs(START_MS)) / 1e6))).toEqual([1, 3, 4, 5, 9])
    expect(run.source.isExhausted).toBe(true)
    expect(run.source.nextDeadlineNs()).toBe(Number.POSITIVE_INFINITY)
  })

  it('says what is wrong with a folder', () => {
    expect(() => inspectRecording(join(tempDir(), 'nothing'))).toThrow(/cannot read the folder/)
    expect(() => inspectRecording(recording({}))).toThrow(/holds no file of lines/)
    expect(() => inspectRecording(recording({ a: [[0, trade(1, '1', '1', true)]] }))).toThrow(/holds no depth updates/)
    const folder = recording({ a: [[0, spot(1, 2, [['1', '1']])]] })
    writeFileSync(join(folder, 'b'), `${START_MS} {}\nnonsense\n`)
    expect(() => inspectRecording(folder)).toThrow(/b, line 2: expected a receive time/)
  })
})
