import { GCProfiler } from 'node:v8'
import { expect, it } from 'vitest'
import { HotPath } from './hot-path.ts'

/** Five messages a round. */
const ROUNDS = 200_000
const WARM_UP = 60_000

it('a million messages of the order path make no garbage', { retry: 4, timeout: 400_000 }, () => {
  const path = new HotPath('FIX.4.4', 1 << 20)
  path.run(WARM_UP)
  const before = path.messages
  const profiler = new GCProfiler()
  profiler.start()
  path.run(ROUNDS)
  const { statistics } = profiler.stop()
  expect(path.messages - before).toBe(ROUNDS * 5)
  expect(path.core.state.orders.liveCount).toBe(0)
  expect(path.counters.get('fills')).toBe(ROUNDS + WARM_UP)
  expect(statistics.filter((one) => one.gcType === 'Scavenge').length).toBe(0)
})
