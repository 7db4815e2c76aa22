// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes 8 VenueExecutionReport42. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueExecutionReport42Encoder {
  readonly writer = new MessageWriter(56, 3, [52, 37, 11, 41, 17, 20, 19, 150, 39, 103, 378, 1, 55, 207, 54, 38, 40, 44, 99, 59, 18, 32, 31, 30, 151, 14, 6, 60, 12, 13, 58])

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

  /** 20 ExecTransType. */
  execTransType(code: number): this {
    this.writer.char(5, code)
    return this
  }

  /** 19 ExecRefID. */
  execRefId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  execRefIdText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  execRefIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 150 ExecType. */
  execType(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 39 OrdStatus. */
  ordStatus(code: number): this {
    this.writer.char(8, code)
    return this
  }

  /** 103 OrdRejReason. */
  ordRejReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(9)
    return this
  }

  ordRejReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(9)
    return this
  }

  /** 378 ExecRestatementReason. */
  execRestatementReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(10)
    return this
  }

  execRestatementReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(10)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
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

  /** 207 SecurityExchange. */
  securityExchange(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  securityExchangeText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  securityExchangeFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(14, code)
    return this
  }

  /** 38 OrderQty. */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(15)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(15)
    return this
  }

  /** 40 OrdType. */
  ordType(code: number): this {
    this.writer.char(16, code)
    return this
  }

  /** 44 Price. */
  priceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(17)
    return this
  }

  priceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(17)
    return this
  }

  /** 99 StopPx. */
  stopPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(18)
    return this
  }

  stopPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(18)
    return this
  }

  /** 59 TimeInForce. */
  timeInForce(code: number): this {
    this.writer.char(19, code)
    return this
  }

  /** 18 ExecInst. */
  execInst(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(20, bytes, offset, length)
    return this
  }

  execInstText(text: string): this {
    this.writer.string(20, text)
    return this
  }

  execInstFrom(table: AsciiTable, id: number): this {
    this.writer.from(20, table, id)
    return this
  }

  /** 32 LastQty: LastShares in 4.2. */
  lastQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(21)
    return this
  }

  lastQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(21)
    return this
  }

  /** 31 LastPx. */
  lastPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(22)
    return this
  }

  lastPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(22)
    return this
  }

  /** 30 LastMkt. */
  lastMkt(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(23, bytes, offset, length)
    return this
  }

  lastMktText(text: string): this {
    this.writer.string(23, text)
    return this
  }

  lastMktFrom(table: AsciiTable, id: number): this {
    this.writer.from(23, table, id)
    return this
  }

  /** 151 LeavesQty. */
  leavesQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(24)
    return this
  }

  leavesQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(24)
    return this
  }

  /** 14 CumQty. */
  cumQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(25)
    return this
  }

  cumQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(25)
    return this
  }

  /** 6 AvgPx. */
  avgPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(26)
    return this
  }

  avgPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(26)
    return this
  }

  /** 60 TransactTime. */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(27)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(27)
    return this
  }

  /** 12 Commission. */
  commissionE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(28)
    return this
  }

  commissionE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(28)
    return this
  }

  /** 13 CommType: 3 absolute. */
  commType(code: number): this {
    this.writer.char(29, code)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(30, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(30, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(30, table, id)
    return this
  }
}

export const venueExecutionReport42Encoder = new VenueExecutionReport42Encoder()

/**
 * Reads 8 VenueExecutionReport42 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueExecutionReport42Decoder {
  frame: FixFrame = NO_FRAME

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

  /** 20 ExecTransType. */
  execTransType(): number {
    return this.frame.char(20)
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

  /** 32 LastQty: LastShares in 4.2. */
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

  /** 12 Commission. */
  commissionE8(): number {
    const source = this.frame
    source.readDecimal(12)
    return source.value
  }

  /** 13 CommType: 3 absolute. */
  commType(): number {
    return this.frame.char(13)
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
}

export const venueExecutionReport42 = new VenueExecutionReport42Decoder()
