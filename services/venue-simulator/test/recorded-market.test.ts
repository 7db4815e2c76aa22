import { BookUpdateEncoder, InstrumentStatusEncoder, parseDeskConfig, STREAM, TradeEncoder } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { CoreWorld } from './core-harness.ts'
import { testDesk } from './harness.ts'

/** One recorded venue with order entry: levels and trades come as the firm's normalised stream. */
class RecordedWorld extends CoreWorld {
  readonly answers: string[] = []
  #rptSeq = 0

  constructor(settings: Record<string, unknown> = {}) {
    const plain = testDesk(settings)
    const venue = { ...plain.venues[0]!, kind: 'recorded' as const, latencyUs: { order: 0, ack: 0, feed: 0 } }
    super(settings, 1, parseDeskConfig({ ...plain, venues: [venue], instruments: [plain.instruments[0]] }))
    this.onOut = (_stream, bytes) => {
      this.said.wrap(bytes, 1, bytes.length - 1)
      const tags = [11, 150, 39, 32, 31, 151, 851, 58]
      this.answers.push(tags.flatMap((tag) => (this.said.has(tag) ? [`${tag}=${this.said.text(tag)}`] : [])).join(' '))
    }
    this.status(1)
  }

  status(state: 0 | 1): void {
    const { view, bytes } = buffer()
    const encoder = new InstrumentStatusEncoder().wrapAndApplyHeader(view, 0)
    encoder.instrumentId(1).state(state).reason(0).staleForNs(0)
    this.#deliver(bytes, encoder.limit())
  }

  /** [side 0 bid 1 ask, ticks, lots] */
  book(levels: readonly [0 | 1, number, number][], rebuild = false, rptSeq = ++this.#rptSeq): void {
    const { view, bytes } = buffer()
    const encoder = new BookUpdateEncoder().wrapAndApplyHeader(view, 0)
    encoder
      .instrumentId(1)
      .rptSeq(rptSeq)
      .flags(rebuild ? 3 : 1)
    const entries = encoder.entriesCount(levels.length)
    for (const [side, ticks, lots] of levels) {
      entries
        .next()
        .action(lots === 0 ? 2 : 1)
        .side(side)
        .priceTicks(ticks)
        .qtyLots(lots)
    }
    this.#deliver(bytes, encoder.limit())
  }

  /** @param aggressor 1 buyer, 2 seller. */
  trade(ticks: number, lots: number, aggressor: 0 | 1 | 2): void {
    const { view, bytes } = buffer()
    const encoder = new TradeEncoder().wrapAndApplyHeader(view, 0)
    encoder.instrumentId(1).priceTicks(ticks).qtyLots(lots).aggressorSide(aggressor)
    this.#deliver(bytes, encoder.limit())
  }

  /** Quantities in lots, price in ticks. */
  order(id: string, side: 'buy' | 'sell', lots: number, ticks: number, more = ''): string[] {
    const text = `1=MM1|55=BTC-USD|54=${side === 'buy' ? 1 : 2}|38=${lots / 10_000}|40=2|44=${ticks / 100}`
    this.send(1, `35=D|11=${id}|${text}${more}`)
    return this.take()
  }

  take(): string[] {
    this.nowNs += 1000
    this.turn()
    return this.answers.splice(0)
  }

  #deliver(bytes: Uint8Array, length: number): void {
    this.frame.set(STREAM.MARKET_DATA, 1, bytes, new DataView(bytes.buffer), 0, length)
    this.core.onMessage(this.nowNs, this.frame, this.out)
  }
}

function buffer(): { view: DataView; bytes: Uint8Array } {
  const bytes = new Uint8Array(1024)
  return { view: new DataView(bytes.buffer), bytes }
}

function open(settings: Record<string, unknown> = {}): RecordedWorld {
  const world = new RecordedWorld(settings)
  world.book(
    [
      [0, 10_000, 50],
      [0, 9990, 80],
      [1, 10_010, 30],
      [1, 10_020, 60],
    ],
    true,
  )
  return world
}

