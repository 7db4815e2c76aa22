import { type AsciiTable, NOT_FOUND } from '@reflex/base'
import { type Instruments, PARTY_ACTION_TYPE, PARTY_ROLE, RISK_ACTION } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import { ANSWER } from '../core/control-log.ts'
import type { MarketView } from './market-view.ts'
import { epochMs, fixed, newestFirst, plain, type Text, UNKNOWN } from './number-text.ts'

const E8 = 1e8
const LOG_SHOWN = 20

/** What may be traded and how far: firm state, positions with P&L, limits with their use. */
export class RiskView {
  readonly #core: ConsoleCore
  readonly #instruments: Instruments
  readonly #market: MarketView
  readonly #sessionEpochMs: number

  constructor(core: ConsoleCore, instruments: Instruments, market: MarketView, sessionEpochMs: number) {
    this.#core = core
    this.#instruments = instruments
    this.#market = market
    this.#sessionEpochMs = sessionEpochMs
  }

  control(): unknown {
    const { control } = this.#core
    return {
      ...this.#firmState(),
      level: LEVEL_NAMES[control.level] ?? '',
      halt: control.isHalted ? this.#halt() : UNKNOWN,
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
    const { control } = this.#core
    if (control.isHalted) return { state: 'HALTED', why: control.log.reasons.text(control.haltRow) }
    if (this.#says('ems', 'halted')) return { state: 'HALTED', why: 'the ems says that it is halted' }
    if (control.level >= RISK_ACTION.CANCEL_ALL) return { state: 'CANCEL-ALL', why: 'risk engine' }
    if (control.level === RISK_ACTION.REDUCE_ONLY) return { state: 'REDUCE-ONLY', why: 'risk engine' }
    if (this.#says('risk-gateway', 'latched')) return { state: 'PARTLY HALTED', why: 'the gateway holds a latch' }
    if (!this.#isHeard('ems') || !this.#isHeard('risk-gateway')) {
      return { state: 'UNKNOWN', why: 'nothing heard of gateway or ems' }
    }
    return { state: 'TRADING', why: '' }
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
    const decidedNs = control.log.decidedNs[control.haltRow]!
    return {
      since: this.#time(control.haltedNs),
      reason: control.log.reasons.text(control.haltRow),
      actor: control.log.actors.text(control.haltRow) || sourceOf(control.log.isOperator[control.haltRow]!),
      gateway: this.#time(control.gatewayHaltedNs),
      ems: this.#time(control.emsHaltedNs),
      cancelled: control.cancelledOrders,
      cancelNs: plain(control.lastCancelNs - decidedNs),
    }
  }

  #request(row: number): unknown {
    const { log } = this.#core.control
    const place = [log.symbols.text(row), log.markets.text(row)].filter((part) => part !== '').join('@')
    const scope = [log.accounts.text(row), log.strategies.text(row), place].filter((part) => part !== '')
    return {
      time: this.#time(log.timesNs[row]!),
      source: sourceOf(log.isOperator[row]!),
      action: this.#actionName(row),
      scope: scope.join(' ') || 'firm',
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
