/**
 * CME MDP 3.0: incremental refresh, snapshots, trades. A frame is a datagram; its session is its channel, whatever line
 * it came by (A or B): each packet number is read once, early packets wait, losses are told.
 *
 * RptSeq counts the entries of each security without holes, so after a loss only those securities are stale that lost
 * something. A book is live from RptSeq 1, a channel reset, or a snapshot that is not behind it.
 */

import { ASK, BID } from '@reflex/book'
import {
  AGGRESSOR_SIDE_BUY,
  AGGRESSOR_SIDE_NONE,
  AGGRESSOR_SIDE_SELL,
  INSTRUMENT_STATE_CLOSED,
  INSTRUMENT_STATE_HALTED,
  INSTRUMENT_STATE_LIVE,
} from '@reflex/schema'
import type { MessageFrame } from '@reflex/service-host'
import type { FeedHandler, FeedListener } from '../../feed-event.ts'
import type { InstrumentDirectory } from '../instrument-directory.ts'
import { MDP3_NEW, MDP3_OVERLAY } from './level-list.ts'
import { Mdp3Books } from './mdp3-books.ts'
import { Mdp3Channels } from './mdp3-channels.ts'
import * as mdp3 from './mdp3-layout.ts'
import type { Mdp3Security } from './mdp3-security.ts'

const TEMPLATES = 65_536
const TWO_32 = 4_294_967_296
const TYPE_BID = 48
const TYPE_ASK = 49
const TYPE_IMPLIED_BID = 69
const TYPE_IMPLIED_ASK = 70
/** The book is empty (J). */
const RESET_BOOK = 74
/** High word of a price that there is none. */
const NO_PRICE_HIGH = 0x7fff_ffff
const STATUS_READY = 17
const STATUS_CLOSE = 4
/** Units of price 1e-9 in one of a version that has seven places. */
const OLD_PRICE_UNITS = 100

export interface Mdp3Options {
  readonly venueId: number
  readonly directory: InstrumentDirectory
  readonly listener: FeedListener
  readonly windowPackets: number
  readonly windowNs: number
}

export class Mdp3Handler implements FeedHandler {
  readonly venueId: number
  events = 0
  garbled = 0
  readonly channels: Mdp3Channels
  /** Messages by template. */
  readonly templateCounts = new Float64Array(TEMPLATES)
  /** Entries of book messages by update action, and by entry type. */
  readonly actionCounts = new Float64Array(256)
  readonly entryTypeCounts = new Float64Array(256)
  readonly books: Mdp3Books
  readonly #options: Mdp3Options
  #priceUnits = 1

  constructor(options: Mdp3Options) {
    this.venueId = options.venueId
    this.#options = options
    this.books = new Mdp3Books(options.directory, options.listener)
    const { windowPackets, windowNs } = options
    this.channels = new Mdp3Channels(
      windowPackets,
      windowNs,
      (view, offset, length) => this.#onPacket(view, offset, length),
      () => this.books.suspendAll(),
    )
  }

  get gaps(): number {
    return this.channels.gaps
  }

  onFrame(nowNs: number, frame: MessageFrame): void {
    this.events++
    if (!isMdp3Packet(frame.view, frame.offset, frame.length)) {
      this.garbled++
      return
    }
    this.channels.onPacket(nowNs, frame)
  }

  onTimer(nowNs: number): number {
    return this.channels.onTimer(nowNs)
  }

  /** Nothing more will come. */
  finish(): void {
    this.channels.finish()
  }

