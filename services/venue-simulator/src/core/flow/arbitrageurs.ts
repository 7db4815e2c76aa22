import type { Prng } from '@reflex/base'
import { ASK, BID, NO_PRICE, TIF_IOC } from '@reflex/book'
import type { VenueSimulatorConfig } from '../../config.ts'
import { KIND_TAKER } from './background-orders.ts'
import type { TradedInstrument } from './traders.ts'

const PER_BPS = 1e-4

/**
 * They buy where an underlying is cheap and sell where it is dear, at all its venues: what keeps the venues together.
 */
export class Arbitrageurs {
  readonly #instruments: readonly TradedInstrument[]
  readonly #config: VenueSimulatorConfig['arbitrage']
  readonly #prng: Prng
  trades = 0

  constructor(instruments: readonly TradedInstrument[], config: VenueSimulatorConfig['arbitrage'], prng: Prng) {
    this.#instruments = instruments
    this.#config = config
    this.#prng = prng
  }

  schedule(next: Float64Array, time: Float64Array): void {
    next[0] =
      this.#instruments.length > 1
        ? time[0]! + this.#prng.nextExponential(this.#config.intervalMs * 1e6)
        : Number.POSITIVE_INFINITY
  }

  act(): void {
    let cheapest: TradedInstrument | undefined
    let dearest: TradedInstrument | undefined
    let ask = Number.POSITIVE_INFINITY
    let bid = 0
    for (let i = 0; i < this.#instruments.length; i++) {
      const one = this.#instruments[i]!
      const askTicks = one.market.bestPrice(ASK)
      const bidTicks = one.market.bestPrice(BID)
      if (askTicks !== NO_PRICE && askTicks / one.ticksPerUnit / one.basis < ask) {
        ask = askTicks / one.ticksPerUnit / one.basis
        cheapest = one
      }
      if (bidTicks !== NO_PRICE && bidTicks / one.ticksPerUnit / one.basis > bid) {
        bid = bidTicks / one.ticksPerUnit / one.basis
        dearest = one
      }
    }
    if (cheapest === undefined || dearest === undefined || cheapest === dearest) return
    if (bid < ask * (1 + this.#config.costBps * PER_BPS)) return
    this.trades++
    const { notional } = this.#config
    cheapest.market.submitBackground(
      KIND_TAKER,
      BID,
      cheapest.market.bestPrice(ASK),
      cheapest.lotsOf(notional),
      TIF_IOC,
      false,
    )
    cheapest.market.finish()
    dearest.market.submitBackground(
      KIND_TAKER,
      ASK,
      dearest.market.bestPrice(BID),
      dearest.lotsOf(notional),
      TIF_IOC,
      false,
    )
    dearest.market.finish()
  }
}
