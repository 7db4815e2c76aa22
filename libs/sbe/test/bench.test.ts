/** The benches in their small size, so that they never rot: the same inputs give the same result. */

import { expect, test } from 'vitest'
import { runSbeDecodeBench, runSbeEncodeBench } from '../bench/decode.bench.ts'

test.each([
  ['decode', runSbeDecodeBench],
  ['encode', runSbeEncodeBench],
] as const)('the bench of SBE %s gives one hash', (_name, bench) => {
  const run = bench(5_000)
  const hash = run()
  let operations = 0
  expect(run(() => operations++)).toBe(hash)
  expect(bench(5_000)()).toBe(hash)
  expect(operations).toBe(5_000)
})
