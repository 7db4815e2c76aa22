/** The whole firm, run as a user runs it: co-hosted, simulated, as processes under kill -9, and with bad input. */

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'

const MINUTE_MS = 60_000
const REFLEX = 'services/desk/bin/reflex.mjs'

export type LoopReport = Readonly<Record<string, unknown>>

/** How much of the loop a run is long enough to show: `smoke` is a few seconds, `full` has to show every part. */
export type LoopExtent = 'smoke' | 'full'

const SMOKE_COUNTS = ['ticks', 'orders']
const FULL_COUNTS = [
  'ticks',
  'orders',
  'fills',
  'riskRejects',
  'cancels',
  'tcaMeasurements',
  'retunes',
  'warehouseRows',
]

export function parseReport(stdout: string): LoopReport {
  const lines = stdout.trim().split('\n')
  require(lines.length > 0 && lines[0] !== '', 'nothing on standard output')
  return JSON.parse(stdout) as LoopReport
}

function numberAt(report: LoopReport, key: string): number {
  const value = report[key]
  require(typeof value === 'number' && Number.isFinite(value), `${key} is not a number: ${JSON.stringify(value)}`)
  return value
}

/** Checks the JSON summary of `reflex up` or `reflex simulate`. @returns one line that says what was seen. */
export function checkLoopReport(stdout: string, extent: LoopExtent): string {
  const report = parseReport(stdout)
  for (const key of extent === 'full' ? FULL_COUNTS : SMOKE_COUNTS) {
    require(numberAt(report, key) > 0, `${key} is ${report[key]}`)
  }
  checkPositions(report, extent)
  require(numberAt(report, 'busLoss') === 0, `busLoss is ${report['busLoss']}`)
  const latency = report['tickToTradeNs'] as Record<string, number> | undefined
  require(latency !== undefined && (latency['count'] ?? 0) > 0, 'tickToTradeNs has no count')
  const micros = (key: string) => ((latency[key] ?? Number.NaN) / 1000).toFixed(1)
  const counts = `${report['ticks']} ticks, ${report['orders']} orders, ${report['fills']} fills`
  return `${counts}, tick-to-trade p50 ${micros('p50')} us, p99 ${micros('p99')} us`
}

interface PositionPair {
  readonly symbol: string
  readonly lots: number
  readonly venueLots: number
}

/** Ours against the venue's, pair by pair: a summary that only says so is not believed. */
function checkPositions(report: LoopReport, extent: LoopExtent): void {
  require(report['positionsMatch'] === true, `positionsMatch is ${JSON.stringify(report['positionsMatch'])}`)
  const positions = report['positions']
  require(Array.isArray(positions) && (positions.length > 0 || extent === 'smoke'), 'there are no positions')
  for (const { symbol, lots, venueLots } of positions as PositionPair[]) {
    require(lots === venueLots, `${symbol}: we have ${lots} lots, the venue ${venueLots}`)
  }
}

export function reflex(context: GateContext, args: readonly string[], okCodes: readonly number[] = [0]) {
  require(existsSync(join(context.root, REFLEX)), `${REFLEX} does not exist`)
  return context.run('node', [REFLEX, ...args], { okCodes, env: { NO_COLOR: '1' } })
}

/** Directories and ports of its own, so that a gate meets nobody else's firm on this machine. */
export function isolated(context: GateContext, run: string): string[] {
  const aeronDir = join('/dev/shm', `${basename(context.scratch)}-${context.gate}-${run}`)
  const dataDir = join(context.scratch, 'data', `${context.gate}-${run}`)
  return ['--aeron-dir', aeronDir, '--data-dir', dataDir, '--console-port', '0']
}

const UP_GATE: Gate = {
  name: 'up',
  about: 'the firm in one process for 20 s: every count of the loop above zero, positions match, nothing lost',
  timeoutMs: 2 * MINUTE_MS,
  async run(context) {
    const result = await reflex(context, ['up', '--duration', '20s', '--json'])
    const hops = Object.entries((parseReport(result.stdout)['hops'] ?? {}) as Record<string, { count: number }>)
    require(hops.length > 0, 'there are no hops')
    for (const [hop, { count }] of hops) require(count > 0, `nothing was measured from ${hop}`)
    return checkLoopReport(result.stdout, 'full')
  },
}

const SIMULATE_GATE: Gate = {
  name: 'simulate',
  about: 'the firm on virtual time: one seed twice gives one hash, another seed another',
  timeoutMs: 5 * MINUTE_MS,
  async run(context) {
    const simulate = async (seed: string) => {
      const result = await reflex(context, ['simulate', '--seed', seed, '--duration', '60s', '--json'])
      const report = parseReport(result.stdout)
      require(typeof report['hash'] === 'string' && report['hash'].length > 0, `seed ${seed} printed no hash`)
      return { hash: report['hash'], line: checkLoopReport(result.stdout, 'smoke'), ms: result.durationMs }
    }
    const first = await simulate('7')
    const again = await simulate('7')
    const other = await simulate('8')
    require(first.hash === again.hash, `seed 7 gave ${first.hash}, then ${again.hash}`)
    require(first.hash !== other.hash, `seeds 7 and 8 both gave ${first.hash}`)
    return `hash ${first.hash} twice in ${(first.ms / 1000).toFixed(1)} s each; ${first.line}`
  },
}

