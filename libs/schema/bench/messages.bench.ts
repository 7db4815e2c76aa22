/**
 * Generated encoders and decoders on the bus's own messages: `npx tsx --conditions=source
 * libs/schema/bench/messages.bench.ts [operations]`. An order of 314 bytes (17 fields and a hop stamp) and a report of
 * 357 bytes (20 fields), header, ns stamps and CheckSum included.
 */

import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import { FixFrame } from '@reflex/fix'
import { checksum, encodeOrder, encodeReport, readOrder, readReport } from '../test/hot-path.ts'
import { MemorySink } from '../test/memory-sink.ts'

const MASK = 0xffff

export function runs(operations: number): Record<string, BenchRun> {
  const sink = new MemorySink()
  const frame = new FixFrame(sink.sessionTime)
  return {
    'order: encode': (onOperation) => {
      sink.count = 0
      let hash = 0
      for (let i = 0; i < operations; i++) {
        hash = (hash + encodeOrder(sink, i & MASK)) | 0
        onOperation?.()
      }
      return hash
    },
    'order: index, 10 reads, 2 of the hop': (onOperation) => {
      encodeOrder(sink, 1)
      checksum[0] = 0
      for (let i = 0; i < operations; i++) {
        readOrder(frame, sink)
        onOperation?.()
      }
      return checksum[0]!
    },
    'report: encode': (onOperation) => {
      sink.count = 0
      let hash = 0
      for (let i = 0; i < operations; i++) {
        hash = (hash + encodeReport(sink, i & MASK)) | 0
        onOperation?.()
      }
      return hash
    },
    'report: index, 12 reads': (onOperation) => {
      encodeReport(sink, 1)
      checksum[0] = 0
      for (let i = 0; i < operations; i++) {
        readReport(frame, sink)
        onOperation?.()
      }
      return checksum[0]!
    },
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(400_000)
  const inputs = 'bus messages of the hot path'
  for (const [name, run] of Object.entries(runs(operations))) measure({ name, inputs, operations, rounds: 9 }, run)
}
