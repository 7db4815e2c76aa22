import { NOT_FOUND } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { FIELDS, type Instruments, NO_VENUE, PARTY_ROLE, PartiesGroup } from '@reflex/schema'
import type { StrategyTable } from './strategy-table.ts'

const ANY = -1
const NONE = -2

/**
 * Which lines a control message is about: those of a strategy, else of an account, else of an instrument or venue, else
 * all. A party together with an instrument stands for the whole party, as in the gateway. What the desk does not know
 * is about no line.
 */
export class ScopeReader {
  readonly #strategies: StrategyTable
  readonly #instruments: Instruments
  readonly #parties = new PartiesGroup()
  #strategy = ANY
  #account = ANY
  #symbol = ANY
  #venue = ANY

  constructor(strategies: StrategyTable, instruments: Instruments) {
    this.#strategies = strategies
    this.#instruments = instruments
  }

  read(frame: FixFrame): void {
    const { names, accounts } = this.#strategies
    this.#strategy = known(frame, FIELDS.StrategyID.tag, names)
    this.#account = known(frame, FIELDS.Account.tag, accounts)
    const parties = this.#parties.begin(frame)
    while (parties.next()) {
      const role = parties.partyRole()
      if (role === PARTY_ROLE.ORDER_ORIGINATION_TRADER) this.#strategy = orNone(parties.partyIdFind(names))
      else if (role === PARTY_ROLE.CUSTOMER_ACCOUNT) this.#account = orNone(parties.partyIdFind(accounts))
    }
    this.#readInstrument(frame)
  }

  /** Symbol and market only: for messages whose party is read otherwise. */
  #readInstrument(frame: FixFrame): void {
    this.#symbol = known(frame, FIELDS.Symbol.tag, this.#instruments.texts)
    const market = frame.find(FIELDS.MarketID.tag)
    this.#venue = ANY
    if (market < 0) return
    const venue = this.#instruments.findVenue(frame.bytes, frame.offsets[market]!, frame.lengths[market]!)
    this.#venue = venue === NO_VENUE ? NONE : venue
  }

  /** Whether a line is in the scope of the message read last. */
  includes(line: number): boolean {
    const strategy = this.#strategies.strategyOfLine[line]!
    if (this.#strategy !== ANY) return this.#strategy === strategy
    if (this.#account !== ANY) return this.#account === this.#strategies.accountOf[strategy]
    return this.includesInstrument(line)
  }

  /** As `includes`, but a strategy and an instrument narrow each other: for parameters. */
  includesExactly(line: number): boolean {
    return this.#strategy === this.#strategies.strategyOfLine[line] && this.includesInstrument(line)
  }

  includesInstrument(line: number): boolean {
    const instrument = this.#strategies.instrumentOfLine[line]!
    if (this.#symbol !== ANY && this.#symbol !== this.#instruments.symbolTexts[instrument]) return false
    return this.#venue === ANY || this.#venue === this.#instruments.venueIds[instrument]
  }
}

function orNone(id: number): number {
  return id === NOT_FOUND ? NONE : id
}

function known(
  frame: FixFrame,
  tag: number,
  table: { find(bytes: Uint8Array, offset: number, length: number): number },
): number {
  const slot = frame.find(tag)
  if (slot < 0) return ANY
  return orNone(table.find(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!))
}
