/** Values of Binance's lines in the terms of an instrument: ticks, lots, times. */

import type { SessionTime } from '@reflex/base'
import { NO_PRICE } from '@reflex/book'
import { NO_TIME } from '@reflex/sbe/runtime'
import type { Instruments } from '@reflex/schema'
import { BinanceLine, FIELD } from './binance-line.ts'
import { DecimalGrid } from './decimal-grid.ts'

/** Keys of one letter, see BinanceLine. */
export const KEY = {
  SYMBOL: 115, // s
  FIRST_ID: 85, // U
  LAST_ID: 117, // u
  BIDS: 98, // b
  ASKS: 97, // a
  BID_QTY: 66, // B
  ASK_QTY: 65, // A
  EVENT_TIME: 69, // E
  TRANSACTION_TIME: 84, // T
  PRICE: 112, // p
  QTY: 113, // q
  TRADE_ID: 116, // t
  IS_BUYER_MAKER: 109, // m
  INDEX_PRICE: 105, // i
  FUNDING_RATE: 114, // r
} as const

const MINUS = 45
const LETTER_T = 116
const E9 = 1e9

export class LineValues {
  readonly line = new BinanceLine()
  readonly ticks: readonly DecimalGrid[]
  readonly lots: readonly DecimalGrid[]
  readonly #instruments: Instruments
  readonly #session: SessionTime

  constructor(instruments: Instruments, session: SessionTime) {
    this.ticks = Array.from(instruments.tickE8s, (tickE8) => new DecimalGrid(tickE8))
    this.lots = Array.from(instruments.lotE8s, (lotE8) => new DecimalGrid(lotE8))
    this.#instruments = instruments
    this.#session = session
  }

  /**
   * @param ownerId instrument of a line that names no symbol. @returns the dense index, -1 when the desk does not have
   * it.
   */
  instrumentOf(venueId: number, ownerId: number): number {
    const { line } = this
    const field = line.has(KEY.SYMBOL) ? KEY.SYMBOL : FIELD.SYMBOL
    if (!line.has(field)) return this.#instruments.indexOf(ownerId)
    const id = this.#instruments.findAtVenue(venueId, line.bytes, line.starts[field]!, line.lengthOf(field))
    return this.#instruments.indexOf(id)
  }

  /** NaN when the field is missing or off the grid. */
  ticksAt(instrument: number, field: number): number {
    return this.ticks[instrument]!.steps(this.line.bytes, this.line.starts[field]!, this.line.ends[field]!)
  }

  lotsAt(instrument: number, field: number): number {
    return this.lots[instrument]!.steps(this.line.bytes, this.line.starts[field]!, this.line.ends[field]!)
  }

  /** The nearest tick, for marks and indices, which need not be on the grid. */
  nearestTicks(instrument: number, field: number): number {
    const { line } = this
    return line.has(field)
      ? this.ticks[instrument]!.nearest(line.bytes, line.starts[field]!, line.ends[field]!)
      : Number.NaN
  }

  isBuyerMaker(): boolean {
    return this.line.bytes[this.line.starts[KEY.IS_BUYER_MAKER]!] === LETTER_T
  }

  /** The time of the transaction where the venue says it, or that of the event; NO_TIME when it says none. */
  venueTimeNs(): number {
    const { line } = this
    // In a mark price T is the time of the next funding.
    const hasTransaction = line.has(KEY.TRANSACTION_TIME) && !line.has(KEY.FUNDING_RATE)
    return this.timeNs(hasTransaction ? KEY.TRANSACTION_TIME : KEY.EVENT_TIME)
  }

  timeNs(field: number): number {
    const ms = this.line.integer(field)
    return ms > 0 ? this.#session.fromEpochMs(ms) : NO_TIME
  }

  /** NO_PRICE, the stream's null, when there is none. */
  fundingRateE9(): number {
    const { line } = this
    if (!line.has(KEY.FUNDING_RATE) || line.lengthOf(KEY.FUNDING_RATE) === 0) return NO_PRICE
    return signedE9(line.bytes, line.starts[KEY.FUNDING_RATE]!, line.ends[KEY.FUNDING_RATE]!)
  }
}

/** Digits beyond the ninth decimal are cut off. */
function signedE9(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  let value = 0
  let scale = E9
  let isFraction = false
  for (let i = isNegative ? start + 1 : start; i < end && scale > 1; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9) {
      isFraction = true
      continue
    }
    value = value * 10 + digit
    if (isFraction) scale /= 10
  }
  return isNegative ? -value * scale : value * scale
}
