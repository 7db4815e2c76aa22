/**
 * `npm run test:oracles`: every oracle file of REFLEX_ORACLES (default ../shared/oracles) against the product, as a
 * table of file, cases, passed. The adapters are ordinary tests (`*oracle*.test.ts`) in the packages they concern: a
 * group of tests names the file, each test begins with the id of its case; this runs them and counts. Files without an
 * adapter are listed. Exit code 1 when a case fails or an adapter leaves one out, 2 when the folder is not there.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkDeribit, deribitFolder, type SnapshotResult } from './deribit-options.ts'
import { ROOT } from './repository.ts'

export interface TestResult {
  /** Titles of the groups around the test, outermost first. */
  readonly groups: readonly string[]
  readonly title: string
  readonly status: string
  readonly messages: readonly string[]
  /** Test file, from the root of the repository. */
  readonly path: string
}

export interface OracleRow {
  readonly file: string
  readonly cases: number
  readonly passed: number
  /** Cases that no test named. */
  readonly missing: number
  /** What an adapter says it leaves out, from the title of its group. */
  readonly notes: readonly string[]
  readonly adapters: readonly string[]
  readonly failures: readonly string[]
}

/** @returns a row for each file; one without adapters has none in `adapters`. */
export function countCases(files: ReadonlyMap<string, readonly string[]>, results: readonly TestResult[]): OracleRow[] {
  return [...files].map(([file, ids]) => {
    const mentions = new RegExp(`(^|[^a-z0-9_])${file}([^a-z0-9_]|$)`)
    const own = results.filter(({ groups, status }) => status !== 'pending' && groups.some((g) => mentions.test(g)))
    const byCase = new Map<string, TestResult[]>(ids.map((id) => [id, []]))
    const failures: string[] = []
    for (const result of own) {
      const id = caseOf(result.title, ids)
      if (id !== undefined) byCase.get(id)!.push(result)
      if (result.status !== 'passed') failures.push(`${result.title}: ${firstLines(result.messages)}`)
    }
    const tests = [...byCase.values()]
    return {
      file,
      cases: ids.length,
      passed: tests.filter((of) => of.length > 0 && of.every(({ status }) => status === 'passed')).length,
      missing: tests.filter((of) => of.length === 0).length,
      notes: [...new Set(own.flatMap(({ groups }) => groups).filter((g) => mentions.test(g) && g.includes('not in')))],
      adapters: [...new Set(own.map(({ path }) => path))],
      failures,
    }
  })
}

/** The longest id that the title is or begins with; vitest puts texts of a table in quotes. */
function caseOf(quoted: string, ids: readonly string[]): string | undefined {
  const title = quoted.replace(/^'([^']*)'/, '$1')
  let best: string | undefined
  for (const id of ids) {
    const isNamed = title === id || (title.startsWith(id) && /^[:\s]/.test(title.slice(id.length)))
    if (isNamed && id.length > (best?.length ?? -1)) best = id
  }
  return best
}

function firstLines(messages: readonly string[]): string {
  return messages.join(' ').split('\n').slice(0, 8).join(' ').slice(0, 400)
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[] | null
    }[]
  }[]
}

function runAdapters(folder: string): TestResult[] {
  const scratch = mkdtempSync(join(tmpdir(), 'reflex-oracles-'))
  const report = join(scratch, 'report.json')
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'oracle', '--reporter=json']
  const run = spawnSync(process.execPath, [...args, `--outputFile=${report}`], {
    cwd: ROOT,
    env: { ...process.env, REFLEX_ORACLES: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (!existsSync(report)) throw new Error(`vitest wrote no report: ${run.stderr.slice(-2000)}`)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  rmSync(scratch, { recursive: true })
  for (const { name, message, assertionResults } of testResults) {
    if (assertionResults.length === 0) console.error(`${name} did not run: ${message}`)
  }
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((one) => ({
      groups: one.ancestorTitles,
      title: one.title,
      status: one.status === 'skipped' || one.status === 'todo' ? 'pending' : one.status,
      messages: one.failureMessages ?? [],
      path: name.slice(ROOT.length + 1),
    })),
  )
}

/** Ids of the cases by file; a file without cases is a table and not an oracle of this kind. */
function readCases(folder: string): Map<string, string[]> {
  const files = new Map<string, string[]>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue
    const { cases } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cases?: { id: string }[] }
    files.set(
      name.slice(0, -'.json'.length),
      (cases ?? []).map(({ id }) => String(id)),
    )
  }
  return files
}

function main(): void {
  const folder = resolve(process.env['REFLEX_ORACLES'] ?? join(ROOT, '../shared/oracles'))
  if (!existsSync(folder)) {
    console.error(`There is no folder ${folder}; set REFLEX_ORACLES to a folder of oracle files.`)
    process.exitCode = 2
    return
  }
  const rows = countCases(readCases(folder), runAdapters(folder))
  const tested = rows.filter(({ adapters }) => adapters.length > 0)
  const deribit = checkDeribit()
  if (process.argv.includes('--json')) console.log(JSON.stringify({ folder, files: rows, deribit: deribit ?? null }))
  else {
    print(folder, rows)
    printDeribit(deribit)
  }
  const isGood =
    tested.length > 0 && tested.every(({ cases, passed, failures }) => cases === passed && !failures.length)
  const isOurs = (deribit ?? []).every(({ problems }) => problems.length === 0)
  process.exitCode = isGood && isOurs ? 0 : 1
}

function print(folder: string, rows: readonly OracleRow[]): void {
  console.log(`${folder}\n`)
  console.log(`${'file'.padEnd(36)}${'cases'.padStart(7)}${'passed'.padStart(8)}`)
  for (const { file, cases, passed, missing, notes, adapters } of rows) {
    if (adapters.length === 0) continue
    const left = missing > 0 ? `  ${missing} not tested` : ''
    const note = notes.length > 0 ? `  ${notes.join('; ')}` : ''
    console.log(`${file.padEnd(36)}${String(cases).padStart(7)}${String(passed).padStart(8)}${left}${note}`)
  }
  const without = rows.filter(({ adapters }) => adapters.length === 0).map(({ file }) => file)
  if (without.length > 0) console.log(`\nno adapter: ${without.join(', ')}`)
  for (const { file, failures } of rows) {
    for (const failure of failures.slice(0, 20)) console.log(`FAILED ${file} ${failure}`)
  }
}

function printDeribit(results: readonly SnapshotResult[] | undefined): void {
  if (results === undefined) {
    console.log(`\nno option chains at ${deribitFolder()}: not tested`)
    return
  }
  const size = (x: number) => x.toExponential(1).padStart(9)
  console.log("\nDeribit's marks and Greeks: median and 95 % error of delta, median errors of mark (coin) and vega")
  for (const { file, options, deltaMedian, delta95, markMedian, vegaMedian, misfits, problems } of results) {
    const figures = [deltaMedian, delta95, markMedian, vegaMedian].map(size).join('')
    console.log(`${file.padEnd(52)}${String(options).padStart(5)}${figures}  ${misfits.length} misfits`)
    for (const problem of problems) console.log(`FAILED ${problem}`)
    for (const m of misfits) {
      const errors = `delta ${m.deltaError.toFixed(5)} mark ${m.markError.toFixed(6)} vega ${m.vegaError.toFixed(4)}`
      const off = m.forwardOffPercent.toFixed(3)
      const cause = `delta agrees at a forward ${off} % off, vega then ${size(m.vegaErrorThere)}`
      console.log(`  ${m.name.padEnd(22)} ${errors}; ${cause}`)
    }
  }
}

if (process.argv[1]?.endsWith('test-oracles.ts') === true) main()
