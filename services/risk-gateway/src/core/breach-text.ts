import { E8, putDecimalE8At } from '@reflex/base'
import { CHECK, CHECK_COUNT, CHECKS, type CheckRow } from './check-catalogue.ts'
import type { Decision } from './decision.ts'
import type { InstrumentTable } from './instrument-table.ts'
import { MISSING_NAMES } from './risk-state.ts'
import type { Scopes } from './scopes.ts'

/**
 * Writes breaches as text, without strings: `RISK:<CHECK>:<scope>:<limit>:<value>`, numbers in the units a trader uses.
 *
 *     RISK:POSITION_LIMIT:strategy=MAKER1/BTC:2.5:2.6         RISK:NOT_READY:firm=REFLEX:-:OMS+EMS
 */
export class BreachText {
  readonly bytes = new Uint8Array(1024)
  length = 0
  readonly #cell = new Float64Array(1)
  readonly #scopeTexts: readonly Uint8Array[]
  readonly #underlyingTexts: readonly Uint8Array[]
  readonly #instruments: InstrumentTable

  constructor(scopes: Scopes, instruments: InstrumentTable, underlyingNames: readonly string[]) {
    this.#instruments = instruments
    this.#scopeTexts = scopes.names.map((name, key) => latin1(`${scopes.kind(key)}=${name}`))
    this.#underlyingTexts = underlyingNames.map((name) => latin1(`/${name}`))
  }

  /** One breach. @param instrument of the order, -1 when unknown: then the numbers are left out. */
  write(decision: Decision, check: number, instrument: number): void {
    this.length = 0
    this.#put(PREFIX)
    this.#breach(decision, check, instrument)
  }

  /** Every breach, hard and soft, joined by a semicolon. */
  writeAll(decision: Decision, instrument: number): void {
    this.length = 0
    for (let check = 0; check < CHECK_COUNT; check++) {
      if ((decision.breaches & (1 << check)) === 0) continue
      if (this.length > 0) this.bytes[this.length++] = SEMICOLON
      if (this.length > 900) return
      this.#breach(decision, check, instrument)
    }
  }

  #breach(decision: Decision, check: number, instrument: number): void {
    const row = CHECKS[check]!
    this.#put(CHECK_NAMES[check]!)
    this.bytes[this.length++] = COLON
    this.#put(this.#scopeTexts[decision.scopeKeys[check]!]!)
    if (row.unit === 'base') this.#put(this.#underlyingTexts[this.#instruments.underlying[instrument]!]!)
    this.bytes[this.length++] = COLON
    this.#number(row, decision.limits, check, instrument)
    this.bytes[this.length++] = COLON
    if (check === CHECK.NOT_READY) this.#missing(decision.values[check]!)
    else this.#number(row, decision.values, check, instrument)
  }

  #number(row: CheckRow, numbers: Float64Array, check: number, instrument: number): void {
    const cell = this.#cell
    let scale = E8
    if (row.unit === 'base' || row.unit === 'e8') scale = 1
    else if (row.unit === 'money') scale = this.#instruments.e8PerMoneyUnit
    else if (row.unit === 'quantity') scale = this.#instruments.lotE8[instrument]!
    else if (row.unit === 'price') scale = this.#instruments.tickE8[instrument]! / 2
    cell[0] = Math.round(numbers[check]! * scale)
    const isWritable = row.unit !== 'none' && Math.abs(cell[0]) <= Number.MAX_SAFE_INTEGER
    if (isWritable) this.length += putDecimalE8At(this.bytes, this.length, cell, 0)
    else this.bytes[this.length++] = DASH
  }

  #missing(bits: number): void {
    const start = this.length
    for (let i = 0; i < MISSING.length; i++) {
      if ((bits & (1 << i)) === 0) continue
      if (this.length > start) this.bytes[this.length++] = PLUS
      this.#put(MISSING[i]!)
    }
  }

  #put(text: Uint8Array): void {
    for (let i = 0; i < text.length; i++) this.bytes[this.length + i] = text[i]!
    this.length += text.length
  }
}

const COLON = 58
const SEMICOLON = 59
const DASH = 45
const PLUS = 43
const PREFIX = latin1('RISK:')
const CHECK_NAMES = CHECKS.map((check) => latin1(check.name))
const MISSING = MISSING_NAMES.map(latin1)

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
