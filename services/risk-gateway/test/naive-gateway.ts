/**
 * The naive twin of the decision: domain.md 1.2 word by word, over plain lists, in exact integers. Slow and obvious.
 * Every sum is recomputed from orders and positions on each call.
 */

import { abs, economicsOf, max, openQty, sum, tokens } from './naive-order.ts'
import type { NaiveIntent, NaiveOrder, NaiveWorld } from './naive-world.ts'

export function naiveDecide(world: NaiveWorld, intent: NaiveIntent): Set<string> {
  const breaches = new Set<string>()
  const { account, strategy, instrument, side, qty, price, replaces } = intent
  const it = instrument === null ? null : world.instruments[instrument]!
  const scopes = [
    'F',
    ...(account === null ? [] : [`A${account}`]),
    ...(strategy === null ? [] : [`S${strategy}`]),
    ...(it === null ? [] : [`I${instrument}`, `V${it.venue}`]),
  ]
  const rows = scopes.filter((scope) => 'FAS'.includes(scope[0]!))
  const limitsOf = (scope: string) => world.limits[scope] ?? {}
  const inRow = (row: string, order: NaiveOrder) =>
    row === 'F' || (row[0] === 'A' ? order.account === Number(row.slice(1)) : order.strategy === Number(row.slice(1)))
  const position = (row: string, i: number): number =>
    row === 'F'
      ? Object.entries(world.positions)
          .filter(([key]) => key.startsWith('A') && key.endsWith(`/${i}`))
          .reduce((total, [, lots]) => total + lots, 0)
      : (world.positions[`${row}/${i}`] ?? 0)
  const open = (row: string, i: number, s: 'B' | 'S') =>
    world.orders
      .filter((order) => inRow(row, order) && order.instrument === i && order.side === s)
      .reduce((total, order) => total + openQty(order), 0)
  // What this message adds to its side: a replace only what exceeds what its order counts with already.
  const added = replaces === null ? qty : Math.max(0, qty - replaces.cum - openQty(replaces))
  const isNotLarger = replaces !== null && added === 0
  const reference2 = (): number | null => {
    if (it === null) return null
    const isFresh = intent.nowNs - it.quoteNs <= world.quoteAgeMaxNs
    if (it.bid !== null && it.ask !== null && isFresh) return it.bid + it.ask
    return it.last !== null && intent.nowNs - it.lastNs <= world.lastAgeMaxNs ? 2 * it.last : null
  }
  const mark2 = (i: number): bigint => {
    const { bid, ask, last } = world.instruments[i]!
    return BigInt(bid !== null && ask !== null ? bid + ask : last !== null ? 2 * last : 0)
  }
  const ref2 = reference2()

  const isReducing = (): boolean => {
    if (account === null || it === null) return false
    const members = world.instruments.flatMap((other, i) => (other.underlying === it.underlying ? [i] : []))
    const base = (lots: (i: number) => number) => members.reduce((total, i) => total + lots(i) * basePerLot(i), 0)
    const row = `A${account}`
    const long = base((i) => position(row, i) + open(row, i, 'B')) + added * basePerLot(instrument!)
    const short = base((i) => position(row, i) - open(row, i, 'S')) - added * basePerLot(instrument!)
    return side === 'B' ? long <= 0 : short >= 0
  }

  const isFlattening = intent.isCloseOnly && strategy !== null && world.flatteners.includes(strategy)
  if (it !== null && strategy !== null) {
    const until = world.frozenUntil[`S${strategy}/${it.underlying}`]
    if (until !== undefined && intent.nowNs < until && !isReducing()) breaches.add('MM_PROTECTION')
  }

  for (const scope of scopes) {
    const level = world.levels[scope]
    const levelNow = level !== undefined && intent.nowNs < level.untilNs ? level.level : 0
    if ((world.latched[scope] ?? []).includes('KILL') || levelNow >= 5) breaches.add('KILL')
    if (levelNow >= 3 && !isReducing()) breaches.add('REDUCE_ONLY')
  }
  if (intent.isCloseOnly && !isReducing()) breaches.add('REDUCE_ONLY')
  const isExposureKnown = !world.missing.includes('POSITIONS') && !world.missing.includes('ORDERS')
  if (world.missing.length > 0 && !(isExposureKnown && isReducing())) breaches.add('NOT_READY')
  if (it !== null && !it.isOpen) breaches.add('EXCHANGE_CLOSED')
  if (it === null || !it.isLive) breaches.add('UNKNOWN_SYMBOL')
  if (account === null || strategy === null || !world.permitted[strategy]![account]) breaches.add('UNKNOWN_ACCOUNT')
  if (strategy !== null && instrument !== null && !world.tradable[strategy]![instrument])
    breaches.add('UNKNOWN_ACCOUNT')
  if (strategy !== null && world.flatteners.includes(strategy) && !intent.isCloseOnly) breaches.add('UNKNOWN_ACCOUNT')
  if (account !== null && instrument !== null && world.restricted[account]![instrument]) breaches.add('RESTRICTED')
  if (intent.isDuplicate) breaches.add('DUPLICATE_CLORDID')
  if (it !== null) {
    if (!intent.isOnLot || qty <= 0 || qty < it.minQty || qty % it.lotStep !== 0) breaches.add('BAD_QTY')
    if (price !== null && (!intent.isOnTick || price <= 0 || price % it.tickStep !== 0)) breaches.add('BAD_TICK')
    if (!'12'.includes(intent.ordType) || !'0134'.includes(intent.tif)) breaches.add('UNSUPPORTED')
    for (const scope of scopes.filter((one) => 'SIV'.includes(one[0]!))) {
      const { ordTypes, tifs } = limitsOf(scope)
      if (ordTypes !== undefined && !ordTypes.includes(intent.ordType)) breaches.add('UNSUPPORTED')
      if (tifs !== undefined && !tifs.includes(intent.tif)) breaches.add('UNSUPPORTED')
    }
    const isUnmarked = world.instruments.some(
      (other, i) => other.underlying === it.underlying && other.inverseBase > 0 && mark2(i) === 0n && isHeld(i),
    )
    if (ref2 === null || isUnmarked) breaches.add('NO_REFERENCE_PRICE')
    checkPrice()
    checkSize()
    checkExposure()
    checkGreeks()
  }
  checkOpenOrders()
  for (const row of isFlattening ? [] : rows) {
    const { dayLoss, drawdown } = limitsOf(row)
    const pnl = world.pnl[row] ?? 0n
    const isLoss = dayLoss !== undefined && -pnl >= dayLoss
    const isDrawdown = drawdown !== undefined && (world.highWater[row] ?? 0n) - pnl >= drawdown
    if (isLoss || isDrawdown || (world.latched[row] ?? []).includes('LOSS')) breaches.add('LOSS_LIMIT')
  }
  if (it !== null && account !== null && side === 'S' && it.isShortRestricted && !isNotLarger) {
    if (position(`A${account}`, instrument!) - open(`A${account}`, instrument!, 'S') - added < 0)
      breaches.add('SHORT_SELL')
  }
  if (it !== null && meetsOwn()) breaches.add('SELF_TRADE')
  for (const scope of scopes.filter((one) => one[0] !== 'I')) {
    const { window, bucket } = limitsOf(scope)
    const sent = world.sent[scope] ?? []
    if (window !== undefined) {
      const inWindow = sent.filter((t) => t > intent.nowNs - window.ns && t <= intent.nowNs)
      if (inWindow.length + 1 > window.max) breaches.add('MESSAGE_RATE')
    }
    if (bucket !== undefined && tokens(sent, bucket, intent.nowNs) < 1_000_000_000n) breaches.add('MESSAGE_RATE')
  }
  if (it !== null && world.sameMax !== null) {
    const same = world.recent.filter(
      ({ economics, ns }) =>
        economics === economicsOf(intent) && ns > intent.nowNs - world.sameNs && ns <= intent.nowNs,
    )
    if (same.length + 1 > world.sameMax) breaches.add('DUPLICATE_ECONOMICS')
  }
  if (strategy !== null) {
    const { executions } = limitsOf(`S${strategy}`)
    const isLatched = (world.latched[`S${strategy}`] ?? []).includes('EXECUTIONS')
    if (isLatched || (executions !== undefined && (world.executions[`S${strategy}`] ?? 0) >= executions)) {
      breaches.add('REPEATED_EXECUTION')
    }
  }
  if (it !== null) {
    const { ageNs } = limitsOf(`V${it.venue}`)
    if (ageNs !== undefined && intent.nowNs - intent.sendingNs > ageNs) breaches.add('STALE_ORDER')
  }
  for (const scope of scopes.filter((one) => one[0] === 'S' || one[0] === 'V')) {
    const { rejects } = limitsOf(scope)
    const isLatched = (world.latched[scope] ?? []).includes('REJECTS')
    if (isLatched || (rejects !== undefined && (world.rejects[scope] ?? 0) >= rejects)) breaches.add('REJECT_STORM')
  }
  return breaches

  /** An inverse lot stands for more of the underlying the lower the mark is; rounded up. */
  function basePerLot(i: number): number {
    const { inverseBase, basePerLot: fixed } = world.instruments[i]!
    return inverseBase === 0 ? fixed : mark2(i) === 0n ? 0 : Math.ceil(inverseBase / Number(mark2(i)))
  }

  function isHeld(i: number): boolean {
    return (
      world.orders.some((order) => order.instrument === i && openQty(order) > 0) ||
      Object.entries(world.positions).some(([key, lots]) => key.endsWith(`/${i}`) && lots !== 0) ||
      world.everHeld.has(i)
    )
  }

  function checkPrice(): void {
    if (price === null || ref2 === null) return
    for (const scope of scopes.filter((one) => one[0] === 'S' || one[0] === 'I')) {
      const { collarBps, collarTicks, isCollarAggressive } = limitsOf(scope)
      if (collarBps === undefined) continue
      const away2 = 2 * price - ref2
      const outside2 = isCollarAggressive ? (side === 'B' ? away2 : -away2) : Math.abs(away2)
      // |px - ref| > max(ref x bps / 1e4, ticks), both sides times 20,000.
      const band = max(BigInt(ref2) * BigInt(collarBps), BigInt(collarTicks ?? 0) * 20_000n)
      if (BigInt(outside2) * 10_000n > band) breaches.add('PRICE_COLLAR')
    }
  }

  function checkSize(): void {
    const price2 = price !== null ? 2 * price : ref2
    for (const scope of scopes.filter((one) => one[0] !== 'V')) {
      const { orderQty, orderMoney, advBps, orderBase } = limitsOf(scope)
      if ('SI'.includes(scope[0]!) && advBps !== undefined && it!.adv !== null && !isNotLarger) {
        if (qty * 10_000 > advBps * it!.adv) breaches.add('MAX_PCT_ADV')
      }
      if ('AS'.includes(scope[0]!) && it!.inverseBase > 0 && orderBase !== undefined && !isNotLarger) {
        if (qty * basePerLot(instrument!) > orderBase[it!.underlying]!) breaches.add('MAX_ORDER_QTY')
      }
      if (scope !== 'F' && orderQty !== undefined && qty > orderQty && !isNotLarger) breaches.add('MAX_ORDER_QTY')
      if (orderMoney === undefined || price2 === null) continue
      if (BigInt(qty) * lotMoney(instrument!, BigInt(price2)) > orderMoney) breaches.add('MAX_ORDER_NOTIONAL')
    }
  }

  function lotMoney(i: number, at2: bigint): bigint {
    return at2 * BigInt(world.instruments[i]!.moneyPerHalfTickLot) + BigInt(world.instruments[i]!.moneyPerLot)
  }

  /** Projected delta and vega, every open order that pushes the same way filled. */
  function checkGreeks(): void {
    if (isNotLarger) return
    const unit = (i: number, greek: 'delta' | 'vega') => {
      const other = world.instruments[i]!
      return greek === 'vega' ? other.unitVega : other.inverseBase > 0 ? basePerLot(i) : other.unitDelta
    }
    for (const row of rows) {
      const limit = { delta: limitsOf(row).delta?.[it!.underlying], vega: limitsOf(row).vega }
      const isLimited = limit.delta !== undefined || limit.vega !== undefined
      if (isLimited && intent.nowNs - it!.greeksNs > world.greeksAgeMaxNs) breaches.add('GREEK_LIMIT')
      for (const greek of ['delta', 'vega'] as const) {
        const mine = (side === 'B' ? 1 : -1) * added * unit(instrument!, greek)
        if (limit[greek] === undefined || mine === 0) continue
        let total = mine
        world.instruments.forEach((other, i) => {
          if (greek === 'delta' && other.underlying !== it!.underlying) return
          total += position(row, i) * unit(i, greek)
          for (const s of ['B', 'S'] as const) {
            const push = (s === 'B' ? 1 : -1) * unit(i, greek)
            if (Math.sign(push) === Math.sign(mine)) total += open(row, i, s) * push
          }
        })
        if (total * Math.sign(mine) > limit[greek]) breaches.add('GREEK_LIMIT')
      }
    }
  }

  function checkOpenOrders(): void {
    if (replaces !== null) return
    for (const scope of scopes) {
      const { openOrders } = limitsOf(scope)
      const index = Number(scope.slice(1))
      const count = world.orders.filter((order) =>
        scope[0] === 'I'
          ? order.instrument === index
          : scope[0] === 'V'
            ? world.instruments[order.instrument]!.venue === index
            : inRow(scope, order),
      ).length
      if (openOrders !== undefined && count + 1 > openOrders) breaches.add('MAX_OPEN_ORDERS')
    }
  }

  function checkExposure(): void {
    const worst = (row: string, i: number) =>
      side === 'B' ? position(row, i) + open(row, i, 'B') : -position(row, i) + open(row, i, 'S')
    for (const row of rows) {
      const limit = (side === 'B' ? limitsOf(row).long : limitsOf(row).short)?.[it!.underlying]
      const base = world.instruments.reduce(
        (total, other, i) => total + (other.underlying === it!.underlying ? worst(row, i) * basePerLot(i) : 0),
        added * basePerLot(instrument!),
      )
      if (limit !== undefined && base > limit && !isNotLarger) breaches.add('POSITION_LIMIT')
    }
    const own = (side === 'B' ? limitsOf(`I${instrument}`).long : limitsOf(`I${instrument}`).short)?.[0]
    if (own !== undefined && worst('F', instrument!) + added > own && !isNotLarger) breaches.add('POSITION_LIMIT')
    checkMoney()
  }

  function checkMoney(): void {
    const price2 = ref2 ?? (price !== null ? 2 * price : null)
    if (price2 === null) return
    const money = (i: number, lots: number, at2: bigint) => BigInt(lots) * lotMoney(i, at2)
    for (const row of rows) {
      const sides = world.instruments.map((_, i) => {
        const isThis = i === instrument
        const at2 = isThis ? BigInt(price2) : mark2(i)
        const long = position(row, i) + open(row, i, 'B')
        const short = position(row, i) - open(row, i, 'S')
        return {
          before: max(abs(money(i, long, mark2(i))), abs(money(i, short, mark2(i)))),
          lots: Math.max(Math.abs(long), Math.abs(short)),
          lotsAfter: Math.max(
            Math.abs(long + (isThis && side === 'B' ? added : 0)),
            Math.abs(short - (isThis && side === 'S' ? added : 0)),
          ),
          long: money(i, long + (isThis && side === 'B' ? added : 0), at2),
          short: money(i, short - (isThis && side === 'S' ? added : 0), at2),
        }
      })
      const gross = sum(sides.map(({ long, short }) => max(abs(long), abs(short))))
      const mine = sides[instrument!]!
      const isRaised = mine.lotsAfter > mine.lots || !world.isReductionExempt
      const { gross: grossMax, net: netMax, credit, marginBps } = limitsOf(row)
      if (grossMax !== undefined && gross > grossMax && isRaised && !isFlattening) breaches.add('GROSS_NOTIONAL')
      const net = side === 'B' ? sum(sides.map(({ long }) => long)) : -sum(sides.map(({ short }) => short))
      const isMore = !isNotLarger || !world.isReductionExempt
      if (netMax !== undefined && net > netMax && isMore) breaches.add('NET_NOTIONAL')
      if (credit === undefined || row[0] === 'S' || isFlattening || !isRaised) continue
      const valuation2 = BigInt(price !== null ? 2 * price : ref2!)
      const ceil = (amount: bigint) => (amount * BigInt(marginBps ?? 0) + 9999n) / 10_000n
      const order = money(instrument!, world.isReductionExempt ? added : qty, valuation2)
      if (ceil(sum(sides.map(({ before }) => before))) + ceil(order) > credit) breaches.add('CREDIT')
    }
  }

  function meetsOwn(): boolean {
    const prices = world.orders
      .filter((order) => order.instrument === instrument && order.side !== side && order.rests)
      .flatMap((order) => [order.price, ...(order.pending === null ? [] : [order.pending.price])])
      .filter((other) => other !== null)
    return prices.some((other) => price === null || (side === 'B' ? price >= other : price <= other))
  }
}
