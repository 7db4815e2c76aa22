// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes q VenueOrderMassCancelRequest44. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueOrderMassCancelRequest44Encoder {
  readonly writer = new MessageWriter(113, 6, [52, 11, 530, 55, 54, 60, 58])

  /** Begins a body, 35=q first. */
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

  /** 530 MassCancelRequestType: 1 a security, 7 all. */
  massCancelRequestType(code: number): this {
    this.writer.char(2, code)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 60 TransactTime. */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(5)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(5)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }
}

export const venueOrderMassCancelRequest44Encoder = new VenueOrderMassCancelRequest44Encoder()

/**
 * Reads q VenueOrderMassCancelRequest44 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueOrderMassCancelRequest44Decoder {
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

  /** 530 MassCancelRequestType: 1 a security, 7 all. */
  massCancelRequestType(): number {
    return this.frame.char(530)
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

export const venueOrderMassCancelRequest44 = new VenueOrderMassCancelRequest44Decoder()
