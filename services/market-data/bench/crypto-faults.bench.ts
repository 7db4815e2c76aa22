/**
 * The fault suite with more seeds, as a table of how long books were stale:
 * `npx tsx --conditions=source services/market-data/bench/crypto-faults.bench.ts [seeds]`.
 */

import { BENCH_JSON, sizeOf } from '@reflex/base/measure'
import { FAULTS, FaultRun } from '../test/fault-run.ts'
import { dataFolder } from '../test/recorded-run.ts'

const SETS = [
  ...['binance-futures', 'kraken', 'okx', 'coinbase-pro', 'bitstamp', 'deribit', 'bybit', 'gemini', 'kraken-futures'],
]
const FRAMES = 1500
const FAULT_COUNT = 12
const BUFFER_BYTES = 256 * 1024

if (process.argv[1] === import.meta.filename) {
  const seeds = sizeOf(2)
  let failed = 0
  for (const set of SETS) {
    const dir = dataFolder(`crypto-ws/${set}`)
    if (dir === undefined) continue
    const run = new FaultRun(dir, FRAMES)
    for (const fault of FAULTS) {
      const results = Array.from({ length: seeds }, (_, seed) => run.run(fault, seed + 1, FAULT_COUNT, BUFFER_BYTES))
      const sum = (of: (result: (typeof results)[number]) => number): number => results.reduce((a, r) => a + of(r), 0)
      const line = {
        ...{
          name: `faults ${results[0]!.venue} ${fault}`,
          inputs: `crypto-ws/${set}, ${FRAMES} frames, seeds 1..${seeds}`,
        },
        ...{ faults: sum((r) => r.faults), stale: sum((r) => r.stale), wrong: sum((r) => r.wrong) },
        unhealed: sum((r) => r.unhealed),
        healMsP50: Math.max(...results.map((r) => r.healMsP50)),
        healMsMax: Math.max(...results.map((r) => r.healMsMax)),
        bufferedBytesMax: Math.max(...results.map((r) => r.bufferedBytesMax)),
      }
      failed += line.wrong + line.unhealed
      if (process.env['REFLEX_BENCH_JSON'] === '1') console.log(BENCH_JSON + JSON.stringify(line))
      else console.log(JSON.stringify(line))
    }
  }
  if (failed > 0) process.exitCode = 1
}
