/**
 * Reads oracle files (domain.md section 9) and compares a product's answers with them. The folder is REFLEX_ORACLES, by
 * default ../shared/oracles beside the repository; a file that is absent is skipped visibly.
 */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: the shape of a case is its file's own.
export type Json = any

export interface OracleCase {
  readonly id: string
  readonly in: Json
  readonly out: Json
  readonly tol?: Json
  readonly [field: string]: Json
}

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

export function oracleFolder(): string {
  return process.env['REFLEX_ORACLES'] ?? resolve(REPOSITORY, '../shared/oracles')
}

export interface OracleOptions {
  /** Fields of `out` that are not the business of the adapter, named and left out at any depth. */
  readonly left?: readonly string[]
  /** Fields for which the file states no tolerance, and the field whose tolerance they take. */
  readonly toleranceOf?: Readonly<Record<string, string>>
}

/**
 * One test for each case of `file`: `adapter` computes the fields of `out` from the case; NaN = not defined. The name
 * of the group is the file's, that of the test the case's: `npm run test:oracles` counts by them.
 */
export function oracleTest(file: string, adapter: (testCase: OracleCase) => Json, options: OracleOptions = {}): void {
  const path = join(oracleFolder(), `${file}.json`)
  describe(file, () => {
    if (!existsSync(path)) {
      it.skip(`no oracle at ${path}`, () => {})
      return
    }
    const oracle = JSON.parse(readFileSync(path, 'utf8'))
    for (const testCase of oracle.cases as OracleCase[]) {
      it(testCase.id, () => {
        const failures: string[] = []
        const actual = adapter(testCase)
        const compare = new Comparison(oracle.tolerance ?? {}, testCase, failures, options)
        compare.values(testCase.out, actual, [])
        if (testCase['inverse'] !== undefined) compare.values(testCase['inverse'], actual?.inverse, [])
        expect(failures).toEqual([])
      })
    }
  })
}

class Comparison {
  readonly #levels: Json[]
  readonly #case: OracleCase
  readonly #failures: string[]
  readonly #left: readonly string[]
  readonly #sameAs: Readonly<Record<string, string>>

  constructor(tolerance: Json, testCase: OracleCase, failures: string[], options: OracleOptions) {
    // A case's own tolerance overrides the file's; inside each, a field's own wins over the general one.
    this.#levels = testCase.tol === undefined ? [tolerance] : [testCase.tol, tolerance]
    this.#case = testCase
    this.#failures = failures
    this.#left = options.left ?? []
    this.#sameAs = options.toleranceOf ?? {}
  }

  values(expected: Json, actual: Json, path: string[]): void {
    if (expected === null) {
      const isMissing = actual === null || actual === undefined || Number.isNaN(actual)
      if (!isMissing) this.#fail(path, expected, actual)
    } else if (typeof expected === 'number') {
      if (typeof actual !== 'number' || !this.#isClose(expected, actual, path)) this.#fail(path, expected, actual)
    } else if (typeof expected !== 'object') {
      if (expected !== actual) this.#fail(path, expected, actual)
    } else if (Array.isArray(expected) && expected.length !== actual?.length) {
      this.#fail([...path, 'length'], expected.length, actual?.length)
    } else {
      for (const key of Object.keys(expected)) {
        if (this.#left.includes(key)) continue
        // `computed` repeats printed numbers unrounded.
        const inner = key === 'computed' && actual?.[key] === undefined ? actual : actual?.[key]
        this.values(expected[key], inner, [...path, key])
      }
    }
  }

  #fail(path: string[], expected: Json, actual: Json): void {
    this.#failures.push(`${this.#case.id} ${path.join('.')}: expected ${expected}, got ${JSON.stringify(actual)}`)
  }

  #isClose(expected: number, actual: number, path: string[]): boolean {
    if (Object.is(expected, actual) || expected === actual) return true
    const error = Math.abs(actual - expected)
    const tolerance = this.#toleranceOf(path)
    if (typeof tolerance === 'object') {
      return error <= this.#amount(tolerance.abs) || error <= this.#amount(tolerance.rel) * Math.abs(expected)
    }
    return error <= this.#amount(tolerance)
  }

  /** The tolerance that governs a field: a number, a formula, or an object of abs and rel. */
  #toleranceOf(path: string[]): Json {
    for (const level of this.#levels) {
      if (typeof level !== 'object') return level
      for (let i = path.length - 1; i >= 0; i--) {
        for (const key of Object.keys(level)) {
          const field = this.#sameAs[path[i]!] ?? path[i]
          if (key.split(',').some((name) => name.trim() === field)) return level[key]
        }
      }
      if (level.abs !== undefined || level.rel !== undefined) return level
    }
    return 0
  }

  /** A number, or a product of numbers and input fields such as "1e-9*S"; a sentence or "exact" allows nothing. */
  #amount(tolerance: Json): number {
    if (typeof tolerance === 'number') return tolerance
    if (typeof tolerance !== 'string') return 0
    let product = 1
    for (const factor of tolerance.split('*')) {
      const name = factor.trim()
      product *= name in this.#case.in ? Math.abs(Number(this.#case.in[name])) : Number(name)
    }
    return Number.isNaN(product) ? 0 : product
  }
}
