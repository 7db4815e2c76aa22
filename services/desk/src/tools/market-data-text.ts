import { MarketDataAdapter, type MarketDataListener } from '@reflex/schema'

/** One line for each market-data message, in ticks and lots, for `reflex tail`. */
class MarketDataPrinter implements MarketDataListener {
  text = ''

  onBookUpdate(...[d]: Parameters<MarketDataListener['onBookUpdate']>): void {
    const entries = d.entries()
    const levels: string[] = []
    while (entries.hasNext()) {
      const entry = entries.next()
      levels.push(`${entry.side() === 0 ? 'bid' : 'ask'} ${entry.priceTicks()}x${entry.qtyLots()}`)
    }
    this.text = `BookUpdate instrument=${d.instrumentId()} seq=${d.seqNum()} ${levels.join(', ')}`
  }

  onTrade(...[d]: Parameters<MarketDataListener['onTrade']>): void {
    this.text = `Trade instrument=${d.instrumentId()} seq=${d.seqNum()} ${d.priceTicks()}x${d.qtyLots()}`
  }

  onBbo(...[d]: Parameters<MarketDataListener['onBbo']>): void {
    const bid = `${d.bidPriceTicks()}x${d.bidQtyLots()}`
    this.text = `Bbo instrument=${d.instrumentId()} seq=${d.seqNum()} ${bid} / ${d.askPriceTicks()}x${d.askQtyLots()}`
  }

  onBookSnapshot(...[d]: Parameters<MarketDataListener['onBookSnapshot']>): void {
    this.text = `BookSnapshot instrument=${d.instrumentId()} seq=${d.seqNum()}`
  }

  onInstrumentStatus(...[d]: Parameters<MarketDataListener['onInstrumentStatus']>): void {
    this.text = `InstrumentStatus instrument=${d.instrumentId()} state=${d.state()} reason=${d.reason()}`
  }

  onFeedHeartbeat(...[d]: Parameters<MarketDataListener['onFeedHeartbeat']>): void {
    this.text = `FeedHeartbeat venue=${d.venueIndex()} seq=${d.seqNum()}`
  }

  onMarkPrice(...[d]: Parameters<MarketDataListener['onMarkPrice']>): void {
    this.text = `MarkPrice instrument=${d.instrumentId()} ticks=${d.priceTicks()}`
  }
}

const printer = new MarketDataPrinter()
const adapter = new MarketDataAdapter(printer)

export function marketDataText(view: DataView, offset: number, length: number): string {
  return adapter.dispatch(view, offset) > 0 ? printer.text : `${length} bytes of another schema`
}
