import { GCProfiler } from 'node:v8'
import { FeedPacketWriter, venueFeed } from '@reflex/schema'
import { EXTERNAL_STREAM, MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { Harness } from './harness.ts'
import { SECURITIES, sessionTime, ToyVenue } from './toy-venue.ts'

const MESSAGES = 1_000_000
const MID = 10_000
const SPREAD = 64

/** Packets of one trade and one refresh, written in place. */
class PacketStream {
  readonly frame = new MessageFrame()
  readonly #writer = new FeedPacketWriter()
  readonly #trade = new venueFeed.TradeEncoder()
  readonly #refresh = new venueFeed.IncrementalRefreshEncoder()
  #seqNum: number
  #rptSeq: number

  constructor(seqNum: number, rptSeq: number) {
    this.#seqNum = seqNum
    this.#rptSeq = rptSeq
  }

  next(nowNs: number, skips: boolean): MessageFrame {
    const writer = this.#writer
    if (skips) this.#seqNum++
    const n = ++this.#seqNum
    writer.begin()
    const trade = this.#trade.wrapAndApplyHeader(writer.view, writer.messageOffset())
    trade
      .securityId(501)
      .transactTime(sessionTime, nowNs)
      .rptSeq(++this.#rptSeq)
      .flags(0)
    trade
      .priceTicks(MID + 1)
      .qtyLots(3)
      .aggressorSide(venueFeed.AGGRESSOR_SIDE_BUY)
      .tradeId(n)
    writer.commit(trade.limit())
    const refresh = this.#refresh.wrapAndApplyHeader(writer.view, writer.messageOffset())
    refresh
      .securityId(501)
      .transactTime(sessionTime, nowNs)
      .rptSeq(++this.#rptSeq)
      .flags(1)
    const entries = refresh.entriesCount(2)
    const away = 1 + (n % SPREAD)
    entries
      .next()
      .action(1)
      .side(0)
      .priceTicks(MID - away)
      .qtyLots((n % 977) + 1)
      .orderCount(1)
    entries
      .next()
      .action(1)
      .side(1)
      .priceTicks(MID + away)
      .qtyLots(n % 5 === 0 ? 0 : (n % 983) + 1)
      .orderCount(1)
    writer.commit(refresh.limit())
    const length = writer.end(1, n, sessionTime, nowNs)
    this.frame.set(EXTERNAL_STREAM.VENUE_FEED + 1, 0, writer.bytes, writer.view, 0, length)
    this.frame.arrivalNs = nowNs - 500
    return this.frame
  }
}

it('reads a million messages of the feed without a scavenge', { retry: 4, timeout: 180_000 }, () => {
  const harness = new Harness()
  const venue = new ToyVenue()
  harness.feed(venue.levels(0, [[0, MID - 1, 10]]))
  harness.snapshot(...venue.snapshots(0))
  expect(harness.board.liveCount).toBe(SECURITIES.length)
  const { core, out } = harness
  const packets = new PacketStream(1, 1)
  let nowNs = 40_000e9
  let sent = 0
  const run = (messages: number): void => {
    for (let i = 0; i < messages; i += 2) {
      if (i % 16 === 0) {
        nowNs += 160_000
        out.nowNs = nowNs
        core.onTimer(nowNs, out)
      }
      core.onMessage(nowNs, packets.next(nowNs, i % 100_000 === 0), out)
      sent += out.size
      out.discard()
    }
  }
  run(200_000)
  const gaps = harness.handler.gaps
  const profiler = new GCProfiler()
  profiler.start()
  run(MESSAGES)
  const scavenges = profiler.stop().statistics.filter((one) => one.gcType === 'Scavenge').length
  expect(harness.handler.gaps - gaps, 'gaps are part of it').toBe(MESSAGES / 100_000)
  expect(harness.board.trades[0]).toBe((MESSAGES + 200_000) / 2)
  expect(sent).toBeGreaterThan(MESSAGES)
  expect(scavenges).toBe(0)
})
