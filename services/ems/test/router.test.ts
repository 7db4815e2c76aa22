import {
  INSTRUMENT_STATE_LIVE,
  INSTRUMENT_STATE_STALE,
  marketDataStatisticsReportEncoder,
  SIDE,
  STREAM,
  VENUE_METRIC,
} from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { PENALTY_BPS_MAX } from '../src/core/venue-quality.ts'
import { field, Harness } from './harness.ts'
import { OTHER_VENUE, VENUE } from './test-desk.ts'

/** Where an order without 1301 goes: 5001 for XTST, 5002 for XALT, 1020 when it is refused. */
function routed(ems: Harness, id: string, side: number = SIDE.BUY, qty = 10): string {
  ems.take()
  ems.approve(id, { market: '', side, qty })
  return ems.take()[0]!.split(' ')[0]!
}

/** DP as tca publishes it: one report a venue and size bucket (none for all), an entry a metric. */
function score(ems: Harness, market: string, bps: number, samples: number, sizeBucket = Number.NaN): void {
  ems.bus(STREAM.TCA, (out) => {
    const encoder = marketDataStatisticsReportEncoder
      .begin(out, STREAM.TCA)
      .mdStatisticRptIdText('1')
      .marketIdText(market)
    encoder.transactTime(ems.nowNs).noMdStatistics(2)
    for (const [metric, value] of [
      [VENUE_METRIC.SLIPPAGE_BPS, 3],
      [VENUE_METRIC.SCORE, bps],
    ] as const) {
      encoder.mdStatisticType(1).mdStatisticScope(1).mdStatisticIntervalType(10)
      encoder
        .mdStatisticValueE8(Math.round(value * 1e8))
        .venueMetric(metric)
        .sizeBucket(sizeBucket)
        .sampleCount(samples)
    }
    encoder.end()
  })
}

describe('the router', () => {
  it('takes the best price with fees, of venues that are up and have one', () => {
    const ems = new Harness()
    expect(routed(ems, 'R0')).toBe('1020')
    ems.bbo(1, 100_000, 100_010)
    expect(routed(ems, 'R1')).toBe('5001')
    ems.bbo(2, 100_001, 100_009)
    expect([routed(ems, 'R2'), routed(ems, 'R3', SIDE.SELL)]).toEqual(['5002', '5002'])
    ems.bbo(1, 100_002, 100_008)
    expect([routed(ems, 'R4'), routed(ems, 'R5', SIDE.SELL)]).toEqual(['5001', '5001'])
    ems.link(false, VENUE)
    expect(routed(ems, 'R6')).toBe('5002')
    ems.link(false, OTHER_VENUE)
    expect(routed(ems, 'R7')).toBe('1020')
    ems.link(true, VENUE)
    ems.link(true, OTHER_VENUE)
    ems.instrumentState(1, INSTRUMENT_STATE_STALE)
    expect(routed(ems, 'R8')).toBe('5002')
    ems.bbo(1, 100_002, 100_008)
    ems.instrumentState(1, INSTRUMENT_STATE_LIVE)
    expect(routed(ems, 'R9')).toBe('5001')
  })

  it('breaks a tie by size, up to what is asked for', () => {
    const ems = new Harness()
    ems.bbo(1, 100_000, 100_010, 50)
    ems.bbo(2, 100_000, 100_010, 500)
    expect(routed(ems, 'R1', SIDE.BUY, 100)).toBe('5002')
    expect(routed(ems, 'R2', SIDE.BUY, 40)).toBe('5001')
  })

  it('says symbol and venue of what it routed, and refuses what it cannot', () => {
    const ems = new Harness()
    ems.bbo(2, 100_000, 100_010)
    routed(ems, 'R1')
    ems.venue('35=8|37=V|11=R1|17=E1|150=0|39=0|', OTHER_VENUE)
    expect(field(ems.take()[0]!, 1301)).toBe('XALT')
    ems.approve('R2', { market: '', symbol: 'DOGE' })
    const [refusal] = ems.take()
    expect([150, 103, 55, 1301].map((tag) => field(refusal!, tag))).toEqual(['8', '1', 'DOGE', undefined])
  })

  it('lets the score of the tca move the choice, the more the more fills it rests on, within bounds', () => {
    const ems = new Harness()
    ems.bbo(1, 100_000, 100_010)
    ems.bbo(2, 100_000, 100_020)
    expect(routed(ems, 'R1')).toBe('5001')
    // One basis point dearer at XALT; our fills at XTST cost 2 within the horizon.
    score(ems, 'XTST', -2, 30)
    expect(ems.core.router.penaltyOf(VENUE)).toBe(1)
    score(ems, 'XTST', -2, 270)
    expect(ems.core.router.penaltyOf(VENUE)).toBeCloseTo(1.8, 9)
    expect(routed(ems, 'R2')).toBe('5002')
    score(ems, 'XTST', 2, 1000, 3)
    expect(ems.core.router.penaltyOf(VENUE)).toBeCloseTo(1.8, 9)
    score(ems, 'XTST', -1000, 1e6)
    expect(ems.core.router.penaltyOf(VENUE)).toBe(PENALTY_BPS_MAX)
    score(ems, 'XTST', 1000, 1e6)
    expect(ems.core.router.penaltyOf(VENUE)).toBe(-PENALTY_BPS_MAX)
    score(ems, 'XTST', 1, 0)
    score(ems, 'XNONE', 1, 100)
    expect(ems.core.router.penaltyOf(VENUE)).toBe(-PENALTY_BPS_MAX)
  })
})
