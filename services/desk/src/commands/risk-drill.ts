import { Command } from 'commander'
import type { DrillResult } from '../simulation/risk-drills.ts'
import { parseSeed, printJson, type SetExitCode } from './command.ts'

interface Options {
  readonly seed: number
  readonly config?: string
  readonly only?: string
  readonly json: boolean
}

export function riskDrillCommand(setExitCode: SetExitCode): Command {
  return new Command('drill')
    .description('Fires every control in the simulated firm and reports the times: levels, halt and release, silence')
    .option('--seed <n>', 'seed of everything random', parseSeed, 1)
    .option('--config <file>', 'desk configuration (default: config/desk.json)')
    .option('--only <text>', 'only drills whose name contains this, e.g. silence')
    .option('--json', 'one JSON object a drill on standard output', false)
    .addHelpText('after', '\nExamples:\n  reflex risk drill\n  reflex risk drill --only limit --json')
    .exitOverride()
    .action(async ({ seed, config, only, json }: Options) => {
      const { loadDeskConfig } = await import('@reflex/schema')
      const { defaultConfigPath } = await import('../up/directories.ts')
      const { runRiskDrills } = await import('../simulation/risk-drills.ts')
      const desk = loadDeskConfig(config ?? defaultConfigPath())
      const onResult = json ? printJson : print
      if (!json) process.stdout.write('virtual ms from the cause: control message, last approval, no open order\n')
      const results = runRiskDrills({ desk, seed, onResult, ...(only === undefined ? {} : { only }) })
      setExitCode(results.length > 0 && results.every(({ passed }) => passed) ? 0 : 1)
    })
}

function print({ drill, passed, seen, controlMs, lastApprovedMs, flatMs, boundMs }: DrillResult): void {
  const ms = (x: number | null): string => (x === null ? '-' : x.toFixed(1)).padStart(8)
  const bound = boundMs === null ? '' : ` (bound ${boundMs})`
  const times = `${ms(controlMs)}${ms(lastApprovedMs)}${ms(flatMs)}`
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${drill.padEnd(28)}${times}  ${seen}${bound}\n`)
}
