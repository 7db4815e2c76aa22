/**
 * Real processes, real sockets, real files: one side or the other is killed with -9 in full flow, again and again.
 * REFLEX_KILLS=n sets how often, REFLEX_SEED=n who and when.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { checkNumbers, readSessionJournal } from './session-journal.ts'

const KILLS = Number(process.env['REFLEX_KILLS'] ?? 8)
const SEED = Number(process.env['REFLEX_SEED'] ?? 20_261_120)
const ORDERS_PER_KILL = 600
const PROGRAM = join(import.meta.dirname, 'kill-peer.ts')
const ESBUILD = join(import.meta.dirname, '../../../node_modules/.bin/esbuild')
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"

type Role = 'acceptor' | 'initiator'

test(`kill -9 of either side, ${KILLS} times, seed ${SEED}: nothing lost, nothing twice, numbers right`, {
  timeout: 60_000 + KILLS * 5000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'reflex-fix-kill-'))
  const command = commandOf(root)
  const port = await freePort()
  const count = KILLS * ORDERS_PER_KILL
  const random = new Prng(SEED)
  const start = async (role: Role): Promise<ChildProcess> => {
    mkdirSync(join(root, role), { recursive: true })
    const args = [...command, role, `${port}`, join(root, role), `${count}`]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout!, 'data')
    return child
  }
  const sides = { acceptor: await start('acceptor'), initiator: await start('initiator') }
  try {
    for (let i = 0; i < KILLS; i++) {
      const role = random.nextBoolean(0.5) ? 'initiator' : 'acceptor'
      await sleep(5 + random.nextInt(120))
      sides[role].kill('SIGKILL')
      await once(sides[role], 'exit')
      sides[role] = await start(role)
    }
    for (let i = 0; i < 3000 && processed(root, 'initiator').length < count; i++) await sleep(20)
  } finally {
    for (const side of Object.values(sides)) side.kill('SIGKILL')
    await Promise.all(Object.values(sides).map((side) => side.exitCode ?? once(side, 'exit')))
  }
  const wanted = Array.from({ length: count }, (_, i) => String(i + 1))
  expect(processed(root, 'acceptor')).toEqual(wanted)
  expect(processed(root, 'initiator')).toEqual(wanted)
  const [acceptor, initiator] = [
    readSessionJournal(join(root, 'acceptor')),
    readSessionJournal(join(root, 'initiator')),
  ]
  expect(checkNumbers(initiator, acceptor)).toEqual([])
  expect(checkNumbers(acceptor, initiator)).toEqual([])
  rmSync(root, { recursive: true })
})

/** One file starts five times faster than the sources. */
function commandOf(root: string): string[] {
  if (!existsSync(ESBUILD)) return ['--conditions=source', '--import=tsx', PROGRAM]
  const bundle = join(root, 'kill-peer.mjs')
  const how = ['--bundle', '--platform=node', '--format=esm', '--conditions=source', '--log-level=error']
  execFileSync(ESBUILD, [PROGRAM, ...how, `--banner:js=${REQUIRE}`, `--outfile=${bundle}`])
  return [bundle]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

function processed(root: string, role: Role): string[] {
  return readFileSync(join(root, role, 'processed.log'), 'latin1')
    .split('\n')
    .slice(0, -1)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
