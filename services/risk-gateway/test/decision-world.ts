/**
 * The tables of a decision without messages: one account, one strategy, some instruments on some venues; everything set
 * by hand.
 */

import { CHECKS } from '../src/core/check-catalogue.ts'
import type { Decision } from '../src/core/decision.ts'
import { Decision as DecisionResult } from '../src/core/decision.ts'
import { ExposureTable } from '../src/core/exposure-table.ts'
import { InstrumentTable } from '../src/core/instrument-table.ts'
import { LatchTable } from '../src/core/latch-table.ts'
import { LimitTable } from '../src/core/limit-table.ts'
import { LossTable } from '../src/core/loss-table.ts'
import { MarketMakerProtection } from '../src/core/market-maker-protection.ts'
import { OrderRequest } from '../src/core/order-request.ts'
import { OwnQuotes } from '../src/core/own-quotes.ts'
import { RecentOrders } from '../src/core/recent-orders.ts'
import { ReferenceTable } from '../src/core/reference-table.ts'
import { Readiness, type RiskState } from '../src/core/risk-state.ts'
import { Scopes } from '../src/core/scopes.ts'

export interface Size {
  readonly accounts: number
  readonly strategies: number
  readonly instruments: number
  readonly venues: number
  readonly underlyings: number
}

export interface Tables {
  readonly state: RiskState & { recentOrders: RecentOrders }
  readonly limits: LimitTable
  readonly request: OrderRequest
  readonly decision: Decision
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`)

export function buildTables(size: Size, quoteAgeMaxNs = 1e9, lastAgeMaxNs = 5e9): Tables {
  const scopes = new Scopes({
    firm: 'F',
    accounts: names('A', size.accounts),
    strategies: names('S', size.strategies),
    instruments: names('I', size.instruments),
    venues: names('V', size.venues),
  })
  const instruments = new InstrumentTable(size.instruments, size.underlyings, 2)
  for (let i = 0; i < size.instruments; i++) {
    instruments.venue[i] = i % size.venues
    instruments.underlying[i] = i % size.underlyings
    instruments.tickE8[i] = 1e6
    instruments.lotE8[i] = 1e6
    instruments.baseE8PerLot[i] = 1
    instruments.moneyPerHalfTickLot[i] = 1
    instruments.ordTypeMask[i] = 0b110
    instruments.timeInForceMask[i] = 0b11011
  }
  instruments.siblings = names('', size.instruments).map((_, i) => Int32Array.of(i))
  const exposures = new ExposureTable(scopes, instruments)
  const ages = (ns: number) => new Float64Array(size.instruments).fill(ns)
  const state = {
    scopes,
    instruments,
    exposures,
    references: new ReferenceTable(instruments.venue, size.venues, ages(quoteAgeMaxNs), ages(lastAgeMaxNs)),
    latches: new LatchTable(scopes.keyCount),
    losses: new LossTable(scopes),
    ownQuotes: new OwnQuotes(size.instruments),
    readiness: new Readiness(),
    protection: new MarketMakerProtection(size.strategies, size.underlyings),
    recentOrders: new RecentOrders(Number.POSITIVE_INFINITY, 1, 1024),
    windows: new Array(scopes.keyCount).fill(null),
    buckets: new Array(scopes.keyCount).fill(null),
    executions: new Int32Array(scopes.keyCount),
    rejects: new Int32Array(scopes.keyCount),
  }
  state.readiness.missing = 0
  const limits = new LimitTable(scopes, instruments)
  return { state, limits, request: new OrderRequest(), decision: new DecisionResult(limits.observe, scopes.keyCount) }
}

/** After the indexes of the request have been set. */
export function setScopes({ state, request }: Tables): void {
  request.setScopes(state.scopes, state.instruments)
}

export function breachNames(decision: Decision): string[] {
  return CHECKS.filter((_, check) => (decision.breaches & (1 << check)) !== 0).map(({ name }) => name)
}
