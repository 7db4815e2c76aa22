// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { ApplIdRangesGroup } from './groups.ts'

/**
 * Writes BW ApplicationMessageRequest. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ApplicationMessageRequestEncoder {
  readonly writer = new MessageWriter(16983, 9, [52, 1346, 1347, 1351, 1355, 1182, 1183])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 512): this {
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

  /** 1346 ApplReqID. */
  applReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  applReqIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  applReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1347 ApplReqType: 0 retransmission. */
  applReqType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  applReqTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 1351 NoApplIDs. */
  noApplIds(count: number): this {
    this.writer.int(3, count)
    return this
  }

  /** 1355 RefApplID: stream or journal: EXEC. */
  refApplId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  refApplIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  refApplIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 1182 ApplBegSeqNum: first wanted. */
  applBegSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  applBegSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 1183 ApplEndSeqNum: last wanted, 0 for all so far. */
  applEndSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  applEndSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }
}

export const applicationMessageRequestEncoder = new ApplicationMessageRequestEncoder()

/**
 * Reads BW ApplicationMessageRequest from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ApplicationMessageRequestDecoder {
  frame: FixFrame = NO_FRAME
  readonly #applIdRanges = new ApplIdRangesGroup()

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

  /** 1346 ApplReqID. */
  get applReqIdOffset(): number {
    return this.frame.offsetOf(1346)
  }

  get applReqIdLength(): number {
    return this.frame.lengthOf(1346)
  }

  applReqIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1346, text)
  }

  applReqIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1346), table)
  }

  applReqIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1346), table)
  }

  applReqIdText(): string {
    return this.frame.text(1346)
  }

  /** 1347 ApplReqType: 0 retransmission. */
  applReqType(): number {
    return this.frame.int(1347)
  }

  /** 1351 NoApplIDs: the entries, before the first. */
  noApplIds(): ApplIdRangesGroup {
    return this.#applIdRanges.begin(this.frame)
  }
}

export const applicationMessageRequest = new ApplicationMessageRequestDecoder()
