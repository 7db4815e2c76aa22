/**
 * One cell of a fill report (a venue, a liquidity flag, a size bucket): every fill measure as a running mean,
 * share-weighted and trade-weighted, with count and spread. Fills without a mid at a horizon are skipped at that
 * horizon only.
 */

import { RunningMoments } from '../stats/running-moments.ts'
import {
  adverseSelectionBps,
  effectiveSpreadBps,
  impactBps,
  markoutBps,
  realizedSpreadBps,
  spreadCaptureBps,
} from './fill-measures.ts'

export class HorizonMeasures {
  readonly realizedSpreadBps = new RunningMoments()
  readonly impactBps = new RunningMoments()
  readonly markoutBps = new RunningMoments()
  readonly adverseSelectionBps = new RunningMoments()
}

export class FillBucket {
  fillCount = 0
  qty = 0
  readonly effectiveSpreadBps = new RunningMoments()
  readonly spreadCaptureBps = new RunningMoments()
  /** One entry per horizon, in the caller's order. */
  readonly horizons: readonly HorizonMeasures[]

  constructor(horizonCount: number) {
    this.horizons = Array.from({ length: horizonCount }, () => new HorizonMeasures())
  }

  /** @param mid of the last quote strictly before the fill; NaN when none. */
  addFill(side: number, px: number, qty: number, mid: number): void {
    this.fillCount++
    this.qty += qty
    if (Number.isNaN(mid)) return
    this.effectiveSpreadBps.add(effectiveSpreadBps(side, px, mid), qty)
    this.spreadCaptureBps.add(spreadCaptureBps(side, px, mid), qty)
  }

  /** The same fill once the horizon has passed. @param horizon index. @param laterMid NaN = not known, ignored. */
  addHorizon(horizon: number, side: number, px: number, qty: number, mid: number, laterMid: number): void {
    if (Number.isNaN(mid) || Number.isNaN(laterMid)) return
    const at = this.horizons[horizon]!
    at.realizedSpreadBps.add(realizedSpreadBps(side, px, mid, laterMid), qty)
    at.impactBps.add(impactBps(side, mid, laterMid), qty)
    at.markoutBps.add(markoutBps(side, px, mid, laterMid), qty)
    at.adverseSelectionBps.add(adverseSelectionBps(side, mid, laterMid), qty)
  }
}
