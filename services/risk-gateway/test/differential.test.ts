/** The fast decision against its naive twin: random orders x limits x states, every breach compared. */

import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { CHECKS } from '../src/core/check-catalogue.ts'
import { economicsKey } from '../src/core/checks/form-checks.ts'
import { takeMessageRate } from '../src/core/checks/rate-checks.ts'
import { decide } from '../src/core/decide.ts'
import { BUY, SELL } from '../src/core/order-request.ts'
import type { Pair } from './copy-world.ts'
import { breachNames, setScopes } from './decision-world.ts'
import { naiveDecide } from './naive-gateway.ts'
import { economicsOf, openQty } from './naive-order.ts'
import type { NaiveIntent, NaiveOrder } from './naive-world.ts'
import { addPosition, between, chance, closeOrder, openOrder, PRICE, randomPair } from './random-worlds.ts'

const SEED = Number(process.env['REFLEX_SEED'] ?? 20_260_130)
const WORLDS = Number(process.env['REFLEX_WORLDS'] ?? 300)
const DECISIONS_PER_WORLD = 110

function randomIntent(prng: Prng, pair: Pair): NaiveIntent {
  const { size, naive } = pair
  const replaceable = naive.orders.filter((order) => order.pending === null)
  const replaces = replaceable.length > 0 && chance(prng, 0.25) ? replaceable[prng.nextInt(replaceable.length)]! : null
  const ordType = chance(prng, 0.9) ? '2' : chance(prng, 0.7) ? '1' : 'P'
  return {
    nowNs: pair.nowNs,
    sendingNs: pair.nowNs - (chance(prng, 0.8) ? 0 : between(prng, 0, 4) * 1e6),
    account: replaces?.account ?? (chance(prng, 0.97) ? prng.nextInt(size.accounts) : null),
    strategy: replaces?.strategy ?? (chance(prng, 0.97) ? prng.nextInt(size.strategies) : null),
    instrument: replaces?.instrument ?? (chance(prng, 0.97) ? prng.nextInt(size.instruments) : null),
    side: replaces?.side ?? (chance(prng, 0.5) ? 'B' : 'S'),
    qty: chance(prng, 0.95) ? between(prng, 1, 50) : between(prng, 0, 2),
    isOnLot: chance(prng, 0.98),
    price: ordType === '1' ? null : PRICE + between(prng, -12, 12) + (chance(prng, 0.05) ? between(prng, -60, 60) : 0),
    isOnTick: chance(prng, 0.98),
    ordType,
    tif: chance(prng, 0.95) ? '0134'[prng.nextInt(4)]! : '6',
    isDuplicate: chance(prng, 0.02),
    isCloseOnly: chance(prng, 0.08),
    replaces,
  }
}

function fill(pair: Pair, intent: NaiveIntent): void {
  const { request } = pair.tables
  request.clear()
  request.nowNs = intent.nowNs
  request.sendingNs = intent.sendingNs
  request.account = intent.account ?? -1
  request.strategy = intent.strategy ?? -1
  request.instrument = intent.instrument ?? -1
  request.side = intent.side === 'B' ? BUY : SELL
  request.qtyLots = intent.qty
  request.isOnLot = intent.isOnLot
  request.hasPrice = intent.price !== null
  request.priceTicks = intent.price ?? 0
  request.isOnTick = intent.isOnTick
  request.ordType = intent.ordType.charCodeAt(0)
  request.timeInForce = intent.tif.charCodeAt(0)
  request.isDuplicate = intent.isDuplicate
  request.isCloseOnly = intent.isCloseOnly
  if (intent.replaces !== null) {
    request.isReplace = true
    request.countedLots = openQty(intent.replaces)
    request.cumLots = intent.replaces.cum
  }
  setScopes(pair.tables)
}

/**
 * An accepted intent becomes an order, or a replace in flight; sometimes one that was refused does too, so that limits
 * are exceeded.
 */
