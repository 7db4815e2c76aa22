import { readFileSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import { Command } from 'commander'
import type { PricedOption } from '../tools/price-options.ts'
import { printJson, type SetExitCode } from './command.ts'

interface PriceOptions {
  readonly type?: string
  readonly spot?: string
  readonly forward?: string
  readonly strike?: string
  readonly years?: string
  readonly vol?: string
  readonly price?: string
  readonly rate?: string
  readonly yield?: string
  readonly model?: string
  readonly json: boolean
}

const HELP = `
Models: bsm (default with --spot), black76 (default with --forward), inverse (coin-settled, price in coin), american.
With --price instead of --vol the implied volatility is worked out first.
Without flags options are read from standard input: a JSON array, or one JSON object a line, with the fields
  type, spot or forward, strike, years, vol or price, rate, yield, model (or S, F, K, T, sigma, r, q).

Examples:
  reflex price --type call --spot 100 --strike 105 --years 0.5 --vol 0.2 --rate 0.03
  reflex price --type put --forward 60000 --strike 55000 --years 0.1 --price 0.02 --model inverse --json
  echo '{"type":"C","S":49,"K":50,"T":0.3846,"r":0.05,"sigma":0.2}' | reflex price --json`

export function priceCommand(setExitCode: SetExitCode): Command {
  return new Command('price')
    .description('Prices options with all Greeks, or finds their implied volatility')
    .option('--type <type>', 'call or put')
    .option('--spot <price>', 'price of the underlying')
    .option('--forward <price>', 'forward of the expiry')
    .option('--strike <price>', 'strike')
    .option('--years <t>', 'years to expiry')
    .option('--vol <sigma>', 'volatility per year, 0.25 is 25 %')
    .option('--price <price>', 'price, to find the volatility from')
    .option('--rate <r>', 'continuous rate per year (default: 0)')
    .option('--yield <q>', 'continuous yield of the underlying per year (default: 0)')
    .option('--model <model>', 'bsm, black76, inverse, american')
    .option('--json', 'one JSON object an option on standard output', false)
    .addHelpText('after', HELP)
    .action(async ({ json, ...flags }: PriceOptions) => {
      const { parseOptions, priceOption } = await import('../tools/price-options.ts')
      const rows = Object.keys(flags).length > 0 ? parseOptions(JSON.stringify(flags)) : parseOptions(standardInput())
      const results = rows.map((row, i) => priceOption(row, i))
      for (const result of results) {
        if (json) printJson(result)
        else print(result)
      }
      setExitCode(results.some(({ error }) => error !== undefined) ? 1 : 0)
    })
}

function standardInput(): string {
  if (process.stdin.isTTY) throw new ReflexError('REFLEX_USAGE', 'give an option by flags or on standard input')
  return readFileSync(0, 'utf8')
}

function print(result: PricedOption): void {
  const { error, input, model, ...values } = result
  process.stdout.write(`${model} ${JSON.stringify(input)}\n`)
  if (error !== undefined) return void process.stdout.write(`  no implied volatility: ${error}\n`)
  for (const [name, value] of Object.entries(values)) {
    process.stdout.write(`  ${name.padEnd(22)} ${Number(value).toPrecision(10)}\n`)
  }
}
