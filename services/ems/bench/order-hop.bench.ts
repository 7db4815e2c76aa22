/**
 * What the ems costs an order: `npx tsx --conditions=source services/ems/bench/order-hop.bench.ts [rounds]`. An
 * approved order in to the body for the venue, and a fill of a venue in to the report for the firm; the core alone,
 * without bus, journal and socket.
 */

import { Histogram } from '@reflex/base'
import type { MessageFrame } from '@reflex/service-host'
import { HotPath } from '../test/hot-path.ts'
import type { BeginString } from '../test/test-desk.ts'

const VERSIONS: readonly BeginString[] = ['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']
const START_NS = 36_000e9

export interface BenchResult {
  readonly name: string
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** Fills booked: must not depend on the speed. */
  readonly fills: number
}

export function benchOrderHop(version: BeginString, rounds: number): BenchResult[] {
  const path = new HotPath(version, rounds * 4)
  const [order, report] = [new Histogram(), new Histogram()]
  const timed = (latency: Histogram, frame: MessageFrame, isTimed: boolean): void => {
    const start = performance.now()
    path.give(START_NS, frame)
    const end = performance.now()
    if (isTimed) latency.record(Math.round((end - start) * 1e6))
  }
  for (let n = 1; n <= rounds * 2; n++) {
    const isTimed = n > rounds
    timed(order, path.newOrder.number(n), isTimed)
    path.give(START_NS, path.ack.number(n))
    path.give(START_NS, path.replace.number(n))
    path.give(START_NS, path.replaced.number(n))
    timed(report, path.partial.number(n), isTimed)
    path.give(START_NS, path.fill.number(n))
    path.out.discard()
  }
  const fills = path.counters.get('fills')
  return [
    { name: `${version}: approved D in to body out`, ...order.summary(), fills },
    { name: `${version}: venue 8 in to 1020 out`, ...report.summary(), fills },
  ]
}

/** What two clock readings cost by themselves: part of every figure. */
function clockCostNs(): number {
  const cost = new Histogram()
  for (let n = 0; n < 200_000; n++) {
    const start = performance.now()
    cost.record(Math.round((performance.now() - start) * 1e6))
  }
  return cost.percentile(50)
}

if (process.argv[1] === import.meta.filename) {
  const rounds = Number(process.argv[2] ?? 100_000)
  console.log(`node ${process.version}, ${rounds} rounds, clock ${clockCostNs()} ns in every figure`)
  for (const { name, p50, p99, p999, max, fills } of VERSIONS.flatMap((version) => benchOrderHop(version, rounds))) {
    console.log(`${name.padEnd(40)} p50 ${p50} p99 ${p99} p99.9 ${p999} max ${max} ns  (${fills})`)
  }
}
