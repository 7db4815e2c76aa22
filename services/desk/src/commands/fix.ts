import { Command } from 'commander'
import type { SetExitCode } from './command.ts'
import { fixAcceptorCommand } from './fix-acceptor.ts'

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
  command.addCommand(fixAcceptorCommand(setExitCode))
  return command
}
