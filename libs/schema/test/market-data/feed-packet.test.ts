import { Prng, SessionTime } from '@reflex/base'
import { expect, test } from 'vitest'
import { END_OF_PACKET, FeedPacketReader, FeedPacketWriter, GARBLED_PACKET, venueFeed } from '../../src/index.ts'

const session = new SessionTime(Date.UTC(2026, 6, 29))

function writePacket(writer: FeedPacketWriter): number {
  writer.begin()
  const heartbeat = new venueFeed.HeartbeatEncoder()
    .wrapAndApplyHeader(writer.view, writer.messageOffset())
    .intervalMs(1000)
  writer.commit(heartbeat.limit())
  const refresh = new venueFeed.IncrementalRefreshEncoder().wrapAndApplyHeader(writer.view, writer.messageOffset())
  const entries = refresh.securityId(5).transactTime(session, 77).rptSeq(8).flagsEndOfEvent(true).entriesCount(10)
  entries
    .next()
    .action(venueFeed.UPDATE_ACTION_NEW)
    .side(venueFeed.ENTRY_SIDE_OFFER)
    .priceTicks(3)
    .qtyLots(4)
    .orderCount(2)
  entries.resetCountToIndex()
  writer.commit(refresh.limit())
  const definition = new venueFeed.SecurityDefinitionEncoder().wrapAndApplyHeader(writer.view, writer.messageOffset())
  definition.securityId(5).symbol('REFX-PERP').kind(venueFeed.SECURITY_KIND_PERPETUAL)
  definition.contractKind(venueFeed.CONTRACT_KIND_LINEAR).tickSizeE8(1_000_000).lotSizeE8(100_000).multiplierE8(1e8)
  definition.minQtyLots(1).maxQtyLots(1e6).baseCurrency('REFX').quoteCurrency('USD').settlCurrency('USD')
  definition.underlyingId(0).strikePriceTicks(venueFeed.SecurityDefinitionEncoder.STRIKE_PRICE_TICKS_NULL)
  definition.putOrCall(venueFeed.PUT_OR_CALL_NULL).expiryTime(session, Number.MIN_SAFE_INTEGER)
  definition.status(venueFeed.TRADING_STATUS_TRADING).totNumReports(1)
  writer.commit(definition.limit())
  return writer.end(3, 41, session, 1234)
}

test('a packet is read as it was written', () => {
  const writer = new FeedPacketWriter()
  const length = writePacket(writer)
  const reader = new FeedPacketReader()
  expect(reader.wrap(writer.view, 0, length)).toBe(3)
  expect([reader.seqNum(), reader.epoch(), reader.sendingTime(session)]).toEqual([41, 3, 1234])
  const header = new venueFeed.MessageHeaderDecoder()
  expect(header.wrap(writer.view, reader.next()).templateId()).toBe(venueFeed.HeartbeatDecoder.TEMPLATE_ID)
  const refresh = new venueFeed.IncrementalRefreshDecoder().wrapAndApplyHeader(writer.view, reader.next())
  expect([refresh.securityId(), refresh.transactTime(session), refresh.flagsEndOfEvent()]).toEqual([5, 77, true])
  const entries = refresh.entries()
  expect(entries.count()).toBe(1)
  entries.next()
  expect([entries.action(), entries.side(), entries.priceTicks(), entries.qtyLots(), entries.orderCount()]).toEqual([
    0, 1, 3, 4, 2,
  ])
  expect(refresh.limit()).toBe(reader.limit())
  const definition = new venueFeed.SecurityDefinitionDecoder().wrapAndApplyHeader(writer.view, reader.next())
  expect([definition.symbol(), definition.quoteCurrency(), definition.putOrCall()]).toEqual(['REFX-PERP', 'USD', 255])
  expect(reader.next()).toBe(END_OF_PACKET)
})

test('fits counts the size field and the limit of messages', () => {
  const writer = new FeedPacketWriter(64)
  writer.begin()
  expect(writer.fits(64 - 15 - 2)).toBe(true)
  expect(writer.fits(64 - 15 - 1)).toBe(false)
})

test('no bytes from outside make the reader throw or read beyond the packet', () => {
  const writer = new FeedPacketWriter()
  const length = writePacket(writer)
  const original = writer.bytes.slice(0, length)
  const reader = new FeedPacketReader()
  let seen = 0
  const count = () => {
    seen++
  }
  const adapter = new venueFeed.VenueFeedAdapter({
    onSecurityDefinition: (message) => count() ?? message.symbol(),
    onIncrementalRefresh: (message) => {
      const entries = message.entries()
      while (entries.hasNext()) entries.next().orderCount()
      expect(message.limit()).toBeLessThanOrEqual(reader.limit())
      count()
    },
    onTrade: count,
    onSnapshot: (message) => {
      const bids = message.bids()
      while (bids.hasNext()) bids.next().orderCount()
      const asks = message.asks()
      while (asks.hasNext()) asks.next().orderCount()
      expect(message.limit()).toBeLessThanOrEqual(reader.limit())
    },
    onSecurityStatus: count,
    onHeartbeat: count,
    onFundingRate: count,
  })
  const random = new Prng(20260729)
  let garbled = 0
  for (let run = 0; run < 20_000; run++) {
    const bytes = original.slice(0, random.nextBoolean(0.2) ? random.nextInt(length + 1) : length)
    for (let i = random.nextInt(4); i > 0 && bytes.length > 0; i--)
      bytes[random.nextInt(bytes.length)] = random.nextInt(256)
    const view = new DataView(bytes.buffer)
    if (reader.wrap(view, 0, bytes.length) === GARBLED_PACKET) {
      garbled++
      continue
    }
    let offset = reader.next()
    while (offset >= 0) {
      adapter.dispatchChecked(view, offset, reader.limit())
      offset = reader.next()
    }
    if (offset === GARBLED_PACKET) garbled++
  }
  expect(garbled).toBeGreaterThan(1000)
  expect(seen).toBeGreaterThan(10_000)
})
