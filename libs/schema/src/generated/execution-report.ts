// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { MiscFeesGroup, PartiesGroup, TrdRegTimestampsGroup } from './groups.ts'

/**
 * Writes 8 ExecutionReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ExecutionReportEncoder {
  readonly writer = new MessageWriter(56, 9, [52, 37, 17, 11, 41, 526, 198, 527, 19, 584, 912, 150, 39, 103, 378, 1, 55, 1301, 54, 38, 40, 44, 59, 18, 32, 31, 30, 851, 151, 14, 6, 60, 1180, 1181, 10111, 10200, 10201, 10215, 10000, 10001, 58, 1328, 453, 448, 447, 452, 136, 137, 138, 139, 768, 769, 770, 771])

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

  /** 37 OrderID: id given by the venue; NONE before it has one. */
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

  /** 17 ExecID: unique for the venue and day. */
  execId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  execIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  execIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 11 ClOrdID. */
  clOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  clOrdIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  clOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 41 OrigClOrdID. */
  origClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  origClOrdIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  origClOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 526 SecondaryClOrdID: parent order or quote. */
  secondaryClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  secondaryClOrdIdText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  secondaryClOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 198 SecondaryOrderID. */
  secondaryOrderId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  secondaryOrderIdText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  secondaryOrderIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 527 SecondaryExecID. */
  secondaryExecId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  secondaryExecIdText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  secondaryExecIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(7, table, id)
    return this
  }

  /** 19 ExecRefID: of a correction or bust. */
  execRefId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(8, bytes, offset, length)
    return this
  }

  execRefIdText(text: string): this {
    this.writer.string(8, text)
    return this
  }

  execRefIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(8, table, id)
    return this
  }

  /** 584 MassStatusReqID: answers to AF. */
  massStatusReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  massStatusReqIdText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  massStatusReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }

  /** 912 LastRptRequested: Y on the last answer to AF. */
  lastRptRequested(value: boolean): this {
    this.writer.boolean(10, value)
    return this
  }

  /** 150 ExecType: 0 new, 4 canceled, 5 replaced, 8 rejected, C expired, F trade, G correct, H bust, I status, A, E, 6 pending. */
  execType(code: number): this {
    this.writer.char(11, code)
    return this
  }

  /** 39 OrdStatus: 0 new, 1 partial, 2 filled, 4 canceled, 5 replaced, 8 rejected, C expired, A, E, 6 pending. */
  ordStatus(code: number): this {
    this.writer.char(12, code)
    return this
  }

  /** 103 OrdRejReason. */
  ordRejReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(13)
    return this
  }

  ordRejReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(13)
    return this
  }

  /** 378 ExecRestatementReason. */
  execRestatementReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  execRestatementReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(15, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(15, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(15, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(16, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(16, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(16, table, id)
    return this
  }

  /** 1301 MarketID: venue. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(18, code)
    return this
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(19)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(19)
    return this
  }

  /** 40 OrdType. */
  ordType(code: number): this {
    this.writer.char(20, code)
    return this
  }

  /** 44 Price (quote currency). */
  priceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(21)
    return this
  }

  priceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(21)
    return this
  }

  /** 59 TimeInForce. */
  timeInForce(code: number): this {
    this.writer.char(22, code)
    return this
  }

  /** 18 ExecInst. */
  execInst(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(23, bytes, offset, length)
    return this
  }

  execInstText(text: string): this {
    this.writer.string(23, text)
    return this
  }

  execInstFrom(table: AsciiTable, id: number): this {
    this.writer.from(23, table, id)
    return this
  }

  /** 32 LastQty: of this fill (units of the instrument). */
  lastQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(24)
    return this
  }

  lastQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(24)
    return this
  }

  /** 31 LastPx: of this fill (quote currency). */
  lastPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(25)
    return this
  }

  lastPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(25)
    return this
  }

  /** 30 LastMkt. */
  lastMkt(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(26, bytes, offset, length)
    return this
  }

  lastMktText(text: string): this {
    this.writer.string(26, text)
    return this
  }

  lastMktFrom(table: AsciiTable, id: number): this {
    this.writer.from(26, table, id)
    return this
  }

  /** 851 LastLiquidityInd: 1 added, 2 removed. */
  lastLiquidityInd(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(27)
    return this
  }

  lastLiquidityIndAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(27)
    return this
  }

  /** 151 LeavesQty (units of the instrument). */
  leavesQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(28)
    return this
  }

  leavesQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(28)
    return this
  }

  /** 14 CumQty (units of the instrument). */
  cumQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(29)
    return this
  }

  cumQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(29)
    return this
  }

  /** 6 AvgPx (quote currency). */
  avgPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(30)
    return this
  }

  avgPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(30)
    return this
  }

  /** 60 TransactTime: when it happened at the venue (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(31)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(31)
    return this
  }

  /** 1180 ApplID: EXEC: the ems execution journal. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(32, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(32, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(32, table, id)
    return this
  }

  /** 1181 ApplSeqNum: number in that journal. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(33)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(33)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(34, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(34, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(34, table, id)
    return this
  }

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(35)
    return this
  }

  riskDecisionIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(35)
    return this
  }

  /** 10201 LimitsVersion: of a refusal of the gateway. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(36)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(36)
    return this
  }

  /** 10215 RiskCheck: name of the first check that failed. */
  riskCheck(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(37, bytes, offset, length)
    return this
  }

  riskCheckText(text: string): this {
    this.writer.string(37, text)
    return this
  }

  riskCheckFrom(table: AsciiTable, id: number): this {
    this.writer.from(37, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(38)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(38)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(39)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(39)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(40, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(40, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(40, table, id)
    return this
  }

  /** 1328 RejectText. */
  rejectText(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(41, bytes, offset, length)
    return this
  }

  rejectTextText(text: string): this {
    this.writer.string(41, text)
    return this
  }

  rejectTextFrom(table: AsciiTable, id: number): this {
    this.writer.from(41, table, id)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(42, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(43, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(43, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(43, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(44, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(45)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(45)
    return this
  }

  /** 136 NoMiscFees. */
  noMiscFees(count: number): this {
    this.writer.int(46, count)
    return this
  }

  /** 137 MiscFeeAmt: a rebate is negative (MiscFeeCurr). */
  miscFeeAmtE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(47)
    return this
  }

  miscFeeAmtE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(47)
    return this
  }

  /** 138 MiscFeeCurr. */
  miscFeeCurr(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(48, bytes, offset, length)
    return this
  }

  miscFeeCurrText(text: string): this {
    this.writer.string(48, text)
    return this
  }

  miscFeeCurrFrom(table: AsciiTable, id: number): this {
    this.writer.from(48, table, id)
    return this
  }

  /** 139 MiscFeeType: 4 exchange fee. */
  miscFeeType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(49, bytes, offset, length)
    return this
  }

  miscFeeTypeText(text: string): this {
    this.writer.string(49, text)
    return this
  }

  miscFeeTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(49, table, id)
    return this
  }

  /** 768 NoTrdRegTimestamps: of the order, then of the report. */
  noTrdRegTimestamps(count: number): this {
    this.writer.int(50, count)
    return this
  }

  /** 769 TrdRegTimestamp: when (UTC, ns). */
  trdRegTimestamp(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(51)
    return this
  }

  trdRegTimestampAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(51)
    return this
  }

  /** 770 TrdRegTimestampType: 10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue. */
  trdRegTimestampType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(52)
    return this
  }

  trdRegTimestampTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(52)
    return this
  }

  /** 771 TrdRegTimestampOrigin: service. */
  trdRegTimestampOrigin(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(53, bytes, offset, length)
    return this
  }

  trdRegTimestampOriginText(text: string): this {
    this.writer.string(53, text)
    return this
  }

  trdRegTimestampOriginFrom(table: AsciiTable, id: number): this {
    this.writer.from(53, table, id)
    return this
  }
}

