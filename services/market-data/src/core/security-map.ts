import { IntMap, MISSING } from '@reflex/base'
import { type Instruments, NO_INSTRUMENT, type venueFeed } from '@reflex/schema'

export const NO_SECURITY = -1

/** Which of the desk's instruments a security of a venue is, from the venue's own definitions. */
export class SecurityMap {
  /** Definitions with another tick or lot than the desk says: such a security is not read at all. */
  mismatches = 0
  readonly #venueId: number
  readonly #instruments: Instruments
  readonly #indexes = new IntMap(64)
  readonly #symbol = new Uint8Array(32)

  constructor(venueId: number, instruments: Instruments) {
    this.#venueId = venueId
    this.#instruments = instruments
  }

  clear(): void {
    this.#indexes.clear()
  }

  /** @returns the dense index of the instrument, NO_SECURITY when there is none. */
  indexOf(securityId: number): number {
    const instrument = this.#indexes.get(securityId | 0)
    return instrument === MISSING ? NO_SECURITY : instrument
  }

  define(message: venueFeed.SecurityDefinitionDecoder): void {
    const length = message.getSymbol(this.#symbol, 0)
    const id = this.#instruments.findAtVenue(this.#venueId, this.#symbol, 0, length)
    if (id === NO_INSTRUMENT) return
    const instrument = this.#instruments.indexOf(id)
    const { tickE8s, lotE8s } = this.#instruments
    if (message.tickSizeE8() === tickE8s[instrument] && message.lotSizeE8() === lotE8s[instrument]) {
      this.#indexes.set(message.securityId() | 0, instrument)
    } else {
      this.mismatches++
    }
  }
}
