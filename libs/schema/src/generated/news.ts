// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { LinesOfTextGroup } from './groups.ts'

/**
 * Writes B News. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class NewsEncoder {
  readonly writer = new MessageWriter(66, 9, [52, 148, 61, 1473, 1180, 1181, 33, 58])

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

  /** 148 Headline: one line. */
  headline(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  headlineText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  headlineFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 61 Urgency: 0 normal, 1 flash, 2 background. */
  urgency(code: number): this {
    this.writer.char(2, code)
    return this
  }

  /** 1473 NewsCategory: 3 technical. */
  newsCategory(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  newsCategoryAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 1180 ApplID. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 1181 ApplSeqNum. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 33 NoLinesOfText. */
  noLinesOfText(count: number): this {
    this.writer.int(6, count)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(7, table, id)
    return this
  }
}

export const newsEncoder = new NewsEncoder()

/**
 * Reads B News from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class NewsDecoder {
  frame: FixFrame = NO_FRAME
  readonly #linesOfText = new LinesOfTextGroup()

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

  /** 148 Headline: one line. */
  get headlineOffset(): number {
    return this.frame.offsetOf(148)
  }

  get headlineLength(): number {
    return this.frame.lengthOf(148)
  }

  headlineIs(text: Uint8Array): boolean {
    return this.frame.equals(148, text)
  }

  headlineFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(148), table)
  }

  headlineIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(148), table)
  }

  headlineText(): string {
    return this.frame.text(148)
  }

  /** 61 Urgency: 0 normal, 1 flash, 2 background. */
  urgency(): number {
    return this.frame.char(61)
  }

  /** 1473 NewsCategory: 3 technical. */
  newsCategory(): number {
    return this.frame.int(1473)
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

  /** 33 NoLinesOfText: the entries, before the first. */
  noLinesOfText(): LinesOfTextGroup {
    return this.#linesOfText.begin(this.frame)
  }
}

export const news = new NewsDecoder()
