/**
 * Random worlds, the same for the naive twin and for the tables: limits, positions, orders, prices, latches. Every draw
 * from one Prng.
 */

import type { Prng } from '@reflex/base'
import { LATCH_KILL, LATCH_LOSS } from '../src/core/latch-table.ts'
import { BUY, SELL } from '../src/core/order-request.ts'
import { OrderTable } from '../src/core/order-table.ts'
import { SlidingWindow } from '../src/core/rate-limits.ts'
import { MARKET_CLOSED, MARKET_OPEN } from '../src/core/reference-table.ts'
import { buildTables, type Size, setScopes, type Tables } from './decision-world.ts'
import type { NaiveInstrument, NaiveLimits, NaiveOrder, NaiveWorld } from './naive-world.ts'

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

export const PRICE = 1000

export function chance(prng: Prng, p: number): boolean {
  return prng.nextBoolean(p)
}

export function between(prng: Prng, low: number, high: number): number {
  return low + prng.nextInt(high - low + 1)
}

export function randomPair(prng: Prng): Pair {
  const size: Size = {
    accounts: between(prng, 1, 3),
    strategies: between(prng, 1, 3),
    instruments: between(prng, 1, 5),
    venues: between(prng, 1, 3),
    underlyings: between(prng, 1, 2),
  }
  const tables = buildTables(size)
  const nowNs = 1e12
  const naive: NaiveWorld = {
    instruments: Array.from({ length: size.instruments }, (_, i) => randomInstrument(prng, i, size, nowNs)),
    orders: [],
    positions: {},
    pnl: {},
    highWater: {},
    limits: {},
    latched: {},
    levels: {},
    executions: {},
    rejects: {},
    sent: {},
    permitted: grid(size.strategies, size.accounts, () => chance(prng, 0.9)),
    tradable: grid(size.strategies, size.instruments, () => chance(prng, 0.95)),
    restricted: grid(size.accounts, size.instruments, () => chance(prng, 0.03)),
    missing: chance(prng, 0.1) ? [['POSITIONS'], ['ENGINE'], ['ORDERS', 'EMS']][prng.nextInt(3)]! : [],
    quoteAgeMaxNs: 1e9,
    lastAgeMaxNs: 5e9,
    isReductionExempt: chance(prng, 0.5),
  }
  const orders = new OrderTable(4096, tables.state.exposures, tables.state.ownQuotes, true)
  const pair: Pair = { size, naive, tables, orders, slots: new Map(), nowNs, nextId: 0 }
  for (const scope of scopesOf(size)) naive.limits[scope] = randomLimits(prng, size)
  copyInstruments(pair)
  copyLimits(pair)
  randomState(prng, pair)
  return pair
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

function grid(rows: number, columns: number, value: () => boolean): boolean[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, value))
}

function randomInstrument(prng: Prng, i: number, size: Size, nowNs: number): NaiveInstrument {
  const hasQuote = chance(prng, 0.9)
  const mid = between(prng, PRICE - 5, PRICE + 5)
  const ageNs = chance(prng, 0.9) ? 0 : [1e9, 1e9 + 1, 3e9][prng.nextInt(3)]!
  return {
    venue: i % size.venues,
    underlying: i % size.underlyings,
    isLive: chance(prng, 0.98),
    isOpen: chance(prng, 0.98),
    lotStep: chance(prng, 0.8) ? 1 : 5,
    minQty: between(prng, 1, 3),
    tickStep: chance(prng, 0.8) ? 1 : 5,
    basePerLot: between(prng, 1, 3),
    moneyPerHalfTickLot: between(prng, 1, 4),
    isShortRestricted: chance(prng, 0.05),
    bid: hasQuote ? mid - 1 : null,
    ask: hasQuote ? mid + between(prng, 1, 2) : null,
    quoteNs: nowNs - ageNs,
    last: chance(prng, 0.5) ? mid : null,
    lastNs: nowNs - (chance(prng, 0.7) ? 0 : [5e9, 5e9 + 1][prng.nextInt(2)]!),
  }
}

