/**
 * Parse, read and write FIX.4.4 orders and reports, beside fixparser: `npx tsx --conditions=source
 * libs/fix/bench/codec.bench.ts [operations]`. Our figures include BodyLength and CheckSum, verified when reading.
 */

import { createRequire } from 'node:module'
import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import type FIXParser from 'fixparser'
import { FixFrame, FixFramer } from '../src/index.ts'
import { COUNT, encodeOrder, encodeReport, endOfLast, type Messages, messagesOf, sessionTime } from './messages.ts'

const MASK = COUNT - 1
const orders = messagesOf(encodeOrder)
const reports = messagesOf(encodeReport)
const framer = new FixFramer(4096)
const frame = new FixFrame(sessionTime)
const peer = createRequire(import.meta.url)('fixparser') as { default: typeof FIXParser }
const parser = new peer.default()
const scratch = new Uint8Array(1024)

function index(messages: Messages, i: number): void {
  const offset = messages.offsets[i]!
  framer.scan(messages.bytes, offset, offset + messages.lengths[i]!)
  frame.wrap(messages.bytes, offset, framer.messageLength)
}

/** Twelve typed reads of a report. */
function readReport(): number {
  const a = frame.offsetOf(11) + frame.lengthOf(37) + frame.offsetOf(17) + frame.char(150) + frame.char(39)
  const b = frame.lengthOf(55) + frame.char(54) + frame.decimalE8(32) + frame.decimalE8(31) + frame.decimalE8(151)
  return a + b + frame.decimalE8(14) + frame.utcNs(60, sessionTime)
}

/** Eight typed reads of an order. */
function readOrder(): number {
  const a = frame.offsetOf(11) + frame.lengthOf(55) + frame.char(54) + frame.char(40) + frame.char(59)
  return a + frame.decimalE8(38) + frame.decimalE8(44) + frame.utcNs(60, sessionTime)
}

/** Every run has a loop of its own: one loop for all would call through a site that V8 cannot specialise. */
export function runs(operations: number): Record<string, BenchRun> {
  return {
    'order: index + 8 reads': (onOperation) => {
      let hash = 0
      for (let i = 0; i < operations; i++) {
        index(orders, i & MASK)
        hash = (hash + readOrder()) | 0
        onOperation?.()
      }
      return hash
    },
    'report: index': (onOperation) => {
      let hash = 0
      for (let i = 0; i < operations; i++) {
        index(reports, i & MASK)
        hash = (hash + frame.fieldCount) | 0
        onOperation?.()
      }
      return hash
    },
    'report: index + 12 reads': (onOperation) => {
      let hash = 0
      for (let i = 0; i < operations; i++) {
        index(reports, i & MASK)
        hash = (hash + readReport()) | 0
        onOperation?.()
      }
      return hash
    },
    'order: encode': (onOperation) => {
      let hash = 0
      for (let i = 0; i < operations; i++) {
        hash = (hash - encodeOrder(scratch, 0, i & MASK) + endOfLast()) | 0
        onOperation?.()
      }
      return hash
    },
    'report: encode': (onOperation) => {
      let hash = 0
      for (let i = 0; i < operations; i++) {
        hash = (hash - encodeReport(scratch, 0, i & MASK) + endOfLast()) | 0
        onOperation?.()
      }
      return hash
    },
  }
}

function loop(operations: number, operation: (i: number) => number): BenchRun {
  return (onOperation) => {
    let hash = 0
    for (let i = 0; i < operations; i++) {
      hash = (hash + operation(i & MASK)) | 0
      onOperation?.()
    }
    return hash
  }
}

export function peerRuns(operations: number): Record<string, BenchRun> {
  return {
    'fixparser, order: parse + 8 reads': loop(operations, (i) => {
      const message = parser.parse(orders.texts[i]!)[0]!
      let sum = 0
      for (const tag of [11, 55, 54, 40, 59, 38, 44, 60]) sum += String(message.getField(tag).value).length
      return sum
    }),
    'fixparser, report: parse + 12 reads': loop(operations, (i) => {
      const message = parser.parse(reports.texts[i]!)[0]!
      let sum = 0
      for (const tag of [11, 37, 17, 150, 39, 55, 54, 32, 31, 151, 14, 60])
        sum += String(message.getField(tag).value).length
      return sum
    }),
    'fixparser, report: encode': loop(operations, (i) => {
      parsed[i] ??= parser.parse(reports.texts[i]!)[0]!
      return parsed[i]!.encode('\x01').length
    }),
  }
}

const parsed: { encode(separator: string): string }[] = []

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(400_000)
  const inputs = `${COUNT} messages, orders ${orders.lengths[0]} bytes, reports ${reports.lengths[0]} bytes`
  for (const [name, run] of Object.entries(runs(operations)))
    measure({ name, inputs, operations, rounds: 9, clock: 'cpu' }, run)
  const few = Math.max(1, Math.floor(operations / 20))
  for (const [name, run] of Object.entries(peerRuns(few)))
    measure({ name, inputs, operations: few, rounds: 5, clock: 'cpu' }, run)
}
