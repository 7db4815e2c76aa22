import { GlftTable } from '@reflex/quant'
import { STREAM } from '@reflex/schema'
import { expect, it } from 'vitest'
import { Firm, type Said, START_NS } from './firm.ts'

const XALP_BTC = 1
const BPS = 1e4

/** One instrument alone: no other venue, a known volatility. */
function quoting(parameters: object = {}): { firm: Firm; orders: Said[] } {
  const firm = new Firm({
    strategies: [
      { id: 'MAKER1', kind: 'market-maker', parameters: { sdWeight: 0, staleWidenBps: 0, edgeBps: -5, ...parameters } },
    ],
  })
  firm.start()
  return { firm, orders: firm.quote(XALP_BTC, 59_999, 60_001) }
}

const prices = (orders: readonly Said[], side: string): number[] =>
  orders.filter((one) => one.text(54) === side).map((one) => one.number(44))

it('cancels everything first, asks for positions and open orders, and quotes only then', () => {
  const firm = new Firm()
  expect(firm.after(10)).toEqual([])
  firm.heartbeat()
  const first = firm.after(10)
  expect(first.map((said) => [said.stream, said.type])).toEqual([
    [STREAM.ORDERS_INTENT, 'CA'],
    [STREAM.POSITION_REQUESTS, 'AN'],
  ])
  expect(first[0]!.text(10_111)).toBe('MAKER1')
  firm.status(XALP_BTC, 1)
  expect(firm.quote(XALP_BTC, 59_999, 60_001)).toEqual([])
  const [ask] = firm.answer(first[0]!)
  expect(ask!.type).toBe('AF')
  firm.answer(first[1]!)
  expect(firm.quote(XALP_BTC, 59_999, 60_001)).toEqual([])
  expect(firm.answer(ask!)).toEqual([])
  expect(firm.alpha.core.isReady()).toBe(false)
  expect(firm.after(10).every((said) => said.type === 'UP')).toBe(true)
  expect(firm.alpha.core.isReady()).toBe(true)
  expect(firm.quote(XALP_BTC, 59_999, 60_001).map((said) => said.type)).toEqual(['D', 'D', 'D', 'D'])
})

it('repeats what is not answered, and cancels orders of a former life by their id', () => {
  const firm = new Firm()
  firm.heartbeat()
  const [cancelAll] = firm.after(10)
  firm.heartbeat()
  expect(firm.after(400).map((said) => said.type)).toEqual([])
  firm.heartbeat()
  const again = firm.after(200)
  expect(again.map((said) => said.type)).toEqual(['CA', 'AN'])
  expect(again[0]!.text(11)).not.toBe(cancelAll!.text(11))
  const [ask] = firm.answer(again[0]!)
  const [cancel] = firm.openOrder({ statusReqId: ask!.text(584), last: false, id: 'MAKER1-zz9-17' })
  expect(cancel!.type).toBe('F')
  expect(cancel!.text(41)).toBe('MAKER1-zz9-17')
  firm.openOrder({ statusReqId: ask!.text(584), last: true })
  expect(firm.alpha.core.parts.orderSync.isSynced).toBe(false)
  firm.heartbeat()
  const [third] = firm.after(500)
  expect(third!.type).toBe('CA')
  const [asked] = firm.answer(third!)
  firm.answer(asked!)
  expect(firm.alpha.core.parts.orderSync.isSynced).toBe(true)
})

it('writes orders with cause, times and hop stamps', () => {
  const { firm, orders } = quoting()
  const [order] = orders
  expect(order!.text(11)).toMatch(/^MAKER1-[0-9a-z]+-\d+$/)
  expect(order!.text(11).split('-')[1]).toBe(Math.floor((START_NS + 0) / 1000).toString(36))
  const fields = [1, 55, 1301, 54, 38, 40, 59, 18, 10_111].map((tag) => order!.text(tag))
  expect(fields).toEqual(['MM1', 'BTC-USD', 'XALP', '1', '0.02', '2', '0', '6', 'MAKER1'])
  expect(order!.number(10_000)).toBe(7)
  expect(order!.frame.utcNs(10_001, order!.frame.sessionTime)).toBe(firm.nowNs - 9000)
  expect(order!.ingestNs).toBe(firm.nowNs - 9000)
  const text = Buffer.from(order!.frame.bytes).toString('latin1').replaceAll('\x01', '|')
  expect(text).toMatch(/\|768=2\|769=[^|]+\|770=10\|771=market-data\|769=[^|]+\|770=10\|771=alpha\|10=/)
  expect(order!.frame.utcNs(60, order!.frame.sessionTime)).toBe(firm.nowNs)
})

