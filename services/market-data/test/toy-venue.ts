/**
 * A venue that says what a venue says: packets of the incremental and the snapshot channel over books that it changes
 * at random.
 */

import { type Prng, SessionTime } from '@reflex/base'
import { ASK, BID, L2Book, LEVEL_NONE, type Side } from '@reflex/book'
import { FeedPacketWriter, parseDeskConfig, venueFeed } from '@reflex/schema'

export const EPOCH_MS = Date.UTC(2026, 0, 30)
export const sessionTime = new SessionTime(EPOCH_MS)

const instrument = (id: number, symbol: string) => ({
  ...{ id, symbol, venue: 'XALP', kind: 'spot', underlying: 'BTC', baseCurrency: 'BTC', quoteCurrency: 'USD' },
  ...{ settleCurrency: 'USD', tickSize: '0.01', lotSize: '0.0001', multiplier: '1', minQty: '0.0001', maxQty: '100' },
})

/** One venue (1) with instruments 11 and 12, whose securities are 501 and 502. */
export const desk = parseDeskConfig({
  firm: 'REFLEX',
  sessionEpoch: '2026-01-30',
  venues: [
    {
      ...{ id: 1, name: 'XALP', kind: 'simulated', makerFeeBps: '0', takerFeeBps: '0' },
      fix: {
        ...{ host: '127.0.0.1', port: 1, beginString: 'FIX.4.4', senderCompId: 'A', targetCompId: 'B' },
        heartBtIntS: 30,
      },
      feed: { group: '239.192.7.1', port: 19_101, snapshotPort: 19_201, interface: '127.0.0.1' },
      latencyUs: { order: 0, ack: 0, feed: 0 },
    },
  ],
  instruments: [instrument(11, 'BTC-USD'), instrument(12, 'ETH-USD')],
  accounts: [{ id: 'MM1' }],
  strategies: [],
})

export const SECURITIES = [501, 502]
const SYMBOLS = ['BTC-USD', 'ETH-USD']
const MID = 10_000
const SNAPSHOT_PART_LEVELS = 16

export class ToyVenue {
  readonly books: L2Book[] = SECURITIES.map(() => new L2Book())
  /** After each packet: hashes of the books, so that a reader that is behind can be judged. */
  readonly hashes: Set<number>[] = SECURITIES.map(() => new Set<number>())
  epoch: number
  seqNum = 0
  trades = 0
  readonly #rptSeqs = SECURITIES.map(() => 0)
  readonly #writer = new FeedPacketWriter()
  readonly #snapshotWriter = new FeedPacketWriter()
  #snapshotSeqNum = 0

  constructor(epoch = 1) {
    this.epoch = epoch
    this.#note()
  }

  /** The venue crashes: empty books, new numbers. */
  restart(epoch = this.epoch + 1): void {
    this.epoch = epoch
    this.seqNum = 0
    this.#snapshotSeqNum = 0
    this.books.forEach((book) => {
      book.clear()
    })
    this.#rptSeqs.fill(0)
    this.#note()
  }

  /** One packet of 1..3 events. */
  trade(prng: Prng, nowNs: number): Uint8Array {
    this.#writer.begin()
    for (let i = prng.nextInt(3); i >= 0; i--) this.#event(prng, nowNs)
    this.#note()
    return this.#end(this.#writer, ++this.seqNum, nowNs)
  }

  /** One packet that sets the levels of a security. */
  levels(at: number, levels: readonly (readonly [Side, number, number])[], nowNs = 0): Uint8Array {
    this.#writer.begin()
    this.#refresh(at, levels, nowNs, true)
    this.#note()
    return this.#end(this.#writer, ++this.seqNum, nowNs)
  }

