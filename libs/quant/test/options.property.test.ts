/** Options: identities, the batch against the single option, the way back from price to volatility, early exercise. */

import { Prng } from '@reflex/base'
import {
  americanOption,
  black76Greeks,
  bsmGreeks,
  bsmPrice,
  GreeksBatch,
  IV_ABOVE_MAX,
  IV_BELOW_INTRINSIC,
  impliedVolatility,
  inverseGreeks,
  inverseImpliedVolatility,
  inversePayoffCoin,
  normalCdf,
  normalInto,
  type OptionGreeks,
  type OptionInput,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

function randomOption(prng: Prng): OptionInput {
  const spot = Math.exp(11 * prng.nextFloat())
  return {
    sign: prng.nextBoolean(0.5) ? 1 : -1,
    spot,
    strike: spot * Math.exp(0.4 * prng.nextNormal()),
    years: prng.nextBoolean(0.3) ? prng.nextFloat() / 50 : 3 * prng.nextFloat(),
    rate: 0.13 * prng.nextFloat() - 0.01,
    dividendYield: prng.nextBoolean(0.5) ? 0 : 0.1 * prng.nextFloat(),
    volatility: 0.05 + 1.45 * prng.nextFloat(),
  }
}

const EDGES: Partial<OptionInput>[] = [
  { years: 0 },
  { years: -1 },
  { volatility: 0 },
  { volatility: 1e-9 },
  { years: 1e-12 },
  { strike: 1e-9 },
  { strike: 1e12 },
  { volatility: 50, years: 30 },
]

describe('European options', () => {
  it('parity, equal gamma and vega, and the pricing equation', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 2000; n++) {
      const o = randomOption(prng)
      const [call, put] = [bsmGreeks({ ...o, sign: 1 }), bsmGreeks({ ...o, sign: -1 })]
      const forward = o.spot * Math.exp(-o.dividendYield * o.years) - o.strike * Math.exp(-o.rate * o.years)
      const scale = Math.max(o.spot, o.strike)
      expect(Math.abs(call.price - put.price - forward)).toBeLessThan(1e-13 * scale)
      expect([put.gamma, put.vega]).toEqual([call.gamma, call.vega])
      for (const g of [call, put]) {
        const drift = (o.rate - o.dividendYield) * o.spot * g.delta + 0.5 * (o.volatility * o.spot) ** 2 * g.gamma
        expect(Math.abs(g.theta + drift - o.rate * g.price)).toBeLessThan(1e-10 * scale * (1 + 1 / Math.sqrt(o.years)))
      }
    }
  })

  it('Greeks are the derivatives of what they say', () => {
    const prng = new Prng(SEED + 1)
    for (let n = 0; n < 300; n++) {
      const o = { ...randomOption(prng), years: 0.1 + prng.nextFloat(), volatility: 0.2 + prng.nextFloat() }
      const g = bsmGreeks(o)
      const slope = (change: (h: number) => Partial<OptionInput>, of: (g: OptionGreeks) => number, h: number): number =>
        (of(bsmGreeks({ ...o, ...change(h) })) - of(bsmGreeks({ ...o, ...change(-h) }))) / (2 * h)
      const vol = (h: number) => ({ volatility: o.volatility + h })
      const near = (a: number, b: number, size: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-6 * size)
      near(
        g.rho,
        slope(
          (h) => ({ rate: o.rate + h }),
          (x) => x.price,
          1e-6,
        ),
        o.strike + o.spot,
      )
      near(
        g.divRho,
        slope(
          (h) => ({ dividendYield: o.dividendYield + h }),
          (x) => x.price,
          1e-6,
        ),
        o.strike + o.spot,
      )
      near(
        g.vanna,
        slope(vol, (x) => x.delta, 1e-6),
        10,
      )
      near(
        g.volga,
        slope(vol, (x) => x.vega, 1e-6),
        10 * o.spot,
      )
      near(
        g.charm,
        -slope(
          (h) => ({ years: o.years + h }),
          (x) => x.delta,
          1e-6,
        ),
        10,
      )
    }
  })

  it('the batch is the single option, edges included, and nothing is NaN or negative', () => {
    const prng = new Prng(SEED + 2)
    const options = [
      ...Array.from({ length: 3000 }, () => randomOption(prng)),
      ...EDGES.flatMap((edge) => Array.from({ length: 50 }, () => ({ ...randomOption(prng), ...edge }))),
    ]
    const batch = new GreeksBatch(options.length)
    options.forEach((o, i) => {
      for (const key of ['sign', 'spot', 'strike', 'years', 'rate', 'dividendYield', 'volatility'] as const)
        batch[key][i] = o[key]
    })
    batch.evaluate(options.length)
    const keys = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'divRho', 'vanna', 'volga', 'charm'] as const
    options.forEach((o, i) => {
      const single = bsmGreeks(o)
      expect(batch.price[i]).toBeGreaterThanOrEqual(0)
      for (const key of keys) {
        const [one, other] = [batch[key][i]!, single[key]]
        expect(Number.isFinite(one) && Number.isFinite(other), `${key} of ${JSON.stringify(o)}`).toBe(true)
        const size = Math.abs(other) + (key === 'gamma' ? 1 / o.spot : o.spot + o.strike)
        expect(Math.abs(one - other) <= 1e-9 * size, `${key} of ${JSON.stringify(o)}: ${one} ${other}`).toBe(true)
      }
    })
  })

  it('the normal distribution of the batch', () => {
    const x = Float64Array.from({ length: 7601 }, (_, i) => (i - 3800) / 100)
    const [cdf, pdf] = [new Float64Array(x.length), new Float64Array(x.length)]
    normalInto(x, cdf, pdf, x.length)
    x.forEach((z, i) => {
      const truth = normalCdf(z)
      expect(Math.abs(cdf[i]! - truth)).toBeLessThan(1e-15)
      if (z > -37 && z < 0) expect(Math.abs(cdf[i]! / truth - 1)).toBeLessThan(1e-8)
    })
    const special = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN)
    normalInto(special, cdf, pdf, 3)
    expect(Array.from(cdf.subarray(0, 3))).toEqual([0, 1, Number.NaN])
  })
})

