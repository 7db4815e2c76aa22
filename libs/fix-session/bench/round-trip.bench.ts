/**
 * Order out, fill back, over loopback TCP with both sides journaling: latency of one at a time, and throughput with 64
 * orders open. The acceptor is a process of its own. Run alone for figures; the small size runs as a test, in one
 * process.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Histogram, SessionTime, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { BENCH_JSON } from '@reflex/base/measure'
import { NodeStorage } from '@reflex/journal'
import { FixAcceptor, FixInitiator, type FixMessageHandler, NodeTransport } from '../src/index.ts'
import { type PeerTrips, QUICKFIXJ_ABSENT, quickFixClassPath, startQuickFix } from './quickfixj-peer.ts'

const epochMs = sessionEpochMsOf(Date.now())
const clock = new SystemNanoClock(epochMs)
const ORDER = bodyOf(
  '35=D|1=ACC-7|11=ORD0000000001|38=100|40=2|44=101.25|54=1|55=BTC-USD|59=0|60=20260105-09:00:00.000000|207=XVEN|528=P|',
)
const FILL = bodyOf(
  '35=8|1=ACC-7|6=101.25|11=ORD0000000001|14=100|17=EXEC000000001|31=101.25|32=100|37=V000000001|38=100|39=2|40=2|44=101.25|54=1|55=BTC-USD|59=0|60=20260105-09:00:00.000000|150=F|151=0|',
)

function bodyOf(text: string): Uint8Array {
  return Buffer.from(text.replaceAll('|', '\x01'), 'latin1')
}

function parts(dir: string, turn: () => void) {
  return {
    transport: new NodeTransport(),
    storage: new NodeStorage(),
    dir,
    sessionTime: new SessionTime(epochMs),
    clock,
    listener: { onSessionState: () => {} },
    onArrival: turn,
  }
}

/**
 * Fills every order. @param isDirect polls within the socket's callback, as a service on an idle core would at once.
 */
export function startVenue(dir: string): FixAcceptor {
  const handler: FixMessageHandler = {
    onMessage: (index) => venue.send(index, FILL, 0, FILL.length, clock.nanoTime()),
  }
  const turn = () => {
    const nowNs = clock.nanoTime()
    venue.onTimer(nowNs)
    while (venue.poll(nowNs, handler, 64) === 64) {}
  }
  const venue: FixAcceptor = new FixAcceptor({
    ...parts(dir, () => turn()),
    host: '127.0.0.1',
    port: 0,
    sessions: [{ beginString: 'FIX.4.4', senderCompId: 'VENUE', targetCompId: 'EMS', timeDigits: 6 }],
    onError: (error) => {
      throw error
    },
  })
  setInterval(turn, 10).unref()
  return venue
}

/** Sends `count` orders with `open` under way at a time. @returns orders per second and the round trips. */
export async function runOrders(dir: string, port: number, count: number, open: number, warmup: number) {
  const trips = new Histogram()
  const sentNs = new Float64Array(count + warmup)
  let sent = 0
  let filled = 0
  let startNs = 0
  let finish: () => void = () => {}
  const send = () => {
    sentNs[sent++] = clock.nanoTime()
    ems.send(0, ORDER, 0, ORDER.length, clock.nanoTime())
  }
  const handler: FixMessageHandler = {
    onMessage: () => {
      const nowNs = clock.nanoTime()
      if (filled >= warmup) trips.record(nowNs - sentNs[filled]!)
      if (++filled === warmup) startNs = nowNs
      if (sent < count + warmup) send()
      else if (filled === count + warmup) finish()
    },
  }
  const turn = () => {
    const nowNs = clock.nanoTime()
    ems.onTimer(nowNs)
    while (ems.poll(nowNs, handler, 64) === 64) {}
    if (sent === 0 && ems.isLoggedOn(0)) for (let i = 0; i < open; i++) send()
  }
  const ems: FixInitiator = new FixInitiator({
    ...parts(dir, () => turn()),
    sessions: [
      {
        host: '127.0.0.1',
        port,
        session: {
          beginString: 'FIX.4.4',
          senderCompId: 'EMS',
          targetCompId: 'VENUE',
          timeDigits: 6,
          resetOnLogon: true,
        },
      },
    ],
  })
  const timer = setInterval(turn, 10)
  await new Promise<void>((resolve) => {
    finish = resolve
    turn()
  })
  const ordersPerSecond = (count * 1e9) / (clock.nanoTime() - startNs)
  clearInterval(timer)
  ems.close()
  return { ordersPerSecond, trips, filled }
}

