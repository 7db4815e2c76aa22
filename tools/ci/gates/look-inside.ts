/** The commands that look into a running firm and into what it recorded: tail, stat, warehouse. */

import { join } from 'node:path'
import { Background } from '../background.ts'
import { type Gate, type GateContext, require } from '../gate.ts'
import { sleep } from '../shell.ts'
import { isolated, reflex } from './firm.ts'

const RUN_S = 25
const WARM_UP_MS = 8_000

async function checkTail(context: GateContext, aeronDir: string): Promise<number> {
  const { stdout } = await reflex(context, ['tail', '--aeron-dir', aeronDir, '--duration', '4s'])
  const lines = stdout.split('\n').filter((line) => line.length > 0)
  require(lines.length > 10, `tail printed ${lines.length} lines`)
  for (const field of ['ClOrdID', 'Symbol']) require(stdout.includes(field), `tail names no field ${field}`)
  return lines.length
}

async function checkStat(context: GateContext, aeronDir: string): Promise<number> {
  const { stdout } = await reflex(context, ['stat', '--aeron-dir', aeronDir, '--json'])
  const counters = Object.keys(JSON.parse(stdout) as object).length
  require(counters > 0, 'stat printed no counter')
  return stdout.split('label').length - 1
}

async function checkWarehouse(context: GateContext, dataDir: string): Promise<number> {
  const db = join(dataDir, 'warehouse/chdb')
  const { stdout } = await reflex(context, ['warehouse', '--db', db, '--json'])
  const { sections } = JSON.parse(stdout) as { sections: { title: string; rows: unknown[] }[] }
  const empty = sections.filter(({ rows }) => rows.length === 0).map(({ title }) => title)
  require(sections.length > 3, `the warehouse has ${sections.length} reports`)
  context.progress(empty.length === 0 ? 'every report has rows' : `without rows: ${empty.join(', ')}`)
  return sections.length
}

export const LOOK_INSIDE_GATE: Gate = {
  name: 'look-inside',
  about: 'tail prints the bus as FIX with field names, stat its counters, warehouse what was recorded',
  timeoutMs: 3 * 60_000,
  async run(context) {
    const options = isolated(context, 'run')
    const [aeronDir, dataDir] = [options[1]!, options[3]!]
    const bin = join(context.root, 'services/desk/bin/reflex.mjs')
    const args = [bin, 'up', '--duration', `${RUN_S}s`, '--json', '--metrics-port', '0', ...options]
    const up = new Background('node', args, { cwd: context.root, logFile: context.logFile })
    try {
      await sleep(WARM_UP_MS)
      const lines = await checkTail(context, aeronDir)
      const counters = await checkStat(context, aeronDir)
      require((await up.end(90_000)) === 0, `reflex up ended with ${up.exitCode}`)
      const reports = await checkWarehouse(context, dataDir)
      return `${lines} messages in 4 s, ${counters} counters, ${reports} reports`
    } finally {
      await up.stop()
    }
  },
}
