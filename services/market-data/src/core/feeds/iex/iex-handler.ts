/**
 * IEX's TOPS (best prices) and DEEP (price levels) in IEX-TP segments, one a frame. Messages are numbered within a
 * session. A quote of TOPS is the whole book of its symbol, so it heals a loss; a level of DEEP is not: its books are
 * whole from message 1 of a session, and after a loss stale until the next session.
 */

import { AsciiTable, NOT_FOUND } from '@reflex/base'
import { ASK, BID, type Side } from '@reflex/book'
import { AGGRESSOR_SIDE_NONE, INSTRUMENT_STATE_HALTED, INSTRUMENT_STATE_LIVE, STATUS_REASON_GAP } from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler, FeedListener } from '../../feed-event.ts'
import { type InstrumentDirectory, UNKNOWN_INSTRUMENT } from '../instrument-directory.ts'
import { type PacketListener, PacketSequencer } from '../packet/packet-sequencer.ts'
import * as iex from './iex-layout.ts'

const { IEX_AT: AT } = iex
const TYPES = 256
const SYMBOL_LENGTH = 8
/** Symbols beyond these are none: damaged packets must not fill the memory. */
const SYMBOLS_MAX = 65_536
const SPACE = 32
const TWO_32 = 4_294_967_296
const TRADING = 84
/** Flag of a level: the book is consistent after it. */
const EVENT_COMPLETE = 1

export interface IexOptions {
  readonly venueId: number
  readonly directory: InstrumentDirectory
  readonly listener: FeedListener
  readonly windowPackets: number
  readonly windowNs: number
}

export class IexHandler implements FeedHandler, PacketListener {
  readonly venueId: number
  readonly sequencer: PacketSequencer
  events = 0
  garbled = 0
  messages = 0
  /** The numbers began anew within a session. */
  restarts = 0
  readonly typeCounts = new Float64Array(TYPES)
  /** By instrument. */
  readonly eventsOf: number[] = []
  readonly gapsOf: number[] = []
  readonly #options: IexOptions
  readonly #symbols = new AsciiTable(1024, SYMBOL_LENGTH)
  /** Instrument by symbol number. */
  readonly #instruments: number[] = []
  /** Of each instrument the best bid and ask as told last, in ticks; NaN for none. */
  readonly #quotes: Float64Array[] = []
  readonly #isLive: boolean[] = []
  readonly #priceUnits: number[] = []
  #session = Number.NaN
  /** Latest send time, as two words. */
  #sentHigh = 0
  #sentLow = 0
  #isDeep = false
  #isWhole = false

  constructor(options: IexOptions) {
    this.venueId = options.venueId
    this.#options = options
    const { windowPackets, windowNs } = options
    this.sequencer = new PacketSequencer({ listener: this, windowPackets, windowNs, packetLengthMax: 2048 })
  }

