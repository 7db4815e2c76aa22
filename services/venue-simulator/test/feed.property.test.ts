/**
 * A reader of the public feed under seeded flow: numbers without gaps, books equal to the venue's and never crossed,
 * conservation, determinism.
 */

import { createHash } from 'node:crypto'
import { Prng, type SessionTime } from '@reflex/base'
import { ASK, BID, L2Book, type Side } from '@reflex/book'
import { END_OF_PACKET, FeedPacketReader, venueFeed } from '@reflex/schema'
import { EXTERNAL_STREAM } from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { CoreWorld } from './core-harness.ts'

const SEED = Number(process.env['REFLEX_SEED'] ?? 7)

/** Of the test desk. */
const FEED_LATENCY_NS = 60_000
const JITTER = 0.3

interface Incremental {
  securityId(): number
  rptSeq(): number
  transactTime(session: SessionTime): number
}

class FeedReader implements venueFeed.VenueFeedListener {
  readonly books = new Map<number, L2Book>()
  readonly rptSeqs = new Map<number, number>()
  readonly snapshots = new Map<number, { rptSeq: number; lastMsgSeqNum: number; parts: number; bids: string[] }>()
  readonly packets = new FeedPacketReader()
  readonly adapter = new venueFeed.VenueFeedAdapter(this)
  lastSeqNum = 0
  crossed = 0
  trades = 0
  definitions = 0
  marks = 0
  heartbeats = 0
  longest = 0
  /** Of the packet in hand, ns since the session epoch. */
  sendingNs = 0
  readonly #session: SessionTime

  constructor(session: SessionTime) {
    this.#session = session
  }

