/** Gates that only read the tree and run the test suite: what every developer runs before a commit. */

import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'

const MINUTE_MS = 60_000

/** The last line of a command's output that matches, for the report. */
function lineOf(output: string, pattern: RegExp): string {
  const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
  const lines = output.replace(colours, '').split('\n')
  return lines.findLast((line) => pattern.test(line))?.trim() ?? ''
}

const TEST_GATE: Gate = {
  name: 'test',
  about: 'the test suite',
  timeoutMs: 25 * MINUTE_MS,
  async run(context: GateContext) {
    const result = await context.run('npm', ['test', '--silent'], { env: { CI: 'true', NO_COLOR: '1' } })
    const summary = lineOf(result.stdout, /^\s*Tests\s/)
    require(/\d+ passed/.test(summary), 'the test runner printed no "N passed"')
    return summary.replace(/\s+/g, ' ')
  },
}

const TYPECHECK_GATE: Gate = {
  name: 'typecheck',
  about: 'tsc over every package, without a cache',
  timeoutMs: 6 * MINUTE_MS,
  async run(context) {
    const result = await context.run('npx', ['turbo', 'run', 'typecheck', '--force', '--output-logs=errors-only'])
    const summary = lineOf(result.stdout, /Tasks:/)
    require(/[1-9]\d* successful/.test(summary), 'turbo ran no task')
    return summary.replace(/\s+/g, ' ')
  },
}

const BIOME_GATE: Gate = {
  name: 'biome',
  about: 'formatting and lint rules; warnings fail too',
  timeoutMs: 2 * MINUTE_MS,
  async run(context) {
    const result = await context.run('npx', ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'])
    const summary = lineOf(result.stdout + result.stderr, /Checked \d+ files/)
    require(summary.length > 0, 'biome checked no file')
    return summary
  },
}

const BOUNDARIES_GATE: Gate = {
  name: 'boundaries',
  about: 'dependency directions between packages',
  timeoutMs: 2 * MINUTE_MS,
  async run(context) {
    const result = await context.run('npx', ['turbo', 'boundaries'])
    const summary = lineOf(result.stdout + result.stderr, /Checked [1-9]\d* files/)
    require(/no issues found/.test(summary), 'turbo boundaries printed no "no issues found"')
    return summary
  },
}

const GENERATED_GATE: Gate = {
  name: 'generated',
  about: 'generated files are what their generators make',
  timeoutMs: 3 * MINUTE_MS,
  async run(context) {
    const result = await context.run('npm', ['run', '--silent', 'generate', '--', '--check'])
    return lineOf(result.stdout, /files/)
  },
}

const LOCK_FILE_GATE: Gate = {
  name: 'lock-file',
  about: 'the lock file installs on a clean machine',
  timeoutMs: 3 * MINUTE_MS,
  async run(context) {
    await context.run('npm', ['ci', '--dry-run', '--no-audit', '--no-fund'])
    const lock = await context.run('git', ['status', '--porcelain', '--', 'package-lock.json'])
    require(lock.stdout.trim().length === 0, 'package-lock.json differs from the commit')
    return 'npm ci --dry-run is clean'
  },
}

const BUILD_GATE: Gate = {
  name: 'build',
  about: 'compiled output of every package, as the container image runs it',
  timeoutMs: 6 * MINUTE_MS,
  async run(context) {
    const result = await context.run('npx', ['turbo', 'run', 'build', '--force', '--output-logs=errors-only'])
    const summary = lineOf(result.stdout, /Tasks:/)
    require(/[1-9]\d* successful/.test(summary), 'turbo ran no task')
    return summary.replace(/\s+/g, ' ')
  },
}

export const STATIC_GATES: readonly Gate[] = [
  TEST_GATE,
  TYPECHECK_GATE,
  BIOME_GATE,
  BOUNDARIES_GATE,
  GENERATED_GATE,
  LOCK_FILE_GATE,
  BUILD_GATE,
]
