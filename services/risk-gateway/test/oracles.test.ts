/**
 * The pre-trade oracles, through an adapter from their field names to ours. What is not built is skipped by name, never
 * silently.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decimalE8 } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../src/core/check-catalogue.ts'
import { decide } from '../src/core/decide.ts'
import { LATCH_KILL } from '../src/core/latch-table.ts'
import { MarketMakerProtection } from '../src/core/market-maker-protection.ts'
import { BUY, SELL } from '../src/core/order-request.ts'
import { SlidingWindow, TokenBucket } from '../src/core/rate-limits.ts'
import { RecentOrders } from '../src/core/recent-orders.ts'
import { MARKET_CLOSED } from '../src/core/reference-table.ts'
import { TripCounters } from '../src/core/trip-counters.ts'
import { breachNames, buildTables, setScopes } from './decision-world.ts'

const DIR = process.env['REFLEX_ORACLES'] ?? fileURLToPath(new URL('../../../../shared/oracles', import.meta.url))

interface Oracle<I, O> {
  cases: { id: string; in: I; out: O }[]
}

function load<I, O>(name: string): Oracle<I, O> | undefined {
  const path = join(DIR, `${name}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Oracle<I, O>) : undefined
}

interface DecisionCase {
  order: { clOrdId: string; side: 'B' | 'S'; qty: number; ordType: string; pxTicks: number | null }
  instrument: { lot: number; minQty: number; tickStep: number; multiplier: number; shortSellRestricted: boolean }
  limits: Record<string, number> & { collarMode: string }
  state: {
    kill: boolean
    marketOpen: boolean
    symbolKnown: boolean
    accountKnown: boolean
    restricted: boolean
    seenClOrdIds: string[]
    md: { bid: number | null; ask: number | null; quoteAgeMs: number; last: number | null; lastAgeMs: number }
    openOrders: number
    position: number
    openBuyQty: number
    openSellQty: number
    otherGrossNotionalTicks: number
    usedCreditTicks: number
    dayPnlTicks: number
    ownBestAsk: number | null
    ownBestBid: number | null
  }
}

interface DecisionResult {
  accept: boolean
  breaches: string[]
  first: string | null
  ordRejReason: { fix50sp2: number; fix44: number } | null
}

const NOW_NS = 1e12
const ACCOUNT_ROW = 1

/** Money units are half a tick times one lot. */
function decideCase({ order, instrument, limits: given, state: world }: DecisionCase): DecisionResult {
  const size = { accounts: 1, strategies: 1, instruments: 1, venues: 1, underlyings: 1 }
  const tables = buildTables(size, given['maxQuoteAgeMs']! * 1e6, given['maxLastAgeMs']! * 1e6)
  const { state, limits, request, decision } = tables
  const key = state.scopes.instrument(0)
  state.instruments.lotStep[0] = instrument.lot
  state.instruments.minLots[0] = instrument.minQty
  state.instruments.tickStep[0] = instrument.tickStep
  state.instruments.moneyPerHalfTickLot[0] = instrument.multiplier
  state.instruments.isLive[0] = world.symbolKnown ? 1 : 0
  state.instruments.isShortSellRestricted[0] = instrument.shortSellRestricted ? 1 : 0
  limits.isReductionExempt = false
  limits.collarBps[key] = given['collarBps']!
  limits.collarTicks[key] = given['collarTicks']!
  limits.isCollarAggressive[key] = given.collarMode === 'aggressive' ? 1 : 0
  limits.orderQtyLots[ACCOUNT_ROW] = given['maxOrderQty']!
  limits.orderNotional[ACCOUNT_ROW] = 2 * given['maxOrderNotionalTicks']!
  limits.openOrders[ACCOUNT_ROW] = given['maxOpenOrders']!
  limits.longBase[ACCOUNT_ROW] = given['maxLong']!
  limits.shortBase[ACCOUNT_ROW] = given['maxShort']!
  limits.gross[ACCOUNT_ROW] = 2 * given['maxGrossNotionalTicks']!
  limits.marginBps[ACCOUNT_ROW] = given['marginBps']!
  limits.credit[ACCOUNT_ROW] = 2 * given['creditTicks']!
  limits.dayLoss[ACCOUNT_ROW] = 2 * given['maxDailyLossTicks']!
  limits.isPermitted[0] = world.accountKnown ? 1 : 0
  limits.isRestricted[0] = world.restricted ? 1 : 0
  if (world.kill) state.latches.latch(0, LATCH_KILL, NOW_NS, -1, -1)
  if (!world.marketOpen) state.references.marketState[0] = MARKET_CLOSED
  const { md } = world
  state.references.onQuote(0, NOW_NS - md.quoteAgeMs * 1e6, md.bid ?? Number.NaN, md.ask ?? Number.NaN)
  if (md.last !== null) state.references.onTrade(0, NOW_NS - md.lastAgeMs * 1e6, md.last)
  state.exposures.addPosition(ACCOUNT_ROW, 0, world.position)
  state.exposures.addOpen(0, 0, 0, BUY, world.openBuyQty)
  state.exposures.addOpen(0, 0, 0, SELL, world.openSellQty)
  state.exposures.openOrders[ACCOUNT_ROW] = world.openOrders
  state.exposures.grossSum[ACCOUNT_ROW]! += 2 * world.otherGrossNotionalTicks
  state.exposures.reserved[ACCOUNT_ROW] =
    2 * world.usedCreditTicks - state.exposures.marginUsed(ACCOUNT_ROW, given['marginBps']!)
  state.losses.onPnl(0, 0, 2 * world.dayPnlTicks)
  if (world.ownBestAsk !== null) state.ownQuotes.add(0, SELL, world.ownBestAsk)
  if (world.ownBestBid !== null) state.ownQuotes.add(0, BUY, world.ownBestBid)
  request.nowNs = NOW_NS
  request.sendingNs = NOW_NS
  request.account = 0
  request.strategy = 0
  request.instrument = 0
  request.side = order.side === 'B' ? BUY : SELL
  request.qtyLots = order.qty
  request.ordType = order.ordType.charCodeAt(0)
  request.hasPrice = order.pxTicks !== null
  request.priceTicks = order.pxTicks ?? 0
  request.isDuplicate = world.seenClOrdIds.includes(order.clOrdId)
  setScopes(tables)
  decide(request, state, limits, decision)
  const first = CHECKS[decision.first]
  return {
    accept: decision.isAccepted,
    breaches: breachNames(decision),
    first: first?.name ?? null,
    ordRejReason: first === undefined ? null : { fix50sp2: first.ordRejReason, fix44: first.ordRejReason44 },
  }
}

