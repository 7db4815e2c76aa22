import { Prng } from '@reflex/base'
import {
  ageWeightedRisk,
  cornishFisher,
  DrawdownTracker,
  deltaGammaMoments,
  EwmaCovariance,
  historicalRisk,
  isCornishFisherMonotone,
  isPositiveSemiDefinite,
  LIMIT_HARD,
  LIMIT_OK,
  LIMIT_SOFT,
  LossLimitTracker,
  matrixOf,
  multiplySquare,
  normalQuantile,
  parametricVar,
  symmetricEigenvalues,
  tailCountOf,
  varContributions,
  volatilityScaledReturns,
  zeroMeanCovariance,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

function randomReturns(prng: Prng, rows: number, assets: number): Float64Array {
  return Float64Array.from({ length: rows * assets }, () => 0.02 * prng.nextNormal())
}

describe('value at risk', () => {
  it('components re-add to the whole; removing everything leaves nothing', () => {
    const prng = new Prng(SEED)
    for (let n = 0; n < 50; n++) {
      const assets = 1 + prng.nextInt(6)
      const c = zeroMeanCovariance(randomReturns(prng, 60, assets), assets)
      const a = Array.from({ length: assets }, () => 1e6 * prng.nextNormal())
      const risk = parametricVar(a, c, 0.99)
      const parts = varContributions(a, c, 0.99)
      const sum = parts.component.reduce((x, y) => x + y, 0)
      expect(Math.abs(sum / risk.valueAtRisk - 1)).toBeLessThan(1e-12)
      expect(risk.expectedShortfall).toBeGreaterThan(risk.valueAtRisk)
      if (assets === 1) expect(parts.incremental[0]).toBeCloseTo(risk.valueAtRisk, 3)
    }
    const flat = varContributions([0, 0], Float64Array.of(1, 0, 0, 1), 0.99)
    expect(Array.from(flat.marginal)).toEqual([0, 0])
  })

  it('Hull: 500 scenarios at 99 % is the 5th worst', () => {
    expect(tailCountOf(500, 0.99)).toBe(5)
    expect(tailCountOf(250, 0.99)).toBe(3)
    expect(tailCountOf(10, 0.99)).toBe(1)
    const losses = Array.from({ length: 500 }, (_, i) => (i * 7919) % 500)
    const risk = historicalRisk(losses, 0.99)
    expect(risk.valueAtRisk).toBe(495)
    expect(risk.expectedShortfall).toBe(497)
    expect(Math.abs(ageWeightedRisk(losses, 0.99, 1 - 1e-9).valueAtRisk - 495)).toBeLessThanOrEqual(1)
    expect(ageWeightedRisk([1, 2, 3, 100], 0.95, 0.5).valueAtRisk).toBe(100)
    expect(ageWeightedRisk([100, 1, 2, 3], 0.8, 0.5).valueAtRisk).toBe(3)
    expect(Array.from(volatilityScaledReturns([0.01], [0.01], 0.02))).toEqual([0.02])
  })

  it('EWMA covariance stays positive semi-definite', () => {
    const prng = new Prng(SEED, 1)
    const ewma = new EwmaCovariance(0.94, zeroMeanCovariance(randomReturns(prng, 30, 4), 4))
    for (let n = 0; n < 300; n++) {
      ewma.update(randomReturns(prng, 1, 4), 0)
      expect(isPositiveSemiDefinite(ewma.matrix, 1e-10)).toBe(true)
    }
    expect(Math.abs(ewma.correlation(0, 1))).toBeLessThanOrEqual(1)
  })

  it('refuses an impossible correlation matrix', () => {
    const impossible = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ]
    expect(isPositiveSemiDefinite(matrixOf(impossible), 1e-10)).toBe(false)
    expect(
      isPositiveSemiDefinite(
        matrixOf([
          [1, 1],
          [1, 1],
        ]),
        1e-10,
      ),
    ).toBe(true)
    expect(
      isPositiveSemiDefinite(
        matrixOf([
          [1, 0.5],
          [0.4, 1],
        ]),
        1e-10,
      ),
    ).toBe(false)
  })

  it('eigenvectors rebuild the matrix', () => {
    const prng = new Prng(SEED, 2)
    const n = 6
    const a = zeroMeanCovariance(randomReturns(prng, 20, n), n)
    const vectors = new Float64Array(n * n)
    const values = symmetricEigenvalues(a, vectors)
    const scaled = vectors.map((v, i) => v * values[i % n]!)
    const transposed = vectors.map((_, i) => vectors[(i % n) * n + Math.floor(i / n)]!)
    const rebuilt = multiplySquare(scaled, transposed)
    for (let i = 0; i < a.length; i++) expect(rebuilt[i]!).toBeCloseTo(a[i]!, 14)
  })

  it('delta-gamma moments agree with simulation; one factor with the closed form', () => {
    const prng = new Prng(SEED, 3)
    const delta = [1.5, -0.5]
    const gamma = Float64Array.of(0.8, 0.3, 0.3, -0.6)
    const covariance = Float64Array.of(1, 0.4, 0.4, 0.5)
    const m = deltaGammaMoments(delta, gamma, covariance)
    const l21 = 0.4
    const l22 = Math.sqrt(0.5 - 0.16)
    const n = 200_000
    let [s1, s2, s3] = [0, 0, 0]
    for (let i = 0; i < n; i++) {
      const z = prng.nextNormal()
      const x = [z, l21 * z + l22 * prng.nextNormal()] as const
      const quadratic = gamma[0]! * x[0] ** 2 + 2 * gamma[1]! * x[0] * x[1] + gamma[3]! * x[1] ** 2
      const pnl = delta[0]! * x[0] + delta[1]! * x[1] + 0.5 * quadratic - m.mean
      s1 += pnl / n
      s2 += pnl ** 2 / n
      s3 += pnl ** 3 / n
    }
    expect(Math.abs(s1)).toBeLessThan(0.02)
    expect(Math.abs(s2 / m.variance - 1)).toBeLessThan(0.03)
    expect(Math.abs(s3 / m.variance ** 1.5 - m.skew)).toBeLessThan(0.06)
    const one = deltaGammaMoments([0], Float64Array.of(2), Float64Array.of(3))
    expect(one.mean).toBe(3)
    expect(one.variance).toBe(18)
    expect(one.skew).toBeCloseTo(Math.sqrt(8), 12)
    expect(one.exKurt).toBeCloseTo(12, 12)
    const z = normalQuantile(0.99)
    expect(cornishFisher(z, 0, 0)).toBe(z)
    expect(isCornishFisherMonotone(0, 0)).toBe(true)
    expect(isCornishFisherMonotone(0.1, 0.3)).toBe(true)
    expect(isCornishFisherMonotone(1.5, 0)).toBe(false)
    expect(isCornishFisherMonotone(0, 9)).toBe(false)
  })
})

