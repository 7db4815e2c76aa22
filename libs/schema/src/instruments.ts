/**
 * Reference data of the desk in the form that cores use: arrays by dense index, integers only, lookups without
 * allocation.
 *
 *     id (1..65535, in streams and configuration) -> index (0..count-1, in arrays) -> tickE8[index], lotE8[index], ...
 *     Symbol(55) bytes + MarketID(1301) bytes -> id
 *
 * Prices are integer ticks, quantities integer lots; the wire has decimals, read as integers scaled by 1e8 (E8).
 */

import { AsciiTable, decimalE8, NOT_FOUND } from '@reflex/base'
import type { DeskConfig, InstrumentConfig, VenueConfig } from './desk-config.ts'

export const NO_INSTRUMENT = 0
export const NO_VENUE = 0
const NO_INDEX = -1

/** Contract types, for switches in cores. */
export const INSTRUMENT_KIND = {
  SPOT: 0,
  LINEAR_PERPETUAL: 1,
  INVERSE_PERPETUAL: 2,
  OPTION: 3,
  INVERSE_OPTION: 4,
} as const
export type InstrumentKind = (typeof INSTRUMENT_KIND)[keyof typeof INSTRUMENT_KIND]

const KINDS: Readonly<Record<InstrumentConfig['kind'], InstrumentKind>> = {
  spot: INSTRUMENT_KIND.SPOT,
  'linear-perpetual': INSTRUMENT_KIND.LINEAR_PERPETUAL,
  'inverse-perpetual': INSTRUMENT_KIND.INVERSE_PERPETUAL,
  option: INSTRUMENT_KIND.OPTION,
  'inverse-option': INSTRUMENT_KIND.INVERSE_OPTION,
}

export class Instruments {
  /** Instruments and venues as configured, by index. */
  readonly all: readonly InstrumentConfig[]
  readonly venues: readonly VenueConfig[]
  readonly count: number
  /** By index. */
  readonly ids: Int32Array
  readonly venueIds: Int32Array
  readonly kinds: Uint8Array
  /** Number of the underlying, dense from 0: instruments that follow the same thing share it. */
  readonly underlyings: Int32Array
  readonly tickE8s: Float64Array
  readonly lotE8s: Float64Array
  readonly multiplierE8s: Float64Array
  readonly minLots: Float64Array
  readonly maxLots: Float64Array
  /**
   * Symbols and venue names as interned texts, for encoders: `.symbolFrom(instruments.texts,
   * instruments.symbolTexts[index])`.
   */
  readonly texts = new AsciiTable(256)
  readonly symbolTexts: Int32Array
  readonly venueTexts: Int32Array
  readonly underlyingNames: readonly string[]
  readonly #indexOfId: Int32Array
  readonly #symbols = new AsciiTable(64)
  readonly #venueSymbols = new AsciiTable(64)
  readonly #venueNames = new AsciiTable(16)
  readonly #venueIdOfName: Int32Array
  /** [venue name id * symbol count + symbol id] -> instrument id. */
  readonly #idOfPair: Int32Array
  /** The same for the symbols that venues use. */
  readonly #idOfVenuePair: Int32Array

  constructor(desk: Pick<DeskConfig, 'instruments' | 'venues'>) {
    const all = [...desk.instruments].sort((a, b) => a.id - b.id)
    const count = all.length
    this.all = all
    this.venues = [...desk.venues].sort((a, b) => a.id - b.id)
    this.count = count
    this.ids = Int32Array.from(all, (instrument) => instrument.id)
    this.#indexOfId = new Int32Array((all[count - 1]?.id ?? 0) + 1).fill(NO_INDEX)
    all.forEach((instrument, index) => {
      this.#indexOfId[instrument.id] = index
      this.#symbols.internString(instrument.symbol)
      this.#venueSymbols.internString(instrument.venueSymbol ?? instrument.symbol)
    })
    for (const venue of this.venues) this.#venueNames.internString(venue.name)
    this.#venueIdOfName = Int32Array.from(this.venues, (venue) => venue.id)
    this.#idOfPair = new Int32Array(this.venues.length * this.#symbols.size)
    this.#idOfVenuePair = new Int32Array(this.venues.length * this.#venueSymbols.size)
    const venueIdOf = new Map(this.venues.map((venue) => [venue.name, venue.id]))
    this.venueIds = Int32Array.from(all, (instrument) => venueIdOf.get(instrument.venue) ?? NO_VENUE)
    this.kinds = Uint8Array.from(all, (instrument) => KINDS[instrument.kind])
    this.underlyingNames = [...new Set(all.map((instrument) => instrument.underlying))]
    this.underlyings = Int32Array.from(all, (instrument) => this.underlyingNames.indexOf(instrument.underlying))
    this.tickE8s = Float64Array.from(all, (instrument) => decimalE8(instrument.tickSize))
    this.lotE8s = Float64Array.from(all, (instrument) => decimalE8(instrument.lotSize))
    this.multiplierE8s = Float64Array.from(all, (instrument) => decimalE8(instrument.multiplier))
    this.minLots = Float64Array.from(all, (instrument, i) => Math.ceil(decimalE8(instrument.minQty) / this.lotE8s[i]!))
    this.maxLots = Float64Array.from(all, (instrument, i) => Math.floor(decimalE8(instrument.maxQty) / this.lotE8s[i]!))
    this.symbolTexts = Int32Array.from(all, (instrument) => this.texts.internString(instrument.symbol))
    this.venueTexts = Int32Array.from(all, (instrument) => this.texts.internString(instrument.venue))
    for (const instrument of all) {
      const venue = this.#venueNames.internString(instrument.venue)
      this.#idOfPair[this.#pair(venue, this.#symbols.internString(instrument.symbol))] = instrument.id
      const venueSymbol = this.#venueSymbols.internString(instrument.venueSymbol ?? instrument.symbol)
      this.#idOfVenuePair[venue * this.#venueSymbols.size + venueSymbol] = instrument.id
    }
  }

