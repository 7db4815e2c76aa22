import { matrixOf, solveMicroPrice, truncatedMicroPrice } from '@reflex/quant'
import type { Json, OracleCase } from '../oracle.ts'

export function alphaMicroprice({ in: x }: OracleCase): Json {
  const solution = solveMicroPrice({
    imbalanceBuckets: x.nImb,
    stay: matrixOf(x.Qcounts),
    move: matrixOf(x.Rcounts),
    next: matrixOf(x.R2counts),
    moveTicks: Float64Array.from(x.Kticks),
  })
  if (solution === undefined) return undefined
  return { G1: solution.firstMove, G6: truncatedMicroPrice(solution, 6), Gstar: solution.limit }
}
