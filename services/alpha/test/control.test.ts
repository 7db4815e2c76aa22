import { STREAM } from '@reflex/schema'
import { expect, it } from 'vitest'
import { Firm, type Said } from './firm.ts'

const XALP_BTC = 1
const XBET_BTC = 3

const patient = { requoteToleranceBps: 0.2, quoteLifeMs: 0, staleWidenBps: 0, sdWeight: 0 }

/** Quotes rest on one instrument. */
function resting(): { firm: Firm; orders: Said[] } {
  const firm = new Firm({ strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: patient }] })
  firm.start()
  const orders = firm.quote(XALP_BTC, 59_999, 60_001)
  expect(orders).toHaveLength(4)
  firm.ack(orders)
  return { firm, orders }
}

const types = (said: readonly Said[]): string[] => said.map((one) => one.type)
const origs = (said: readonly Said[]): string[] => said.map((one) => one.text(41))
const ids = (said: readonly Said[]): string[] => said.map((one) => one.text(11))
const prices = (said: readonly Said[]): number[] => said.map((one) => one.number(44)).sort((a, b) => a - b)
const again = (firm: Firm): Said[] => firm.quote(XALP_BTC, 59_999, 60_001)

it('cancels when the book is stale, and quotes again when it is live', () => {
  const { firm, orders } = resting()
  const cancels = firm.status(XALP_BTC, 0)
  expect(types(cancels)).toEqual(['F', 'F', 'F', 'F'])
  expect(origs(cancels)).toEqual(ids(orders))
  expect(again(firm)).toEqual([])
  for (const cancel of cancels) firm.report(cancel, '4')
  firm.status(XALP_BTC, 1)
  expect(types(again(firm))).toEqual(['D', 'D', 'D', 'D'])
})

it('cancels in the turn of a halt, and quotes only after an operator has released it', () => {
  const { firm } = resting()
  const cancels = firm.control({ type: 1 })
  expect(types(cancels)).toEqual(['F', 'F', 'F', 'F'])
  for (const cancel of cancels) firm.report(cancel, '4')
  firm.control({ type: 2 })
  firm.control({ action: 0 })
  expect(again(firm)).toEqual([])
  const haltedNs = firm.nowNs
  firm.nowNs += 5e6
  firm.control({ type: 2, operator: true })
  expect(types(again(firm))).toEqual(['D', 'D', 'D', 'D'])
  // The engine repeats a halt it decided before the release.
  expect(firm.control({ type: 1, decidedNs: haltedNs })).toEqual([])
})

it('halts only what is in scope', () => {
  const { firm } = resting()
  expect(firm.control({ type: 1, instrument: XBET_BTC })).toEqual([])
  expect(firm.control({ type: 1, strategy: 'OTHER' })).toEqual([])
  expect(firm.control({ type: 1, instrument: XALP_BTC })).toHaveLength(4)
})

it('takes a suspension without a level for a halt', () => {
  const { firm } = resting()
  expect(firm.control({ type: 0 })).toHaveLength(4)
})

it('quotes only what reduces the position under reduce-only, and no more than it', () => {
  const { firm } = resting()
  firm.position({ instrument: XALP_BTC, lots: 250 })
  const cancels = firm.control({ action: 3, ttlMs: 1000 })
  expect(cancels.filter((one) => one.type === 'F').map((one) => one.text(54))).toEqual(['1', '1'])
  const asks = again(firm).filter((one) => one.text(54) === '2')
  expect(asks.map((one) => [one.type, one.text(38)])).toEqual([
    ['G', '0.02'],
    ['G', '0.005'],
  ])
})

it('cancels every quote under reduce-only when there is no position, until its time is over', () => {
  const { firm } = resting()
  const cancels = firm.control({ action: 3, ttlMs: 1000 })
  expect(types(cancels)).toEqual(['F', 'F', 'F', 'F'])
  for (const cancel of cancels) firm.report(cancel, '4')
  firm.nowNs += 999e6
  expect(again(firm)).toEqual([])
  firm.nowNs += 2e6
  expect(again(firm)).toHaveLength(4)
})

