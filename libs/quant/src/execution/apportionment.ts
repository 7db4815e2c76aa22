/** Quantities cut into slices that add up exactly: the schedules of TWAP and VWAP. Once per parent order. */

import { assert } from '@reflex/base'

/**
 * Largest-remainder apportionment: the whole lots of `quantity` over `weights`, ties to the earlier slice; what is less
 * than a lot goes to the last slice.
 * @param quantity and `lot` are integers in one unit, at least 0 and 1.
 * @param weights integers at least 0, not all 0: scale a curve of decimals first.
 * @returns slices whose sum is exactly `quantity`.
 */
export function apportion(quantity: number, lot: number, weights: readonly number[]): number[] {
  assert(Number.isSafeInteger(quantity) && quantity >= 0 && Number.isSafeInteger(lot) && lot >= 1, 'integers wanted')
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are integers at least 0',
  )
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  assert(total > 0n, 'a weight above 0 is needed')
  const lots = BigInt(Math.floor(quantity / lot))
  const shares = weights.map((weight, slice) => {
    const exact = lots * BigInt(weight)
    return { slice, lots: exact / total, remainder: exact % total }
  })
  let left = lots - shares.reduce((sum, share) => sum + share.lots, 0n)
  for (const share of [...shares].sort(byRemainder)) {
    if (left === 0n) break
    share.lots++
    left--
  }
  const slices = shares.map((share) => Number(share.lots) * lot)
  slices[slices.length - 1]! += quantity % lot
  return slices
}

function byRemainder(a: { remainder: bigint; slice: number }, b: { remainder: bigint; slice: number }): number {
  return a.remainder === b.remainder ? a.slice - b.slice : a.remainder > b.remainder ? -1 : 1
}

/** TWAP: equal weights. */
export function twapSlices(quantity: number, lot: number, slices: number): number[] {
  return apportion(quantity, lot, new Array(slices).fill(1))
}