  /** @returns the dense index of an instrument id, -1 when unknown. */
  indexOf(id: number): number {
    return id > 0 && id < this.#indexOfId.length ? this.#indexOfId[id]! : NO_INDEX
  }

  /** @returns the instrument id of Symbol(55) and MarketID(1301) bytes, NO_INSTRUMENT when unknown. */
  find(
    symbolBytes: Uint8Array,
    symbolOffset: number,
    symbolLength: number,
    venueBytes: Uint8Array,
    venueOffset: number,
    venueLength: number,
  ): number {
    if (venueOffset < 0 || symbolOffset < 0) return NO_INSTRUMENT
    const venue = this.#venueNames.find(venueBytes, venueOffset, venueLength)
    const symbol = this.#symbols.find(symbolBytes, symbolOffset, symbolLength)
    return venue === NOT_FOUND || symbol === NOT_FOUND ? NO_INSTRUMENT : this.#idOfPair[this.#pair(venue, symbol)]!
  }

  /** For a symbol that came from a known venue. @returns the instrument id, NO_INSTRUMENT when unknown. */
  findAtVenue(venueId: number, bytes: Uint8Array, offset: number, length: number): number {
    if (offset < 0) return NO_INSTRUMENT
    const symbol = this.#symbols.find(bytes, offset, length)
    const venue = this.#venueIdOfName.indexOf(venueId)
    return symbol === NOT_FOUND || venue < 0 ? NO_INSTRUMENT : this.#idOfPair[this.#pair(venue, symbol)]!
  }

  /** For a symbol as the venue's market data spells it. @returns the instrument id, NO_INSTRUMENT when unknown. */
  findInFeed(venueId: number, bytes: Uint8Array, offset: number, length: number): number {
    const symbol = this.#venueSymbols.find(bytes, offset, length)
    const venue = this.#venueIdOfName.indexOf(venueId)
    if (symbol === NOT_FOUND || venue < 0) return NO_INSTRUMENT
    return this.#idOfVenuePair[venue * this.#venueSymbols.size + symbol]!
  }

  /** For the edge. @returns the instrument id, NO_INSTRUMENT when unknown. */
  idOf(symbol: string, venue: string): number {
    return (
      this.all.find((instrument) => instrument.symbol === symbol && instrument.venue === venue)?.id ?? NO_INSTRUMENT
    )
  }

  /** @returns the venue id of MarketID(1301) bytes, NO_VENUE when unknown. */
  findVenue(bytes: Uint8Array, offset: number, length: number): number {
    if (offset < 0) return NO_VENUE
    const name = this.#venueNames.find(bytes, offset, length)
    return name === NOT_FOUND ? NO_VENUE : this.#venueIdOfName[name]!
  }

  /** @returns the price in ticks; NaN when it is not on the grid. @param index dense index. */
  ticksOf(index: number, priceE8: number): number {
    const tick = this.tickE8s[index]!
    const ticks = Math.round(priceE8 / tick)
    return ticks * tick === priceE8 ? ticks : Number.NaN
  }

  /** @returns the price times 1e8. */
  priceE8Of(index: number, ticks: number): number {
    return ticks * this.tickE8s[index]!
  }

  /** @returns the quantity in lots; NaN when it is no multiple of the lot. */
  lotsOf(index: number, qtyE8: number): number {
    const lot = this.lotE8s[index]!
    const lots = Math.round(qtyE8 / lot)
    return lots * lot === qtyE8 ? lots : Number.NaN
  }

  /** @returns the quantity times 1e8. */
  qtyE8Of(index: number, lots: number): number {
    return lots * this.lotE8s[index]!
  }

  /** For logs and screens: BTC-USD@XALP. */
  nameOf(id: number): string {
    const instrument = this.all[this.indexOf(id)]
    return instrument === undefined ? `instrument ${id}` : `${instrument.symbol}@${instrument.venue}`
  }

  #pair(venue: number, symbol: number): number {
    return venue * this.#symbols.size + symbol
  }
}
