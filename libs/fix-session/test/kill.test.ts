import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Prng } from '@reflex/base'
import { JournalReader, NodeStorage } from '@reflex/journal'
import { expect, test } from 'vitest'

const KILLS = Number(process.env['REFLEX_KILLS'] ?? 10)
const PROGRAM = join(import.meta.dirname, 'kill-peer.ts')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

test(`kill -9 of either side, ${KILLS} times: nothing lost, nothing twice`, {
  timeout: 60_000 + KILLS * 5000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'reflex-fix-kill-'))
  const port = await freePort()
  const count = KILLS * 600
  const random = new Prng(Number(process.env['REFLEX_SEED'] ?? Date.now()))
  const start = async (role: string): Promise<ChildProcess> => {
    mkdirSync(join(root, role), { recursive: true })
    const args = ['--conditions=source', '--import=tsx', PROGRAM, role, `${port}`, join(root, role), `${count}`]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout!, 'data')
    return child
  }
  const sides = { acceptor: await start('acceptor'), initiator: await start('initiator') }
  try {
    for (let i = 0; i < KILLS; i++) {
      const role = i % 2 === 0 ? 'initiator' : 'acceptor'
      await new Promise((resolve) => setTimeout(resolve, 20 + random.nextInt(150)))
      sides[role].kill('SIGKILL')
      await once(sides[role], 'exit')
      sides[role] = await start(role)
    }
    let output = ''
    sides.initiator.stdout!.on('data', (data: Buffer) => {
      output += data
    })
    const isDone = () => output.includes('done') || processed(root, 'initiator').length >= count
    for (let i = 0; i < 1500 && !isDone(); i++) await new Promise((resolve) => setTimeout(resolve, 20))
  } finally {
    for (const side of Object.values(sides)) side.kill('SIGKILL')
  }
  const wanted = Array.from({ length: count }, (_, i) => String(i + 1))
  expect(processed(root, 'acceptor')).toEqual(wanted)
  expect(processed(root, 'initiator')).toEqual(wanted)
  for (const role of ['acceptor', 'initiator']) {
    for (const streamId of [1, 2]) {
      const numbers = storedNumbers(join(root, role), streamId)
      expect(numbers.every((seqNum, i) => i === 0 || seqNum > numbers[i - 1]!)).toBe(true)
    }
  }
  rmSync(root, { recursive: true })
})

function processed(root: string, role: string): string[] {
  return readFileSync(join(root, role, 'processed.log'), 'latin1')
    .split('\n')
    .slice(0, -1)
}

/** MsgSeqNums of one direction (1 received, 2 sent) as they stand in the store. */
function storedNumbers(dir: string, streamId: number): number[] {
  const numbers: number[] = []
  const name = new NodeStorage()
    .list(dir)
    .find((file) => file.endsWith('.journal'))!
    .replace(/-\d{16}\.journal$/, '')
  new JournalReader({ storage: new NodeStorage(), dir, name }).readAll({
    onRecord: (_index, _nowNs, stream, bytes, offset, length) => {
      const text = Buffer.from(bytes.subarray(offset, offset + length))
        .toString('latin1')
        .replaceAll('\x01', '|')
      if (stream === streamId) numbers.push(Number(/\|34=(\d+)\|/.exec(text)?.[1]))
    },
  })
  return numbers
}
