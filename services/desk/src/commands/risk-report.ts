import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ReflexError } from '@reflex/base'
import { Command } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

interface ReportOptions {
  readonly asOf?: string
  readonly url: string
  readonly dataDir?: string
  readonly config?: string
  readonly json: boolean
  readonly html: boolean
}

const HELP = `
From the running firm by default (its metrics port); with --as-of or --data-dir from the journal of a run, replayed
through the engine up to that moment.

Examples:
  reflex risk report
  reflex risk report --html > risk.html
  reflex risk report --data-dir data/runs/20260130T093000-4242 --as-of 2026-01-30T09:45:00Z --json`

export function riskReportCommand(_setExitCode: SetExitCode): Command {
  return new Command('report')
    .description(
      'Greeks, value at risk, stress heat map and limit utilisation, live or as of a moment of a recorded run',
    )
    .option('--as-of <time>', 'moment in UTC, such as 2026-01-30T09:45:00Z, or `end`')
    .option('--url <url>', 'metrics address of the running firm', 'http://127.0.0.1:9464')
    .option('--data-dir <dir>', 'data of a run (default with --as-of: the latest below data/runs)')
    .option('--config <file>', 'desk configuration of the run (default: the one it was run with)')
    .option('--json', 'one JSON object on standard output', false)
    .option('--html', 'a page on standard output', false)
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (options: ReportOptions) => {
      const isRecorded = options.asOf !== undefined || options.dataDir !== undefined
      const { report, at } = isRecorded ? await recorded(options) : await live(options.url)
      if (options.json) return printJson({ at, ...report })
      const { riskHtml, riskText } = await import('../tools/risk-text.ts')
      process.stdout.write(options.html ? riskHtml(report, at) : riskText(report, at))
    })
}

interface Found {
  readonly report: Record<string, unknown>
  readonly at: string
}

async function live(url: string): Promise<Found> {
  let response: Response
  try {
    response = await fetch(new URL('/report', url))
  } catch (error) {
    throw new ReflexError(
      'REFLEX_USAGE',
      `no firm answers at ${url} (${(error as Error).message}): start one, or name --url`,
    )
  }
  const all = (await response.json()) as Record<string, unknown>
  const report = (all['risk-engine'] ?? (all['services'] as Record<string, unknown> | undefined)?.['risk-engine']) as
    | Record<string, unknown>
    | undefined
  if (report === undefined) throw new ReflexError('REFLEX_USAGE', `${url} runs no risk-engine: give the address of one`)
  return { report, at: new Date().toISOString() }
}

async function recorded(options: ReportOptions): Promise<Found> {
  const dataDir = options.dataDir ?? latestRun()
  const journal = join(dataDir, 'warehouse/journal')
  if (!existsSync(journal)) throw new ReflexError('REFLEX_USAGE', `no recording in ${journal}: name the data of a run`)
  const isEnd = options.asOf === undefined || options.asOf === 'end'
  const asOfMs = isEnd ? Number.POSITIVE_INFINITY : Date.parse(options.asOf)
  if (Number.isNaN(asOfMs))
    throw new ReflexError('REFLEX_USAGE', `'${options.asOf}' is no time: 2026-01-30T09:45:00Z is`)
  const { parseDeskConfig } = await import('@reflex/schema')
  const { defaultConfigPath } = await import('../up/directories.ts')
  const own = join(dataDir, 'desk.json')
  const path = options.config ?? (existsSync(own) ? own : defaultConfigPath())
  const desk = parseDeskConfig(JSON.parse(readFileSync(path, 'utf8')), path)
  const { replayReport } = await import('../tools/risk-replay.ts')
  const found = replayReport({ desk, journal, asOfMs })
  if (found === undefined)
    throw new ReflexError('REFLEX_USAGE', `nothing was recorded in ${journal} by ${options.asOf}`)
  return { report: { records: found.records, ...found.report }, at: new Date(found.atMs).toISOString() }
}

function latestRun(): string {
  const runs = resolve('data/runs')
  const names = existsSync(runs) ? readdirSync(runs).sort() : []
  if (names.length === 0) throw new ReflexError('REFLEX_USAGE', `no runs below ${runs}: name one with --data-dir`)
  return join(runs, names.at(-1)!)
}
