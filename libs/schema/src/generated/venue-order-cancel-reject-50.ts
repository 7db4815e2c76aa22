// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes 9 VenueOrderCancelReject50. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueOrderCancelReject50Encoder {
  readonly writer = new MessageWriter(57, 9, [52, 37, 11, 41, 39, 1, 60, 434, 102, 58])

  /** Begins a body, 35=9 first. */
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

  /** 39 OrdStatus. */
  ordStatus(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 60 TransactTime. */
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

  /** 434 CxlRejResponseTo: 1 cancel, 2 replace. */
  cxlRejResponseTo(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 102 CxlRejReason. */
  cxlRejReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  cxlRejReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }
}

export const venueOrderCancelReject50Encoder = new VenueOrderCancelReject50Encoder()

/**
 * Reads 9 VenueOrderCancelReject50 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueOrderCancelReject50Decoder {
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

  /** 39 OrdStatus. */
  ordStatus(): number {
    return this.frame.char(39)
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

  /** 60 TransactTime. */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 434 CxlRejResponseTo: 1 cancel, 2 replace. */
  cxlRejResponseTo(): number {
    return this.frame.char(434)
  }

  /** 102 CxlRejReason. */
  cxlRejReason(): number {
    return this.frame.int(102)
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

export const venueOrderCancelReject50 = new VenueOrderCancelReject50Decoder()