describe('resting orders', () => {
  it('fill when trades exceed the queue ahead, by no more than the excess', () => {
    const world = open()
    expect(world.order('A', 'buy', 20, 10_000)).toEqual(['11=A 150=0 39=0 151=0.002'])
    world.trade(10_000, 30, 2) // 20 of the 50 ahead are left.
    expect(world.take()).toEqual([])
    world.book([[0, 10_000, 5]]) // Cancels ahead do not help.
    world.trade(10_000, 25, 2)
    expect(world.take()).toEqual(['11=A 150=F 39=1 32=0.0005 31=100 151=0.0015 851=1'])
    world.trade(10_000, 100, 1) // The buyer was the aggressor: not our side.
    expect(world.take()).toEqual([])
    world.trade(10_000, 100, 2)
    expect(world.take()).toEqual(['11=A 150=F 39=2 32=0.0015 31=100 151=0 851=1'])
  })

  it('share a trade in price and time', () => {
    const world = open()
    world.order('A', 'buy', 10, 10_000)
    world.order('B', 'buy', 10, 10_000)
    world.trade(10_000, 65, 2)
    expect(world.take()).toEqual([
      '11=A 150=F 39=2 32=0.001 31=100 151=0 851=1',
      '11=B 150=F 39=1 32=0.0005 31=100 151=0.0005 851=1',
    ])
  })

  it('fill when a trade or the opposite best goes beyond their price', () => {
    const world = open()
    world.order('A', 'buy', 20, 10_000)
    world.trade(9995, 8, 2)
    expect(world.take()).toEqual(['11=A 150=F 39=1 32=0.0008 31=100 151=0.0012 851=1'])
    world.book([
      [0, 10_000, 0],
      [1, 9998, 7],
    ])
    expect(world.take()).toEqual(['11=A 150=F 39=1 32=0.0007 31=100 151=0.0005 851=1'])
    world.book([[0, 9990, 81]]) // The same 7 lots cannot fill us twice.
    expect(world.take()).toEqual([])
  })

  it('count a configured share of cancels as ahead of them', () => {
    const world = open({ recordedCancelShare: 0.5 })
    world.order('A', 'buy', 20, 10_000)
    world.book([[0, 10_000, 30]]) // 20 cancelled, 10 of them ahead; at most the 30 displayed are ahead.
    expect(world.venue(1).recorded[0]!.queueAhead(0)).toBe(30)
    world.trade(10_000, 31, 2)
    expect(world.take()).toEqual(['11=A 150=F 39=1 32=0.0001 31=100 151=0.0019 851=1'])
  })
})

describe('marketable orders', () => {
  it('take what is displayed, once until the level changes', () => {
    const world = open()
    expect(world.order('A', 'buy', 40, 10_010, '|59=3')).toEqual([
      '11=A 150=0 39=0 151=0.004',
      '11=A 150=F 39=1 32=0.003 31=100.1 151=0.001 851=2',
      '11=A 150=4 39=4 151=0 58=nothing left to trade with',
    ])
    expect(world.order('B', 'buy', 5, 10_010, '|59=3')[1]).toBe('11=B 150=4 39=4 151=0 58=nothing left to trade with')
    world.book([[1, 10_010, 12]])
    expect(world.order('C', 'buy', 70, 10_020, '|59=4')[1]).toBe('11=C 150=F 39=1 32=0.0012 31=100.1 151=0.0058 851=2')
    expect(world.order('D', 'buy', 5, 10_020, '|59=3')[1]).toBe('11=D 150=F 39=1 32=0.0002 31=100.2 151=0.0003 851=2')
  })

  it('are refused as post-only, and refused while the market is not live', () => {
    const world = open()
    expect(world.order('A', 'buy', 5, 10_010, '|18=6')).toEqual([
      '11=A 150=8 39=8 151=0 58=post-only order would trade',
    ])
    world.status(0)
    expect(world.order('B', 'buy', 5, 10_000)).toEqual(['11=B 150=8 39=8 151=0 58=market is not live'])
    world.status(1)
    world.book([[0, 10_000, 1]], false, 77) // A gap: nothing is believed until the book is rebuilt.
    expect(world.core.recorded.gaps).toBe(1)
    expect(world.order('C', 'buy', 5, 10_000)).toEqual(['11=C 150=8 39=8 151=0 58=market is not live'])
  })
})
