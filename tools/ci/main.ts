/**
 * All gates of the project, in order: `bash .ci/run`, or `npm run ci -- --only typecheck,biome` for some of them.
 * Prints one line a gate and ends with `N passed, N failed`; the exit code is 1 when any failed. Logs stay in the
 * scratch folder that is printed first.
 */

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Gate, GateResult } from './gate.ts'
import { runGate } from './gate.ts'
import { GATES } from './gates/index.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Gates that have not started by then fail: a run has to say its result before it is cut off. */
const BUDGET_MS = 80 * 60_000

function select(only: string | undefined, skip: string | undefined): Gate[] {
  const named = (list: string | undefined) => list?.split(',').filter((name) => name.length > 0)
  const known = new Set(GATES.map((gate) => gate.name))
  for (const name of [...(named(only) ?? []), ...(named(skip) ?? [])]) {
    if (known.has(name)) continue
    console.error(`Unknown gate '${name}'. Known: ${[...known].join(', ')}`)
    process.exit(2)
  }
  return GATES.filter((gate) => named(only)?.includes(gate.name) ?? true).filter(
    (gate) => !(named(skip)?.includes(gate.name) ?? false),
  )
}

function describe(result: GateResult): string {
  const seconds = (result.durationMs / 1000).toFixed(1).padStart(6)
  return `${result.passed ? 'PASS' : 'FAIL'} ${result.gate.name.padEnd(18)} ${seconds} s  ${result.detail}`
}

function outOfTime(gate: Gate): GateResult {
  return { gate, passed: false, detail: 'not run: the time of this run is used up', tail: '', durationMs: 0 }
}

async function runAll(gates: readonly Gate[], scratch: string, startedMs: number): Promise<GateResult[]> {
  const results: GateResult[] = []
  for (const gate of gates) {
    console.log(`\n[${results.length + 1}/${gates.length}] ${gate.name}: ${gate.about}`)
    const result = Date.now() - startedMs > BUDGET_MS ? outOfTime(gate) : await runGate(gate, ROOT, scratch)
    results.push(result)
    console.log(describe(result))
    if (result.tail.length > 0) console.log(result.tail.replace(/^/gm, '    | '))
  }
  return results
}

function printSummary(results: readonly GateResult[], startedMs: number): number {
  const failed = results.filter((result) => !result.passed).length
  console.log(`\nSummary after ${((Date.now() - startedMs) / 60_000).toFixed(1)} min`)
  for (const result of results) console.log(describe(result))
  console.log(`${results.length - failed} passed, ${failed} failed`)
  return failed
}

// Logs are read as files; the console of CI shows no colours either.
process.env['NO_COLOR'] = '1'
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    skip: { type: 'string' },
    list: { type: 'boolean', default: false },
    scratch: { type: 'string' },
  },
})

if (values.list) {
  for (const gate of GATES) console.log(`${gate.name.padEnd(18)} ${gate.about}`)
} else {
  const startedMs = Number(process.env['REFLEX_CI_STARTED_MS'] ?? Date.now())
  const scratch = values.scratch ?? mkdtempSync(join(tmpdir(), 'reflex-ci-'))
  console.log(`Gates of ${ROOT}, Node ${process.version}; logs in ${join(scratch, 'logs')}`)
  if (!existsSync(join(ROOT, 'node_modules'))) throw new Error('Run npm ci first')
  const failed = printSummary(await runAll(select(values.only, values.skip), scratch, startedMs), startedMs)
  process.exit(failed === 0 ? 0 : 1)
}
