/**
 * Prices that open positions are valued at: the venue's mark price where it publishes one, else the mid of best bid and
 * offer. Only quotes of a live, uncrossed, two-sided book count; otherwise the last one stays, with its time, so that
 * its age can be told.
 */

import type { SessionTime } from '@reflex/base'
import {
  type BboDecoder,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  type MarkPriceDecoder,
} from '@reflex/schema'

export class Marks implements MarketDataListener {
  /** By instrument id: price E8, NaN until the first. */
  readonly priceE8: Float64Array
  /** By instrument id: capture time of the quote, NaN until the first. */
  readonly timeNs: Float64Array
  readonly #instruments: Instruments
  readonly #sessionTime: SessionTime
  readonly #isLive: Uint8Array
  /** When the venue's mark price was last told: mids count again when it falls silent. */
  readonly #markPriceNs: Float64Array
  readonly #markPriceTimeoutNs: number
  readonly #adapter = new MarketDataAdapter(this)

  constructor(instruments: Instruments, sessionTime: SessionTime, markPriceTimeoutNs: number) {
    const idMax = instruments.ids[instruments.count - 1] ?? 0
    this.priceE8 = new Float64Array(idMax + 1).fill(Number.NaN)
    this.timeNs = new Float64Array(idMax + 1).fill(Number.NaN)
    this.#isLive = new Uint8Array(idMax + 1).fill(1)
    this.#markPriceNs = new Float64Array(idMax + 1).fill(Number.NEGATIVE_INFINITY)
    this.#markPriceTimeoutNs = markPriceTimeoutNs
    this.#instruments = instruments
    this.#sessionTime = sessionTime
  }

  onMessage(view: DataView, offset: number): void {
    this.#adapter.dispatch(view, offset)
  }

  onBbo(quote: BboDecoder): void {
    const id = quote.instrumentId()
    const index = this.#instruments.indexOf(id)
    if (index < 0 || this.#isLive[id] === 0) return
    const captureNs = quote.captureTime(this.#sessionTime)
    if (captureNs - this.#markPriceNs[id]! <= this.#markPriceTimeoutNs) return
    if (quote.bidQtyLots() === 0 || quote.askQtyLots() === 0) return
    const bid = quote.bidPriceTicks()
    const ask = quote.askPriceTicks()
    if (bid <= 0 || ask < bid) return
    this.priceE8[id] = Math.floor(((bid + ask) * this.#instruments.tickE8s[index]!) / 2)
    this.timeNs[id] = captureNs
  }

  onMarkPrice(mark: MarkPriceDecoder): void {
    const id = mark.instrumentId()
    const index = this.#instruments.indexOf(id)
    const ticks = mark.priceTicks()
    if (index < 0 || ticks <= 0) return
    const captureNs = mark.captureTime(this.#sessionTime)
    this.#markPriceNs[id] = captureNs
    this.priceE8[id] = ticks * this.#instruments.tickE8s[index]!
    this.timeNs[id] = captureNs
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const id = status.instrumentId()
    if (this.#instruments.indexOf(id) >= 0) this.#isLive[id] = status.state() === INSTRUMENT_STATE_LIVE ? 1 : 0
  }

  onBookUpdate(): void {}
  onTrade(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
}
