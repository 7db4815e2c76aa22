// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes F VenueOrderCancelRequest44. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueOrderCancelRequest44Encoder {
  readonly writer = new MessageWriter(70, 6, [52, 41, 11, 37, 1, 55, 207, 54, 60, 38, 58])

  /** Begins a body, 35=F first. */
  beginBody(out: BodySink, streamId: number, lengthMax = 1024): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }

  /** 41 OrigClOrdID. */
  origClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  origClOrdIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  origClOrdIdFrom(table: AsciiTable, id: number): this {
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

  /** 37 OrderID. */
  orderId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  orderIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  orderIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 207 SecurityExchange. */
  securityExchange(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  securityExchangeText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  securityExchangeFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 60 TransactTime. */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(8)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(8)
    return this
  }

  /** 38 OrderQty. */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(9)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(9)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }
}

export const venueOrderCancelRequest44Encoder = new VenueOrderCancelRequest44Encoder()

/**
 * Reads F VenueOrderCancelRequest44 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueOrderCancelRequest44Decoder {
  frame: FixFrame = NO_FRAME

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
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

  /** 60 TransactTime. */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 38 OrderQty. */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
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

export const venueOrderCancelRequest44 = new VenueOrderCancelRequest44Decoder()
