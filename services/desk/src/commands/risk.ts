import { Command } from 'commander'
import type { SetExitCode } from './command.ts'
import { riskCheckCommand } from './risk-check.ts'
import { riskDrillCommand } from './risk-drill.ts'
import { riskReportCommand } from './risk-report.ts'

const EXAMPLES = `
Examples:
  reflex risk check --orders orders.json --limits desk.json --positions positions.json
  reflex risk report
  reflex risk drill --json`

/** `reflex risk`: each part in a file of its own. */
export function riskCommand(setExitCode: SetExitCode): Command {
  return new Command('risk')
    .enablePositionalOptions()
    .description('Looks at risk: reports it, decides orders offline, fires every control in simulation')
    .addHelpText('after', EXAMPLES)
    .addCommand(riskCheckCommand(setExitCode))
    .addCommand(riskReportCommand(setExitCode))
    .addCommand(riskDrillCommand(setExitCode))
}
