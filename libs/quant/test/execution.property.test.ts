import { Prng } from '@reflex/base'
import {
  allocateByTail,
  almgrenChriss,
  almgrenChrissLvar,
  almgrenImpact,
  apportion,
  CensoredDepth,
  type ExecutionCostModel,
  ParticipationTarget,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

function randomModel(prng: Prng): ExecutionCostModel {
  const slices = 1 + prng.nextInt(20)
  const horizon = 0.1 + 5 * prng.nextFloat()
  const gamma = 1e-7 * prng.nextFloat()
  const eta = (gamma * horizon) / slices + 1e-6 * (0.1 + prng.nextFloat())
  const quantity = 1000 + prng.nextInt(1_000_000)
  return { quantity, horizon, slices, sigma: 0.1 + prng.nextFloat(), gamma, eta, epsilon: 0.1 * prng.nextFloat() }
}

describe('optimal execution', () => {
  it('no other trajectory of the same total has a better utility', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 200; n++) {
      const model = randomModel(prng)
      const lambda = 10 ** (-9 + 5 * prng.nextFloat())
      const plan = almgrenChriss(model, lambda)
      const tau = model.horizon / model.slices
      const etaTilde = model.eta - (model.gamma * tau) / 2
      const holdings = plan.holdings.map((held, j) =>
        j === 0 || j === model.slices ? held : held * (1 + 0.05 * prng.nextNormal()),
      )
      let utility = (model.gamma * model.quantity ** 2) / 2
      for (let j = 1; j <= model.slices; j++) {
        const trade = holdings[j - 1]! - holdings[j]!
        utility += model.epsilon * Math.abs(trade) + (etaTilde / tau) * trade * trade
        utility += lambda * model.sigma ** 2 * tau * holdings[j]! ** 2
      }
      expect(utility).toBeGreaterThanOrEqual(plan.utility * (1 - 1e-12))
    }
  })

  it('planned again from what remains, the plan repeats itself', () => {
    const prng = new Prng(SEED + 1)
    for (let n = 0; n < 100; n++) {
      const model = { ...randomModel(prng), slices: 10 }
      const plan = almgrenChriss(model, 1e-6)
      const rest = { ...model, quantity: plan.holdings[4]!, slices: 6, horizon: (model.horizon * 6) / 10 }
      const again = almgrenChriss(rest, 1e-6)
      for (let j = 0; j <= 6; j++) {
        expect(Math.abs(again.holdings[j]! - plan.holdings[j + 4]!)).toBeLessThan(1e-9 * model.quantity)
      }
    }
  })

  it('L-VaR is the smallest along the frontier', () => {
    const prng = new Prng(SEED + 2)
    let found = 0
    for (let n = 0; n < 100; n++) {
      const model = { ...randomModel(prng), slices: 2 + prng.nextInt(10) }
      const z = 0.5 + 2 * prng.nextFloat()
      const best = almgrenChrissLvar(model, z)
      if (Number.isNaN(best.lvar)) continue
      found++
      for (const factor of [0, 0.5, 0.9, 1.1, 2, 10]) {
        const other = almgrenChriss(model, best.riskAversion * factor)
        expect(other.expectedCost + z * Math.sqrt(other.variance)).toBeGreaterThanOrEqual(best.lvar * (1 - 1e-12))
      }
    }
    expect(found).toBeGreaterThan(50)
  })

  it('a risk-averse plan of extreme urgency stays finite', () => {
    const model = { quantity: 1e6, horizon: 5, slices: 500, sigma: 0.95, gamma: 0, eta: 2.5e-6, epsilon: 0 }
    const plan = almgrenChriss(model, 1e3)
    expect(plan.trades[0]).toBeGreaterThan(0.9999e6)
    expect(plan.holdings.every((held) => Number.isFinite(held) && held >= 0)).toBe(true)
  })

  it('with one slice there is nothing to choose', () => {
    const plan = almgrenChrissLvar({ ...randomModel(new Prng(SEED)), slices: 1 }, 1.65)
    expect(plan.variance).toBe(0)
    expect(plan.lvar).toBe(plan.expectedCost)
  })

  it('impact of a sale is that of a purchase with the sign turned', () => {
    const buy = almgrenImpact(656_100, 6_561_000, 1_728_000_000, 0.0157, 0.2)
    const sell = almgrenImpact(-656_100, 6_561_000, 1_728_000_000, 0.0157, 0.2)
    expect(sell.realized).toBe(-buy.realized)
  })
})

describe('schedules', () => {
  it('slices add up, keep to lots but the last, and are within a lot of the exact share', () => {
    const prng = new Prng(SEED + 3)
    for (let n = 0; n < 500; n++) {
      const lot = [1, 10, 100, 7][prng.nextInt(4)]!
      const quantity = prng.nextInt(1_000_000_000)
      const weights = Array.from({ length: 1 + prng.nextInt(30) }, () => prng.nextInt(1_000_000_000))
      weights[0]!++
      const slices = apportion(quantity, lot, weights)
      expect(slices.reduce((a, b) => a + b, 0)).toBe(quantity)
      const total = weights.reduce((a, b) => a + b, 0)
      slices.forEach((slice, i) => {
        const whole = i === slices.length - 1 ? slice - (quantity % lot) : slice
        expect(whole % lot).toBe(0)
        expect(Math.abs(whole - (Math.floor(quantity / lot) * lot * weights[i]!) / total)).toBeLessThan(lot + 1e-3)
      })
    }
  })

  it('participation targets equal exact fractions', () => {
    const prng = new Prng(SEED + 4)
    for (let n = 0; n < 2000; n++) {
      const lot = [1, 10, 100][prng.nextInt(3)]!
      const p = 1 + prng.nextInt(99_999_998)
      const others = prng.nextBoolean(0.5) ? prng.nextInt(1000) : prng.nextInt(4_294_967_295)
      const quantity = 1e15
      const exact = (BigInt(p) * BigInt(others)) / (BigInt(100_000_000 - p) * BigInt(lot))
      const expected = exact * BigInt(lot) > BigInt(quantity) ? quantity : Number(exact) * lot
      expect(new ParticipationTarget(p, quantity, lot).targetQty(others)).toBe(expected)
    }
  })
})

describe('censored depth', () => {
  it('finds the distribution behind censored visits', () => {
    const prng = new Prng(SEED + 5)
    const depth = new CensoredDepth(20)
    for (let n = 0; n < 40_000; n++) {
      const available = Math.floor(-6 * Math.log(1 - prng.nextFloat()))
      const sent = 1 + prng.nextInt(20)
      depth.observe(Math.min(available, sent), sent)
    }
    for (let units = 0; units <= 18; units++) expect(depth.tail(units)).toBeCloseTo(Math.exp(-units / 6), 1)
    expect(depth.tail(21)).toBe(0)
  })

  it('forgets what is old', () => {
    const depth = new CensoredDepth(10)
    for (let n = 0; n < 100; n++) depth.observe(0, 10)
    depth.decay(0.001)
    for (let n = 0; n < 10; n++) depth.observe(10, 10)
    expect(depth.tail(10)).toBeGreaterThan(0.9)
  })

  it('sends nothing where nothing was ever seen', () => {
    const known = new CensoredDepth(5)
    known.observe(2, 3)
    const allocation = new Int32Array(2)
    expect(allocateByTail([new CensoredDepth(5), known], 4, allocation)).toBe(2)
    expect([...allocation]).toEqual([0, 2])
  })
})
