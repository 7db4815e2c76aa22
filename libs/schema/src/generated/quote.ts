// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/**
 * Writes S Quote. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class QuoteEncoder {
  readonly writer = new MessageWriter(83, 9, [52, 131, 117, 1, 10111, 55, 1301, 132, 133, 134, 135, 60, 10000, 10001])

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

  /** 131 QuoteReqID. */
  quoteReqId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  quoteReqIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  quoteReqIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 117 QuoteID: unique for the day. */
  quoteId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  quoteIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  quoteIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 1 Account: account of the desk configuration. */
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

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 55 Symbol: symbol of the desk configuration. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 1301 MarketID: venue of the desk configuration. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 132 BidPx (quote currency). */
  bidPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(7)
    return this
  }

  bidPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(7)
    return this
  }

  /** 133 OfferPx (quote currency). */
  offerPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(8)
    return this
  }

  offerPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(8)
    return this
  }

  /** 134 BidSize: 0 or absent: no bid (units of the instrument). */
  bidSizeE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(9)
    return this
  }

  bidSizeE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(9)
    return this
  }

  /** 135 OfferSize: 0 or absent: no offer (units of the instrument). */
  offerSizeE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(10)
    return this
  }

  offerSizeE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(10)
    return this
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(11)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(11)
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

export const quoteEncoder = new QuoteEncoder()

/**
 * Reads S Quote from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class QuoteDecoder {
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

  /** 131 QuoteReqID. */
  get quoteReqIdOffset(): number {
    return this.frame.offsetOf(131)
  }

  get quoteReqIdLength(): number {
    return this.frame.lengthOf(131)
  }

  quoteReqIdIs(text: Uint8Array): boolean {
    return this.frame.equals(131, text)
  }

  quoteReqIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(131), table)
  }

  quoteReqIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(131), table)
  }

  quoteReqIdText(): string {
    return this.frame.text(131)
  }

  /** 117 QuoteID: unique for the day. */
  get quoteIdOffset(): number {
    return this.frame.offsetOf(117)
  }

  get quoteIdLength(): number {
    return this.frame.lengthOf(117)
  }

  quoteIdIs(text: Uint8Array): boolean {
    return this.frame.equals(117, text)
  }

  quoteIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(117), table)
  }

  quoteIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(117), table)
  }

  quoteIdText(): string {
    return this.frame.text(117)
  }

  /** 1 Account: account of the desk configuration. */
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

  /** 55 Symbol: symbol of the desk configuration. */
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

  /** 1301 MarketID: venue of the desk configuration. */
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

  /** 132 BidPx (quote currency). */
  bidPxE8(): number {
    const source = this.frame
    source.readDecimal(132)
    return source.value
  }

  /** 133 OfferPx (quote currency). */
  offerPxE8(): number {
    const source = this.frame
    source.readDecimal(133)
    return source.value
  }

  /** 134 BidSize: 0 or absent: no bid (units of the instrument). */
  bidSizeE8(): number {
    const source = this.frame
    source.readDecimal(134)
    return source.value
  }

  /** 135 OfferSize: 0 or absent: no offer (units of the instrument). */
  offerSizeE8(): number {
    const source = this.frame
    source.readDecimal(135)
    return source.value
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
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

export const quote = new QuoteDecoder()