function apply(pair: Pair, intent: NaiveIntent): void {
  const { tables, naive, orders, slots } = pair
  const { account, strategy, instrument, replaces } = intent
  if (account === null || strategy === null || instrument === null || intent.qty <= 0) return
  for (const scope of ['F', `A${account}`, `S${strategy}`, `V${naive.instruments[instrument]!.venue}`]) {
    naive.sent[scope] = [...(naive.sent[scope] ?? []), intent.nowNs]
  }
  takeMessageRate(tables.request, tables.state)
  const id = `N${pair.nextId++}`
  if (replaces !== null) {
    orders.startReplace(slots.get(replaces)!, tables.request, orders.ids.internString(id))
    replaces.pending = { qty: intent.qty, price: intent.price ?? replaces.price }
    return
  }
  if (tables.state.recentOrders.isOn) {
    naive.recent.push({ economics: economicsOf(intent), ns: intent.nowNs })
    tables.state.recentOrders.add(tables.request, economicsKey(tables.request))
  }
  const { side, qty, price } = intent
  const rests = price !== null && intent.tif !== '3' && intent.tif !== '4'
  openOrder(pair, { id, account, strategy, instrument, side, qty, cum: 0, price, pending: null, rests })
}

/** Something happens at a venue: a fill, an answer to a replace, an end. */
function event(prng: Prng, pair: Pair): void {
  const { naive, orders, slots } = pair
  if (chance(prng, 0.2)) moveQuote(prng, pair)
  const order = naive.orders[prng.nextInt(Math.max(1, naive.orders.length))]
  if (order === undefined) return
  const slot = slots.get(order)!
  switch (prng.nextInt(4)) {
    case 0:
      closeOrder(pair, order)
      break
    case 1:
      execute(prng, pair, order, slot)
      break
    case 2:
      if (order.pending !== null) orders.dropReplace(slot)
      order.pending = null
      break
    default:
      if (order.pending === null) return
      orders.restate(slot, order.pending.qty, order.pending.price ?? Number.NaN, orders.pendingId[slot]!)
      order.qty = order.pending.qty
      order.price = order.pending.price
      order.pending = null
  }
}

/** A new quote: marks move, and with them what positions are worth and what inverse contracts stand for. */
function moveQuote(prng: Prng, { naive, tables, nowNs, size }: Pair): void {
  const i = prng.nextInt(size.instruments)
  const instrument = naive.instruments[i]!
  const bid = PRICE + between(prng, -8, 6)
  const ask = bid + between(prng, 1, 3)
  Object.assign(instrument, { bid, ask, quoteNs: nowNs })
  const { references, exposures } = tables.state
  references.onQuote(i, nowNs, bid, ask)
  exposures.onMark(i, references.mark2[i]!)
}

function execute(prng: Prng, pair: Pair, order: NaiveOrder, slot: number): void {
  const open = openQty(order)
  if (open === 0) return
  const lots = between(prng, 1, open)
  order.cum += lots
  pair.orders.setCum(slot, order.cum)
  const signed = order.side === 'B' ? lots : -lots
  addPosition(pair, `A${order.account}`, order.instrument, signed)
  addPosition(pair, `S${order.strategy}`, order.instrument, signed)
}

test(`agrees with its naive twin, seed ${SEED}`, { timeout: 300_000 }, () => {
  let accepted = 0
  const seen: Record<string, number> = {}
  for (let w = 0; w < WORLDS; w++) {
    const prng = new Prng(SEED, w)
    const pair = randomPair(prng)
    const { request, state, limits, decision } = pair.tables
    let last: NaiveIntent | null = null
    for (let n = 0; n < DECISIONS_PER_WORLD; n++) {
      pair.nowNs += chance(prng, 0.3) ? 1e6 : 0
      // Sometimes the same again, as a strategy that went wrong would.
      const isAgain = last !== null && chance(prng, 0.15)
      const intent: NaiveIntent = isAgain ? { ...last!, nowNs: pair.nowNs } : randomIntent(prng, pair)
      last = intent.replaces === null ? intent : null
      fill(pair, intent)
      decide(request, state, limits, decision)
      const expected = naiveDecide(pair.naive, intent)
      const actual = breachNames(decision)
      if (actual.length !== expected.size || actual.some((name) => !expected.has(name))) {
        expect({ seed: SEED, world: w, decision: n, intent, breaches: actual }).toEqual({
          seed: SEED,
          world: w,
          decision: n,
          intent,
          breaches: [...expected],
        })
      }
      if (expected.size === 0) accepted++
      for (const name of expected) seen[name] = (seen[name] ?? 0) + 1
      if (expected.size === 0 || chance(prng, 0.2)) apply(pair, intent)
      if (chance(prng, 0.4)) event(prng, pair)
    }
  }
  expect(CHECKS.map(({ name }) => name).filter((name) => !(name in seen))).toEqual([])
  console.log(`${WORLDS * DECISIONS_PER_WORLD} decisions, ${accepted} accepted`, seen)
  expect(accepted).toBeGreaterThan((WORLDS * DECISIONS_PER_WORLD) / 50)
})