describe('implied volatility', () => {
  it('comes back from the price wherever the price says anything about it', () => {
    const prng = new Prng(SEED + 3)
    for (let n = 0; n < 5000; n++) {
      const o = { ...randomOption(prng), volatility: 0.01 + 3 * prng.nextFloat() ** 2 }
      const { price, vega } = bsmGreeks(o)
      const found = impliedVolatility({ ...o, price })
      if (vega > 1e-6 * o.spot) expect(Math.abs(found - o.volatility), JSON.stringify(o)).toBeLessThan(1e-8)
      else if (found > 0)
        expect(Math.abs(bsmPrice({ ...o, volatility: found }) - price)).toBeLessThan(1e-12 * (o.spot + o.strike))
    }
  })

  it('prices outside the bounds are codes, and it always ends', () => {
    const prng = new Prng(SEED + 4)
    for (let n = 0; n < 2000; n++) {
      const o = randomOption(prng)
      const [s, k] = [o.spot * Math.exp(-o.dividendYield * o.years), o.strike * Math.exp(-o.rate * o.years)]
      const low = Math.max(0, o.sign * (s - k))
      const high = o.sign > 0 ? s : k
      if (low > 0) expect(impliedVolatility({ ...o, price: low * (1 - 1e-9) - 1e-9 * high })).toBe(IV_BELOW_INTRINSIC)
      expect(impliedVolatility({ ...o, price: -1e-3 * high })).toBe(IV_BELOW_INTRINSIC)
      expect(impliedVolatility({ ...o, price: high })).toBe(IV_ABOVE_MAX)
      expect(impliedVolatility({ ...o, price: Number.NaN })).toBe(IV_BELOW_INTRINSIC)
      expect(impliedVolatility({ ...o, price: low + 1e-300 })).toBeLessThan(o.volatility + 1)
      expect(impliedVolatility({ ...o, price: high * (1 - 1e-15) })).not.toBeNaN()
    }
  })

  it('of an inverse option, and its payoff', () => {
    const o = { sign: -1, forward: 60_000, strike: 65_000, years: 0.1, volatility: 0.6 } as const
    const { priceCoin } = inverseGreeks(o)
    expect(inverseImpliedVolatility({ ...o, priceCoin })).toBeCloseTo(0.6, 10)
    expect(inversePayoffCoin(-1, 50_000, 65_000)).toBeCloseTo(0.3, 15)
    expect(inversePayoffCoin(1, 50_000, 65_000)).toBe(0)
  })
})

describe('American options', () => {
  it('lie between European or intrinsic value and the bound, and a call without yield is European', () => {
    const prng = new Prng(SEED + 5)
    for (let n = 0; n < 60; n++) {
      const o = randomOption(prng)
      const a = americanOption(o, 60)
      const slack = 1e-9 * o.spot
      expect(a.price).toBeGreaterThanOrEqual(Math.max(a.european, o.sign * (o.spot - o.strike)) - slack)
      expect(a.price).toBeLessThanOrEqual(
        (o.sign > 0 ? o.spot : o.strike * Math.exp(Math.max(0, -o.rate * o.years))) + slack,
      )
      const free = americanOption({ ...o, sign: 1, dividendYield: 0, rate: 0.05 }, 60)
      expect(free.earlyExercisePremium).toBeLessThan(1e-9 * o.spot)
    }
  })

  it('without time or volatility it is the best certain exercise', () => {
    const put = { sign: -1, spot: 90, strike: 100, rate: 0.1, dividendYield: 0 } as const
    expect(americanOption({ ...put, years: 1, volatility: 0 }).price).toBe(10)
    expect(americanOption({ ...put, years: 0, volatility: 0.3 }).price).toBe(10)
    // Without volatility a call on an asset that yields 10 % at no rate is exercised at once.
    expect(
      americanOption({ ...put, sign: 1, spot: 110, rate: 0, dividendYield: 0.1, years: 1, volatility: 0 }).price,
    ).toBe(10)
  })

  it('delta and gamma are slopes of the price', () => {
    const o = {
      sign: -1,
      spot: 100,
      strike: 105,
      years: 0.7,
      rate: 0.06,
      dividendYield: 0.01,
      volatility: 0.3,
    } as const
    const [a, up, down] = [100, 101, 99].map((spot) => americanOption({ ...o, spot }, 400))
    expect(a!.delta).toBeCloseTo((up!.price - down!.price) / 2, 3)
    expect(a!.gamma).toBeCloseTo(up!.price + down!.price - 2 * a!.price, 3)
    expect(a!.theta).toBeCloseTo(-(americanOption({ ...o, years: 0.71 }, 400).price - a!.price) / 0.01, 1)
  })

  it('Black-76 is the case of a yield equal to the rate', () => {
    const o = { sign: 1, spot: 100, strike: 90, years: 0.5, rate: 0.04, volatility: 0.2 } as const
    expect(black76Greeks(o).rho).toBeCloseTo(-0.5 * black76Greeks(o).price, 12)
  })
})
