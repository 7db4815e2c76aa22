import { runDriverProcess } from '@aeron/driver'
import { CLIENT_LIVENESS_TIMEOUT_NS } from '@reflex/service-host'
import { Command } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

interface DriverOptions {
  readonly aeronDir?: string
  readonly printConfig: boolean
  readonly spin: boolean
}

export function driverCommand(setExitCode: SetExitCode): Command {
  return new Command('driver')
    .description(
      'Runs the media driver as a process of its own; settings by AERON_... variables, named as the official ones',
    )
    .option(
      '--aeron-dir <dir>',
      'directory shared with the clients (default: env AERON_DIR, else /dev/shm/aeron-<user>)',
    )
    .option('--print-config', 'print the settings at start', false)
    .option('--spin', 'never park: lowest latency, one core', false)
    .addHelpText(
      'after',
      '\nExample:\n  AERON_IPC_TERM_BUFFER_LENGTH=16m reflex driver --aeron-dir /dev/shm/reflex --print-config',
    )
    .action(async ({ aeronDir, printConfig, spin }: DriverOptions) => {
      const context = {
        clientLivenessTimeoutNs: CLIENT_LIVENESS_TIMEOUT_NS,
        dirDeleteOnShutdown: true,
        printConfiguration: printConfig,
        ...(aeronDir === undefined ? {} : { aeronDir }),
      }
      const print = (text: string): void => void process.stderr.write(`${text}\n`)
      const onStarted = (): void => printJson({ ready: true, service: 'driver', pid: process.pid })
      setExitCode(await runDriverProcess({ context, spin, print, onStarted }))
    })
}
