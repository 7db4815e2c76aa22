import { SweepRouter } from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function sorSweep({ in: x }: OracleCase): Json {
  const venues = [...x.venues].sort((a: Json, b: Json) => (a.id < b.id ? -1 : 1))
  const router = new SweepRouter(venues.length, Math.max(1, ...venues.map((v: Json) => v.levels.length)))
  router.begin(x.side, x.qty, x.lot, x.limitTicks ?? Number.NaN)
  for (const v of venues) {
    const venue = router.addVenue(Math.round(v.takerFeeBps * 1e4), v.latencyUs, v.minQty)
    for (const [price, qty] of v.levels) router.addLevel(venue, price, qty)
  }
  router.route()
  const allocation: Json = {}
  const routePriceLimit: Json = {}
  venues.forEach((v: Json, i: number) => {
    if (router.allocation(i) === 0) return
    allocation[v.id] = router.allocation(i)
    routePriceLimit[v.id] = router.routePriceTicks(i)
  })
  return {
    filled: router.filledQty,
    unfilled: router.unfilledQty,
    allocation,
    routePriceLimit,
    notionalTicks: router.notionalTicks,
    feeTicks: router.feeTicks,
    allInPerUnit: router.allInPriceTicks,
  }
}