  #onPacket(view: DataView, offset: number, length: number): void {
    const end = offset + length
    for (let at = offset + mdp3.MDP3_PACKET_HEADER_LENGTH; at < end; at += view.getUint16(at, true))
      this.#onMessage(view, at, at + view.getUint16(at, true))
  }

  #onMessage(view: DataView, start: number, end: number): void {
    const template = view.getUint16(start + 4, true)
    this.templateCounts[template]!++
    this.#priceUnits = view.getUint16(start + 8, true) < mdp3.MDP3_VERSION_PRICE9 ? OLD_PRICE_UNITS : 1
    const body = start + mdp3.MDP3_MESSAGE_HEADER_LENGTH
    const group = body + view.getUint16(start + 2, true)
    if (group > end) {
      this.garbled++
      return
    }
    const layout = mdp3.MDP3_LAYOUTS[template]
    if (layout !== undefined) this.#onEntries(view, body, group, end, layout)
    else if (mdp3.MDP3_SNAPSHOTS.includes(template)) this.#onSnapshot(view, body, group, end)
    else if (template === mdp3.MDP3_CHANNEL_RESET) this.books.reset()
    else if (template === mdp3.MDP3_SECURITY_STATUS) this.#onStatus(view, body)
    else if (mdp3.MDP3_DEFINITIONS[template] !== undefined) this.books.define(view, body, template)
  }

  #onEntries(view: DataView, body: number, group: number, end: number, layout: mdp3.Mdp3Layout): void {
    const length = view.getUint16(group, true)
    const count = view.getUint8(group + 2)
    if (group + 3 + length * count > end) {
      this.garbled++
      return
    }
    for (let i = 0; i < count; i++) this.#onEntry(view, group + 3 + i * length, layout)
    if ((view.getUint8(body + 8) & mdp3.MDP3_END_OF_EVENT) !== 0) this.books.endEvent()
  }

  #onEntry(view: DataView, at: number, layout: mdp3.Mdp3Layout): void {
    const shift = layout.isLong ? 4 : 0
    if (layout.kind === mdp3.MDP3_BOOK) {
      this.actionCounts[view.getUint8(at + shift + mdp3.MDP3_ENTRY.ACTION)]!++
      this.entryTypeCounts[view.getUint8(at + shift + mdp3.MDP3_ENTRY.TYPE)]!++
    }
    const security = this.books.of(view.getInt32(at + layout.security, true))
    if (security === undefined || !this.#isNext(security, view.getUint32(at + layout.rptSeq, true))) return
    security.events++
    if (layout.kind === mdp3.MDP3_BOOK) this.#onBookEntry(view, at, security, shift)
    else if (layout.kind === mdp3.MDP3_TRADE) this.#onTrade(view, at, security, shift)
  }

  /** @returns false for an entry that was read before. RptSeq 0 is not counted (some test feeds). */
  #isNext(security: Mdp3Security, rptSeq: number): boolean {
    const before = security.rptSeq
    if (rptSeq === 0) return true
    if (rptSeq <= before) return false
    security.rptSeq = rptSeq
    if (rptSeq === before + 1) {
      if (before === 0) this.books.gain(security)
      else if (security.isSuspended) this.books.gain(security)
    } else if (before > 0) this.books.lose(security)
    return true
  }

  #onBookEntry(view: DataView, at: number, security: Mdp3Security, shift: number): void {
    const type = view.getUint8(at + shift + mdp3.MDP3_ENTRY.TYPE)
    const isImplied = type === TYPE_IMPLIED_BID || type === TYPE_IMPLIED_ASK
    if (!isImplied && type !== TYPE_BID && type !== TYPE_ASK) {
      if (type === RESET_BOOK) security.clear(this.#options.listener)
      return
    }
    const action = view.getUint8(at + shift + mdp3.MDP3_ENTRY.ACTION)
    const level = view.getUint8(at + shift + mdp3.MDP3_ENTRY.LEVEL)
    this.#applyEntry(view, at, security, type, isImplied, action, level)
  }

  #applyEntry(
    view: DataView,
    at: number,
    security: Mdp3Security,
    type: number,
    isImplied: boolean,
    action: number,
    level: number,
  ): void {
    if (isImplied && security.impliedInstrument < 0) this.books.meetImplied(security)
    if (isImplied && security.impliedInstrument < 0) return
    const side = type === TYPE_BID || type === TYPE_IMPLIED_BID ? BID : ASK
    const price = this.#ticksAt(view, at, security.instrument)
    this.books.touch(security)
    const qty = view.getInt32(at + mdp3.MDP3_ENTRY.SIZE, true)
    if (!security.apply(this.#options.listener, isImplied, side, action, level, price, qty)) this.books.lose(security)
  }

  #onTrade(view: DataView, at: number, security: Mdp3Security, shift: number): void {
    if (view.getUint8(at + shift + mdp3.MDP3_ENTRY.TRADE_ACTION) !== MDP3_NEW) return
    const aggressor = view.getUint8(at + shift + mdp3.MDP3_ENTRY.AGGRESSOR)
    this.#options.listener.onTrade(
      security.instrument,
      this.#ticksAt(view, at, security.instrument),
      view.getInt32(at + mdp3.MDP3_ENTRY.SIZE, true),
      aggressor === 1 ? AGGRESSOR_SIDE_BUY : aggressor === 2 ? AGGRESSOR_SIDE_SELL : AGGRESSOR_SIDE_NONE,
      0,
    )
  }

  /** The whole book of a security; of use when its own is not live and not newer. */
  #onSnapshot(view: DataView, body: number, group: number, end: number): void {
    const security = this.books.of(view.getInt32(body + mdp3.MDP3_SNAPSHOT.SECURITY, true))
    const rptSeq = view.getUint32(body + mdp3.MDP3_SNAPSHOT.RPT_SEQ, true)
    if (security === undefined || security.isLive || rptSeq < security.rptSeq) return
    const length = view.getUint16(group, true)
    const count = view.getUint8(group + 2)
    if (group + 3 + length * count > end) {
      this.garbled++
      return
    }
    security.clear(this.#options.listener)
    for (let i = 0; i < count; i++) {
      const at = group + 3 + i * length
      const type = view.getUint8(at + mdp3.MDP3_SNAPSHOT_ENTRY.TYPE)
      const isImplied = type === TYPE_IMPLIED_BID || type === TYPE_IMPLIED_ASK
      if (!isImplied && type !== TYPE_BID && type !== TYPE_ASK) continue
      const level = view.getUint8(at + mdp3.MDP3_SNAPSHOT_ENTRY.LEVEL)
      this.#applyEntry(view, at, security, type, isImplied, MDP3_OVERLAY, level)
    }
    security.rptSeq = rptSeq
    this.books.gain(security)
    this.books.endEvent()
  }

  #onStatus(view: DataView, body: number): void {
    const security = this.books.of(view.getInt32(body + 20, true))
    if (security === undefined) return
    const status = view.getUint8(body + 27)
    const state =
      status === STATUS_READY
        ? INSTRUMENT_STATE_LIVE
        : status === STATUS_CLOSE
          ? INSTRUMENT_STATE_CLOSED
          : INSTRUMENT_STATE_HALTED
    this.#options.listener.onTradingState(security.instrument, state)
  }

  /** NaN for a price that is none or off the grid. */
  #ticksAt(view: DataView, at: number, instrument: number): number {
    const high = view.getInt32(at + 4, true)
    if (high === NO_PRICE_HIGH) return Number.NaN
    const price = (high * TWO_32 + view.getUint32(at, true)) * this.#priceUnits
    const ticks = price / this.#options.directory.priceUnits(instrument)
    return Number.isInteger(ticks) ? ticks : Number.NaN
  }
}

/** Whether messages fill a datagram behind its header, and each has room for its own. */
export function isMdp3Packet(view: DataView, offset: number, length: number): boolean {
  const end = offset + length
  let at = offset + mdp3.MDP3_PACKET_HEADER_LENGTH
  if (at > end) return false
  while (at < end) {
    if (at + mdp3.MDP3_MESSAGE_HEADER_LENGTH > end) return false
    const size = view.getUint16(at, true)
    if (size < mdp3.MDP3_MESSAGE_HEADER_LENGTH || at + size > end) return false
    at += size
  }
  return true
}
