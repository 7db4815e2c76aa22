import { describe, expect, it } from 'vitest'
import { type Said, TcaHarness, VENUES } from './harness.ts'
import { oracleCases } from './oracles.ts'

const MS = 1e6
const TAG = { EFFECTIVE: 10318, REALIZED: 10311, IMPACT: 10312, MARKOUT: 10307, HORIZON: 10306, KIND: 10309 }

interface Fill {
  readonly execId: string
  readonly orderId: string
  readonly venue: string
  readonly t: number
  readonly qty: number
  readonly px: number
  readonly liq: 'A' | 'R'
  readonly feeBps: number
}

interface OrderIn {
  readonly id: string
  readonly venue: string
  readonly qty: number
  readonly tSend: number
  readonly tAck: number
  readonly tEnd: number
  readonly status: 'filled' | 'cancelled' | 'rejected'
}

interface SyntheticIn {
  readonly tick: number
  readonly side: 1 | -1
  readonly horizonsMs: readonly number[]
  readonly quotes: readonly (readonly [number, number, number, number, number])[]
  readonly trades: readonly (readonly [number, number, number, number])[]
  readonly orders: readonly OrderIn[]
  readonly fills: readonly Fill[]
}

type Row = Readonly<Record<string, number | null>>

interface SyntheticOut {
  readonly orders: number
  readonly rejectRate: number
  readonly orderFillRate: number
  readonly qtyFillRate: number
  readonly meanTimeToFirstFillMs: number
  readonly meanAckLatencyMs: number
  readonly byVenue: Readonly<Record<string, Row>>
  readonly byLiquidity: Readonly<Record<string, Row>>
  readonly all: Row
  readonly fills: readonly Row[]
}

/** Everything that happened, as messages in order of time; reports come after quotes of the same time. */
function play(input: SyntheticIn): { tca: TcaHarness; said: Said[] } {
  const tca = new TcaHarness({
    horizonsMs: input.horizonsMs,
    scoreHorizonMs: 1000,
    historyNs: 300e9,
    fillsMax: 256,
    ordersMax: 256,
  })
  const said: Said[] = []
  const events: { t: number; rank: number; run: () => Said[] }[] = []
  const at = (t: number, rank: number, run: () => Said[]): unknown => events.push({ t, rank, run })
  for (const [t, bid, ask] of input.quotes) {
    at(t, 0, () => VENUES.flatMap((_, i) => tca.quote(i + 1, t * MS, bid, ask)))
  }
  for (const [t, ticks, lots] of input.trades) at(t, 1, () => tca.trade(1, t * MS, ticks, lots))
  let seq = 0
  const side = input.side > 0 ? 'buy' : 'sell'
  const filled = new Map<string, number>()
  for (const order of input.orders) {
    const base = { order: order.id, venue: order.venue, side, orderQty: String(order.qty) } as const
    const passedNs = order.tSend * MS
    at(order.tSend, 2, () =>
      tca.approve({ id: order.id, venue: order.venue, qty: String(order.qty), decidedNs: passedNs, passedNs }),
    )
    const isRejected = order.status === 'rejected'
    const times = { atNs: order.tAck * MS, sentNs: order.tSend * MS, answeredNs: order.tAck * MS }
    const answer = { type: isRejected ? '8' : '0', status: isRejected ? '8' : '0' }
    at(order.tAck, 3, () => tca.report({ ...base, ...answer, ...times, exec: `a${order.id}`, seq: ++seq }))
    if (order.status !== 'cancelled') continue
    at(order.tEnd, 5, () =>
      tca.report({ ...base, type: '4', status: '4', exec: `c${order.id}`, seq: ++seq, atNs: order.tEnd * MS }),
    )
  }
  for (const fill of input.fills) {
    const order = input.orders.find((one) => one.id === fill.orderId)!
    at(fill.t, 4, () => {
      const cum = (filled.get(order.id) ?? 0) + fill.qty
      filled.set(order.id, cum)
      return tca.report({
        ...{ exec: fill.execId, seq: ++seq, order: order.id, venue: fill.venue, side, orderQty: String(order.qty) },
        ...{ qty: String(fill.qty), px: (fill.px * input.tick).toFixed(2), atNs: fill.t * MS },
        ...{ liquidity: fill.liq === 'A' ? 1 : 2, status: cum === order.qty ? '2' : '1' },
        fee: ((fill.px * input.tick * fill.qty * fill.feeBps) / 1e4).toFixed(8),
      })
    })
  }
  events.sort((a, b) => a.t - b.t || a.rank - b.rank)
  for (const event of events) said.push(...event.run())
  said.push(...tca.timer(1000e9))
  return { tca, said }
}