const FAULTS_GATE: Gate = {
  name: 'simulate-faults',
  about: 'the firm on virtual time with services killed, connections cut and packets lost: positions still match',
  timeoutMs: 5 * MINUTE_MS,
  async run(context) {
    const args = ['simulate', '--seed', '11', '--duration', '60s', '--faults', '--json']
    const result = await reflex(context, args)
    const again = await reflex(context, args)
    const hash = parseReport(result.stdout)['hash']
    require(hash === parseReport(again.stdout)['hash'], 'the same seed with faults gave another hash')
    return checkLoopReport(result.stdout, 'smoke')
  },
}

const CHAOS_GATE: Gate = {
  name: 'processes-chaos',
  about: 'each service its own process, every one killed with -9 once: nothing lost, nothing twice',
  timeoutMs: 5 * MINUTE_MS,
  async run(context) {
    const { runChaos } = await import('../chaos.ts')
    return runChaos(context)
  },
}

const DRILLS = ['kill', 'breach', 'drawdown'] as const

/** Each way to stop the firm stops it, and says how long the cancels took. */
const DRILLS_GATE: Gate = {
  name: 'drills',
  about: 'a limit breach, a drawdown breach and the kill button each stop new orders and cancel the open ones',
  timeoutMs: 3 * MINUTE_MS,
  async run(context) {
    const times: string[] = []
    for (const drill of DRILLS) {
      const result = await reflex(context, [
        'up',
        '--duration',
        '15s',
        '--drill',
        drill,
        '--json',
        '--metrics-port',
        '0',
        ...isolated(context, drill),
      ])
      const report = parseReport(result.stdout)
      const cancels = report['decisionToLastCancelNs'] as { count: number; max: number } | undefined
      require(cancels !== undefined && cancels.count > 0, `${drill}: nothing was cancelled by a control`)
      require(numberAt(report, 'openOrders') === 0, `${drill}: ${report['openOrders']} orders are left open`)
      checkPositions(report, 'full')
      times.push(`${drill} ${(cancels.max / 1000).toFixed(0)} us`)
    }
    return `decision to last cancel: ${times.join(', ')}`
  },
}

/** Wrong usage and configuration: one clear sentence on standard error, exit code 2, nothing on standard output. */
const BAD_INPUT_GATE: Gate = {
  name: 'bad-input',
  about: 'wrong options, broken configuration and missing recordings: a clear sentence and exit code 2',
  timeoutMs: 2 * MINUTE_MS,
  async run(context) {
    const folder = join(context.scratch, 'bad-input')
    mkdirSync(folder, { recursive: true })
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{ "instruments": 7 }')
    const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
      ['unknown option', ['up', '--no-such-option'], /no-such-option/],
      ['unknown command', ['no-such-command'], /no-such-command/],
      ['broken configuration', ['up', '--config', broken], /instruments/],
      ['missing configuration', ['up', '--config', join(folder, 'absent.json')], /absent\.json/],
      ['missing recording', ['up', '--input', join(folder, 'absent-recording')], /absent-recording/],
      ['bad duration', ['up', '--duration', 'soon'], /soon/],
    ]
    for (const [name, args, expected] of cases) {
      const result = await reflex(context, args, [0, 1, 2])
      require(result.code === 2, `${name}: exit code ${result.code}, not 2`)
      require(expected.test(
        result.stderr,
      ), `${name}: the message does not name ${expected}: ${result.stderr.slice(0, 200)}`)
      require(!/\n\s+at .*:\d+:\d+/.test(result.stderr), `${name}: printed a stack trace`)
    }
    return `${cases.length} cases`
  },
}

/** The recorded day of shared/data, when this clone stands beside it. */
const RECORDING_GATE: Gate = {
  name: 'recording',
  about: 'the loop on real recorded books of three venues: each equals the venue’s own BBO',
  timeoutMs: 4 * MINUTE_MS,
  async run(context) {
    const source = join(context.root, '../shared/data/binance-3venue-btc-20240808')
    require(existsSync(source), `${source} does not exist: the gate needs ../shared beside the clone`)
    const copy = join(context.scratch, 'recording')
    rmSync(copy, { recursive: true, force: true })
    cpSync(source, copy, { recursive: true })
    const result = await reflex(context, ['up', '--input', copy, '--speed', 'max', '--json'])
    const report = parseReport(result.stdout)
    const checked = numberAt(report, 'booksChecked')
    require(checked > 0 && report['booksEqual'] === checked, `${report['booksEqual']} of ${checked} books are equal`)
    return `${checked} books equal the venue’s; ${checkLoopReport(result.stdout, 'smoke')}`
  },
}

export const FIRM_GATES: readonly Gate[] = [
  UP_GATE,
  SIMULATE_GATE,
  FAULTS_GATE,
  CHAOS_GATE,
  DRILLS_GATE,
  BAD_INPUT_GATE,
  RECORDING_GATE,
]
