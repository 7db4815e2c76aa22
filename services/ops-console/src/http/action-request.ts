import { parseDecimalE8 } from '@reflex/base'
import { z } from 'zod'
import type { OperatorAction, OperatorRequest } from '../core/operator-desk.ts'

/** FIX texts are single-byte: what is beyond printable ASCII is shown as `?`. */
function asciiOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]/g, '?')
}

const reason = z.string().trim().min(3, 'a reason of at least 3 characters is required').max(200).transform(asciiOf)
const actor = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._@-]{0,31}$/, 'a name of 1 to 32 letters, digits, space, . _ @ -')
const identifier = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, . _ -')

const plainSchema = z.strictObject({ reason, actor })
const parameterSchema = z
  .strictObject({
    reason,
    actor,
    strategy: identifier,
    symbol: z.union([z.literal(''), identifier]).default(''),
    market: z.union([z.literal(''), identifier]).default(''),
    name: identifier,
    value: z.string().regex(/^-?\d{1,8}(\.\d{1,8})?$/, 'a decimal number'),
  })
  .refine((body) => (body.symbol === '') === (body.market === ''), 'symbol and market go together')

export const ACTION_PATHS: Readonly<Record<string, OperatorAction>> = {
  '/api/kill': 'kill',
  '/api/release': 'release',
  '/api/cancel-all': 'cancel-all',
  '/api/parameter': 'parameter',
}

export type ParsedAction =
  | { readonly request: OperatorRequest; readonly detail: string }
  | { readonly problem: string; readonly actor: string; readonly reason: string }

/** @param id of the request on the bus. @param body what the page sent, any JSON. */
export function parseAction(kind: OperatorAction, id: string, body: unknown): ParsedAction {
  if (kind !== 'parameter') {
    const result = plainSchema.safeParse(body)
    return result.success ? { request: { kind, id, ...result.data }, detail: '' } : problemOf(result.error, body)
  }
  const result = parameterSchema.safeParse(body)
  if (!result.success) return problemOf(result.error, body)
  const { value, ...rest } = result.data
  const bytes = Buffer.from(value, 'latin1')
  const valueE8 = parseDecimalE8(bytes, 0, bytes.length)
  if (Number.isNaN(valueE8)) return { problem: 'value: out of range', actor: rest.actor, reason: rest.reason }
  const place = rest.symbol === '' ? 'all instruments' : `${rest.symbol}@${rest.market}`
  const detail = `${rest.strategy} ${place} ${rest.name} = ${value}`
  return { request: { kind, id, ...rest, valueE8 }, detail }
}

function problemOf(error: z.ZodError, body: unknown): ParsedAction {
  const problem = error.issues.map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
  return { problem: problem.join('; '), actor: textIn(body, 'actor'), reason: textIn(body, 'reason') }
}

/** What was said, for the audit; cut, since nobody has checked it. */
function textIn(body: unknown, key: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined
  return typeof value === 'string' ? value.slice(0, 200) : ''
}
