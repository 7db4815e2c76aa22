import { Command, Option } from 'commander'
import type { SetExitCode } from './command.ts'

interface Options {
  readonly dictionary: readonly string[]
  readonly names: 'reflex' | 'fixparser' | 'none'
  readonly soh: boolean
  readonly type?: string
  readonly tag: readonly string[]
  readonly session?: string
  readonly order?: string
  readonly validate: boolean
  readonly body: boolean
  readonly json: boolean
}

export function fixPrintCommand(setExitCode: SetExitCode): Command {
  const collect = (value: string, all: readonly string[]): string[] => [...all, value]
  return new Command('print')
    .description('Prints FIX messages with the names of fields and values')
    .argument('[paths...]', 'files (any text with messages in it), journals, or folders of journals; none or -: stdin')
    .option('--dictionary <file>', 'names of this dictionary first; twice for FIXT.1.1', collect, [])
    .addOption(
      new Option('--names <from>', 'where standard names come from; none: tags as on the wire')
        .choices(['reflex', 'fixparser', 'none'])
        .default('reflex'),
    )
    .option('--soh', 'SOH between fields instead of |', false)
    .option('--type <types>', 'only these MsgTypes, comma-separated, e.g. D,8')
    .option(
      '--tag <condition>',
      'only messages with this field: 58, 55=BTC-USD or 11=MAKER1*; can be repeated',
      collect,
      [],
    )
    .option('--session <compId>', 'only messages from or to this CompID, or of SENDER-TARGET in both directions')
    .option('--order <id>', 'only messages of the order with this ClOrdID or OrderID, replaces and cancels included')
    .option('--body', 'leave the header away, but for MsgType, and the trailer', false)
    .option('--validate', 'with --dictionary: say what a session would reject', false)
    .option('--json', 'one JSON object a line', false)
    .addHelpText(
      'after',
      `
Exits with 1 when a message shown has a wrong BodyLength or CheckSum.

Examples:
  reflex fix print session.log --type D,8
  tcpdump -l -A port 5001 | reflex fix print --order MAKER1-7
  reflex fix print data/runs/20260105T090000-1/ems/fix --session EMS-XALP
  reflex fix print venue.log --dictionary FIXT11.xml --dictionary FIX50SP2.xml --validate`,
    )
    .action(async (paths: string[], options: Options) => {
      const { runPrint } = await import('../tools/fix/print.ts')
      // A reader such as head that has seen enough ends the command, not an error.
      process.stdout.on('error', () => process.exit(0))
      const { damaged } = await runPrint({
        ...options,
        paths,
        types: options.type?.split(',') ?? [],
        tags: options.tag,
        session: options.session,
        order: options.order,
      })
      setExitCode(damaged === 0 ? 0 : 1)
    })
}
