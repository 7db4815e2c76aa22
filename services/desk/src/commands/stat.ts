import { CncFileReader, NativeMemoryMapper } from '@aeron/client'
import { ReflexError } from '@reflex/base'
import { Command } from 'commander'
import { defaultAeronDir } from '../up/directories.ts'
import { printJson, type SetExitCode } from './command.ts'

const DRIVER_TIMEOUT_MS = 10_000
const WATCH_INTERVAL_MS = 1000

export function statCommand(_setExitCode: SetExitCode): Command {
  return new Command('stat')
    .description('Prints the counters of a media driver, as aeron-stat does')
    .option('--aeron-dir <dir>', 'directory of the driver (default: that of reflex up)')
    .option('--watch', 'print again each second', false)
    .option('--json', 'one JSON object (a line each with --watch) on standard output', false)
    .addHelpText('after', '\nExamples:\n  reflex stat\n  reflex stat --aeron-dir /dev/shm/aeron-root --watch')
    .action(async (options: { aeronDir?: string; watch: boolean; json: boolean }) => {
      const aeronDir = options.aeronDir ?? process.env['AERON_DIR'] ?? defaultAeronDir()
      do {
        printCounters(aeronDir, options.json)
        if (options.watch) await new Promise((resolve) => setTimeout(resolve, WATCH_INTERVAL_MS))
      } while (options.watch)
    })
}

/** @throws ReflexError REFLEX_DRIVER_NOT_RUNNING when the directory holds no driver's file. */
function printCounters(aeronDir: string, json: boolean): void {
  const reader = CncFileReader.open(aeronDir, new NativeMemoryMapper())
  if (reader === undefined) throw new ReflexError('REFLEX_DRIVER_NOT_RUNNING', `no media driver in ${aeronDir}`)
  const active = reader.isDriverActive(Date.now(), DRIVER_TIMEOUT_MS)
  const counters = reader.counters()
  const errors = reader.errorLog()
  reader.close()
  if (json) return printJson({ aeronDir, active, counters, errors: errors.length })
  const lines = counters.map(({ counterId, value, label }) => {
    return `${String(counterId).padStart(4)}: ${value.toLocaleString('en-US').padStart(20)} - ${label}`
  })
  const head = `${aeronDir}: driver ${active ? 'active' : 'NOT active'}, ${errors.length} distinct errors`
  process.stdout.write(`${head}\n${lines.join('\n')}\n`)
}
