// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { LegsGroup } from './groups.ts'

/**
 * Writes AB NewOrderMultileg. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class NewOrderMultilegEncoder {
  readonly writer = new MessageWriter(16706, 9, [52, 11, 1, 10111, 54, 38, 40, 59, 60, 10000, 10001, 555, 600, 616, 623, 624, 566, 654])

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

  /** 11 ClOrdID: unique for the day. */
  clOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  clOrdIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  clOrdIdFrom(table: AsciiTable, id: number): this {
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

  /** 54 Side: 1 buy, 2 sell. */
  side(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 38 OrderQty: times the ratio of a leg. */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(5)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(5)
    return this
  }

  /** 40 OrdType: 1 market, 2 limit. */
  ordType(code: number): this {
    this.writer.char(6, code)
    return this
  }

  /** 59 TimeInForce: 0 day, 1 GTC, 3 IOC, 4 FOK; absent: day. */
  timeInForce(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(8)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(8)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(9)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(9)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(10)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(10)
    return this
  }

  /** 555 NoLegs. */
  noLegs(count: number): this {
    this.writer.int(11, count)
    return this
  }

  /** 600 LegSymbol: symbol of the desk configuration. */
  legSymbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(12, bytes, offset, length)
    return this
  }

  legSymbolText(text: string): this {
    this.writer.string(12, text)
    return this
  }

  legSymbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(12, table, id)
    return this
  }

  /** 616 LegSecurityExchange: venue of the desk configuration. */
  legSecurityExchange(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(13, bytes, offset, length)
    return this
  }

  legSecurityExchangeText(text: string): this {
    this.writer.string(13, text)
    return this
  }

  legSecurityExchangeFrom(table: AsciiTable, id: number): this {
    this.writer.from(13, table, id)
    return this
  }

  /** 623 LegRatioQty: quantity of the leg for one of the order; absent: 1. */
  legRatioQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(14)
    return this
  }

  legRatioQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(14)
    return this
  }

  /** 624 LegSide: 1 buy, 2 sell. */
  legSide(code: number): this {
    this.writer.char(15, code)
    return this
  }

  /** 566 LegPrice: absent: a market order (quote currency). */
  legPriceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  legPriceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 654 LegRefID. */
  legRefId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  legRefIdText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  legRefIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }
}

export const newOrderMultilegEncoder = new NewOrderMultilegEncoder()

/**
 * Reads AB NewOrderMultileg from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class NewOrderMultilegDecoder {
  frame: FixFrame = NO_FRAME
  readonly #legs = new LegsGroup()

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

  /** 11 ClOrdID: unique for the day. */
  get clOrdIdOffset(): number {
    return this.frame.offsetOf(11)
  }

  get clOrdIdLength(): number {
    return this.frame.lengthOf(11)
  }

  clOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(11, text)
  }

  clOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(11), table)
  }

  clOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(11), table)
  }

  clOrdIdText(): string {
    return this.frame.text(11)
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

  /** 54 Side: 1 buy, 2 sell. */
  side(): number {
    return this.frame.char(54)
  }

  /** 38 OrderQty: times the ratio of a leg. */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
    return source.value
  }

  /** 40 OrdType: 1 market, 2 limit. */
  ordType(): number {
    return this.frame.char(40)
  }

  /** 59 TimeInForce: 0 day, 1 GTC, 3 IOC, 4 FOK; absent: day. */
  timeInForce(): number {
    return this.frame.char(59)
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

  /** 555 NoLegs: the entries, before the first. */
  noLegs(): LegsGroup {
    return this.#legs.begin(this.frame)
  }
}

export const newOrderMultileg = new NewOrderMultilegDecoder()
