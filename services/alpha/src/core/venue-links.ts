import { type Instruments, type NetworkCounterpartySystemStatusResponseDecoder, STATUS_VALUE } from '@reflex/schema'

const UNKNOWN = 0
const UP = 1
const DOWN = 2

/**
 * Order entry links of the venues, from the ems (35=BD). Unknown counts as usable: the ems is ready only when its
 * venues have answered, and it refuses what it cannot send; a link said to be down does not.
 */
export class VenueLinks {
  readonly #instruments: Instruments
  readonly #states = new Uint8Array(128)

  constructor(instruments: Instruments) {
    this.#instruments = instruments
  }

  onStatus(status: NetworkCounterpartySystemStatusResponseDecoder): void {
    const components = status.noCompIds()
    while (components.next()) {
      const venue = this.#instruments.findVenue(
        components.entries.frame.bytes,
        components.refCompIdOffset,
        components.refCompIdLength,
      )
      if (venue > 0) this.#states[venue] = components.statusValue() === STATUS_VALUE.CONNECTED ? UP : DOWN
    }
  }

  /** The ems restarted: what it said does not hold. */
  forget(): void {
    this.#states.fill(UNKNOWN)
  }

  isUsable(instrument: number): boolean {
    return this.#states[this.#instruments.venueIds[instrument]!] !== DOWN
  }
}
