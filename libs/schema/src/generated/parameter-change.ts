// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes UP ParameterChange. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ParameterChangeEncoder {
  readonly writer = new MessageWriter(21840, 9, [52, 10507, 10506, 10111, 55, 1301, 10500, 10501, 10502, 10503, 10504, 10505, 60, 58, 10000, 10001])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 1024): this {
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

  /** 10507 ParameterRequestID: identifies the request and its answer. */
  parameterRequestId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  parameterRequestIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  parameterRequestIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 10506 ParameterAction: 1 asked for, 2 in force, 3 refused. */
  parameterAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  parameterActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 55 Symbol: absent: all instruments of the strategy. */
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

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 10500 ParameterName: name of the parameter. */
  parameterName(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  parameterNameText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  parameterNameFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 10501 ParameterOldValue: value before. */
  parameterOldValueE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(7)
    return this
  }

  parameterOldValueE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(7)
    return this
  }

  /** 10502 ParameterNewValue: value asked for or in force. */
  parameterNewValueE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(8)
    return this
  }

  parameterNewValueE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(8)
    return this
  }

  /** 10503 ParameterMin: smallest value allowed. */
  parameterMinE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(9)
    return this
  }

  parameterMinE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(9)
    return this
  }

  /** 10504 ParameterMax: largest value allowed. */
  parameterMaxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(10)
    return this
  }

  parameterMaxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(10)
    return this
  }

  /** 10505 ParameterActor: operator or service that changed it. */
  parameterActor(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  parameterActorText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  parameterActorFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(12)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(12)
    return this
  }

  /** 58 Text: reason in words. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(15)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(15)
    return this
  }
}

export const parameterChangeEncoder = new ParameterChangeEncoder()

/**
 * Reads UP ParameterChange from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ParameterChangeDecoder {
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

  /** 10507 ParameterRequestID: identifies the request and its answer. */
  get parameterRequestIdOffset(): number {
    return this.frame.offsetOf(10507)
  }

  get parameterRequestIdLength(): number {
    return this.frame.lengthOf(10507)
  }

  parameterRequestIdIs(text: Uint8Array): boolean {
    return this.frame.equals(10507, text)
  }

  parameterRequestIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10507), table)
  }

  parameterRequestIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10507), table)
  }

  parameterRequestIdText(): string {
    return this.frame.text(10507)
  }

  /** 10506 ParameterAction: 1 asked for, 2 in force, 3 refused. */
  parameterAction(): number {
    return this.frame.int(10506)
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  get strategyIdOffset(): number {
    return this.frame.offsetOf(10111)
  }

  get strategyIdLength(): number {
    return this.frame.lengthOf(10111)
  }

  strategyIdIs(text: Uint8Array): boolean {
    return this.frame.equals(10111, text)
  }

  strategyIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10111), table)
  }

  strategyIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10111), table)
  }

  strategyIdText(): string {
    return this.frame.text(10111)
  }

  /** 55 Symbol: absent: all instruments of the strategy. */
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

  /** 1301 MarketID. */
  get marketIdOffset(): number {
    return this.frame.offsetOf(1301)
  }

  get marketIdLength(): number {
    return this.frame.lengthOf(1301)
  }

  marketIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1301, text)
  }

  marketIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1301), table)
  }

  marketIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1301), table)
  }

  marketIdText(): string {
    return this.frame.text(1301)
  }

  /** 10500 ParameterName: name of the parameter. */
  get parameterNameOffset(): number {
    return this.frame.offsetOf(10500)
  }

  get parameterNameLength(): number {
    return this.frame.lengthOf(10500)
  }

  parameterNameIs(text: Uint8Array): boolean {
    return this.frame.equals(10500, text)
  }

  parameterNameFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10500), table)
  }

  parameterNameIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10500), table)
  }

  parameterNameText(): string {
    return this.frame.text(10500)
  }

  /** 10501 ParameterOldValue: value before. */
  parameterOldValueE8(): number {
    const source = this.frame
    source.readDecimal(10501)
    return source.value
  }

  /** 10502 ParameterNewValue: value asked for or in force. */
  parameterNewValueE8(): number {
    const source = this.frame
    source.readDecimal(10502)
    return source.value
  }

  /** 10503 ParameterMin: smallest value allowed. */
  parameterMinE8(): number {
    const source = this.frame
    source.readDecimal(10503)
    return source.value
  }

  /** 10504 ParameterMax: largest value allowed. */
  parameterMaxE8(): number {
    const source = this.frame
    source.readDecimal(10504)
    return source.value
  }

  /** 10505 ParameterActor: operator or service that changed it. */
  get parameterActorOffset(): number {
    return this.frame.offsetOf(10505)
  }

  get parameterActorLength(): number {
    return this.frame.lengthOf(10505)
  }

  parameterActorIs(text: Uint8Array): boolean {
    return this.frame.equals(10505, text)
  }

  parameterActorFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10505), table)
  }

  parameterActorIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10505), table)
  }

  parameterActorText(): string {
    return this.frame.text(10505)
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 58 Text: reason in words. */
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

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(): number {
    return this.frame.int(10000)
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(): number {
    const source = this.frame
    source.readUtc(10001)
    return source.value
  }
}

export const parameterChange = new ParameterChangeDecoder()
