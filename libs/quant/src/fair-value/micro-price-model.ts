/**
 * The micro-price of Stoikov (Quantitative Finance 2018) solved from transition counts.
 *
 * States are (spread, imbalance bucket), index (spreadTicks - 1) x buckets + bucket, bucket 0 = lowest bid share. With
 * each row divided by its total of stay and move counts: Q = stay, R = move by K ticks, R2 = state after the move,
 *   G1 = (I - Q)^-1 R K,  B = (I - Q)^-1 R2,  G* = sum over i >= 0 of B^i G1,  micro-price = mid + tick x G*[state].
 */

import { assert } from '@reflex/base'
import { multiplyVector, solveInPlace } from '../stats/matrix.ts'

/** Symmetrised counts: each transition is held together with its mirror image (bucket reversed, move negated). */
export interface MicroPriceCounts {
  readonly imbalanceBuckets: number
  /** states x states: transitions that leave the mid where it is. */
  readonly stay: Float64Array
  /** states x moves: transitions that move the mid, by the size of the move. */
  readonly move: Float64Array
  /** states x states: state after a transition that moves the mid. */
  readonly next: Float64Array
  /** Size of each move, in ticks (multiples of one half). */
  readonly moveTicks: Float64Array
}

export interface MicroPriceSolution {
  /** G1: expected first mid move by state, in ticks. */
  readonly firstMove: Float64Array
  /** B, states x states. */
  readonly transition: Float64Array
  /** G*: micro-price minus mid by state, in ticks. */
  readonly limit: Float64Array
}

/**
 * @returns undefined when the counts do not determine the answer: some states lead to each other and never to a move.
 * States never visited get 0.
 */
export function solveMicroPrice(counts: MicroPriceCounts): MicroPriceSolution | undefined {
  const moves = counts.moveTicks.length
  const states = Math.round(Math.sqrt(counts.stay.length))
  assert(counts.move.length === states * moves, 'move counts do not fit the states')
  const system = new Float64Array(states * states)
  const right = new Float64Array(states * (states + 1))
  for (let i = 0; i < states; i++) {
    let total = 0
    for (let j = 0; j < states; j++) total += counts.stay[i * states + j]!
    for (let j = 0; j < moves; j++) total += counts.move[i * moves + j]!
    system[i * states + i] = 1
    if (total <= 0) continue
    let expectedMove = 0
    for (let j = 0; j < moves; j++) expectedMove += (counts.move[i * moves + j]! * counts.moveTicks[j]!) / total
    right[i * (states + 1)] = expectedMove
    for (let j = 0; j < states; j++) {
      system[i * states + j]! -= counts.stay[i * states + j]! / total
      right[i * (states + 1) + 1 + j] = counts.next[i * states + j]! / total
    }
  }
  if (!solveInPlace(system, right)) return undefined
  const firstMove = new Float64Array(states)
  const transition = new Float64Array(states * states)
  for (let i = 0; i < states; i++) {
    firstMove[i] = right[i * (states + 1)]!
    transition.set(right.subarray(i * (states + 1) + 1, (i + 1) * (states + 1)), i * states)
  }
  const limit = sumSeries(transition, firstMove, counts.imbalanceBuckets)
  return limit === undefined ? undefined : { firstMove, transition, limit }
}

/**
 * sum of B^i G1 in one solve. B is a stochastic matrix, so I - B is singular along the symmetric vectors; G1 is
 * antisymmetric in the bucket, and on that subspace the series converges. Adding the projector onto the symmetric
 * vectors removes the singularity and leaves the antisymmetric answer alone: (I - B + S) G* = G1.
 */
function sumSeries(transition: Float64Array, firstMove: Float64Array, buckets: number): Float64Array | undefined {
  const states = firstMove.length
  const system = new Float64Array(states * states)
  for (let i = 0; i < states; i++) {
    const mirror = i - (i % buckets) + (buckets - 1 - (i % buckets))
    for (let j = 0; j < states; j++) system[i * states + j] = -transition[i * states + j]!
    system[i * states + i]! += 1.5
    system[i * states + mirror]! += 0.5
  }
  const limit = firstMove.slice()
  if (!solveInPlace(system, limit)) return undefined
  for (let i = 0; i < states; i++) if (!Number.isFinite(limit[i]!)) return undefined
  return limit
}

/** G1 + B G1 + ... with `terms` >= 1 terms: the truncation of the paper's notebook (6). */
export function truncatedMicroPrice(solution: MicroPriceSolution, terms: number): Float64Array {
  const sum = solution.firstMove.slice()
  let term = solution.firstMove
  for (let i = 1; i < terms; i++) {
    term = multiplyVector(solution.transition, term)
    for (let j = 0; j < sum.length; j++) sum[j]! += term[j]!
  }
  return sum
}