function randomLimits(prng: Prng, size: Size): NaiveLimits {
  const some = (p: number, limit: NaiveLimits): NaiveLimits => (chance(prng, p) ? limit : {})
  const money = (low: number, high: number) => BigInt(between(prng, low, high)) * 2000n
  const lots = () => Array.from({ length: size.underlyings }, () => between(prng, 20, 400))
  return {
    ...some(0.3, { orderQty: between(prng, 20, 60) }),
    ...some(0.3, { orderMoney: money(20, 300) }),
    ...some(0.3, { openOrders: between(prng, 3, 30) }),
    ...some(0.5, { long: lots() }),
    ...some(0.5, { short: lots() }),
    ...some(0.3, { gross: money(100, 4000) }),
    ...some(0.3, { net: money(100, 2000) }),
    ...some(0.2, { credit: money(10, 400), marginBps: between(prng, 0, 2000) }),
    ...some(0.2, { dayLoss: money(1, 10) }),
    ...some(0.2, { drawdown: money(1, 10) }),
    ...some(0.5, { collarBps: between(prng, 10, 300), collarTicks: between(prng, 0, 10) }),
    ...(chance(prng, 0.3) ? { isCollarAggressive: true } : {}),
    ...some(0.2, { executions: between(prng, 1, 20) }),
    ...some(0.2, { rejects: between(prng, 1, 10) }),
    ...some(0.3, { ageNs: between(prng, 0, 3) * 1e6 }),
    ...some(0.3, { window: { max: between(prng, 1, 8), ns: between(prng, 1, 10) * 1e6 } }),
  }
}

function copyInstruments({ naive, tables }: Pair): void {
  const { instruments, references, exposures } = tables.state
  naive.instruments.forEach((instrument, i) => {
    instruments.isLive[i] = instrument.isLive ? 1 : 0
    instruments.lotStep[i] = instrument.lotStep
    instruments.minLots[i] = instrument.minQty
    instruments.tickStep[i] = instrument.tickStep
    instruments.baseE8PerLot[i] = instrument.basePerLot
    instruments.moneyPerHalfTickLot[i] = instrument.moneyPerHalfTickLot
    instruments.isShortSellRestricted[i] = instrument.isShortRestricted ? 1 : 0
    references.marketState[i] = instrument.isOpen ? MARKET_OPEN : MARKET_CLOSED
    if (instrument.bid !== null) references.onQuote(i, instrument.quoteNs, instrument.bid, instrument.ask!)
    if (instrument.last !== null) references.onTrade(i, instrument.lastNs, instrument.last)
    exposures.onMark(i, references.mark2[i]!)
  })
}

function copyLimits(pair: Pair): void {
  const { naive, tables, size } = pair
  const { limits, state } = tables
  const windows = state.windows as (SlidingWindow | null)[]
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
      const perHalfTickLot = BigInt(naive.instruments[i]!.moneyPerHalfTickLot)
      if (own.orderQty !== undefined && scope !== 'F') limits.orderQtyLots[cell] = own.orderQty
      if (own.orderMoney === undefined) continue
      limits.orderNotionalHalfTickLots[cell] = Number(own.orderMoney / perHalfTickLot)
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
    if (own.window !== undefined && scope[0] !== 'I') windows[key] = new SlidingWindow(own.window.max, own.window.ns)
  })
}

const MISSING_BITS: Readonly<Record<string, number>> = { POSITIONS: 1, ORDERS: 2, OMS: 4, ENGINE: 8, EMS: 16 }

