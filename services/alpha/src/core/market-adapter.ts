import type { SessionTime } from '@reflex/base'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_SELL,
  type BboDecoder,
  type BookSnapshotDecoder,
  INSTRUMENT_STATE_LIVE,
  type InstrumentStatusDecoder,
  type Instruments,
  MarketDataAdapter,
  type MarketDataListener,
  STREAM,
  type TradeDecoder,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import { type MarketState, STATE_UNKNOWN } from './market-state.ts'

export const MARKET_NOTHING = 0
export const MARKET_BOOK = 1
export const MARKET_TRADE = 2
export const MARKET_STATUS = 3

/** SBE market data into the state of the market. After a message `kind` and `instrument` say what it was about. */
export class MarketAdapter implements MarketDataListener {
  /** What the last message changed: MARKET_*. */
  kind = MARKET_NOTHING
  /** Dense index. */
  instrument = -1
  readonly #instruments: Instruments
  readonly #market: MarketState
  readonly #sessionTime: SessionTime
  readonly #adapter: MarketDataAdapter
  readonly #now = new Float64Array(1)
  #publisher = -1
  #event: BboDecoder | undefined

  constructor(instruments: Instruments, market: MarketState, sessionTime: SessionTime) {
    this.#instruments = instruments
    this.#market = market
    this.#sessionTime = sessionTime
    this.#adapter = new MarketDataAdapter(this)
  }

  onMessage(nowNs: number, frame: MessageFrame): void {
    this.kind = MARKET_NOTHING
    this.#event = undefined
    this.#now[0] = nowNs
    if (frame.streamId === STREAM.MARKET_DATA && frame.sessionId !== this.#publisher) {
      if (this.#publisher !== -1) this.#market.forgetStates()
      this.#publisher = frame.sessionId
    }
    this.#adapter.dispatch(frame.view, frame.offset)
  }

  onBbo(bbo: BboDecoder): void {
    const i = this.#instruments.indexOf(bbo.instrumentId())
    if (i < 0) return
    const market = this.#market
    market.bidLots[i] = bbo.bidQtyLots()
    market.bidTicks[i] = market.bidLots[i]! > 0 ? bbo.bidPriceTicks() : Number.NaN
    market.askLots[i] = bbo.askQtyLots()
    market.askTicks[i] = market.askLots[i]! > 0 ? bbo.askPriceTicks() : Number.NaN
    market.updatedNs[i] = this.#now[0]!
    this.#event = bbo
    this.#was(MARKET_BOOK, i)
  }

  /**
   * Reads number and times of the book event in hand into the market state, once: only events that lead to orders need
   * them, and each costs a boxed number. Valid during the call that brought the event.
   */
  resolveCause(): void {
    const event = this.#event
    if (event === undefined) return
    this.#event = undefined
    const { causeIds, ingestNs, publishNs } = this.#market
    causeIds[this.instrument] = event.ingestId()
    ingestNs[this.instrument] = event.captureTime(this.#sessionTime)
    publishNs[this.instrument] = event.publishTime(this.#sessionTime)
  }

  onTrade(trade: TradeDecoder): void {
    const i = this.#instruments.indexOf(trade.instrumentId())
    if (i < 0) return
    const market = this.#market
    const aggressor = trade.aggressorSide()
    market.lastTradeTicks[i] = trade.priceTicks()
    market.lastTradeLots[i] = trade.qtyLots()
    market.lastTradeSide[i] = aggressor === AGGRESSOR_SIDE_BUY ? 1 : aggressor === AGGRESSOR_SIDE_SELL ? -1 : 0
    this.#was(MARKET_TRADE, i)
  }

  onInstrumentStatus(status: InstrumentStatusDecoder): void {
    const i = this.#instruments.indexOf(status.instrumentId())
    if (i < 0) return
    const market = this.#market
    market.states[i] = status.state()
    if (!market.isLive(i)) market.dropQuote(i)
    this.#was(MARKET_STATUS, i)
  }

  /**
   * For the late: the state only when none was heard, the best prices only when there are none. Updates rule from then
   * on.
   */
  onBookSnapshot(snapshot: BookSnapshotDecoder): void {
    const i = this.#instruments.indexOf(snapshot.instrumentId())
    const market = this.#market
    if (i < 0 || market.states[i] !== STATE_UNKNOWN || snapshot.partNumber() !== 1) return
    market.states[i] = snapshot.state()
    if (snapshot.state() !== INSTRUMENT_STATE_LIVE || market.isTwoSided(i)) return
    const bids = snapshot.bids()
    if (bids.hasNext()) {
      bids.next()
      market.bidTicks[i] = bids.priceTicks()
      market.bidLots[i] = bids.qtyLots()
    }
    while (bids.hasNext()) bids.next()
    const asks = snapshot.asks()
    if (asks.hasNext()) {
      asks.next()
      market.askTicks[i] = asks.priceTicks()
      market.askLots[i] = asks.qtyLots()
    }
    this.#was(MARKET_STATUS, i)
  }

  onBookUpdate(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}

  #was(kind: number, instrument: number): void {
    this.kind = kind
    this.instrument = instrument
  }
}