function expectClose(actual: number | null | undefined, expected: number | null | undefined, what: string): void {
  if (expected === null || expected === undefined) {
    expect(actual === null || actual === undefined || Number.isNaN(actual), what).toBe(true)
    return
  }
  const bound = Math.max(1e-9, 1e-9 * Math.abs(expected)) + 0.6e-8 // Messages carry eight decimals.
  expect(Math.abs((actual ?? Number.NaN) - expected), what).toBeLessThanOrEqual(bound)
}

const cases = oracleCases<SyntheticIn, SyntheticOut>('tca_synthetic')

describe.skipIf(cases === undefined)('oracle tca_synthetic, through the bus messages', () => {
  for (const { id, in: input, out } of cases ?? []) {
    it(`${id}: every fill and every markout`, () => {
      const { said } = play(input)
      const told = said.filter((one) => one.type === 'UT')
      for (const row of out.fills) {
        const execId = String(row['execId'])
        const of = (kind: string): Said[] => told.filter((ut) => ut.text(17) === execId && ut.text(TAG.KIND) === kind)
        const [fill] = of('1')
        expectClose(fill?.number(TAG.EFFECTIVE), row['effectiveSpreadBps'], `${execId} effective`)
        for (const horizon of input.horizonsMs) {
          const markout = of('2').find((ut) => ut.number(TAG.HORIZON) === horizon)
          expectClose(markout?.number(TAG.MARKOUT), row[`markoutBps_${horizon}`], `${execId} markout ${horizon}`)
          expectClose(
            markout?.number(TAG.REALIZED),
            row[`realizedSpreadBps_${horizon}`],
            `${execId} realized ${horizon}`,
          )
          expectClose(markout?.number(TAG.IMPACT), row[`impactBps_${horizon}`], `${execId} impact ${horizon}`)
        }
      }
    })

    it(`${id}: averages by venue, and order quality`, () => {
      const { tca } = play(input)
      const { venues } = tca.summary()
      for (const [venue, row] of Object.entries(out.byVenue)) {
        const actual = venues.find((one) => one.venue === venue)!
        expect(actual.fills).toBe(row['fills'])
        expectClose(actual.effectiveSpreadBps.qtyWeighted, row['effectiveSpreadBps'], `${venue} effective`)
        input.horizonsMs.forEach((horizon, i) => {
          expectClose(actual.markoutBps[i]!.qtyWeighted, row[`markoutBps_${horizon}`], `${venue} markout ${horizon}`)
          const realized = actual.realizedSpreadBps[i]!.qtyWeighted
          expectClose(realized, row[`realizedSpreadBps_${horizon}`], `${venue} realized ${horizon}`)
        })
      }
      const quality = VENUES.map((_, venue) => tca.core.venueOrders.of(venue, -1))
      const sum = (of: (one: (typeof quality)[number]) => number): number => quality.reduce((s, one) => s + of(one), 0)
      const orders = sum((one) => one.quality.orderCount)
      const rejects = sum((one) => one.quality.rejectCount)
      expect(orders).toBe(out.orders)
      expectClose(rejects / orders, out.rejectRate, 'reject rate')
      expectClose(sum((one) => one.quality.filledOrderCount) / (orders - rejects), out.orderFillRate, 'order fill rate')
      expectClose(
        sum((one) => one.quality.filledQty) / sum((one) => one.quality.acceptedQty),
        out.qtyFillRate,
        'quantity fill rate',
      )
      const mean = (of: (one: (typeof quality)[number]) => { count: number; mean: number }): number =>
        sum((one) => (of(one).count > 0 ? of(one).mean * of(one).count : 0)) / sum((one) => of(one).count)
      expectClose(
        mean((one) => one.responseMs),
        out.meanAckLatencyMs,
        'ack latency',
      )
      expectClose(
        mean((one) => one.queueMs),
        out.meanTimeToFirstFillMs,
        'time to first fill',
      )
    })
  }
})

describe('what the oracles hold that this service does not publish', () => {
  it.skip('tca_synthetic IS_*, TWAP, tca_published, tca_significance: libs/quant computes and tests them', () => {})
})
