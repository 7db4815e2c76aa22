import { ReflexError } from '@reflex/base'
import { Command } from 'commander'
import type { SendOptions } from '../tools/fix/send.ts'
import { parseDuration, parsePort, type SetExitCode } from './command.ts'

type Options = Omit<SendOptions, 'messages' | 'waitMs' | 'timeoutMs'> & { wait: number; timeout: number }

export function fixSendCommand(setExitCode: SetExitCode): Command {
  return new Command('send')
    .description('Logs on as an initiator, sends messages, prints what comes back, logs out')
    .argument('[messages...]', 'messages as "35=D|11=A1|...": <TIME> is the present; session fields are made new')
    .requiredOption('--port <port>', "the counterparty's TCP port", parsePort)
    .requiredOption('--begin-string <version>', 'FIX.4.0 to FIX.4.4, or FIXT.1.1')
    .requiredOption('--sender <compId>', 'our CompID: 49 of what we send')
    .requiredOption('--target <compId>', "the counterparty's CompID")
    .option('--host <address>', "the counterparty's address", '127.0.0.1')
    .option('--default-appl-ver-id <id>', 'DefaultApplVerID(1137), FIXT.1.1 only', '9')
    .option('--file <path>', 'messages from a file, any text with messages in it; - for standard input')
    .option('--username <name>', 'Username(553) of the Logon')
    .option('--password <password>', 'Password(554) of the Logon')
    .option('--logon-fields <fields>', 'further fields of the Logon, as tag=value|tag=value')
    .option('--heartbeat <seconds>', 'HeartBtInt(108)', Number, 30)
    .option('--reset-on-logon', 'both numbers begin at 1: ResetSeqNumFlag(141)=Y', false)
    .option('--store <dir>', 'keep numbers and messages there, so that gaps are filled next time (default: in memory)')
    .option('--tls', 'TLS, the certificate checked against those the system trusts', false)
    .option('--tls-ca <file>', 'TLS, the certificate checked against this authority (PEM)')
    .option('--wait <time>', 'how long to read answers after the last message', parseDuration, 1000)
    .option('--timeout <time>', 'how long to wait for the logon', parseDuration, 10_000)
    .option('--json', 'one JSON object a line', false)
    .addHelpText(
      'after',
      `
Exits with 1 when there is no logon, or the session ends before everything is sent.

Examples:
  reflex fix send --port 5001 --begin-string FIX.4.4 --sender TW44 --target ISLD --reset-on-logon \\
    "35=D|11=A1|21=1|55=INTC|54=1|60=<TIME>|38=100|40=1"
  reflex fix send --port 5001 --begin-string FIX.4.4 --sender EMS --target XALP --file orders.log --store data/send`,
    )
    .action(async (messages: string[], options: Options) => {
      if (!(options.heartbeat >= 0)) throw new ReflexError('REFLEX_USAGE', 'give --heartbeat as a number of seconds')
      const { runSend } = await import('../tools/fix/send.ts')
      const { wait, timeout, ...others } = options
      setExitCode((await runSend({ ...others, messages, waitMs: wait, timeoutMs: timeout })) ? 0 : 1)
    })
}
