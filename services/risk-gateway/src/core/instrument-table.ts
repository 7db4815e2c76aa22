/**
 * What the checks need of each instrument, as columns by instrument index. Built once (build-tables.ts). Money inside
 * the gateway is counted in units of 10^-moneyDigits of the quote currency, chosen so that half a tick times one lot is
 * a whole number of units for every instrument: every product and sum is then an exact integer, and half-tick mids need
 * no rounding.
 */
export class InstrumentTable {
  readonly count: number
  readonly underlyingCount: number
  /** Money units are 10^-moneyDigits; at most 9. */
  readonly moneyDigits: number
  /** E8 of the quote currency = money units x this. */
  readonly e8PerMoneyUnit: number
  readonly isLive: Uint8Array
  readonly venue: Int32Array
  readonly underlying: Int32Array
  /** Price increment and quantity increment, scaled by 1e8. */
  readonly tickE8: Float64Array
  readonly lotE8: Float64Array
  /** Tick grid and lot multiple in ticks and lots: 1 unless the venue asks for coarser ones. */
  readonly tickStep: Float64Array
  readonly lotStep: Float64Array
  readonly minLots: Float64Array
  /**
   * Units of the underlying in one lot, scaled by 1e8: lot times contract multiplier. Of inverse contracts at the mark,
   * rounded up; 0 while they have none.
   */
  readonly baseE8PerLot: Float64Array
  /**
   * Money of one lot = price in half ticks x moneyPerHalfTickLot + moneyPerLot. Linear contracts have only the first,
   * inverse ones, whose notional in the quote currency does not hang on the price, only the second.
   */
  readonly moneyPerHalfTickLot: Float64Array
  readonly moneyPerLot: Float64Array
  /** Inverse: units of the underlying x 1e8 in one lot at a price of one half tick; 0 for linear contracts. */
  readonly inverseBaseE8: Float64Array
  /** Average daily volume in lots; Infinity when it is not known. */
  readonly advLots: Float64Array
  /** Bit n: OrdType or TimeInForce with the character code '0' + n is allowed. */
  readonly ordTypeMask: Int32Array
  readonly timeInForceMask: Int32Array
  readonly isShortSellRestricted: Uint8Array

  constructor(count: number, underlyingCount: number, moneyDigits: number) {
    this.count = count
    this.underlyingCount = underlyingCount
    this.moneyDigits = moneyDigits
    this.e8PerMoneyUnit = 10 ** (8 - moneyDigits)
    this.isLive = new Uint8Array(count).fill(1)
    this.venue = new Int32Array(count)
    this.underlying = new Int32Array(count)
    this.tickE8 = new Float64Array(count)
    this.lotE8 = new Float64Array(count)
    this.tickStep = new Float64Array(count).fill(1)
    this.lotStep = new Float64Array(count).fill(1)
    this.minLots = new Float64Array(count).fill(1)
    this.baseE8PerLot = new Float64Array(count)
    this.moneyPerHalfTickLot = new Float64Array(count)
    this.moneyPerLot = new Float64Array(count)
    this.inverseBaseE8 = new Float64Array(count)
    this.advLots = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.ordTypeMask = new Int32Array(count)
    this.timeInForceMask = new Int32Array(count)
    this.isShortSellRestricted = new Uint8Array(count)
  }

  /** Instruments with the same symbol, on whichever venue: those a router may choose from. */
  siblings: readonly Int32Array[] = []

  /** @param choice 0 .. siblings[instrument].length - 1. */
  sibling(instrument: number, choice: number): number {
    return this.siblings[instrument]![choice]!
  }
}
