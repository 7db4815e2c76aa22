/** The benches run, and their results do not depend on the speed: the small size, so that they never rot. */

import { expect, test } from 'vitest'
import { benchDecision, benchMessage } from '../bench/decision.bench.ts'
import { benchHeap } from '../bench/heap.bench.ts'

test('decision bench', () => {
  const { hash, p50 } = benchDecision(100, 100, 2000)
  expect(hash).toBe(3000)
  expect(p50).toBeGreaterThan(0)
})

test('message bench', () => {
  expect(benchMessage(2000).hash).toBe(3000)
})

test('heap bench', () => {
  expect(benchHeap(1000).approved).toBe(1000)
})
