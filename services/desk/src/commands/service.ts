import { ReflexError } from '@reflex/base'
import { runService } from '@reflex/service-host'
import { Command } from 'commander'
import { SERVICE_LOADERS } from '../firm/service-loaders.ts'
import type { SetExitCode } from './command.ts'

export function serviceCommand(_setExitCode: SetExitCode): Command {
  return new Command('service')
    .description('Runs one service as a process of its own, over a media driver that runs elsewhere')
    .argument('<name>', `one of: ${Object.keys(SERVICE_LOADERS).join(', ')}`)
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      'after',
      `
Options (or environment):
  --config <file>         desk configuration (REFLEX_CONFIG, default config/desk.json)
  --aeron-dir <dir>       directory of the media driver (AERON_DIR)
  --data-dir <dir>        durable state (REFLEX_DATA_DIR)
  --metrics-host <host>   address of /metrics, /health and /report (REFLEX_METRICS_HOST, default 127.0.0.1)
  --metrics-port <port>   their port, 0 for any (REFLEX_METRICS_PORT)
  --seed <n>, --log-level <level>, --log-file <file>, --busy-spin

Example:
  reflex service oms --aeron-dir /dev/shm/reflex --data-dir /var/lib/reflex`,
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const load = SERVICE_LOADERS[name]
      if (load === undefined) throw new ReflexError('REFLEX_USAGE', `there is no service '${name}'`)
      await runService(name, await load(), command.args.slice(1))
    })
}
