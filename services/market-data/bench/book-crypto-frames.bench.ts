/**
 * Frames of the crypto venues through their handlers, to normalised messages in the outbox:
 * `npx tsx --conditions=source services/market-data/bench/book-crypto-frames.bench.ts [frames]`. Beside each handler,
 * JSON.parse of the same frames; and how often the busiest second of the busiest recording fits into what it can do.
 */

import { BENCH_JSON, measure, peerAbsent, sizeOf } from '@reflex/base/measure'
import { CONTROL_FRAMES } from '../src/core/crypto/control-frame.ts'
import { type RecordedFrame, type RecordedLine, recordedLines } from '../test/crypto-line.ts'
import { dataFolder } from '../test/recorded-run.ts'

const SETS = [
  'binance-3venue-btc-20240808',
  'binance-usdm-btc-20230404-05',
  ...['kraken', 'okx', 'coinbase-pro', 'bitstamp', 'deribit', 'bybit', 'gemini', 'kraken-futures'].map(
    (name) => `crypto-ws/${name}`,
  ),
]
const BUFFER_BYTES = 64 * 1024 * 1024
const NS_PER_S = 1e9
const BURST_NS = 10e6
const FRAMES_MIN = 20_000
const ROUNDS = 5

export interface FramesResult {
  readonly set: string
  readonly venue: string
  readonly frames: number
  readonly framesPerSecond: number
  /** Frames in the busiest second, and those in the busiest 10 ms times 100. */
  readonly peakPerSecond: number
  readonly burstPerSecond: number
}

/** @param framesMax of each venue of each set. */
export function benchFrames(framesMax: number): FramesResult[] {
  const results: FramesResult[] = []
  for (const set of SETS) {
    const dir = dataFolder(set)
    if (dir === undefined) {
      peerAbsent(`frames of ${set}`, 'recording', 'the set is not here (REFLEX_DATA)')
      continue
    }
    for (const line of recordedLines(dir, framesMax)) results.push(benchLine(set, line))
  }
  return results
}

function benchLine(set: string, { venue, frames, create }: RecordedLine): FramesResult {
  const bytes = frames.reduce((sum, frame) => sum + frame.bytes.length, 0)
  const passes = Math.max(1, Math.ceil(FRAMES_MIN / frames.length))
  const inputs = `${set}, ${(bytes / frames.length).toFixed(0)} bytes a frame, ${passes} passes`
  const line = create(BUFFER_BYTES)
  const figures = measure(
    {
      ...{ name: `${venue.name} frame to events`, inputs, operations: frames.length * passes, rounds: ROUNDS },
      peer: { name: 'JSON.parse alone', nsPerOperation: parseNs(frames) },
    },
    (onOperation) => {
      for (let pass = 0; pass < passes; pass++) {
        line.feed(frames[0]!.timeNs, CONTROL_FRAMES.disconnected, 0)
        for (const frame of frames) {
          line.feed(frame.timeNs, frame.bytes, frame.owner)
          onOperation?.()
        }
      }
      return line.board.books.reduce((hash, book) => Math.imul(hash, 31) ^ book.stateHash(), 17)
    },
  )
  const framesPerSecond = NS_PER_S / figures.nsPerOperation
  return {
    ...{ set, venue: venue.name, frames: frames.length, framesPerSecond },
    peakPerSecond: peakOf(frames, NS_PER_S),
    burstPerSecond: peakOf(frames, BURST_NS) * (NS_PER_S / BURST_NS),
  }
}

function parseNs(frames: readonly RecordedFrame[]): number {
  const buffers = frames.map(({ bytes }) => Buffer.from(bytes))
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const start = performance.now()
    let kept = 0
    for (const buffer of buffers) if (JSON.parse(buffer.toString('latin1')) !== null) kept++
    best = Math.min(best, ((performance.now() - start) * 1e6) / kept)
  }
  return best
}

/** Frames in the busiest window. */
function peakOf(frames: readonly RecordedFrame[], windowNs: number): number {
  let peak = 0
  let first = 0
  frames.forEach(({ timeNs }, i) => {
    while (timeNs - frames[first]!.timeNs >= windowNs) first++
    peak = Math.max(peak, i - first + 1)
  })
  return peak
}

if (process.argv[1] === import.meta.filename) {
  const results = benchFrames(sizeOf(20_000))
  const busiest = results.reduce((most, one) => (one.peakPerSecond > most.peakPerSecond ? one : most))
  const slowest = results.reduce((least, one) => (one.framesPerSecond < least.framesPerSecond ? one : least))
  for (const { venue, set, framesPerSecond, peakPerSecond, burstPerSecond } of results) {
    if (process.env['REFLEX_BENCH_JSON'] === '1') continue
    const ratio = (framesPerSecond / busiest.peakPerSecond).toFixed(1)
    console.log(
      `${venue} (${set}): ${Math.round(framesPerSecond)} frames/s; its busiest second had ${peakPerSecond}, ` +
        `its busiest 10 ms were at ${burstPerSecond}/s; ` +
        `${ratio} times the busiest of all (${busiest.peakPerSecond}, ${busiest.venue})`,
    )
  }
  if (process.env['REFLEX_BENCH_JSON'] === '1')
    console.log(BENCH_JSON + JSON.stringify({ name: 'crypto frames', results }))
  else console.log(`least: ${slowest.venue}, ${(slowest.framesPerSecond / busiest.peakPerSecond).toFixed(1)} times`)
}
