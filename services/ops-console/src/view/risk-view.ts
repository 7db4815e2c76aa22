import { type AsciiTable, NOT_FOUND } from '@reflex/base'
import { type Instruments, PARTY_ACTION_TYPE, PARTY_ROLE, RISK_ACTION } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import { ANSWER } from '../core/control-log.ts'
import { FIRM } from '../core/stop-table.ts'
import type { MarketView } from './market-view.ts'
import { epochMs, fixed, newestFirst, plain, type Text, UNKNOWN } from './number-text.ts'

const E8 = 1e8
const LOG_SHOWN = 20

export interface RiskViewOptions {
  readonly core: ConsoleCore
  readonly instruments: Instruments
  readonly market: MarketView
  readonly sessionEpochMs: number
  /** Of the desk. */
  readonly accounts: readonly string[]
}

/** What may be traded and how far: firm state, positions with P&L, limits with their use. */
export class RiskView {
  readonly #core: ConsoleCore
  readonly #instruments: Instruments
  readonly #market: MarketView
  readonly #sessionEpochMs: number
  readonly #accounts: readonly string[]

  constructor(options: RiskViewOptions) {
    this.#core = options.core
    this.#instruments = options.instruments
    this.#market = options.market
    this.#sessionEpochMs = options.sessionEpochMs
    this.#accounts = options.accounts
  }

  control(): unknown {
    const { control } = this.#core
    return {
      ...this.#firmState(),
      halt: control.isHalted ? this.#halt() : UNKNOWN,
      stops: this.#stops(),
      log: newestFirst(control.log.count, control.log.rows, LOG_SHOWN, (row) => this.#request(row)),
    }
  }

  positions(): unknown {
    const { positions } = this.#core
    const totals = new Map<number, Totals>()
    const rows = Array.from({ length: positions.count }, (_, row) => {
      if (positions.isAccount(row)) addTo(totals, positions.currencyIds[row]!, this.#core, row)
      return this.#position(row)
    })
    const byCurrency = [...totals].map(([currency, sum]) => ({
      currency: nameIn(positions.currencies, currency),
      realised: fixed(sum.realised, 2),
      unrealised: fixed(sum.unrealised, 2),
      fees: fixed(sum.fees, 2),
      total: fixed(sum.realised + sum.unrealised - sum.fees, 2),
      value: {
        realised: sum.realised / E8,
        unrealised: sum.unrealised / E8,
        fees: sum.fees / E8,
        total: (sum.realised + sum.unrealised - sum.fees) / E8,
      },
      unmarked: sum.unmarked,
    }))
    return { rows, totals: byCurrency }
  }

  limits(): unknown {
    const { limits } = this.#core
    const rows = Array.from({ length: limits.count }, (_, row) => ({
      source: nameIn(limits.texts, limits.senders[row]!),
      check: nameIn(limits.texts, limits.checks[row]!) ?? nameIn(limits.texts, limits.ids[row]!),
      owner: nameIn(limits.texts, limits.owners[row]!),
      role: ROLE_NAMES[limits.roles[row]!] ?? '',
      symbol: nameIn(limits.texts, limits.symbols[row]!),
      currency: nameIn(limits.texts, limits.currencies[row]!),
      limit: amount(limits.limitE8s[row]!),
      used: amount(limits.usedE8s[row]!),
      percent: plain(limits.percentE8s[row]! / E8),
      warn: plain(limits.warnE8s[row]! / E8),
    }))
    rows.sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1))
    return { version: limits.limitsVersion, rows }
  }

  /** By what was heard, and, for a console that came later than a halt, by what ems and gateway say of themselves. */
  #firmState(): { state: string; why: string } {
    const { stops } = this.#core.control
    const strictest = stops.strictest()
    const why = strictest < 0 ? '' : this.#whyOf(strictest)
    if (stops.isHalted(FIRM)) return { state: 'HALTED', why: stops.reasons.text(FIRM) }
    if (this.#says('ems', 'halted')) return { state: 'HALTED', why: 'the ems says that it is halted' }
    if (strictest >= 0 && stops.levels[strictest] === RISK_ACTION.HALT) {
      return { state: this.#areAccountsHalted() ? 'HALTED' : 'PARTLY HALTED', why }
    }
    if (strictest >= 0 && stops.levels[strictest] === RISK_ACTION.CANCEL_ALL) return { state: 'CANCEL-ALL', why }
    if (strictest >= 0 && stops.levels[strictest] === RISK_ACTION.REDUCE_ONLY) return { state: 'REDUCE-ONLY', why }
    if (this.#says('risk-gateway', 'latched')) return { state: 'PARTLY HALTED', why: 'the gateway holds a latch' }
    if (!this.#isHeard('ems') || !this.#isHeard('risk-gateway')) {
      return { state: 'UNKNOWN', why: 'gateway or ems not heard of' }
    }
    return { state: 'TRADING', why }
  }

  #whyOf(stop: number): string {
    const { stops } = this.#core.control
    const name = LEVEL_NAMES[stops.levels[stop]!] ?? ''
    return `${name} for ${stops.scopes.text(stop) || 'the firm'}: ${stops.reasons.text(stop)}`
  }

  #areAccountsHalted(): boolean {
    const { stops } = this.#core.control
    const halted = new Set<string>()
    for (let row = 0; row < stops.count; row++) if (stops.isHalted(row)) halted.add(stops.scopes.text(row))
    return this.#accounts.every((account) => halted.has(account))
  }

