/**
 * What one message of a venue says, as places in the frame's bytes: the same record for every venue. A reader fills it,
 * a VenueSink acts on it; nothing here knows ticks or instruments.
 */

import { type JsonTape, jsonKey, NO_NODE } from './json-tape.ts'

/** The whole book. */
export const MESSAGE_SNAPSHOT = 1
/** Changes to a book. */
export const MESSAGE_DIFF = 2
export const MESSAGE_TRADES = 3
/** The venue's own best prices: entry 0 is the bid, entry 1 the ask; a side without entry is empty. */
export const MESSAGE_TICKER = 4
export const MESSAGE_MARK_PRICE = 5
/** Mark, volatilities and Greeks of an option. */
export const MESSAGE_OPTION = 6
/** Of no instrument, or of no interest: heartbeats, acknowledgements. */
export const MESSAGE_OTHER = 7
/** The venue refuses what was asked, or says that the book begins anew. */
export const MESSAGE_REFUSED = 8
export type MessageKind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export const ENTRY_BID = 0
export const ENTRY_ASK = 1

/** What an entry claims of the level before it: nothing, that it is new, that it was there. */
export const CLAIM_NONE = 0
export const CLAIM_NEW = 1
export const CLAIM_EXISTS = 2

const ENTRIES_MIN = 1024
const ZERO = jsonKey('0')

export interface VenueSink {
  /** @param message valid only during the call. */
  onVenueMessage(message: VenueMessage): void
}

/** One format: bytes in, messages out. */
export interface VenueReader {
  readonly message: VenueMessage
  /** @returns false when the bytes are no message of the venue. Calls `sink` for each message of the frame. */
  read(bytes: Uint8Array, offset: number, length: number, sink: VenueSink): boolean
}

export class VenueMessage {
  bytes: Uint8Array = ZERO
  kind: MessageKind = MESSAGE_OTHER
  /** Symbol as the venue writes it; an empty range when the message names none. */
  symbolStart = 0
  symbolEnd = 0
  /** Sequence numbers in the venue's own sense, see sequence-rules; NaN when there are none. */
  first = Number.NaN
  last = Number.NaN
  previous = Number.NaN
  /** Checksum of the book after this message, signed 32 bits; NaN when there is none. */
  checksum = Number.NaN
  /** Levels a side that the venue keeps; 0 unlimited or unknown. */
  depth = 0
  /** The venue's time: ms since the Unix epoch, NaN unknown, and ns within the ms. */
  epochMs = Number.NaN
  nanos = 0
  /** Levels or trades. */
  count = 0
  /** By entry: ENTRY_BID or ENTRY_ASK; of a trade the side of the aggressor (ENTRY_BID bought). */
  sides = new Uint8Array(ENTRIES_MIN)
  /** By entry: CLAIM_*. */
  claims = new Uint8Array(ENTRIES_MIN)
  priceStarts = new Int32Array(ENTRIES_MIN)
  priceEnds = new Int32Array(ENTRIES_MIN)
  /** An empty range: quantity 0. */
  qtyStarts = new Int32Array(ENTRIES_MIN)
  qtyEnds = new Int32Array(ENTRIES_MIN)
  /** By entry: id of a trade, 0 unknown; time of a trade in ms, NaN that of the message. */
  ids = new Float64Array(ENTRIES_MIN)
  times = new Float64Array(ENTRIES_MIN)
  /** Further values of marks and options by OPTION_FIELD: places of numbers, start -1 when missing. */
  readonly fieldStarts = new Int32Array(FIELD_COUNT)
  readonly fieldEnds = new Int32Array(FIELD_COUNT)

  begin(tape: JsonTape, kind: MessageKind): this {
    this.bytes = tape.bytes
    this.kind = kind
    this.symbolStart = 0
    this.symbolEnd = 0
    this.first = Number.NaN
    this.last = Number.NaN
    this.previous = Number.NaN
    this.checksum = Number.NaN
    this.depth = 0
    this.epochMs = Number.NaN
    this.nanos = 0
    this.count = 0
    if (kind === MESSAGE_MARK_PRICE || kind === MESSAGE_OPTION) this.fieldStarts.fill(-1)
    return this
  }

  get hasSymbol(): boolean {
    return this.symbolEnd > this.symbolStart
  }

  symbol(tape: JsonTape, node: number): this {
    if (node !== NO_NODE) {
      this.symbolStart = tape.starts[node]!
      this.symbolEnd = tape.ends[node]!
    }
    return this
  }

  /** @returns the entry's number. @param qtyNode NO_NODE for quantity 0. */
  add(tape: JsonTape, side: number, priceNode: number, qtyNode: number, claim: number): number {
    const i = this.count
    if (i === this.sides.length) this.#grow()
    this.sides[i] = side
    this.claims[i] = claim
    this.priceStarts[i] = tape.starts[priceNode]!
    this.priceEnds[i] = tape.ends[priceNode]!
    this.qtyStarts[i] = qtyNode < 0 ? 0 : tape.starts[qtyNode]!
    this.qtyEnds[i] = qtyNode < 0 ? 0 : tape.ends[qtyNode]!
    this.ids[i] = 0
    this.times[i] = Number.NaN
    this.count = i + 1
    return i
  }

  put(tape: JsonTape, field: number, node: number): void {
    this.fieldStarts[field] = node < 0 ? -1 : tape.starts[node]!
    this.fieldEnds[field] = node < 0 ? -1 : tape.ends[node]!
  }

  #grow(): void {
    const length = this.sides.length * 2
    this.sides = larger(this.sides, new Uint8Array(length))
    this.claims = larger(this.claims, new Uint8Array(length))
    this.priceStarts = larger(this.priceStarts, new Int32Array(length))
    this.priceEnds = larger(this.priceEnds, new Int32Array(length))
    this.qtyStarts = larger(this.qtyStarts, new Int32Array(length))
    this.qtyEnds = larger(this.qtyEnds, new Int32Array(length))
    this.ids = larger(this.ids, new Float64Array(length))
    this.times = larger(this.times, new Float64Array(length))
  }
}

function larger<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Values of marks and options. */
export const MESSAGE_FIELD = {
  MARK: 0,
  INDEX: 1,
  FUNDING_RATE: 2,
  NEXT_FUNDING: 3,
  UNDERLYING: 4,
  MARK_IV: 5,
  BID_IV: 6,
  ASK_IV: 7,
  DELTA: 8,
  GAMMA: 9,
  VEGA: 10,
  THETA: 11,
  RHO: 12,
  OPEN_INTEREST: 13,
  INTEREST_RATE: 14,
} as const
const FIELD_COUNT = 15
