// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes AF VenueOrderMassStatusRequest44. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueOrderMassStatusRequest44Encoder {
  readonly writer = new MessageWriter(16710, 6, [52, 584, 585, 1, 55, 54])

  /** Begins a body, 35=AF first. */
  beginBody(out: BodySink, streamId: number, lengthMax = 1024): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }

  /** 584 MassStatusReqID. */
  massStatusReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  massStatusReqIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  massStatusReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 585 MassStatusReqType: 7 all. */
  massStatusReqType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  massStatusReqTypeAt(column: Float64Array, index: number): this {
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

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(5, code)
    return this
  }
}

export const venueOrderMassStatusRequest44Encoder = new VenueOrderMassStatusRequest44Encoder()

/**
 * Reads AF VenueOrderMassStatusRequest44 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueOrderMassStatusRequest44Decoder {
  frame: FixFrame = NO_FRAME

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
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

  /** 585 MassStatusReqType: 7 all. */
  massStatusReqType(): number {
    return this.frame.int(585)
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

  /** 54 Side. */
  side(): number {
    return this.frame.char(54)
  }
}

export const venueOrderMassStatusRequest44 = new VenueOrderMassStatusRequest44Decoder()
