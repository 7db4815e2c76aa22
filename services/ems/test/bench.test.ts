import { expect, it } from 'vitest'
import { benchOrderHop } from '../bench/order-hop.bench.ts'

it('the benchmark measures what it says', () => {
  const results = benchOrderHop('FIX.4.4', 500)
  expect(results.map(({ fills }) => fills)).toEqual([2000, 2000])
  for (const { p50, max } of results) expect(p50 > 0 && p50 <= max).toBe(true)
})
