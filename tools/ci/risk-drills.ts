/**
 * The firm as processes, and one part of it taken away: hung (SIGSTOP, as a process that is stuck) and then killed.
 * From the bus: when the last new risk left after that, and when the last working order was gone. Both have to be
 * inside the bound, and positions have to match at the end.
 */

import { join } from 'node:path'
import { Background, until } from './background.ts'
import { type GateContext, require } from './gate.ts'
import { checkLoopReport, isolated } from './gates/firm.ts'
import { findService } from './process-tree.ts'
import { sleep } from './shell.ts'

interface Drill {
  readonly service: string
  readonly about: string
  /** Liveness, the gateway's cancelAfterMs, and a second for a machine that does other things. */
  readonly boundMs: number
}

const DRILLS: readonly Drill[] = [
  { service: 'oms', about: 'oms hangs', boundMs: 2500 },
  { service: 'risk-engine', about: 'risk engine hangs', boundMs: 2500 },
  { service: 'risk-gateway', about: 'gateway hangs', boundMs: 2500 },
  { service: 'market-data', about: 'market data silent', boundMs: 5500 },
  { service: 'venue-simulator', about: 'venues gone', boundMs: 5500 },
]
const STARTED = /"msg":"started"/g
const SERVICES = 10
const FLOOD_PER_S = 100_000
const FLOOD_BOUND_MS = 2500
const WARM_UP_MS = 8_000
const HANG_MS = 6_500
const RECOVERY_MS = 9_000

interface Seen {
  readonly type: string
  readonly stream: 'approved' | 'executions'
  readonly sentMs: number
  readonly id: string
  readonly status: string
  readonly side: string
  readonly symbol: string
  readonly price: string
}

/** @param only 'flood' or the name of a service: that drill alone. */
export async function runRiskDrills(context: GateContext, only?: string): Promise<string> {
  const bin = join(context.root, 'services/desk/bin/reflex.mjs')
  const background = { cwd: context.root, logFile: context.logFile, env: { NO_COLOR: '1' } }
  const where = isolated(context, 'risk-drills')
  const options = ['--duration', '15m', '--json', '--log-level', 'info', '--metrics-port', '0', ...where]
  const up = new Background('node', [bin, 'up', '--processes', ...options], background)
  const results: string[] = []
  try {
    await until(`${SERVICES} services`, 90_000, () => startsOf(up) >= SERVICES)
    const tails = ['orders-approved', 'executions'].map(
      (stream) => new Background('node', [bin, 'tail', '--raw', '--stream', stream, ...where.slice(0, 2)], background),
    )
    await sleep(WARM_UP_MS)
    try {
      if (only === undefined || only === 'flood') {
        results.push(await flood(context, () => readTails(tails), where))
      }
      for (const drill of DRILLS.filter(({ service }) => only === undefined || service === only)) {
        results.push(await hang(context, up, drill, () => readTails(tails)))
      }
    } finally {
      for (const tail of tails) await tail.stop()
    }
    process.kill(up.child.pid!, 'SIGINT')
    require((await up.end(60_000)) === 0, 'reflex up --processes did not end well')
  } finally {
    await up.stop()
  }
  return `${results.join('; ')}; ${checkLoopReport(up.stdout, 'smoke')}`
}

/** A strategy sends orders as fast as it can; half way the operator halts. The halt has to work all the same. */
async function flood(context: GateContext, seen: () => Seen[], where: readonly string[]): Promise<string> {
  await until('orders before the flood', 30_000, () => openAt(seen(), Date.now()).size > 0)
  const isBuy = ({ type, side, symbol }: Seen): boolean => type === 'D' && side === '1' && symbol === 'BTC-USD'
  const price = seen().findLast(isBuy)?.price ?? '1'
  const dirs = [where[1]!, join(where[3]!, 'flood')]
  const program = ['--conditions=source', '--import', 'tsx', 'tools/ci/flood-program.ts', ...dirs]
  const run = await context.run('node', [...program, price, String(FLOOD_PER_S), '6'])
  const { sent, haltedMs } = JSON.parse(run.stdout) as { sent: number; haltedMs: number }
  await sleep(1000)
  const messages = seen()
  // He is released at the end, three seconds later.
  const risks = messages.filter(
    ({ stream, type, sentMs }) =>
      stream === 'approved' && type === 'D' && sentMs > haltedMs && sentMs < haltedMs + 2800,
  )
  const passed = messages.filter(({ stream, id }) => stream === 'approved' && id.startsWith('FLOOD')).length
  const lastRiskMs = Math.max(0, ...risks.map(({ sentMs }) => sentMs - haltedMs))
  const goneMs = goneAfter(messages, haltedMs)
  const counts = `${Math.round(sent / 6)} orders/s, ${passed} let pass`
  const line = `flood of ${counts}, halt: last new risk ${lastRiskMs.toFixed(0)} ms, orders gone ${text(goneMs)}`
  context.progress(line)
  require(lastRiskMs <= FLOOD_BOUND_MS && goneMs <= FLOOD_BOUND_MS, `${line}: above ${FLOOD_BOUND_MS} ms`)
  await sleep(RECOVERY_MS)
  return line
}