const decisions = load<DecisionCase, DecisionResult>('pretrade_decisions')

describe.skipIf(decisions === undefined)('pretrade_decisions', () => {
  test.each(decisions?.cases ?? [])('$id', ({ in: input, out }) => {
    expect(decideCase(input)).toEqual(out)
  })
})

interface ThrottleCase {
  kind: string
  max: number
  windowMs: number
  capacity: number
  ratePerMs: number
  maxExecutions: number
  maxSame: number
  intervalMs: number
  frozenMs: number
  qtyLimit: number
  deltaLimit: number
  vegaLimit: number
  t: number[]
  events: string[]
  orders: [t: number, symbol: string, side: string, qty: number, price: number][]
}

type ProtectionEvent = [ms: number, kind: string, qty?: number, delta?: number, vega?: number]

const THROTTLES: Record<string, (input: ThrottleCase) => (boolean | null | string)[]> = {
  slidingWindow({ max, windowMs, t }) {
    const window = new SlidingWindow(max, windowMs * 1e6)
    return t.map((ms) => {
      const hasRoom = window.hasRoom(ms * 1e6, 1)
      if (hasRoom) window.take(ms * 1e6)
      return hasRoom
    })
  },
  tokenBucket({ capacity, ratePerMs, t }) {
    const bucket = new TokenBucket(capacity, ratePerMs * 1000)
    return t.map((ms) => {
      const hasRoom = bucket.hasRoom(ms * 1e6, 1)
      if (hasRoom) bucket.take(ms * 1e6)
      return hasRoom
    })
  },
  repeatedExecution({ maxExecutions, events }) {
    const tables = buildTables({ accounts: 1, strategies: 1, instruments: 1, venues: 1, underlyings: 1 })
    const { state, limits, request, decision } = tables
    const key = state.scopes.strategy(0)
    limits.repeatedExecutions[key] = maxExecutions
    const trips = new TripCounters(state, limits, { losePositions() {}, reconcileSoon() {} })
    return events.map((event) => {
      if (event === 'exec') trips.onExecuted(0, 0, 0, 1)
      if (event === 'reenable') {
        state.latches.release(key, -1, -1)
        state.executions[key] = 0
      }
      if (event !== 'order') return null
      request.strategy = 0
      setScopes(tables)
      decide(request, state, limits, decision)
      return !breachNames(decision).includes('REPEATED_EXECUTION')
    })
  },
  marketMakerProtection({ intervalMs, frozenMs, qtyLimit, deltaLimit, vegaLimit, events }) {
    const protection = new MarketMakerProtection(1, 1)
    // Exact decimals: scaled to whole numbers by their text, not by a float product.
    const e8 = (value: number) => decimalE8(String(Math.abs(value))) * Math.sign(value)
    const limits = { qty: e8(qtyLimit), delta: e8(deltaLimit), vega: e8(vegaLimit) }
    protection.protect(0, 0, { ...limits, intervalNs: intervalMs * 1e6, frozenNs: frozenMs * 1e6 })
    return (events as unknown as ProtectionEvent[]).map(([ms, kind, qty = 0, delta = 0, vega = 0]) => {
      if (kind === 'reset') protection.reset(0)
      if (kind === 'reset') return kind
      if (ms * 1e6 < protection.frozenUntilNs(0, 0)) return 'frozen'
      return protection.onFill(ms * 1e6, 0, 0, e8(qty), e8(delta), e8(vega)) ? 'trigger' : 'ok'
    })
  },
  duplicateEconomics({ maxSame, windowMs, orders }) {
    const recent = new RecentOrders(maxSame, windowMs * 1e6, 1024)
    const keys = [...new Set(orders.map(([, symbol, side]) => symbol + side))]
    return orders.map(([ms, symbol, side, qty, price]) => {
      const key = keys.indexOf(symbol + side)
      const isAllowed = recent.countSame({ nowNs: ms * 1e6, qtyLots: qty, priceTicks: price }, key) + 1 <= maxSame
      if (isAllowed) recent.add({ nowNs: ms * 1e6, qtyLots: qty, priceTicks: price }, key)
      return isAllowed
    })
  },
}

const throttles = load<ThrottleCase, { pass?: (boolean | null)[]; state?: string[] }>('pretrade_throttles')

describe.skipIf(throttles === undefined)('pretrade_throttles', () => {
  for (const { id, in: input, out } of throttles?.cases ?? []) {
    const run = THROTTLES[input.kind]
    test(`${id} ${input.kind}`, () => {
      expect(run, `no adapter for throttles of the kind ${input.kind}`).toBeDefined()
      expect(run!(input)).toEqual(out.pass ?? out.state)
    })
  }
})
