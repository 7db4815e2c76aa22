/**
 * The volatility surface, and the book that is revalued as a whole: against naive sums, closed forms and each other.
 */

import { Prng } from '@reflex/base'
import {
  bsmPrice,
  calendarViolation,
  checkSlice,
  choleskyFactor,
  correlatedShocks,
  exactQuadraticVar,
  fitSvi,
  OptionBook,
  PnlProfile,
  parametricVar,
  revaluedLosses,
  type SviSlice,
  simulatedRisk,
  sviVolatility,
  VolSurface,
  zeroMeanCovariance,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

const STRIKES = Array.from({ length: 25 }, (_, i) => 60_000 * Math.exp((i - 12) / 20))

describe('SVI', () => {
  it('finds a slice again from its volatilities', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 10; n++) {
      const years = 0.05 + prng.nextFloat()
      const level = (0.3 + 0.4 * prng.nextFloat()) ** 2 * years
      const slice: SviSlice = {
        a: 0.5 * level,
        b: 0.8 * level,
        rho: 1.2 * (prng.nextFloat() - 0.5),
        m: 0.1 * (prng.nextFloat() - 0.5),
        s: 0.1 + 0.4 * prng.nextFloat(),
      }
      const k = STRIKES.map((strike) => Math.log(strike / 60_000))
      const fit = fitSvi(
        k,
        k.map((x) => sviVolatility(slice, x, years)),
        years,
      )!
      expect(fit.errorMax, JSON.stringify(slice)).toBeLessThan(1e-4)
    }
  })

  it('says what can be arbitraged', () => {
    expect(checkSlice({ a: 0.04, b: 0.1, rho: -0.3, m: 0, s: 0.2 }, 1).isFree).toBe(true)
    // Gatheral and Jacquier (2014), example 3.1: Axel Vogt's butterfly.
    const vogt = checkSlice({ a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, s: 0.4153 }, 1.5)
    expect(vogt.butterflyMin).toBeLessThan(0)
    expect(vogt.isFree).toBe(false)
    expect(checkSlice({ a: 0.04, b: 1.9, rho: 0.5, m: 0, s: 0.2 }, 1).wingSlope).toBeGreaterThan(2)
    const early = { a: 0.04, b: 0.1, rho: 0, m: 0, s: 0.2 }
    expect(calendarViolation(early, { ...early, a: 0.05 }, 1).fall).toBe(0)
    expect(calendarViolation(early, { ...early, a: 0.03 }, 1).fall).toBeCloseTo(0.01, 12)
  })

  it('a surface is linear in total variance between expiries and keeps to few or bad quotes', () => {
    const flat = (vol: number, years: number) => ({
      years,
      forward: 60_000,
      strikes: STRIKES,
      volatilities: STRIKES.map(() => vol),
    })
    const surface = new VolSurface([flat(0.5, 0.5), flat(0.4, 0.1), { ...flat(0.3, 1), strikes: [1, 2] }])
    expect(surface.slices).toHaveLength(2)
    expect(surface.isArbitrageFree).toBe(true)
    expect(surface.volatility(0.05, 0.1)).toBeCloseTo(0.4, 6)
    expect(surface.volatility(0, 0.3)).toBeCloseTo(Math.sqrt((0.4 ** 2 * 0.1 + 0.5 ** 2 * 0.5) / 2 / 0.3), 6)
    expect(surface.volatility(0, 0.01)).toBeCloseTo(0.4, 6)
    expect(surface.volatility(0, 9)).toBeCloseTo(0.5, 6)
    expect(new VolSurface([]).volatility(0, 1)).toBeNaN()
    expect(new VolSurface([flat(0.5, 0.1), flat(0.2, 0.2)]).isArbitrageFree).toBe(false)
  })
})

function randomBook(prng: Prng, options: number): OptionBook {
  const book = new OptionBook(2, options)
  book.spots.set([100, 40])
  for (let i = 0; i < options; i++) {
    const underlying = prng.nextInt(2)
    book.addOption({
      ...{ underlying, sign: prng.nextBoolean(0.5) ? 1 : -1, years: prng.nextFloat() },
      strike: book.spots[underlying]! * (0.7 + 0.6 * prng.nextFloat()),
      ...{ volatility: 0.2 + prng.nextFloat(), rate: 0.03, dividendYield: 0.01, quantity: prng.nextInt(200) - 100 },
    })
  }
  book.addLinear(0, 50)
  book.addLinear(1, -70)
  book.prepare()
  return book
}

