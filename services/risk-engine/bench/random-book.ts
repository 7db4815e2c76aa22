/** A random book of options and some linear positions on a few underlyings, and fat-tailed returns for it. */

import type { Prng } from '@reflex/base'
import { OptionBook } from '@reflex/quant'

export const UNDERLYINGS = 4

export function randomBook(prng: Prng, positions: number): OptionBook {
  const book = new OptionBook(UNDERLYINGS, positions)
  book.spots.set([60_000, 3000, 150, 20])
  for (let i = 0; i < positions; i++) {
    const underlying = prng.nextInt(UNDERLYINGS)
    const quantity = prng.nextInt(2001) - 1000
    if (i % 10 === 0) book.addLinear(underlying, quantity)
    else {
      const strike = book.spots[underlying]! * Math.exp(0.25 * prng.nextNormal())
      const sign = prng.nextBoolean(0.5) ? 1 : -1
      const terms = { underlying, quantity, strike, sign, rate: 0.03, dividendYield: 0 } as const
      book.addOption({ ...terms, years: 0.01 + prng.nextFloat(), volatility: 0.3 + 0.7 * prng.nextFloat() })
    }
  }
  book.prepare()
  return book
}

/** Returns by scenario and underlying, correlated by a common factor. */
export function randomReturns(prng: Prng, scenarios: number): Float64Array {
  const out = new Float64Array(scenarios * UNDERLYINGS)
  for (let t = 0; t < scenarios; t++) {
    const size = 0.02 / Math.sqrt(prng.nextExponential(1) + 0.2)
    const common = prng.nextNormal()
    for (let u = 0; u < UNDERLYINGS; u++) {
      const move = size * (0.7 * common + 0.7 * prng.nextNormal())
      out[t * UNDERLYINGS + u] = Math.max(-0.5, Math.min(0.5, move))
    }
  }
  return out
}