  heartbeat(nowNs: number): Uint8Array {
    this.#writer.begin()
    const message = new venueFeed.HeartbeatEncoder().wrapAndApplyHeader(this.#writer.view, this.#writer.messageOffset())
    this.#writer.commit(message.intervalMs(100).limit())
    return this.#end(this.#writer, ++this.seqNum, nowNs)
  }

  status(at: number, status: venueFeed.TradingStatus, nowNs = 0): Uint8Array {
    this.#writer.begin()
    const message = new venueFeed.SecurityStatusEncoder()
    message.wrapAndApplyHeader(this.#writer.view, this.#writer.messageOffset())
    message
      .securityId(SECURITIES[at]!)
      .transactTime(sessionTime, nowNs)
      .rptSeq(++this.#rptSeqs[at]!)
      .status(status)
    this.#writer.commit(message.limit())
    return this.#end(this.#writer, ++this.seqNum, nowNs)
  }

  /** Definition and snapshot of every security, a packet for each part. */
  snapshots(nowNs: number): Uint8Array[] {
    return SECURITIES.flatMap((_, at) => [this.#definition(at, nowNs), ...this.#snapshot(at, nowNs)])
  }

  #event(prng: Prng, nowNs: number): void {
    const at = prng.nextInt(SECURITIES.length)
    const book = this.books[at]!
    if (prng.nextBoolean(0.3) && book.askQty > 0) this.#trade(at, book.askPrice, nowNs)
    const levels: [Side, number, number][] = []
    for (let i = prng.nextInt(4); i >= 0; i--) {
      const side = prng.nextBoolean(0.5) ? BID : ASK
      const away = 1 + prng.nextInt(40)
      levels.push([side, side === BID ? MID - away : MID + away, prng.nextBoolean(0.3) ? 0 : 1 + prng.nextInt(1000)])
    }
    const cut = prng.nextInt(levels.length)
    if (cut > 0) this.#refresh(at, levels.slice(0, cut), nowNs, false)
    this.#refresh(at, levels.slice(cut), nowNs, true)
  }

  #trade(at: number, price: number, nowNs: number): void {
    const message = new venueFeed.TradeEncoder().wrapAndApplyHeader(this.#writer.view, this.#writer.messageOffset())
    message
      .securityId(SECURITIES[at]!)
      .transactTime(sessionTime, nowNs)
      .rptSeq(++this.#rptSeqs[at]!)
    message
      .priceTicks(price)
      .qtyLots(5)
      .aggressorSide(venueFeed.AGGRESSOR_SIDE_BUY)
      .tradeId(++this.trades)
    this.#writer.commit(message.limit())
  }

  #refresh(at: number, levels: readonly (readonly [Side, number, number])[], nowNs: number, isLast: boolean): void {
    const message = new venueFeed.IncrementalRefreshEncoder()
    message.wrapAndApplyHeader(this.#writer.view, this.#writer.messageOffset())
    message
      .securityId(SECURITIES[at]!)
      .transactTime(sessionTime, nowNs)
      .rptSeq(++this.#rptSeqs[at]!)
    const entries = message.flagsEndOfEvent(isLast).entriesCount(levels.length)
    for (const [side, price, qty] of levels) {
      const action = this.books[at]!.update(side, price, qty)
      const said = action === LEVEL_NONE ? (qty === 0 ? 2 : 1) : action
      entries.next().action(said).side(side).priceTicks(price).qtyLots(qty).orderCount(1)
    }
    this.#writer.commit(message.limit())
  }

  #definition(at: number, nowNs: number): Uint8Array {
    const writer = this.#snapshotWriter
    writer.begin()
    const message = new venueFeed.SecurityDefinitionEncoder().wrapAndApplyHeader(writer.view, writer.messageOffset())
    message.securityId(SECURITIES[at]!).symbol(SYMBOLS[at]!).tickSizeE8(1e6).lotSizeE8(1e4)
    writer.commit(message.limit())
    return this.#end(writer, ++this.#snapshotSeqNum, nowNs)
  }

  #snapshot(at: number, nowNs: number): Uint8Array[] {
    const book = this.books[at]!
    const levels = [BID, ASK].flatMap((side) =>
      Array.from({ length: book.count(side as Side) }, (_, i) => {
        return [side, book.priceAt(side as Side, i), book.qtyAt(side as Side, i)] as const
      }),
    )
    const partCount = Math.max(1, Math.ceil(levels.length / SNAPSHOT_PART_LEVELS))
    return Array.from({ length: partCount }, (_, part) => {
      const writer = this.#snapshotWriter
      writer.begin()
      const message = new venueFeed.SnapshotEncoder().wrapAndApplyHeader(writer.view, writer.messageOffset())
      message.securityId(SECURITIES[at]!).transactTime(sessionTime, nowNs).rptSeq(this.#rptSeqs[at]!)
      message.lastMsgSeqNum(this.seqNum).status(venueFeed.TRADING_STATUS_TRADING)
      message.partNumber(part + 1).partCount(partCount)
      const own = levels.slice(part * SNAPSHOT_PART_LEVELS, (part + 1) * SNAPSHOT_PART_LEVELS)
      for (const side of [BID, ASK]) {
        const ofSide = own.filter((level) => level[0] === side)
        const group = side === BID ? message.bidsCount(ofSide.length) : message.asksCount(ofSide.length)
        for (const [, price, qty] of ofSide) group.next().priceTicks(price).qtyLots(qty).orderCount(1)
      }
      writer.commit(message.limit())
      return this.#end(writer, ++this.#snapshotSeqNum, nowNs)
    })
  }

  #end(writer: FeedPacketWriter, seqNum: number, nowNs: number): Uint8Array {
    return writer.bytes.slice(0, writer.end(this.epoch, seqNum, sessionTime, nowNs))
  }

  #note(): void {
    this.books.forEach((book, at) => {
      this.hashes[at]!.add(book.stateHash())
    })
  }
}
