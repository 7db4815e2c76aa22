/** The bench in its small size, and no garbage: a million messages without one scavenge. */

import { GCProfiler } from 'node:v8'
import { expect, test } from 'vitest'
import { runDecodeBench, runEncodeBench } from '../../bench/book-update.bench.ts'

function scavengesOf(run: () => void): number {
  const profiler = new GCProfiler()
  profiler.start()
  run()
  return profiler.stop()?.statistics.filter(({ gcType }) => gcType === 'Scavenge').length ?? -1
}

const benches = [
  ['encodes', runEncodeBench],
  ['decodes', runDecodeBench],
  ['checked decodes', (operations: number) => runDecodeBench(operations, true)],
] as const

test.each(benches)('a million book update %s collect no garbage', { retry: 4, timeout: 180_000 }, (_name, bench) => {
  const run = bench(1_000_000)
  for (let warmUp = 0; warmUp < 3; warmUp++) run()
  expect(scavengesOf(run)).toBe(0)
})

test.each(benches)('the bench of %s gives one hash', (_name, bench) => {
  const run = bench(5_000)
  expect(run(() => undefined)).toBe(run())
  expect(bench(5_000)()).toBe(run())
})
