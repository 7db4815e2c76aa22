/**
 * Mids of every instrument by capture time, long enough to look back from the last horizon of a fill, and the market's
 * traded volume. A quote without two sides, a crossed one, and everything while the instrument is not live is a mid
 * that is not known (NaN), never an old one.
 */

import type { SessionTime } from '@reflex/base'
import { MidSeries } from '@reflex/quant'
import {
  type BboDecoder,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  type TradeDecoder,
} from '@reflex/schema'

const TRIM_LENGTH = 16_384

/** Is told after each quote of an instrument. */
export interface QuoteListener {
  onQuote(index: number): void
}

export class QuoteBoard implements MarketDataListener {
  /** By dense instrument index; mids in ticks, times in ns. */
  readonly mids: readonly MidSeries[]
  /** Capture time of the last quote, -Infinity before the first. */
  readonly lastNs: Float64Array
  /** Traded so far: lots, and ticks x lots. */
  readonly volumeLots: Float64Array
  readonly turnover: Float64Array
  /** Quotes whose capture time went back (another publisher's clock): counted at the time of the last one. */
  reversals = 0
  readonly #instruments: Instruments
  readonly #sessionTime: SessionTime
  readonly #historyNs: number
  readonly #listener: QuoteListener
  readonly #isLive: Uint8Array
  readonly #trimAt: Int32Array
  readonly #adapter = new MarketDataAdapter(this)
  readonly #quote = new Float64Array(2)

  /** @param historyNs how long mids are kept. */
  constructor(instruments: Instruments, sessionTime: SessionTime, historyNs: number, listener: QuoteListener) {
    this.#instruments = instruments
    this.#sessionTime = sessionTime
    this.#historyNs = historyNs
    this.#listener = listener
    this.mids = Array.from({ length: instruments.count }, () => new MidSeries(TRIM_LENGTH))
    this.lastNs = new Float64Array(instruments.count).fill(Number.NEGATIVE_INFINITY)
    this.volumeLots = new Float64Array(instruments.count)
    this.turnover = new Float64Array(instruments.count)
    this.#isLive = new Uint8Array(instruments.count).fill(1)
    this.#trimAt = new Int32Array(instruments.count).fill(TRIM_LENGTH)
  }

  onMessage(view: DataView, offset: number): void {
    this.#adapter.dispatch(view, offset)
  }

  onBbo(quote: BboDecoder): void {
    const index = this.#instruments.indexOf(quote.instrumentId())
    if (index < 0) return
    this.#quote[0] = quote.captureTime(this.#sessionTime)
    this.#readMid(quote, index)
    this.#add(index)
  }

  /** Not live: no mid from now on, until the first quote of a live book. */
  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const index = this.#instruments.indexOf(status.instrumentId())
    if (index < 0) return
    this.#isLive[index] = status.state() === INSTRUMENT_STATE_LIVE ? 1 : 0
    if (this.#isLive[index] === 1) return
    this.#quote[0] = status.captureTime(this.#sessionTime)
    this.#quote[1] = Number.NaN
    this.#add(index)
  }

  onTrade(trade: TradeDecoder): void {
    const index = this.#instruments.indexOf(trade.instrumentId())
    if (index < 0) return
    const lots = trade.qtyLots()
    this.volumeLots[index]! += lots
    this.turnover[index]! += lots * trade.priceTicks()
  }

  onBookUpdate(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}

  #readMid(quote: BboDecoder, index: number): void {
    this.#quote[1] = Number.NaN
    if (this.#isLive[index] === 0 || quote.bidQtyLots() === 0 || quote.askQtyLots() === 0) return
    const bid = quote.bidPriceTicks()
    const ask = quote.askPriceTicks()
    if (ask >= bid) this.#quote[1] = (bid + ask) / 2
  }

  #add(index: number): void {
    const quote = this.#quote
    if (quote[0]! < this.lastNs[index]!) {
      this.reversals++
      quote[0] = this.lastNs[index]!
    }
    this.lastNs[index] = quote[0]!
    const series = this.mids[index]!
    series.addPair(quote)
    if (series.length >= this.#trimAt[index]!) this.#trim(index)
    this.#listener.onQuote(index)
  }

  /** When most of the history is still needed, the next trim waits for twice as much. */
  #trim(index: number): void {
    const series = this.mids[index]!
    series.forgetBefore(this.lastNs[index]! - this.#historyNs)
    this.#trimAt[index] = Math.max(TRIM_LENGTH, series.length * 2)
  }
}
