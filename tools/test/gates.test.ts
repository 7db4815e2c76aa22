/** The machinery of the gates: what fails, fails; what hangs is ended; the summary of a run is held to its counts. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Background } from '../ci/background.ts'
import { type Gate, runGate } from '../ci/gate.ts'
import { checkLoopReport } from '../ci/gates/firm.ts'
import { descendants } from '../ci/process-tree.ts'
import { CommandFailed, run } from '../ci/shell.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reflex-gates-'))
const logFile = join(scratch, 'test.log')
const node = (script: string) => run(process.execPath, ['-e', script], { logFile, timeoutMs: 5_000 })

function gate(work: Gate['run']): Gate {
  return { name: 'sample', about: '', timeoutMs: 5_000, run: work }
}

test('a command that fails carries the end of its output', async () => {
  const failed = await node("console.log('said this'); process.exit(3)").catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(CommandFailed)
  expect((failed as CommandFailed).message).toContain('exit code 3')
  expect((failed as CommandFailed).tail).toBe('said this')
})

test('a command that hangs is ended', async () => {
  const hanging = run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { logFile, timeoutMs: 300 })
  await expect(hanging).rejects.toThrow('no end within 300 ms')
})

test('a gate passes with a detail or fails with a reason', async () => {
  const passed = await runGate(
    gate(async (context) => (await context.run('echo', ['12 files'])).stdout.trim()),
    '/',
    scratch,
  )
  expect(passed).toMatchObject({ passed: true, detail: '12 files' })
  const failed = await runGate(
    gate(async (context) => (await context.run('false', [])).stdout),
    '/',
    scratch,
  )
  expect(failed).toMatchObject({ passed: false, detail: 'false : exit code 1' })
  const absent = await runGate(
    gate(async (context) => (await context.run('no-such-program', [])).stdout),
    '/',
    scratch,
  )
  expect(absent).toMatchObject({ passed: false, detail: 'spawn no-such-program ENOENT' })
})

test('a background program is found among the descendants and ends with its group', async () => {
  const background = new Background('sh', ['-c', 'sleep 60 & sleep 60'], { cwd: '/', logFile })
  const sleeping = () => descendants(background.child.pid!).filter(({ args }) => args[0] === 'sleep').length
  await expect.poll(sleeping, { timeout: 10_000 }).toBeGreaterThan(0)
  await background.stop()
  expect(background.exitCode).toBeDefined()
})

const REPORT = {
  ...{ ticks: 10, orders: 3, fills: 2, cancels: 1, tcaMeasurements: 1, retunes: 1, warehouseRows: 9, riskRejects: 1 },
  positions: [{ symbol: 'BTC-USD', lots: -4, venueLots: -4 }],
  ...{ positionsMatch: true, busLoss: 0, tickToTradeNs: { count: 3, p50: 9_000, p99: 20_000 } },
}

test('a whole report passes', () => {
  const line = checkLoopReport(JSON.stringify(REPORT), 'full')
  expect(line).toBe('10 ticks, 3 orders, 2 fills, tick-to-trade p50 9.0 us, p99 20.0 us')
})

test.each<[string, object]>([
  ['fills is 0', { fills: 0 }],
  ['positionsMatch is false', { positionsMatch: false }],
  ['there are no positions', { positions: [] }],
  ['BTC-USD: we have 1 lots, the venue 2', { positions: [{ symbol: 'BTC-USD', lots: 1, venueLots: 2 }] }],
  ['busLoss is 2', { busLoss: 2 }],
  ['retunes is not a number', { retunes: undefined }],
  ['tickToTradeNs has no count', { tickToTradeNs: { count: 0 } }],
])('a report fails when %s', (message, change) => {
  expect(() => checkLoopReport(JSON.stringify({ ...REPORT, ...change }), 'full')).toThrow(message)
})

test('no report fails', () => {
  expect(() => checkLoopReport('', 'smoke')).toThrow('nothing on standard output')
})
