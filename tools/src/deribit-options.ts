/**
 * The option pricer against Deribit's own marks and Greeks: `data/deribit-options` of REFLEX_DATA (default
 * ../shared/data), every option of every snapshot. Columns are found by name. Two kinds of file:
 *
 * - whole chains, whose forward was sampled seconds apart from the Greeks: the medians of the README must hold, and
 *   each
 *   option beyond its 95 % bound is listed with the forward at which our delta is the venue's;
 * - a set with the venue's full Greeks, sampled together: every option must agree to the README's limits.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { inverseGreeks, type OptionSign } from '@reflex/quant'
import { ROOT } from './repository.ts'

/** Of the set's README: medians and the bound of 95 % of a chain; largest errors of the golden set. */
const CHAIN = { deltaMedian: 8e-4, markMedian: 4e-5, delta95: 0.009 }
const GOLDEN = { delta: 1e-4, gamma: 1e-5, vega: 0.0016, mark: 2e-4 }
/** The same before they were rounded for print. */
const GOLDEN_UNROUNDED = { delta: 1.5e-4, gamma: 1.5e-5, vega: 0.00165, mark: 2.5e-4 }
const MS_PER_YEAR = 365 * 86_400_000

interface VenueOption {
  readonly name: string
  readonly sign: OptionSign
  readonly forward: number
  readonly strike: number
  readonly years: number
  readonly volatility: number
  readonly markCoin: number
  readonly delta: number
  readonly vega: number
  /** NaN where the file has none. */
  readonly gamma: number
  readonly theta: number
}

export interface Misfit {
  readonly name: string
  readonly deltaError: number
  readonly markError: number
  readonly vegaError: number
  /** Forward at which our delta is the venue's, in percent of the file's; NaN when none within 5 % is. */
  readonly forwardOffPercent: number
  /** Error of vega at that forward: small when only the moments of sampling differ. */
  readonly vegaErrorThere: number
}

export interface SnapshotResult {
  readonly file: string
  readonly options: number
  readonly deltaMedian: number
  readonly delta95: number
  readonly markMedian: number
  readonly vegaMedian: number
  readonly misfits: readonly Misfit[]
  /** What breaks a tolerance of the README; empty when the file agrees. */
  readonly problems: readonly string[]
}

export function deribitFolder(): string {
  return join(resolve(process.env['REFLEX_DATA'] ?? join(ROOT, '../shared/data')), 'deribit-options')
}