  #stops(): unknown[] {
    const { stops } = this.#core.control
    const rows = Array.from({ length: stops.count }, (_, row) => row).filter((row) => stops.levels[row]! > 0)
    return rows.map((row) => ({
      scope: stops.scopes.text(row) || 'firm',
      level: LEVEL_NAMES[stops.levels[row]!] ?? '',
      reason: stops.reasons.text(row),
      since: this.#time(stops.sinceNs[row]!),
    }))
  }

  #says(service: string, text: string): boolean {
    const { health } = this.#core
    const id = idIn(health.names, service)
    return id !== NOT_FOUND && health.statusTexts.text(id) === text
  }

  #isHeard(service: string): boolean {
    return idIn(this.#core.health.names, service) !== NOT_FOUND
  }

  #halt(): unknown {
    const { control } = this.#core
    const { log, haltRow, stops } = control
    return {
      since: this.#time(stops.sinceNs[FIRM]!),
      reason: stops.reasons.text(FIRM),
      actor: log.actors.text(haltRow) || sourceOf(log.isOperator[haltRow]!),
      gateway: this.#time(control.gatewayHaltedNs),
      ems: this.#time(control.emsHaltedNs),
      cancelled: plain(log.cancelCounts[haltRow]!),
      cancelNs: plain(log.lastCancelNs[haltRow]! - log.decidedNs[haltRow]!),
    }
  }

  #request(row: number): unknown {
    const { log } = this.#core.control
    return {
      time: this.#time(log.timesNs[row]!),
      source: sourceOf(log.isOperator[row]!),
      action: this.#actionName(row),
      scope: log.scopes.text(row) || 'firm',
      actor: log.actors.text(row),
      reason: log.reasons.text(row),
      answer: ANSWER_NAMES[log.answers[row]!],
      reply: log.replies.text(row),
      cancelled: plain(log.cancelCounts[row]!),
      cancelNs: plain(log.lastCancelNs[row]! - log.decidedNs[row]!),
    }
  }

  #actionName(row: number): string {
    const { log } = this.#core.control
    if (log.isMass[row] === 1) return 'cancel-all'
    const type = log.types[row]!
    if (type === PARTY_ACTION_TYPE.HALT_TRADING) return 'halt'
    if (type === PARTY_ACTION_TYPE.REINSTATE) return 'release'
    return LEVEL_NAMES[log.actions[row]!] ?? 'suspend'
  }

  #position(row: number): unknown {
    const { positions } = this.#core
    const index = positions.instruments[row]!
    return {
      account: nameIn(positions.owners, positions.accounts[row]!),
      strategy: nameIn(positions.owners, positions.strategies[row]!),
      instrument: this.#instruments.ids[index],
      qty: this.#market.qty(index, positions.qtyE8s[row]!),
      side: Math.sign(positions.qtyE8s[row]!),
      average: this.#market.price(index, positions.averageE8s[row]!),
      mark: this.#market.price(index, positions.markE8s[row]!),
      currency: nameIn(positions.currencies, positions.currencyIds[row]!),
      realised: fixed(positions.realisedE8s[row]!, 2),
      unrealised: fixed(positions.unrealisedE8s[row]!, 2),
      fees: fixed(positions.feesE8s[row]!, 2),
      total: fixed(positions.totalE8s[row]!, 2),
    }
  }

  #time(ns: number): number | typeof UNKNOWN {
    return epochMs(this.#sessionEpochMs, ns)
  }
}

interface Totals {
  realised: number
  unrealised: number
  fees: number
  /** Positions without a mark: their unrealised P&L is missing in the sum. */
  unmarked: number
}

function addTo(totals: Map<number, Totals>, currency: number, core: ConsoleCore, row: number): void {
  const { positions } = core
  const sum = totals.get(currency) ?? { realised: 0, unrealised: 0, fees: 0, unmarked: 0 }
  const unrealised = positions.unrealisedE8s[row]!
  sum.realised += positions.realisedE8s[row]!
  sum.fees += positions.feesE8s[row]!
  if (Number.isNaN(unrealised)) sum.unmarked += positions.qtyE8s[row] === 0 ? 0 : 1
  else sum.unrealised += unrealised
  totals.set(currency, sum)
}

/** A limit in whole units when it is large, exact otherwise. */
function amount(e8: number): Text {
  return fixed(e8, Math.abs(e8) >= 1000 * E8 || e8 % E8 === 0 ? 0 : 4)
}

export function nameIn(table: AsciiTable, id: number): Text {
  return id === NOT_FOUND || id >= table.size ? UNKNOWN : table.text(id)
}

function idIn(table: AsciiTable, name: string): number {
  const bytes = Buffer.from(name, 'latin1')
  return table.find(bytes, 0, bytes.length)
}

function sourceOf(isOperator: number): string {
  return isOperator === 1 ? 'operator' : 'risk-engine'
}

const ANSWER_NAMES = { [ANSWER.NONE]: '', [ANSWER.ACCEPTED]: 'accepted', [ANSWER.REFUSED]: 'refused' } as Readonly<
  Record<number, string>
>

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  [RISK_ACTION.NORMAL]: 'normal',
  [RISK_ACTION.WARN]: 'warn',
  [RISK_ACTION.WIDEN]: 'widen',
  [RISK_ACTION.REDUCE_ONLY]: 'reduce-only',
  [RISK_ACTION.CANCEL_ALL]: 'cancel-all',
  [RISK_ACTION.HALT]: 'halt',
}

const ROLE_NAMES: Readonly<Record<number, string>> = {
  [PARTY_ROLE.EXECUTING_FIRM]: 'firm',
  [PARTY_ROLE.CUSTOMER_ACCOUNT]: 'account',
  [PARTY_ROLE.ORDER_ORIGINATION_TRADER]: 'strategy',
}
