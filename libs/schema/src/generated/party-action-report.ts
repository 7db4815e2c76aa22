// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup } from './groups.ts'

/**
 * Writes DI PartyActionReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PartyActionReportEncoder {
  readonly writer = new MessageWriter(17481, 9, [52, 2331, 2328, 2329, 2332, 2333, 10212, 533, 10213, 60, 10111, 55, 1301, 58, 10000, 10001, 453, 448, 447, 452])

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

  /** 2331 PartyActionReportID. */
  partyActionReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  partyActionReportIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  partyActionReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 2328 PartyActionRequestID. */
  partyActionRequestId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  partyActionRequestIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  partyActionRequestIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 2329 PartyActionType. */
  partyActionType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  partyActionTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 2332 PartyActionResponse: 0 accepted, 1 completed, 2 rejected. */
  partyActionResponse(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  partyActionResponseAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 2333 PartyActionRejectReason. */
  partyActionRejectReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  partyActionRejectReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 10212 RiskAction: 0 normal, 1 warn, 2 widen, 3 reduce-only, 4 cancel-all, 5 halt. */
  riskAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  riskActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 533 TotalAffectedOrders. */
  totalAffectedOrders(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(7)
    return this
  }

  totalAffectedOrdersAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(7)
    return this
  }

  /** 10213 LastCancelSentTime: when the last cancel of the action was sent (UTC, ns). */
  lastCancelSentTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(8)
    return this
  }

  lastCancelSentTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(8)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(9)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(9)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(12, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(12, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(12, table, id)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(15)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(15)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(16, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(18, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(19)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(19)
    return this
  }
}

export const partyActionReportEncoder = new PartyActionReportEncoder()

/**
 * Reads DI PartyActionReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PartyActionReportDecoder {
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

  /** 2331 PartyActionReportID. */
  get partyActionReportIdOffset(): number {
    return this.frame.offsetOf(2331)
  }

  get partyActionReportIdLength(): number {
    return this.frame.lengthOf(2331)
  }

  partyActionReportIdIs(text: Uint8Array): boolean {
    return this.frame.equals(2331, text)
  }

  partyActionReportIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(2331), table)
  }

  partyActionReportIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(2331), table)
  }

  partyActionReportIdText(): string {
    return this.frame.text(2331)
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

  /** 2329 PartyActionType. */
  partyActionType(): number {
    return this.frame.int(2329)
  }

  /** 2332 PartyActionResponse: 0 accepted, 1 completed, 2 rejected. */
  partyActionResponse(): number {
    return this.frame.int(2332)
  }

  /** 2333 PartyActionRejectReason. */
  partyActionRejectReason(): number {
    return this.frame.int(2333)
  }

  /** 10212 RiskAction: 0 normal, 1 warn, 2 widen, 3 reduce-only, 4 cancel-all, 5 halt. */
  riskAction(): number {
    return this.frame.int(10212)
  }

  /** 533 TotalAffectedOrders. */
  totalAffectedOrders(): number {
    return this.frame.int(533)
  }

  /** 10213 LastCancelSentTime: when the last cancel of the action was sent (UTC, ns). */
  lastCancelSentTime(): number {
    const source = this.frame
    source.readUtc(10213)
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

  /** 58 Text. */
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

  /** 453 NoPartyIDs: the entries, before the first. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }
}

export const partyActionReport = new PartyActionReportDecoder()
