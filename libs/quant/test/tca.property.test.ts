import { Prng } from '@reflex/base'
import {
  adverseSelectionBps,
  effectiveSpreadBps,
  impactBps,
  implementationShortfall,
  MidSeries,
  markoutBps,
  measureFill,
  participationWeightedPrice,
  realizedSpreadBps,
  relativePerformance,
  SweepRouter,
  spreadCaptureBps,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

describe('shortfall and fills', () => {
  it('every split re-adds to paper gain minus real gain', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 1000; n++) {
      const intendedQty = 1 + prng.nextInt(1000)
      const order = {
        side: prng.nextBoolean(0.5) ? 1 : -1,
        intendedQty,
        filledQty: prng.nextInt(intendedQty + 1),
        averagePx: 100 + prng.nextNormal(),
        fees: prng.nextNormal(),
        decisionPx: 100 + prng.nextNormal(),
        arrivalPx: 100 + prng.nextNormal(),
        endPx: 100 + prng.nextNormal(),
      }
      const s = implementationShortfall(order)
      const close = (sum: number) => expect(Math.abs(sum + s.fees - s.total)).toBeLessThan(1e-8)
      close(s.perold.execution + s.perold.opportunity)
      close(s.wagner.delay + s.wagner.trading + s.wagner.opportunity)
      close(s.wagner.tradingDelay + s.wagner.opportunityDelay + s.wagner.trading + s.wagner.opportunity)
      close(s.cfa.delay + s.cfa.trading + s.cfa.opportunity)
    }
    const none = { side: 1, intendedQty: 10, filledQty: 0, averagePx: Number.NaN, fees: 0 }
    expect(implementationShortfall({ ...none, decisionPx: 10, arrivalPx: 11, endPx: 12 }).total).toBe(20)
  })

  it('effective = realized + impact; markout = capture - adverse selection', () => {
    const prng = new Prng(SEED, 1)
    for (let n = 0; n < 1000; n++) {
      const side = prng.nextBoolean(0.5) ? 1 : -1
      const [px, mid, later] = [100 + prng.nextNormal(), 100 + prng.nextNormal(), 100 + prng.nextNormal()]
      const effective = realizedSpreadBps(side, px, mid, later) + impactBps(side, mid, later)
      expect(effectiveSpreadBps(side, px, mid)).toBeCloseTo(effective, 9)
      const markout = spreadCaptureBps(side, px, mid) - adverseSelectionBps(side, mid, later)
      expect(markoutBps(side, px, mid, later)).toBeCloseTo(markout, 9)
      const cells = Float64Array.of(side, px, mid, later, 0, 0, 0, 0, 0)
      measureFill(cells)
      expect([...cells.subarray(4)]).toEqual([
        effectiveSpreadBps(side, px, mid),
        realizedSpreadBps(side, px, mid, later),
        impactBps(side, mid, later),
        markoutBps(side, px, mid, later),
        adverseSelectionBps(side, mid, later),
      ])
    }
  })

  it('lookups into a pair are the lookups', () => {
    const prng = new Prng(SEED, 2)
    const mids = new MidSeries(1)
    let time = 0
    for (let n = 0; n < 300; n++) {
      time += prng.nextInt(3)
      mids.addPair(Float64Array.of(time, n))
      const pair = Float64Array.of(prng.nextInt(time + 3), 0)
      mids.putBefore(pair)
      expect(pair[1]).toBe(mids.before(pair[0]!))
      mids.putAt(pair)
      expect(pair[1]).toBe(mids.at(pair[0]!))
      mids.putKnownAt(pair)
      expect(pair[1]).toBe(mids.knownAt(pair[0]!))
    }
  })

  it('reference mids: strictly before, at or before, not after the last', () => {
    const mids = new MidSeries(1)
    mids.add(10, 1)
    mids.add(20, 2)
    mids.add(20, 3)
    mids.add(30, 4)
    expect([mids.before(10), mids.at(10), mids.before(20), mids.at(20), mids.at(25)]).toEqual([Number.NaN, 1, 1, 3, 3])
    expect([mids.at(31), mids.knownAt(31), mids.knownAt(30)]).toEqual([4, Number.NaN, 4])
    expect(mids.timeWeighted(10, 30)).toBe(2)
    expect(mids.timeWeighted(15, 40)).toBeCloseTo((5 * 1 + 10 * 3 + 10 * 4) / 25, 12)
    expect([mids.timeWeighted(25, 25), mids.timeWeighted(5, 25)]).toEqual([3, Number.NaN])
    mids.forgetBefore(25)
    expect([mids.length, mids.at(25), mids.at(19)]).toEqual([2, 3, Number.NaN])
    expect(() => mids.add(29, 1)).toThrow()
  })

  it('benchmarks', () => {
    expect(participationWeightedPrice([10, 11, 12], [100, 100, 100], 150)).toBeCloseTo((1000 + 550) / 150, 12)
    expect(participationWeightedPrice([10], [100], 150)).toBeNaN()
    const performance = relativePerformance(1, 10.5, [10, 10.5, 11], [30, 20, 50])
    expect(performance.rpm).toBeCloseTo((100 + 50 - 30) / 200, 12)
  })
})

