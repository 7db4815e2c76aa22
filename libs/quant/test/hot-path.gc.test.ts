/** The per-tick calls must not allocate: a million of each, no scavenge. */

import { GCProfiler, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Prng } from '@reflex/base'
import {
  ClockedVolatility,
  ConsensusFairValue,
  EwmaCovariance,
  EwmaVariance,
  EwmaVarianceRate,
  FillIntensityCollector,
  GlftTable,
  GreeksBatch,
  inventorySkew,
  MicroPrice,
  OptionBook,
  OrderFlowImbalance,
  PnlProfile,
  RunningMoments,
  reservationPrice,
  TradeSignAutocorrelation,
  Vpin,
  weightedMid,
} from '@reflex/quant'
import { describe, expect, it } from 'vitest'

const CALLS = 1_000_000
const MASK = 4095
const SEED = 20260704

const prng = new Prng(SEED)
const bids = new Float64Array(MASK + 1)
const asks = new Float64Array(MASK + 1)
const bidQtys = new Float64Array(MASK + 1)
const askQtys = new Float64Array(MASK + 1)
const normals = new Float64Array(MASK + 1)
/** As a core gets its time: a number already boxed by the caller. The string keeps the array of boxed numbers. */
const boxedTimes: unknown[] = ['']
const sink = new Float64Array(2)
for (let i = 0; i <= MASK; i++) {
  bids[i] = 10_000 + prng.nextInt(4)
  asks[i] = bids[i]! + 1 + prng.nextInt(2)
  bidQtys[i] = 1 + prng.nextInt(50)
  askQtys[i] = 1 + prng.nextInt(50)
  boxedTimes[i] = 1e12 + i * 1e7
  normals[i] = prng.nextNormal()
}

// What earlier tests left in the young generation must not count here.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/**
 * Runs the body warm, then counts collections over CALLS more. On a busy machine the optimising compiler may finish
 * late, and code that is not optimised yet boxes its numbers: so up to five rounds, of which one must be clean.
 */
function expectNoScavenge(name: string, body: (from: number, to: number) => void): void {
  it(`${name} does not allocate`, () => {
    for (let i = 0; i < 20; i++) body(i * 10_000, (i + 1) * 10_000)
    let scavenges = 1
    for (let round = 0; round < 5 && scavenges > 0; round++) {
      collectGarbage()
      const profiler = new GCProfiler()
      profiler.start()
      body(200_000 + round * CALLS, 200_000 + (round + 1) * CALLS)
      scavenges = profiler.stop()!.statistics.filter((s) => s.gcType === 'Scavenge').length
    }
    expect(scavenges).toBe(0)
  })
}

describe('hot path', () => {
  const micro = new MicroPrice({ imbalanceBuckets: 9, spreadTicksMax: 3, moveHalfTicksMax: 4 })
  expectNoScavenge('MicroPrice.observe', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      micro.observe(bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!)
    }
  })
  micro.fit()
  expectNoScavenge('MicroPrice.microPrice', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      sink[0]! += micro.microPrice(bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!)
      sink[0]! += micro.smoothMicroPrice(bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!)
    }
  })

  const ewma = new EwmaVariance(0.94, 20)
  const rate = new EwmaVarianceRate(30)
  const clocked = new ClockedVolatility({ clockNs: 1e9, tauNs: 60e9, samplesMin: 30 })
  expectNoScavenge('EWMA volatility', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      ewma.add(normals[i]!)
      rate.add(normals[i]!, 0.25)
      clocked.onTick(n * 1.5e8, bids[i]!)
      sink[0]! += ewma.variance + rate.variancePerSec + clocked.variancePerSec
    }
  })

  const covariance = new EwmaCovariance(0.97, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1))
  expectNoScavenge('EwmaCovariance.update', (from, to) => {
    for (let n = from; n < to; n++) covariance.update(normals, n & 2047)
  })

  const table = new GlftTable(20)
  table.solveStationary({ sigma: 0.3, fillRate: 0.9, k: 0.3, gamma: 0.01 })
  expectNoScavenge('GlftTable', (from, to) => {
    for (let n = from; n < to; n++) {
      const q = (n % 41) - 20
      sink[0]! += table.bidDistance(q) === Number.POSITIVE_INFINITY ? 0 : table.bidDistance(q)
      sink[1]! += table.askDistanceAt(0.5 * q)
    }
  })

  const consensus = new ConsensusFairValue({
    venueCount: 4,
    staleAfterNs: 5e9,
    basisTauNs: 60e9,
    noiseTauNs: 10e9,
    basisSamplesMin: 10,
    noiseFloor: 0.1,
    noiseSpreadShare: 0.5,
    crossTolerance: 2,
    anchorVenue: 0,
  })
  consensus.setVariance(0.5)
  expectNoScavenge('ConsensusFairValue', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      const nowNs = boxedTimes[i] as number
      consensus.onBook(n & 3, nowNs, bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!, micro)
      consensus.evaluate(nowNs)
      sink[0]! += consensus.value + consensus.standardDeviation
      sink[1]! += consensus.usedCount
    }
  })

  const flow = new OrderFlowImbalance()
  const vpin = new Vpin(100, 50)
  const signs = new TradeSignAutocorrelation(10, 1000)
  expectNoScavenge('flow signals', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      const sign = normals[i]! > 0 ? 1 : -1
      flow.onQuote(bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!)
      vpin.onTrade(bidQtys[i]!, sign)
      signs.onTrade(sign)
      sink[0]! += flow.total + signs.at(5)
    }
  })

  const moments = new RunningMoments()
  const intensity = new FillIntensityCollector(1, 20)
  expectNoScavenge('quote rules and buckets', (from, to) => {
    for (let n = from; n < to; n++) {
      const i = n & MASK
      moments.add(normals[i]!, bidQtys[i]!)
      intensity.addTime(askQtys[i]! * 0.3, 0.01)
      sink[0]! += weightedMid(bids[i]!, bidQtys[i]!, asks[i]!, askQtys[i]!)
      sink[0]! += inventorySkew(normals[i]!, 0.01, 0.3, 10, 5) + reservationPrice(bids[i]!, normals[i]!, 0.01, 0.3, 1)
    }
  })
})

describe('option batches', () => {
  const count = 1000
  const batch = new GreeksBatch(count)
  const book = new OptionBook(1, count)
  book.spots[0] = 100
  for (let i = 0; i < count; i++) {
    batch.sign[i] = i % 2 === 0 ? 1 : -1
    batch.spot[i] = 100
    batch.strike[i] = 60 + i / 12
    batch.years[i] = 0.1 + i / 1000
    batch.volatility[i] = 0.4
    const terms = { rate: 0, dividendYield: 0, quantity: 1, volatility: 0.4, underlying: 0, sign: 1 } as const
    book.addOption({ ...terms, strike: batch.strike[i]!, years: batch.years[i]! })
  }
  book.prepare()
  const profile = new PnlProfile(1, 0.5)
  profile.fill(book)
  const returns = new Float64Array(count)
  const losses = new Float64Array(count)
  // A call of the body stands for one option; the batches take a thousand at a time.
  const perThousand = (run: () => void) => (from: number, to: number) => {
    for (let i = from; i < to; i += count) run()
  }
  expectNoScavenge(
    'GreeksBatch',
    perThousand(() => batch.evaluate(count)),
  )
  expectNoScavenge(
    'OptionBook',
    perThousand(() => book.addPnl(returns, 0, 0, sink)),
  )
  expectNoScavenge(
    'PnlProfile',
    perThousand(() => profile.losses(returns, losses)),
  )
})
