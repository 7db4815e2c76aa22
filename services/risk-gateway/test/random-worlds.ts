/**
 * Random worlds, the same for the naive twin and for the tables: limits, positions, orders, prices, latches. Every draw
 * from one Prng.
 */

import type { Prng } from '@reflex/base'
import { LATCH_EXECUTIONS, LATCH_KILL, LATCH_LOSS, LATCH_REJECTS } from '../src/core/latch-table.ts'
import { BUY, SELL } from '../src/core/order-request.ts'
import { OrderTable } from '../src/core/order-table.ts'
import { copyInstruments, copyLimits, type Pair, scopesOf } from './copy-world.ts'
import { buildTables, type Size, setScopes } from './decision-world.ts'
import type { NaiveInstrument, NaiveLimits, NaiveOrder, NaiveWorld } from './naive-world.ts'

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
    recent: [],
    sameMax: chance(prng, 0.4) ? between(prng, 1, 3) : null,
    sameNs: between(prng, 1, 20) * 1e6,
    frozenUntil: {},
    flatteners: Array.from({ length: size.strategies }, (_, s) => s).filter(() => chance(prng, 0.15)),
    everHeld: new Set(),
    greeksAgeMaxNs: 1e9,
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
  const share = chance(prng, 0.5) ? 0.2 : 1
  for (const scope of scopesOf(size)) naive.limits[scope] = randomLimits(prng, size, share)
  copyInstruments(pair)
  copyLimits(pair)
  randomState(prng, pair)
  return pair
}

function grid(rows: number, columns: number, value: () => boolean): boolean[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, value))
}

function randomInstrument(prng: Prng, i: number, size: Size, nowNs: number): NaiveInstrument {
  const hasQuote = chance(prng, 0.9)
  const mid = between(prng, PRICE - 5, PRICE + 5)
  const isInverse = chance(prng, 0.2)
  const ageNs = chance(prng, 0.9) ? 0 : [1e9, 1e9 + 1, 3e9][prng.nextInt(3)]!
  return {
    venue: i % size.venues,
    underlying: i % size.underlyings,
    isLive: chance(prng, 0.98),
    isOpen: chance(prng, 0.98),
    lotStep: chance(prng, 0.8) ? 1 : 5,
    minQty: between(prng, 1, 3),
    tickStep: chance(prng, 0.8) ? 1 : 5,
    basePerLot: isInverse ? 0 : between(prng, 1, 3),
    moneyPerHalfTickLot: isInverse ? 0 : between(prng, 1, 4),
    moneyPerLot: isInverse ? between(prng, 1, 4) * 2 * PRICE : 0,
    inverseBase: isInverse ? between(prng, 1000, 9000) : 0,
    adv: chance(prng, 0.6) ? between(prng, 100, 2000) : null,
    unitDelta: between(prng, -3, 3),
    unitVega: between(prng, -2, 4),
    greeksNs: nowNs - (chance(prng, 0.8) ? 0 : [1e9, 1e9 + 1][prng.nextInt(2)]!),
    isShortRestricted: chance(prng, 0.05),
    bid: hasQuote ? mid - 1 : null,
    ask: hasQuote ? mid + between(prng, 1, 2) : null,
    quoteNs: nowNs - ageNs,
    last: chance(prng, 0.5) ? mid : null,
    lastNs: nowNs - (chance(prng, 0.7) ? 0 : [5e9, 5e9 + 1][prng.nextInt(2)]!),
  }
}

/** @param share of the limits that there could be: calm worlds let most orders pass. */
function randomLimits(prng: Prng, size: Size, share: number): NaiveLimits {
  const some = (p: number, limit: NaiveLimits): NaiveLimits => (chance(prng, p * share) ? limit : {})
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
    ...some(0.2, { bucket: { capacity: between(prng, 1, 6), perSecond: between(prng, 1, 900) } }),
    ...some(0.2, { advBps: between(prng, 50, 5000) }),
    ...some(0.2, { delta: Array.from({ length: size.underlyings }, () => between(prng, 20, 600)) }),
    ...some(0.2, { vega: between(prng, 20, 600) }),
    ...some(0.2, { orderBase: Array.from({ length: size.underlyings }, () => between(prng, 10, 100)) }),
    ...some(0.05, { ordTypes: '2' }),
    ...some(0.05, { tifs: '03' }),
    ...some(0.3, { window: { max: between(prng, 1, 8), ns: between(prng, 1, 10) * 1e6 } }),
  }
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
    for (const [name, cause, kinds] of [
      ['EXECUTIONS', LATCH_EXECUTIONS, 'S'],
      ['REJECTS', LATCH_REJECTS, 'SV'],
    ] as const) {
      if (!kinds.includes(scope[0]!) || !chance(prng, 0.02)) continue
      naive.latched[scope] = [...(naive.latched[scope] ?? []), name]
      state.latches.trip(key, cause, nowNs)
    }
    if ('FAS'.includes(scope[0]!) && chance(prng, 0.02)) {
      naive.latched[scope] = [...(naive.latched[scope] ?? []), 'LOSS']
      state.latches.latch(key, LATCH_LOSS, nowNs, -1, -1)
    }
  })
  for (let s = 0; s < size.strategies; s++) {
    const pnl = between(prng, -12_000, 8000)
    naive.pnl[`S${s}`] = BigInt(pnl)
    naive.highWater[`S${s}`] = BigInt(Math.max(0, pnl))
    state.losses.onStrategyPnl(s, 0, pnl)
    if (!chance(prng, 0.1)) continue
    const underlying = prng.nextInt(size.underlyings)
    const untilNs = nowNs + between(prng, 0, 20) * 1e6
    naive.frozenUntil[`S${s}/${underlying}`] = untilNs
    state.protection.isOn = true
    state.protection.restore(s, underlying, untilNs)
  }
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
  if (lots !== 0) naive.everHeld.add(instrument)
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
  naive.everHeld.add(order.instrument)
  slots.set(order, orders.open(request, orders.ids.internString(order.id), order.cum))
}

export function closeOrder(pair: Pair, order: NaiveOrder): void {
  pair.orders.close(pair.slots.get(order)!)
  pair.slots.delete(order)
  pair.naive.orders.splice(pair.naive.orders.indexOf(order), 1)
}
