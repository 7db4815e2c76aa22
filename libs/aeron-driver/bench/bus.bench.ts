/**
 * The bus against the official Java client and driver, the same work by turns in one run: round trip (p50, p99, p99.9)
 * and throughput at 32 B, 256 B and 1 KiB, over IPC and UDP on the loopback interface. Two client processes and one
 * driver (one thread, default idle strategy) for each. `npx reflex bench bus [--json]`; sizes by BUS_BENCH_ROUNDS,
 * BUS_BENCH_MESSAGES, BUS_BENCH_MEDIA=ipc,udp.
 */

import { cpus } from 'node:os'
import { BENCH_JSON, peerAbsent } from '@reflex/base/measure'
import { BusProcesses, type Figures, type Implementation, type Series } from './bus/processes.ts'

const ROUNDS = Number(process.env['BUS_BENCH_ROUNDS'] ?? 3)
const MESSAGES = Number(process.env['BUS_BENCH_MESSAGES'] ?? 1_000_000)
const MEDIA = (process.env['BUS_BENCH_MEDIA'] ?? 'ipc,udp').split(',')
const LENGTHS = [32, 256, 1024]
const PORT = 20_123

const SERIES: Readonly<Record<string, Series>> = {
  ipc: {
    ...{ outbound: 'aeron:ipc?term-length=16m', inbound: 'aeron:ipc?term-length=16m', idle: 'spin' },
    ...{ roundTrips: MESSAGES / 10, messages: MESSAGES, lengths: LENGTHS },
  },
  udp: {
    outbound: `aeron:udp?endpoint=127.0.0.1:${PORT}|term-length=16m`,
    inbound: `aeron:udp?endpoint=127.0.0.1:${PORT + 1}|term-length=16m`,
    ...{ idle: 'yield', roundTrips: MESSAGES / 100, messages: MESSAGES / 5, lengths: LENGTHS },
  },
}

/** Median of the rounds, field by field. */
function medianOf(rounds: readonly Figures[]): Figures {
  const median = (pick: (figures: Figures) => number): number => {
    const sorted = rounds.map(pick).sort((a, b) => a - b)
    return sorted[sorted.length >> 1]!
  }
  const first = rounds[0]!
  return {
    length: first.length,
    p50: median((f) => f.p50),
    p99: median((f) => f.p99),
    p999: median((f) => f.p999),
    max: median((f) => f.max),
    rate: median((f) => f.rate),
    hash: first.hash,
    bad: Math.max(...rounds.map((f) => f.bad)),
    ...(first.senderHeapBytes === undefined
      ? {}
      : {
          senderHeapBytes: median((f) => f.senderHeapBytes ?? 0),
          receiverHeapBytes: median((f) => f.receiverHeapBytes ?? 0),
        }),
  }
}

function report(media: string, ours: Figures, java: Figures | undefined): void {
  const { roundTrips, messages } = SERIES[media]!
  const name = `bus/${media}/${ours.length}B`
  const ratio = java === undefined ? undefined : { roundTrip: java.p50 / ours.p50, throughput: ours.rate / java.rate }
  if (java !== undefined && java.hash !== ours.hash) throw new Error(`${name}: the results differ`)
  if (process.env['REFLEX_BENCH_JSON'] === '1') {
    const line = { name, roundTrips, messages, rounds: ROUNDS, ...ours, hash: (ours.hash >>> 0).toString(16) }
    console.log(BENCH_JSON + JSON.stringify({ ...line, peer: { name: 'official Java', ...java }, ratio }))
    return
  }
  const row = (whose: string, f: Figures): string => {
    const us = [f.p50, f.p99, f.p999].map((ns) => (ns / 1000).toFixed(2).padStart(9)).join('')
    const heap = f.senderHeapBytes === undefined ? '' : `  heap/msg ${f.senderHeapBytes.toFixed(2)} B sender`
    const both = heap === '' ? '' : `${heap}, ${f.receiverHeapBytes?.toFixed(2)} B receiver`
    return `  ${whose.padEnd(8)} RTT us p50/p99/p99.9${us}  ${(f.rate / 1e6).toFixed(3).padStart(7)} M msg/s${both}`
  }
  console.log(`${name}: ${roundTrips} round trips, ${messages} messages, hash ${(ours.hash >>> 0).toString(16)}`)
  console.log(row('reflex', ours))
  if (java === undefined || ratio === undefined) return
  console.log(row('java', java))
  console.log(`  ratio    round trip ${ratio.roundTrip.toFixed(2)}, throughput ${ratio.throughput.toFixed(2)}`)
}

async function benchMedia(processes: BusProcesses, media: string, whose: readonly Implementation[]): Promise<void> {
  const rounds: Record<Implementation, Figures[][]> = { reflex: [], java: [] }
  for (let round = 0; round < ROUNDS; round++)
    for (const one of whose) rounds[one].push(await processes.run(one, SERIES[media]!))
  LENGTHS.forEach((_, i) => {
    const of = (one: Implementation): Figures => medianOf(rounds[one].map((figures) => figures[i]!))
    const ours = of('reflex')
    if (ours.bad > 0) throw new Error(`${media}: ${ours.bad} messages out of order`)
    report(media, ours, whose.includes('java') ? of('java') : undefined)
  })
}

const processes = new BusProcesses()
try {
  const absent = await processes.prepareJava()
  if (absent !== undefined) peerAbsent('bus', 'official Java', absent)
  const whose: readonly Implementation[] = absent === undefined ? ['reflex', 'java'] : ['reflex']
  if (process.env['REFLEX_BENCH_JSON'] !== '1')
    console.log(`${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}, median of ${ROUNDS} rounds`)
  for (const media of MEDIA) await benchMedia(processes, media, whose)
} finally {
  processes.close()
}
