// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes US Signal. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class SignalEncoder {
  readonly writer = new MessageWriter(21843, 9, [52, 55, 1301, 54, 60, 126, 10100, 10101, 10102, 10103, 10104, 10111, 10000, 10001])

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

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(3, code)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(4)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(4)
    return this
  }

  /** 126 ExpireTime (UTC, ns). */
  expireTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(5)
    return this
  }

  expireTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(5)
    return this
  }

  /** 10100 SignalHorizonMs: horizon of the forecast (ms). */
  signalHorizonMs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  signalHorizonMsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 10101 SignalForecastBps: expected move of the mid within the horizon (bps of the mid). */
  signalForecastBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(7)
    return this
  }

  signalForecastBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(7)
    return this
  }

  /** 10102 SignalConfidence: 0 to 1. */
  signalConfidenceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(8)
    return this
  }

  signalConfidenceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(8)
    return this
  }

  /** 10103 SignalModelID: name of the model. */
  signalModelId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  signalModelIdText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  signalModelIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }

  /** 10104 SignalInputSeqNum: last market-data sequence number the forecast used. */
  signalInputSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(10)
    return this
  }

  signalInputSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(10)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(12)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(12)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(13)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(13)
    return this
  }
}

export const signalEncoder = new SignalEncoder()

/**
 * Reads US Signal from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class SignalDecoder {
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

  /** 54 Side. */
  side(): number {
    return this.frame.char(54)
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 126 ExpireTime (UTC, ns). */
  expireTime(): number {
    const source = this.frame
    source.readUtc(126)
    return source.value
  }

  /** 10100 SignalHorizonMs: horizon of the forecast (ms). */
  signalHorizonMs(): number {
    return this.frame.int(10100)
  }

  /** 10101 SignalForecastBps: expected move of the mid within the horizon (bps of the mid). */
  signalForecastBpsE8(): number {
    const source = this.frame
    source.readDecimal(10101)
    return source.value
  }

  /** 10102 SignalConfidence: 0 to 1. */
  signalConfidenceE8(): number {
    const source = this.frame
    source.readDecimal(10102)
    return source.value
  }

  /** 10103 SignalModelID: name of the model. */
  get signalModelIdOffset(): number {
    return this.frame.offsetOf(10103)
  }

  get signalModelIdLength(): number {
    return this.frame.lengthOf(10103)
  }

  signalModelIdIs(text: Uint8Array): boolean {
    return this.frame.equals(10103, text)
  }

  signalModelIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(10103), table)
  }

  signalModelIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(10103), table)
  }

  signalModelIdText(): string {
    return this.frame.text(10103)
  }

  /** 10104 SignalInputSeqNum: last market-data sequence number the forecast used. */
  signalInputSeqNum(): number {
    return this.frame.int(10104)
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

export const signal = new SignalDecoder()
