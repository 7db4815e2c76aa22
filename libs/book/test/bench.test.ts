/** The benches in their small size, so that they never rot: they run, and the same inputs give the same result. */

import { expect, test } from 'vitest'
import { runL2Bench } from '../bench/l2-book.bench.ts'
import { runL3Bench } from '../bench/l3-book.bench.ts'
import { runMatchingBench } from '../bench/matching-book.bench.ts'

test.each([
  ['L2 updates', runL2Bench],
  ['L3 operations', runL3Bench],
  ['matching commands', runMatchingBench],
] as const)('the bench of %s gives one hash', (_name, bench) => {
  const run = bench(20_000)
  const hash = run()
  let operations = 0
  expect(run(() => operations++)).toBe(hash)
  expect(bench(20_000)()).toBe(hash)
  expect(operations).toBe(20_000)
})
