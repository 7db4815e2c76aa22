import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ReflexError } from '@reflex/base'
import type { ReportSection } from '@reflex/warehouse'
import { Command } from 'commander'
import { tableText } from '../tools/table-text.ts'
import { defaultConfigPath } from '../up/directories.ts'
import { warehousePaths } from '../up/loader-process.ts'
import { printJson, type SetExitCode } from './command.ts'

interface ReportOptions {
  readonly db?: string
  readonly sql?: string
  readonly parquet?: string
  readonly json: boolean
}

interface LoadOptions {
  readonly journal: string
  readonly db: string
  readonly config?: string
  readonly follow: boolean
  readonly stats?: string
}

export function warehouseCommand(_setExitCode: SetExitCode): Command {
  const command = new Command('warehouse')
    .enablePositionalOptions()
    .description('Looks into what a run recorded: rows, latency by hop, fills, markouts, rejects, P&L')
    .option('--db <dir|url>', 'chDB folder or ClickHouse URL (default: that of the last run)')
    .option('--sql <query>', 'a query of your own instead of the report')
    .option('--parquet <file>', 'with --sql: write the result to a Parquet file')
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText(
      'after',
      `
Examples:
  reflex warehouse
  reflex warehouse --sql "SELECT * FROM reflex.order_timeline LIMIT 20"
  reflex warehouse --sql "SELECT * FROM reflex.executions" --parquet executions.parquet`,
    )
    .action(async (options: ReportOptions) => {
      const { exportParquet, warehouseQuery, warehouseReport } = await import('@reflex/warehouse')
      const db = options.db ?? lastRunDb()
      if (options.sql !== undefined && options.parquet !== undefined) {
        await exportParquet(db, options.sql, resolve(options.parquet))
        return printJson({ written: resolve(options.parquet) })
      }
      const sections =
        options.sql === undefined
          ? await warehouseReport(db)
          : [{ title: '', rows: await warehouseQuery(db, options.sql) }]
      if (options.json) printJson(options.sql === undefined ? { db, sections } : sections[0]!.rows)
      else printSections(sections)
    })
  command.addCommand(loadCommand())
  return command
}

function loadCommand(): Command {
  return new Command('load')
    .description("Loads a recorder's journal into tables; a process of its own beside a running firm")
    .requiredOption('--journal <dir>', "folder of the recorder's journal")
    .requiredOption('--db <dir|url>', 'chDB folder or ClickHouse URL')
    .option('--config <file>', 'desk configuration of the run (default: config/desk.json)')
    .option('--follow', 'go on as the journal grows, until SIGTERM', false)
    .option('--stats <file>', 'write progress to this JSON file')
    .action(async (options: LoadOptions) => {
      const { runWarehouseLoader } = await import('@reflex/warehouse')
      const abort = new AbortController()
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort())
      printJson({ ready: true, service: 'warehouse-loader', pid: process.pid })
      const stats = await runWarehouseLoader({
        journal: options.journal,
        name: 'warehouse',
        db: options.db,
        config: options.config ?? defaultConfigPath(),
        follow: options.follow,
        stats: options.stats,
        signal: abort.signal,
      })
      printJson(stats)
    })
}

/** @throws ReflexError REFLEX_WAREHOUSE_UNAVAILABLE when there was no run here. */
function lastRunDb(): string {
  const runs = resolve('data/runs')
  const candidates = existsSync(runs) ? readdirSync(runs).map((name) => join(runs, name)) : []
  const withDb = candidates.map((dir) => warehousePaths(dir).db).filter((db) => existsSync(db))
  const latest = withDb.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  if (latest === undefined) throw new ReflexError('REFLEX_WAREHOUSE_UNAVAILABLE', `no run with a warehouse in ${runs}`)
  return latest
}

function printSections(sections: readonly ReportSection[]): void {
  for (const { title, rows } of sections)
    process.stdout.write(`${title === '' ? '' : `\n${title}\n`}${tableText(rows)}\n`)
}