async function hang(context: GateContext, up: Background, drill: Drill, seen: () => Seen[]): Promise<string> {
  const service = findService(up.child.pid!, drill.service)
  require(service !== undefined, `${drill.service} has no process`)
  // Something has to work, or there is nothing to see.
  await until(`orders before ${drill.about}`, 30_000, () => openAt(seen(), Date.now()).size > 0)
  const startMs = Date.now()
  process.kill(service.pid, 'SIGSTOP')
  await sleep(HANG_MS)
  const messages = seen()
  const starts = startsOf(up)
  process.kill(service.pid, 'SIGKILL')
  const openBefore = openAt(messages, startMs).size
  const during = messages.filter(({ sentMs }) => sentMs > startMs && sentMs < startMs + HANG_MS)
  const risks = during.filter(({ stream, type }) => stream === 'approved' && (type === 'D' || type === 'G'))
  const lastRiskMs = Math.max(0, ...risks.map(({ sentMs }) => sentMs - startMs))
  // A venue that is gone ends its orders itself (cancel on disconnect); what is unknown stays open until it is back.
  const lastCancelMs = goneAfter(messages, startMs)
  const line = `${drill.about}: last risk ${lastRiskMs.toFixed(0)} ms, ${openBefore} orders gone ${text(lastCancelMs)}`
  context.progress(line)
  require(lastRiskMs <= drill.boundMs, `${line}: above ${drill.boundMs} ms`)
  const isVenue = drill.service === 'venue-simulator'
  require(isVenue || lastCancelMs <= drill.boundMs, `${line}: above ${drill.boundMs} ms`)
  await until(`${drill.service} back`, 60_000, () => startsOf(up) > starts)
  await sleep(RECOVERY_MS)
  return line
}

function startsOf(up: Background): number {
  return up.stderr.match(STARTED)?.length ?? 0
}

function text(ms: number): string {
  return Number.isFinite(ms) ? `${ms.toFixed(0)} ms` : 'when they are back'
}

const TERMINAL = new Set(['2', '3', '4', '8', 'C'])

/** Orders the ems said to be working at that time. */
function openAt(messages: readonly Seen[], ms: number): Set<string> {
  const open = new Set<string>()
  for (const { stream, sentMs, id, status, type } of messages) {
    // The end of an answer about all orders names none.
    if (stream !== 'executions' || type !== '8' || sentMs > ms || id === '') continue
    if (TERMINAL.has(status)) open.delete(id)
    else open.add(id)
  }
  return open
}

/** @returns ms from the start until the last order that worked was gone; Infinity when some never were. */
function goneAfter(messages: readonly Seen[], startMs: number): number {
  const times = messages.map(({ sentMs }) => sentMs).filter((sentMs) => sentMs > startMs)
  for (const sentMs of [startMs, ...times]) if (openAt(messages, sentMs).size === 0) return sentMs - startMs
  return Number.POSITIVE_INFINITY
}

function readTails(tails: readonly Background[]): Seen[] {
  return tails.flatMap(({ stdout }, index) =>
    stdout.split('\n').flatMap((line) => {
      const of = (tag: number) => new RegExp(`[|\\s]${tag}=([^|]*)\\|`).exec(line)?.[1] ?? ''
      const time = /^(\d{4})(\d\d)(\d\d)-(\d\d:\d\d:\d\d\.\d{3})/.exec(of(52))
      if (time === null) return []
      const sentMs = Date.parse(`${time[1]}-${time[2]}-${time[3]}T${time[4]}Z`)
      const stream = index === 0 ? ('approved' as const) : ('executions' as const)
      const isReplaced = of(150) === '5'
      // A replaced order goes on under its new id.
      const terms = { side: of(54), symbol: of(55), price: of(44) }
      const end = isReplaced ? [{ type: '8', stream, sentMs, id: of(41), status: '4', ...terms }] : []
      const isCancel = of(35) === '8' && of(41) !== '' && !isReplaced
      const status = isReplaced && !TERMINAL.has(of(39)) ? '0' : isReplaced ? '0' : of(39)
      return [...end, { type: of(35), stream, sentMs, id: isCancel ? of(41) : of(11), status, ...terms }]
    }),
  )
}
