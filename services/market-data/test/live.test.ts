/** Live connections against a local exchange, faults included. No internet. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SessionTime } from '@reflex/base'
import { ASK, BID } from '@reflex/book'
import { Instruments, parseDeskConfig } from '@reflex/schema'
import { type MessageFrame, Outbox } from '@reflex/service-host'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cause } from '../src/core/cause.ts'
import { CryptoFeedHandler } from '../src/core/crypto/crypto-feed-handler.ts'
import { DeskCryptoInstruments } from '../src/core/crypto/crypto-instruments.ts'
import { CRYPTO_FORMATS, cryptoVenueOf } from '../src/core/crypto/crypto-venue.ts'
import { MarketBoard } from '../src/core/market-board.ts'
import { FrameRecorder } from '../src/live/frame-recorder.ts'
import { LiveSource } from '../src/live/live-source.ts'
import { BackOff, RateLimit } from '../src/live/rate-limit.ts'
import { dialectOf } from '../src/live/venue-dialect.ts'
import { RecordedRun } from './recorded-run.ts'
import { ToyExchange } from './toy-exchange.ts'

const desk = parseDeskConfig({
  firm: 'REFLEX',
  sessionEpoch: 'today',
  venues: [
    {
      ...{ id: 1, name: 'LIVE', kind: 'live', live: { format: 'binance-usdm' }, makerFeeBps: '0', takerFeeBps: '0' },
      latencyUs: { order: 0, ack: 0, feed: 0 },
    },
  ],
  instruments: [
    {
      ...{ id: 7, symbol: 'BTC-PERP', venueSymbol: 'BTCUSDT', venue: 'LIVE', kind: 'linear-perpetual' },
      ...{ underlying: 'BTC', baseCurrency: 'BTC', quoteCurrency: 'USDT', settleCurrency: 'USDT' },
      ...{ tickSize: '0.1', lotSize: '1', multiplier: '1', minQty: '1', maxQty: '100' },
    },
  ],
  accounts: [{ id: 'MM1' }],
  strategies: [],
})

/** A service's turn round one live venue. */
class LiveFirm {
  readonly session = new SessionTime(Math.floor(Date.now() / 86_400_000) * 86_400_000)
  readonly instruments = new Instruments(desk)
  readonly cause = new Cause(this.session)
  readonly board = new MarketBoard(this.instruments, this.cause, 64)
  readonly out = new Outbox({ senderCompId: 'market-data', sessionTime: this.session })
  readonly handler: CryptoFeedHandler
  readonly source: LiveSource
  readonly notes: string[] = []

  constructor(ws: string, rest: string) {
    const { session, instruments, cause, board } = this
    this.handler = new CryptoFeedHandler({
      ...{ venue: cryptoVenueOf('binance-usdm'), venueId: 1, session, cause, listener: board, books: board.books },
      instruments: new DeskCryptoInstruments(instruments, 1),
      ...{ silenceNs: 3e9, feedDownNs: 10e9, bufferBytes: 1024 * 1024 },
    })
    this.source = new LiveSource({
      ...{ name: 'live LIVE', dialect: { ...dialectOf('binance-usdm', ws, rest), pingMs: 50, requestsPerSecond: 20 } },
      ...{ venueId: 1, session, nowNs: () => this.nowNs(), queueMax: 10_000, wake: () => {}, chance: () => 0.5 },
      instruments: [{ index: 0, id: 7, symbol: 'BTCUSDT' }],
      ...{ frameLengthMax: 1024 * 1024, note: (text) => this.notes.push(text), backOffFirstMs: 20 },
    })
    this.source.start(this.handler.sync.requests)
  }

  nowNs(): number {
    return this.session.fromEpochMs(Date.now())
  }

  turn(): void {
    const nowNs = this.nowNs()
    this.out.nowNs = nowNs
    this.board.use(this.out)
    this.cause.beginTimer(this.out)
    this.handler.onTimer(nowNs)
    const sink = { onFrame: (frame: MessageFrame) => this.handler.onFrame(nowNs, frame) }
    this.source.poll(nowNs, sink, 1000)
    this.out.discard()
  }

  top(): readonly number[] {
    const book = this.board.books[0]!
    return [book.bidPrice / 10, book.bidQty, book.askPrice / 10, book.askQty]
  }

  isLive(): boolean {
    return this.board.isSynced[0] === 1
  }
}

let exchange: ToyExchange
let firm: LiveFirm | undefined
let dir = ''
beforeEach(() => {
  exchange = new ToyExchange()
  dir = mkdtempSync(join(tmpdir(), 'reflex-live-'))
})
afterEach(async () => {
  firm?.source.close()
  firm = undefined
  await exchange.close()
  rmSync(dir, { recursive: true })
})

/** Moves the market until the condition holds. */
async function until(condition: () => boolean, moves = true): Promise<void> {
  const endMs = Date.now() + 15_000
  while (!condition()) {
    if (Date.now() > endMs) throw new Error(`not within 15 s: ${firm?.notes.join('; ')}`)
    if (moves) exchange.move()
    await sleep(5)
    firm?.turn()
  }
}

