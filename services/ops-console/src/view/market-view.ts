import type { Instruments } from '@reflex/schema'
import { INSTRUMENT_STATE_NAMES, STATUS_REASON_NAMES } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import { PNL_COLUMN, QUOTE_COLUMN } from '../core/history.ts'
import type { OwnQuotes } from '../core/order-board.ts'
import type { SeriesRing } from '../core/series-ring.ts'
import { decimalsOf, epochMs, fixed, plain, type Text } from './number-text.ts'

const E8 = 1e8
const BPS = 1e4
const NS_PER_MS = 1e6
/** A forecast older than this is no fair value any more. */
const SIGNAL_AGE_NS_MAX = 5e9

/** Prices and sizes of one instrument. */
export class MarketView {
  readonly #core: ConsoleCore
  readonly #instruments: Instruments
  readonly #sessionEpochMs: number
  readonly priceDecimals: readonly number[]
  readonly qtyDecimals: readonly number[]
  readonly #own: OwnQuotes = { bidE8: Number.NaN, bidQtyE8: 0, askE8: Number.NaN, askQtyE8: 0 }

  constructor(core: ConsoleCore, instruments: Instruments, sessionEpochMs: number) {
    this.#core = core
    this.#instruments = instruments
    this.#sessionEpochMs = sessionEpochMs
    this.priceDecimals = [...instruments.tickE8s].map(decimalsOf)
    this.qtyDecimals = [...instruments.lotE8s].map(decimalsOf)
  }

  /** What does not change: names and digits. */
  instruments(): unknown[] {
    return this.#instruments.all.map((instrument, i) => ({
      id: instrument.id,
      symbol: instrument.symbol,
      venue: instrument.venue,
      kind: instrument.kind,
      currency: instrument.quoteCurrency,
      tick: instrument.tickSize,
      lot: instrument.lotSize,
      priceDecimals: this.priceDecimals[i],
      qtyDecimals: this.qtyDecimals[i],
    }))
  }

  section(): unknown[] {
    return this.#instruments.all.map((instrument, i) => this.#row(instrument.id, i))
  }

  price(index: number, e8: number): Text {
    return fixed(e8, this.priceDecimals[index] ?? 8)
  }

  qty(index: number, e8: number): Text {
    return fixed(e8, this.qtyDecimals[index] ?? 8)
  }

  /** What the charts begin with. */
  history(index: number): unknown {
    const ring = this.#core.history.quotes[index]
    if (ring === undefined) return undefined
    const price = (column: number, divisor: number): unknown[] => columnOf(ring, column, divisor)
    return {
      time: this.#times(ring),
      mid: price(QUOTE_COLUMN.MID_TWICE_E8, 2 * E8),
      bid: price(QUOTE_COLUMN.OWN_BID_E8, E8),
      ask: price(QUOTE_COLUMN.OWN_ASK_E8, E8),
    }
  }

  pnlHistory(): unknown {
    const ring = this.#core.history.pnl
    const money = (column: number): unknown[] => columnOf(ring, column, E8)
    return {
      time: this.#times(ring),
      realised: money(PNL_COLUMN.REALISED_E8),
      unrealised: money(PNL_COLUMN.UNREALISED_E8),
      fees: money(PNL_COLUMN.FEES_E8),
      total: money(PNL_COLUMN.TOTAL_E8),
    }
  }

  #row(id: number, i: number): unknown {
    const { market, orders, nowNs } = this.#core
    const tick = this.#instruments.tickE8s[i]!
    const lot = this.#instruments.lotE8s[i]!
    const own = orders.ownQuotes(i, this.#own)
    const ageNs = nowNs - market.updatedNs[i]!
    const midTwice = market.midTwiceTicks(i)
    return {
      id,
      bid: this.price(i, market.bidTicks[i]! * tick),
      bidQty: this.qty(i, market.bidLots[i]! * lot),
      ask: this.price(i, market.askTicks[i]! * tick),
      askQty: this.qty(i, market.askLots[i]! * lot),
      mid: plain((midTwice * tick) / 2 / E8),
      spreadBps: fixed(Math.round(((market.askTicks[i]! - market.bidTicks[i]!) * 2 * BPS * E8) / midTwice), 2),
      last: this.price(i, market.tradeTicks[i]! * tick),
      lastQty: this.qty(i, market.tradeLots[i]! * lot),
      lastSide: market.tradeSides[i],
      ownBid: this.price(i, own.bidE8),
      ownBidQty: this.qty(i, own.bidQtyE8),
      ownAsk: this.price(i, own.askE8),
      ownAskQty: this.qty(i, own.askQtyE8),
      ownBidPx: plain(own.bidE8 / E8),
      ownAskPx: plain(own.askE8 / E8),
      ...this.#fair(i, midTwice, tick),
      state: INSTRUMENT_STATE_NAMES[market.states[i]!] ?? 'UNKNOWN',
      reason: STATUS_REASON_NAMES[market.reasons[i]!] ?? '',
      ageMs: plain(Math.round(ageNs / NS_PER_MS)),
      updates: market.updates[i],
      trades: market.trades[i],
    }
  }

  /**
   * From the strategy's forecast when there is a fresh one, else the microprice: the mid leaned towards the thinner
   * side.
   */
  #fair(i: number, midTwice: number, tick: number): { fair: Text; fairFrom: string } {
    const { market, signals, nowNs } = this.#core
    const forecast = signals.forecastE8s[i]! / E8
    const digits = Math.min(8, this.priceDecimals[i]! + 1)
    if (nowNs - signals.timesNs[i]! < SIGNAL_AGE_NS_MAX) {
      return { fair: fixed(Math.round(((midTwice * tick) / 2) * (1 + forecast / BPS)), digits), fairFrom: 'signal' }
    }
    const bidLots = market.bidLots[i]!
    const askLots = market.askLots[i]!
    const ticks = (market.bidTicks[i]! * askLots + market.askTicks[i]! * bidLots) / (bidLots + askLots)
    return { fair: fixed(Math.round(ticks * tick), digits), fairFrom: 'microprice' }
  }

  #times(ring: SeriesRing): unknown[] {
    return Array.from({ length: ring.length }, (_, k) => epochMs(this.#sessionEpochMs, ring.at(k, 0)))
  }
}

function columnOf(ring: SeriesRing, column: number, divisor: number): unknown[] {
  return Array.from({ length: ring.length }, (_, k) => plain(ring.at(k, column) / divisor))
}
