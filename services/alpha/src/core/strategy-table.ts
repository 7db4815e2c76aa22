/**
 * The strategies of this service and what they may trade. A *line* is one instrument of one strategy, numbered densely:
 * the key of everything that is quoted, ordered, tuned or stopped.
 */

import { AsciiTable } from '@reflex/base'
import type { Instruments } from '@reflex/schema'

export interface StrategyEntry {
  readonly id: string
  readonly account: string
  /** Instrument ids of the desk. */
  readonly instruments: readonly number[]
}

export const NO_LINE = -1

export class StrategyTable {
  readonly entries: readonly StrategyEntry[]
  readonly count: number
  readonly names = new AsciiTable(16)
  readonly accounts = new AsciiTable(16)
  /** By strategy: id in `accounts`. */
  readonly accountOf: Int32Array
  readonly lineCount: number
  /** By line. */
  readonly strategyOfLine: Int32Array
  readonly instrumentOfLine: Int32Array
  /** By strategy: its first line; those of a strategy follow each other. One more entry ends the last. */
  readonly firstLine: Int32Array
  readonly #instrumentCount: number
  readonly #lineOf: Int32Array

  constructor(entries: readonly StrategyEntry[], instruments: Instruments) {
    this.entries = entries
    this.count = entries.length
    for (const entry of entries) this.names.internString(entry.id)
    this.accountOf = Int32Array.from(entries, (entry) => this.accounts.internString(entry.account))
    this.lineCount = entries.reduce((sum, entry) => sum + entry.instruments.length, 0)
    this.strategyOfLine = new Int32Array(this.lineCount)
    this.instrumentOfLine = new Int32Array(this.lineCount)
    this.firstLine = new Int32Array(this.count + 1)
    this.#instrumentCount = instruments.count
    this.#lineOf = new Int32Array(this.count * instruments.count).fill(NO_LINE)
    let line = 0
    entries.forEach((entry, strategy) => {
      this.firstLine[strategy] = line
      for (const id of entry.instruments) {
        const instrument = instruments.indexOf(id)
        this.strategyOfLine[line] = strategy
        this.instrumentOfLine[line] = instrument
        this.#lineOf[strategy * instruments.count + instrument] = line++
      }
    })
    this.firstLine[this.count] = line
  }

  /** @param instrument dense index. @returns NO_LINE when the strategy may not trade it. */
  lineOf(strategy: number, instrument: number): number {
    return this.#lineOf[strategy * this.#instrumentCount + instrument]!
  }
}
