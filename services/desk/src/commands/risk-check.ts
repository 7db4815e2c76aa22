import { readFileSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import type { OfflineDecision, OfflineReport } from '@reflex/risk-gateway'
import type { DeskConfig } from '@reflex/schema'
import { Command } from 'commander'
import { defaultConfigPath } from '../up/directories.ts'
import { printJson, type SetExitCode } from './command.ts'

interface CheckOptions {
  readonly orders: string
  readonly limits: string
  readonly positions: string
  readonly config?: string
  readonly independent: boolean
  readonly json: boolean
}

const HELP = `
Orders: a JSON array, JSON a line, or FIX messages (35=D, G) a line, e.g.
  {"clOrdId":"A1","strategy":"MAKER1","symbol":"BTC-USD","venue":"XALP","side":"buy","qty":"0.1","px":"60000"}
  also account, ordType (market, limit), timeInForce (day, gtc, ioc, fok), closeOnly, origClOrdId (a replace), ageMs
Limits: a desk file (venues, instruments, accounts, strategies, and the limits under services.risk-gateway), or just
  that section, for the desk of --config
Positions: [{"account","symbol","venue","qty","strategy"}], or an object with "positions", "prices" [{"symbol",
  "venue","bid","ask","last","ageMs","state"}], "pnl" [{"account","symbol","venue","pnl"}], "openOrders", "latched"

Examples:
  reflex risk check --orders orders.json --limits config/desk.json --positions positions.json
  reflex risk check --orders orders.fix --limits limits.json --positions positions.json --independent --json`

export function riskCheckCommand(_setExitCode: SetExitCode): Command {
  return new Command('check')
    .description("Decides orders with the gateway's own checks, offline: what would pass, what not, and every breach")
    .requiredOption('--orders <file>', 'the orders, decided one after another')
    .requiredOption('--limits <file>', 'a desk file, or its risk-gateway section')
    .requiredOption('--positions <file>', 'positions, prices, P&L and open orders')
    .option('--config <file>', 'desk file for a limits file that is only a section (default: config/desk.json)')
    .option('--independent', 'an order that passes does not count for those behind it', false)
    .option('--json', 'one JSON object on standard output', false)
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (options: CheckOptions) => {
      const { checkOffline, parseOrders, parseState } = await import('@reflex/risk-gateway')
      const orders = parseOrders(read(options.orders), options.orders)
      const state = parseState(read(options.positions), options.positions)
      const desk = await deskOf(options)
      const report = checkOffline({ desk, orders, state, isIndependent: options.independent })
      if (options.json) printJson(report)
      else print(report)
    })
}

async function deskOf({ limits, config }: CheckOptions): Promise<DeskConfig> {
  const { loadDeskConfig, parseDeskConfig } = await import('@reflex/schema')
  const { parseJson } = await import('@reflex/risk-gateway')
  const json = parseJson(read(limits), limits)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ReflexError('REFLEX_USAGE', `${limits}: give a JSON object of limits`)
  }
  if ('instruments' in json && 'venues' in json && Array.isArray(json.venues)) return parseDeskConfig(json)
  const desk = loadDeskConfig(config ?? defaultConfigPath())
  return { ...desk, services: { ...desk.services, 'risk-gateway': json } }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ReflexError('REFLEX_USAGE', `${path} cannot be read: ${(error as Error).message}`)
  }
}

function print({ decisions, orders, accepted, refused, byCheck, limitsVersion }: OfflineReport): void {
  const lines = decisions.map(lineOf)
  const counts = Object.entries(byCheck).map(([check, count]) => `${check} ${count}`)
  const breaches = counts.length === 0 ? 'no breach' : counts.join(', ')
  lines.push(`${orders} orders, ${accepted} pass, ${refused} refused (limits version ${limitsVersion}); ${breaches}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

function lineOf({ clOrdId, accept, ordRejReason, text, breaches }: OfflineDecision): string {
  const head = `${clOrdId.padEnd(16)} ${accept ? 'pass  ' : 'REFUSE'}`
  const soft = breaches.map((breach) => (accept ? `  (${breach.text})` : `\n${' '.repeat(24)}${breach.text}`))
  return `${head}${text === null ? '' : ` 103=${ordRejReason?.fix50sp2} ${text}`}${soft.join('')}`
}
