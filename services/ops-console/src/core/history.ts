/** Samples for the charts: mid and own quotes of each instrument, P&L of the firm in its first currency. */

import type { Instruments } from '@reflex/schema'
import type { MarketBoard } from './market-board.ts'
import type { OrderBoard, OwnQuotes } from './order-board.ts'
import type { PositionBoard } from './position-board.ts'
import { SeriesRing } from './series-ring.ts'

/** Columns of the two kinds of series. Prices and money scaled by 1e8; the mid twice, so that it is an integer. */
export const QUOTE_COLUMN = { TIME_NS: 0, MID_TWICE_E8: 1, OWN_BID_E8: 2, OWN_ASK_E8: 3 } as const
export const PNL_COLUMN = { TIME_NS: 0, REALISED_E8: 1, UNREALISED_E8: 2, FEES_E8: 3, TOTAL_E8: 4 } as const

export interface HistoryOptions {
  readonly instruments: Instruments
  readonly market: MarketBoard
  readonly orders: OrderBoard
  readonly positions: PositionBoard
  readonly rows: number
  readonly intervalNs: number
}

export class History {
  readonly quotes: readonly SeriesRing[]
  readonly pnl: SeriesRing
  readonly #options: HistoryOptions
  readonly #own: OwnQuotes = { bidE8: Number.NaN, bidQtyE8: 0, askE8: Number.NaN, askQtyE8: 0 }
  #dueNs = Number.NEGATIVE_INFINITY

  constructor(options: HistoryOptions) {
    this.#options = options
    this.quotes = Array.from({ length: options.instruments.count }, () => new SeriesRing(options.rows, 4))
    this.pnl = new SeriesRing(options.rows, 5)
  }

  /** @returns 1 when a sample was taken. */
  onTimer(nowNs: number): number {
    if (nowNs < this.#dueNs) return 0
    this.#dueNs = nowNs + this.#options.intervalNs
    for (let i = 0; i < this.quotes.length; i++) this.#sampleQuotes(i, nowNs)
    this.#samplePnl(nowNs)
    return 1
  }

  #sampleQuotes(index: number, nowNs: number): void {
    const { instruments, market, orders } = this.#options
    const ring = this.quotes[index]!
    const own = orders.ownQuotes(index, this.#own)
    ring.push()
    ring.set(QUOTE_COLUMN.TIME_NS, nowNs)
    ring.set(QUOTE_COLUMN.MID_TWICE_E8, market.midTwiceTicks(index) * instruments.tickE8s[index]!)
    ring.set(QUOTE_COLUMN.OWN_BID_E8, own.bidE8)
    ring.set(QUOTE_COLUMN.OWN_ASK_E8, own.askE8)
  }

  #samplePnl(nowNs: number): void {
    const { positions } = this.#options
    let [realised, unrealised, fees] = [0, 0, 0]
    for (let row = 0; row < positions.count; row++) {
      if (!positions.isAccount(row) || positions.currencyIds[row] !== 0) continue
      realised += positions.realisedE8s[row]!
      unrealised += positions.unrealisedE8s[row]! || 0
      fees += positions.feesE8s[row]!
    }
    this.pnl.push()
    this.pnl.set(PNL_COLUMN.TIME_NS, nowNs)
    this.pnl.set(PNL_COLUMN.REALISED_E8, realised)
    this.pnl.set(PNL_COLUMN.UNREALISED_E8, unrealised)
    this.pnl.set(PNL_COLUMN.FEES_E8, fees)
    this.pnl.set(PNL_COLUMN.TOTAL_E8, realised + unrealised - fees)
  }
}
