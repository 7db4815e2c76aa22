import type { ExposureTable } from './exposure-table.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { LatchTable } from './latch-table.ts'
import type { LossTable } from './loss-table.ts'
import type { MarketMakerProtection } from './market-maker-protection.ts'
import type { OwnQuotes } from './own-quotes.ts'
import type { SlidingWindow, TokenBucket } from './rate-limits.ts'
import type { RecentOrders } from './recent-orders.ts'
import type { ReferenceTable } from './reference-table.ts'
import type { Scopes } from './scopes.ts'

/**
 * Everything a decision reads. Who changes it: the adapters of gateway-core.ts, one message at a time; the checks never
 * do.
 */
export interface RiskState {
  readonly scopes: Scopes
  readonly instruments: InstrumentTable
  readonly exposures: ExposureTable
  readonly references: ReferenceTable
  readonly latches: LatchTable
  readonly losses: LossTable
  readonly ownQuotes: OwnQuotes
  readonly readiness: Readiness
  readonly recentOrders: RecentOrders
  readonly protection: MarketMakerProtection
  /** By scope key; null: no such throttle. */
  readonly windows: readonly (SlidingWindow | null)[]
  readonly buckets: readonly (TokenBucket | null)[]
  /** Executions since the last re-enable, and venue rejects in a row; by scope key. */
  readonly executions: Int32Array
  readonly rejects: Int32Array
}

/** What the gateway still misses, as bits. While any is set, new risk is refused. */
export const MISSING_POSITIONS = 1
export const MISSING_ORDERS = 2
export const MISSING_OMS = 4
export const MISSING_ENGINE = 8
export const MISSING_EMS = 16
export const MISSING_NAMES = ['POSITIONS', 'OPEN_ORDERS', 'OMS', 'RISK_ENGINE', 'EMS'] as const

/** Without these, what reduces risk cannot be told from what adds to it. */
export const MISSING_EXPOSURE = MISSING_POSITIONS | MISSING_ORDERS

export class Readiness {
  missing = MISSING_POSITIONS | MISSING_ORDERS | MISSING_OMS | MISSING_ENGINE | MISSING_EMS
}
