/**
 * Which of our instruments a venue's security is, and what its prices are in. Feed handlers ask once for each security,
 * when they first hear of it, and never for each message.
 */

/** "Not one of ours": its messages are counted and passed over. */
export const UNKNOWN_INSTRUMENT = -1

export interface InstrumentDirectory {
  /** @returns the dense index of the instrument by which listeners know it, or UNKNOWN_INSTRUMENT. */
  resolve(symbol: string): number
  /** Price units of the venue's messages in one tick; a price that is no whole number of ticks is garbled. */
  priceUnits(instrument: number): number
  /** Quantity units of the venue's messages in one lot. */
  qtyUnits(instrument: number): number
}
