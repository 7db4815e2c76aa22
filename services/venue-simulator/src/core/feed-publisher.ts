/**
 * The public feed of one venue: incremental packets (one for each matching event), heartbeats, and on the snapshot
 * channel the definition and the whole book of each instrument in turn. Rules: docs/protocol/venue-feed.md. A packet
 * gets its number when it is made and leaves after the feed latency; a snapshot says up to which packet it goes.
 */

import type { SessionTime } from '@reflex/base'
import { BID, type L3Book, type LevelAction, type Side } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import { FeedPacketWriter, type Instruments, venueFeed } from '@reflex/schema'
import type { DelayLine } from './delay-line.ts'
import type { Latency } from './latency.ts'
import { encodeSecurityDefinition } from './security-definition.ts'

const LEVELS_PER_MESSAGE = 50
const SNAPSHOT_LEVELS_PER_PART = 60
const SBE_HEADER = 8
/** Where times stand: in the packet header, and in the block of each incremental message. */
const SENDING_TIME = 4
const TRANSACT_TIME = 4
const TRADE_LENGTH = SBE_HEADER + venueFeed.TradeEncoder.BLOCK_LENGTH
const REFRESH_FIXED = SBE_HEADER + venueFeed.IncrementalRefreshEncoder.BLOCK_LENGTH + 4
const LEVEL_LENGTH = venueFeed.IncrementalRefreshEntriesEncoder.BLOCK_LENGTH

/** Tags in the feed line. */
export const INCREMENTAL = 0
export const SNAPSHOT = 1

const GROWTH = 2

export class FeedPublisher {
  readonly line: DelayLine
  readonly epoch: number
  incrementalPackets = 0
  snapshotPackets = 0
  messages = 0
  readonly #instruments: Instruments
  readonly #sessionTime: SessionTime
  readonly #latency: Latency
  readonly #time: Float64Array
  readonly #packet = new FeedPacketWriter()
  readonly #trade = new venueFeed.TradeEncoder()
  readonly #refresh = new venueFeed.IncrementalRefreshEncoder()
  readonly #snapshot = new venueFeed.SnapshotEncoder()
  /** Encoded when first told, by instrument index. */
  readonly #definitions: (Uint8Array | undefined)[] = []
  readonly #status = new venueFeed.SecurityStatusEncoder()
  readonly #heartbeat = new venueFeed.HeartbeatEncoder()
  readonly #funding = new venueFeed.FundingRateEncoder()
  /** RptSeq by instrument index. */
  readonly #rptSeqs: Float64Array
  /** Time of the last incremental packet. */
  readonly #lastNs = new Float64Array(1)
  #tradeId = 0
  #tradeCount = 0
  #levelCount = 0
  #tradeTicks = new Float64Array(64)
  #tradeLots = new Float64Array(64)
  #tradeSides = new Uint8Array(64)
  #levelTicks = new Float64Array(256)
  #levelLots = new Float64Array(256)
  #levelOrders = new Int32Array(256)
  #levelSides = new Uint8Array(256)
  #levelActions = new Uint8Array(256)

  constructor(options: {
    instruments: Instruments
    sessionTime: SessionTime
    epoch: number
    line: DelayLine
    latency: Latency
    time: Float64Array
  }) {
    this.#instruments = options.instruments
    this.#sessionTime = options.sessionTime
    this.epoch = options.epoch
    this.line = options.line
    this.#latency = options.latency
    this.#time = options.time
    this.#rptSeqs = new Float64Array(options.instruments.count)
  }

