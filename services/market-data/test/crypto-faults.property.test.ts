/** Every handler behind a bad line: a book is the venue's or stale, always; it heals; its memory is bounded. */

import { describe, expect, it } from 'vitest'
import { FAULTS, FaultRun } from './fault-run.ts'
import { dataFolder } from './recorded-run.ts'

const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 20_260_130)
const SEEDS = Number(process.env['REFLEX_TEST_SEEDS'] ?? 1)
const FRAMES = 700
const FAULT_COUNT = 12
const BUFFER_BYTES = 256 * 1024
const SETS = [
  ...['binance-futures', 'kraken', 'okx', 'coinbase-pro', 'bitstamp', 'deribit', 'bybit', 'gemini', 'kraken-futures'],
]

describe.each(SETS)('%s', (set) => {
  const dir = dataFolder(`crypto-ws/${set}`)
  it.skipIf(dir === undefined)(`is right or stale, and heals (seed ${SEED})`, { timeout: 120_000 }, () => {
    const run = new FaultRun(dir!, FRAMES)
    for (const fault of FAULTS) {
      for (let seed = SEED; seed < SEED + SEEDS; seed++) {
        const result = run.run(fault, seed, FAULT_COUNT, BUFFER_BYTES)
        const context = `${fault}, seed ${seed}: ${JSON.stringify(result)}`
        expect(result.wrong, context).toBe(0)
        expect(result.unhealed, context).toBe(0)
        expect(result.faults, context).toBeGreaterThan(0)
        expect(result.bufferedBytesMax, context).toBeLessThan(16 * 1024 * 1024)
      }
    }
  })
})
