/**
 * The firm as processes under kill -9: every service is killed once by this gate, not by the firm itself. The summary at the end has to say that
 * nothing was lost and nothing counted twice.
 */

import { join } from 'node:path'
import { Background, until } from './background.ts'
import { type GateContext, require } from './gate.ts'
import { checkLoopReport, parseReport } from './gates/firm.ts'
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

const WARM_UP_MS = 12_000
/** Time for a killed service to be restarted, to recover and for trading to resume. */
const PAUSE_MS = 7_000
const SETTLE_MS = 12_000
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 60_000

export async function runChaos(context: GateContext): Promise<string> {
  const seconds = Math.ceil((WARM_UP_MS + SERVICES.length * PAUSE_MS + SETTLE_MS) / 1000)
  const bin = join(context.root, 'services/desk/bin/reflex.mjs')
  const args = [bin, 'up', '--processes', '--duration', `${seconds}s`, '--json']
  const up = new Background('node', args, { cwd: context.root, logFile: context.logFile, env: { NO_COLOR: '1' } })
  try {
    const root = up.child.pid!
    const isUp = (name: string) => findService(root, name) !== undefined
    await until('every service has its process', START_LIMIT_MS, () => {
      require(up.exitCode === undefined, `reflex up --processes ended with ${up.exitCode}`)
      return SERVICES.every(isUp)
    })
    await sleep(WARM_UP_MS)
    for (const name of SERVICES) await killOnce(context, root, name)
    const code = await up.end(SETTLE_MS + STOP_LIMIT_MS)
    require(code === 0, `reflex up --processes ended with ${code}`)
  } finally {
    await up.stop()
  }
  const restarts = (parseReport(up.stdout)['restarts'] ?? {}) as Record<string, number>
  const never = SERVICES.filter((name) => !((restarts[name] ?? 0) >= 1))
  require(never.length === 0, `the summary counts no restart of ${never.join(', ')}`)
  return `${SERVICES.length} services killed; ${checkLoopReport(up.stdout, 'full')}`
}

async function killOnce(context: GateContext, root: number, name: string): Promise<void> {
  const before = findService(root, name)
  require(before !== undefined, `${name} has no process to kill`)
  process.kill(before.pid, 'SIGKILL')
  await until(`${name} is started again`, PAUSE_MS, () => {
    const now = findService(root, name)
    return now !== undefined && now.pid !== before.pid
  })
  context.progress(`killed ${name} (pid ${before.pid}), started again`)
  await sleep(PAUSE_MS)
}
