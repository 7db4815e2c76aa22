import { E8 } from '@reflex/base'
import {
  LIST_UPDATE_ACTION,
  PARTY_ID_SOURCE,
  PARTY_ROLE,
  PartyRiskLimitsReportEncoder,
  PartyRiskLimitsUpdateReportEncoder,
  RISK_LIMIT_ACTION,
  RISK_LIMIT_REQUEST_TYPE,
  STREAM,
} from '@reflex/schema'
import type { Outbox } from '@reflex/service-host'
import type { ControlPublisher } from './control-publisher.ts'
import type { LimitEntry } from './limit-entries.ts'
import type { LimitTable } from './limit-table.ts'
import type { ScopeKind, Scopes } from './scopes.ts'

/** Entries of one message: each takes less than 200 of its 16,384 bytes. */
const ENTRIES_PER_MESSAGE = 60
/** Smallest change of utilisation that is reported, as a fraction of the limit. */
const CHANGE_MIN_E8 = E8 / 200
/** A warning is armed again once utilisation fell this far below its level. */
const HYSTERESIS_E8 = E8 / 20

export interface LimitsPublisherOptions {
  readonly updateNs: number
  readonly reportNs: number
  readonly softPercent: number
}

/**
 * Publishes limits with their use: all of them at the start and now and then (CM), changes often (CR), a warning when
 * one gets near (B).
 */
export class LimitsPublisher {
  readonly entries: readonly LimitEntry[]
  readonly #scopes: Scopes
  readonly #limits: LimitTable
  readonly #control: ControlPublisher
  readonly #options: LimitsPublisherOptions
  readonly #full = new PartyRiskLimitsReportEncoder()
  readonly #update = new PartyRiskLimitsUpdateReportEncoder()
  /** Utilisation last published, as a fraction scaled by 1e8; by entry. */
  readonly #published: Float64Array
  readonly #isWarned: Uint8Array
  #updateDueNs = Number.NEGATIVE_INFINITY
  #reportDueNs = Number.NEGATIVE_INFINITY
  #number = 0

  constructor(
    entries: readonly LimitEntry[],
    scopes: Scopes,
    control: ControlPublisher,
    options: LimitsPublisherOptions,
    limits: LimitTable,
  ) {
    this.#limits = limits
    this.entries = entries
    this.#scopes = scopes
    this.#control = control
    this.#options = options
    this.#published = new Float64Array(entries.length).fill(-1)
    this.#isWarned = new Uint8Array(entries.length)
  }

  /** Limits changed: all are reported at the next turn. */
  reportSoon(): void {
    this.#reportDueNs = Number.NEGATIVE_INFINITY
  }

