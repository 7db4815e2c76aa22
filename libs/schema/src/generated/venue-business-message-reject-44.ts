// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { BodySink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes j VenueBusinessMessageReject44. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class VenueBusinessMessageReject44Encoder {
  readonly writer = new MessageWriter(106, 6, [52, 45, 372, 379, 380, 58])

  /** Begins a body, 35=j first. */
  beginBody(out: BodySink, streamId: number, lengthMax = 1024): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }

  /** 45 RefSeqNum. */
  refSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(1)
    return this
  }

  refSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(1)
    return this
  }

  /** 372 RefMsgType. */
  refMsgType(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  refMsgTypeText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  refMsgTypeFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 379 BusinessRejectRefID. */
  businessRejectRefId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  businessRejectRefIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  businessRejectRefIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 380 BusinessRejectReason. */
  businessRejectReason(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  businessRejectReasonAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }
}

export const venueBusinessMessageReject44Encoder = new VenueBusinessMessageReject44Encoder()

/**
 * Reads j VenueBusinessMessageReject44 from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class VenueBusinessMessageReject44Decoder {
  frame: FixFrame = NO_FRAME

  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
  }

  /** 45 RefSeqNum. */
  refSeqNum(): number {
    return this.frame.int(45)
  }

  /** 372 RefMsgType. */
  get refMsgTypeOffset(): number {
    return this.frame.offsetOf(372)
  }

  get refMsgTypeLength(): number {
    return this.frame.lengthOf(372)
  }

  refMsgTypeIs(text: Uint8Array): boolean {
    return this.frame.equals(372, text)
  }

  refMsgTypeFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(372), table)
  }

  refMsgTypeIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(372), table)
  }

  refMsgTypeText(): string {
    return this.frame.text(372)
  }

  /** 379 BusinessRejectRefID. */
  get businessRejectRefIdOffset(): number {
    return this.frame.offsetOf(379)
  }

  get businessRejectRefIdLength(): number {
    return this.frame.lengthOf(379)
  }

  businessRejectRefIdIs(text: Uint8Array): boolean {
    return this.frame.equals(379, text)
  }

  businessRejectRefIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(379), table)
  }

  businessRejectRefIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(379), table)
  }

  businessRejectRefIdText(): string {
    return this.frame.text(379)
  }

  /** 380 BusinessRejectReason. */
  businessRejectReason(): number {
    return this.frame.int(380)
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

export const venueBusinessMessageReject44 = new VenueBusinessMessageReject44Decoder()
