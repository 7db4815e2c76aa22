import { Prng } from '@reflex/base'
import {
  binomialCdf,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredTail,
  erfc,
  holmAdjust,
  logGamma,
  mean,
  normalCdf,
  normalPdf,
  normalQuantile,
  oneSampleTest,
  RunningMoments,
  RunningRegression,
  sampleVariance,
  solveInPlace,
  sortedQuantile,
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1)
}

describe('distributions', () => {
  it('normal: reference values (50 digits, rounded), symmetry, tails, inverse', () => {
    const table: [number, number][] = [
      [-1, 0.15865525393145705],
      [-2, 0.02275013194817921],
      [-5, 2.866515718791939e-7],
      [-10, 7.619853024160525e-24],
      [-20, 2.753624118606234e-89],
      [-37, 5.725571222524577e-300],
    ]
    for (const [x, p] of table) expect(relative(normalCdf(x), p)).toBeLessThan(1e-15)
    for (let x = -8; x <= 8; x += 0.013) {
      expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(3e-16)
      expect(Math.abs(normalCdf(x) - 0.5 * erfc(-x / Math.SQRT2))).toBeLessThan(4e-16)
    }
    for (let p = 1e-300; p < 0.5; p *= 1.7) expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12)
    expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408408, 14)
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(-0.1)).toBeNaN()
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect(normalCdf(Number.NaN)).toBeNaN()
    expect(normalPdf(Number.POSITIVE_INFINITY)).toBe(0)
  })

  it('Student: closed forms for 1 and 2 degrees, normal in the limit, inverse', () => {
    for (const t of [-30, -3, -0.5, 0, 0.2, 1, 2.5, 50]) {
      expect(Math.abs(studentTCdf(t, 1) - (0.5 + Math.atan(t) / Math.PI))).toBeLessThan(1e-14)
      expect(Math.abs(studentTCdf(t, 2) - (0.5 + t / (2 * Math.sqrt(2 + t * t))))).toBeLessThan(1e-14)
    }
    expect(Math.abs(studentTCdf(1.7, 1e9) - normalCdf(1.7))).toBeLessThan(1e-9)
    expect(studentTQuantile(0.975, 10)).toBeCloseTo(2.2281388519862744, 12)
    for (const df of [1, 2.5, 7, 30, 400]) {
      for (const p of [0.001, 0.2, 0.6, 0.99]) expect(studentTCdf(studentTQuantile(p, df), df)).toBeCloseTo(p, 13)
    }
    expect(studentTTwoSided(0, 5)).toBe(1)
  })

  it('chi-squared and binomial', () => {
    expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 11)
    expect(chiSquaredQuantile(0.95, 2)).toBeCloseTo(-2 * Math.log(0.05), 11)
    for (const x of [0.01, 0.5, 2, 10, 60]) {
      expect(relative(chiSquaredTail(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-13)
      expect(relative(chiSquaredTail(x, 1), 2 * normalCdf(-Math.sqrt(x)))).toBeLessThan(2e-13)
      expect(chiSquaredTail(x, 7) + chiSquaredCdf(x, 7)).toBeCloseTo(1, 14)
    }
    expect(binomialCdf(1, 3, 0.5)).toBeCloseTo(0.5, 14)
    expect(binomialCdf(0, 250, 0.01)).toBeCloseTo(0.99 ** 250, 14)
    expect(relative(logGamma(101), 363.73937555556347)).toBeLessThan(1e-15)
    expect(relative(logGamma(0.5), 0.5 * Math.log(Math.PI))).toBeLessThan(1e-14)
  })
})

describe('streaming', () => {
  it('moments agree with two passes, far from zero too, and merge', () => {
    const prng = new Prng(SEED)
    for (const offset of [0, 1e9]) {
      const all = new RunningMoments()
      const left = new RunningMoments()
      const right = new RunningMoments()
      const x: number[] = []
      let top = 0
      let bottom = 0
      for (let i = 0; i < 500; i++) {
        const value = offset + prng.nextNormal()
        const weight = prng.nextInt(5)
        x.push(value)
        top += (value - offset) * weight
        bottom += weight
        all.add(value, weight)
        if (i < 200) left.add(value, weight)
        else right.add(value, weight)
      }
      left.merge(right)
      for (const m of [all, left]) {
        expect(m.count).toBe(500)
        expect(Math.abs(m.mean - mean(x))).toBeLessThan(1e-14 * Math.max(1, offset))
        expect(relative(m.variance, sampleVariance(x))).toBeLessThan(1e-7)
        expect(Math.abs(m.weightedMean - offset - top / bottom)).toBeLessThan(Math.max(1e-12, offset * 1e-15))
      }
    }
    const empty = new RunningMoments()
    empty.merge(new RunningMoments())
    expect(empty.mean).toBeNaN()
    expect(empty.variance).toBeNaN()
  })

  it('confidence intervals cover as they say', () => {
    const prng = new Prng(SEED, 1)
    let covered = 0
    for (let n = 0; n < 2000; n++) {
      const bucket = new RunningMoments()
      for (let i = 0; i < 8; i++) bucket.add(prng.nextNormal(), 1)
      if (Math.abs(bucket.mean) <= bucket.confidenceHalfWidth(0.95)) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })

  it('regression recovers a line and forgets', () => {
    const regression = new RunningRegression()
    for (let i = 0; i < 50; i++) regression.add(i, 3 - 2 * i, 1)
    expect(regression.slope).toBeCloseTo(-2, 12)
    expect(regression.intercept).toBeCloseTo(3, 10)
    expect(regression.r2).toBeCloseTo(1, 12)
    regression.decay(1e-9)
    for (let i = 0; i < 50; i++) regression.add(i, 5 * i, 1)
    expect(regression.slope).toBeCloseTo(5, 5)
  })
})

describe('tests and algebra', () => {
  it('false alarms of the t test come at its level', () => {
    const prng = new Prng(SEED, 2)
    let alarms = 0
    for (let n = 0; n < 2000; n++) {
      if (oneSampleTest(Array.from({ length: 12 }, () => prng.nextNormal())).p < 0.05) alarms++
    }
    expect(alarms / 2000).toBeGreaterThan(0.035)
    expect(alarms / 2000).toBeLessThan(0.065)
  })

  it('Holm', () => {
    const adjusted = holmAdjust([0.01, 0.04, 0.03, 0.005])
    for (const [i, p] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[i]!).toBeCloseTo(p, 14)
    expect(holmAdjust([])).toEqual([])
  })

  it('solves random systems and notices singular ones', () => {
    const prng = new Prng(SEED, 3)
    for (let n = 1; n < 12; n++) {
      const a = Float64Array.from({ length: n * n }, () => prng.nextNormal())
      const x = Float64Array.from({ length: n }, () => prng.nextNormal())
      const b = Float64Array.from({ length: n }, (_, i) => x.reduce((s, v, j) => s + a[i * n + j]! * v, 0))
      expect(solveInPlace(a.slice(), b)).toBe(true)
      for (let i = 0; i < n; i++) expect(b[i]!).toBeCloseTo(x[i]!, 8)
    }
    expect(solveInPlace(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBe(false)
    expect(sortedQuantile([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(sortedQuantile([], 0.5)).toBeNaN()
  })
})
