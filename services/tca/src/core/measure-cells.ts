/**
 * Running means of fill measures, one cell for each instrument, strategy, side, size bucket and liquidity flag that
 * occurred. Coarser views (a venue, a venue's size bucket) are merged from cells when they are asked for, so a fill is
 * added once.
 */

import { IntMap, MISSING } from '@reflex/base'
import { FillBucket, RunningMoments } from '@reflex/quant'

export const NO_CELL = -1
export const SIZE_BUCKETS_MAX = 8
/** LastLiquidityInd(851): 0 unknown, 1 added, 2 removed, 3 routed. */
export const LIQUIDITY_MAX = 4
const STRATEGIES_MAX = 1024

export class MeasureCell {
  readonly instrument: number
  readonly strategy: number
  readonly side: number
  readonly sizeBucket: number
  readonly liquidity: number
  readonly fills: FillBucket
  /** Against the mid at arrival; positive is bad. */
  readonly slippageBps = new RunningMoments()
  /** Of the notional; a rebate is negative. */
  readonly feesBps = new RunningMoments()
  /** Markout at the score horizon less fees: what a fill was worth. */
  readonly netEdgeBps = new RunningMoments()

  constructor(dimensions: readonly [number, number, number, number, number], horizonCount: number) {
    ;[this.instrument, this.strategy, this.side, this.sizeBucket, this.liquidity] = dimensions
    this.fills = new FillBucket(horizonCount)
  }
}

export class MeasureCells {
  readonly all: MeasureCell[] = []
  /** Fills that were in no cell because there were too many cells. */
  overflowed = 0
  readonly #rows = new IntMap(256)
  readonly #capacity: number
  readonly #horizonCount: number

  constructor(capacity: number, horizonCount: number) {
    this.#capacity = capacity
    this.#horizonCount = horizonCount
  }

  /** The cell of these dimensions, made when new. @returns NO_CELL when there are too many. */
  cellOf(instrument: number, strategy: number, side: number, sizeBucket: number, liquidity: number): number {
    const isBuy = side > 0 ? 1 : 0
    const place = ((sizeBucket * LIQUIDITY_MAX + liquidity) * 2 + isBuy) * STRATEGIES_MAX + strategy
    const key = instrument * (SIZE_BUCKETS_MAX * LIQUIDITY_MAX * 2 * STRATEGIES_MAX) + place
    const found = this.#rows.get(key)
    if (found !== MISSING) return found
    if (this.all.length === this.#capacity || strategy >= STRATEGIES_MAX || key >= 2 ** 31) {
      this.overflowed++
      return NO_CELL
    }
    this.all.push(new MeasureCell([instrument, strategy, side, sizeBucket, liquidity], this.#horizonCount))
    this.#rows.set(key, this.all.length - 1)
    return this.all.length - 1
  }
}
