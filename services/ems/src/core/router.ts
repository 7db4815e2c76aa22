import { decimalE8 } from '@reflex/base'
import type { BboDecoder, Instruments } from '@reflex/schema'
import { NO_INSTRUMENT, SIDE } from '@reflex/schema'
import type { VenueState } from './ems-state.ts'

const PER_BPS = 1e-4

/**
 * Best venue for an order whose strategy left the choice open: the lowest all-in cost of the touch, that is price with
 * taker fee and the adverse selection that TCA measured there, among venues that are up and have a price; the larger
 * size at the touch, up to what is asked for, breaks a tie.
 */
export class Router {
  readonly #instruments: Instruments
  readonly #venues: readonly (VenueState | undefined)[]
  /** Best prices by dense instrument index, E8 of the quote currency; NaN when missing. */
  readonly #bidE8: Float64Array
  readonly #askE8: Float64Array
  readonly #bidQtyE8: Float64Array
  readonly #askQtyE8: Float64Array
  readonly #takerFeeBps: Float64Array
  /** Cost of a venue beyond fees, bps, from the TCA feed; by venue id. */
  readonly #penaltyBps: Float64Array

  constructor(instruments: Instruments, venues: readonly (VenueState | undefined)[]) {
    this.#instruments = instruments
    this.#venues = venues
    this.#bidE8 = new Float64Array(instruments.count).fill(Number.NaN)
    this.#askE8 = new Float64Array(instruments.count).fill(Number.NaN)
    this.#bidQtyE8 = new Float64Array(instruments.count)
    this.#askQtyE8 = new Float64Array(instruments.count)
    this.#takerFeeBps = new Float64Array(venues.length)
    this.#penaltyBps = new Float64Array(venues.length)
    for (const venue of venues) {
      if (venue !== undefined) this.#takerFeeBps[venue.config.id] = decimalE8(venue.config.takerFeeBps) / 1e8
    }
  }

  onBbo(bbo: BboDecoder): void {
    const index = this.#instruments.indexOf(bbo.instrumentId())
    if (index < 0) return
    const bidQty = bbo.bidQtyLots()
    const askQty = bbo.askQtyLots()
    this.#bidE8[index] = bidQty > 0 ? this.#instruments.priceE8Of(index, bbo.bidPriceTicks()) : Number.NaN
    this.#askE8[index] = askQty > 0 ? this.#instruments.priceE8Of(index, bbo.askPriceTicks()) : Number.NaN
    this.#bidQtyE8[index] = this.#instruments.qtyE8Of(index, bidQty)
    this.#askQtyE8[index] = this.#instruments.qtyE8Of(index, askQty)
  }

  /** The book of an instrument is not to be trusted. */
  withdraw(instrumentId: number): void {
    const index = this.#instruments.indexOf(instrumentId)
    if (index < 0) return
    this.#bidE8[index] = Number.NaN
    this.#askE8[index] = Number.NaN
  }

  /** @param bps positive: the venue costs more than its fees say. */
  setPenalty(venueId: number, bps: number): void {
    if (venueId > 0 && venueId < this.#penaltyBps.length) this.#penaltyBps[venueId] = bps
  }

  penaltyOf(venueId: number): number {
    return this.#penaltyBps[venueId] ?? 0
  }

  /** @returns the instrument id at the best venue, NO_INSTRUMENT when no venue has a price for the symbol. */
  choose(symbol: Uint8Array, offset: number, length: number, side: number, qtyE8: number): number {
    let best = NO_INSTRUMENT
    let bestCost = Number.POSITIVE_INFINITY
    let bestQtyE8 = 0
    for (let venueId = 1; venueId < this.#venues.length; venueId++) {
      if (this.#venues[venueId]?.isUp !== true) continue
      const id = this.#instruments.findAtVenue(venueId, symbol, offset, length)
      const index = this.#instruments.indexOf(id)
      if (index < 0) continue
      const cost = this.#cost(index, venueId, side)
      const availableE8 = Math.min(qtyE8, side === SIDE.BUY ? this.#askQtyE8[index]! : this.#bidQtyE8[index]!)
      if (cost < bestCost || (cost === bestCost && availableE8 > bestQtyE8)) {
        best = id
        bestCost = cost
        bestQtyE8 = availableE8
      }
    }
    return best
  }

  /** All-in price to pay (buy) or minus the price to get (sell): lower is better. */
  #cost(index: number, venueId: number, side: number): number {
    const costBps = this.#takerFeeBps[venueId]! + this.#penaltyBps[venueId]!
    if (side === SIDE.BUY) return this.#askE8[index]! * (1 + costBps * PER_BPS)
    return -this.#bidE8[index]! * (1 - costBps * PER_BPS)
  }
}
