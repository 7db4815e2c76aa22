/**
 * Parse, read and write FIX.4.4 orders and reports, beside fixparser: `npx tsx --conditions=source
 * libs/fix/bench/codec.bench.ts [operations]`, beside jspurefix and QuickFIX/J where they are. Our figures include
 * BodyLength and CheckSum, verified when reading.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BENCH_JSON, type BenchRun, measure, peerAbsent, sizeOf } from '@reflex/base/measure'
import type FIXParser from 'fixparser'
import { FixFrame, FixFramer } from '../src/index.ts'
import { loadJsPureFix } from './jspurefix-peer.ts'
import { COUNT, encodeOrder, encodeReport, endOfLast, type Messages, messagesOf, sessionTime } from './messages.ts'
import { QUICKFIXJ_ABSENT, quickFixClassPath } from './quickfixj-jars.ts'

const ORDER = 'order: index + 8 reads'
const READ = 'report: index + 12 reads'
const ENCODE = 'report: encode'
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
    [ORDER]: (onOperation) => {
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
    [READ]: (onOperation) => {
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
    [ENCODE]: (onOperation) => {
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

const READ_TAGS = [11, 37, 17, 150, 39, 55, 54, 32, 31, 151, 14, 60]

/** Median ns an operation of QuickFIX/J, or why there is none. */
function quickFix(operations: number): { readonly read: number; readonly encode: number } | string {
  const classPath = quickFixClassPath()
  if (classPath === undefined) return QUICKFIXJ_ABSENT
  const dir = mkdtempSync(join(tmpdir(), 'reflex-codec-bench-'))
  try {
    const source = join(import.meta.dirname, 'QuickFixCodec.java')
    execFileSync('javac', ['-cp', classPath, '-d', dir, source], { stdio: 'ignore' })
    const input = join(dir, 'reports.txt')
    writeFileSync(input, reports.texts.map((text) => text.replaceAll('\x01', '|')).join('\n'), 'latin1')
    const args = ['-cp', `${dir}:${classPath}`, 'QuickFixCodec', input, String(operations)]
    const output = execFileSync('java', args, { encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'] })
    const figure = (name: string): number => Number(new RegExp(`^${name} (.*)$`, 'm').exec(output)?.[1])
    return { read: figure('read'), encode: figure('encode') }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function main(): Promise<void> {
  const operations = sizeOf(400_000)
  const few = Math.max(1, Math.floor(operations / 20))
  const inputs = `${COUNT} messages, orders ${orders.lengths[0]} bytes, reports ${reports.lengths[0]} bytes`
  const figures = new Map<string, number>()
  const all = { ...runs(operations) }
  for (const [name, run] of Object.entries(all))
    figures.set(name, measure({ name, inputs, operations, rounds: 9, clock: 'cpu' }, run).nsPerOperation)
  const ours = { read: figures.get(READ)!, encode: figures.get(ENCODE)! }
  const beside = (name: string, run: BenchRun, own: number): void => {
    const { nsPerOperation } = measure({ name, inputs, operations: few, rounds: 5, clock: 'cpu' }, run)
    printRatio(name, nsPerOperation, own)
  }
  for (const [name, run] of Object.entries(peerRuns(few)))
    beside(name, run, name.includes('encode') ? ours.encode : name.includes('order') ? figures.get(ORDER)! : ours.read)
  const pure = await loadJsPureFix()
  if (typeof pure === 'string') peerAbsent(READ, 'jspurefix', pure)
  else {
    const messages = reports.texts.map((text) => Buffer.from(text, 'latin1'))
    const encode = pure.encoderOf(messages[0]!, 'ExecutionReport')
    beside(
      'jspurefix, report: parse + 12 reads',
      loop(few, (i) => pure.read(messages[i]!, READ_TAGS)),
      ours.read,
    )
    beside('jspurefix, report: encode, no 9 and 10', loop(few, encode), ours.encode)
  }
  const java = quickFix(operations / 4)
  if (typeof java === 'string') peerAbsent(READ, 'QuickFIX/J 2.3.2', java)
  else {
    printRatio('QuickFIX/J 2.3.2, report: parse + 12 reads', java.read, ours.read)
    printRatio('QuickFIX/J 2.3.2, report: encode', java.encode, ours.encode)
  }
}

/** A peer's figure of this run beside ours. */
function printRatio(peer: string, nsPerOperation: number, ourNsPerOperation: number): void {
  const ratio = nsPerOperation / ourNsPerOperation
  if (process.env['REFLEX_BENCH_JSON'] === '1')
    console.log(BENCH_JSON + JSON.stringify({ peer, nsPerOperation, ourNsPerOperation, ratio }))
  else
    console.log(
      `${peer}: ${nsPerOperation.toFixed(0)} ns, ours ${ourNsPerOperation.toFixed(0)} ns: ${ratio.toFixed(1)} times`,
    )
}

if (process.argv[1] === import.meta.filename) await main()
