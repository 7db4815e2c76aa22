/**
 * Measures of one fill against the quotes around it, in basis points of the mid at the fill. side is +1 for a buy, -1
 * for a sell; mid is that of the last quote strictly before the fill, laterMid that of the last quote at or before fill
 * time + horizon; NaN in, NaN out (a horizon past the last quote is missing, not zero).
 * Signs: costs positive = bad for us; markout and spread capture positive = good.
 * Identities, exact with one denominator: effective = realized + impact, and markout = capture - adverse selection.
 */

const BPS = 1e4

/** (ask - bid) / mid. */
export function quotedSpreadBps(bid: number, ask: number): number {
  return (2 * BPS * (ask - bid)) / (ask + bid)
}

/** 2 s (p - mid) / mid: what the taker paid, both sides of the market counted. */
export function effectiveSpreadBps(side: number, px: number, mid: number): number {
  return (2 * BPS * side * (px - mid)) / mid
}

/** 2 s (p - laterMid) / mid: what the counterparty kept at the horizon. */
export function realizedSpreadBps(side: number, px: number, mid: number, laterMid: number): number {
  return (2 * BPS * side * (px - laterMid)) / mid
}

/** 2 s (laterMid - mid) / mid: how far the market went our way after the trade. */
export function impactBps(side: number, mid: number, laterMid: number): number {
  return (2 * BPS * side * (laterMid - mid)) / mid
}

/** s (mid - p) / mid: what a maker earned against the mid. */
export function spreadCaptureBps(side: number, px: number, mid: number): number {
  return (BPS * side * (mid - px)) / mid
}

/** s (laterMid - p) / mid: profit at the horizon. */
export function markoutBps(side: number, px: number, mid: number, laterMid: number): number {
  return (BPS * side * (laterMid - px)) / mid
}

/** s (mid - laterMid) / mid: how far the market went against us. */
export function adverseSelectionBps(side: number, mid: number, laterMid: number): number {
  return (BPS * side * (mid - laterMid)) / mid
}

/** s (price - benchmark) / benchmark: slippage of an average price against arrival, VWAP or TWAP. Positive = bad. */
export function slippageBps(side: number, px: number, benchmark: number): number {
  return (BPS * side * (px - benchmark)) / benchmark
}

/** Columns of `measureFill`. */
export const FILL_MEASURE = {
  SIDE: 0,
  PX: 1,
  MID: 2,
  LATER_MID: 3,
  EFFECTIVE: 4,
  REALIZED: 5,
  IMPACT: 6,
  MARKOUT: 7,
  ADVERSE: 8,
} as const
export const FILL_MEASURE_COUNT = 9

/** All of the above at one horizon, from the first four columns into the others, without boxing a number. */
export function measureFill(cells: Float64Array): void {
  const side = cells[FILL_MEASURE.SIDE]!
  const px = cells[FILL_MEASURE.PX]!
  const mid = cells[FILL_MEASURE.MID]!
  const later = cells[FILL_MEASURE.LATER_MID]!
  cells[FILL_MEASURE.EFFECTIVE] = (2 * BPS * side * (px - mid)) / mid
  cells[FILL_MEASURE.REALIZED] = (2 * BPS * side * (px - later)) / mid
  cells[FILL_MEASURE.IMPACT] = (2 * BPS * side * (later - mid)) / mid
  cells[FILL_MEASURE.MARKOUT] = (BPS * side * (later - px)) / mid
  cells[FILL_MEASURE.ADVERSE] = (BPS * side * (mid - later)) / mid
}
