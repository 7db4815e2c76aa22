import { SessionTime } from '@reflex/base'
import type { Instruments, MarketDataListener } from '@reflex/schema'
import { type EpochText, e8Text } from './column.ts'
import type { RowBatch } from './row-batch.ts'

type Common = { idx: number; sub: number; time_ns: string }
type Message<K extends keyof MarketDataListener> = Parameters<MarketDataListener[K]>[0]

/** Market-data messages as rows, prices and quantities as decimals. */
export class MarketRows implements MarketDataListener {
  readonly #batch: RowBatch
  readonly #instruments: Instruments
  readonly #epoch: EpochText
  #session = new SessionTime(0)
  #common: Common = { idx: 0, sub: 0, time_ns: '0' }

  constructor(batch: RowBatch, instruments: Instruments, epoch: EpochText) {
    this.#batch = batch
    this.#instruments = instruments
    this.#epoch = epoch
  }

  begin(common: Common): void {
    this.#common = common
    if (this.#session.sessionEpochMs !== this.#epoch.sessionEpochMs)
      this.#session = new SessionTime(this.#epoch.sessionEpochMs)
  }

  onBbo(d: Message<'onBbo'>): void {
    const id = d.instrumentId()
    this.#batch.add('bbo', {
      ...this.#head(d),
      bid: this.#price(id, d.bidPriceTicks(), d.bidQtyLots()),
      bid_qty: this.#qty(id, d.bidQtyLots()),
      ask: this.#price(id, d.askPriceTicks(), d.askQtyLots()),
      ask_qty: this.#qty(id, d.askQtyLots()),
    })
  }

  onTrade(d: Message<'onTrade'>): void {
    const id = d.instrumentId()
    const [price, qty] = [this.#price(id, d.priceTicks(), d.qtyLots()), this.#qty(id, d.qtyLots())]
    this.#batch.add('trades', { ...this.#head(d), price, qty, aggressor_side: d.aggressorSide() })
  }

  onBookUpdate(d: Message<'onBookUpdate'>): void {
    const id = d.instrumentId()
    const head = this.#head(d)
    const entries = d.entries()
    for (let sub = 0; entries.hasNext(); sub++) {
      const entry = entries.next()
      const qty = entry.qtyLots()
      const price = this.#price(id, entry.priceTicks(), 1)
      this.#batch.add('book_levels', { ...head, sub, side: entry.side(), price, qty: this.#qty(id, qty) })
    }
  }

  onInstrumentStatus(d: Message<'onInstrumentStatus'>): void {
    const row = { ...this.#common, instrument_id: d.instrumentId(), state: d.state(), reason: d.reason() }
    this.#batch.add('instrument_status', row)
  }

  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}

  #head(d: Message<'onBbo'> | Message<'onTrade'> | Message<'onBookUpdate'>): Record<string, unknown> {
    const capture_ns = this.#epoch.of(d.captureTime(this.#session))
    return { ...this.#common, capture_ns, instrument_id: d.instrumentId(), ingest_id: d.ingestId() }
  }

  /** 0 for a missing side. */
  #price(id: number, ticks: number, lots: number): string {
    const index = this.#instruments.indexOf(id)
    return index < 0 || lots <= 0 ? '0' : e8Text(this.#instruments.priceE8Of(index, ticks))
  }

  #qty(id: number, lots: number): string {
    const index = this.#instruments.indexOf(id)
    return index < 0 || lots <= 0 ? '0' : e8Text(this.#instruments.qtyE8Of(index, lots))
  }
}
