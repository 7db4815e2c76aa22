// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup, PosAmtsGroup } from './groups.ts'

/**
 * Writes CQ AccountSummaryReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class AccountSummaryReportEncoder {
  readonly writer = new MessageWriter(17233, 9, [52, 1699, 715, 1, 15, 900, 899, 60, 1180, 1181, 453, 448, 447, 452, 753, 707, 708, 1055])

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

  /** 1699 AccountSummaryReportID. */
  accountSummaryReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  accountSummaryReportIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  accountSummaryReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 715 ClearingBusinessDate (yyyymmdd). */
  clearingBusinessDate(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  clearingBusinessDateAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 15 Currency. */
  currency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  currencyText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  currencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 900 TotalNetValue (Currency). */
  totalNetValueE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(5)
    return this
  }

  totalNetValueE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(5)
    return this
  }

  /** 899 MarginExcess (Currency). */
  marginExcessE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(6)
    return this
  }

  marginExcessE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(6)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(7)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(7)
    return this
  }

  /** 1180 ApplID. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(8, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(8, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(8, table, id)
    return this
  }

  /** 1181 ApplSeqNum. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(9)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(9)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(10, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(12, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(13)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(13)
    return this
  }

  /** 753 NoPosAmt. */
  noPosAmt(count: number): this {
    this.writer.int(14, count)
    return this
  }

  /** 707 PosAmtType: RPNL realised, UPNL unrealised, FEES paid, TOTL sum (codes of our own). */
  posAmtType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(15, bytes, offset, length)
    return this
  }

  posAmtTypeText(text: string): this {
    this.writer.string(15, text)
    return this
  }

  posAmtTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(15, table, id)
    return this
  }

  /** 708 PosAmt (PositionCurrency). */
  posAmtE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  posAmtE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 1055 PositionCurrency. */
  positionCurrency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  positionCurrencyText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  positionCurrencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }
}

export const accountSummaryReportEncoder = new AccountSummaryReportEncoder()

/**
 * Reads CQ AccountSummaryReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class AccountSummaryReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()
  readonly #posAmts = new PosAmtsGroup()

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

  /** 1699 AccountSummaryReportID. */
  get accountSummaryReportIdOffset(): number {
    return this.frame.offsetOf(1699)
  }

  get accountSummaryReportIdLength(): number {
    return this.frame.lengthOf(1699)
  }

  accountSummaryReportIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1699, text)
  }

  accountSummaryReportIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1699), table)
  }

  accountSummaryReportIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1699), table)
  }

  accountSummaryReportIdText(): string {
    return this.frame.text(1699)
  }

  /** 715 ClearingBusinessDate (yyyymmdd). */
  clearingBusinessDate(): number {
    return this.frame.int(715)
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

  /** 15 Currency. */
  get currencyOffset(): number {
    return this.frame.offsetOf(15)
  }

  get currencyLength(): number {
    return this.frame.lengthOf(15)
  }

  currencyIs(text: Uint8Array): boolean {
    return this.frame.equals(15, text)
  }

  currencyFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(15), table)
  }

  currencyIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(15), table)
  }

  currencyText(): string {
    return this.frame.text(15)
  }

  /** 900 TotalNetValue (Currency). */
  totalNetValueE8(): number {
    const source = this.frame
    source.readDecimal(900)
    return source.value
  }

  /** 899 MarginExcess (Currency). */
  marginExcessE8(): number {
    const source = this.frame
    source.readDecimal(899)
    return source.value
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 1180 ApplID. */
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

  /** 1181 ApplSeqNum. */
  applSeqNum(): number {
    return this.frame.int(1181)
  }

  /** 453 NoPartyIDs: the entries, before the first. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }

  /** 753 NoPosAmt: the entries, before the first. */
  noPosAmt(): PosAmtsGroup {
    return this.#posAmts.begin(this.frame)
  }
}

export const accountSummaryReport = new AccountSummaryReportDecoder()
