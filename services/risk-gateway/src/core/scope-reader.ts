import type { FixFrame } from '@reflex/fix'
import { PARTY_ROLE, PartiesGroup } from '@reflex/schema'
import { type FieldReader, TAG_ACCOUNT, TAG_MARKET, TAG_STRATEGY, TAG_SYMBOL } from './field-reader.ts'
import type { InstrumentTable } from './instrument-table.ts'
import type { Scopes } from './scopes.ts'

/** Returned when the message names a party, instrument or venue that the desk does not have. */
export const UNKNOWN_PARTY = -1

/**
 * The scope a control message is about. A strategy, else an account, else an instrument, else a venue, else the firm:
 * when it names both a party and an instrument the party stands, which is the wider of the two. A symbol without a
 * venue means each of its instruments.
 */
export class ScopeReader {
  /** Scope keys of the last message, `count` of them. */
  readonly keys: Int32Array
  count = 0
  /** Where the operator's name is in the message, -1 when it has none. */
  personSlot = -1
  readonly #reader: FieldReader
  readonly #scopes: Scopes
  readonly #instruments: InstrumentTable
  readonly #parties = new PartiesGroup()

  constructor(reader: FieldReader, scopes: Scopes, instruments: InstrumentTable) {
    this.keys = new Int32Array(Math.max(1, instruments.count))
    this.#reader = reader
    this.#scopes = scopes
    this.#instruments = instruments
  }

  /** @returns how many scopes were named, or UNKNOWN_PARTY. */
  read(frame: FixFrame): number {
    this.count = 0
    this.personSlot = -1
    const party = this.#readParties(frame)
    if (party === UNKNOWN_PARTY) return UNKNOWN_PARTY
    if (party > 0) return this.#one(party)
    if (frame.has(TAG_SYMBOL)) return this.#readInstruments(frame)
    if (!frame.has(TAG_MARKET)) return this.#one(0)
    const venue = this.#reader.venue(frame)
    return venue < 0 ? UNKNOWN_PARTY : this.#one(this.#scopes.venue(venue))
  }

  /** @returns the key of a strategy or account, 0 when none is named, UNKNOWN_PARTY. */
  #readParties(frame: FixFrame): number {
    let account = frame.has(TAG_ACCOUNT) ? this.#scopes.account(this.#reader.account(frame)) : 0
    let strategy = frame.has(TAG_STRATEGY) ? this.#scopes.strategy(this.#reader.strategy(frame)) : 0
    const parties = this.#parties.begin(frame)
    while (parties.next()) {
      switch (parties.partyRole()) {
        case PARTY_ROLE.CUSTOMER_ACCOUNT:
          account = this.#scopes.account(parties.partyIdFind(this.#reader.accounts))
          break
        case PARTY_ROLE.ORDER_ORIGINATION_TRADER:
          strategy = this.#scopes.strategy(parties.partyIdFind(this.#reader.strategies))
          break
        case PARTY_ROLE.ORDER_ENTRY_OPERATOR_ID:
          this.personSlot = parties.entries.find(TAG_PARTY_ID)
          break
      }
    }
    if (account < 0 || strategy < 0) return UNKNOWN_PARTY
    return strategy > 0 ? strategy : account
  }

  #readInstruments(frame: FixFrame): number {
    if (frame.has(TAG_MARKET)) {
      const instrument = this.#reader.instrument(frame)
      return instrument < 0 ? UNKNOWN_PARTY : this.#one(this.#scopes.instrument(instrument))
    }
    const first = this.#reader.anyInstrument(frame)
    if (first < 0) return UNKNOWN_PARTY
    const siblings = this.#instruments.siblings[first]!
    for (let i = 0; i < siblings.length; i++) this.keys[i] = this.#scopes.instrument(siblings[i]!)
    this.count = siblings.length
    return this.count
  }

  #one(key: number): number {
    this.keys[0] = key
    this.count = 1
    return 1
  }
}

const TAG_PARTY_ID = 448
