/** Monte Carlo VaR and ES of 1,000 positions over 100,000 paths: correlated shocks, profile of the book, tail. */

import { Prng } from '@reflex/base'
import { measure, sizeOf } from '@reflex/base/measure'
import { choleskyFactor, correlatedShocks, PnlProfile, simulatedRisk, zeroMeanCovariance } from '@reflex/quant'
import { randomBook, randomReturns, UNDERLYINGS } from './random-book.ts'

const PATHS = sizeOf(100_000)
const POSITIONS = 1000

const setUp = new Prng(3)
const book = randomBook(setUp, POSITIONS)
const factor = choleskyFactor(zeroMeanCovariance(randomReturns(setUp, 500), UNDERLYINGS))!
const profile = new PnlProfile(UNDERLYINGS, 0.4)
const shocks = new Float64Array(PATHS * UNDERLYINGS)
const losses = new Float64Array(PATHS)

const name = `risk: Monte Carlo VaR, ${POSITIONS} positions x ${PATHS} paths`
const inputs =
  'one operation = shocks drawn, book revalued at 201 nodes by underlying, paths looked up, VaR and ES at 99 %'
measure({ name, inputs, operations: 2, rounds: 5 }, (onOperation) => {
  let sum = 0
  for (let n = 0; n < 2; n++) {
    correlatedShocks(new Prng(n), factor, shocks)
    profile.fill(book)
    profile.losses(shocks, losses)
    const risk = simulatedRisk(losses, 0.99)
    sum += risk.valueAtRisk + risk.expectedShortfall
    onOperation?.()
  }
  return Math.round(sum)
})
