/** What `reflex price` does: options as plain data in, values out. */

import { ReflexError } from '@reflex/base'
import {
  americanOption,
  black76Greeks,
  bsmGreeks,
  IV_ABOVE_MAX,
  IV_BELOW_INTRINSIC,
  impliedVolatility,
  inverseGreeks,
  type OptionInput,
} from '@reflex/quant'

const MODELS = ['bsm', 'black76', 'inverse', 'american'] as const
export type PriceModel = (typeof MODELS)[number]

export interface OptionRow {
  readonly model: PriceModel
  readonly input: OptionInput
  /** NaN when a volatility is given. */
  readonly price: number
}

export interface PricedOption {
  readonly model: PriceModel
  readonly input: Record<string, number | string>
  readonly error?: string
  readonly [value: string]: unknown
}

/** A JSON array, or one object a line. @throws ReflexError REFLEX_USAGE that names the option and the field. */
export function parseOptions(text: string): OptionRow[] {
  const trimmed = text.trim()
  if (trimmed === '') throw new ReflexError('REFLEX_USAGE', 'no options: give flags, or JSON on standard input')
  const parse = (part: string, line: number): unknown => {
    try {
      return JSON.parse(part)
    } catch (error) {
      throw new ReflexError('REFLEX_USAGE', `line ${line} is no JSON: ${(error as Error).message}`)
    }
  }
  const rows = trimmed.startsWith('[')
    ? (parse(trimmed, 1) as unknown[])
    : trimmed.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [parse(line, i + 1)]))
  return rows.map((row, i) => parseRow(row, `option ${i + 1}`))
}

function parseRow(row: unknown, where: string): OptionRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw new ReflexError('REFLEX_USAGE', `${where}: give an object`)
  }
  const fields = row as Record<string, unknown>
  const number = (names: readonly string[], missing?: number): number => {
    const name = names.find((candidate) => fields[candidate] !== undefined && fields[candidate] !== null)
    if (name === undefined) {
      if (missing !== undefined) return missing
      throw new ReflexError('REFLEX_USAGE', `${where}: ${names[0]} is missing`)
    }
    const value = typeof fields[name] === 'string' && fields[name].trim() === '' ? Number.NaN : Number(fields[name])
    if (!Number.isFinite(value)) throw new ReflexError('REFLEX_USAGE', `${where}: ${name} is no number`)
    return value
  }
  const type = String(fields['type'] ?? '').toLowerCase()
  if (!['c', 'call', 'p', 'put'].includes(type)) throw new ReflexError('REFLEX_USAGE', `${where}: type is call or put`)
  const isForward = fields['forward'] !== undefined || fields['F'] !== undefined
  const model = String(fields['model'] ?? (isForward ? 'black76' : 'bsm')) as PriceModel
  if (!MODELS.includes(model)) throw new ReflexError('REFLEX_USAGE', `${where}: model is one of ${MODELS.join(', ')}`)
  const rate = model === 'inverse' ? 0 : number(['rate', 'r'], 0)
  const onForward = model === 'black76' || model === 'inverse'
  const price = number(['price'], Number.NaN)
  const input: OptionInput = {
    sign: type.startsWith('c') ? 1 : -1,
    spot: number(isForward ? ['forward', 'F'] : ['spot', 'S']),
    strike: number(['strike', 'K']),
    years: number(['years', 'T']),
    rate,
    dividendYield: onForward ? rate : number(['yield', 'q'], 0),
    volatility: number(['vol', 'sigma'], Number.isNaN(price) ? undefined : Number.NaN),
  }
  check(input, where)
  return { model, input, price }
}

function check({ spot, strike, years, volatility }: OptionInput, where: string): void {
  if (!(spot > 0)) throw new ReflexError('REFLEX_USAGE', `${where}: the price of the underlying must be above 0`)
  if (!(strike > 0)) throw new ReflexError('REFLEX_USAGE', `${where}: strike must be above 0`)
  if (years < 0) throw new ReflexError('REFLEX_USAGE', `${where}: years must not be negative`)
  if (volatility < 0) throw new ReflexError('REFLEX_USAGE', `${where}: vol must not be negative`)
}

/** Values of one option; `error` when a price has no implied volatility. */
export function priceOption({ model, input, price }: OptionRow, index: number): PricedOption {
  const { sign, spot, strike, years, rate, dividendYield } = input
  const type = sign > 0 ? 'call' : 'put'
  const shown = { option: index + 1, type, underlying: spot, strike, years, rate, yield: dividendYield }
  if (Number.isNaN(price)) return { model, input: shown, volatility: input.volatility, ...valuesOf(model, input) }
  const found = volatilityOf(model, input, price)
  if (!(found >= 0)) return { model, input: shown, error: reasonOf(found) }
  const values = valuesOf(model, { ...input, volatility: found })
  return { model, input: shown, impliedVolatility: found, ...values }
}

function valuesOf(model: PriceModel, input: OptionInput): Record<string, number> {
  if (model === 'inverse') return { ...inverseGreeks({ ...input, forward: input.spot }) }
  if (model === 'american') return { ...americanOption(input) }
  const greeks = model === 'black76' ? black76Greeks(input) : bsmGreeks(input)
  const { d1: _d1, d2: _d2, ...values } = greeks
  return { ...values, thetaPerDay: values.theta / 365, vegaPerPoint: values.vega / 100 }
}

function volatilityOf(model: PriceModel, input: OptionInput, price: number): number {
  if (model === 'american') return americanVolatility(input, price)
  return impliedVolatility({ ...input, price: model === 'inverse' ? price * input.spot : price })
}

/** The tree's price rises with volatility: bisection, to 1e-8. */
function americanVolatility(input: OptionInput, price: number): number {
  const at = (volatility: number): number => americanOption({ ...input, volatility }, 100).price
  let [low, high] = [1e-4, 10]
  if (price < at(low) - 1e-9) return IV_BELOW_INTRINSIC
  if (price > at(high)) return IV_ABOVE_MAX
  for (let n = 0; n < 40; n++) {
    const middle = 0.5 * (low + high)
    if (at(middle) < price) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

function reasonOf(code: number): string {
  if (code === IV_BELOW_INTRINSIC) return 'BELOW_INTRINSIC'
  return code === IV_ABOVE_MAX ? 'ABOVE_MAX' : 'NOT_DETERMINABLE'
}
