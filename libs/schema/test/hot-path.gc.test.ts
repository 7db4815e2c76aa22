import { GCProfiler } from 'node:v8'
import { FixFrame } from '@reflex/fix'
import { expect, test } from 'vitest'
import { checksum, encodeOrder, encodeReport, readOrder, readReport } from './hot-path.ts'
import { MemorySink } from './memory-sink.ts'

const COUNT = 1_000_000

/** Garbage collections while the loop runs, after a warm-up that lets V8 compile it. */
function collectionsOf(loop: (count: number) => void): number {
  loop(100_000)
  loop(100_000)
  const profiler = new GCProfiler()
  profiler.start()
  loop(COUNT)
  const result = profiler.stop()
  expect(Number.isFinite(checksum[0])).toBe(true)
  return result.statistics.length
}

const sink = new MemorySink()
const frame = new FixFrame(sink.sessionTime)

test('a million orders written and read make no garbage', { retry: 4, timeout: 180_000 }, () => {
  const loop = (count: number): void => {
    for (let i = 0; i < count; i++) {
      sink.nowNs += 1000
      encodeOrder(sink, i & 0xffff)
      readOrder(frame, sink)
    }
  }
  expect(collectionsOf(loop)).toBe(0)
})

test('a million reports written and read make no garbage', { retry: 4, timeout: 180_000 }, () => {
  const loop = (count: number): void => {
    for (let i = 0; i < count; i++) {
      sink.nowNs += 1000
      encodeReport(sink, i & 0xffff)
      readReport(frame, sink)
    }
  }
  expect(collectionsOf(loop)).toBe(0)
})
