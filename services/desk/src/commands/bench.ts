import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ReflexError } from '@reflex/base'
import { BENCH_JSON } from '@reflex/base/measure'
import { Command } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..')
const SUFFIX = '.bench.ts'
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

interface Bench {
  /** package/file, e.g. book/matching. */
  readonly name: string
  readonly path: string
}

export function benchCommand(setExitCode: SetExitCode): Command {
  return new Command('bench')
    .description('Runs the benches of this checkout: inputs, result hash, p50, p99, p99.9, max')
    .argument('[name]', 'only benches whose name contains this, e.g. book')
    .option('--list', 'only list them', false)
    .option('--json', 'one JSON object a line on standard output', false)
    .addHelpText('after', '\nExamples:\n  reflex bench\n  reflex bench book\n  reflex bench --list')
    .action((name: string | undefined, options: { list: boolean; json: boolean }) => {
      const chosen = allBenches().filter((bench) => name === undefined || bench.name.includes(name))
      if (chosen.length === 0) throw new ReflexError('REFLEX_USAGE', `there is no bench '${name ?? ''}' in ${ROOT}`)
      if (options.list) {
        if (options.json) return printJson(chosen)
        for (const bench of chosen) process.stdout.write(`${bench.name}\n`)
        return
      }
      const failed = chosen.filter((bench) => !run(bench, options.json))
      setExitCode(failed.length === 0 ? 0 : 1)
    })
}

function run(bench: Bench, json: boolean): boolean {
  const startedMs = performance.now()
  if (!json) process.stdout.write(`\n== ${bench.name}\n`)
  const args = ['--conditions=source', '--expose-gc', '--import', import.meta.resolve('tsx'), bench.path]
  const result = spawnSync(process.execPath, args, {
    stdio: ['ignore', json ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
    ...(json ? { env: { ...process.env, REFLEX_BENCH_JSON: '1' } } : {}),
  })
  const ok = result.status === 0
  if (json) {
    const { node, arch, platform } = { node: process.version, arch: process.arch, platform: process.platform }
    printJson({
      bench: bench.name,
      ok,
      ms: Math.round(performance.now() - startedMs),
      node,
      arch,
      platform,
      ...outputOf(result.stdout),
    })
  } else if (!ok) process.stdout.write(`${bench.name} FAILED\n`)
  return ok
}

/** Figures that the bench printed as JSON, and its other lines. */
function outputOf(stdout: string): { readonly results: readonly unknown[]; readonly output: readonly string[] } {
  const lines = stdout.split('\n').filter((line) => line !== '')
  const isFigure = (line: string): boolean => line.startsWith(BENCH_JSON)
  return {
    results: lines.filter(isFigure).map((line): unknown => JSON.parse(line.slice(BENCH_JSON.length))),
    output: lines.filter((line) => !isFigure(line)),
  }
}

/** Every `bench/*.bench.ts` of the workspaces. */
function allBenches(): Bench[] {
  const benches: Bench[] = []
  for (const group of ['libs', 'services']) {
    for (const workspace of existsSync(join(ROOT, group)) ? readdirSync(join(ROOT, group)) : []) {
      const dir = join(ROOT, group, workspace, 'bench')
      if (!existsSync(dir)) continue
      for (const file of readdirSync(dir).filter((candidate) => candidate.endsWith(SUFFIX))) {
        benches.push({ name: `${workspace}/${basename(file, SUFFIX)}`, path: join(dir, file) })
      }
    }
  }
  return benches
}
