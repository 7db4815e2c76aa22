import { PARAMETERS, printContext, runDriverProcess } from '@aeron/driver'
import { CLIENT_LIVENESS_TIMEOUT_NS } from '@reflex/service-host'
import { Command } from 'commander'
import { driverProperties } from '../tools/bus/driver-properties.ts'
import { printJson, type SetExitCode } from './command.ts'

interface DriverOptions {
  readonly aeronDir?: string
  readonly quiet: boolean
  readonly spin: boolean
}

const EXAMPLES = `
Settings have the official names: variables (AERON_DIR, AERON_THREADING_MODE, AERON_TERM_BUFFER_LENGTH, ...),
-D properties (aeron.dir, aeron.threading.mode, ...) and property files; properties win over variables.
A directory in which another driver lives is left alone: exit code 2.

Examples:
  reflex driver
  reflex driver --aeron-dir /dev/shm/reflex -Daeron.ipc.term.buffer.length=16m
  AERON_CLIENT_LIVENESS_TIMEOUT=5s reflex driver low-latency.properties`

export function driverCommand(setExitCode: SetExitCode): Command {
  return new Command('driver')
    .description('Runs the media driver as a process of its own, until SIGINT or SIGTERM')
    .argument('[settings...]', '-Daeron.<name>=<value>, or property files')
    .option(
      '--aeron-dir <dir>',
      'directory shared with the clients (default: env AERON_DIR, else /dev/shm/aeron-<user>)',
    )
    .option('--quiet', 'do not print the settings at start', false)
    .option('--spin', 'never park: lowest latency, one core', false)
    .allowUnknownOption()
    .addHelpText('after', EXAMPLES)
    .action(async (args: readonly string[], { aeronDir, quiet, spin }: DriverOptions) => {
      const properties = driverProperties(args)
      const env = { ...process.env, ...properties }
      const print = (text: string): void => void process.stderr.write(`${text}\n`)
      for (const name of unknownSettings(properties)) print(`${name} is not a setting of this driver: ignored`)
      const directory = aeronDir ?? properties['AERON_DIR']
      const context = {
        ...(env['AERON_CLIENT_LIVENESS_TIMEOUT'] === undefined
          ? { clientLivenessTimeoutNs: CLIENT_LIVENESS_TIMEOUT_NS }
          : {}),
        ...(env['AERON_DIR_DELETE_ON_SHUTDOWN'] === undefined ? { dirDeleteOnShutdown: true } : {}),
        ...(directory === undefined ? {} : { aeronDir: directory }),
        env,
      }
      setExitCode(
        await runDriverProcess({
          context,
          spin,
          print,
          onStarted: (driver) => {
            if (!quiet) print(`aeronDir=${driver.aeronDir}\n${printContext(driver.context)}`)
            printJson({ ready: true, service: 'driver', pid: process.pid })
          },
        }),
      )
    })
}

function unknownSettings(properties: Readonly<Record<string, string>>): string[] {
  const known = new Set<string>(Object.values(PARAMETERS).map((parameter) => parameter.env))
  return Object.keys(properties).filter((name) => name !== 'AERON_DIR' && !known.has(name))
}
