import { ReflexError } from '@reflex/base'
import { Command, CommanderError } from 'commander'
import { benchCommand } from './commands/bench.ts'
import { bookCommand } from './commands/book.ts'
import { busCommand } from './commands/bus.ts'
import { driverCommand } from './commands/driver.ts'
import { fixCommand } from './commands/fix.ts'
import { priceCommand } from './commands/price.ts'
import { recordCommand } from './commands/record.ts'
import { riskCommand } from './commands/risk.ts'
import { sbeCommand } from './commands/sbe.ts'
import { serviceCommand } from './commands/service.ts'
import { simulateCommand } from './commands/simulate.ts'
import { statCommand } from './commands/stat.ts'
import { tailCommand } from './commands/tail.ts'
import { upCommand } from './commands/up.ts'
import { warehouseCommand } from './commands/warehouse.ts'

const EXIT_OK = 0
const EXIT_FAILED = 1
const EXIT_USAGE = 2

/**
 * Parses and runs one command line. @returns the exit code: 0 done, 1 the thing asked for failed, 2 wrong usage or
 * configuration.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = new Command('reflex')
    .description('Reflex: the integrated trading stack of a market-making firm')
    .version('0.1.0')
    .showHelpAfterError('(see reflex --help)')
    .enablePositionalOptions()
    .exitOverride()
  const commands = [
    upCommand,
    recordCommand,
    simulateCommand,
    driverCommand,
    serviceCommand,
    statCommand,
    tailCommand,
    busCommand,
    fixCommand,
    riskCommand,
    priceCommand,
    warehouseCommand,
    bookCommand,
    sbeCommand,
    benchCommand,
  ]
  let exitCode = EXIT_OK
  for (const create of commands) {
    const command = create((code) => {
      exitCode = code
    })
    command.exitOverride().showHelpAfterError(`(see reflex ${command.name()} --help)`)
    for (const sub of command.commands) sub.exitOverride()
    program.addCommand(command)
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE
  if (error instanceof ReflexError) {
    process.stderr.write(`reflex: ${error.message}\n  ${error.action} (${error.code})\n`)
    return error.exitCode
  }
  process.stderr.write(`reflex: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return EXIT_FAILED
}
