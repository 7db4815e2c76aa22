/**
 * The files of `reflex risk check`: orders as a JSON array, JSON a line, or FIX messages a line; positions, prices, P&L
 * and open orders as one JSON object. Quantities and prices as numbers or decimal text.
 */

import { ReflexError } from '@reflex/base'
import { z } from 'zod'

const decimal = z.union([z.number(), z.string()]).transform(String)
const name = z.string().min(1).max(64)
const side = z
  .enum(['buy', 'sell', 'BUY', 'SELL', 'B', 'S', '1', '2', '5'])
  .transform((text) => ('1bB'.includes(text[0]!) ? '1' : '2'))
const ORD_TYPES: Readonly<Record<string, string>> = { market: '1', limit: '2' }
const TIMES: Readonly<Record<string, string>> = { day: '0', gtc: '1', ioc: '3', fok: '4' }
const code = (names: Readonly<Record<string, string>>) =>
  z
    .string()
    .refine(
      (text) => text.toLowerCase() in names || text.length === 1,
      `${Object.keys(names).join(', ')} or a FIX code`,
    )
    .transform((text) => names[text.toLowerCase()] ?? text)

const orderSchema = z.strictObject({
  clOrdId: name.optional(),
  /** Given: a replace of that order. */
  origClOrdId: name.optional(),
  account: name.optional(),
  strategy: name.optional(),
  symbol: name,
  venue: name.optional(),
  side,
  qty: decimal,
  ordType: code(ORD_TYPES).optional(),
  px: decimal.nullish(),
  timeInForce: code(TIMES).optional(),
  /** May only reduce the position. */
  closeOnly: z.boolean().default(false),
  /** Age of its SendingTime. */
  ageMs: z.number().min(0).default(0),
})

const positionSchema = z.strictObject({
  account: name,
  strategy: name.optional(),
  symbol: name,
  venue: name,
  qty: decimal,
})

const priceSchema = z.strictObject({
  symbol: name,
  venue: name,
  bid: decimal.nullish(),
  ask: decimal.nullish(),
  last: decimal.nullish(),
  ageMs: z.number().min(0).default(0),
  state: z.enum(['open', 'closed', 'stale']).default('open'),
})

const stateSchema = z.strictObject({
  positions: z.array(positionSchema).default([]),
  prices: z.array(priceSchema).default([]),
  /** Of the day, quote currency. */
  pnl: z.array(z.strictObject({ account: name, symbol: name, venue: name, pnl: decimal })).default([]),
  /** Working already: they count, and are not checked. */
  openOrders: z.array(orderSchema).default([]),
  /** Scopes that are stopped: 'firm', 'account:MM1', 'strategy:MAKER1', 'instrument:BTC-USD@XALP', 'venue:XALP'. */
  latched: z.array(z.string()).default([]),
})

export type OfflineOrder = z.infer<typeof orderSchema>
export type OfflineState = z.infer<typeof stateSchema>

/** @param label what the text is, for the error. @throws ReflexError REFLEX_USAGE that says which line or field. */
export function parseOrders(text: string, label: string): OfflineOrder[] {
  const trimmed = text.trim()
  if (trimmed.startsWith('[')) return check(z.array(orderSchema), parseJson(trimmed, label), label)
  return trimmed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const where = `${label}, line ${index + 1}`
      return check(orderSchema, line.startsWith('8=') ? fixOrder(line, where) : parseJson(line, where), where)
    })
}

/** Positions with what belongs to them, or just an array of positions. */
export function parseState(text: string, label: string): OfflineState {
  const json = parseJson(text, label)
  return check(stateSchema, Array.isArray(json) ? { positions: json } : json, label)
}

export function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ReflexError('REFLEX_USAGE', `${label} is not JSON: ${(error as Error).message}`)
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown, label: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
  throw new ReflexError('REFLEX_USAGE', `${label}: ${problems.slice(0, 5).join('; ')}`)
}

const TAGS: Readonly<Record<string, string>> = {
  '11': 'clOrdId',
  '41': 'origClOrdId',
  '1': 'account',
  '10111': 'strategy',
  '55': 'symbol',
  '1301': 'venue',
  '54': 'side',
  '38': 'qty',
  '40': 'ordType',
  '44': 'px',
  '59': 'timeInForce',
}

/** A NewOrderSingle or OrderCancelReplaceRequest, fields ended by SOH or |. */
function fixOrder(line: string, where: string): Record<string, unknown> {
  const order: Record<string, unknown> = {}
  for (const field of line.split(line.includes('\x01') ? '\x01' : '|')) {
    const at = field.indexOf('=')
    const [tag, value] = [field.slice(0, at), field.slice(at + 1)]
    if (tag === '35' && value !== 'D' && value !== 'G') {
      throw new ReflexError('REFLEX_USAGE', `${where}: 35=${value} is neither an order (D) nor a replace (G)`)
    }
    const key = TAGS[tag]
    if (key !== undefined) order[key] = value
    if (tag === '77') order['closeOnly'] = value === 'C'
  }
  return order
}
