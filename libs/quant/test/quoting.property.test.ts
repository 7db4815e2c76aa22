import { Prng } from '@reflex/base'
import {
  FillIntensityCollector,
  fitFillIntensity,
  GlftTable,
  glftBidDistance,
  inventorySkew,
  isRequoteDue,
  optimalSpread,
  quoteSize,
  regressFillIntensity,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

/** v at the horizon by Runge-Kutta on the ODE itself, for small problems. */
function distancesByOde(sigma: number, A: number, k: number, gamma: number, Q: number, T: number): number[] {
  const alpha = (k * gamma * sigma * sigma) / 2
  const eta = A * (1 + gamma / k) ** -(1 + k / gamma)
  const slope = (v: number[]) => v.map((x, i) => -alpha * (i - Q) ** 2 * x + eta * ((v[i - 1] ?? 0) + (v[i + 1] ?? 0)))
  let v = new Array<number>(2 * Q + 1).fill(1)
  const steps = 4000
  const h = T / steps
  for (let s = 0; s < steps; s++) {
    const k1 = slope(v)
    const k2 = slope(v.map((x, i) => x + (h / 2) * k1[i]!))
    const k3 = slope(v.map((x, i) => x + (h / 2) * k2[i]!))
    const k4 = slope(v.map((x, i) => x + h * k3[i]!))
    v = v.map((x, i) => x + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!))
  }
  return v.slice(0, -1).map((x, i) => Math.log(x / v[i + 1]!) / k + Math.log(1 + gamma / k) / gamma)
}

describe('GLFT', () => {
  it('solves the ODE at any horizon and tends to the stationary quotes', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 20; n++) {
      const p = {
        sigma: 0.1 + prng.nextFloat(),
        fillRate: 0.1 + prng.nextFloat(),
        k: 0.2 + 2 * prng.nextFloat(),
        gamma: 0.005 + 0.3 * prng.nextFloat(),
      }
      const Q = 1 + prng.nextInt(6)
      const T = 20 * prng.nextFloat()
      const table = new GlftTable(Q)
      table.solveFinite(p, T)
      const expected = distancesByOde(p.sigma, p.fillRate, p.k, p.gamma, Q, T)
      for (let q = -Q; q < Q; q++) {
        expect(Math.abs(table.bidDistance(q) - expected[q + Q]!)).toBeLessThan(1e-8)
        expect(table.askDistance(-q)).toBe(table.bidDistance(q))
      }
      table.solveFinite(p, 1e6)
      const stationary = new GlftTable(Q)
      stationary.solveStationary(p)
      for (let q = -Q; q < Q; q++) expect(Math.abs(table.bidDistance(q) - stationary.bidDistance(q))).toBeLessThan(1e-9)
    }
  })

  it('keeps its accuracy where v underflows any eigenvector routine', () => {
    const p = { sigma: 5, fillRate: 1e-3, k: 2, gamma: 0.5 }
    const table = new GlftTable(40)
    table.solveStationary(p)
    const alpha = 0.5 * p.k * p.gamma * p.sigma ** 2
    const eta = p.fillRate * (1 + p.gamma / p.k) ** -(1 + p.k / p.gamma)
    // At the bound v_Q / v_(Q-1) = eta / (alpha Q^2 - lambda), lambda negligible here.
    const base = Math.log1p(p.gamma / p.k) / p.gamma
    expect(table.bidDistance(39)).toBeCloseTo(base - Math.log(eta / (alpha * 1600)) / p.k, 9)
    expect(table.bidDistance(40)).toBe(Number.POSITIVE_INFINITY)
    expect(table.bidDistance(45)).toBe(Number.POSITIVE_INFINITY)
    expect(table.askDistance(-40)).toBe(Number.POSITIVE_INFINITY)
  })

  it('rises with inventory on the bid, interpolates, and is near the closed form far from the bound', () => {
    const p = { sigma: 0.3, fillRate: 0.9, k: 0.3, gamma: 0.01 }
    const table = new GlftTable(100)
    table.solveStationary(p)
    for (let q = -99; q < 99; q++) {
      expect(table.bidDistance(q + 1)).toBeGreaterThan(table.bidDistance(q))
      const half = table.bidDistanceAt(q + 0.5)
      expect(half).toBeCloseTo((table.bidDistance(q) + table.bidDistance(q + 1)) / 2, 10)
      expect(table.askDistanceAt(-q - 0.5)).toBe(half)
    }
    expect(Math.abs(table.bidDistance(0) - glftBidDistance(p, 0))).toBeLessThan(0.02)
  })
})

