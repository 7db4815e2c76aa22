// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { MdStatisticsGroup } from './groups.ts'

/**
 * Writes DP MarketDataStatisticsReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class MarketDataStatisticsReportEncoder {
  readonly writer = new MessageWriter(17488, 9, [52, 2453, 1301, 55, 1180, 1181, 60, 2474, 2456, 2457, 2459, 2454, 2464, 2466, 2467, 2476, 2478, 2479, 10320, 10306, 10316, 10321, 10322, 10323])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 8192): this {
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

  /** 2453 MDStatisticRptID. */
  mdStatisticRptId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  mdStatisticRptIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  mdStatisticRptIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1301 MarketID: venue. */
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

  /** 55 Symbol: absent: all instruments of the venue. */
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

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(6)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(6)
    return this
  }

  /** 2474 NoMDStatistics. */
  noMdStatistics(count: number): this {
    this.writer.int(7, count)
    return this
  }

  /** 2456 MDStatisticType: 1 count, 5 ratio, 11 average, 24 average duration, 28 median. */
  mdStatisticType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  mdStatisticTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 2457 MDStatisticScope: 5 orders, 8 trades, 18 outages. */
  mdStatisticScope(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(9)
    return this
  }

  mdStatisticScopeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(9)
    return this
  }

  /** 2459 MDStatisticScopeType. */
  mdStatisticScopeType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(10)
    return this
  }

  mdStatisticScopeTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(10)
    return this
  }

  /** 2454 MDStatisticName: metric in words. */
  mdStatisticName(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  mdStatisticNameText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  mdStatisticNameFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 2464 MDStatisticIntervalType: 1 sliding window. */
  mdStatisticIntervalType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(12)
    return this
  }

  mdStatisticIntervalTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(12)
    return this
  }

  /** 2466 MDStatisticIntervalPeriod. */
  mdStatisticIntervalPeriod(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(13)
    return this
  }

  mdStatisticIntervalPeriodAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(13)
    return this
  }

  /** 2467 MDStatisticIntervalUnit. */
  mdStatisticIntervalUnit(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  mdStatisticIntervalUnitAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 2476 MDStatisticTime. */
  mdStatisticTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(15)
    return this
  }

  mdStatisticTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(15)
    return this
  }

  /** 2478 MDStatisticValue: the value. */
  mdStatisticValueE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  mdStatisticValueE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 2479 MDStatisticValueType: 1 absolute, 2 percent. */
  mdStatisticValueType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(17)
    return this
  }

  mdStatisticValueTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(17)
    return this
  }

  /** 10320 VenueMetric: see VENUE_METRIC. */
  venueMetric(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(18)
    return this
  }

  venueMetricAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(18)
    return this
  }

  /** 10306 MarkoutHorizonMs: of metrics that have a horizon (ms). */
  markoutHorizonMs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(19)
    return this
  }

  markoutHorizonMsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(19)
    return this
  }

  /** 10316 SizeBucket: size class of the order, 0 is the smallest. */
  sizeBucket(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(20)
    return this
  }

  sizeBucketAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(20)
    return this
  }

  /** 10321 SampleCount: fills or orders the value rests on. */
  sampleCount(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  sampleCountAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }

  /** 10322 ConfidenceLow: lower end of the 95 % interval. */
  confidenceLowE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(22)
    return this
  }

  confidenceLowE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(22)
    return this
  }

  /** 10323 ConfidenceHigh: upper end of the 95 % interval. */
  confidenceHighE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(23)
    return this
  }

  confidenceHighE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(23)
    return this
  }
}

export const marketDataStatisticsReportEncoder = new MarketDataStatisticsReportEncoder()

/**
 * Reads DP MarketDataStatisticsReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class MarketDataStatisticsReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #mdStatistics = new MdStatisticsGroup()

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

  /** 2453 MDStatisticRptID. */
  get mdStatisticRptIdOffset(): number {
    return this.frame.offsetOf(2453)
  }

  get mdStatisticRptIdLength(): number {
    return this.frame.lengthOf(2453)
  }

  mdStatisticRptIdIs(text: Uint8Array): boolean {
    return this.frame.equals(2453, text)
  }

  mdStatisticRptIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(2453), table)
  }

  mdStatisticRptIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(2453), table)
  }

  mdStatisticRptIdText(): string {
    return this.frame.text(2453)
  }

  /** 1301 MarketID: venue. */
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

  /** 55 Symbol: absent: all instruments of the venue. */
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

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 2474 NoMDStatistics: the entries, before the first. */
  noMdStatistics(): MdStatisticsGroup {
    return this.#mdStatistics.begin(this.frame)
  }
}

export const marketDataStatisticsReport = new MarketDataStatisticsReportDecoder()
