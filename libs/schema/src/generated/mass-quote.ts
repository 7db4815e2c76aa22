// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { QuoteSetsGroup } from './groups.ts'

/**
 * Writes i MassQuote. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class MassQuoteEncoder {
  readonly writer = new MessageWriter(105, 9, [52, 117, 1, 10111, 10000, 10001, 296, 302, 304, 295, 299, 55, 132, 133, 134, 135, 1301])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 16384): this {
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

  /** 117 QuoteID: unique for the day. */
  quoteId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  quoteIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  quoteIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1 Account: account of the desk configuration. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
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

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(5)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(5)
    return this
  }

  /** 296 NoQuoteSets. */
  noQuoteSets(count: number): this {
    this.writer.int(6, count)
    return this
  }

  /** 302 QuoteSetID. */
  quoteSetId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  quoteSetIdText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  quoteSetIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(7, table, id)
    return this
  }

  /** 304 TotNoQuoteEntries. */
  totNoQuoteEntries(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(8)
    return this
  }

  totNoQuoteEntriesAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(8)
    return this
  }

  /** 295 NoQuoteEntries. */
  noQuoteEntries(count: number): this {
    this.writer.int(9, count)
    return this
  }

  /** 299 QuoteEntryID: the quote that this one replaces has the same. */
  quoteEntryId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  quoteEntryIdText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  quoteEntryIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }

  /** 55 Symbol: symbol of the desk configuration. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(11, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(11, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(11, table, id)
    return this
  }

  /** 132 BidPx (quote currency). */
  bidPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(12)
    return this
  }

  bidPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(12)
    return this
  }

  /** 133 OfferPx (quote currency). */
  offerPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(13)
    return this
  }

  offerPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(13)
    return this
  }

  /** 134 BidSize: 0 or absent: no bid (units of the instrument). */
  bidSizeE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(14)
    return this
  }

  bidSizeE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(14)
    return this
  }

  /** 135 OfferSize: 0 or absent: no offer (units of the instrument). */
  offerSizeE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(15)
    return this
  }

  offerSizeE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(15)
    return this
  }

  /** 1301 MarketID: venue of the desk configuration. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(16, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(16, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(16, table, id)
    return this
  }
}

export const massQuoteEncoder = new MassQuoteEncoder()

/**
 * Reads i MassQuote from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class MassQuoteDecoder {
  frame: FixFrame = NO_FRAME
  readonly #quoteSets = new QuoteSetsGroup()

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

  /** 296 NoQuoteSets: the entries, before the first. */
  noQuoteSets(): QuoteSetsGroup {
    return this.#quoteSets.begin(this.frame)
  }
}

export const massQuote = new MassQuoteDecoder()