describe('a live connection', () => {
  it('goes live, heals a gap by a snapshot, and begins anew when it is cut', { timeout: 60_000 }, async () => {
    const { ws, rest } = await exchange.listen()
    firm = new LiveFirm(ws, rest)
    await until(() => firm!.isLive())
    const settled = (): boolean => firm!.isLive() && firm!.top().join() === exchange.top().join()
    await until(settled, false)
    exchange.dropNext = 2
    exchange.move()
    exchange.move()
    await until(() => !firm!.isLive())
    expect(firm.handler.gaps).toBe(1)
    await until(() => firm!.isLive())
    await until(settled, false)
    expect(firm.handler.resyncs).toBe(1)
    exchange.babble('{"stream":"x","data":{"e":"depthUp')
    await until(() => firm!.handler.garbled === 1)
    await until(() => firm!.isLive())
    exchange.cut()
    await until(() => !firm!.isLive())
    expect(firm.handler.disconnects).toBe(1)
    await until(() => firm!.isLive())
    await until(settled, false)
    expect(exchange.connects).toBe(2)
    const levels = firm.board.books[0]!
    expect([levels.count(BID), levels.count(ASK)]).toEqual([exchange.bids.size, exchange.asks.size])
  })

  it('is alive by its pongs while the venue has nothing to say', { timeout: 30_000 }, async () => {
    const { ws, rest } = await exchange.listen()
    firm = new LiveFirm(ws, rest)
    await until(() => firm!.isLive())
    const { events } = firm.handler
    await until(() => firm!.handler.events > events + 5, false)
    expect(firm.isLive()).toBe(true)
    expect(firm.handler.unreadable).toBe(0)
  })

  it('keeps trying with growing pauses while nobody answers', async () => {
    firm = new LiveFirm('ws://127.0.0.1:1', 'http://127.0.0.1:1')
    await until(() => firm!.source.connection.failures >= 3, false)
    const pauses = firm.notes.map((note) => Number(/again in (\d+) ms/.exec(note)?.[1]))
    expect(pauses.slice(0, 3)).toEqual([20, 40, 80])
    expect(firm.isLive()).toBe(false)
  })
})

describe('reflex record', () => {
  it('writes what --input reads: the book of the venue, over a cut', { timeout: 60_000 }, async () => {
    const { ws, rest } = await exchange.listen()
    const recorder = new FrameRecorder({
      ...{ dialect: { ...dialectOf('binance-usdm', ws, rest), pingMs: 50 }, symbols: ['BTCUSDT'], dir },
      ...{ stamp: () => `${Date.now()}000000`, note: () => {}, chance: () => 0.5 },
    })
    recorder.start()
    await until(() => recorder.counts.snapshots === 1)
    for (let i = 0; i < 20; i++) exchange.move()
    await sleep(50)
    exchange.cut()
    await until(() => recorder.counts.snapshots === 2)
    for (let i = 0; i < 20; i++) exchange.move()
    await sleep(100)
    const counts = await recorder.stop()
    expect(counts).toMatchObject({ snapshots: 2, connects: 2 })
    const run = new RecordedRun(dir).run()
    expect(run.info.venues[0]!.name).toBe('BINANCE-USDM')
    expect(run.handlers[0]).toMatchObject({ disconnects: 1, unreadable: 0 })
    const book = run.board.books[0]!
    const tick = run.instruments.tickE8s[0]! / 1e8
    const lot = run.instruments.lotE8s[0]! / 1e8
    expect(run.board.isSynced[0]).toBe(1)
    expect([book.bidPrice * tick, book.bidQty * lot, book.askPrice * tick, book.askQty * lot]).toEqual(exchange.top())
  })
})

describe('what venues are told', () => {
  it('names every symbol in the subscription or the address', () => {
    for (const format of CRYPTO_FORMATS) {
      const dialect = dialectOf(format)
      const said = dialect.wsPath(['AAA', 'BBB']) + JSON.stringify(dialect.subscribe(['AAA', 'BBB']))
      expect(said.toUpperCase(), format).toContain('AAA')
      expect(said.toUpperCase(), format).toContain('BBB')
      const again = dialect.snapshotPath('AAA') ?? JSON.stringify(dialect.resubscribe('AAA'))
      expect(again, format).toContain('AAA')
      expect(cryptoVenueOf(format).snapshots === 'rest', format).toBe(dialect.snapshotPath('AAA') !== undefined)
      expect(dialect.pingMs * 3, format).toBeLessThanOrEqual(Math.max(cryptoVenueOf(format).quietMs, 3000))
    }
  })

  it('spaces what is sent, and doubles pauses up to the last', () => {
    const limit = new RateLimit(4)
    expect([limit.take(0), limit.take(0), limit.take(100), limit.take(2000)]).toEqual([0, 250, 400, 0])
    const backOff = new BackOff(100, 300, () => 0.5)
    expect([backOff.next(), backOff.next(), backOff.next(), backOff.next()]).toEqual([100, 200, 300, 300])
    backOff.succeed()
    expect(backOff.next()).toBe(100)
  })
})
