import { decimalE8 } from '@reflex/base'
import {
  allocateByTail,
  almgrenChriss,
  almgrenChrissLvar,
  almgrenImpact,
  apportion,
  CensoredDepth,
  ParticipationTarget,
  squareRootImpact,
  twapSlices,
} from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

const BPS = 1e4

export function almgrenChrissPlan({ in: x }: OracleCase): Json {
  const model = { quantity: x.X, horizon: x.T, slices: x.N, sigma: x.sig, gamma: x.gam, eta: x.eta, epsilon: x.eps }
  const hasQuantile = x.zAlpha !== undefined
  const plan = hasQuantile ? almgrenChrissLvar(model, x.zAlpha) : almgrenChriss(model, x.lam)
  return {
    ...plan,
    holdings: [...plan.holdings],
    trades: [...plan.trades],
    sd: Math.sqrt(plan.variance),
    lambda: plan.riskAversion,
    ...('lvar' in plan ? { LVaR: plan.lvar } : {}),
  }
}

export function marketImpact({ in: x }: OracleCase): Json {
  if (x.model === 'squareRoot') return { impactBps: squareRootImpact(x.Q, x.V, x.sigmaDaily, x.Y) * BPS }
  const { permanent, temporary, realized } = almgrenImpact(x.X, x.V, x.Theta, x.sigma, x.T)
  return { permanentBps: permanent * BPS, temporaryBps: temporary * BPS, realizedBps: realized * BPS }
}

export function schedules({ in: x }: OracleCase): Json {
  const pov = new ParticipationTarget(decimalE8(String(x.pov)), x.qty, x.lot)
  return {
    twap: twapSlices(x.qty, x.lot, x.slices),
    vwap: apportion(
      x.qty,
      x.lot,
      x.volumeCurve.map((weight: number) => decimalE8(String(weight))),
    ),
    povCumTarget: x.otherVolumeCum.map((others: number) => pov.targetQty(others)),
  }
}

export function darkAllocation({ in: x }: OracleCase): Json {
  const venues = x.observations.map((visits: [number, number][]) => {
    const depth = new CensoredDepth(Math.max(x.units, ...visits.map(([, sent]) => sent)))
    for (const [filled, sent] of visits) depth.observe(filled, sent)
    return depth
  })
  const allocation = new Int32Array(venues.length)
  const expectedFill = allocateByTail(venues, x.units, allocation)
  const tail = venues.map((depth: CensoredDepth) =>
    Array.from({ length: depth.sentMax + 1 }, (_, units) => depth.tail(units)),
  )
  return { tail, allocation: [...allocation], expectedFill }
}
