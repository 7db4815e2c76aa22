import { Command } from 'commander'
import type { SetExitCode } from './command.ts'
import { riskCheckCommand } from './risk-check.ts'

/** `reflex risk`: each part in a file of its own. */
export function riskCommand(setExitCode: SetExitCode): Command {
  return new Command('risk')
    .enablePositionalOptions()
    .description('Looks at risk: decides orders offline')
    .addHelpText(
      'after',
      '\nExamples:\n  reflex risk check --orders orders.json --limits desk.json --positions positions.json',
    )
    .addCommand(riskCheckCommand(setExitCode))
}