export const executionReportEncoder = new ExecutionReportEncoder()

/**
 * Reads 8 ExecutionReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ExecutionReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()
  readonly #miscFees = new MiscFeesGroup()
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

  /** 37 OrderID: id given by the venue; NONE before it has one. */
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

  /** 17 ExecID: unique for the venue and day. */
  get execIdOffset(): number {
    return this.frame.offsetOf(17)
  }

  get execIdLength(): number {
    return this.frame.lengthOf(17)
  }

  execIdIs(text: Uint8Array): boolean {
    return this.frame.equals(17, text)
  }

  execIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(17), table)
  }

  execIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(17), table)
  }

  execIdText(): string {
    return this.frame.text(17)
  }

  /** 11 ClOrdID. */
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

  /** 41 OrigClOrdID. */
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

  /** 526 SecondaryClOrdID: parent order or quote. */
  get secondaryClOrdIdOffset(): number {
    return this.frame.offsetOf(526)
  }

  get secondaryClOrdIdLength(): number {
    return this.frame.lengthOf(526)
  }

  secondaryClOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(526, text)
  }

  secondaryClOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(526), table)
  }

  secondaryClOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(526), table)
  }

  secondaryClOrdIdText(): string {
    return this.frame.text(526)
  }

  /** 198 SecondaryOrderID. */
  get secondaryOrderIdOffset(): number {
    return this.frame.offsetOf(198)
  }

  get secondaryOrderIdLength(): number {
    return this.frame.lengthOf(198)
  }

  secondaryOrderIdIs(text: Uint8Array): boolean {
    return this.frame.equals(198, text)
  }

  secondaryOrderIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(198), table)
  }

  secondaryOrderIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(198), table)
  }

  secondaryOrderIdText(): string {
    return this.frame.text(198)
  }

  /** 527 SecondaryExecID. */
  get secondaryExecIdOffset(): number {
    return this.frame.offsetOf(527)
  }

  get secondaryExecIdLength(): number {
    return this.frame.lengthOf(527)
  }

  secondaryExecIdIs(text: Uint8Array): boolean {
    return this.frame.equals(527, text)
  }

  secondaryExecIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(527), table)
  }

  secondaryExecIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(527), table)
  }

  secondaryExecIdText(): string {
    return this.frame.text(527)
  }

  /** 19 ExecRefID: of a correction or bust. */
  get execRefIdOffset(): number {
    return this.frame.offsetOf(19)
  }

  get execRefIdLength(): number {
    return this.frame.lengthOf(19)
  }

  execRefIdIs(text: Uint8Array): boolean {
    return this.frame.equals(19, text)
  }

  execRefIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(19), table)
  }

  execRefIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(19), table)
  }

  execRefIdText(): string {
    return this.frame.text(19)
  }

  /** 584 MassStatusReqID: answers to AF. */
  get massStatusReqIdOffset(): number {
    return this.frame.offsetOf(584)
  }

  get massStatusReqIdLength(): number {
    return this.frame.lengthOf(584)
  }

  massStatusReqIdIs(text: Uint8Array): boolean {
    return this.frame.equals(584, text)
  }

  massStatusReqIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(584), table)
  }

  massStatusReqIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(584), table)
  }

  massStatusReqIdText(): string {
    return this.frame.text(584)
  }

  /** 912 LastRptRequested: Y on the last answer to AF. */
  lastRptRequested(): boolean {
    return this.frame.boolean(912)
  }

  /** 150 ExecType: 0 new, 4 canceled, 5 replaced, 8 rejected, C expired, F trade, G correct, H bust, I status, A, E, 6 pending. */
  execType(): number {
    return this.frame.char(150)
  }

  /** 39 OrdStatus: 0 new, 1 partial, 2 filled, 4 canceled, 5 replaced, 8 rejected, C expired, A, E, 6 pending. */
  ordStatus(): number {
    return this.frame.char(39)
  }

  /** 103 OrdRejReason. */
  ordRejReason(): number {
    return this.frame.int(103)
  }

  /** 378 ExecRestatementReason. */
  execRestatementReason(): number {
    return this.frame.int(378)
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

  /** 1301 MarketID: venue. */
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

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
    return source.value
  }

  /** 40 OrdType. */
  ordType(): number {
    return this.frame.char(40)
  }

  /** 44 Price (quote currency). */
  priceE8(): number {
    const source = this.frame
    source.readDecimal(44)
    return source.value
  }

  /** 59 TimeInForce. */
  timeInForce(): number {
    return this.frame.char(59)
  }

  /** 18 ExecInst. */
  get execInstOffset(): number {
    return this.frame.offsetOf(18)
  }

  get execInstLength(): number {
    return this.frame.lengthOf(18)
  }

  execInstIs(text: Uint8Array): boolean {
    return this.frame.equals(18, text)
  }

  execInstFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(18), table)
  }

  execInstIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(18), table)
  }

  execInstText(): string {
    return this.frame.text(18)
  }

  /** 32 LastQty: of this fill (units of the instrument). */
  lastQtyE8(): number {
    const source = this.frame
    source.readDecimal(32)
    return source.value
  }

  /** 31 LastPx: of this fill (quote currency). */
  lastPxE8(): number {
    const source = this.frame
    source.readDecimal(31)
    return source.value
  }

  /** 30 LastMkt. */
  get lastMktOffset(): number {
    return this.frame.offsetOf(30)
  }

  get lastMktLength(): number {
    return this.frame.lengthOf(30)
  }

  lastMktIs(text: Uint8Array): boolean {
    return this.frame.equals(30, text)
  }

  lastMktFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(30), table)
  }

  lastMktIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(30), table)
  }

  lastMktText(): string {
    return this.frame.text(30)
  }

  /** 851 LastLiquidityInd: 1 added, 2 removed. */
  lastLiquidityInd(): number {
    return this.frame.int(851)
  }

  /** 151 LeavesQty (units of the instrument). */
  leavesQtyE8(): number {
    const source = this.frame
    source.readDecimal(151)
    return source.value
  }

  /** 14 CumQty (units of the instrument). */
  cumQtyE8(): number {
    const source = this.frame
    source.readDecimal(14)
    return source.value
  }

  /** 6 AvgPx (quote currency). */
  avgPxE8(): number {
    const source = this.frame
    source.readDecimal(6)
    return source.value
  }

  /** 60 TransactTime: when it happened at the venue (UTC, ns). */
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

  /** 1328 RejectText. */
  get rejectTextOffset(): number {
    return this.frame.offsetOf(1328)
  }

  get rejectTextLength(): number {
    return this.frame.lengthOf(1328)
  }

  rejectTextIs(text: Uint8Array): boolean {
    return this.frame.equals(1328, text)
  }

  rejectTextFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1328), table)
  }

  rejectTextIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1328), table)
  }

  rejectTextText(): string {
    return this.frame.text(1328)
  }

  /** 453 NoPartyIDs: the entries, before the first. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }

  /** 136 NoMiscFees: the entries, before the first. */
  noMiscFees(): MiscFeesGroup {
    return this.#miscFees.begin(this.frame)
  }

  /** 768 NoTrdRegTimestamps: the entries, before the first; of the order, then of the report. */
  noTrdRegTimestamps(): TrdRegTimestampsGroup {
    return this.#trdRegTimestamps.begin(this.frame)
  }
}

export const executionReport = new ExecutionReportDecoder()