describe('limits', () => {
  it('drawdown agrees with its definition', () => {
    const prng = new Prng(SEED, 4)
    for (let n = 0; n < 50; n++) {
      const tracker = new DrawdownTracker()
      const path: number[] = []
      let cumulative = 0
      for (let i = 0; i < 60; i++) {
        cumulative += prng.nextInt(2001) - 1000
        path.push(cumulative)
        tracker.update(cumulative)
        const expected = path.map((x, t) => Math.max(0, ...path.slice(0, t + 1)) - x)
        expect(tracker.current).toBe(expected[i])
        expect(tracker.max).toBe(Math.max(...expected))
        expect(tracker.maxIndex).toBe(tracker.max === 0 ? -1 : expected.indexOf(tracker.max))
      }
    }
  })

  it('warns, trips at the limit itself, and latches until released', () => {
    const limits = { dayLossSoft: 70, dayLossHard: 100, drawdownSoft: 700, drawdownHard: 1000 }
    const tracker = new LossLimitTracker(limits)
    expect(tracker.update(-69)).toBe(LIMIT_OK)
    expect(tracker.update(-70)).toBe(LIMIT_SOFT)
    expect(tracker.update(-100)).toBe(LIMIT_HARD)
    expect(tracker.update(50)).toBe(LIMIT_HARD)
    expect(tracker.isLatched).toBe(true)
    tracker.release()
    expect(tracker.update(50)).toBe(LIMIT_OK)
    tracker.startDay()
    expect(tracker.update(-49)).toBe(LIMIT_SOFT)
    expect(tracker.dayLoss).toBe(99)
  })
})
