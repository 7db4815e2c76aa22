/**
 * Runs a bench and prints machine, inputs, result hash and figures: for people, or as one JSON line that begins with
 * `BENCH_JSON` when that is asked for by the environment (`reflex bench --json` does). A bench is a function that does
 * all its operations and returns a hash.
 */

import { cpus } from 'node:os'
import { Histogram } from './histogram.ts'

/**
 * Performs every operation once from the same start. @param onOperation called after each when given. @returns a hash
 * of the result.
 */
export type BenchRun = (onOperation?: () => void) => number

export interface BenchOptions {
  readonly name: string
  readonly inputs: string
  readonly operations: number
  readonly rounds: number
  /** `wall` time of a round (the default), or `cpu` time of this process, which neighbours disturb less. */
  readonly clock?: 'wall' | 'cpu'
  /** Brings about the start of a round; not timed. */
  readonly prepare?: () => void
  /** Nanoseconds an operation of a peer measured in the same run, and its name. */
  readonly peer?: { readonly name: string; readonly nsPerOperation: number }
}

export interface BenchFigures {
  /** Median of the rounds. */
  readonly nsPerOperation: number
  readonly nsPerOperationBest: number
}

/** First characters of a line that holds figures as JSON. */
export const BENCH_JSON = '#bench '

export function measure(options: BenchOptions, run: BenchRun): BenchFigures {
  const clock = options.clock === 'cpu' ? cpuNs : wallNs
  options.prepare?.()
  const hash = run()
  const rounds: number[] = []
  for (let i = 0; i < options.rounds; i++) {
    options.prepare?.()
    const startNs = clock()
    if (run() !== hash) throw new Error('the result differs between rounds')
    rounds.push((clock() - startNs) / options.operations)
  }
  rounds.sort((a, b) => a - b)
  options.prepare?.()
  const each = latencies(run)
  const figures = { nsPerOperation: rounds[rounds.length >> 1]!, nsPerOperationBest: rounds[0]! }
  if (process.env['REFLEX_BENCH_JSON'] === '1') printLine(options, hash, figures, each)
  else printText(options, hash, figures, each)
  return figures
}

/** Median time of an operation of a peer, ns: the same rounds without a report of its own. */
export function measurePeer(
  options: Pick<BenchOptions, 'operations' | 'rounds' | 'prepare'>,
  run: () => unknown,
): number {
  const rounds: number[] = []
  for (let i = 0; i <= options.rounds; i++) {
    options.prepare?.()
    const startNs = wallNs()
    run()
    rounds.push((wallNs() - startNs) / options.operations)
  }
  rounds.shift()
  rounds.sort((a, b) => a - b)
  return rounds[rounds.length >> 1]!
}

/** Says that a peer of a bench could not be measured, and why. */
export function peerAbsent(bench: string, peer: string, reason: string): void {
  if (process.env['REFLEX_BENCH_JSON'] === '1') {
    console.log(BENCH_JSON + JSON.stringify({ name: bench, peer: { name: peer, absent: reason } }))
  } else console.log(`${bench}: ${peer} not measured: ${reason}`)
}

/** Size from the command line, or the full one. */
export function sizeOf(full: number): number {
  return Number(process.argv[2] ?? full)
}

function printText(
  { name, inputs, operations, rounds, clock, peer }: BenchOptions,
  hash: number,
  { nsPerOperation, nsPerOperationBest }: BenchFigures,
  each: ReturnType<Histogram['summary']>,
): void {
  const what = clock === 'cpu' ? 'ns CPU time/op' : 'ns/op'
  console.log(`${name}: ${cpus()[0]?.model.trim()}, Node ${process.version}`)
  console.log(`  inputs ${inputs}, ${operations} operations, hash ${(hash >>> 0).toString(16)}`)
  const rate = (1e3 / nsPerOperation).toFixed(2)
  const best = nsPerOperationBest.toFixed(1)
  console.log(`  ${nsPerOperation.toFixed(1)} ${what} (median of ${rounds}, best ${best}), ${rate} M op/s`)
  console.log(`  each, clock included, ns: p50 ${each.p50} p99 ${each.p99} p99.9 ${each.p999} max ${each.max}`)
  if (peer === undefined) return
  const ratio = (peer.nsPerOperation / nsPerOperation).toFixed(2)
  console.log(`  ${peer.name}: ${peer.nsPerOperation.toFixed(1)} ns/op, ${ratio} times ours`)
}

function printLine(
  { name, inputs, operations, clock, peer }: BenchOptions,
  hash: number,
  figures: BenchFigures,
  each: ReturnType<Histogram['summary']>,
): void {
  const { p50, p99, p999, max } = each
  const line = {
    ...{ name, inputs, operations, hash: (hash >>> 0).toString(16), clock: clock ?? 'wall', ...figures },
    operationsPerSecond: Math.round(1e9 / figures.nsPerOperation),
    eachNs: { p50, p99, p999, max },
    ...(peer === undefined ? {} : { peer: { ...peer, ratio: peer.nsPerOperation / figures.nsPerOperation } }),
  }
  console.log(BENCH_JSON + JSON.stringify(line))
}

/** Times every operation by itself, with the cost of the clock in it. */
function latencies(run: BenchRun): ReturnType<Histogram['summary']> {
  const histogram = new Histogram()
  let last = performance.now()
  run(() => {
    const now = performance.now()
    histogram.record(Math.round((now - last) * 1e6))
    last = performance.now()
  })
  return histogram.summary()
}

function wallNs(): number {
  return performance.now() * 1e6
}

function cpuNs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1e3
}
