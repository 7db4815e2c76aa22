import {
  type BboDecoder,
  INSTRUMENT_STATE_CLOSED,
  INSTRUMENT_STATE_HALTED,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  type TradeDecoder,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { ExposureTable } from './exposure-table.ts'
import { MARKET_CLOSED, MARKET_OPEN, MARKET_STALE, type ReferenceTable } from './reference-table.ts'

/** Market data to reference prices and marks: best bid and offer, trades, states of instruments. */
export class MarketAdapter implements MarketDataListener {
  readonly #instruments: Instruments
  readonly #references: ReferenceTable
  readonly #exposures: ExposureTable
  readonly #adapter: MarketDataAdapter
  #nowNs = 0.5

  constructor(instruments: Instruments, references: ReferenceTable, exposures: ExposureTable) {
    this.#instruments = instruments
    this.#references = references
    this.#exposures = exposures
    this.#adapter = new MarketDataAdapter(this)
  }

  onMessage(nowNs: number, frame: MessageFrame): void {
    this.#nowNs = nowNs
    this.#adapter.dispatch(frame.view, frame.offset)
  }

  onBbo(bbo: BboDecoder): void {
    const instrument = this.#instruments.indexOf(bbo.instrumentId())
    if (instrument < 0) return
    const bid = bbo.bidQtyLots() > 0 ? bbo.bidPriceTicks() : Number.NaN
    const ask = bbo.askQtyLots() > 0 ? bbo.askPriceTicks() : Number.NaN
    // A stale book may still move while it recovers: its prices are no reference until it is live.
    if (this.#references.marketState[instrument] === MARKET_STALE) return
    this.#references.onQuote(instrument, this.#nowNs, bid, ask)
    this.#exposures.onMark(instrument, this.#references.mark2[instrument]!)
  }

  onTrade(trade: TradeDecoder): void {
    const instrument = this.#instruments.indexOf(trade.instrumentId())
    if (instrument < 0) return
    this.#references.onTrade(instrument, this.#nowNs, trade.priceTicks())
    this.#exposures.onMark(instrument, this.#references.mark2[instrument]!)
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const instrument = this.#instruments.indexOf(status.instrumentId())
    if (instrument < 0) return
    const state = status.state()
    const isClosed = state === INSTRUMENT_STATE_HALTED || state === INSTRUMENT_STATE_CLOSED
    this.#references.marketState[instrument] =
      state === INSTRUMENT_STATE_LIVE ? MARKET_OPEN : isClosed ? MARKET_CLOSED : MARKET_STALE
    if (state !== INSTRUMENT_STATE_LIVE) this.#references.dropQuote(instrument)
  }

  onBookUpdate(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}
}
