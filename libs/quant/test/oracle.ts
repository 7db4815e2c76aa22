/**
 * Reads oracle files (domain.md section 9) and compares a product's answers with them. The folder is REFLEX_ORACLES, by
 * default ../shared/oracles beside the repository; a file that is absent is skipped visibly.
 */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

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

/**
 * One test that holds every case of `file` to `adapter`, which computes the fields of `out` from a case. NaN = not
 * defined.
 * @param left fields of `out` that are not the business of the adapter, named and left out at any depth.
 */
export function oracleTest(file: string, adapter: (testCase: OracleCase) => Json, left: readonly string[] = []): void {
  const path = join(oracleFolder(), `${file}.json`)
  if (!existsSync(path)) {
    it.skip(`${file}: no oracle at ${path}`, () => {})
    return
  }
  it(`agrees with ${file}`, () => {
    const oracle = JSON.parse(readFileSync(path, 'utf8'))
    const failures: string[] = []
    let passed = 0
    for (const testCase of oracle.cases as OracleCase[]) {
      const before = failures.length
      try {
        const actual = adapter(testCase)
        const compare = new Comparison(oracle.tolerance ?? {}, testCase, failures, left)
        compare.values(testCase.out, actual, [])
        if (testCase['inverse'] !== undefined) compare.values(testCase['inverse'], actual?.inverse, [])
      } catch (error) {
        failures.push(`${testCase.id}: ${String(error)}`)
      }
      if (failures.length === before) passed++
    }
    const without = left.length === 0 ? '' : ` (without ${left.join(', ')})`
    console.log(`oracle ${file}: ${oracle.cases.length} cases, ${passed} passed${without}`)
    expect(failures.slice(0, 20)).toEqual([])
  })
}

class Comparison {
  readonly #levels: Json[]
  readonly #case: OracleCase
  readonly #failures: string[]
  readonly #left: readonly string[]

  constructor(tolerance: Json, testCase: OracleCase, failures: string[], left: readonly string[]) {
    // A case's own tolerance overrides the file's; inside each, a field's own wins over the general one.
    this.#levels = testCase.tol === undefined ? [tolerance] : [testCase.tol, tolerance]
    this.#case = testCase
    this.#failures = failures
    this.#left = left
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
          if (key.split(',').some((name) => name.trim() === path[i])) return level[key]
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