interface Shape {
  readonly name: string
  readonly count: number
  readonly open: number
  readonly warmup: number
}

/** Figures of the own probe of specs/fix.md section 2, on this class of machine. */
const PROBE = { p50Us: 31, ordersPerSecond: 192_000 }
const SHAPES: readonly Shape[] = [
  { name: 'session round trip, one at a time', count: 30_000, open: 1, warmup: 10_000 },
  { name: 'session round trip, 64 open', count: 300_000, open: 64, warmup: 50_000 },
]

function print(
  shape: Shape,
  result: { ordersPerSecond: number; trips: Histogram; filled: number },
  peer?: PeerTrips,
): void {
  const { name, open, count } = shape
  const { trips } = result
  const ordersPerSecond = Math.round(result.ordersPerSecond)
  const each = {
    p50: trips.percentile(50),
    p99: trips.percentile(99),
    p999: trips.percentile(99.9),
    max: trips.percentile(100),
  }
  const ratio = peer && (open === 1 ? peer.p50Ns / each.p50 : ordersPerSecond / peer.ordersPerSecond)
  if (process.env['REFLEX_BENCH_JSON'] === '1') {
    const against = peer === undefined ? { absent: QUICKFIXJ_ABSENT } : { ...peer, ratio }
    const inputs = 'order of 200 bytes, fill of 250, two processes, loopback TCP, journals without fdatasync'
    const line = {
      name,
      inputs,
      operations: count,
      hash: result.filled,
      eachNs: each,
      ordersPerSecond,
      knownProbe: PROBE,
    }
    console.log(BENCH_JSON + JSON.stringify({ ...line, peer: { name: 'QuickFIX/J 2.3.2, file store', ...against } }))
    return
  }
  const us = (ns: number) => `${(ns / 1000).toFixed(1)} us`
  const rate = (value: number) => `${value.toLocaleString('en')} orders/s`
  const tail = `p99 ${us(each.p99)}, p99.9 ${us(each.p999)}, max ${us(each.max)}`
  console.log(`${name}: p50 ${us(each.p50)}, ${tail}, ${rate(ordersPerSecond)}, ${result.filled} filled`)
  console.log(`  known probe: p50 ${PROBE.p50Us} us, ${rate(PROBE.ordersPerSecond)}`)
  if (peer === undefined) console.log(`  QuickFIX/J not measured: ${QUICKFIXJ_ABSENT}`)
  else {
    const theirs = `p50 ${us(peer.p50Ns)}, p99 ${us(peer.p99Ns)}, p99.9 ${us(peer.p999Ns)}`
    const times = `${rate(peer.ordersPerSecond)}; ${ratio!.toFixed(2)} times`
    console.log(`  QuickFIX/J 2.3.2 with file stores: ${theirs}, ${times}`)
  }
}

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'reflex-fix-bench-'))
  const child = fork(import.meta.filename, ['venue', join(dir, 'venue')], {
    execArgv: ['--conditions=source', '--import=tsx'],
  })
  const [port] = (await once(child, 'message')) as [number]
  const results: Awaited<ReturnType<typeof runOrders>>[] = []
  for (const shape of SHAPES) {
    results.push(await runOrders(join(dir, `ems${shape.open}`), port, shape.count, shape.open, shape.warmup))
  }
  child.disconnect()
  const classPath = quickFixClassPath()
  const peer = classPath === undefined ? undefined : await startQuickFix(classPath, dir, port + 1)
  const share = 10 // QuickFIX/J is slower: fewer orders take the same time.
  SHAPES.forEach((shape, i) => {
    print(shape, results[i]!, peer?.orders(shape.count / share, shape.open, shape.warmup / share))
  })
  peer?.stop()
  rmSync(dir, { recursive: true })
}

if (process.argv[2] === 'venue') {
  const venue = startVenue(process.argv[3]!)
  const timer = setInterval(() => {
    if (venue.port === 0) return
    process.send!(venue.port)
    clearInterval(timer)
  }, 1)
  process.on('disconnect', () => process.exit(0))
} else if (process.argv[1] === import.meta.filename) await main()
