import { INSTRUMENT_STATE_LIVE, type MarketDataListener } from '@reflex/schema'
import type { Router } from './router.ts'

/** Feeds the router. */
export class QuoteListener implements MarketDataListener {
  readonly #router: Router

  constructor(router: Router) {
    this.#router = router
  }

  onBbo(...[bbo]: Parameters<MarketDataListener['onBbo']>): void {
    this.#router.onBbo(bbo)
  }

  onInstrumentStatus(...[status]: Parameters<MarketDataListener['onInstrumentStatus']>): void {
    if (status.state() !== INSTRUMENT_STATE_LIVE) this.#router.withdraw(status.instrumentId())
  }

  onBookUpdate(): void {}
  onTrade(): void {}
  onBookSnapshot(): void {}
  onFeedHeartbeat(): void {}
  onMarkPrice(): void {}
}
