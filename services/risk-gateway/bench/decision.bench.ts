/**
 * The gateway's cost: `npx tsx --conditions=source services/risk-gateway/bench/decision.bench.ts [operations]`.
 * One decision with all checks on, by number of instruments and of open orders; and a message in to a message out.
 */

import { Histogram, Prng } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import { MessageFrame } from '@reflex/service-host'
import { economicsKey } from '../src/core/checks/form-checks.ts'
import { decide } from '../src/core/decide.ts'
import { BUY } from '../src/core/order-request.ts'
import { OrderTable } from '../src/core/order-table.ts'
import { SlidingWindow, TokenBucket } from '../src/core/rate-limits.ts'
import { RecentOrders } from '../src/core/recent-orders.ts'
import { buildTables, setScopes, type Tables } from '../test/decision-world.ts'
import { MS, START_NS, World } from '../test/world.ts'

const SEED = 1
const SIZES = [1, 100, 10_000]
const PRICE = 60_000

export interface BenchResult {
  readonly name: string
  readonly operations: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** Decisions that passed: the result must not depend on the speed. */
  readonly hash: number
}

/** All limits set and none breached, so that every check does its whole work. */
export function worldOf(instruments: number, openOrders: number): Tables {
  const tables = buildTables({
    accounts: 2,
    strategies: 4,
    instruments,
    venues: 3,
    underlyings: Math.min(instruments, 50),
  })
  const { state, limits } = tables
  const far = 1e15
  for (const limit of [limits.gross, limits.net, limits.credit, limits.dayLoss, limits.drawdown]) limit.fill(far)
  for (const limit of [limits.longBase, limits.shortBase, limits.longLots, limits.shortLots]) limit.fill(far)
  limits.orderQtyLots.fill(1000)
  limits.orderNotional.fill(far)
  limits.openOrders.fill(1e9)
  limits.collarBps.fill(200)
  limits.orderAgeNs.fill(1e9)
  limits.marginBps.fill(1000)
  limits.repeatedExecutions.fill(1e9)
  limits.advBps.fill(10_000)
  limits.deltaBase.fill(far)
  limits.vega.fill(far)
  state.instruments.advLots.fill(1e6)
  state.exposures.greeks.isOn = true
  state.recentOrders = new RecentOrders(1000, 1e9, 65_536)
  const unlimited = Number.POSITIVE_INFINITY
  for (let s = 0; s < 4; s++) {
    const limit = { qty: far, delta: far, vega: unlimited, intervalNs: 1e9, frozenNs: 0 }
    state.protection.protect(s, 0, limit)
  }
  limits.rejectStorm.fill(1e9)
  const windows = state.windows as (SlidingWindow | null)[]
  const buckets = state.buckets as (TokenBucket | null)[]
  for (let key = 0; key < state.scopes.rowCount; key++) {
    windows[key] = new SlidingWindow(1000, 1e9)
    buckets[key] = new TokenBucket(1000, 1000)
  }
  for (let i = 0; i < instruments; i++) {
    state.references.onQuote(i, 1e12, PRICE - 1, PRICE + 1)
    state.exposures.onMark(i, 2 * PRICE)
  }
  const orders = new OrderTable(65_536, state.exposures, state.ownQuotes, true)
  const prng = new Prng(SEED)
  for (let n = 0; n < openOrders; n++) {
    draw(prng, tables, instruments)
    orders.open(tables.request, orders.ids.internString(`O${n}`), 0)
    if (n < 4096) state.recentOrders.add(tables.request, economicsKey(tables.request))
  }
  return tables
}

export function draw(prng: Prng, tables: Tables, instruments: number): void {
  const { request } = tables
  request.clear()
  request.nowNs = 1e12
  request.sendingNs = 1e12
  request.account = prng.nextInt(2)
  request.strategy = prng.nextInt(4)
  request.instrument = prng.nextInt(instruments)
  request.side = prng.nextInt(2)
  request.qtyLots = 1 + prng.nextInt(100)
  request.priceTicks = request.side === BUY ? PRICE - 2 - prng.nextInt(100) : PRICE + 2 + prng.nextInt(100)
  setScopes(tables)
}

export function benchDecision(instruments: number, openOrders: number, operations: number): BenchResult {
  const tables = worldOf(instruments, openOrders)
  const { request, state, limits, decision } = tables
  const prng = new Prng(SEED, 1)
  const latency = new Histogram()
  let hash = 0
  for (let n = -operations / 2; n < operations; n++) {
    draw(prng, tables, instruments)
    const start = performance.now()
    decide(request, state, limits, decision)
    const end = performance.now()
    if (n >= 0) latency.record(Math.round((end - start) * 1e6))
    if (decision.isAccepted) hash++
  }
  return result(`decision, ${instruments} instruments, ${openOrders} open orders`, operations, latency, hash)
}

/** A NewOrderSingle in, the approval out, and the ExecutionReport that ends it (not timed). */
export function benchMessage(operations: number): BenchResult {
  const none = { window: 'none' }
  const section = { firm: none, strategies: { '*': none }, venues: { '*': none } }
  const recorder = new World(section).ready()
  const recorded: { stream: number; bytes: Uint8Array }[] = []
  recorder.deliver = (stream, bytes) => recorded.push({ stream, bytes })
  recorder.order({ id: 'ID0000000', qty: 0.1, px: 59_900 })
  recorder.report({ id: 'ID0000000', execType: '4', status: '4', qty: 0.1 })
  const world = new World(section).ready()
  const latency = new Histogram()
  const frame = new MessageFrame()
  const messages = recorded.map(({ stream, bytes }) => {
    const at = Buffer.from(bytes).indexOf('ID0000000')
    return { stream, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at }
  })
  for (let n = -operations / 2; n < operations; n++) {
    for (const { stream, bytes, view, at } of messages) {
      for (let i = at + 8, rest = n + operations; i > at + 1; i--, rest = Math.floor(rest / 10))
        bytes[i] = 48 + (rest % 10)
      frame.set(stream, 1, bytes, view, 0, bytes.length)
      const start = performance.now()
      world.core.onMessage(START_NS, frame, world.out)
      const end = performance.now()
      if (n >= 0 && stream === STREAM.ORDERS_INTENT) latency.record(Math.round((end - start) * 1e6))
    }
    world.out.discard()
  }
  return result('message in to message out', operations, latency, world.counters.get('approved'))
}

/** What two clock readings cost by themselves: part of every figure. */
function clockCostNs(): number {
  const cost = new Histogram()
  for (let n = 0; n < 200_000; n++) {
    const start = performance.now()
    const end = performance.now()
    cost.record(Math.round((end - start) * 1e6))
  }
  return cost.percentile(50)
}

function result(name: string, operations: number, latency: Histogram, hash: number): BenchResult {
  const { p50, p99, p999, max } = latency.summary()
  return { name, operations, p50, p99, p999, max, hash }
}

if (process.argv[1] === import.meta.filename) {
  const operations = Number(process.argv[2] ?? 400_000)
  console.log(
    `node ${process.version}, clock ${clockCostNs()} ns in every figure, ${MS / 1e6} ns resolution, seed ${SEED}`,
  )
  const results = SIZES.flatMap((instruments) => SIZES.map((open) => benchDecision(instruments, open, operations)))
  for (const one of [...results, benchMessage(operations)]) {
    const { name, p50, p99, p999, max, hash } = one
    console.log(`${name.padEnd(52)} p50 ${p50} p99 ${p99} p99.9 ${p999} max ${max} ns  (${hash})`)
  }
}
