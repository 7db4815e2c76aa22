/** No garbage: a million operations without one scavenge. */

import { GCProfiler } from 'node:v8'
import { expect, test } from 'vitest'
import { runL2Bench } from '../bench/l2-book.bench.ts'
import { runL3Bench } from '../bench/l3-book.bench.ts'
import { runMatchingBench } from '../bench/matching-book.bench.ts'

function scavengesOf(run: () => void): number {
  const profiler = new GCProfiler()
  profiler.start()
  run()
  return profiler.stop()?.statistics.filter(({ gcType }) => gcType === 'Scavenge').length ?? -1
}

test.each([
  ['L2 updates', runL2Bench],
  ['L3 operations', runL3Bench],
  ['matching commands', runMatchingBench],
] as const)('a million %s collect no garbage', { retry: 4, timeout: 180_000 }, (_name, bench) => {
  const run = bench(1_000_000)
  for (let warmUp = 0; warmUp < 4; warmUp++) run()
  expect(scavengesOf(run)).toBe(0)
})
