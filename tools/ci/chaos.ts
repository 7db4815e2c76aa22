/**
 * The firm as processes under kill -9: every service is killed once by this gate, not by the firm itself. The summary
 * at the end has to say that nothing was lost and nothing counted twice.
 */

import { join } from 'node:path'
import { Background, until } from './background.ts'
import { type GateContext, require } from './gate.ts'
import { checkLoopReport, isolated, parseReport } from './gates/firm.ts'
import { findService } from './process-tree.ts'
import { sleep } from './shell.ts'

export const SERVICES = [
  'market-data',
  'alpha',
  'risk-gateway',
  'risk-engine',
  'ems',
  'oms',
  'tca',
  'warehouse',
  'ops-console',
  'venue-simulator',
] as const

/** Every service logs this when it takes part. */
const STARTED = /"msg":"started"/g
/** Longer than the gate: it ends the firm itself, as Ctrl-C does. */
const DURATION = '15m'
const WARM_UP_MS = 8_000
/** Time for a killed service to be restarted, to recover and for trading to resume. */
const PAUSE_MS = 5_000
const SETTLE_MS = 12_000
const START_LIMIT_MS = 90_000
const RESTART_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 60_000

export async function runChaos(context: GateContext): Promise<string> {
  const bin = join(context.root, 'services/desk/bin/reflex.mjs')
  const options = ['--duration', DURATION, '--json', '--log-level', 'info', ...isolated(context, 'chaos')]
  const background = { cwd: context.root, logFile: context.logFile, env: { NO_COLOR: '1' } }
  const up = new Background('node', [bin, 'up', '--processes', ...options], background)
  try {
    await untilStarted(up, SERVICES.length, START_LIMIT_MS)
    await sleep(WARM_UP_MS)
    for (const [index, name] of SERVICES.entries()) {
      killService(context, up, name)
      await untilStarted(up, SERVICES.length + index + 1, RESTART_LIMIT_MS)
      await sleep(PAUSE_MS)
    }
    await sleep(SETTLE_MS)
    process.kill(up.child.pid!, 'SIGINT')
    const code = await up.end(STOP_LIMIT_MS)
    require(code === 0, `reflex up --processes ended with ${code}`)
  } finally {
    await up.stop()
  }
  const restarts = (parseReport(up.stdout)['restarts'] ?? {}) as Record<string, number>
  const never = SERVICES.filter((name) => !((restarts[name] ?? 0) >= 1))
  require(never.length === 0, `the summary counts no restart of ${never.join(', ')}`)
  return `${SERVICES.length} services killed; ${checkLoopReport(up.stdout, 'full')}`
}

/** Waits until services have started that many times in all. */
async function untilStarted(up: Background, count: number, limitMs: number): Promise<void> {
  await until(`${count} starts of services`, limitMs, () => {
    require(up.exitCode === undefined, `reflex up --processes ended with ${up.exitCode}`)
    return (up.stderr.match(STARTED)?.length ?? 0) >= count
  })
}

function killService(context: GateContext, up: Background, name: string): void {
  const service = findService(up.child.pid!, name)
  require(service !== undefined, `${name} has no process to kill`)
  process.kill(service.pid, 'SIGKILL')
  context.progress(`killed ${name} (pid ${service.pid})`)
}
