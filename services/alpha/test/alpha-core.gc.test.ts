import { GCProfiler } from 'node:v8'
import { BboEncoder, STREAM } from '@reflex/schema'
import { MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { Firm, type Said, sessionTime } from './firm.ts'

const MESSAGES = 1_000_000
const XALP_BTC = 1

function quote(bidTicks: number): MessageFrame {
  const bytes = new Uint8Array(94)
  const view = new DataView(bytes.buffer)
  const bbo = new BboEncoder().wrapAndApplyHeader(view, 0).instrumentId(XALP_BTC).captureTime(sessionTime, 36_000e9)
  bbo.publishTime(sessionTime, 36_000e9).ingestId(7)
  bbo
    .bidPriceTicks(bidTicks)
    .bidQtyLots(500)
    .askPriceTicks(bidTicks + 200)
    .askQtyLots(400)
  return new MessageFrame().set(STREAM.MARKET_DATA, 1, bytes, view, 0, bytes.length)
}

function framed(stream: number, bytes: Uint8Array): MessageFrame {
  return new MessageFrame().set(stream, 1, bytes, new DataView(bytes.buffer), 0, bytes.length)
}

it('handles a million messages without a scavenge', { retry: 4, timeout: 180_000 }, () => {
  const firm = new Firm({
    strategies: [{ id: 'MAKER1', kind: 'market-maker', parameters: { quoteLifeMs: 0, requoteToleranceBps: 0.1 } }],
    orders: { messagesPerSecond: 100_000 },
  })
  firm.start()
  const orders: Said[] = firm.quote(XALP_BTC, 59_999, 60_001)
  firm.ack(orders)
  const { core } = firm.alpha
  const { out } = firm
  const quotes = [quote(6_000_000), quote(6_000_040), quote(6_000_900), quote(6_000_010)]
  const others = firm.recorded(() => {
    firm.position({ instrument: XALP_BTC, lots: 12, seq: 3 })
    firm.markout(XALP_BTC, 0.3, 'E1')
    firm.heartbeat()
    firm.report(orders[0]!, '0')
  })
  const frames = others.map(({ stream, bytes }) => framed(stream, bytes))
  const { slots } = core.parts
  // Boxed once a turn and passed on in its box, as ServiceAgent does: an array with a text in it holds boxes.
  const now = [firm.nowNs, 'boxed'] as [number, string]
  const run = (count: number): void => {
    for (let i = 0; i < count; i++) {
      if ((i & 31) === 0) now[0] += 32e4
      const nowNs = now[0]
      out.nowNs = nowNs
      if (i % 16 === 15) core.onMessage(nowNs, frames[(i >> 4) % frames.length]!, out)
      else core.onMessage(nowNs, quotes[i & 3]!, out)
      // As if every request were answered at once.
      if ((i & 31) === 31) slots.freeAll()
      if ((i & 7) === 7) core.onTimer(nowNs, out)
      out.discard()
    }
  }
  run(300_000)
  const sentBefore = firm.summary().ordersSent
  const profiler = new GCProfiler()
  profiler.start()
  run(MESSAGES)
  const scavenges = profiler.stop().statistics.filter((one) => one.gcType === 'Scavenge').length
  expect(firm.summary().ordersSent - sentBefore).toBeGreaterThan(10_000)
  expect(scavenges).toBe(0)
})
