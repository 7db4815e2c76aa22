/**
 * What alpha knows of each instrument: best bid and offer, whether the book may be quoted on, and the event that said
 * so last (its number and times travel with every order it causes). By dense instrument index; NaN for a side that is
 * empty.
 */

import { INSTRUMENT_STATE_LIVE, INSTRUMENT_STATE_STALE } from '@reflex/schema'

/** No status heard since the publisher started: a snapshot may tell. */
export const STATE_UNKNOWN = 255

export class MarketState {
  readonly bidTicks: Float64Array
  readonly bidLots: Float64Array
  readonly askTicks: Float64Array
  readonly askLots: Float64Array
  readonly states: Uint8Array
  /** When the best bid and offer were told last, ns. */
  readonly updatedNs: Float64Array
  readonly lastTradeTicks: Float64Array
  readonly lastTradeLots: Float64Array
  /** +1 buyer, -1 seller, 0 unknown. */
  readonly lastTradeSide: Int8Array
  /** The book event that led to the last order: its number, when it was read, when market-data wrote it. */
  readonly causeIds: Float64Array
  readonly ingestNs: Float64Array
  readonly publishNs: Float64Array

  constructor(count: number) {
    this.bidTicks = new Float64Array(count).fill(Number.NaN)
    this.bidLots = new Float64Array(count)
    this.askTicks = new Float64Array(count).fill(Number.NaN)
    this.askLots = new Float64Array(count)
    this.states = new Uint8Array(count).fill(STATE_UNKNOWN)
    this.updatedNs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
    this.lastTradeTicks = new Float64Array(count).fill(Number.NaN)
    this.lastTradeLots = new Float64Array(count)
    this.lastTradeSide = new Int8Array(count)
    this.causeIds = new Float64Array(count).fill(Number.NaN)
    this.ingestNs = new Float64Array(count).fill(Number.NaN)
    this.publishNs = new Float64Array(count).fill(Number.NaN)
  }

  isLive(instrument: number): boolean {
    return this.states[instrument] === INSTRUMENT_STATE_LIVE
  }

  /** Both sides there and apart. */
  isTwoSided(instrument: number): boolean {
    return this.bidTicks[instrument]! < this.askTicks[instrument]!
  }

  /** The publisher restarted: nothing it said before holds. */
  forgetStates(): void {
    this.states.fill(STATE_UNKNOWN)
    this.bidTicks.fill(Number.NaN)
    this.askTicks.fill(Number.NaN)
  }

  dropQuote(instrument: number): void {
    this.bidTicks[instrument] = Number.NaN
    this.askTicks[instrument] = Number.NaN
  }

  stateOf(instrument: number): number {
    const state = this.states[instrument]!
    return state === STATE_UNKNOWN ? INSTRUMENT_STATE_STALE : state
  }
}
