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
import { LEVEL } from './levels.ts'
import type { LimitLadder } from './limit-ladder.ts'

/** Ladders of one message: each takes less than 300 of its 16,384 bytes. */
const LADDERS_PER_MESSAGE = 40
/** Smallest change of use that is reported, as a fraction of the limit. */
const CHANGE_MIN = 0.005

/** What a limit is called in FIX: its party, its type and what it is about. */
export interface LimitSubject {
  readonly ladder: LimitLadder
  readonly party: string
  readonly isFirm: boolean
  /** RiskLimitType (1530). */
  readonly type: number
  /** Underlying of a delta limit, '' for all. */
  readonly symbol: string
}

/** Publishes limits with their use: all of them at the start and now and then (CM), changes often (CR). */
export class LimitsPublisher {
  readonly #subjects: readonly LimitSubject[]
  readonly #updateNs: number
  readonly #reportNs: number
  readonly #full = new PartyRiskLimitsReportEncoder()
  readonly #update = new PartyRiskLimitsUpdateReportEncoder()
  readonly #published: Float64Array
  #updateDueNs = Number.NEGATIVE_INFINITY
  #reportDueNs = Number.NEGATIVE_INFINITY
  #number = 0

  constructor(subjects: readonly LimitSubject[], updateNs: number, reportNs: number) {
    this.#subjects = subjects
    this.#updateNs = updateNs
    this.#reportNs = reportNs
    this.#published = new Float64Array(subjects.length).fill(Number.NEGATIVE_INFINITY)
  }

  /** @returns messages published. */
  onTimer(nowNs: number, out: Outbox): number {
    if (nowNs >= this.#reportDueNs) {
      this.#reportDueNs = nowNs + this.#reportNs
      this.#updateDueNs = nowNs + this.#updateNs
      return this.#publishAll(nowNs, out)
    }
    if (nowNs < this.#updateDueNs) return 0
    this.#updateDueNs = nowNs + this.#updateNs
    return this.#publishChanges(nowNs, out)
  }

  #publishAll(nowNs: number, out: Outbox): number {
    let messages = 0
    for (let first = 0; first < this.#subjects.length; first += LADDERS_PER_MESSAGE) {
      const count = Math.min(LADDERS_PER_MESSAGE, this.#subjects.length - first)
      this.#full
        .begin(out, STREAM.RISK_LIMITS)
        .riskLimitReportIdText(`RE-L${++this.#number}`)
        .riskLimitRequestType(RISK_LIMIT_REQUEST_TYPE.DEFINITIONS_AND_UTILIZATIONS)
        .unsolicitedIndicator(true)
        .transactTime(nowNs)
        .noPartyRiskLimits(count)
      for (let i = first; i < first + count; i++) this.#write(this.#full, i)
      this.#full.end()
      messages++
    }
    return messages
  }

  #publishChanges(nowNs: number, out: Outbox): number {
    const changed: number[] = []
    this.#subjects.forEach(({ ladder }, i) => {
      if (Math.abs(ladder.percent / 100 - this.#published[i]!) >= CHANGE_MIN) changed.push(i)
    })
    for (let first = 0; first < changed.length; first += LADDERS_PER_MESSAGE) {
      const part = changed.slice(first, first + LADDERS_PER_MESSAGE)
      this.#update
        .begin(out, STREAM.RISK_LIMITS)
        .riskLimitReportIdText(`RE-L${++this.#number}`)
        .riskLimitRequestType(RISK_LIMIT_REQUEST_TYPE.UTILIZATION)
        .transactTime(nowNs)
        .noPartyRiskLimits(part.length)
      for (const i of part) {
        this.#update.listUpdateAction(LIST_UPDATE_ACTION.MODIFY)
        this.#write(this.#update, i)
      }
      this.#update.end()
    }
    return changed.length
  }

  #write(message: PartyRiskLimitsReportEncoder | PartyRiskLimitsUpdateReportEncoder, index: number): void {
    const { ladder, party, isFirm, type, symbol } = this.#subjects[index]!
    const { limitE8, steps, metric, currency, id } = ladder.options
    const used = Math.max(0, ladder.percent / 100)
    this.#published[index] = ladder.percent / 100
    message
      .noPartyDetails(1)
      .partyDetailIdText(party)
      .partyDetailIdSource(PARTY_ID_SOURCE.PROPRIETARY)
      .partyDetailRole(isFirm ? PARTY_ROLE.EXECUTING_FIRM : PARTY_ROLE.CUSTOMER_ACCOUNT)
      .noRiskLimits(1)
      .noRiskLimitTypes(1)
      .riskLimitType(type)
      .riskLimitAmountE8(limitE8)
      .riskLimitUtilizationAmountE8(Math.min(Math.max(0, ladder.valueE8), Number.MAX_SAFE_INTEGER))
      .riskLimitUtilizationPercentE8(Math.min(Math.round(used * E8), Number.MAX_SAFE_INTEGER))
      .riskLimitCurrencyText(currency)
      .riskLimitAction(actionCode(steps[steps.length - 1]!.action))
      .noRiskWarningLevels(steps.length)
    for (const step of steps) {
      message.riskWarningLevelAction(actionCode(step.action)).riskWarningLevelPercentE8((step.percent * E8) / 100)
    }
    message.riskCheckText(metric)
    if (symbol !== '') {
      message.noRiskInstrumentScopes(1).instrumentScopeOperator(1).instrumentScopeSymbolText(symbol)
    }
    message.riskLimitIdText(id)
  }
}

/** RiskLimitAction (1767) nearest to one of our actions. */
function actionCode(action: number): number {
  if (action === LEVEL.HALT) return RISK_LIMIT_ACTION.HALT_TRADING
  return action >= LEVEL.REDUCE_ONLY ? RISK_LIMIT_ACTION.SUSPEND : RISK_LIMIT_ACTION.WARNING
}
