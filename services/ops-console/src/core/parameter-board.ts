/** Parameters of strategies as they stand, and the last changes and refusals (35=UP). */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { PARAMETER_ACTION, ParameterChangeDecoder } from '@reflex/schema'
import { TextColumn } from './text-column.ts'

const TEXTS_MAX = 4096
const ROWS = 1024
const LOG_ROWS = 128
const TEXT_WIDTH = 160
const ACTOR_WIDTH = 40
const TAG_TEXT = 58
const TAG_ACTOR = 10505

export class ParameterBoard {
  readonly texts = new AsciiTable(256)
  count = 0
  /** Ids in `texts`; symbol and market NOT_FOUND when the parameter is of the strategy. */
  readonly strategies = new Int32Array(ROWS)
  readonly symbols = new Int32Array(ROWS)
  readonly markets = new Int32Array(ROWS)
  readonly names = new Int32Array(ROWS)
  readonly valueE8s = new Float64Array(ROWS)
  readonly minE8s = new Float64Array(ROWS)
  readonly maxE8s = new Float64Array(ROWS)

  readonly logRows = LOG_ROWS
  logCount = 0
  readonly logStrategies = new Int32Array(LOG_ROWS)
  readonly logSymbols = new Int32Array(LOG_ROWS)
  readonly logMarkets = new Int32Array(LOG_ROWS)
  readonly logNames = new Int32Array(LOG_ROWS)
  /** PARAMETER_ACTION. */
  readonly logActions = new Uint8Array(LOG_ROWS)
  readonly logOldE8s = new Float64Array(LOG_ROWS)
  readonly logNewE8s = new Float64Array(LOG_ROWS)
  readonly logTimesNs = new Float64Array(LOG_ROWS).fill(Number.NaN)
  readonly logActors = new TextColumn(LOG_ROWS, ACTOR_WIDTH)
  readonly logTexts = new TextColumn(LOG_ROWS, TEXT_WIDTH)
  /** Changes in force, and those that came from measurements. */
  changes = 0
  retunes = 0
  refusals = 0
  version = 0
  readonly #change = new ParameterChangeDecoder()

  onChange(nowNs: number, frame: FixFrame): void {
    const change = this.#change.wrap(frame)
    const action = change.parameterAction()
    if (this.texts.size >= TEXTS_MAX || action === PARAMETER_ACTION.REQUEST) return
    const strategy = change.strategyIdIntern(this.texts)
    const symbol = change.symbolIntern(this.texts)
    const market = change.marketIdIntern(this.texts)
    const name = change.parameterNameIntern(this.texts)
    const oldE8 = change.parameterOldValueE8()
    const newE8 = change.parameterNewValueE8()
    this.version++
    if (action === PARAMETER_ACTION.IN_FORCE) {
      const row = this.#rowOf(strategy, symbol, market, name)
      if (row >= 0) this.#set(row, newE8)
      if (oldE8 === newE8) return // Said again as it stands, at a start.
      this.changes++
      if (change.parameterActorIs(TCA)) this.retunes++
    } else this.refusals++
    const log = this.logCount++ % LOG_ROWS
    this.logStrategies[log] = strategy
    this.logSymbols[log] = symbol
    this.logMarkets[log] = market
    this.logNames[log] = name
    this.logActions[log] = action
    this.logOldE8s[log] = oldE8
    this.logNewE8s[log] = newE8
    this.logTimesNs[log] = nowNs
    this.logActors.setField(log, frame, TAG_ACTOR)
    this.logTexts.setField(log, frame, TAG_TEXT)
  }

  #set(row: number, valueE8: number): void {
    this.valueE8s[row] = valueE8
    this.minE8s[row] = this.#change.parameterMinE8()
    this.maxE8s[row] = this.#change.parameterMaxE8()
  }

  #rowOf(strategy: number, symbol: number, market: number, name: number): number {
    for (let row = 0; row < this.count; row++) {
      const isPlace = this.symbols[row] === symbol && this.markets[row] === market
      if (isPlace && this.names[row] === name && this.strategies[row] === strategy) return row
    }
    if (this.count === ROWS) return NOT_FOUND
    const row = this.count++
    this.strategies[row] = strategy
    this.symbols[row] = symbol
    this.markets[row] = market
    this.names[row] = name
    return row
  }
}

const TCA = Uint8Array.from('tca', (c) => c.charCodeAt(0))
