// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { TrdRegTimestampsGroup } from './groups.ts'

/**
 * Writes 9 OrderCancelReject. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class OrderCancelRejectEncoder {
  readonly writer = new MessageWriter(57, 9, [52, 37, 11, 41, 39, 434, 102, 1, 55, 1301, 54, 60, 1180, 1181, 10111, 10200, 10201, 10215, 10000, 10001, 58, 768, 769, 770, 771])

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

  /** 37 OrderID: NONE when unknown. */
  orderId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  orderIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  orderIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 11 ClOrdID: id of the refused request. */
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

  /** 41 OrigClOrdID: id of the order as it stands. */
  origClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  origClOrdIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  origClOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 39 OrdStatus. */
  ordStatus(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 434 CxlRejResponseTo: 1 cancel, 2 replace. */
  cxlRejResponseTo(code: number): this {
    this.writer.char(5, code)
    return this
  }

  /** 102 CxlRejReason. */
  cxlRejReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  cxlRejReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
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

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(10, code)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(11)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(11)
    return this
  }

  /** 1180 ApplID: EXEC: the ems execution journal. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(12, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(12, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(12, table, id)
    return this
  }

  /** 1181 ApplSeqNum: number in that journal. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(13)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(13)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(14, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(14, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(14, table, id)
    return this
  }

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(15)
    return this
  }

  riskDecisionIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(15)
    return this
  }

  /** 10201 LimitsVersion: of a refusal of the gateway. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(16)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(16)
    return this
  }

  /** 10215 RiskCheck: name of the first check that failed. */
  riskCheck(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  riskCheckText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  riskCheckFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(18)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(18)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(19)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(19)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(20, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(20, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(20, table, id)
    return this
  }

  /** 768 NoTrdRegTimestamps. */
  noTrdRegTimestamps(count: number): this {
    this.writer.int(21, count)
    return this
  }

  /** 769 TrdRegTimestamp: when (UTC, ns). */
  trdRegTimestamp(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(22)
    return this
  }

  trdRegTimestampAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(22)
    return this
  }

  /** 770 TrdRegTimestampType: 10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue. */
  trdRegTimestampType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(23)
    return this
  }

  trdRegTimestampTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(23)
    return this
  }

  /** 771 TrdRegTimestampOrigin: service. */
  trdRegTimestampOrigin(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(24, bytes, offset, length)
    return this
  }

  trdRegTimestampOriginText(text: string): this {
    this.writer.string(24, text)
    return this
  }

  trdRegTimestampOriginFrom(table: AsciiTable, id: number): this {
    this.writer.from(24, table, id)
    return this
  }
}

export const orderCancelRejectEncoder = new OrderCancelRejectEncoder()

/**
 * Reads 9 OrderCancelReject from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class OrderCancelRejectDecoder {
  frame: FixFrame = NO_FRAME
  readonly #trdRegTimestamps = new TrdRegTimestampsGroup()

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

  /** 37 OrderID: NONE when unknown. */
  get orderIdOffset(): number {
    return this.frame.offsetOf(37)
  }

  get orderIdLength(): number {
    return this.frame.lengthOf(37)
  }

  orderIdIs(text: Uint8Array): boolean {
    return this.frame.equals(37, text)
  }

  orderIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(37), table)
  }

  orderIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(37), table)
  }

  orderIdText(): string {
    return this.frame.text(37)
  }

  /** 11 ClOrdID: id of the refused request. */
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

  /** 41 OrigClOrdID: id of the order as it stands. */
  get origClOrdIdOffset(): number {
    return this.frame.offsetOf(41)
  }

  get origClOrdIdLength(): number {
    return this.frame.lengthOf(41)
  }

  origClOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(41, text)
  }

  origClOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(41), table)
  }

  origClOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(41), table)
  }

  origClOrdIdText(): string {
    return this.frame.text(41)
  }

  /** 39 OrdStatus. */
  ordStatus(): number {
    return this.frame.char(39)
  }

  /** 434 CxlRejResponseTo: 1 cancel, 2 replace. */
  cxlRejResponseTo(): number {
    return this.frame.char(434)
  }

  /** 102 CxlRejReason. */
  cxlRejReason(): number {
    return this.frame.int(102)
  }

  /** 1 Account. */
  get accountOffset(): number {
    return this.frame.offsetOf(1)
  }

  get accountLength(): number {
    return this.frame.lengthOf(1)
  }

  accountIs(text: Uint8Array): boolean {
    return this.frame.equals(1, text)
  }

  accountFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1), table)
  }

  accountIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1), table)
  }

  accountText(): string {
    return this.frame.text(1)
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

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 1180 ApplID: EXEC: the ems execution journal. */
  get applIdOffset(): number {
    return this.frame.offsetOf(1180)
  }

  get applIdLength(): number {
    return this.frame.lengthOf(1180)
  }

  applIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1180, text)
  }

  applIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1180), table)
  }

  applIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1180), table)
  }

  applIdText(): string {
    return this.frame.text(1180)
  }

  /** 1181 ApplSeqNum: number in that journal. */
  applSeqNum(): number {
    return this.frame.int(1181)
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

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(): number {
    return this.frame.int(10200)
  }

  /** 10201 LimitsVersion: of a refusal of the gateway. */
  limitsVersion(): number {
    return this.frame.int(10201)
  }

  /** 10215 RiskCheck: name of the first check that failed. */
  get riskCheckOffset(): number {
    return this.frame.offsetOf(10215)
  }

  get riskCheckLength(): number {
    return this.frame.lengthOf(10215)
  }

  riskCheckIs(text: Uint8Array): boolean {
    return this.frame.equals(10215, text)
  }

  riskCheckFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10215), table)
  }

  riskCheckIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10215), table)
  }

  riskCheckText(): string {
    return this.frame.text(10215)
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

  /** 768 NoTrdRegTimestamps: the entries, before the first. */
  noTrdRegTimestamps(): TrdRegTimestampsGroup {
    return this.#trdRegTimestamps.begin(this.frame)
  }
}

export const orderCancelReject = new OrderCancelRejectDecoder()
