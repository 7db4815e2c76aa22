import {
  type BboDecoder,
  type BookUpdateDecoder,
  type FeedHeartbeatDecoder,
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
  readonly #venueIndexOfId = new Int32Array(100).fill(-1)
  #nowNs = 0.5

  constructor(instruments: Instruments, references: ReferenceTable, exposures: ExposureTable) {
    this.#instruments = instruments
    this.#references = references
    this.#exposures = exposures
    this.#adapter = new MarketDataAdapter(this)
    instruments.venues.forEach(({ id }, index) => {
      this.#venueIndexOfId[id] = index
    })
  }

  onMessage(nowNs: number, frame: MessageFrame): void {
    this.#nowNs = nowNs
    this.#adapter.dispatch(frame.view, frame.offset)
  }

  onBbo(bbo: BboDecoder): void {
    const instrument = this.#instruments.indexOf(bbo.instrumentId())
    if (instrument < 0) return
    this.#hear(bbo.venueIndex())
    const bid = bbo.bidQtyLots() > 0 ? bbo.bidPriceTicks() : Number.NaN
    const ask = bbo.askQtyLots() > 0 ? bbo.askPriceTicks() : Number.NaN
    this.#references.onQuote(instrument, this.#nowNs, bid, ask)
    this.#exposures.onMark(instrument, this.#references.mark2[instrument]!)
  }

  onTrade(trade: TradeDecoder): void {
    const instrument = this.#instruments.indexOf(trade.instrumentId())
    if (instrument < 0) return
    this.#hear(trade.venueIndex())
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
  }

  onBookUpdate(update: BookUpdateDecoder): void {
    this.#hear(update.venueIndex())
  }

  onFeedHeartbeat(heartbeat: FeedHeartbeatDecoder): void {
    this.#hear(heartbeat.venueIndex())
  }

  onBookSnapshot(): void {}
  onMarkPrice(): void {}

  #hear(venueId: number): void {
    const venue = this.#venueIndexOfId[venueId]
    if (venue !== undefined && venue >= 0) this.#references.venueNs[venue] = this.#nowNs
  }
}
