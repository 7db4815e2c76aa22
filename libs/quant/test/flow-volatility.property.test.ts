import { Prng } from '@reflex/base'
import {
  autocorrelation,
  ClockedVolatility,
  leeReadySign,
  OrderFlowImbalance,
  parkinsonVolatility,
  previousTickSample,
  rollSpread,
  TradeSignAutocorrelation,
  Vpin,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

describe('volatility', () => {
  it('on a clock: right for a random walk, blind to bounce, falls in silence', () => {
    const prng = new Prng(SEED)
    const clocked = new ClockedVolatility({ clockNs: 5e9, tauNs: 2000e9, samplesMin: 10 })
    const sigma = 0.4
    let value = 10_000
    for (let n = 0; n < 200_000; n++) {
      value += sigma * Math.sqrt(0.1) * prng.nextNormal()
      clocked.onTick(n * 1e8, value + (prng.nextBoolean(0.5) ? 0.3 : -0.3))
    }
    expect(clocked.isReady).toBe(true)
    const bounce = (2 * 0.09) / 5
    expect(Math.abs(clocked.variancePerSec / (sigma * sigma + bounce) - 1)).toBeLessThan(0.2)
    const before = clocked.sigmaPerSqrtSec
    clocked.onTimer(200_000 * 1e8 + 4000e9)
    expect(clocked.sigmaPerSqrtSec).toBeLessThan(0.5 * before)
  })

  it('is exact on the first samples and does not take a gap for a return', () => {
    const clocked = new ClockedVolatility({ clockNs: 1e9, tauNs: 10e9, samplesMin: 1 })
    expect(clocked.variancePerSec).toBeNaN()
    clocked.onTick(0, 100)
    clocked.onTick(5e8, 103)
    clocked.onTick(1e9, 500)
    expect(clocked.variancePerSec).toBeCloseTo(9, 12)
    clocked.breakChain()
    clocked.onTick(9e9, 900)
    clocked.onTick(9.5e9, 903)
    clocked.onTick(10e9, 903)
    expect(clocked.sampleCount).toBe(2)
    expect(clocked.variancePerSec).toBeCloseTo(9, 12)
  })

  it('previous-tick grid, missing estimates', () => {
    expect(Array.from(previousTickSample([1, 4, 6, 11], [1, 2, 3, 4], 0, 5))).toEqual([2, 3])
    expect(Array.from(previousTickSample([0, 5, 10], [1, 2, 3], 0, 5))).toEqual([1, 2, 3])
    expect(previousTickSample([], [], 0, 5).length).toBe(0)
    expect(rollSpread([0, 0, 0, 5, 10])).toBeNaN()
    expect(parkinsonVolatility({ open: [], high: [], low: [], close: [] }, 252)).toBeNaN()
  })
})

describe('flow', () => {
  it('order flow imbalance by hand', () => {
    const flow = new OrderFlowImbalance()
    const steps: [number, number, number, number, number][] = [
      [100, 5, 101, 7, 0],
      [100, 8, 101, 7, 3],
      [101, 2, 102, 4, 2 + 7],
      [101, 2, 102, 6, -2],
      [99, 3, 102, 6, -2],
      [99, 3, 101, 1, -1],
    ]
    for (const [bid, bidQty, ask, askQty, expected] of steps) {
      flow.onQuote(bid, bidQty, ask, askQty)
      expect(flow.last).toBe(expected)
    }
    expect(flow.total).toBe(7)
    flow.reset()
    flow.breakChain()
    flow.onQuote(1, 1, 2, 1)
    expect(flow.total).toBe(0)
  })

  it('VPIN: 1 for one-sided flow, small for balanced flow, the same however trades are cut', () => {
    const prng = new Prng(SEED, 1)
    const onesided = new Vpin(100, 5)
    expect(onesided.onTrade(1234, 1)).toBe(12)
    expect(onesided.value).toBe(1)
    const whole = new Vpin(100, 20)
    const cut = new Vpin(100, 20)
    for (let n = 0; n < 3000; n++) {
      const qty = 1 + prng.nextInt(150)
      const sign = prng.nextBoolean(0.5) ? 1 : -1
      whole.onTrade(qty, sign)
      const part = prng.nextInt(qty + 1)
      cut.onTrade(part, sign)
      cut.onTrade(qty - part, sign)
      expect(cut.value).toBe(whole.value)
    }
    expect(whole.bucketCount).toBe(cut.bucketCount)
  })

  it('sign autocorrelation agrees with the sample and sees a trend', () => {
    const prng = new Prng(SEED, 2)
    const tracker = new TradeSignAutocorrelation(10, 1e6)
    const signs: number[] = []
    let sign = 1
    for (let n = 0; n < 20_000; n++) {
      if (prng.nextBoolean(0.2)) sign = -sign
      signs.push(sign)
      tracker.onTrade(sign)
    }
    for (const lag of [1, 3, 10]) expect(Math.abs(tracker.at(lag) - autocorrelation(signs, lag))).toBeLessThan(0.01)
    expect(tracker.at(1)).toBeGreaterThan(0.5)
    expect([leeReadySign(11, 10, -1), leeReadySign(9, 10, 1), leeReadySign(10, 10, -1)]).toEqual([1, -1, -1])
  })
})
