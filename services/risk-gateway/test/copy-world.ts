/** A naive world and the tables of the gateway that say the same. */

import type { OrderTable } from '../src/core/order-table.ts'
import { SlidingWindow, TokenBucket } from '../src/core/rate-limits.ts'
import { RecentOrders } from '../src/core/recent-orders.ts'
import { MARKET_CLOSED, MARKET_OPEN } from '../src/core/reference-table.ts'
import type { Size, Tables } from './decision-world.ts'
import type { NaiveLimits, NaiveOrder, NaiveWorld } from './naive-world.ts'

export interface Pair {
  readonly size: Size
  readonly naive: NaiveWorld
  readonly tables: Tables
  readonly orders: OrderTable
  /** Slots of the naive orders. */
  readonly slots: Map<NaiveOrder, number>
  nowNs: number
  nextId: number
}

/** Scope names with their keys, in the order of the keys. */
export function scopesOf(size: Size): string[] {
  const members = (letter: string, count: number) => Array.from({ length: count }, (_, i) => letter + i)
  return [
    'F',
    ...members('A', size.accounts),
    ...members('S', size.strategies),
    ...members('I', size.instruments),
    ...members('V', size.venues),
  ]
}

export function copyInstruments({ naive, tables }: Pair): void {
  const { instruments, references, exposures } = tables.state
  naive.instruments.forEach((instrument, i) => {
    instruments.isLive[i] = instrument.isLive ? 1 : 0
    instruments.lotStep[i] = instrument.lotStep
    instruments.minLots[i] = instrument.minQty
    instruments.tickStep[i] = instrument.tickStep
    instruments.baseE8PerLot[i] = instrument.basePerLot
    instruments.moneyPerHalfTickLot[i] = instrument.moneyPerHalfTickLot
    instruments.moneyPerLot[i] = instrument.moneyPerLot
    instruments.inverseBaseE8[i] = instrument.inverseBase
    instruments.advLots[i] = instrument.adv ?? Number.POSITIVE_INFINITY
    instruments.isShortSellRestricted[i] = instrument.isShortRestricted ? 1 : 0
    references.marketState[i] = instrument.isOpen ? MARKET_OPEN : MARKET_CLOSED
    if (instrument.bid !== null) references.onQuote(i, instrument.quoteNs, instrument.bid, instrument.ask!)
    if (instrument.last !== null) references.onTrade(i, instrument.lastNs, instrument.last)
    const { greeks } = exposures
    greeks.isOn = true
    greeks.isOwn[i] = instrument.inverseBase > 0 ? 1 : 0
    greeks.toldNs[i] = instrument.greeksNs
    const own = instrument.inverseBase > 0 ? 0 : instrument.unitDelta
    exposures.onGreeks(i, own, instrument.unitVega)
    exposures.onMark(i, references.mark2[i]!)
    // Its own delta moves with the mark and takes vega along; this world gives it some.
    if (instrument.inverseBase > 0) exposures.onGreeks(i, instruments.baseE8PerLot[i]!, instrument.unitVega)
  })
}

