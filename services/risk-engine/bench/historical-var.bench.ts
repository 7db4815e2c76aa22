/** Full-revaluation historical VaR and ES of 1,000 positions, most of them options, over 500 scenarios. */

import { Prng } from '@reflex/base'
import { measure, sizeOf } from '@reflex/base/measure'
import { historicalRisk, revaluedLosses } from '@reflex/quant'
import { randomBook, randomReturns, UNDERLYINGS } from './random-book.ts'

const POSITIONS = sizeOf(1000)
const SCENARIOS = 500

const prng = new Prng(2)
const book = randomBook(prng, POSITIONS)
const returns = randomReturns(prng, SCENARIOS)
const losses = new Float64Array(SCENARIOS)
const scratch = new Float64Array(UNDERLYINGS)

const name = `risk: historical VaR, ${POSITIONS} positions x ${SCENARIOS} scenarios`
const inputs = 'one operation = book prepared, every position revalued under every scenario, VaR and ES at 99 %'
measure({ name, inputs, operations: 3, rounds: 5 }, (onOperation) => {
  let sum = 0
  for (let n = 0; n < 3; n++) {
    book.prepare()
    revaluedLosses(book, returns, losses, scratch)
    const risk = historicalRisk(losses, 0.99)
    sum += risk.valueAtRisk + risk.expectedShortfall
    onOperation?.()
  }
  return Math.round(sum)
})
