/**
 * Live parameters of strategies: by name and line, each with bounds that no one may leave. Changes come from the
 * operator or from TCA feedback and are audited by whoever makes them (see parameter-keeper.ts).
 */

import { AsciiTable, assert } from '@reflex/base'

export interface ParameterDefinition {
  readonly name: string
  readonly min: number
  readonly max: number
}

export const NO_PARAMETER = -1

export class ParameterTable {
  readonly names = new AsciiTable(32)
  readonly count: number
  readonly #definitions: readonly ParameterDefinition[]
  readonly #lineCount: number
  readonly #values: Float64Array
  readonly #declared: Uint8Array
  readonly min: Float64Array
  readonly max: Float64Array
  /** By line: grows with each change, so that a strategy knows when to recompute. */
  readonly versions: Int32Array

  constructor(definitions: readonly ParameterDefinition[], lineCount: number) {
    this.#definitions = definitions
    this.#lineCount = lineCount
    this.count = definitions.length
    for (const definition of definitions) {
      assert(definition.min <= definition.max, 'parameter bounds are the wrong way round')
      this.names.internString(definition.name)
    }
    const size = definitions.length * lineCount
    this.#values = new Float64Array(size)
    this.#declared = new Uint8Array(size)
    this.min = new Float64Array(size)
    this.max = new Float64Array(size)
    definitions.forEach((definition, p) => {
      this.min.fill(definition.min, p * lineCount, (p + 1) * lineCount)
      this.max.fill(definition.max, p * lineCount, (p + 1) * lineCount)
    })
    this.versions = new Int32Array(lineCount)
  }

  /** At start. @returns the id of the parameter. */
  declare(name: string, line: number, value: number, min = Number.NaN, max = Number.NaN): number {
    const id = this.idOf(name)
    assert(id !== NO_PARAMETER, 'parameter was not defined')
    const at = id * this.#lineCount + line
    if (!Number.isNaN(min)) this.min[at] = min
    if (!Number.isNaN(max)) this.max[at] = max
    assert(value >= this.min[at]! && value <= this.max[at]!, 'parameter starts outside its bounds')
    this.#values[at] = value
    this.#declared[at] = 1
    return id
  }

  idOf(name: string): number {
    return this.#definitions.findIndex((definition) => definition.name === name)
  }

  nameOf(id: number): string {
    return this.#definitions[id]!.name
  }

  isDeclared(id: number, line: number): boolean {
    return this.#declared[id * this.#lineCount + line] === 1
  }

  value(id: number, line: number): number {
    return this.#values[id * this.#lineCount + line]!
  }

  isWithin(id: number, line: number, value: number): boolean {
    const at = id * this.#lineCount + line
    return value >= this.min[at]! && value <= this.max[at]!
  }

  minOf(id: number, line: number): number {
    return this.min[id * this.#lineCount + line]!
  }

  maxOf(id: number, line: number): number {
    return this.max[id * this.#lineCount + line]!
  }

  set(id: number, line: number, value: number): void {
    assert(this.isDeclared(id, line) && this.isWithin(id, line, value), 'parameter outside its bounds')
    this.#values[id * this.#lineCount + line] = value
    this.versions[line]!++
  }
}
