import {
  type BboDecoder,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
} from '@reflex/schema'
import type { CounterTable, MessageFrame } from '@reflex/service-host'
import type { EngineCounter } from '../counters.ts'
import type { Marks } from './marks.ts'

/** Market data to marks: the mid of two-sided quotes, and whether the book can be trusted. */
export class MarketAdapter implements MarketDataListener {
  readonly #instruments: Instruments
  readonly #marks: Marks
  readonly #values: Float64Array
  readonly #quotes: number
  readonly #adapter: MarketDataAdapter
  #nowNs = 0.5

  constructor(instruments: Instruments, marks: Marks, counters: CounterTable<EngineCounter>) {
    this.#instruments = instruments
    this.#marks = marks
    this.#values = counters.values
    this.#quotes = counters.slot('quotes')
    this.#adapter = new MarketDataAdapter(this)
  }

  onMessage(nowNs: number, frame: MessageFrame): void {
    this.#nowNs = nowNs
    this.#adapter.dispatch(frame.view, frame.offset)
  }

  onBbo(bbo: BboDecoder): void {
    const instrument = this.#instruments.indexOf(bbo.instrumentId())
    if (instrument < 0) return
    this.#values[this.#quotes]!++
    if (this.#marks.isLive[instrument] === 0 || bbo.bidQtyLots() === 0 || bbo.askQtyLots() === 0) return
    const sum = bbo.bidPriceTicks() + bbo.askPriceTicks()
    this.#marks.onMid(instrument, this.#nowNs, (sum * this.#instruments.tickE8s[instrument]!) / 2)
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const instrument = this.#instruments.indexOf(status.instrumentId())
    if (instrument < 0) return
    this.#marks.isLive[instrument] = status.state() === INSTRUMENT_STATE_LIVE ? 1 : 0
  }

  onTrade(): void {}
  onBookUpdate(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}
}