  /** Jumps of the message numbers: losses, and restarts of the stream. */
  get gaps(): number {
    return this.sequencer.gaps + this.restarts
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    const { bytes, view, offset, length } = frame
    this.events++
    if (!isIexSegment(view, offset, length)) {
      this.garbled++
      return
    }
    const high = view.getUint32(offset + AT.SEQUENCE + 4, true)
    const sequence = high * TWO_32 + view.getUint32(offset + AT.SEQUENCE, true)
    const session = view.getUint32(offset + AT.SESSION, true)
    if (session !== this.#session) this.#onSession(session, view.getUint16(offset + AT.PROTOCOL, true), sequence)
    else if (this.#isRestart(view, offset, sequence)) {
      this.restarts++
      this.#onSession(session, view.getUint16(offset + AT.PROTOCOL, true), sequence)
    }
    this.#noteSendTime(view, offset)
    this.sequencer.onPacket(nowNs, bytes, view, offset, length, sequence, view.getUint16(offset + AT.COUNT, true))
  }

  onTimer(nowNs: number): number {
    return this.sequencer.onTimer(nowNs)
  }

  /** Nothing more will come. */
  finish(): void {
    this.sequencer.finish()
  }

  onSequencedPacket(bytes: Uint8Array, view: DataView, offset: number, _length: number, skip: number): void {
    const count = view.getUint16(offset + AT.COUNT, true)
    let at = offset + iex.IEX_HEADER_LENGTH
    for (let i = 0; i < count; i++) {
      const length = view.getUint16(at, true)
      if (i >= skip) this.#onMessage(bytes, view, at + 2, length)
      at += 2 + length
    }
  }

  onSequenceGap(_first: number, _next: number): void {
    this.#isWhole = false
    for (let i = 0; i < this.#isLive.length; i++) this.#lose(i)
  }

  #onSession(session: number, protocol: number, sequence: number): void {
    this.sequencer.finish()
    this.sequencer.reset()
    this.#session = session
    this.#isDeep = protocol === iex.IEX_DEEP_10
    this.#isWhole = this.#isDeep && sequence === 1
    for (let i = 0; i < this.#isLive.length; i++) {
      if (this.#isLive[i] === undefined) continue
      this.#lose(i)
      this.#quotes[i]!.fill(Number.NaN)
      this.#options.listener.onBookReset(i)
    }
  }

  /** A number from before in a segment that was sent later than all others: the venue's stream began anew. */
  #isRestart(view: DataView, offset: number, sequence: number): boolean {
    if (!(sequence < this.sequencer.next)) return false
    const high = view.getUint32(offset + AT.SEND_TIME + 4, true)
    return (
      high > this.#sentHigh || (high === this.#sentHigh && view.getUint32(offset + AT.SEND_TIME, true) > this.#sentLow)
    )
  }

  #noteSendTime(view: DataView, offset: number): void {
    const high = view.getUint32(offset + AT.SEND_TIME + 4, true)
    const low = view.getUint32(offset + AT.SEND_TIME, true)
    if (high < this.#sentHigh || (high === this.#sentHigh && low < this.#sentLow)) return
    this.#sentHigh = high
    this.#sentLow = low
  }

  #onMessage(bytes: Uint8Array, view: DataView, at: number, length: number): void {
    this.messages++
    const type = length > 0 ? view.getUint8(at) : 0
    this.typeCounts[type]!++
    const least = iex.IEX_LENGTHS[type]
    if (least === undefined) return
    if (length < least) {
      this.garbled++
      return
    }
    const instrument = this.#instrumentOf(bytes, at + AT.SYMBOL)
    if (instrument < 0) return
    this.eventsOf[instrument]!++
    if (type === iex.IEX_QUOTE) this.#onQuote(instrument, view, at)
    else if (type === iex.IEX_BUY_LEVEL) this.#onLevel(instrument, view, at, BID)
    else if (type === iex.IEX_SELL_LEVEL) this.#onLevel(instrument, view, at, ASK)
    else if (type === iex.IEX_TRADE) this.#onTrade(instrument, view, at)
    else {
      const isTrading = view.getUint8(at + AT.STATUS) === TRADING
      const { listener } = this.#options
      listener.onTradingState(instrument, isTrading ? INSTRUMENT_STATE_LIVE : INSTRUMENT_STATE_HALTED)
    }
  }

  #onLevel(instrument: number, view: DataView, at: number, side: Side): void {
    const { listener } = this.#options
    if (this.#isWhole) this.#gain(instrument)
    const ticks = this.#ticksAt(instrument, view, at + AT.PRICE)
    if (Number.isNaN(ticks)) {
      this.garbled++
      this.#lose(instrument)
      return
    }
    listener.onLevel(instrument, side, ticks, view.getUint32(at + AT.SIZE, true))
    if ((view.getUint8(at + AT.FLAGS) & EVENT_COMPLETE) !== 0) listener.onBookEvent(instrument, true)
  }

