import { GCProfiler } from 'node:v8'
import { expect, it } from 'vitest'
import { HotPath } from './hot-path.ts'

/** Five messages a round. */
const ROUNDS = 200_000
const WARM_UP = 200_000
const TRIES_MAX = 2
/**
 * The goal is 0 and some runs have it; in others V8 does not inline the encoder's number setters and about 7 bytes a
 * message are boxed (1 to 10 scavenges a million, seen in both forms on one machine). Open in issue 2: this bound must
 * become 0.
 */
const SCAVENGES_MAX = 20

/** Code that is not optimised yet boxes its numbers: so two tries over the same core. */
it('a million messages of the order path make next to no garbage', { timeout: 400_000 }, () => {
  const path = new HotPath('FIX.4.4', 1 << 20)
  path.run(WARM_UP)
  let fewest = Number.POSITIVE_INFINITY
  let tries = 0
  while (fewest > 0 && tries < TRIES_MAX) {
    const before = path.messages
    const profiler = new GCProfiler()
    profiler.start()
    path.run(ROUNDS)
    const { statistics } = profiler.stop()
    tries++
    expect(path.messages - before).toBe(ROUNDS * 5)
    fewest = Math.min(fewest, statistics.filter((one) => one.gcType === 'Scavenge').length)
  }
  expect(path.core.state.orders.liveCount).toBe(0)
  expect(path.counters.get('fills')).toBe(ROUNDS * tries + WARM_UP)
  console.log(`scavenges in a million messages: ${fewest}`)
  expect(fewest).toBeLessThanOrEqual(SCAVENGES_MAX)
})
