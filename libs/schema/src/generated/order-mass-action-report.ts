// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup } from './groups.ts'

/**
 * Writes BZ OrderMassActionReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class OrderMassActionReportEncoder {
  readonly writer = new MessageWriter(16986, 9, [52, 1369, 11, 1373, 1374, 1375, 1376, 2675, 533, 10213, 60, 10111, 55, 1301, 54, 58, 10000, 10001, 453, 448, 447, 452])

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

  /** 1369 MassActionReportID. */
  massActionReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  massActionReportIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  massActionReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 11 ClOrdID: of the request. */
  clOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  clOrdIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  clOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 1373 MassActionType: 3 cancel. */
  massActionType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  massActionTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 1374 MassActionScope. */
  massActionScope(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  massActionScopeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 1375 MassActionResponse: 0 rejected, 1 accepted, 2 completed. */
  massActionResponse(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  massActionResponseAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 1376 MassActionRejectReason. */
  massActionRejectReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  massActionRejectReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 2675 MassActionReason. */
  massActionReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(7)
    return this
  }

  massActionReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(7)
    return this
  }

  /** 533 TotalAffectedOrders. */
  totalAffectedOrders(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  totalAffectedOrdersAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 10213 LastCancelSentTime: when the last cancel of the action was sent (UTC, ns). */
  lastCancelSentTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(9)
    return this
  }

  lastCancelSentTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(9)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(10)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(10)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(12, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(12, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(12, table, id)
    return this
  }

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(14, code)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(15, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(15, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(15, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(16)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(16)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(17)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(17)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(18, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(19, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(19, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(19, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(20, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }
}

export const orderMassActionReportEncoder = new OrderMassActionReportEncoder()

/**
 * Reads BZ OrderMassActionReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class OrderMassActionReportDecoder {
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

  /** 1369 MassActionReportID. */
  get massActionReportIdOffset(): number {
    return this.frame.offsetOf(1369)
  }

  get massActionReportIdLength(): number {
    return this.frame.lengthOf(1369)
  }

  massActionReportIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1369, text)
  }

  massActionReportIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1369), table)
  }

  massActionReportIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1369), table)
  }

  massActionReportIdText(): string {
    return this.frame.text(1369)
  }

  /** 11 ClOrdID: of the request. */
  get clOrdIdOffset(): number {
    return this.frame.offsetOf(11)
  }

  get clOrdIdLength(): number {
    return this.frame.lengthOf(11)
  }

  clOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(11, text)
  }

  clOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(11), table)
  }

  clOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(11), table)
  }

  clOrdIdText(): string {
    return this.frame.text(11)
  }

  /** 1373 MassActionType: 3 cancel. */
  massActionType(): number {
    return this.frame.int(1373)
  }

  /** 1374 MassActionScope. */
  massActionScope(): number {
    return this.frame.int(1374)
  }

  /** 1375 MassActionResponse: 0 rejected, 1 accepted, 2 completed. */
  massActionResponse(): number {
    return this.frame.int(1375)
  }

  /** 1376 MassActionRejectReason. */
  massActionRejectReason(): number {
    return this.frame.int(1376)
  }

  /** 2675 MassActionReason. */
  massActionReason(): number {
    return this.frame.int(2675)
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

  /** 54 Side. */
  side(): number {
    return this.frame.char(54)
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

export const orderMassActionReport = new OrderMassActionReportDecoder()
