import { SessionTime } from '@reflex/base'
import { NO_TIME } from '@reflex/sbe'
import { expect, test } from 'vitest'
import {
  AGGRESSOR_SIDE_SELL,
  BboDecoder,
  BboEncoder,
  BOOK_ACTION_DELETE,
  BOOK_ACTION_NEW,
  BOOK_SIDE_BID,
  BOOK_SIDE_OFFER,
  BookSnapshotEncoder,
  type BookUpdateDecoder,
  BookUpdateEncoder,
  FeedHeartbeatEncoder,
  INCOMPLETE_MESSAGE,
  INSTRUMENT_STATE_LIVE,
  INSTRUMENT_STATE_STALE,
  InstrumentStatusEncoder,
  MarketDataAdapter,
  type MarketDataListener,
  MarkPriceEncoder,
  STATUS_REASON_GAP,
  TradeEncoder,
  UNKNOWN_SCHEMA,
  UNKNOWN_TEMPLATE,
} from '../../src/index.ts'

const session = new SessionTime(Date.UTC(2026, 6, 29))
const nowNs = 34_200_123_456_789
const view = new DataView(new ArrayBuffer(2048))

interface Prefix {
  instrumentId(value: number): Prefix
  venueIndex(value: number): Prefix
  ingestId(value: number): Prefix
  captureTime(session: SessionTime, timeNs: number): Prefix
  publishTime(session: SessionTime, timeNs: number): Prefix
  venueTime(session: SessionTime, timeNs: number): Prefix
  seqNum(value: number): Prefix
  rptSeq(value: number): Prefix
}

function writePrefix(encoder: Prefix): void {
  encoder
    .instrumentId(7)
    .venueIndex(3)
    .ingestId(2 ** 53 - 1)
    .captureTime(session, nowNs)
  encoder
    .publishTime(session, nowNs + 4_000)
    .venueTime(session, NO_TIME)
    .seqNum(99)
    .rptSeq(12)
}

/** Collects what the adapter says, as values. */
class Recorder implements MarketDataListener {
  readonly events: unknown[] = []
  onBookUpdate(decoder: BookUpdateDecoder): void {
    const entries = decoder.entries()
    const list: unknown[] = []
    while (entries.hasNext()) {
      entries.next()
      list.push([entries.action(), entries.side(), entries.priceTicks(), entries.qtyLots()])
    }
    this.events.push(['update', decoder.flagsLastInEvent(), decoder.flagsSnapshotRebuild(), list])
  }
  onTrade: MarketDataListener['onTrade'] = (trade) =>
    this.events.push(['trade', trade.priceTicks(), trade.qtyLots(), trade.aggressorSide(), trade.tradeId()])
  onBbo: MarketDataListener['onBbo'] = (bbo) =>
    this.events.push(['bbo', bbo.bidPriceTicks(), bbo.bidQtyLots(), bbo.askPriceTicks(), bbo.askQtyLots()])
  onBookSnapshot: MarketDataListener['onBookSnapshot'] = (snapshot) => {
    const levels: unknown[] = []
    const bids = snapshot.bids()
    while (bids.hasNext()) levels.push(['bid', bids.next().priceTicks(), bids.qtyLots()])
    const asks = snapshot.asks()
    while (asks.hasNext()) levels.push(['ask', asks.next().priceTicks(), asks.qtyLots()])
    this.events.push(['snapshot', snapshot.lastRptSeq(), snapshot.partNumber(), snapshot.partCount(), levels])
  }
  onInstrumentStatus: MarketDataListener['onInstrumentStatus'] = (status) =>
    this.events.push(['status', status.state(), status.reason(), status.staleForNs()])
  onFeedHeartbeat: MarketDataListener['onFeedHeartbeat'] = (heartbeat) =>
    this.events.push(['heartbeat', heartbeat.lastSeqNum(), heartbeat.eventCount()])
  onMarkPrice: MarketDataListener['onMarkPrice'] = (mark) =>
    this.events.push([
      'mark',
      mark.priceTicks(),
      mark.indexPriceTicks(),
      mark.fundingRateE9(),
      mark.nextFundingTime(session),
    ])
}

