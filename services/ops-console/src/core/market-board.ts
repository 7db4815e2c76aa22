/**
 * Best bid and offer, last trade, state and a short history of every instrument. By dense instrument index; prices in
 * ticks, sizes in lots.
 */

import {
  BboDecoder,
  INSTRUMENT_STATE_STALE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  type MarkPriceDecoder,
  type TradeDecoder,
} from '@reflex/schema'

export class MarketBoard implements MarketDataListener {
  readonly bidTicks: Float64Array
  readonly askTicks: Float64Array
  readonly bidLots: Float64Array
  readonly askLots: Float64Array
  readonly tradeTicks: Float64Array
  readonly tradeLots: Float64Array
  /** 1 buy, 2 sell, 0 unknown. */
  readonly tradeSides: Uint8Array
  readonly markTicks: Float64Array
  /** INSTRUMENT_STATE_*; stale until market-data says otherwise. */
  readonly states: Uint8Array
  readonly reasons: Uint8Array
  /** When we read the last quote, ns; -Infinity before the first. */
  readonly updatedNs: Float64Array
  readonly trades: Float64Array
  readonly updates: Float64Array
  messages = 0
  /** Instruments the desk does not know: configuration differs between services. */
  unknown = 0
  version = 0
  readonly #instruments: Instruments
  readonly #adapter = new MarketDataAdapter(this)
  #nowNs = 0

  constructor(instruments: Instruments) {
    const { count } = instruments
    this.#instruments = instruments
    this.bidTicks = new Float64Array(count).fill(Number.NaN)
    this.askTicks = new Float64Array(count).fill(Number.NaN)
    this.bidLots = new Float64Array(count)
    this.askLots = new Float64Array(count)
    this.tradeTicks = new Float64Array(count).fill(Number.NaN)
    this.tradeLots = new Float64Array(count)
    this.tradeSides = new Uint8Array(count)
    this.markTicks = new Float64Array(count).fill(Number.NaN)
    this.states = new Uint8Array(count).fill(INSTRUMENT_STATE_STALE)
    this.reasons = new Uint8Array(count)
    this.updatedNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.trades = new Float64Array(count)
    this.updates = new Float64Array(count)
  }

  onMessage(nowNs: number, view: DataView, offset: number): void {
    this.#nowNs = nowNs
    this.messages++
    this.#adapter.dispatch(view, offset)
  }

  /** Twice the mid in ticks, an integer; NaN without two sides. */
  midTwiceTicks(index: number): number {
    return this.bidTicks[index]! + this.askTicks[index]!
  }

  onBbo(quote: BboDecoder): void {
    const i = this.#indexOf(quote.instrumentId())
    if (i < 0) return
    this.bidTicks[i] = quote.bidPriceTicks()
    this.askTicks[i] = quote.askPriceTicks()
    if (this.bidTicks[i] === BboDecoder.BID_PRICE_TICKS_NULL) this.bidTicks[i] = Number.NaN
    if (this.askTicks[i] === BboDecoder.ASK_PRICE_TICKS_NULL) this.askTicks[i] = Number.NaN
    this.bidLots[i] = quote.bidQtyLots()
    this.askLots[i] = quote.askQtyLots()
    this.#touch(i)
  }

  onTrade(trade: TradeDecoder): void {
    const i = this.#indexOf(trade.instrumentId())
    if (i < 0) return
    this.tradeTicks[i] = trade.priceTicks()
    this.tradeLots[i] = trade.qtyLots()
    this.tradeSides[i] = trade.aggressorSide()
    this.trades[i]!++
    this.#touch(i)
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const i = this.#indexOf(status.instrumentId())
    if (i < 0) return
    this.states[i] = status.state()
    this.reasons[i] = status.reason()
    this.version++
  }

  onMarkPrice(mark: MarkPriceDecoder): void {
    const i = this.#indexOf(mark.instrumentId())
    if (i >= 0) this.markTicks[i] = mark.priceTicks()
  }

  onBookUpdate(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}

  #indexOf(id: number): number {
    const index = this.#instruments.indexOf(id)
    if (index < 0) this.unknown++
    return index
  }

  #touch(index: number): void {
    this.updatedNs[index] = this.#nowNs
    this.updates[index]!++
    this.version++
  }
}
