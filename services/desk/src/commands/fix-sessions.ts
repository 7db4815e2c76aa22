import { ReflexError } from '@reflex/base'
import { Command, InvalidArgumentError } from 'commander'
import { tableText } from '../tools/table-text.ts'
import { printJson, type SetExitCode } from './command.ts'

interface Options {
  readonly session?: string
  readonly nextIn?: number
  readonly nextOut?: number
  readonly reset: boolean
  readonly yes: boolean
  readonly json: boolean
}

export function fixSessionsCommand(setExitCode: SetExitCode): Command {
  return new Command('sessions')
    .description('Shows FIX sessions by their journals: state, sequence numbers, last times; sets or resets numbers')
    .argument('[dir]', 'folder with session journals, or one above it', 'data')
    .option('--session <name>', 'the session to change, e.g. FIX.4.4-EMS-XALP')
    .option('--next-in <number>', 'with --session: MsgSeqNum expected next from the counterparty', parseNumber)
    .option('--next-out <number>', 'with --session: MsgSeqNum of the message we send next', parseNumber)
    .option('--reset', 'with --session: both numbers are 1 again, unless --next-in or --next-out say otherwise', false)
    .option('--yes', 'change without asking', false)
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText(
      'after',
      `
Numbers are changed only while no process has the session, and only after a confirmation (or --yes).

Examples:
  reflex fix sessions data/runs
  reflex fix sessions data/acceptor --session FIX.4.4-ISLD-TW44 --next-out 120
  reflex fix sessions data/acceptor --session FIX.4.4-ISLD-TW44 --reset --yes`,
    )
    .action(async (dir: string, options: Options) => {
      const { changeNumbers, sessionsIn } = await import('../tools/fix/sessions.ts')
      const isChange = options.reset || options.nextIn !== undefined || options.nextOut !== undefined
      if (!isChange) {
        const sessions = sessionsIn(dir).filter(({ session }) => (options.session ?? session) === session)
        return options.json ? printJson({ sessions }) : void process.stdout.write(`${tableText(sessions)}\n`)
      }
      if (options.session === undefined) throw new ReflexError('REFLEX_USAGE', 'say which session with --session')
      const changed = await changeNumbers({ ...options, root: dir, session: options.session })
      if (changed === undefined) {
        process.stderr.write('nothing was changed\n')
        setExitCode(1)
      } else if (options.json) printJson(changed)
      else process.stdout.write(`${tableText([changed])}\n`)
    })
}

function parseNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 2 ** 31 - 2)
    throw new InvalidArgumentError('give a sequence number from 1 on')
  return value
}
