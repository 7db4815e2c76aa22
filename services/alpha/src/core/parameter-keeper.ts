/**
 * Changes parameters, within their bounds, and says so: every change and every refusal is published (UP), whoever
 * asked.
 */

import type { FixFrame } from '@reflex/fix'
import {
  type Instruments,
  PARAMETER_ACTION,
  ParameterChangeDecoder,
  ParameterChangeEncoder,
  STREAM,
} from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { AlphaCounter } from '../counters.ts'
import type { OrderIds } from './order-ids.ts'
import { NO_PARAMETER, type ParameterTable } from './parameter-table.ts'
import type { ScopeReader } from './scope-reader.ts'
import type { StrategyTable } from './strategy-table.ts'

const E8 = 1e8
/** Values beyond this cannot be written as a decimal with eight places. */
const VALUE_MAX = 9e7

export class ParameterKeeper {
  readonly #table: ParameterTable
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #ids: OrderIds
  readonly #scope: ScopeReader
  readonly #counters: CounterTable<AlphaCounter>
  readonly #encoder = new ParameterChangeEncoder()
  readonly #request = new ParameterChangeDecoder()

  constructor(
    table: ParameterTable,
    strategies: StrategyTable,
    instruments: Instruments,
    ids: OrderIds,
    scope: ScopeReader,
    counters: CounterTable<AlphaCounter>,
  ) {
    this.#table = table
    this.#strategies = strategies
    this.#instruments = instruments
    this.#ids = ids
    this.#scope = scope
    this.#counters = counters
  }

  /** From TCA feedback. @returns whether it changed anything: the value is held within the bounds first. */
  retune(parameter: number, line: number, value: number, reason: string, out: Outbox): boolean {
    const table = this.#table
    const old = table.value(parameter, line)
    const held = Math.min(table.maxOf(parameter, line), Math.max(table.minOf(parameter, line), value))
    if (held === old) return false
    table.set(parameter, line, held)
    this.#counters.increment('retunes')
    this.#publish(parameter, line, old, PARAMETER_ACTION.IN_FORCE, reason, 'tca', out)
    return true
  }

  /** All as they stand, for those who watch. */
  publishAll(out: Outbox): void {
    for (let line = 0; line < this.#strategies.lineCount; line++) {
      for (let parameter = 0; parameter < this.#table.count; parameter++) {
        if (!this.#table.isDeclared(parameter, line)) continue
        const value = this.#table.value(parameter, line)
        this.#publish(parameter, line, value, PARAMETER_ACTION.IN_FORCE, 'start', 'alpha', out)
      }
    }
  }

  /** UP of the operator: all lines in scope or none. @returns whether it was applied. */
  onRequest(frame: FixFrame, out: Outbox): boolean {
    const request = this.#request.wrap(frame)
    if (request.parameterAction() !== PARAMETER_ACTION.REQUEST) return false
    const parameter = request.parameterNameFind(this.#table.names)
    const value = request.parameterNewValueE8() / E8
    this.#scope.read(frame)
    const refusal = this.#refusalOf(parameter, value)
    if (refusal !== '') {
      this.#counters.increment('parametersRefused')
      this.#answer(Number.NaN, parameter, -1, PARAMETER_ACTION.REFUSED, refusal, out)
      return false
    }
    for (let line = 0; line < this.#strategies.lineCount; line++) {
      if (!this.#isMeant(parameter, line)) continue
      const old = this.#table.value(parameter, line)
      this.#table.set(parameter, line, value)
      this.#answer(old, parameter, line, PARAMETER_ACTION.IN_FORCE, '', out)
    }
    this.#counters.increment('parametersApplied')
    return true
  }

  #isMeant(parameter: number, line: number): boolean {
    return this.#scope.includesExactly(line) && this.#table.isDeclared(parameter, line)
  }

  #refusalOf(parameter: number, value: number): string {
    if (parameter === NO_PARAMETER) return 'no parameter of that name'
    if (Number.isNaN(value)) return 'no value'
    let count = 0
    for (let line = 0; line < this.#strategies.lineCount; line++) {
      if (!this.#isMeant(parameter, line)) continue
      count++
      if (!this.#table.isWithin(parameter, line, value)) return 'outside the bounds'
    }
    return count === 0 ? 'no strategy and instrument with that parameter' : ''
  }

  /** @param line -1: the request's own scope. */
  #answer(old: number, parameter: number, line: number, action: number, text: string, out: Outbox): void {
    const request = this.#request
    const { bytes } = request
    const encoder = this.#encoder
      .begin(out, STREAM.PARAMETERS)
      .parameterRequestId(bytes, request.parameterRequestIdOffset, request.parameterRequestIdLength)
      .parameterAction(action)
      .strategyId(bytes, request.strategyIdOffset, request.strategyIdLength)
    if (line >= 0) this.#instrument(line)
    else {
      encoder.symbol(bytes, request.symbolOffset, request.symbolLength)
      encoder.marketId(bytes, request.marketIdOffset, request.marketIdLength)
    }
    encoder
      .parameterName(bytes, request.parameterNameOffset, request.parameterNameLength)
      .parameterOldValueE8(e8Of(old))
      .parameterNewValueE8(request.parameterNewValueE8())
    if (line >= 0) {
      encoder
        .parameterMinE8(e8Of(this.#table.minOf(parameter, line)))
        .parameterMaxE8(e8Of(this.#table.maxOf(parameter, line)))
    }
    encoder.parameterActor(bytes, request.parameterActorOffset, request.parameterActorLength).transactTime(out.nowNs)
    if (text !== '') encoder.textText(text)
    else encoder.text(bytes, request.textOffset, request.textLength)
    encoder.end()
  }

  #publish(
    parameter: number,
    line: number,
    old: number,
    action: number,
    reason: string,
    actor: string,
    out: Outbox,
  ): void {
    const strategy = this.#strategies.strategyOfLine[line]!
    this.#encoder
      .begin(out, STREAM.PARAMETERS)
      .parameterRequestId(this.#ids.bytes, 0, this.#ids.write(strategy, this.#ids.next()))
      .parameterAction(action)
      .strategyIdFrom(this.#strategies.names, strategy)
    this.#instrument(line)
    this.#encoder
      .parameterNameFrom(this.#table.names, parameter)
      .parameterOldValueE8(e8Of(old))
      .parameterNewValueE8(e8Of(this.#table.value(parameter, line)))
      .parameterMinE8(e8Of(this.#table.minOf(parameter, line)))
      .parameterMaxE8(e8Of(this.#table.maxOf(parameter, line)))
      .parameterActorText(actor)
      .transactTime(out.nowNs)
      .textText(reason)
      .end()
  }

  #instrument(line: number): void {
    const i = this.#strategies.instrumentOfLine[line]!
    const { texts, symbolTexts, venueTexts } = this.#instruments
    this.#encoder.symbolFrom(texts, symbolTexts[i]!).marketIdFrom(texts, venueTexts[i]!)
  }
}

function e8Of(value: number): number {
  return Math.round(Math.min(VALUE_MAX, Math.max(-VALUE_MAX, value)) * E8)
}
