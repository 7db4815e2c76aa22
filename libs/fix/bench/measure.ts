/**
 * Runs a bench and prints machine, inputs, result hash and figures. A bench is a function that does all its operations
 * and returns a hash.
 */

import { cpus } from 'node:os'
import { Histogram } from '@reflex/base'

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
}

export function measure(options: BenchOptions, run: BenchRun): void {
  const hash = run()
  const rounds: number[] = []
  for (let i = 0; i < options.rounds; i++) {
    const start = process.cpuUsage()
    if (run() !== hash) throw new Error('the result differs between rounds')
    const used = process.cpuUsage(start)
    rounds.push(((used.user + used.system) * 1e3) / options.operations)
  }
  rounds.sort((a, b) => a - b)
  const each = latencies(run)
  const median = rounds[rounds.length >> 1]!
  console.log(`${options.name}: ${cpus()[0]?.model.trim()}, Node ${process.version}`)
  console.log(`  inputs ${options.inputs}, ${options.operations} operations, hash ${(hash >>> 0).toString(16)}`)
  const best = rounds[0]!.toFixed(1)
  const rate = (1e3 / median).toFixed(2)
  console.log(`  ${median.toFixed(1)} ns CPU time/op (median of ${options.rounds}, best ${best}), ${rate} M op/s`)
  console.log(`  each, clock included, ns: p50 ${each.p50} p99 ${each.p99} p99.9 ${each.p999} max ${each.max}`)
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

/** Size from the command line, or the full one. */
export function sizeOf(full: number): number {
  return Number(process.argv[2] ?? full)
}
