import { ASK, BID, NO_PRICE } from '@reflex/book'
import { CoreWorld } from './core-harness.ts'

const POSITION_MAX_LOTS = 3000

export interface MakerResult {
  /** Quote currency, inventory at the fair value. */
  readonly pnl: number
  readonly fills: number
  readonly volume: number
  readonly feed: number
  readonly informed: number
  readonly spreadBps: number
}

/**
 * Quotes both sides of BTC-USD at XALP `offsetBps` null: at the touch, looked at each 200 ms, up to 0.3 BTC; else each
 * 50 ms that far from the mid, skewed against the inventory.
 */
export function runMaker(
  seed: number,
  seconds: number,
  offsetBps: number | null,
  settings: Record<string, unknown> = {},
): MakerResult {
  const world = new CoreWorld(settings, seed)
  const venue = world.venue(1)
  const market = venue.simulated[0]!
  const traded = world.core.flow.traded[0]!
  const lots = 1000
  const live = [
    { id: '', ticks: 0 },
    { id: '', ticks: 0 },
  ]
  let next = 0
  const quote = (side: 0 | 1, ticks: number): void => {
    const own = live[side]!
    if (own.ticks === ticks) return
    if (own.id !== '') world.send(1, `35=F|41=${own.id}|11=X${++next}|55=BTC-USD|54=${side + 1}|38=1`)
    own.ticks = ticks
    own.id = ticks === 0 ? '' : `Q${++next}`
    if (ticks === 0) return
    world.send(1, `35=D|11=${own.id}|1=MM1|55=BTC-USD|54=${side + 1}|38=0.1|40=2|44=${(ticks / 100).toFixed(2)}|18=6`)
  }
  world.onOut = (streamId, bytes) => {
    if (streamId !== 5301) return
    world.said.wrap(bytes, 1, bytes.length - 1)
    const id = world.said.text(11)
    const status = world.said.text(39)
    for (const own of live) if (own.id === id && (status === '2' || status === '8' || status === '4')) own.ticks = 0
  }
  let spreads = 0
  let samples = 0
  world.run(500)
  const periodMs = offsetBps === null ? 200 : 50
  for (let t = 0; t < seconds * 1000; t += periodMs) {
    const bid = market.bestPrice(BID)
    const ask = market.bestPrice(ASK)
    if (bid !== NO_PRICE && ask !== NO_PRICE) {
      spreads += ((ask - bid) / bid) * 1e4
      samples++
      if (offsetBps === null) {
        const held = venue.positions.lots[0] ?? 0
        quote(0, held < POSITION_MAX_LOTS ? bid : 0)
        quote(1, held > -POSITION_MAX_LOTS ? ask : 0)
      } else {
        const held = (venue.positions.lots[0] ?? 0) / lots
        const mid = (bid + ask) / 2
        const skew = (-held * offsetBps * mid) / 1e4 / 4
        const step = (x: number): number => Math.round(x / 60) * 60
        quote(0, Math.min(ask - 1, step(mid + skew - (mid * offsetBps) / 1e4)))
        quote(1, Math.max(bid + 1, step(mid + skew + (mid * offsetBps) / 1e4)))
      }
    }
    world.run(periodMs)
  }
  const { positions } = venue
  const held = positions.lots[0]! * 1e-4
  const fair = traded.fairTicks(0) / 100
  return {
    pnl: (positions.cashE8[0]! - positions.feesE8[0]!) / 1e8 + held * fair,
    fills: positions.fills[0]!,
    volume: 0,
    feed: venue.feed.incrementalPackets / seconds,
    informed: market.trades / seconds,
    spreadBps: spreads / samples,
  }
}
