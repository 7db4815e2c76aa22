// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes r VenueOrderMassCancelReport50. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueOrderMassCancelReport50Encoder {
  readonly writer = new MessageWriter(114, 9, [52, 11, 37, 1369, 530, 531, 532, 533, 55, 54, 60, 58])

  /** Begins a body, 35=r first. */
  beginBody(out: BodySink, streamId: number, lengthMax = 1024): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }

  /** 11 ClOrdID. */
  clOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  clOrdIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  clOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 37 OrderID. */
  orderId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  orderIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  orderIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 1369 MassActionReportID. */
  massActionReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  massActionReportIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  massActionReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 530 MassCancelRequestType. */
  massCancelRequestType(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 531 MassCancelResponse: 0 rejected, 7 all canceled. */
  massCancelResponse(code: number): this {
    this.writer.char(5, code)
    return this
  }

  /** 532 MassCancelRejectReason. */
  massCancelRejectReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  massCancelRejectReasonAt(column: Float64Array, index: number): this {
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

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(9, code)
    return this
  }

  /** 60 TransactTime. */
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

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }
}

export const venueOrderMassCancelReport50Encoder = new VenueOrderMassCancelReport50Encoder()

/**
 * Reads r VenueOrderMassCancelReport50 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueOrderMassCancelReport50Decoder {
  frame: FixFrame = NO_FRAME

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
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

  /** 530 MassCancelRequestType. */
  massCancelRequestType(): number {
    return this.frame.char(530)
  }

  /** 531 MassCancelResponse: 0 rejected, 7 all canceled. */
  massCancelResponse(): number {
    return this.frame.char(531)
  }

  /** 532 MassCancelRejectReason. */
  massCancelRejectReason(): number {
    return this.frame.int(532)
  }

  /** 533 TotalAffectedOrders. */
  totalAffectedOrders(): number {
    return this.frame.int(533)
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

  /** 54 Side. */
  side(): number {
    return this.frame.char(54)
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
}

export const venueOrderMassCancelReport50 = new VenueOrderMassCancelReport50Decoder()
