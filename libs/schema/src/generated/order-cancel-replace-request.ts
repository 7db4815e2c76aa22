// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup, TrdRegTimestampsGroup } from './groups.ts'

/**
 * Writes G OrderCancelReplaceRequest. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class OrderCancelReplaceRequestEncoder {
  readonly writer = new MessageWriter(71, 9, [52, 11, 41, 37, 1, 55, 1301, 54, 38, 40, 44, 99, 59, 126, 18, 110, 1138, 60, 10111, 10000, 10001, 10200, 10201, 58, 453, 448, 447, 452, 768, 769, 770, 771])

  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = 1536): this {
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

  /** 11 ClOrdID: new id. */
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

  /** 41 OrigClOrdID: id of the order as it stands. */
  origClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  origClOrdIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  origClOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 37 OrderID: id given by the venue. */
  orderId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  orderIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  orderIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
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

  /** 1301 MarketID: venue of the desk configuration; absent: the router chooses. */
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

  /** 54 Side: 1 buy, 2 sell. */
  side(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(8)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(8)
    return this
  }

  /** 40 OrdType: 1 market, 2 limit, P pegged. */
  ordType(code: number): this {
    this.writer.char(9, code)
    return this
  }

  /** 44 Price (quote currency). */
  priceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(10)
    return this
  }

  priceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(10)
    return this
  }

  /** 99 StopPx (quote currency). */
  stopPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(11)
    return this
  }

  stopPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(11)
    return this
  }

  /** 59 TimeInForce: 0 day, 1 GTC, 3 IOC, 4 FOK, 6 GTD; absent: day. */
  timeInForce(code: number): this {
    this.writer.char(12, code)
    return this
  }

  /** 126 ExpireTime (UTC, ns). */
  expireTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(13)
    return this
  }

  expireTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(13)
    return this
  }

  /** 18 ExecInst: 6 post only, o cancel on connection loss. */
  execInst(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(14, bytes, offset, length)
    return this
  }

  execInstText(text: string): this {
    this.writer.string(14, text)
    return this
  }

  execInstFrom(table: AsciiTable, id: number): this {
    this.writer.from(14, table, id)
    return this
  }

  /** 110 MinQty (units of the instrument). */
  minQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(15)
    return this
  }

  minQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(15)
    return this
  }

  /** 1138 DisplayQty: iceberg (units of the instrument). */
  displayQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  displayQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(17)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(17)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(18, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(18, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(18, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(19)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(19)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(20)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(20)
    return this
  }

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  riskDecisionIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }

  /** 10201 LimitsVersion: version of the limits it was checked against. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(22)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(22)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(23, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(23, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(23, table, id)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(24, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(25, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(25, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(25, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(26, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(27)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(27)
    return this
  }

  /** 768 NoTrdRegTimestamps. */
  noTrdRegTimestamps(count: number): this {
    this.writer.int(28, count)
    return this
  }

  /** 769 TrdRegTimestamp: when (UTC, ns). */
  trdRegTimestamp(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(29)
    return this
  }

  trdRegTimestampAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(29)
    return this
  }

  /** 770 TrdRegTimestampType: 10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue. */
  trdRegTimestampType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(30)
    return this
  }

  trdRegTimestampTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(30)
    return this
  }

  /** 771 TrdRegTimestampOrigin: service. */
  trdRegTimestampOrigin(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(31, bytes, offset, length)
    return this
  }

  trdRegTimestampOriginText(text: string): this {
    this.writer.string(31, text)
    return this
  }

  trdRegTimestampOriginFrom(table: AsciiTable, id: number): this {
    this.writer.from(31, table, id)
    return this
  }
}

export const orderCancelReplaceRequestEncoder = new OrderCancelReplaceRequestEncoder()

/**
 * Reads G OrderCancelReplaceRequest from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class OrderCancelReplaceRequestDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()
  readonly #trdRegTimestamps = new TrdRegTimestampsGroup()

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

  /** 11 ClOrdID: new id. */
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

  /** 41 OrigClOrdID: id of the order as it stands. */
  get origClOrdIdOffset(): number {
    return this.frame.offsetOf(41)
  }

  get origClOrdIdLength(): number {
    return this.frame.lengthOf(41)
  }

  origClOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(41, text)
  }

  origClOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(41), table)
  }

  origClOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(41), table)
  }

  origClOrdIdText(): string {
    return this.frame.text(41)
  }

  /** 37 OrderID: id given by the venue. */
  get orderIdOffset(): number {
    return this.frame.offsetOf(37)
  }

  get orderIdLength(): number {
    return this.frame.lengthOf(37)
  }

  orderIdIs(text: Uint8Array): boolean {
    return this.frame.equals(37, text)
  }

  orderIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(37), table)
  }

  orderIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(37), table)
  }

  orderIdText(): string {
    return this.frame.text(37)
  }

  /** 1 Account. */
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

  /** 1301 MarketID: venue of the desk configuration; absent: the router chooses. */
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

  /** 54 Side: 1 buy, 2 sell. */
  side(): number {
    return this.frame.char(54)
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
    return source.value
  }

  /** 40 OrdType: 1 market, 2 limit, P pegged. */
  ordType(): number {
    return this.frame.char(40)
  }

  /** 44 Price (quote currency). */
  priceE8(): number {
    const source = this.frame
    source.readDecimal(44)
    return source.value
  }

  /** 99 StopPx (quote currency). */
  stopPxE8(): number {
    const source = this.frame
    source.readDecimal(99)
    return source.value
  }

  /** 59 TimeInForce: 0 day, 1 GTC, 3 IOC, 4 FOK, 6 GTD; absent: day. */
  timeInForce(): number {
    return this.frame.char(59)
  }

  /** 126 ExpireTime (UTC, ns). */
  expireTime(): number {
    const source = this.frame
    source.readUtc(126)
    return source.value
  }

  /** 18 ExecInst: 6 post only, o cancel on connection loss. */
  get execInstOffset(): number {
    return this.frame.offsetOf(18)
  }

  get execInstLength(): number {
    return this.frame.lengthOf(18)
  }

  execInstIs(text: Uint8Array): boolean {
    return this.frame.equals(18, text)
  }

  execInstFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(18), table)
  }

  execInstIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(18), table)
  }

  execInstText(): string {
    return this.frame.text(18)
  }

  /** 110 MinQty (units of the instrument). */
  minQtyE8(): number {
    const source = this.frame
    source.readDecimal(110)
    return source.value
  }

  /** 1138 DisplayQty: iceberg (units of the instrument). */
  displayQtyE8(): number {
    const source = this.frame
    source.readDecimal(1138)
    return source.value
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
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

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(): number {
    return this.frame.int(10200)
  }

  /** 10201 LimitsVersion: version of the limits it was checked against. */
  limitsVersion(): number {
    return this.frame.int(10201)
  }

  /** 58 Text. */
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

  /** 453 NoPartyIDs: the entries, before the first. */
  noPartyIds(): PartiesGroup {
    return this.#parties.begin(this.frame)
  }

  /** 768 NoTrdRegTimestamps: the entries, before the first. */
  noTrdRegTimestamps(): TrdRegTimestampsGroup {
    return this.#trdRegTimestamps.begin(this.frame)
  }
}

export const orderCancelReplaceRequest = new OrderCancelReplaceRequestDecoder()
