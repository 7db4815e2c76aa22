import {
  type GlftParameters,
  GlftTable,
  glftAskDistance,
  glftBidDistance,
  glftSpread,
  optimalSpread,
  reservationPrice,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function avellanedaStoikov({ in: x }: OracleCase): Json {
  const reservation = reservationPrice(x.mid, x.inventory, x.gamma, x.sigma, x.tau)
  const spread = optimalSpread(x.gamma, x.sigma, x.k, x.tau)
  const bid = reservation - spread / 2
  const ask = reservation + spread / 2
  return { reservation, spread, bid, ask, deltaBid: x.mid - bid, deltaAsk: ask - x.mid }
}

export function glft({ in: x }: OracleCase): Json {
  const p: GlftParameters = { sigma: x.sigma, fillRate: x.A, k: x.k, gamma: x.gamma }
  const q = Array.from({ length: 2 * x.Q + 1 }, (_, i) => i - x.Q)
  const finite = new GlftTable(x.Q)
  finite.solveFinite(p, x.T)
  const stationary = new GlftTable(x.Q)
  stationary.solveStationary(p)
  const quoted = (distance: number) => (distance === Number.POSITIVE_INFINITY ? null : distance)
  return {
    q,
    bid: q.map((i) => quoted(finite.bidDistance(i))),
    ask: q.map((i) => quoted(finite.askDistance(i))),
    bidAsym: q.map((i) => quoted(stationary.bidDistance(i))),
    askAsym: q.map((i) => quoted(stationary.askDistance(i))),
    bidClosed: q.map((i) => glftBidDistance(p, i)),
    askClosed: q.map((i) => glftAskDistance(p, i)),
    spreadClosed: glftSpread(p),
  }
}
