import { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import { FIELDS, type Instruments, NO_INSTRUMENT, SIDE } from '@reflex/schema'
import { BUY, SELL } from './order-request.ts'

/** Names in messages to the dense indexes of the tables. -1: absent or unknown. */
export class FieldReader {
  readonly accounts = new AsciiTable(64)
  readonly strategies = new AsciiTable(64)
  readonly #instruments: Instruments
  readonly #symbols = new AsciiTable(64)
  readonly #firstOfSymbol: Int32Array
  readonly #venueIndexOfId: Int32Array

  constructor(accounts: readonly string[], strategies: readonly string[], instruments: Instruments) {
    for (const name of accounts) this.accounts.internString(name)
    for (const name of strategies) this.strategies.internString(name)
    this.#instruments = instruments
    const ids = instruments.all.map((instrument) => this.#symbols.internString(instrument.symbol))
    this.#firstOfSymbol = Int32Array.from({ length: this.#symbols.size }, (_, symbol) => ids.indexOf(symbol))
    this.#venueIndexOfId = new Int32Array(100).fill(-1)
    instruments.venues.forEach((venue, index) => {
      this.#venueIndexOfId[venue.id] = index
    })
  }

  account(frame: FixFrame): number {
    return find(frame, TAG_ACCOUNT, this.accounts)
  }

  strategy(frame: FixFrame): number {
    return find(frame, TAG_STRATEGY, this.strategies)
  }

  /** By Symbol(55) and MarketID(1301); -1 also when the venue is absent. */
  instrument(frame: FixFrame): number {
    const symbol = frame.find(TAG_SYMBOL)
    const venue = frame.find(TAG_MARKET)
    if (symbol < 0 || venue < 0) return -1
    const { bytes, offsets, lengths } = frame
    const instruments = this.#instruments
    const id = instruments.find(bytes, offsets[symbol]!, lengths[symbol]!, bytes, offsets[venue]!, lengths[venue]!)
    return id === NO_INSTRUMENT ? -1 : instruments.indexOf(id)
  }

  /** The first instrument with the Symbol(55), on whichever venue. */
  anyInstrument(frame: FixFrame): number {
    const symbol = find(frame, TAG_SYMBOL, this.#symbols)
    return symbol < 0 ? -1 : this.#firstOfSymbol[symbol]!
  }

  venue(frame: FixFrame): number {
    const slot = frame.find(TAG_MARKET)
    if (slot < 0) return -1
    const id = this.#instruments.findVenue(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
    return this.#venueIndexOfId[id] ?? -1
  }

  /** @returns BUY, SELL or -1. */
  side(frame: FixFrame): number {
    const code = frame.char(TAG_SIDE)
    return code === SIDE.BUY ? BUY : code === SIDE.SELL || code === SIDE.SELL_SHORT ? SELL : -1
  }
}

export const TAG_ACCOUNT = FIELDS.Account.tag
export const TAG_CLORDID = FIELDS.ClOrdID.tag
export const TAG_CUM_QTY = FIELDS.CumQty.tag
export const TAG_LAST_QTY = FIELDS.LastQty.tag
export const TAG_ORDER_QTY = FIELDS.OrderQty.tag
export const TAG_ORD_TYPE = FIELDS.OrdType.tag
export const TAG_ORIG_CLORDID = FIELDS.OrigClOrdID.tag
export const TAG_PRICE = FIELDS.Price.tag
export const TAG_SENDING_TIME = 52
export const TAG_SIDE = FIELDS.Side.tag
export const TAG_SYMBOL = FIELDS.Symbol.tag
export const TAG_TEXT = FIELDS.Text.tag
export const TAG_TIME_IN_FORCE = FIELDS.TimeInForce.tag
export const TAG_POSITION_EFFECT = FIELDS.PositionEffect.tag
export const TAG_POSS_RESEND = 97
export const TAG_MARKET = FIELDS.MarketID.tag
export const TAG_STRATEGY = FIELDS.StrategyID.tag
export const TAG_DECISION = FIELDS.RiskDecisionID.tag
export const TAG_CAUSE = FIELDS.CauseID.tag
export const TAG_INGEST_TIME = FIELDS.IngestTime.tag

export function find(frame: FixFrame, tag: number, table: AsciiTable): number {
  const slot = frame.find(tag)
  return slot < 0 ? -1 : table.find(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)
}