describe('calibration and rules', () => {
  it('recovers A and k from simulated fills', () => {
    const prng = new Prng(SEED, 1)
    const collector = new FillIntensityCollector(1, 12)
    for (let n = 0; n < 200_000; n++) {
      const distance = 12 * prng.nextFloat()
      collector.addTime(distance, 0.5)
      const centre = Math.floor(distance) + 0.5
      if (prng.nextFloat() < 0.5 * 0.8 * Math.exp(-0.4 * centre)) collector.addFill(distance)
    }
    const fit = collector.fit()!
    expect(Math.abs(fit.k - 0.4)).toBeLessThan(4 * fit.kStandardError)
    expect(Math.abs(fit.fillRate - 0.8) / 0.8).toBeLessThan(0.05)
    expect(fit.kStandardError).toBeLessThan(0.01)
  })

  it('is exact on noiseless rates and refuses what does not determine k', () => {
    const distances = [0, 1, 2, 3]
    const seconds = [1000, 1000, 1000, 1000]
    const fills = distances.map((d) => 1000 * 1.5 * Math.exp(-0.7 * d))
    expect(regressFillIntensity(distances, seconds, fills)!.k).toBeCloseTo(0.7, 12)
    expect(fitFillIntensity(distances, seconds, fills)!.fillRate).toBeCloseTo(1.5, 10)
    expect(fitFillIntensity(distances, seconds, [5, 0, 0, 0])).toBeUndefined()
    expect(fitFillIntensity(distances, [1000, 0, 1, 1], [5, 1, 0, 0])).toBeUndefined()
  })

  it('caps the skew, shrinks size to the limit and never past it', () => {
    expect(inventorySkew(100, 0.01, 2, 10, 3)).toBe(-3)
    expect(inventorySkew(-100, 0.01, 2, 10, 3)).toBe(3)
    expect(inventorySkew(1, 0.01, 2, 10, 3)).toBeCloseTo(-0.4, 12)
    expect(optimalSpread(0, 2, 1.5, 1)).toBeCloseTo(2 / 1.5, 12)
    expect(optimalSpread(1e-9, 2, 1.5, 1)).toBeCloseTo(2 / 1.5, 7)
    const prng = new Prng(SEED, 2)
    for (let n = 0; n < 2000; n++) {
      const inventoryMax = 1 + prng.nextInt(50)
      const inventory = prng.nextInt(2 * inventoryMax + 21) - inventoryMax - 10
      const side = prng.nextBoolean(0.5) ? 1 : -1
      const size = quoteSize(side, inventory, 1 + prng.nextInt(20), inventoryMax)
      expect(Number.isInteger(size) && size >= 0).toBe(true)
      if (side * inventory >= inventoryMax) expect(size).toBe(0)
      else expect(side * inventory + size).toBeLessThanOrEqual(inventoryMax)
    }
  })

  it('asks for a message only when it pays', () => {
    expect(isRequoteDue(100, 101, 2)).toBe(false)
    expect(isRequoteDue(100, 102, 2)).toBe(true)
    expect(isRequoteDue(Number.NaN, 102, 2)).toBe(true)
    expect(isRequoteDue(Number.NaN, Number.NaN, 2)).toBe(false)
  })
})
