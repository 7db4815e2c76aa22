// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { MiscFeesGroup } from './groups.ts'

/**
 * Writes 8 VenueExecutionReport44. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueExecutionReport44Encoder {
  readonly writer = new MessageWriter(56, 6, [52, 37, 11, 41, 17, 19, 150, 39, 103, 378, 584, 911, 912, 790, 1, 55, 207, 54, 38, 40, 44, 99, 59, 18, 32, 31, 30, 851, 151, 14, 6, 60, 58, 136, 137, 138, 139])

  /** Begins a body, 35=8 first. */
  beginBody(out: BodySink, streamId: number, lengthMax = 1024): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }

  /** 37 OrderID. */
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

  /** 11 ClOrdID. */
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

  /** 41 OrigClOrdID. */
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

  /** 17 ExecID. */
  execId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  execIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  execIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 19 ExecRefID. */
  execRefId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  execRefIdText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  execRefIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 150 ExecType. */
  execType(code: number): this {
    this.writer.char(6, code)
    return this
  }

  /** 39 OrdStatus. */
  ordStatus(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 103 OrdRejReason. */
  ordRejReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  ordRejReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 378 ExecRestatementReason. */
  execRestatementReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(9)
    return this
  }

  execRestatementReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(9)
    return this
  }

  /** 584 MassStatusReqID. */
  massStatusReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  massStatusReqIdText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  massStatusReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }

  /** 911 TotNumReports. */
  totNumReports(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(11)
    return this
  }

  totNumReportsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(11)
    return this
  }

  /** 912 LastRptRequested. */
  lastRptRequested(value: boolean): this {
    this.writer.boolean(12, value)
    return this
  }

  /** 790 OrdStatusReqID. */
  ordStatusReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  ordStatusReqIdText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  ordStatusReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(14, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(14, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(14, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(15, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(15, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(15, table, id)
    return this
  }

  /** 207 SecurityExchange. */
  securityExchange(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(16, bytes, offset, length)
    return this
  }

  securityExchangeText(text: string): this {
    this.writer.string(16, text)
    return this
  }

  securityExchangeFrom(table: AsciiTable, id: number): this {
    this.writer.from(16, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(17, code)
    return this
  }

  /** 38 OrderQty. */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(18)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(18)
    return this
  }

  /** 40 OrdType. */
  ordType(code: number): this {
    this.writer.char(19, code)
    return this
  }

  /** 44 Price. */
  priceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(20)
    return this
  }

  priceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(20)
    return this
  }

  /** 99 StopPx. */
  stopPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(21)
    return this
  }

  stopPxE8At(column: Float64Array, index: number): this {
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

  /** 32 LastQty. */
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

  /** 31 LastPx. */
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

  /** 151 LeavesQty. */
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

  /** 14 CumQty. */
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

  /** 6 AvgPx. */
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

  /** 60 TransactTime. */
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

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(32, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(32, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(32, table, id)
    return this
  }

  /** 136 NoMiscFees. */
  noMiscFees(count: number): this {
    this.writer.int(33, count)
    return this
  }

  /** 137 MiscFeeAmt: a rebate is negative (MiscFeeCurr). */
  miscFeeAmtE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(34)
    return this
  }

  miscFeeAmtE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(34)
    return this
  }

  /** 138 MiscFeeCurr. */
  miscFeeCurr(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(35, bytes, offset, length)
    return this
  }

  miscFeeCurrText(text: string): this {
    this.writer.string(35, text)
    return this
  }

  miscFeeCurrFrom(table: AsciiTable, id: number): this {
    this.writer.from(35, table, id)
    return this
  }

  /** 139 MiscFeeType: 4 exchange fee. */
  miscFeeType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(36, bytes, offset, length)
    return this
  }

  miscFeeTypeText(text: string): this {
    this.writer.string(36, text)
    return this
  }

  miscFeeTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(36, table, id)
    return this
  }
}

export const venueExecutionReport44Encoder = new VenueExecutionReport44Encoder()

/**
 * Reads 8 VenueExecutionReport44 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueExecutionReport44Decoder {
  frame: FixFrame = NO_FRAME
  readonly #miscFees = new MiscFeesGroup()

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
  }

  /** 37 OrderID. */
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

  /** 17 ExecID. */
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

  /** 19 ExecRefID. */
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

  /** 150 ExecType. */
  execType(): number {
    return this.frame.char(150)
  }

  /** 39 OrdStatus. */
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

  /** 584 MassStatusReqID. */
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

  /** 911 TotNumReports. */
  totNumReports(): number {
    return this.frame.int(911)
  }

  /** 912 LastRptRequested. */
  lastRptRequested(): boolean {
    return this.frame.boolean(912)
  }

  /** 790 OrdStatusReqID. */
  get ordStatusReqIdOffset(): number {
    return this.frame.offsetOf(790)
  }

  get ordStatusReqIdLength(): number {
    return this.frame.lengthOf(790)
  }

  ordStatusReqIdIs(text: Uint8Array): boolean {
    return this.frame.equals(790, text)
  }

  ordStatusReqIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(790), table)
  }

  ordStatusReqIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(790), table)
  }

  ordStatusReqIdText(): string {
    return this.frame.text(790)
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

  /** 207 SecurityExchange. */
  get securityExchangeOffset(): number {
    return this.frame.offsetOf(207)
  }

  get securityExchangeLength(): number {
    return this.frame.lengthOf(207)
  }

  securityExchangeIs(text: Uint8Array): boolean {
    return this.frame.equals(207, text)
  }

  securityExchangeFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(207), table)
  }

  securityExchangeIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(207), table)
  }

  securityExchangeText(): string {
    return this.frame.text(207)
  }

  /** 54 Side. */
  side(): number {
    return this.frame.char(54)
  }

  /** 38 OrderQty. */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
    return source.value
  }

  /** 40 OrdType. */
  ordType(): number {
    return this.frame.char(40)
  }

  /** 44 Price. */
  priceE8(): number {
    const source = this.frame
    source.readDecimal(44)
    return source.value
  }

  /** 99 StopPx. */
  stopPxE8(): number {
    const source = this.frame
    source.readDecimal(99)
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

  /** 32 LastQty. */
  lastQtyE8(): number {
    const source = this.frame
    source.readDecimal(32)
    return source.value
  }

  /** 31 LastPx. */
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

  /** 151 LeavesQty. */
  leavesQtyE8(): number {
    const source = this.frame
    source.readDecimal(151)
    return source.value
  }

  /** 14 CumQty. */
  cumQtyE8(): number {
    const source = this.frame
    source.readDecimal(14)
    return source.value
  }

  /** 6 AvgPx. */
  avgPxE8(): number {
    const source = this.frame
    source.readDecimal(6)
    return source.value
  }

  /** 60 TransactTime. */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
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

  /** 136 NoMiscFees: the entries, before the first. */
  noMiscFees(): MiscFeesGroup {
    return this.#miscFees.begin(this.frame)
  }
}

export const venueExecutionReport44 = new VenueExecutionReport44Decoder()