it('quotes the distances of the model on the grid of ticks', () => {
  const { orders } = quoting()
  const table = new GlftTable(25)
  table.solveStationary({ sigma: 1, fillRate: 2, k: 0.8, gamma: 0.05 })
  const fair = Math.sqrt(59_999 * 60_001)
  // XALP pays a rebate of half a bps.
  const distance = table.bidDistance(0) - 0.5
  const bids = [0, 1].map((level) => Math.floor((fair * Math.exp(-(distance + level) / BPS)) / 0.01) / 100)
  const asks = [0, 1].map((level) => Math.ceil((fair * Math.exp((distance + level) / BPS)) / 0.01) / 100)
  expect(prices(orders, '1')).toEqual(bids)
  expect(prices(orders, '2')).toEqual(asks)
})

it('leans against its inventory over all venues, and shrinks toward the limit', () => {
  const { firm, orders } = quoting({ requoteToleranceBps: 0, quoteLifeMs: 0 })
  firm.ack(orders)
  firm.position({ instrument: 3, lots: 2000 })
  const moved = firm.quote(XALP_BTC, 59_999, 60_001)
  const table = new GlftTable(25)
  table.solveStationary({ sigma: 1, fillRate: 2, k: 0.8, gamma: 0.05 })
  const fair = Math.sqrt(59_999 * 60_001)
  const bid = Math.floor((fair * Math.exp(-(table.bidDistance(10) - 0.5) / BPS)) / 0.01) / 100
  const changes = moved.filter((one) => one.type === 'G')
  expect(prices(changes, '1')[0]).toBe(bid)
  expect(prices(changes, '2').every((price, i) => price < prices(orders, '2')[i]!)).toBe(true)
  const sizes = changes.filter((one) => one.text(54) === '1').map((one) => one.text(38))
  expect(sizes).toEqual(['0.012', '0.012'])
})

it('runs off a position at one venue that another offsets, and stops a side beyond the limit there', () => {
  const { firm, orders } = quoting({ requoteToleranceBps: 0, quoteLifeMs: 0 })
  firm.ack(orders)
  firm.position({ instrument: 3, lots: -10_000 })
  firm.position({ instrument: XALP_BTC, lots: 10_000 })
  const moved = firm.quote(XALP_BTC, 59_999, 60_001)
  expect(prices(moved, '1')[0]).toBeLessThan(prices(orders, '1')[0]!)
  expect(prices(moved, '2')[0]).toBeLessThan(prices(orders, '2')[0]!)
  firm.position({ instrument: 3, lots: -15_000 })
  firm.position({ instrument: XALP_BTC, lots: 15_000 })
  for (const one of moved) firm.report(one, '5')
  const stopped = firm.quote(XALP_BTC, 59_999, 60_001)
  expect(stopped.filter((one) => one.type === 'F').map((one) => one.text(54))).toEqual(['1', '1'])
})

it('is one-sided beyond the limit', () => {
  const { firm, orders } = quoting()
  firm.ack(orders)
  firm.position({ instrument: 3, lots: 5000 })
  const said = firm.quote(XALP_BTC, 59_999, 60_001)
  expect(said.filter((one) => one.text(54) === '1').map((one) => one.type)).toEqual(['F', 'F'])
  expect(said.filter((one) => one.text(54) === '2').every((one) => one.type === 'G')).toBe(true)
})

it('leaves quotes alone within the tolerance and before their time', () => {
  const { firm, orders } = quoting({ requoteToleranceBps: 0.5, quoteLifeMs: 50 })
  firm.ack(orders)
  firm.nowNs += 60e6
  expect(firm.quote(XALP_BTC, 60_000, 60_002)).toEqual([])
  const replaced = firm.quote(XALP_BTC, 60_004, 60_006)
  expect(replaced.map((one) => one.type)).toEqual(['G', 'G', 'G', 'G'])
  expect(replaced.map((one) => one.text(54))).toEqual(['2', '2', '1', '1'])
  expect(replaced[2]!.text(41)).toBe(orders[0]!.text(11))
  // Nothing more while requests are in flight, nor before the quote is old enough.
  expect(firm.quote(XALP_BTC, 60_040, 60_042)).toEqual([])
  for (const one of replaced) firm.report(one, '5')
  firm.nowNs += 20e6
  expect(firm.quote(XALP_BTC, 60_040, 60_042)).toEqual([])
  firm.nowNs += 31e6
  // Far up: the asks make room first.
  const up = firm.quote(XALP_BTC, 60_040, 60_042)
  expect(up.map((one) => [one.type, one.text(54)])).toEqual([
    ['G', '2'],
    ['G', '2'],
  ])
})
