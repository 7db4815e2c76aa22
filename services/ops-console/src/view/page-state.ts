/**
 * The state of the page in sections. A section is encoded again only when what it shows has changed, at most once a
 * refresh, and once for all pages; a page is sent the sections that are newer than what it has.
 */

import type { DeskConfig, Instruments } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import { MarketView } from './market-view.ts'
import { OrderView } from './order-view.ts'
import { RiskView } from './risk-view.ts'
import { ServiceView } from './service-view.ts'

const NS_PER_MS = 1e6

interface Section {
  readonly name: string
  /** Grows when the section must be encoded again; NaN: at each refresh (ages). */
  readonly version: () => number
  readonly encode: () => unknown
  encodedVersion: number
  json: string
  /** Refresh at which `json` changed last. */
  changedAt: number
}

export interface PageStateOptions {
  readonly core: ConsoleCore
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionEpochMs: number
  /** Audit records and a number that grows with them. */
  readonly audit: { readonly version: () => number; readonly recent: () => unknown[] }
}

export class PageState {
  readonly market: MarketView
  readonly #core: ConsoleCore
  readonly #sections: readonly Section[]
  readonly #sessionEpochMs: number
  #refreshes = 0

  constructor(options: PageStateOptions) {
    const { core, desk, instruments, sessionEpochMs, audit } = options
    this.#core = core
    this.#sessionEpochMs = sessionEpochMs
    this.market = new MarketView(core, instruments, sessionEpochMs)
    const orders = new OrderView(core, instruments, this.market, sessionEpochMs)
    const accounts = desk.accounts.map((account) => account.id)
    const risk = new RiskView({ core, instruments, market: this.market, sessionEpochMs, accounts })
    const services = new ServiceView(core, instruments, sessionEpochMs, desk.liveness.timeoutMs * NS_PER_MS)
    const always = (): number => Number.NaN
    this.#sections = [
      section('desk', constant, () => this.#desk(desk)),
      section('control', always, () => risk.control()),
      section('market', always, () => this.market.section()),
      section(
        'orders',
        () => core.orders.version,
        () => orders.orders(),
      ),
      section(
        'fills',
        () => core.fills.version,
        () => orders.fills(),
      ),
      section(
        'positions',
        () => core.positions.version,
        () => risk.positions(),
      ),
      section(
        'limits',
        () => core.limits.version,
        () => risk.limits(),
      ),
      section(
        'latency',
        () => core.hops.version,
        () => services.latency(),
      ),
      section('services', always, () => services.services()),
      section(
        'quality',
        () => core.quality.version + core.quality.measurements,
        () => services.quality(),
      ),
      section(
        'parameters',
        () => core.parameters.version,
        () => services.parameters(),
      ),
      section(
        'alerts',
        () => core.alerts.version,
        () => services.alerts(),
      ),
      section('audit', audit.version, audit.recent),
    ]
  }

  /** Encodes what has changed. @returns the number of this refresh. */
  refresh(): number {
    this.#refreshes++
    for (const one of this.#sections) {
      const version = one.version()
      if (version === one.encodedVersion) continue
      one.encodedVersion = version
      const json = JSON.stringify(one.encode())
      if (json === one.json) continue
      one.json = json
      one.changedAt = this.#refreshes
    }
    return this.#refreshes
  }

  /**
   * @param sinceRefresh what the reader has: 0 for nothing. @returns one JSON object: the time, and each section that
   * is newer.
   */
  json(sinceRefresh: number): string {
    const parts = [`"now":${this.#sessionEpochMs + Math.round(this.#core.nowNs / 1e3) / 1e3}`]
    for (const one of this.#sections) {
      if (one.changedAt > sinceRefresh) parts.push(`"${one.name}":${one.json}`)
    }
    return `{${parts.join(',')}}`
  }

  #desk(desk: DeskConfig): unknown {
    return {
      firm: desk.firm,
      sessionEpochMs: this.#sessionEpochMs,
      instruments: this.market.instruments(),
      strategies: desk.strategies.map((strategy) => strategy.id),
    }
  }
}

function constant(): number {
  return 1
}

function section(name: string, version: () => number, encode: () => unknown): Section {
  return { name, version, encode, encodedVersion: -1, json: '', changedAt: 0 }
}