  /** A trade of the event in hand. */
  trade(ticks: number, lots: number, takerSide: Side): void {
    if (this.#tradeCount === this.#tradeTicks.length) this.#growTrades()
    const i = this.#tradeCount++
    this.#tradeTicks[i] = ticks
    this.#tradeLots[i] = lots
    this.#tradeSides[i] = takerSide === BID ? venueFeed.AGGRESSOR_SIDE_BUY : venueFeed.AGGRESSOR_SIDE_SELL
  }

  /** A level that the event in hand changed. */
  level(side: Side, ticks: number, lots: number, orderCount: number, action: LevelAction): void {
    if (this.#levelCount === this.#levelTicks.length) this.#growLevels()
    const i = this.#levelCount++
    this.#levelTicks[i] = ticks
    this.#levelLots[i] = lots
    this.#levelOrders[i] = orderCount
    this.#levelSides[i] = side
    this.#levelActions[i] = action
  }

  /**
   * Ends the event in hand: trades first, then levels, the last message marked. @returns false when nothing had
   * changed.
   */
  finish(index: number): boolean {
    const levels = this.#levelCount
    if (this.#tradeCount + levels === 0) return false
    const packet = this.#packet
    packet.begin()
    for (let i = 0; i < this.#tradeCount; i++) {
      if (!packet.fits(TRADE_LENGTH)) this.#nextPacket()
      this.#putTrade(index, i, levels === 0 && i === this.#tradeCount - 1)
    }
    for (let first = 0; first < levels; first += LEVELS_PER_MESSAGE) {
      const count = Math.min(LEVELS_PER_MESSAGE, levels - first)
      if (!packet.fits(REFRESH_FIXED + count * LEVEL_LENGTH)) this.#nextPacket()
      this.#putLevels(index, first, count, first + count === levels)
    }
    this.#sendIncremental()
    this.#tradeCount = 0
    this.#levelCount = 0
    return true
  }

  securityStatus(index: number, status: venueFeed.TradingStatus): void {
    const packet = this.#packet
    packet.begin()
    const encoder = this.#status.wrapAndApplyHeader(packet.view, packet.messageOffset())
    encoder.securityId(this.#instruments.ids[index]!)
    this.#putTime(encoder.offset())
    encoder.rptSeq(++this.#rptSeqs[index]!).status(status)
    this.#commit(encoder.limit())
    this.#sendIncremental()
  }

  /** Mark price of a perpetual. @param indexTicks NO_PRICE when there is none. */
  markPrice(index: number, markTicks: number, indexTicks: number): void {
    const packet = this.#packet
    packet.begin()
    const encoder = this.#funding.wrapAndApplyHeader(packet.view, packet.messageOffset())
    encoder.securityId(this.#instruments.ids[index]!)
    this.#putTime(encoder.offset())
    encoder
      .rptSeq(++this.#rptSeqs[index]!)
      .markPriceTicks(markTicks)
      .indexPriceTicks(indexTicks)
    encoder.fundingRateE9(venueFeed.FundingRateEncoder.FUNDING_RATE_E9_NULL)
    encoder.nextFundingTime(this.#sessionTime, NO_TIME)
    this.#commit(encoder.limit())
    this.#sendIncremental()
  }

  /** A heartbeat when the incremental channel was silent for the interval. */
  heartbeat(intervalMs: number): void {
    if (this.#time[0]! - this.#lastNs[0]! < intervalMs * 1e6) return
    const packet = this.#packet
    packet.begin()
    this.#commit(this.#heartbeat.wrapAndApplyHeader(packet.view, packet.messageOffset()).intervalMs(intervalMs).limit())
    this.#sendIncremental()
  }

  /** Definition and whole book of an instrument on the snapshot channel. @param total instruments in a cycle. */
  snapshot(index: number, book: L3Book, total: number, depthMax: number): void {
    this.#putDefinition(index, total)
    const bids = Math.min(book.count(0), depthMax)
    const asks = Math.min(book.count(1), depthMax)
    const parts = Math.max(1, Math.ceil((bids + asks) / SNAPSHOT_LEVELS_PER_PART))
    for (let part = 0; part < parts; part++) {
      const from = part * SNAPSHOT_LEVELS_PER_PART
      const to = Math.min(from + SNAPSHOT_LEVELS_PER_PART, bids + asks)
      if (part > 0) this.#packet.begin()
      this.#putSnapshotPart(index, total, part + 1, parts)
      const bidEnd = Math.min(to, bids)
      const bidGroup = this.#snapshot.bidsCount(Math.max(0, bidEnd - from))
      for (let i = from; i < bidEnd; i++) {
        bidGroup.next().priceTicks(book.priceAt(0, i)).qtyLots(book.qtyAt(0, i)).orderCount(book.orderCountAt(0, i))
      }
      const askFrom = Math.max(from, bids) - bids
      const askEnd = Math.max(to, bids) - bids
      const askGroup = this.#snapshot.asksCount(askEnd - askFrom)
      for (let i = askFrom; i < askEnd; i++) {
        askGroup.next().priceTicks(book.priceAt(1, i)).qtyLots(book.qtyAt(1, i)).orderCount(book.orderCountAt(1, i))
      }
      this.#packet.commit(this.#snapshot.limit())
      this.#sendSnapshot()
    }
  }

  #putTrade(index: number, i: number, isLast: boolean): void {
    const packet = this.#packet
    const encoder = this.#trade.wrapAndApplyHeader(packet.view, packet.messageOffset())
    encoder.securityId(this.#instruments.ids[index]!)
    this.#putTime(encoder.offset())
    encoder.rptSeq(++this.#rptSeqs[index]!).flags(isLast ? venueFeed.EVENT_FLAGS_END_OF_EVENT : 0)
    encoder.priceTicks(this.#tradeTicks[i]!).qtyLots(this.#tradeLots[i]!)
    encoder.aggressorSide(this.#tradeSides[i] as venueFeed.AggressorSide).tradeId(++this.#tradeId)
    this.#commit(encoder.limit())
  }

  #putLevels(index: number, first: number, count: number, isLast: boolean): void {
    const packet = this.#packet
    const encoder = this.#refresh.wrapAndApplyHeader(packet.view, packet.messageOffset())
    encoder.securityId(this.#instruments.ids[index]!)
    this.#putTime(encoder.offset())
    encoder.rptSeq(++this.#rptSeqs[index]!).flags(isLast ? venueFeed.EVENT_FLAGS_END_OF_EVENT : 0)
    const entries = encoder.entriesCount(count)
    for (let i = first; i < first + count; i++) {
      entries.next().action(this.#levelActions[i] as venueFeed.UpdateAction)
      entries.side(this.#levelSides[i] as venueFeed.EntrySide).priceTicks(this.#levelTicks[i]!)
      entries.qtyLots(this.#levelLots[i]!).orderCount(this.#levelOrders[i]!)
    }
    this.#commit(encoder.limit())
  }

  #putDefinition(index: number, total: number): void {
    const packet = this.#packet
    packet.begin()
    this.#definitions[index] ??= encodeSecurityDefinition(this.#instruments, index, total, this.#sessionTime)
    const definition = this.#definitions[index]
    packet.bytes.set(definition, packet.messageOffset())
    packet.commit(packet.messageOffset() + definition.length)
  }

  #putSnapshotPart(index: number, total: number, part: number, parts: number): void {
    const packet = this.#packet
    const encoder = this.#snapshot.wrapAndApplyHeader(packet.view, packet.messageOffset())
    encoder.securityId(this.#instruments.ids[index]!)
    this.#putTime(encoder.offset())
    encoder.rptSeq(this.#rptSeqs[index]!).lastMsgSeqNum(this.incrementalPackets)
    encoder.status(venueFeed.TRADING_STATUS_TRADING).partNumber(part).partCount(parts).totNumReports(total)
  }

  /** TransactTime of the message whose block begins at `offset`. */
  #putTime(offset: number): void {
    this.#sessionTime.putEpochNsOf(this.#packet.view, offset + TRANSACT_TIME, this.#time)
  }

  #commit(limit: number): void {
    this.#packet.commit(limit)
    this.messages++
  }

  /** The packet is full: another follows in the same event. */
  #nextPacket(): void {
    this.#sendIncremental()
    this.#packet.begin()
  }

  #sendIncremental(): void {
    this.#lastNs[0] = this.#time[0]!
    this.#send(INCREMENTAL, ++this.incrementalPackets)
  }

  #sendSnapshot(): void {
    this.#send(SNAPSHOT, ++this.snapshotPackets)
  }

  #send(channel: number, seqNum: number): void {
    const { due } = this.line
    this.#latency.apply(due, this.#time)
    const length = this.#packet.end(this.epoch, seqNum, this.#sessionTime, 0)
    this.#sessionTime.putEpochNsOf(this.#packet.view, SENDING_TIME, due)
    this.line.push(channel, this.#packet.bytes, 0, length)
  }

  #growTrades(): void {
    const size = this.#tradeTicks.length * GROWTH
    this.#tradeTicks = grown(this.#tradeTicks, new Float64Array(size))
    this.#tradeLots = grown(this.#tradeLots, new Float64Array(size))
    this.#tradeSides = grown(this.#tradeSides, new Uint8Array(size))
  }

  #growLevels(): void {
    const size = this.#levelTicks.length * GROWTH
    this.#levelTicks = grown(this.#levelTicks, new Float64Array(size))
    this.#levelLots = grown(this.#levelLots, new Float64Array(size))
    this.#levelOrders = grown(this.#levelOrders, new Int32Array(size))
    this.#levelSides = grown(this.#levelSides, new Uint8Array(size))
    this.#levelActions = grown(this.#levelActions, new Uint8Array(size))
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
