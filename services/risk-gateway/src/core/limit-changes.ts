import { decimalText } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import {
  PARTY_ROLE,
  PartyRiskLimitsDefinitionRequestAckEncoder,
  PartyRiskLimitsDefinitionRequestDecoder,
  STREAM,
} from '@reflex/schema'
import type { CounterTable, Outbox } from '@reflex/service-host'
import type { GatewayCounter } from '../counters.ts'
import type { ControlPublisher } from './control-publisher.ts'
import type { LimitEntry } from './limit-entries.ts'
import type { LimitTable } from './limit-table.ts'

/** RiskLimitRequestResult (1761). */
const RESULT = { DONE: 0, INVALID_ID: 4, INVALID_AMOUNT: 5, NOT_AUTHORISED: 9 } as const
/** RiskLimitRequestStatus (1762). */
const STATUS = { ACCEPTED: 0, PENDING: 1, REFUSED: 2 } as const

export interface LimitChangeOptions {
  /** Persons that have to ask for the same change: 1 or 2. */
  readonly persons: number
  /** Largest limit that may be set, in percent of the configured one. */
  readonly ceilingPercent: number
  /** Time for the second person. */
  readonly confirmWithinNs: number
}

export interface LimitChangeParts {
  readonly entries: readonly LimitEntry[]
  readonly limits: LimitTable
  readonly publisher: ControlPublisher
  readonly counters: CounterTable<GatewayCounter>
  readonly options: LimitChangeOptions
  /** Limits changed. */
  readonly onChanged: () => void
}

interface Change {
  readonly index: number
  readonly limitE8: number
}

interface Request {
  readonly id: string
  readonly person: string
  readonly reason: string
  readonly changes: readonly Change[]
}

/** Limits as they differ from the configuration, for a snapshot. */
export interface SavedLimits {
  readonly version: number
  readonly changed: Readonly<Record<string, number>>
}

/**
 * Changes of limits by the operator (CS, answered by CT): named person, reason, known limits, sane amounts, and a
 * second person where the configuration wants one. All of a request's limits change, or none; each change is a new
 * version, stamped on every decision from then on, and an alert for the audit. The requests are journaled with the
 * other control messages, so a restart replays them. Rare: strings and objects are fine here.
 */
export class LimitChanges {
  readonly #parts: LimitChangeParts
  readonly #request = new PartyRiskLimitsDefinitionRequestDecoder()
  readonly #ack = new PartyRiskLimitsDefinitionRequestAckEncoder()
  readonly #configured: readonly number[]
  #pending: { readonly request: Request; readonly untilNs: number } | undefined

  constructor(parts: LimitChangeParts) {
    this.#parts = parts
    this.#configured = parts.entries.map(({ limitE8 }) => limitE8)
  }

