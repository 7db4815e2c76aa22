// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup, PosAmtsGroup, PositionsGroup } from './groups.ts'

/**
 * Writes AP PositionReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PositionReportEncoder {
  readonly writer = new MessageWriter(16720, 9, [52, 721, 710, 724, 727, 912, 728, 325, 715, 1, 10111, 55, 1301, 15, 730, 731, 10600, 60, 1180, 1181, 10601, 10000, 10001, 58, 453, 448, 447, 452, 702, 703, 704, 705, 753, 707, 708, 1055])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 2048): this {
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

  /** 721 PosMaintRptID. */
  posMaintRptId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  posMaintRptIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  posMaintRptIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 710 PosReqID: of the request it answers. */
  posReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  posReqIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  posReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 724 PosReqType: 0 positions, 7 net position. */
  posReqType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  posReqTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 727 TotalNumPosReports: on answers; 0: nothing to report, no Symbol. */
  totalNumPosReports(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  totalNumPosReportsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 912 LastRptRequested: Y on the last answer. */
  lastRptRequested(value: boolean): this {
    this.writer.boolean(5, value)
    return this
  }

  /** 728 PosReqResult: 0 valid, 2 none found. */
  posReqResult(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  posReqResultAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 325 UnsolicitedIndicator: Y unless it answers a request. */
  unsolicitedIndicator(value: boolean): this {
    this.writer.boolean(7, value)
    return this
  }

  /** 715 ClearingBusinessDate (yyyymmdd). */
  clearingBusinessDate(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  clearingBusinessDateAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
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

  /** 15 Currency. */
  currency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  currencyText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  currencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 730 SettlPrice: mark (quote currency). */
  settlPriceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(14)
    return this
  }

  settlPriceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(14)
    return this
  }

  /** 731 SettlPriceType: 2 theoretical. */
  settlPriceType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(15)
    return this
  }

  settlPriceTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(15)
    return this
  }

  /** 10600 AvgEntryPx: average price of the open position (quote currency). */
  avgEntryPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  avgEntryPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 60 TransactTime: of the change (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(17)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(17)
    return this
  }

  /** 1180 ApplID. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(18, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(18, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(18, table, id)
    return this
  }

  /** 1181 ApplSeqNum. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(19)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(19)
    return this
  }

  /** 10601 LastExecSeqNum: ApplSeqNum(1181) of the last execution in the position. */
  lastExecSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(20)
    return this
  }

  lastExecSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(20)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(22)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(22)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(23, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(23, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(23, table, id)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(24, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(25, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(25, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(25, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(26, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(27)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(27)
    return this
  }

  /** 702 NoPositions. */
  noPositions(count: number): this {
    this.writer.int(28, count)
    return this
  }

  /** 703 PosType: TOT. */
  posType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(29, bytes, offset, length)
    return this
  }

  posTypeText(text: string): this {
    this.writer.string(29, text)
    return this
  }

  posTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(29, table, id)
    return this
  }

  /** 704 LongQty (units of the instrument). */
  longQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(30)
    return this
  }

  longQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(30)
    return this
  }

  /** 705 ShortQty (units of the instrument). */
  shortQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(31)
    return this
  }

  shortQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(31)
    return this
  }

  /** 753 NoPosAmt. */
  noPosAmt(count: number): this {
    this.writer.int(32, count)
    return this
  }

  /** 707 PosAmtType: RPNL realised, UPNL unrealised, FEES paid, TOTL sum (codes of our own). */
  posAmtType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(33, bytes, offset, length)
    return this
  }

  posAmtTypeText(text: string): this {
    this.writer.string(33, text)
    return this
  }

  posAmtTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(33, table, id)
    return this
  }

  /** 708 PosAmt (PositionCurrency). */
  posAmtE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(34)
    return this
  }

  posAmtE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(34)
    return this
  }

  /** 1055 PositionCurrency. */
  positionCurrency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(35, bytes, offset, length)
    return this
  }

  positionCurrencyText(text: string): this {
    this.writer.string(35, text)
    return this
  }

  positionCurrencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(35, table, id)
    return this
  }
}

export const positionReportEncoder = new PositionReportEncoder()

/**
 * Reads AP PositionReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PositionReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()
  readonly #positions = new PositionsGroup()
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

  /** 721 PosMaintRptID. */
  get posMaintRptIdOffset(): number {
    return this.frame.offsetOf(721)
  }

  get posMaintRptIdLength(): number {
    return this.frame.lengthOf(721)
  }

  posMaintRptIdIs(text: Uint8Array): boolean {
    return this.frame.equals(721, text)
  }

  posMaintRptIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(721), table)
  }

  posMaintRptIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(721), table)
  }

  posMaintRptIdText(): string {
    return this.frame.text(721)
  }

  /** 710 PosReqID: of the request it answers. */
  get posReqIdOffset(): number {
    return this.frame.offsetOf(710)
  }

  get posReqIdLength(): number {
    return this.frame.lengthOf(710)
  }

  posReqIdIs(text: Uint8Array): boolean {
    return this.frame.equals(710, text)
  }

  posReqIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(710), table)
  }

  posReqIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(710), table)
  }

  posReqIdText(): string {
    return this.frame.text(710)
  }

  /** 724 PosReqType: 0 positions, 7 net position. */
  posReqType(): number {
    return this.frame.int(724)
  }

  /** 727 TotalNumPosReports: on answers; 0: nothing to report, no Symbol. */
  totalNumPosReports(): number {
    return this.frame.int(727)
  }

  /** 912 LastRptRequested: Y on the last answer. */
  lastRptRequested(): boolean {
    return this.frame.boolean(912)
  }

  /** 728 PosReqResult: 0 valid, 2 none found. */
  posReqResult(): number {
    return this.frame.int(728)
  }

  /** 325 UnsolicitedIndicator: Y unless it answers a request. */
  unsolicitedIndicator(): boolean {
    return this.frame.boolean(325)
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

  /** 730 SettlPrice: mark (quote currency). */
  settlPriceE8(): number {
    const source = this.frame
    source.readDecimal(730)
    return source.value
  }

  /** 731 SettlPriceType: 2 theoretical. */
  settlPriceType(): number {
    return this.frame.int(731)
  }

  /** 10600 AvgEntryPx: average price of the open position (quote currency). */
  avgEntryPxE8(): number {
    const source = this.frame
    source.readDecimal(10600)
    return source.value
  }

  /** 60 TransactTime: of the change (UTC, ns). */
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

  /** 10601 LastExecSeqNum: ApplSeqNum(1181) of the last execution in the position. */
  lastExecSeqNum(): number {
    return this.frame.int(10601)
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

  /** 453 NoPartyIDs: the entries, before the first. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }

  /** 702 NoPositions: the entries, before the first. */
  noPositions(): PositionsGroup {
    return this.#positions.begin(this.frame)
  }

  /** 753 NoPosAmt: the entries, before the first. */
  noPosAmt(): PosAmtsGroup {
    return this.#posAmts.begin(this.frame)
  }
}

export const positionReport = new PositionReportDecoder()
