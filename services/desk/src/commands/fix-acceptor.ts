import { Command } from 'commander'
import type { AcceptorOptions } from '../tools/fix/acceptor.ts'
import { parsePort, type SetExitCode } from './command.ts'

export function fixAcceptorCommand(_setExitCode: SetExitCode): Command {
  return new Command('acceptor')
    .description('A test acceptor of one session: sends D, d and C back, answers other messages with 35=j')
    .requiredOption('--port <port>', 'TCP port to listen on; 0 lets the system choose', parsePort)
    .requiredOption('--begin-string <version>', 'FIX.4.0 to FIX.4.4, or FIXT.1.1 for FIX.5.0 and its service packs')
    .requiredOption('--sender <compId>', 'our CompID: 49 of what it sends')
    .requiredOption('--target <compId>', "the counterparty's CompID")
    .requiredOption('--dictionary <file>', "dictionary in QuickFIX's XML format; with FIXT.1.1 the application's")
    .option('--transport-dictionary <file>', 'FIXT.1.1: the dictionary of the session itself')
    .option('--default-appl-ver-id <id>', 'DefaultApplVerID(1137) of our Logon: 7, 8, 9 for 5.0, SP1, SP2', '9')
    .option('--reset-on-logon', 'sequence numbers begin at 1 at every logon', false)
    .option('--store <dir>', 'keep the sequence numbers and messages there (default: in memory)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--json', 'one JSON object a line on standard output', false)
    .addHelpText(
      'after',
      `
Examples:
  reflex fix acceptor --port 5001 --begin-string FIX.4.4 --sender ISLD --target TW44 \\
    --dictionary FIX44.xml --reset-on-logon
  reflex fix acceptor --port 5001 --begin-string FIXT.1.1 --sender ISLD --target TW50SP2 \\
    --dictionary FIX50SP2.xml --transport-dictionary FIXT11.xml --store data/acceptor`,
    )
    .action(async (options: AcceptorOptions) => {
      const { runAcceptor } = await import('../tools/fix/acceptor.ts')
      await runAcceptor(options)
    })
}