function copyRowLimits({ tables, size }: Pair, row: number, own: NaiveLimits): void {
  const { limits } = tables
  const unlimited = Number.POSITIVE_INFINITY
  for (let u = 0; u < size.underlyings; u++) {
    limits.longBase[row * size.underlyings + u] = own.long?.[u] ?? unlimited
    limits.shortBase[row * size.underlyings + u] = own.short?.[u] ?? unlimited
  }
  limits.gross[row] = own.gross === undefined ? unlimited : Number(own.gross)
  limits.net[row] = own.net === undefined ? unlimited : Number(own.net)
  limits.credit[row] = own.credit === undefined ? unlimited : Number(own.credit)
  limits.marginBps[row] = own.marginBps ?? 0
  limits.dayLoss[row] = own.dayLoss === undefined ? unlimited : Number(own.dayLoss)
  limits.drawdown[row] = own.drawdown === undefined ? unlimited : Number(own.drawdown)
}

function randomState(prng: Prng, pair: Pair): void {
  const { naive, tables, size, nowNs } = pair
  const { state } = tables
  scopesOf(size).forEach((scope, key) => {
    if (chance(prng, 0.03)) {
      naive.latched[scope] = ['KILL']
      state.latches.latch(key, LATCH_KILL, nowNs, -1, -1)
    }
    if (chance(prng, 0.1)) {
      const level = between(prng, 1, 5)
      const untilNs = nowNs + between(prng, 0, 2) * 1e6
      naive.levels[scope] = { level, untilNs }
      state.latches.setLevel(key, prng.nextInt(2), level, untilNs)
    }
    naive.executions[scope] = prng.nextInt(15)
    state.executions[key] = naive.executions[scope]
    naive.rejects[scope] = prng.nextInt(8)
    state.rejects[key] = naive.rejects[scope]
    if ('FA'.includes(scope[0]!) && chance(prng, 0.02)) {
      naive.latched[scope] = [...(naive.latched[scope] ?? []), 'LOSS']
      state.latches.latch(key, LATCH_LOSS, nowNs, -1, -1)
    }
  })
  for (let a = 0; a < size.accounts; a++) {
    for (const pnl of [between(prng, -3000, 6000), between(prng, -12_000, 8000)]) {
      for (const row of ['F', `A${a}`]) {
        const before = row === 'F' ? (naive.pnl['F'] ?? 0n) - (naive.pnl[`A${a}`] ?? 0n) : 0n
        naive.pnl[row] = before + BigInt(pnl)
        naive.highWater[row] = [naive.highWater[row] ?? 0n, naive.pnl[row]].reduce((x, y) => (x > y ? x : y))
      }
      state.losses.onPnl(a, 0, pnl)
    }
  }
  for (const row of scopesOf(size).slice(1, 1 + size.accounts + size.strategies)) {
    for (let i = 0; i < size.instruments; i++)
      if (chance(prng, 0.6)) addPosition(pair, row, i, between(prng, -150, 150))
  }
}

export function addPosition({ naive, tables, size }: Pair, row: string, instrument: number, lots: number): void {
  const key = `${row}/${instrument}`
  naive.positions[key] = (naive.positions[key] ?? 0) + lots
  tables.state.exposures.addPosition(scopesOf(size).indexOf(row), instrument, lots)
}

export function openOrder(pair: Pair, order: NaiveOrder): void {
  const { tables, orders, naive, slots, nowNs } = pair
  const { request } = tables
  request.clear()
  request.nowNs = nowNs
  request.account = order.account
  request.strategy = order.strategy
  request.instrument = order.instrument
  request.side = order.side === 'B' ? BUY : SELL
  request.qtyLots = order.qty
  request.hasPrice = order.price !== null
  request.priceTicks = order.price ?? 0
  request.timeInForce = order.rests ? 48 : 51
  setScopes(tables)
  naive.orders.push(order)
  slots.set(order, orders.open(request, orders.ids.internString(order.id), order.cum))
}

export function closeOrder(pair: Pair, order: NaiveOrder): void {
  pair.orders.close(pair.slots.get(order)!)
  pair.slots.delete(order)
  pair.naive.orders.splice(pair.naive.orders.indexOf(order), 1)
}
