import { BID } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import {
  BboDecoder,
  BookSnapshotDecoder,
  BookUpdateDecoder,
  FeedHeartbeatDecoder,
  STREAM,
  TradeDecoder,
  venueFeed,
} from '@reflex/schema'
import { EXTERNAL_STREAM, MessageFrame } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { Harness } from './harness.ts'
import { sessionTime, ToyVenue } from './toy-venue.ts'

const VENUE_NS = 3_600e9 + 123_456_789
const ARRIVAL_NS = 3_600e9 + 123_556_789
const NOW_NS = 3_600e9 + 123_600_001

it('every message carries its cause: number, arrival, time of the venue, time of the turn', () => {
  const harness = new Harness()
  const venue = new ToyVenue()
  harness.feed(venue.levels(0, [[BID, 9_999, 10]]))
  harness.snapshot(...venue.snapshots(0))
  const { core, out, cause } = harness
  const packet = venue.levels(
    0,
    [
      [BID, 9_998, 10],
      [BID, 9_999, 11],
    ],
    VENUE_NS,
  )
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const frame = new MessageFrame().set(EXTERNAL_STREAM.VENUE_FEED + 1, 0, packet, view, 0, packet.length)
  frame.arrivalNs = ARRIVAL_NS
  out.nowNs = NOW_NS
  core.onMessage(NOW_NS, frame, out)
  const messages = Array.from({ length: out.size }, (_, i) => out.messageAt(i).bytes)
  const decoders = [new BookUpdateDecoder(), new BboDecoder()]
  expect(messages).toHaveLength(2)
  messages.forEach((bytes, i) => {
    const message = decoders[i]!.wrapAndApplyHeader(new DataView(bytes.buffer, bytes.byteOffset), 0)
    expect(message.instrumentId()).toBe(11)
    expect(message.venueIndex()).toBe(1)
    expect(message.ingestId()).toBe(cause.ingestId)
    expect(message.captureTime(sessionTime)).toBe(ARRIVAL_NS)
    expect(message.venueTime(sessionTime)).toBe(VENUE_NS)
    expect(message.publishTime(sessionTime)).toBe(NOW_NS)
    expect(message.rptSeq()).toBe(2)
  })
  out.discard()

  out.nowNs = NOW_NS + 1e9
  core.onTimer(NOW_NS + 1e9, out)
  const timed = Array.from({ length: out.size }, (_, i) => out.messageAt(i))
  const snapshot = timed.find(({ streamId }) => streamId === STREAM.MARKET_DATA_SNAPSHOT)!.bytes
  const message = new BookSnapshotDecoder().wrapAndApplyHeader(new DataView(snapshot.buffer, snapshot.byteOffset), 0)
  expect(message.captureTime(sessionTime)).toBe(NOW_NS + 1e9)
  expect(message.venueTime(sessionTime)).toBe(NO_TIME)
  expect(message.ingestId()).toBe(cause.ingestId)
  expect(message.seqNum()).toBe(1)
})

it('the times stand where the writer puts them, and where the venue has its own', () => {
  const view = new DataView(new ArrayBuffer(256))
  for (let i = 0; i < 24; i++) view.setUint8(14 + i, i + 1)
  for (const decoder of [
    new BookUpdateDecoder(),
    new TradeDecoder(),
    new BookSnapshotDecoder(),
    new FeedHeartbeatDecoder(),
  ]) {
    const message = decoder.wrap(view, 0)
    expect(message.captureTime(sessionTime)).toBe(sessionTime.getEpochNs(view, 14))
    expect(message.publishTime(sessionTime)).toBe(sessionTime.getEpochNs(view, 22))
    expect(message.venueTime(sessionTime)).toBe(sessionTime.getEpochNs(view, 30))
  }
  for (const decoder of [
    new venueFeed.IncrementalRefreshDecoder(),
    new venueFeed.TradeDecoder(),
    new venueFeed.SecurityStatusDecoder(),
    new venueFeed.FundingRateDecoder(),
  ]) {
    expect(decoder.wrap(view, 0).transactTime(sessionTime)).toBe(sessionTime.getEpochNs(view, 4))
  }
})
