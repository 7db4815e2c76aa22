import { Command } from 'commander'
import { parseDuration, parseSeed, printJson, type SetExitCode } from './command.ts'

export interface SimulateOptions {
  readonly seed: number
  readonly duration: number
  readonly config?: string
  readonly json: boolean
  readonly faults: boolean
}

export function simulateCommand(setExitCode: SetExitCode): Command {
  return new Command('simulate')
    .description('Runs the whole firm on virtual time in one process: the same seed gives the same bytes')
    .option('--seed <n>', 'seed of everything random', parseSeed, 1)
    .option('--duration <time>', 'virtual time', parseDuration, 60_000)
    .option('--config <file>', 'desk configuration (default: config/desk.json)')
    .option('--faults', 'kill services, cut connections and lose feed packets along the way', false)
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText('after', '\nExample:\n  reflex simulate --seed 7 --duration 60s --json')
    .action(async (options: SimulateOptions) => {
      const { runSimulation } = await import('../simulation/run-simulation.ts')
      const outcome = runSimulation(options)
      if (options.json) printJson(outcome.summary)
      setExitCode(outcome.exitCode)
    })
}
