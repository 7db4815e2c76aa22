// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { ApplIdsGroup } from './groups.ts'

/**
 * Writes BY ApplicationMessageReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ApplicationMessageReportEncoder {
  readonly writer = new MessageWriter(16985, 9, [52, 1356, 1426, 10414, 10411, 10413, 10412, 58, 1351, 1355, 1357])

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

  /** 1356 ApplReportID. */
  applReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  applReportIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  applReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1426 ApplReportType: 2 alive, 0 sequence reset. */
  applReportType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  applReportTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 10414 Ready: the service may do its work: read models in sync, inputs alive. */
  ready(value: boolean): this {
    this.writer.boolean(3, value)
    return this
  }

  /** 10411 HealthState: 0 starting, 1 recovering, 2 ready, 3 degraded, 4 stopping. */
  healthState(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  healthStateAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 10413 ServiceLife: number of this life of the service, higher after each start. */
  serviceLife(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  serviceLifeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 10412 DutyCycleAgeNs: longest turn of the agent since the last heartbeat (ns). */
  dutyCycleAgeNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  dutyCycleAgeNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 58 Text: status in words. */
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

  /** 1351 NoApplIDs. */
  noApplIds(count: number): this {
    this.writer.int(8, count)
    return this
  }

  /** 1355 RefApplID: stream, by number. */
  refApplId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  refApplIdText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  refApplIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }

  /** 1357 RefApplLastSeqNum: last sequence number written. */
  refApplLastSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(10)
    return this
  }

  refApplLastSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(10)
    return this
  }
}

export const applicationMessageReportEncoder = new ApplicationMessageReportEncoder()

/**
 * Reads BY ApplicationMessageReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ApplicationMessageReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #applIds = new ApplIdsGroup()

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

  /** 1356 ApplReportID. */
  get applReportIdOffset(): number {
    return this.frame.offsetOf(1356)
  }

  get applReportIdLength(): number {
    return this.frame.lengthOf(1356)
  }

  applReportIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1356, text)
  }

  applReportIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1356), table)
  }

  applReportIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1356), table)
  }

  applReportIdText(): string {
    return this.frame.text(1356)
  }

  /** 1426 ApplReportType: 2 alive, 0 sequence reset. */
  applReportType(): number {
    return this.frame.int(1426)
  }

  /** 10414 Ready: the service may do its work: read models in sync, inputs alive. */
  ready(): boolean {
    return this.frame.boolean(10414)
  }

  /** 10411 HealthState: 0 starting, 1 recovering, 2 ready, 3 degraded, 4 stopping. */
  healthState(): number {
    return this.frame.int(10411)
  }

  /** 10413 ServiceLife: number of this life of the service, higher after each start. */
  serviceLife(): number {
    return this.frame.int(10413)
  }

  /** 10412 DutyCycleAgeNs: longest turn of the agent since the last heartbeat (ns). */
  dutyCycleAgeNs(): number {
    return this.frame.int(10412)
  }

  /** 58 Text: status in words. */
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

  /** 1351 NoApplIDs: the entries, before the first. */
  noApplIds(): ApplIdsGroup {
    return this.#applIds.begin(this.frame)
  }
}

export const applicationMessageReport = new ApplicationMessageReportDecoder()
