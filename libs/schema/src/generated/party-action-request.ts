// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup } from './groups.ts'

/**
 * Writes DH PartyActionRequest. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PartyActionRequestEncoder {
  readonly writer = new MessageWriter(17480, 9, [52, 2328, 2329, 10212, 10211, 10214, 60, 10111, 55, 1301, 58, 10000, 10001, 453, 448, 447, 452])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 1024): this {
    this.writer.open(out, streamId, lengthMax)
    return this
  }

  /** Completes and commits it. @returns its length in bytes. */
  end(): number {
    return this.writer.close()
  }

  /** 97 PossResend = Y. */
  possResend(): this {
    this.writer.markPossResend()
    return this
  }

  /** Copies all body fields of a received message but its hop stamps. */
  copyBody(frame: FixFrame): this {
    this.writer.copyBody(frame)
    return this
  }

  /** Copies the hop stamps of a received message and announces `added` more, which must be written next. */
  copyHops(frame: FixFrame, added: number): this {
    this.writer.copyHops(frame, added)
    return this
  }

  /** 2328 PartyActionRequestID. */
  partyActionRequestId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  partyActionRequestIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  partyActionRequestIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 2329 PartyActionType: 0 suspend, 1 halt trading, 2 reinstate. */
  partyActionType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  partyActionTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 10212 RiskAction: 0 normal, 1 warn, 2 widen, 3 reduce-only, 4 cancel-all, 5 halt. */
  riskAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  riskActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 10211 TimeToLiveMs: how long the action holds unless renewed; absent: until released (ms). */
  timeToLiveMs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  timeToLiveMsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 10214 WidenBps: half-spread to add to every quote (bps of the mid). */
  widenBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(5)
    return this
  }

  widenBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(5)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(6)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(6)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(7, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(8, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(8, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(8, table, id)
    return this
  }

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }

  /** 58 Text: reason in words. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(11)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(11)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(12)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(12)
    return this
  }

  /** 453 NoPartyIDs: scope; none: the firm. */
  noPartyIds(count: number): this {
    this.writer.int(13, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(14, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(14, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(14, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(15, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(16)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(16)
    return this
  }
}

export const partyActionRequestEncoder = new PartyActionRequestEncoder()

/**
 * Reads DH PartyActionRequest from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PartyActionRequestDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
  }

  /** 34 MsgSeqNum. */
  msgSeqNum(): number {
    return this.frame.int(34)
  }

  /** 52 SendingTime, ns since the session epoch. */
  sendingTime(): number {
    return this.frame.utcNs(52, this.frame.sessionTime)
  }

  /** 97 PossResend. */
  possResend(): boolean {
    return this.frame.boolean(97)
  }

  /** 49 SenderCompID. */
  senderCompIdText(): string {
    return this.frame.text(49)
  }

  /** 2328 PartyActionRequestID. */
  get partyActionRequestIdOffset(): number {
    return this.frame.offsetOf(2328)
  }

  get partyActionRequestIdLength(): number {
    return this.frame.lengthOf(2328)
  }

  partyActionRequestIdIs(text: Uint8Array): boolean {
    return this.frame.equals(2328, text)
  }

  partyActionRequestIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(2328), table)
  }

  partyActionRequestIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(2328), table)
  }

  partyActionRequestIdText(): string {
    return this.frame.text(2328)
  }

  /** 2329 PartyActionType: 0 suspend, 1 halt trading, 2 reinstate. */
  partyActionType(): number {
    return this.frame.int(2329)
  }

  /** 10212 RiskAction: 0 normal, 1 warn, 2 widen, 3 reduce-only, 4 cancel-all, 5 halt. */
  riskAction(): number {
    return this.frame.int(10212)
  }

  /** 10211 TimeToLiveMs: how long the action holds unless renewed; absent: until released (ms). */
  timeToLiveMs(): number {
    return this.frame.int(10211)
  }

  /** 10214 WidenBps: half-spread to add to every quote (bps of the mid). */
  widenBpsE8(): number {
    const source = this.frame
    source.readDecimal(10214)
    return source.value
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  get strategyIdOffset(): number {
    return this.frame.offsetOf(10111)
  }

  get strategyIdLength(): number {
    return this.frame.lengthOf(10111)
  }

  strategyIdIs(text: Uint8Array): boolean {
    return this.frame.equals(10111, text)
  }

  strategyIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10111), table)
  }

  strategyIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10111), table)
  }

  strategyIdText(): string {
    return this.frame.text(10111)
  }

  /** 55 Symbol. */
  get symbolOffset(): number {
    return this.frame.offsetOf(55)
  }

  get symbolLength(): number {
    return this.frame.lengthOf(55)
  }

  symbolIs(text: Uint8Array): boolean {
    return this.frame.equals(55, text)
  }

  symbolFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(55), table)
  }

  symbolIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(55), table)
  }

  symbolText(): string {
    return this.frame.text(55)
  }

  /** 1301 MarketID. */
  get marketIdOffset(): number {
    return this.frame.offsetOf(1301)
  }

  get marketIdLength(): number {
    return this.frame.lengthOf(1301)
  }

  marketIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1301, text)
  }

  marketIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1301), table)
  }

  marketIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1301), table)
  }

  marketIdText(): string {
    return this.frame.text(1301)
  }

  /** 58 Text: reason in words. */
  get textOffset(): number {
    return this.frame.offsetOf(58)
  }

  get textLength(): number {
    return this.frame.lengthOf(58)
  }

  textIs(text: Uint8Array): boolean {
    return this.frame.equals(58, text)
  }

  textFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(58), table)
  }

  textIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(58), table)
  }

  textText(): string {
    return this.frame.text(58)
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(): number {
    return this.frame.int(10000)
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(): number {
    const source = this.frame
    source.readUtc(10001)
    return source.value
  }

  /** 453 NoPartyIDs: the entries, before the first; scope; none: the firm. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }
}

export const partyActionRequest = new PartyActionRequestDecoder()