/** Results of every file of the folder, undefined when it is not there. */
export function checkDeribit(folder = deribitFolder()): SnapshotResult[] | undefined {
  if (!existsSync(folder)) return undefined
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv.gz') || name.endsWith('.csv'))
  return files.sort().map((name) => {
    const bytes = readFileSync(join(folder, name))
    return checkFile(name, parseCsv((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()))
  })
}

function checkFile(file: string, rows: readonly ReadonlyMap<string, string>[]): SnapshotResult {
  const options = rows.map((row) => (row.has('greeks') ? fullOption(row) : chainOption(row)))
  const isGolden = rows[0]?.has('greeks') === true
  const errors = options.map(errorsOf)
  const of = (key: 'delta' | 'mark' | 'vega') => errors.map((e) => Math.abs(e[key]))
  const misfits = options.flatMap((option, i) => {
    const isFit = isGolden ? isWithin(errors[i]!, GOLDEN) : Math.abs(errors[i]!.delta) <= CHAIN.delta95
    return isFit ? [] : [misfitOf(option, errors[i]!)]
  })
  const result = {
    deltaMedian: quantile(of('delta'), 0.5),
    delta95: quantile(of('delta'), 0.95),
    markMedian: quantile(of('mark'), 0.5),
    vegaMedian: quantile(of('vega'), 0.5),
  }
  const problems = isGolden
    ? options.flatMap(({ name }, i) => (isWithin(errors[i]!, GOLDEN_UNROUNDED) ? [] : [`${name} does not agree`]))
    : [
        ...(result.deltaMedian <= CHAIN.deltaMedian ? [] : [`median error of delta above ${CHAIN.deltaMedian}`]),
        ...(result.markMedian <= CHAIN.markMedian ? [] : [`median error of mark above ${CHAIN.markMedian} coin`]),
        ...(result.delta95 <= CHAIN.delta95 ? [] : [`95 % of errors of delta are not below ${CHAIN.delta95}`]),
      ]
  return { file, options: options.length, ...result, misfits, problems }
}

type Errors = ReturnType<typeof errorsOf>

function isWithin(errors: Errors, limits: typeof GOLDEN): boolean {
  const keys = ['delta', 'gamma', 'vega', 'mark'] as const
  return keys.every((key) => Math.abs(errors[key]) <= limits[key])
}

function errorsOf(option: VenueOption) {
  const ours = inverseGreeks(option)
  return {
    delta: ours.delta - option.delta,
    mark: ours.priceCoin - option.markCoin,
    vega: ours.vegaUsdPerPoint - option.vega,
    gamma: ours.gammaUsd - option.gamma,
    theta: ours.thetaUsdPerDay - option.theta,
  }
}

function misfitOf(option: VenueOption, errors: Errors): Misfit {
  const forward = forwardOfDelta(option)
  return {
    name: option.name,
    deltaError: errors.delta,
    markError: errors.mark,
    vegaError: errors.vega,
    forwardOffPercent: 100 * (forward / option.forward - 1),
    vegaErrorThere: errorsOf({ ...option, forward }).vega,
  }
}

/** Delta rises with the forward: bisection within 5 %. */
function forwardOfDelta(option: VenueOption): number {
  let low = 0.95 * option.forward
  let high = 1.05 * option.forward
  const gap = (forward: number) => inverseGreeks({ ...option, forward }).delta - option.delta
  if (gap(low) > 0 || gap(high) < 0) return Number.NaN
  for (let n = 0; n < 60; n++) {
    const middle = 0.5 * (low + high)
    if (gap(middle) < 0) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

function quantile(values: number[], p: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}

function chainOption(row: ReadonlyMap<string, string>): VenueOption {
  const number = (name: string) => Number(row.get(name))
  return {
    name: row.get('instrument_name') ?? '',
    sign: row.get('option_type') === 'call' ? 1 : -1,
    ...{ forward: number('underlying'), strike: number('strike'), years: number('time_to_maturity') },
    ...{ volatility: number('implied_volatility'), markCoin: number('mark_price') },
    ...{ delta: number('delta'), vega: number('vega'), gamma: Number.NaN, theta: Number.NaN },
  }
}

function fullOption(row: ReadonlyMap<string, string>): VenueOption {
  const number = (name: string) => Number(row.get(name))
  // A Python literal: single quotes.
  const greeks = JSON.parse((row.get('greeks') ?? '{}').replaceAll("'", '"')) as Record<string, number>
  return {
    name: row.get('instrument_name') ?? '',
    sign: row.get('option_type') === 'call' ? 1 : -1,
    ...{ forward: number('underlying_price'), strike: number('strike') },
    years: (number('expiration_timestamp') - number('timestamp')) / MS_PER_YEAR,
    ...{ volatility: number('mark_iv') / 100, markCoin: number('mark_price') },
    ...{ delta: greeks['delta']!, vega: greeks['vega']!, gamma: greeks['gamma']!, theta: greeks['theta']! },
  }
}

/** Rows by column name; fields in double quotes may hold commas. */
function parseCsv(text: string): ReadonlyMap<string, string>[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const names = cells(lines[0] ?? '')
  return lines.slice(1).map((line) => new Map(cells(line).map((cell, i) => [names[i] ?? '', cell])))
}

function cells(line: string): string[] {
  const out: string[] = []
  let cell = ''
  let isQuoted = false
  for (const character of line.trimEnd()) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === ',' && !isQuoted) {
      out.push(cell)
      cell = ''
    } else cell += character
  }
  return [...out, cell]
}