  /** @returns how many messages were published. */
  onTimer(nowNs: number, out: Outbox): number {
    if (nowNs >= this.#reportDueNs) {
      this.#reportDueNs = nowNs + this.#options.reportNs
      this.#updateDueNs = nowNs + this.#options.updateNs
      return this.#publishAll(nowNs, out)
    }
    if (nowNs < this.#updateDueNs) return 0
    this.#updateDueNs = nowNs + this.#options.updateNs
    return this.#publishChanges(nowNs, out)
  }

  /** Fraction of a limit in use, scaled by 1e8. */
  utilisationE8(index: number, nowNs: number): number {
    const entry = this.entries[index]!
    return Math.round((entry.usedE8(nowNs) / entry.limitE8) * E8)
  }

  #publishAll(nowNs: number, out: Outbox): number {
    let messages = 0
    for (let first = 0; first < this.entries.length; first += ENTRIES_PER_MESSAGE) {
      const count = Math.min(ENTRIES_PER_MESSAGE, this.entries.length - first)
      this.#full
        .begin(out, STREAM.RISK_LIMITS)
        .riskLimitReportIdText(this.#nextId())
        .riskLimitRequestType(RISK_LIMIT_REQUEST_TYPE.DEFINITIONS_AND_UTILIZATIONS)
        .unsolicitedIndicator(true)
        .transactTime(nowNs)
        .limitsVersion(this.#limits.version)
        .noPartyRiskLimits(count)
      for (let i = first; i < first + count; i++) this.#write(this.#full, i, nowNs)
      this.#full.end()
      messages++
    }
    this.#warn(nowNs, out)
    return messages
  }

  #publishChanges(nowNs: number, out: Outbox): number {
    const changed: number[] = []
    for (let i = 0; i < this.entries.length; i++) {
      if (Math.abs(this.utilisationE8(i, nowNs) - this.#published[i]!) >= CHANGE_MIN_E8) changed.push(i)
    }
    for (let first = 0; first < changed.length; first += ENTRIES_PER_MESSAGE) {
      const part = changed.slice(first, first + ENTRIES_PER_MESSAGE)
      this.#update
        .begin(out, STREAM.RISK_LIMITS)
        .riskLimitReportIdText(this.#nextId())
        .riskLimitRequestType(RISK_LIMIT_REQUEST_TYPE.UTILIZATION)
        .transactTime(nowNs)
        .limitsVersion(this.#limits.version)
        .noPartyRiskLimits(part.length)
      for (const i of part) {
        this.#update.listUpdateAction(LIST_UPDATE_ACTION.MODIFY)
        this.#write(this.#update, i, nowNs)
      }
      this.#update.end()
    }
    this.#warn(nowNs, out)
    return changed.length
  }

  #write(
    message: PartyRiskLimitsReportEncoder | PartyRiskLimitsUpdateReportEncoder,
    index: number,
    nowNs: number,
  ): void {
    const entry = this.entries[index]!
    const utilisation = this.utilisationE8(index, nowNs)
    const role = ROLES[this.#scopes.kind(entry.scopeKey)]
    message
      .noPartyDetails(1)
      .partyDetailIdText(this.#scopes.names[entry.scopeKey]!)
      .partyDetailIdSource(PARTY_ID_SOURCE.PROPRIETARY)
    if (role > 0) message.partyDetailRole(role)
    message
      .noRiskLimits(1)
      .noRiskLimitTypes(1)
      .riskLimitType(entry.type)
      .riskLimitAmountE8(entry.limitE8)
      .riskLimitUtilizationAmountE8(clamp(entry.usedE8(nowNs)))
      .riskLimitUtilizationPercentE8(clamp(utilisation))
      .riskLimitCurrencyText(entry.currency)
      .riskLimitAction(RISK_LIMIT_ACTION.REJECT)
      .noRiskWarningLevels(1)
      .riskWarningLevelAction(RISK_LIMIT_ACTION.WARNING)
      .riskWarningLevelPercentE8((this.#options.softPercent * E8) / 100)
      .riskCheckText(entry.check)
    if (entry.symbol !== '') {
      message.noRiskInstrumentScopes(1).instrumentScopeOperator(1).instrumentScopeSymbolText(entry.symbol)
    }
    message.riskLimitIdText(entry.id)
    this.#published[index] = utilisation
  }

  /** One alert for each limit that crosses its soft level, armed again once it fell clearly below. */
  #warn(nowNs: number, out: Outbox): void {
    const softE8 = (this.#options.softPercent * E8) / 100
    for (let i = 0; i < this.entries.length; i++) {
      const utilisation = this.utilisationE8(i, nowNs)
      if (utilisation < softE8 - HYSTERESIS_E8) this.#isWarned[i] = 0
      if (utilisation < softE8 || this.#isWarned[i] === 1) continue
      this.#isWarned[i] = 1
      const { check, scopeKey, symbol } = this.entries[i]!
      const subject = `${check} of ${this.#scopes.label(scopeKey)}${symbol === '' ? '' : ` in ${symbol}`}`
      this.#control.alert(out, `${subject} at ${Math.round(utilisation / 1e6)} % of its limit`, false)
    }
  }

  #nextId(): string {
    return `RGW-L${++this.#number}`
  }
}

function clamp(e8: number): number {
  return Math.min(e8, Number.MAX_SAFE_INTEGER)
}

const ROLES: Readonly<Record<ScopeKind, number>> = {
  firm: PARTY_ROLE.EXECUTING_FIRM,
  account: PARTY_ROLE.CUSTOMER_ACCOUNT,
  strategy: PARTY_ROLE.ORDER_ORIGINATION_TRADER,
  instrument: 0,
  venue: 0,
}