describe('revaluation', () => {
  it('is the sum over positions, whatever the size of a chunk', () => {
    const prng = new Prng(SEED + 1)
    const book = randomBook(prng, 1300)
    for (let n = 0; n < 5; n++) {
      const returns = Float64Array.of(0.1 * prng.nextNormal(), 0.1 * prng.nextNormal())
      const shift = n === 0 ? 0 : 0.3 * (prng.nextFloat() - 0.5)
      const pnl = new Float64Array(2)
      book.addPnl(returns, 0, shift, pnl)
      const naive = [50 * 100 * returns[0]!, -70 * 40 * returns[1]!]
      for (let i = 0; i < book.count; i++) {
        const u = book.underlying[i]!
        const one = (spot: number, extra: number): number =>
          bsmPrice({
            ...{ sign: book.sign[i] as 1 | -1, spot, strike: book.strike[i]!, years: book.years[i]! },
            ...{ rate: 0.03, dividendYield: 0.01, volatility: Math.max(1e-4, book.volatility[i]! + extra) },
          })
        naive[u]! += book.quantity[i]! * (one(book.spots[u]! * (1 + returns[u]!), shift) - one(book.spots[u]!, 0))
      }
      expect(pnl[0]).toBeCloseTo(naive[0]!, 6)
      expect(pnl[1]).toBeCloseTo(naive[1]!, 6)
    }
  })

  it('a profile agrees with full revaluation, and goes on straight beyond its reach', () => {
    const prng = new Prng(SEED + 2)
    const book = randomBook(prng, 100)
    const profile = new PnlProfile(2, 0.5)
    profile.fill(book)
    const returns = Float64Array.from({ length: 400 }, () => 0.1 * prng.nextNormal())
    const [full, quick] = [new Float64Array(200), new Float64Array(200)]
    revaluedLosses(book, returns, full, new Float64Array(2))
    profile.losses(returns, quick)
    const scale = full.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
    for (let i = 0; i < full.length; i++) expect(Math.abs(full[i]! - quick[i]!)).toBeLessThan(2e-4 * scale)
    const far = new Float64Array(1)
    profile.losses(Float64Array.of(0.8, -0.9), far)
    expect(Number.isFinite(far[0])).toBe(true)
  })

  it('linear books: Monte Carlo and the exact quantile meet the parametric value', () => {
    const covariance = Float64Array.of(4e-4, 1e-4, 1e-4, 9e-4)
    const exposures = [1e6, -5e5]
    const truth = parametricVar(exposures, covariance, 0.99)
    expect(exactQuadraticVar(exposures, new Float64Array(4), covariance, 0.99) / truth.valueAtRisk).toBeCloseTo(1, 8)
    const shocks = new Float64Array(200_000)
    correlatedShocks(new Prng(SEED + 3), choleskyFactor(covariance)!, shocks)
    const sample = zeroMeanCovariance(shocks, 2)
    for (let i = 0; i < 4; i++) expect(Math.abs(sample[i]! / covariance[i]! - 1)).toBeLessThan(0.05)
    const losses = Float64Array.from({ length: 1e5 }, (_, i) => -(shocks[2 * i]! * 1e6 - shocks[2 * i + 1]! * 5e5))
    const risk = simulatedRisk(losses, 0.99)
    expect(Math.abs(risk.valueAtRisk - truth.valueAtRisk)).toBeLessThan(4 * risk.valueAtRiskError)
    expect(Math.abs(risk.expectedShortfall - truth.expectedShortfall)).toBeLessThan(4 * risk.expectedShortfallError)
  })

  it('a matrix that is no covariance has no factor; one without rank has', () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1))).toBeUndefined()
    expect(Array.from(choleskyFactor(Float64Array.of(1, 1, 1, 1))!)).toEqual([1, 0, 1, 0])
    expect(Array.from(choleskyFactor(new Float64Array(4))!)).toEqual([0, 0, 0, 0])
  })
})