  packet(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.longest = Math.max(this.longest, bytes.length)
    this.packets.wrap(view, 0, bytes.length)
    this.sendingNs = this.packets.sendingTime(this.#session)
    let at = this.packets.next()
    while (at >= 0) {
      const template = this.adapter.dispatchChecked(view, at, this.packets.limit())
      if (template < 0) throw new Error(`message ${template}`)
      at = this.packets.next()
    }
    expect(at).toBe(END_OF_PACKET)
  }

  incremental(bytes: Uint8Array): void {
    this.packet(bytes)
    expect(this.packets.seqNum()).toBe(this.lastSeqNum + 1)
    this.lastSeqNum = this.packets.seqNum()
  }

  book(id: number): L2Book {
    const book = this.books.get(id) ?? new L2Book()
    this.books.set(id, book)
    return book
  }

  onIncrementalRefresh(refresh: venueFeed.IncrementalRefreshDecoder): void {
    this.#follow(refresh)
    const book = this.book(refresh.securityId())
    const entries = refresh.entries()
    while (entries.hasNext()) {
      entries.next()
      book.update(entries.side() as Side, entries.priceTicks(), entries.qtyLots())
    }
    if ((refresh.flags() & venueFeed.EVENT_FLAGS_END_OF_EVENT) !== 0 && book.isCrossed) this.crossed++
  }

  onTrade(trade: venueFeed.TradeDecoder): void {
    this.#follow(trade)
    this.trades++
  }

  onSnapshot(snapshot: venueFeed.SnapshotDecoder): void {
    this.snapshots.set(snapshot.securityId(), {
      rptSeq: snapshot.rptSeq(),
      lastMsgSeqNum: snapshot.lastMsgSeqNum(),
      parts: snapshot.partCount(),
      bids: [],
    })
  }

  onSecurityStatus(status: venueFeed.SecurityStatusDecoder): void {
    this.#follow(status)
  }

  onFundingRate(funding: venueFeed.FundingRateDecoder): void {
    this.#follow(funding)
    this.marks++
  }

  onSecurityDefinition(): void {
    this.definitions++
  }

  onHeartbeat(): void {
    this.heartbeats++
  }

  #follow(message: Incremental): void {
    const id = message.securityId()
    const rptSeq = message.rptSeq()
    expect(rptSeq).toBe((this.rptSeqs.get(id) ?? 0) + 1)
    const underWay = this.sendingNs - message.transactTime(this.#session)
    expect(underWay >= FEED_LATENCY_NS && underWay <= FEED_LATENCY_NS * (1 + JITTER)).toBe(true)
    this.rptSeqs.set(id, rptSeq)
  }
}

interface Run {
  readonly world: CoreWorld
  readonly readers: Map<number, FeedReader>
  readonly hash: string
}

/** Members send random requests of every kind while the background trades. */
function run(seed: number, seconds: number): Run {
  const world = new CoreWorld({ latencyJitter: JITTER }, seed)
  const readers = new Map(world.desk.venues.map((venue) => [venue.id, new FeedReader(world.sessionTime)]))
  const hash = createHash('sha256')
  world.onOut = (streamId, bytes) => {
    hash.update(bytes)
    const reader = readers.get(streamId % 100)!
    const stream = streamId - (streamId % 100)
    if (stream === EXTERNAL_STREAM.VENUE_FEED) reader.incremental(bytes)
    else if (stream === EXTERNAL_STREAM.VENUE_SNAPSHOT) reader.packet(bytes)
  }
  const prng = new Prng(seed, 99)
  let id = 0
  for (let i = 0; i < seconds * 100; i++) {
    world.run(10)
    const venueId = 1 + prng.nextInt(3)
    const venue = world.venue(venueId)
    const market = venue.simulated[0]!
    const one = world.instruments.all[market.index]!
    const session = prng.nextInt(2)
    const side = prng.nextInt(2)
    const touch = market.bestPrice(side as Side)
    const ticks = touch + Math.round(prng.nextNormal() * 5) * Math.round(touch * 0.00005)
    const price = (ticks * Number(one.tickSize)).toFixed(2)
    const qty = ((1 + prng.nextInt(500)) * Number(one.lotSize)).toFixed(4)
    const account = `1=${prng.nextInt(2) === 0 ? 'MM1' : 'MM2'}`
    const body = `${account}|55=${one.symbol}|54=${side + 1}|38=${qty}|40=2|44=${price}`
    const kind = prng.nextInt(10)
    if (kind < 5) world.send(venueId, `35=D|11=A${++id}|${body}|59=${[0, 1, 3, 4][prng.nextInt(4)]}`, session)
    else if (kind === 5) world.send(venueId, `35=D|11=A${++id}|55=${one.symbol}|54=${side + 1}|38=${qty}|40=1`, session)
    else if (kind === 6) world.send(venueId, `35=D|11=A${++id}|${body}|18=6`, session)
    else if (kind === 7) world.send(venueId, `35=F|41=A${prng.nextInt(id + 1)}|11=A${++id}`, session)
    else if (kind === 8)
      world.send(venueId, `35=G|41=A${prng.nextInt(id + 1)}|11=A${++id}|38=${qty}|44=${price}`, session)
    else if (prng.nextInt(10) === 0) world.link(venueId, false, session)
  }
  world.run(5)
  return { world, readers, hash: hash.digest('hex') }
}

describe(`seed ${SEED}`, () => {
  const { world, readers, hash } = run(SEED, 20)

  it('publishes books that equal the venues and are never crossed', () => {
    for (const venue of world.core.venues) {
      const reader = readers.get(venue.id)!
      expect(reader.crossed).toBe(0)
      expect(reader.longest).toBeLessThanOrEqual(1400)
      expect(reader.trades).toBeGreaterThan(10)
      expect(reader.definitions).toBeGreaterThan(10)
      for (const market of venue.simulated) {
        const read = reader.book(world.instruments.ids[market.index]!)
        const { book } = market.matching
        for (const side of [BID, ASK] as const) {
          expect(read.count(side)).toBe(book.count(side))
          for (let i = 0; i < book.count(side); i++) {
            expect([read.priceAt(side, i), read.qtyAt(side, i)]).toEqual([book.priceAt(side, i), book.qtyAt(side, i)])
          }
        }
        const snapshot = reader.snapshots.get(world.instruments.ids[market.index]!)!
        expect(snapshot.lastMsgSeqNum).toBeLessThanOrEqual(reader.lastSeqNum)
      }
    }
    expect(readers.get(3)!.marks).toBeGreaterThan(10)
  })

  it('conserves lots, cash and fees among members, background traders and the venue', () => {
    for (const venue of world.core.venues) {
      const { positions, keeper } = venue
      const { rest } = keeper
      for (const market of venue.simulated) {
        let lots = 0
        let cashE8 = 0
        for (const table of [positions, rest]) {
          for (let row = 0; row < table.count; row++) {
            if (table.instrumentIndexes[row] !== market.index) continue
            lots += table.lots[row]!
            cashE8 += table.cashE8[row]!
          }
        }
        expect([lots, cashE8]).toEqual([0, 0])
      }
      expect(rest.fills.reduce((sum, fills) => sum + fills, 0)).toBeGreaterThan(30)
      expect(rest.feesE8.every((fee) => fee === 0)).toBe(true)
      expect(positions.feesE8.reduce((sum, fee) => sum + fee, 0)).toBe(keeper.feeIncomeE8[0])
    }
  })

  it('counts as it goes', () => {
    const markets = world.core.venues.flatMap((venue) => venue.simulated)
    expect(world.counters.values[world.counters.slot('events')]).toBe(markets.reduce((sum, one) => sum + one.events, 0))
    expect(world.counters.values[world.counters.slot('trades')]).toBe(markets.reduce((sum, one) => sum + one.trades, 0))
  })

  it('keeps quantity = leaves + filled + cancelled', () => {
    let fills = 0
    for (const venue of world.core.venues) {
      const { positions, orders } = venue
      fills += venue.keeper.fills
      for (const market of venue.simulated) {
        for (let i = 0; i < orders.liveCount; i++) {
          const slot = orders.live[i]!
          expect(market.matching.book.leavesQty(-(slot + 1))).toBe(orders.leaves[slot])
        }
      }
      let net = 0
      for (let slot = 0; slot < orders.count; slot++) {
        expect(orders.cum[slot]! + orders.leaves[slot]!).toBeLessThanOrEqual(orders.qty[slot]!)
        if (orders.isOpen(slot)) expect(orders.cum[slot]! + orders.leaves[slot]!).toBe(orders.qty[slot])
        net += orders.side[slot] === 0 ? orders.cum[slot]! : -orders.cum[slot]!
      }
      let held = 0
      for (let row = 0; row < positions.count; row++) held += positions.lots[row]!
      expect(held).toBe(net)
    }
    expect(fills).toBeGreaterThan(100)
  })

  it('says the same bytes again with the same seed, others with another', () => {
    expect(run(SEED, 20).hash).toBe(hash)
    expect(run(SEED + 1, 20).hash).not.toBe(hash)
  })
})