it('widens by what the engine says, for as long as it says', () => {
  const { firm, orders } = resting()
  firm.control({ action: 2, widenBps: 5, ttlMs: 1000 })
  const wider = again(firm)
  expect(types(wider)).toEqual(['G', 'G', 'G', 'G'])
  // 5 bps of the mid of 60,000: 30.
  expect(orders[0]!.number(44) - wider[0]!.number(44)).toBeCloseTo(30, 6)
  expect(wider[2]!.number(44) - orders[2]!.number(44)).toBeCloseTo(30, 6)
  for (const one of wider) firm.report(one, '5')
  firm.nowNs += 1001e6
  expect(prices(again(firm))).toEqual(prices(orders))
})

it('rests after a mass cancel of the operator', () => {
  const { firm } = resting()
  const cancels = firm.massCancel()
  expect(cancels).toHaveLength(4)
  for (const cancel of cancels) firm.report(cancel, '4')
  firm.nowNs += 4900e6
  expect(again(firm)).toEqual([])
  firm.nowNs += 200e6
  expect(again(firm)).toHaveLength(4)
})

it('cancels when a link goes down', () => {
  const { firm } = resting()
  expect(types(firm.link('XALP', 2))).toEqual(['F', 'F', 'F', 'F'])
  expect(again(firm)).toEqual([])
})

it('cancels when a peer is not ready, and starts over when the gateway was away', () => {
  const { firm, orders } = resting()
  firm.heartbeat(['oms'], false)
  const cancels = firm.after(10)
  expect(origs(cancels)).toEqual(ids(orders))
  for (const cancel of cancels) firm.report(cancel, '4')
  firm.heartbeat()
  firm.after(10)
  expect(firm.alpha.core.isReady()).toBe(true)
  expect(again(firm)).toHaveLength(4)
  firm.after(400)
  firm.heartbeat(['market-data', 'ems', 'oms'])
  firm.after(200)
  expect(firm.alpha.core.statusText()).toBe('waits for the gateway and the ems')
  firm.heartbeat()
  const [cancelAll] = firm.after(10)
  expect(cancelAll!.type).toBe('CA')
  const [ask] = firm.answer(cancelAll!)
  firm.answer(ask!)
  firm.after(10)
  expect(firm.alpha.core.isReady()).toBe(true)
  // What was pending is known to be gone.
  expect(again(firm)).toHaveLength(4)
})

it('backs off after refusals, doubling, and forgets with an acceptance', () => {
  const firm = new Firm({ strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: { ...patient, levels: 1 } }] })
  firm.start()
  const sent: number[] = []
  for (let ms = 0; ms < 4000; ms += 10) {
    firm.nowNs += 10e6
    const orders = again(firm).filter((one) => one.type === 'D')
    if (orders.length > 0) sent.push(ms)
    for (const order of orders) firm.report(order, '8', { stream: STREAM.ORDERS_REJECTED })
    if (ms % 100 === 0) firm.heartbeat()
  }
  expect(sent).toEqual([0, 100, 300, 700, 1500, 3100])
  expect(firm.summary().rejectsSeen).toBe(12)
})

it('keeps to one cancel at a time, and gives up on an order that cannot be cancelled by starting over', () => {
  const { firm } = resting()
  let cancels = firm.status(XALP_BTC, 0)
  const seen: number[] = []
  for (let ms = 0; ms < 1500 && firm.summary().resyncs === 0; ms += 10) {
    for (const cancel of cancels.filter((one) => one.type === 'F')) firm.cancelReject(cancel, '1', '0')
    firm.heartbeat()
    cancels = firm.after(10)
    if (cancels.length > 0) seen.push(ms)
  }
  expect(firm.summary().resyncs).toBe(1)
  expect(seen.length).toBeLessThan(6)
})

it('frees an order that the ems does not know, but not on the word of the gateway', () => {
  const { firm } = resting()
  const [first, second] = firm.status(XALP_BTC, 0)
  firm.cancelReject(first!, '1', '8')
  firm.cancelReject(second!, '1', '8', STREAM.ORDERS_REJECTED)
  firm.after(5)
  expect(firm.summary().openOrders).toBe(3)
})

it('cancels an order whose request is not answered', () => {
  const firm = new Firm({ strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: { ...patient, levels: 1 } }] })
  firm.start()
  const orders = again(firm)
  for (let i = 0; i < 10; i++) {
    firm.heartbeat()
    expect(firm.after(99)).toEqual([])
  }
  firm.heartbeat()
  const cancels = firm.after(20)
  expect(types(cancels)).toEqual(['F', 'F'])
  expect(origs(cancels)).toEqual(ids(orders))
})
