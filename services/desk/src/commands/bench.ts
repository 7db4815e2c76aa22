import { Command } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

export function benchCommand(_s: SetExitCode): Command {
  return new Command('bench').description('pending').action(() => printJson({}))
}
