/**
 * What is left on the heap after many orders: `npx tsx --conditions=source services/risk-gateway/bench/heap.bench.ts
 * [orders]`, with `--expose-gc`. Each order comes in as a message, is let pass and cancelled by its venue. Beside the
 * heap stands the memory of typed arrays: the table of the day's ClOrdIDs grows, as no id may be used twice.
 */

import { GCProfiler } from 'node:v8'
import { MessageFrame } from '@reflex/service-host'
import { START_NS, World } from '../test/world.ts'

const NONE = { window: 'none' }
const SECTION = { firm: NONE, strategies: { '*': NONE }, venues: { '*': NONE } }
const WARM_UP = 200_000
const MB = 1 << 20

export interface HeapResult {
  readonly orders: number
  readonly approved: number
  readonly scavenges: number
  readonly heapBeforeMb: number
  readonly heapAfterMb: number
  readonly arraysBeforeMb: number
  readonly arraysAfterMb: number
}

export function benchHeap(orders: number): HeapResult {
  const recorder = new World(SECTION).ready()
  const recorded: { stream: number; bytes: Uint8Array; view: DataView; at: number }[] = []
  recorder.deliver = (stream, bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    recorded.push({ stream, bytes, view, at: Buffer.from(bytes).indexOf('ID00000000') })
  }
  recorder.order({ id: 'ID00000000', qty: 0.1, px: 59_900 })
  recorder.report({ id: 'ID00000000', execType: '4', status: '4', qty: 0.1 })
  const world = new World(SECTION).ready()
  const frame = new MessageFrame()
  const run = (from: number, to: number): void => {
    for (let n = from; n < to; n++) {
      for (const { stream, bytes, view, at } of recorded) {
        for (let i = at + 9, rest = n; i > at + 1; i--, rest = Math.floor(rest / 10)) bytes[i] = 48 + (rest % 10)
        world.core.onMessage(START_NS, frame.set(stream, 1, bytes, view, 0, bytes.length), world.out)
      }
      world.out.discard()
    }
  }
  run(0, WARM_UP)
  const before = memory()
  const profiler = new GCProfiler()
  profiler.start()
  run(WARM_UP, WARM_UP + orders)
  const scavenges = profiler.stop().statistics.filter(({ gcType }) => gcType === 'Scavenge').length
  const after = memory()
  const approved = world.counters.get('approved') - WARM_UP
  return {
    ...{ orders, approved, scavenges, heapBeforeMb: before.heap, heapAfterMb: after.heap },
    ...{ arraysBeforeMb: before.arrays, arraysAfterMb: after.arrays },
  }
}

function memory(): { heap: number; arrays: number } {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return { heap: Math.round((heapUsed / MB) * 10) / 10, arrays: Math.round(arrayBuffers / MB) }
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(benchHeap(Number(process.argv[2] ?? 1_000_000))))
}
