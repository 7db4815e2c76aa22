import { Command } from 'commander'
import { printJson, type SetExitCode } from './command.ts'

export function warehouseCommand(_s: SetExitCode): Command {
  return new Command('warehouse').description('pending').action(() => printJson({}))
}
