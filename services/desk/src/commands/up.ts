import { Command, Option } from 'commander'
import type { UpOptions } from '../up/up-options.ts'
import { parseDuration, parsePort, parseSeed, parseSpeed, printJson, type SetExitCode } from './command.ts'

const EXAMPLES = `
Examples:
  reflex up                                     the whole simulated firm in one process, live status, Ctrl-C ends it
  reflex up --duration 20s --json               one JSON object on standard output
  reflex up --processes                         one driver process, each service a process of its own
  reflex up --processes --chaos --duration 90s  the same, each service killed with -9 once
  reflex up --processes --bus-driver external --aeron-dir /dev/shm/aeron-me     over a driver that runs there already
  reflex up --processes --bus-driver embedded \\
      --bus-channel 'aeron:udp?endpoint=239.255.77.1:20770|interface=127.0.0.1|term-length=8m|mtu=8192|fc=min'
  reflex up --input DIR --speed max --json      recorded books and trades as the market, virtual time`

export function upCommand(setExitCode: SetExitCode): Command {
  return new Command('up')
    .description('Runs the firm: venues, market data, alpha, risk, execution, positions, TCA, warehouse, console')
    .option('--config <file>', 'desk configuration (default: config/desk.json)')
    .option('--duration <time>', 'stop after this time (500ms, 20s, 5m, 1h)', parseDuration)
    .option('--json', 'one JSON object on standard output at the end', false)
    .option('--processes', 'each service in its own process over one driver process', false)
    .option('--chaos', 'with --processes: kill each service with -9 once during the run', false)
    .option('--bus-channel <uri>', 'Aeron channel of all streams, instead of bus.channel of the desk')
    .addOption(
      new Option(
        '--bus-driver <whose>',
        'with --processes: whose media driver, instead of bus.driver of the desk',
      ).choices(['own', 'embedded', 'external']),
    )
    .option('--input <dir>', 'a recording as the market instead of the simulated venues')
    .option('--speed <factor>', 'with --input: max, or a factor of recorded time', parseSpeed, Number.POSITIVE_INFINITY)
    .option('--seed <n>', 'seed of everything random', parseSeed, 1)
    .option(
      '--data-dir <dir>',
      'durable state; given again, the firm recovers from it (default: a new folder under data/runs)',
    )
    .option('--aeron-dir <dir>', 'directory of the media driver (default: /dev/shm/reflex-<user>)')
    .option('--console-port <port>', 'port of the operator console, 0 for any', parsePort, 8080)
    .option('--metrics-port <port>', 'port of /metrics and /health, 0 for any', parsePort, 9464)
    .option('--no-console', 'without the operator console')
    .option('--no-warehouse', 'without the warehouse loader process')
    .option('--drill <name>', 'fires a control during the run: breach, drawdown or kill')
    .addOption(
      new Option('--log-level <level>', 'log level')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('warn'),
    )
    .option('--log-file <file>', 'log to this file instead of standard error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: UpOptions) => {
      const { runUp } = await import('../up/run-up.ts')
      const outcome = await runUp(options)
      if (options.json) printJson(outcome.summary)
      setExitCode(outcome.exitCode)
    })
}
