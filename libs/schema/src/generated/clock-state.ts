// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes UC ClockState. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ClockStateEncoder {
  readonly writer = new MessageWriter(21827, 9, [52, 60, 10400, 10401, 10402])

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

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(1)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(1)
    return this
  }

  /** 10400 ClockOffsetNs: estimated offset from UTC (ns). */
  clockOffsetNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  clockOffsetNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 10401 ClockErrorNs: bound of the error (ns). */
  clockErrorNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(3)
    return this
  }

  clockErrorNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(3)
    return this
  }

  /** 10402 ClockSource: ptp, ntp or none. */
  clockSource(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  clockSourceText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  clockSourceFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }
}

export const clockStateEncoder = new ClockStateEncoder()

/**
 * Reads UC ClockState from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ClockStateDecoder {
  frame: FixFrame = NO_FRAME

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

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 10400 ClockOffsetNs: estimated offset from UTC (ns). */
  clockOffsetNs(): number {
    return this.frame.int(10400)
  }

  /** 10401 ClockErrorNs: bound of the error (ns). */
  clockErrorNs(): number {
    return this.frame.int(10401)
  }

  /** 10402 ClockSource: ptp, ntp or none. */
  get clockSourceOffset(): number {
    return this.frame.offsetOf(10402)
  }

  get clockSourceLength(): number {
    return this.frame.lengthOf(10402)
  }

  clockSourceIs(text: Uint8Array): boolean {
    return this.frame.equals(10402, text)
  }

  clockSourceFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10402), table)
  }

  clockSourceIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10402), table)
  }

  clockSourceText(): string {
    return this.frame.text(10402)
  }
}

export const clockState = new ClockStateDecoder()