describe('sweep', () => {
  interface Level {
    venue: number
    price: number
    qty: number
    cost: number
  }

  it('costs what taking the cheapest lots one by one costs, and never passes limit, lot or size', () => {
    const prng = new Prng(SEED, 2)
    const router = new SweepRouter(5, 6)
    for (let n = 0; n < 500; n++) {
      const side = prng.nextBoolean(0.5) ? 1 : -1
      const lot = prng.nextBoolean(0.5) ? 1 : 10
      const qty = lot * (1 + prng.nextInt(100))
      const limit = prng.nextBoolean(0.5) ? Number.NaN : 10_000 + side * prng.nextInt(6)
      router.begin(side, qty, lot, limit)
      const levels: Level[] = []
      const venueCount = 1 + prng.nextInt(5)
      for (let v = 0; v < venueCount; v++) {
        const fee = prng.nextInt(40_000) - 10_000
        router.addVenue(fee, prng.nextInt(1000), lot)
        let price = 10_000 + side * prng.nextInt(3)
        for (let i = 0; i < 6; i++) {
          const size = lot * (1 + prng.nextInt(12))
          router.addLevel(v, price, size)
          levels.push({ venue: v, price, qty: size, cost: side * price * (1e8 + side * fee) })
          price += side * (1 + prng.nextInt(2))
        }
      }
      router.route()
      let left = qty
      let cost = 0
      const eligible = levels.filter((l) => !(side * (l.price - limit) > 0)).sort((a, b) => a.cost - b.cost)
      for (const level of eligible) {
        const take = Math.min(left, level.qty)
        cost += (take * level.cost) / 1e8
        left -= take
      }
      expect(router.unfilledQty).toBe(left)
      const total = side * router.notionalTicks + router.feeTicks
      expect(Math.abs(total - cost)).toBeLessThan(1e-6)
      for (let v = 0; v < venueCount; v++) {
        expect(router.allocation(v) % lot).toBe(0)
        expect(side * (router.routePriceTicks(v) - limit) > 0).toBe(false)
      }
    }
  })

  it('prefers the faster venue on a tie, respects a minimum size and routes nothing through the limit', () => {
    const router = new SweepRouter(2, 1)
    router.begin(1, 10, 1, Number.NaN)
    router.addLevel(router.addVenue(0, 500, 1), 100, 10)
    router.addLevel(router.addVenue(0, 400, 1), 100, 6)
    expect(router.route()).toBe(10)
    expect([router.allocation(0), router.allocation(1)]).toEqual([4, 6])
    router.begin(1, 10, 1, Number.NaN)
    router.addLevel(router.addVenue(0, 500, 5), 100, 10)
    router.addLevel(router.addVenue(0, 400, 1), 100, 6)
    expect(router.route()).toBe(6)
    expect([router.allocation(0), router.allocation(1), router.unfilledQty]).toEqual([0, 6, 4])
    router.begin(-1, 10, 1, 101)
    router.addLevel(router.addVenue(0, 1, 1), 100, 10)
    expect(router.route()).toBe(0)
    expect(router.allInPriceTicks).toBeNaN()
  })
})