/** Writes one of each message. @returns where each begins, and the end. */
function writeAll(): number[] {
  const offsets: number[] = []
  let offset = 0
  const begin = (encoder: Prefix & { limit(): number }, fill: () => void): void => {
    offsets.push(offset)
    writePrefix(encoder)
    fill()
    offset = encoder.limit()
  }
  const update = new BookUpdateEncoder().wrapAndApplyHeader(view, offset)
  begin(update, () => {
    const entries = update.flagsLastInEvent(true).entriesCount(2)
    entries.next().action(BOOK_ACTION_NEW).side(BOOK_SIDE_BID).priceTicks(-5).qtyLots(10)
    entries.next().action(BOOK_ACTION_DELETE).side(BOOK_SIDE_OFFER).priceTicks(1_000_000_000_000).qtyLots(0)
  })
  const trade = new TradeEncoder().wrapAndApplyHeader(view, offset)
  begin(trade, () =>
    trade
      .priceTicks(101)
      .qtyLots(4)
      .aggressorSide(AGGRESSOR_SIDE_SELL)
      .tradeId(2 ** 53 - 2),
  )
  const bbo = new BboEncoder().wrapAndApplyHeader(view, offset)
  begin(bbo, () => bbo.bidPriceTicks(BboEncoder.BID_PRICE_TICKS_NULL).bidQtyLots(0).askPriceTicks(0).askQtyLots(3))
  const snapshot = new BookSnapshotEncoder().wrapAndApplyHeader(view, offset)
  begin(snapshot, () => {
    snapshot.lastRptSeq(12).state(INSTRUMENT_STATE_LIVE).partNumber(1).partCount(2)
    snapshot.bidsCount(1).next().priceTicks(100).qtyLots(1)
    snapshot.asksCount(1).next().priceTicks(101).qtyLots(2)
  })
  const status = new InstrumentStatusEncoder().wrapAndApplyHeader(view, offset)
  begin(status, () => status.state(INSTRUMENT_STATE_STALE).reason(STATUS_REASON_GAP).staleForNs(5))
  const heartbeat = new FeedHeartbeatEncoder().wrapAndApplyHeader(view, offset)
  begin(heartbeat, () => heartbeat.lastSeqNum(98).eventCount(1234))
  const mark = new MarkPriceEncoder().wrapAndApplyHeader(view, offset)
  begin(mark, () =>
    mark
      .priceTicks(100)
      .indexPriceTicks(MarkPriceEncoder.INDEX_PRICE_TICKS_NULL)
      .fundingRateE9(-12_500)
      .nextFundingTime(session, nowNs),
  )
  return [...offsets, offset]
}

const expected = [
  [
    'update',
    true,
    false,
    [
      [0, 0, -5, 10],
      [2, 1, 1_000_000_000_000, 0],
    ],
  ],
  ['trade', 101, 4, 2, 2 ** 53 - 2],
  ['bbo', Number.MIN_SAFE_INTEGER, 0, 0, 3],
  [
    'snapshot',
    12,
    1,
    2,
    [
      ['bid', 100, 1],
      ['ask', 101, 2],
    ],
  ],
  ['status', 0, 1, 5],
  ['heartbeat', 98, 1234],
  ['mark', 100, Number.MIN_SAFE_INTEGER, -12_500, nowNs],
]

test('every message goes through the adapter and comes out as written', () => {
  const recorder = new Recorder()
  const adapter = new MarketDataAdapter(recorder)
  const offsets = writeAll()
  for (let i = 0; i + 1 < offsets.length; i++) expect(adapter.dispatch(view, offsets[i]!)).toBe(i + 1)
  for (let i = 0; i + 1 < offsets.length; i++)
    expect(adapter.dispatchChecked(view, offsets[i]!, offsets[i + 1]!)).toBe(i + 1)
  expect(recorder.events).toEqual([...expected, ...expected])
})

test('a message that ends early is refused before it is read', () => {
  const recorder = new Recorder()
  const adapter = new MarketDataAdapter(recorder)
  const offsets = writeAll()
  for (let i = 0; i + 1 < offsets.length; i++)
    for (let end = offsets[i]!; end < offsets[i + 1]!; end++)
      expect(adapter.dispatchChecked(view, offsets[i]!, end)).toBe(INCOMPLETE_MESSAGE)
  expect(recorder.events).toEqual([])
})

test('other schemas and unknown templates are told apart', () => {
  const adapter = new MarketDataAdapter(new Recorder())
  writeAll()
  view.setUint16(2, 4711, true)
  expect(adapter.dispatch(view, 0)).toBe(UNKNOWN_TEMPLATE)
  expect(adapter.dispatchChecked(view, 0, view.byteLength)).toBe(UNKNOWN_TEMPLATE)
  view.setUint16(4, 7101, true)
  expect(adapter.dispatch(view, 0)).toBe(UNKNOWN_SCHEMA)
})

test('every message begins with the same fields at the same places', () => {
  const offsets = writeAll()
  const anyMessage = new BboDecoder()
  for (const offset of offsets.slice(0, -1)) {
    anyMessage.wrapAndApplyHeader(view, offset)
    expect([anyMessage.instrumentId(), anyMessage.venueIndex(), anyMessage.ingestId()]).toEqual([7, 3, 2 ** 53 - 1])
    expect([anyMessage.captureTime(session), anyMessage.publishTime(session)]).toEqual([nowNs, nowNs + 4_000])
    expect([anyMessage.venueTime(session), anyMessage.seqNum(), anyMessage.rptSeq()]).toEqual([NO_TIME, 99, 12])
  }
})

test('times on the wire are nanoseconds since the Unix epoch', () => {
  writeAll()
  expect(view.getBigUint64(8 + 14, true)).toBe(BigInt(Date.UTC(2026, 6, 29)) * 1_000_000n + BigInt(nowNs))
  expect(view.getBigUint64(8 + 30, true)).toBe(0n)
})