  onRequest(nowNs: number, frame: FixFrame, out: Outbox): void {
    const request = this.#read(frame)
    const [result, problem] = this.#judge(request)
    if (result !== RESULT.DONE) {
      this.#parts.counters.increment('limitChangesRefused')
      this.#answer(out, request, [result, STATUS.REFUSED], `${problem}: nothing was changed`)
      this.#parts.publisher.alert(out, `change of limits ${request.id} refused: ${problem}`, true)
      return
    }
    if (this.#parts.options.persons > 1 && !this.#confirms(nowNs, request)) {
      this.#pending = { request, untilNs: nowNs + this.#parts.options.confirmWithinNs }
      this.#answer(out, request, [RESULT.DONE, STATUS.PENDING], 'waits for the same request from another person')
      this.#parts.publisher.alert(
        out,
        `change of limits ${request.id} by ${request.person} waits for another person`,
        true,
      )
      return
    }
    this.#apply(request, out)
  }

  save(): SavedLimits {
    const { entries, limits } = this.#parts
    const changed = entries.filter(({ limitE8 }, index) => limitE8 !== this.#configured[index])
    return { version: limits.version, changed: Object.fromEntries(changed.map(({ id, limitE8 }) => [id, limitE8])) }
  }

  restore({ version, changed }: SavedLimits): void {
    for (const entry of this.#parts.entries) {
      const limitE8 = changed[entry.id]
      if (limitE8 !== undefined) entry.set(limitE8)
    }
    this.#parts.limits.version = Math.max(version, this.#parts.limits.version)
  }

  #read(frame: FixFrame): Request {
    const message = this.#request.wrap(frame)
    let person = ''
    const parties = message.noRequestingPartyIds()
    while (parties.next()) {
      const role = parties.requestingPartyRole()
      if (Number.isNaN(role) || role === PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID) person = parties.requestingPartyIdText()
    }
    const changes: Change[] = []
    const limits = message.noPartyRiskLimits()
    while (limits.next()) {
      const id = limits.riskLimitIdText()
      const index = this.#parts.entries.findIndex((entry) => entry.id === id)
      const groups = limits.noRiskLimits()
      let limitE8 = Number.NaN
      while (groups.next()) {
        const types = groups.noRiskLimitTypes()
        while (types.next()) limitE8 = types.riskLimitAmountE8()
      }
      changes.push({ index, limitE8 })
    }
    return { id: message.riskLimitRequestIdText(), person, reason: message.textText(), changes }
  }

  #judge({ person, reason, changes }: Request): [result: number, problem: string] {
    const { entries, options } = this.#parts
    if (person === '') return [RESULT.NOT_AUTHORISED, 'a change needs a name (1658, role 44)']
    if (reason === '') return [RESULT.NOT_AUTHORISED, 'a change needs a reason (58)']
    if (changes.length === 0) return [RESULT.INVALID_ID, 'no limit is named']
    for (const { index, limitE8 } of changes) {
      const entry = entries[index]
      if (entry === undefined) return [RESULT.INVALID_ID, 'a limit is not known (1670)']
      if (!(limitE8 > 0)) return [RESULT.INVALID_AMOUNT, `${entry.id} needs an amount above 0 (1531)`]
      if (limitE8 * 100 > this.#configured[index]! * options.ceilingPercent) {
        return [RESULT.INVALID_AMOUNT, `${entry.id} is above ${options.ceilingPercent} % of its configured limit`]
      }
      if (!entry.mayBe(limitE8)) return [RESULT.INVALID_AMOUNT, `${entry.id} cannot be ${decimalText(limitE8)}`]
    }
    return [RESULT.DONE, '']
  }

  #confirms(nowNs: number, request: Request): boolean {
    const pending = this.#pending
    if (pending === undefined || nowNs > pending.untilNs) return false
    const first = pending.request
    const isSame = first.id === request.id && JSON.stringify(first.changes) === JSON.stringify(request.changes)
    return isSame && first.person !== request.person
  }

  #apply(request: Request, out: Outbox): void {
    const { entries, limits, publisher, counters } = this.#parts
    const first = this.#pending?.request
    const persons =
      first === undefined || first.person === request.person ? request.person : `${first.person} and ${request.person}`
    this.#pending = undefined
    const said = request.changes.map(({ index, limitE8 }) => {
      const entry = entries[index]!
      const before = decimalText(entry.limitE8)
      entry.set(limitE8)
      return `${entry.check} ${entry.id} from ${before} to ${decimalText(entry.limitE8)}`
    })
    limits.version++
    counters.increment('limitChanges')
    this.#parts.onChanged()
    this.#answer(out, request, [RESULT.DONE, STATUS.ACCEPTED], said.join('; ').slice(0, 400))
    publisher.alert(out, `limits version ${limits.version} by ${persons} (${request.reason}): ${said.join('; ')}`, true)
  }

  #answer(out: Outbox, request: Request, [result, status]: readonly [number, number], text: string): void {
    this.#ack
      .begin(out, STREAM.RISK_LIMITS)
      .riskLimitRequestIdText(request.id === '' ? 'NONE' : request.id)
      .riskLimitRequestResult(result)
      .riskLimitRequestStatus(status)
      .limitsVersion(this.#parts.limits.version)
      .textText(text)
      .end()
  }
}
