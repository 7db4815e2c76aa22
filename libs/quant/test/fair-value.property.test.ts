import { Prng } from '@reflex/base'
import {
  ConsensusFairValue,
  type ConsensusOptions,
  crossCorrelation,
  leadLagWeights,
  MicroPrice,
  weightedMid,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)
console.log(`seed ${SEED}`)

const OPTIONS: ConsensusOptions = {
  venueCount: 3,
  staleAfterNs: 2e9,
  basisTauNs: 100e9,
  noiseTauNs: 20e9,
  basisSamplesMin: 20,
  noiseFloor: 0.05,
  noiseSpreadShare: 0.5,
  crossTolerance: 2,
  anchorVenue: 0,
}

describe('micro-price', () => {
  /** A one-tick book whose next mid move is up with probability = bid share of the last quote before it. */
  function feed(micro: MicroPrice, prng: Prng, moves: number): void {
    let bid = 10_000
    for (let n = 0; n < moves; n++) {
      let share = 0.5
      for (let i = 0; i < 5; i++) {
        share = Math.min(0.999, Math.max(0.001, prng.nextFloat()))
        micro.observe(bid, share * 1000, bid + 1, (1 - share) * 1000)
      }
      bid += prng.nextBoolean(share) ? 1 : -1
    }
  }

  it('is antisymmetric, rises with the imbalance and stays inside a one-tick spread', () => {
    const micro = new MicroPrice({ imbalanceBuckets: 9, spreadTicksMax: 2, moveHalfTicksMax: 2 })
    feed(micro, new Prng(SEED), 40_000)
    expect(micro.isFitted).toBe(false)
    expect(micro.microPrice(100, 30, 101, 10)).toBe(weightedMid(100, 30, 101, 10))
    expect(micro.fit()).toBe(true)
    const g = micro.limit
    for (let b = 0; b < 9; b++) {
      expect(g[b]! + g[8 - b]!).toBeCloseTo(0, 12)
      if (b > 0) expect(g[b]!).toBeGreaterThan(g[b - 1]!)
    }
    expect(Math.abs(g[8]!)).toBeLessThan(0.5)
    for (let q = 1; q < 100; q++) {
      const step = micro.microPrice(100, q, 101, 100 - q)
      const smooth = micro.smoothMicroPrice(100, q, 101, 100 - q)
      expect(step).toBeGreaterThan(100)
      expect(step).toBeLessThan(101)
      expect(smooth + micro.smoothMicroPrice(100, 100 - q, 101, q)).toBeCloseTo(201, 9)
    }
    expect(micro.microPrice(100, 50, 109, 50)).toBeCloseTo(104.5, 9)
  })

  it('learns nothing across breaks, bad quotes and jumps, and cannot fit without moves', () => {
    const micro = new MicroPrice({ imbalanceBuckets: 3, spreadTicksMax: 1, moveHalfTicksMax: 2 })
    micro.observe(100, 1, 101, 1)
    micro.breakChain()
    micro.observe(105, 1, 106, 1)
    micro.observe(107, 1, 106, 1)
    micro.observe(105, 1, 106, 1)
    expect(micro.transitionCount).toBe(0)
    micro.observe(105, 2, 106, 1)
    expect(micro.transitionCount).toBe(1)
    micro.observe(110, 2, 111, 1)
    expect(micro.jumpCount).toBe(1)
    expect(micro.fit()).toBe(false)
  })
})

describe('consensus', () => {
  it('finds value, bases and noise of venues that differ', () => {
    const prng = new Prng(SEED, 1)
    const consensus = new ConsensusFairValue(OPTIONS)
    const sigma = 0.5
    consensus.setVariance(sigma * sigma)
    const basis = [0, 4, -7]
    const noise = [0.2, 0.2, 3]
    let value = 10_000
    let squares = 0
    let inside = 0
    let count = 0
    for (let n = 0; n < 30_000; n++) {
      value += sigma * Math.sqrt(0.01) * prng.nextNormal()
      const venue = prng.nextInt(3)
      const micro = value + basis[venue]! + noise[venue]! * prng.nextNormal()
      consensus.onQuote(venue, n * 1e7, micro - 0.5, micro + 0.5, micro)
      consensus.evaluate(n * 1e7)
      if (n < 5000) continue
      const error = consensus.value - value
      squares += error * error
      if (Math.abs(error) < 2 * consensus.standardDeviation) inside++
      count++
    }
    expect(Math.abs(consensus.basis(1) - 4)).toBeLessThan(0.2)
    expect(Math.abs(consensus.basis(2) + 7)).toBeLessThan(0.5)
    expect(consensus.weight(2)).toBeLessThan(0.1)
    expect(consensus.weight(0) + consensus.weight(1) + consensus.weight(2)).toBeCloseTo(1, 12)
    expect(Math.sqrt(squares / count)).toBeLessThan(0.25)
    expect(inside / count).toBeGreaterThan(0.85)
    expect(consensus.venueFairValue(1)).toBeCloseTo(consensus.value + consensus.basis(1), 12)
  })

  it('leaves out stale, withdrawn and crossed venues and says which it used', () => {
    const consensus = new ConsensusFairValue({ ...OPTIONS, basisSamplesMin: 0 })
    consensus.setVariance(0.25)
    consensus.setVariance(Number.NaN)
    consensus.onQuote(0, 0, 99, 101, Number.NaN)
    consensus.evaluate(0)
    expect(consensus.isAvailable).toBe(false)
    expect(consensus.value).toBeNaN()
    for (let k = 0; k < 3; k++) consensus.onQuote(k, 0, 99, 101, 100)
    consensus.evaluate(0)
    expect(consensus.usedMask).toBe(0b111)
    expect(consensus.value).toBe(100)
    consensus.onQuote(1, 1e9, 119, 121, 120)
    consensus.evaluate(1e9)
    expect(consensus.usedMask).toBe(0b101)
    expect(consensus.crossedCount).toBe(1)
    expect(consensus.value).toBe(100)
    consensus.withdraw(2)
    consensus.onQuote(0, 1.5e9, 101, 99, 100)
    consensus.evaluate(1.5e9)
    expect(consensus.usedMask).toBe(0b010)
    consensus.evaluate(4e9)
    expect(consensus.isAvailable).toBe(false)
  })

  it('gives an older quote less weight and a wider band', () => {
    const consensus = new ConsensusFairValue({ ...OPTIONS, venueCount: 2, basisSamplesMin: 0 })
    consensus.setVariance(1)
    consensus.onQuote(0, 0, 99, 101, 100)
    consensus.onQuote(1, 0, 99, 101, 100)
    consensus.evaluate(0)
    const sd = consensus.standardDeviation
    expect(consensus.weight(0)).toBeCloseTo(0.5, 12)
    consensus.onQuote(1, 1e9, 99, 101, 100)
    consensus.evaluate(1e9)
    expect(consensus.weight(0)).toBeLessThan(consensus.weight(1))
    consensus.evaluate(1.9e9)
    expect(consensus.standardDeviation).toBeGreaterThan(sd)
  })

  it('weighs the venue that leads', () => {
    const prng = new Prng(SEED, 2)
    const leader = Float64Array.from({ length: 4000 }, () => prng.nextNormal())
    const follower = leader.map((_, i) => 0.6 * (leader[i - 1] ?? 0) + 0.5 * prng.nextNormal())
    expect(crossCorrelation(leader, follower, 1)).toBeGreaterThan(0.6)
    const weights = leadLagWeights([leader, follower], 3, 4)
    expect(weights[0]!).toBeGreaterThan(1.5)
    expect(weights[1]!).toBeCloseTo(0.25, 6)
  })
})
