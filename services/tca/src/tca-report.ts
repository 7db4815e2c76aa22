/** Measurements as plain data, for summaries and screens. Allocates: never called on the hot path. */

import type { RunningMoments } from '@reflex/quant'
import type { Instruments } from '@reflex/schema'
import type { TcaCore } from './core/tca-core.ts'
import { ALL_SIZES, halfWidth95, VenueView } from './core/venue-publisher.ts'

/** Means over fills (trade-weighted), bps; null: nothing known. */
export interface MeanRow {
  readonly count: number
  readonly mean: number | null
  /** Weighted by quantity. */
  readonly qtyWeighted: number | null
  /** 95 % interval of the mean; null below two. */
  readonly low: number | null
  readonly high: number | null
}

export interface VenueRow {
  readonly venue: string
  readonly fills: number
  readonly slippageBps: MeanRow
  readonly effectiveSpreadBps: MeanRow
  readonly feesBps: MeanRow
  /** Markout at the score horizon less fees. */
  readonly netEdgeBps: MeanRow
  readonly markoutBps: readonly (MeanRow & { readonly horizonMs: number })[]
  readonly realizedSpreadBps: readonly (MeanRow & { readonly horizonMs: number })[]
  readonly orders: number
  readonly fillRatio: number | null
  readonly rejectRatio: number | null
  readonly cancelRatio: number | null
  readonly ackLatencyMs: MeanRow
  readonly queueTimeMs: MeanRow
}

export function tcaReport(
  core: TcaCore,
  instruments: Instruments,
  horizonsMs: readonly number[],
): Record<string, unknown> {
  const view = new VenueView(horizonsMs.length)
  return {
    measurements: core.measurements,
    markouts: core.meter.markouts,
    markoutsMissing: core.meter.missing,
    venues: instruments.venues.map((_, venue) => venueRow(core, instruments, view, venue, horizonsMs)),
  }
}

function venueRow(
  core: TcaCore,
  instruments: Instruments,
  view: VenueView,
  venue: number,
  horizonsMs: readonly number[],
): VenueRow {
  const { id, name } = instruments.venues[venue]!
  view.merge(core.cells, instruments.venueIds, id, ALL_SIZES)
  const { quality, responseMs, queueMs } = core.venueOrders.of(venue, ALL_SIZES)
  const atHorizons = (of: (horizon: VenueView['horizons'][number]) => RunningMoments) =>
    view.horizons.map((horizon, i) => ({ horizonMs: horizonsMs[i]!, ...meanRow(of(horizon)) }))
  return {
    venue: name,
    fills: view.fillCount,
    slippageBps: meanRow(view.slippageBps),
    effectiveSpreadBps: meanRow(view.effectiveSpreadBps),
    feesBps: meanRow(view.feesBps),
    netEdgeBps: meanRow(view.netEdgeBps),
    markoutBps: atHorizons((horizon) => horizon.markoutBps),
    realizedSpreadBps: atHorizons((horizon) => horizon.realizedSpreadBps),
    orders: quality.orderCount,
    fillRatio: known(quality.orderFillRate),
    rejectRatio: known(quality.rejectRate),
    cancelRatio: known(quality.cancelRate),
    ackLatencyMs: meanRow(responseMs),
    queueTimeMs: meanRow(queueMs),
  }
}

function meanRow(moments: RunningMoments): MeanRow {
  const half = halfWidth95(moments)
  return {
    count: moments.count,
    mean: known(moments.mean),
    qtyWeighted: known(moments.weightedMean),
    low: known(moments.mean - half),
    high: known(moments.mean + half),
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
