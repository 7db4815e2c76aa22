/** Limits with their use, as the gateway and the risk engine report them (35=CM all, 35=CR changes). */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  internAt,
  LIST_UPDATE_ACTION,
  type PartyRiskLimitsGroup,
  PartyRiskLimitsReportDecoder,
  PartyRiskLimitsUpdateReportDecoder,
  type PartyRiskLimitUpdatesGroup,
} from '@reflex/schema'

const TEXTS_MAX = 4096
const TAG_SENDER_COMP_ID = 49

export class LimitBoard {
  readonly texts = new AsciiTable(256)
  readonly rows: number
  count = 0
  /** Ids in `texts`, NOT_FOUND for none. */
  readonly senders: Int32Array
  readonly ids: Int32Array
  readonly checks: Int32Array
  readonly owners: Int32Array
  readonly symbols: Int32Array
  readonly currencies: Int32Array
  /** PartyRole of the owner, 0 for none. */
  readonly roles: Int32Array
  readonly types: Int32Array
  readonly limitE8s: Float64Array
  readonly usedE8s: Float64Array
  /** Fraction of the limit, E8. */
  readonly percentE8s: Float64Array
  /** Fraction at which a warning is raised, E8; NaN when not said. */
  readonly warnE8s: Float64Array
  limitsVersion = 0
  dropped = 0
  version = 0
  readonly #full = new PartyRiskLimitsReportDecoder()
  readonly #update = new PartyRiskLimitsUpdateReportDecoder()
  #sender = NOT_FOUND

  constructor(rows: number) {
    this.rows = rows
    this.senders = new Int32Array(rows)
    this.ids = new Int32Array(rows)
    this.checks = new Int32Array(rows)
    this.owners = new Int32Array(rows)
    this.symbols = new Int32Array(rows)
    this.currencies = new Int32Array(rows)
    this.roles = new Int32Array(rows)
    this.types = new Int32Array(rows)
    this.limitE8s = new Float64Array(rows)
    this.usedE8s = new Float64Array(rows)
    this.percentE8s = new Float64Array(rows)
    this.warnE8s = new Float64Array(rows)
  }

  onReport(frame: FixFrame): void {
    const report = this.#full.wrap(frame)
    if (!this.#begin(frame)) return
    const version = report.limitsVersion()
    if (!Number.isNaN(version)) this.limitsVersion = version
    const entries = report.noPartyRiskLimits()
    while (entries.next()) this.#read(entries, false)
    this.version++
  }

  onUpdate(frame: FixFrame): void {
    if (!this.#begin(frame)) return
    const entries = this.#update.wrap(frame).noPartyRiskLimits()
    while (entries.next()) this.#read(entries, entries.listUpdateAction() === LIST_UPDATE_ACTION.DELETE)
    this.version++
  }

  #begin(frame: FixFrame): boolean {
    if (this.texts.size >= TEXTS_MAX) return false
    this.#sender = internAt(frame, frame.find(TAG_SENDER_COMP_ID), this.texts)
    return true
  }

  #read(entry: PartyRiskLimitsGroup | PartyRiskLimitUpdatesGroup, isGone: boolean): void {
    const id = entry.riskLimitIdIntern(this.texts)
    const row = this.#rowOf(id, isGone)
    if (row < 0) return
    const details = entry.noPartyDetails()
    if (details.next()) {
      this.owners[row] = details.partyDetailIdIntern(this.texts)
      const role = details.partyDetailRole()
      this.roles[row] = role > 0 ? role : 0
    }
    const limits = entry.noRiskLimits()
    while (limits.next()) {
      const types = limits.noRiskLimitTypes()
      while (types.next()) this.#amounts(row, types)
      const scopes = limits.noRiskInstrumentScopes()
      while (scopes.next()) this.symbols[row] = scopes.instrumentScopeSymbolIntern(this.texts)
    }
  }

  #amounts(row: number, type: LimitType): void {
    this.types[row] = type.riskLimitType()
    this.limitE8s[row] = type.riskLimitAmountE8()
    this.usedE8s[row] = type.riskLimitUtilizationAmountE8()
    this.percentE8s[row] = type.riskLimitUtilizationPercentE8()
    this.currencies[row] = type.riskLimitCurrencyIntern(this.texts)
    this.checks[row] = type.riskCheckIntern(this.texts)
    const warnings = type.noRiskWarningLevels()
    while (warnings.next()) this.warnE8s[row] = warnings.riskWarningLevelPercentE8()
  }

  /** A limit that is gone gives its row to the last. */
  #rowOf(id: number, isGone: boolean): number {
    let row = 0
    while (row < this.count && (this.ids[row] !== id || this.senders[row] !== this.#sender)) row++
    if (isGone) {
      if (row < this.count) this.#remove(row)
      return -1
    }
    if (row < this.count) return row
    if (this.count === this.rows) {
      this.dropped++
      return -1
    }
    this.count++
    this.ids[row] = id
    this.senders[row] = this.#sender
    this.owners[row] = NOT_FOUND
    this.symbols[row] = NOT_FOUND
    this.roles[row] = 0
    this.warnE8s[row] = Number.NaN
    return row
  }

  #remove(row: number): void {
    const last = --this.count
    for (const column of [this.senders, this.ids, this.checks, this.owners, this.symbols, this.currencies]) {
      column[row] = column[last]!
    }
    this.roles[row] = this.roles[last]!
    this.types[row] = this.types[last]!
    for (const column of [this.limitE8s, this.usedE8s, this.percentE8s, this.warnE8s]) column[row] = column[last]!
  }
}

type LimitType = ReturnType<ReturnType<PartyRiskLimitsGroup['noRiskLimits']>['noRiskLimitTypes']>