export function copyLimits(pair: Pair): void {
  const { naive, tables, size } = pair
  const { limits, state } = tables
  const windows = state.windows as (SlidingWindow | null)[]
  const buckets = state.buckets as (TokenBucket | null)[]
  limits.greeksAgeMaxNs = naive.greeksAgeMaxNs
  for (const s of naive.flatteners) limits.isFlattener[s] = 1
  if (naive.sameMax !== null) state.recentOrders = new RecentOrders(naive.sameMax, naive.sameNs, 1024)
  limits.isReductionExempt = naive.isReductionExempt
  naive.permitted.forEach((row, s) => {
    row.forEach((isAllowed, a) => {
      limits.isPermitted[s * size.accounts + a] = isAllowed ? 1 : 0
    })
  })
  naive.tradable.forEach((row, s) => {
    row.forEach((isAllowed, i) => {
      limits.isTradable[s * size.instruments + i] = isAllowed ? 1 : 0
    })
  })
  naive.restricted.forEach((row, a) => {
    row.forEach((isRestricted, i) => {
      limits.isRestricted[a * size.instruments + i] = isRestricted ? 1 : 0
    })
  })
  state.readiness.missing = naive.missing.reduce((bits, name) => bits | MISSING_BITS[name]!, 0)
  scopesOf(size).forEach((scope, key) => {
    const own = naive.limits[scope]!
    const { rowCount } = state.scopes
    const isRow = key < rowCount
    const instrument = scope[0] === 'I' ? Number(scope.slice(1)) : -1
    for (let i = 0; i < size.instruments; i++) {
      if (!isRow && i !== instrument) continue
      const cell = (isRow ? key : rowCount) * size.instruments + i
      if (own.orderQty !== undefined && scope !== 'F') limits.orderQtyLots[cell] = own.orderQty
      if (own.orderMoney !== undefined) limits.orderNotional[cell] = Number(own.orderMoney)
    }
    if (isRow) copyRowLimits(pair, key, own)
    if (instrument >= 0) {
      limits.longLots[instrument] = own.long?.[0] ?? Number.POSITIVE_INFINITY
      limits.shortLots[instrument] = own.short?.[0] ?? Number.POSITIVE_INFINITY
    }
    limits.openOrders[key] = own.openOrders ?? Number.POSITIVE_INFINITY
    limits.collarBps[key] = own.collarBps ?? Number.POSITIVE_INFINITY
    limits.collarTicks[key] = own.collarTicks ?? 0
    limits.isCollarAggressive[key] = own.isCollarAggressive === true ? 1 : 0
    limits.repeatedExecutions[key] = own.executions ?? Number.POSITIVE_INFINITY
    limits.rejectStorm[key] = own.rejects ?? Number.POSITIVE_INFINITY
    limits.orderAgeNs[key] = own.ageNs ?? Number.POSITIVE_INFINITY
    if (own.bucket !== undefined && scope[0] !== 'I') {
      const { capacity, perSecond } = own.bucket
      buckets[key] = new TokenBucket(capacity, perSecond)
    }
    limits.advBps[key] = 'SI'.includes(scope[0]!) ? (own.advBps ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
    if (own.ordTypes !== undefined) limits.ordTypeMask[key] = maskOf(own.ordTypes)
    if (own.tifs !== undefined) limits.timeInForceMask[key] = maskOf(own.tifs)
    if (own.window !== undefined && scope[0] !== 'I') windows[key] = new SlidingWindow(own.window.max, own.window.ns)
  })
}

function maskOf(codes: string): number {
  return [...codes].reduce((mask, code) => mask | (1 << Number(code)), 0)
}

const MISSING_BITS: Readonly<Record<string, number>> = { POSITIONS: 1, ORDERS: 2, OMS: 4, ENGINE: 8, EMS: 16 }

function copyRowLimits({ tables, size }: Pair, row: number, own: NaiveLimits): void {
  const { limits } = tables
  const unlimited = Number.POSITIVE_INFINITY
  for (let u = 0; u < size.underlyings; u++) {
    limits.longBase[row * size.underlyings + u] = own.long?.[u] ?? unlimited
    limits.shortBase[row * size.underlyings + u] = own.short?.[u] ?? unlimited
    limits.deltaBase[row * size.underlyings + u] = own.delta?.[u] ?? unlimited
    limits.orderBase[row * size.underlyings + u] = own.orderBase?.[u] ?? unlimited
  }
  limits.vega[row] = own.vega ?? unlimited
  limits.gross[row] = own.gross === undefined ? unlimited : Number(own.gross)
  limits.net[row] = own.net === undefined ? unlimited : Number(own.net)
  limits.credit[row] = own.credit === undefined ? unlimited : Number(own.credit)
  limits.marginBps[row] = own.marginBps ?? 0
  limits.dayLoss[row] = own.dayLoss === undefined ? unlimited : Number(own.dayLoss)
  limits.drawdown[row] = own.drawdown === undefined ? unlimited : Number(own.drawdown)
}