  #onQuote(instrument: number, view: DataView, at: number): void {
    this.#setQuote(instrument, view, BID, at + AT.BID_PRICE, view.getUint32(at + AT.BID_SIZE, true))
    this.#setQuote(instrument, view, ASK, at + AT.ASK_PRICE, view.getUint32(at + AT.ASK_SIZE, true))
    this.#gain(instrument)
    this.#options.listener.onBookEvent(instrument, true)
  }

  #setQuote(instrument: number, view: DataView, side: Side, at: number, size: number): void {
    const { listener } = this.#options
    const quotes = this.#quotes[instrument]!
    const ticks = size === 0 ? Number.NaN : this.#ticksAt(instrument, view, at)
    const before = quotes[side]!
    if (!Number.isNaN(before) && before !== ticks) listener.onLevel(instrument, side, before, 0)
    quotes[side] = ticks
    if (!Number.isNaN(ticks)) listener.onLevel(instrument, side, ticks, size)
  }

  #onTrade(instrument: number, view: DataView, at: number): void {
    const ticks = this.#ticksAt(instrument, view, at + AT.PRICE)
    if (Number.isNaN(ticks)) return
    const id = view.getUint32(at + AT.TRADE_ID, true) + view.getUint32(at + AT.TRADE_ID + 4, true) * TWO_32
    const size = view.getUint32(at + AT.SIZE, true)
    this.#options.listener.onTrade(instrument, ticks, size, AGGRESSOR_SIDE_NONE, id)
  }

  #ticksAt(instrument: number, view: DataView, at: number): number {
    const price = view.getInt32(at + 4, true) * TWO_32 + view.getUint32(at, true)
    const ticks = price / this.#priceUnits[instrument]!
    return Number.isInteger(ticks) ? ticks : Number.NaN
  }

  /** `bytes` and the view of a frame have the same offsets. */
  #instrumentOf(bytes: Uint8Array, at: number): number {
    let length = SYMBOL_LENGTH
    while (length > 0 && bytes[at + length - 1] === SPACE) length--
    let symbol = this.#symbols.find(bytes, at, length)
    if (symbol !== NOT_FOUND) return this.#instruments[symbol]!
    if (this.#symbols.size === SYMBOLS_MAX) return UNKNOWN_INSTRUMENT
    symbol = this.#symbols.intern(bytes, at, length)
    return this.#meet(symbol, bytes, at, length)
  }

  #meet(symbol: number, bytes: Uint8Array, at: number, length: number): number {
    let text = ''
    for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[at + i]!)
    const instrument = this.#options.directory.resolve(text)
    this.#instruments[symbol] = instrument
    if (instrument === UNKNOWN_INSTRUMENT) return instrument
    this.eventsOf[instrument] = 0
    this.gapsOf[instrument] = 0
    this.#quotes[instrument] = new Float64Array(2).fill(Number.NaN)
    this.#isLive[instrument] = false
    this.#priceUnits[instrument] = this.#options.directory.priceUnits(instrument)
    return instrument
  }

  #gain(instrument: number): void {
    if (this.#isLive[instrument]) return
    this.#isLive[instrument] = true
    this.#options.listener.onLive(instrument)
  }

  #lose(instrument: number): void {
    if (this.#isLive[instrument] !== true) return
    this.#isLive[instrument] = false
    this.gapsOf[instrument]!++
    this.#options.listener.onStale(instrument, STATUS_REASON_GAP)
  }
}

/** Whether the messages that a segment says it has fill it exactly. */
export function isIexSegment(view: DataView, offset: number, length: number): boolean {
  if (length < iex.IEX_HEADER_LENGTH) return false
  const protocol = view.getUint16(offset + AT.PROTOCOL, true)
  const isKnown = protocol === iex.IEX_TOPS_15 || protocol === iex.IEX_TOPS_16 || protocol === iex.IEX_DEEP_10
  const count = view.getUint16(offset + AT.COUNT, true)
  const payload = view.getUint16(offset + AT.PAYLOAD_LENGTH, true)
  if (!isKnown || iex.IEX_HEADER_LENGTH + payload !== length) return false
  const end = offset + length
  let at = offset + iex.IEX_HEADER_LENGTH
  for (let i = 0; i < count; i++) {
    if (at + 2 > end) return false
    at += 2 + view.getUint16(at, true)
  }
  return at === end
}
