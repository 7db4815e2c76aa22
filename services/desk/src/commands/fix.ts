import { Command } from 'commander'
import type { SetExitCode } from './command.ts'
import { fixAcceptorCommand } from './fix-acceptor.ts'
import { fixPrintCommand } from './fix-print.ts'
import { fixSendCommand } from './fix-send.ts'
import { fixSessionsCommand } from './fix-sessions.ts'

export function fixCommand(setExitCode: SetExitCode): Command {
  const command = new Command('fix')
    .enablePositionalOptions()
    .description('FIX tools: print messages, a test acceptor, send messages, look at and correct sessions')
    .addHelpText(
      'after',
      `
Examples:
  reflex fix print session.log
  reflex fix acceptor --port 5001 --begin-string FIX.4.4 --sender ISLD --target TW44 --dictionary FIX44.xml
  reflex fix sessions data/runs`,
    )
  for (const create of [fixPrintCommand, fixAcceptorCommand, fixSendCommand, fixSessionsCommand])
    command.addCommand(create(setExitCode))
  return command
}
