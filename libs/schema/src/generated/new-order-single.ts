// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartiesGroup, StrategyParametersGroup, TrdRegTimestampsGroup } from './groups.ts'

/**
 * Writes D NewOrderSingle. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class NewOrderSingleEncoder {
  readonly writer = new MessageWriter(68, 9, [52, 11, 1, 55, 1301, 54, 38, 40, 44, 99, 59, 126, 18, 110, 1138, 60, 77, 526, 847, 2362, 10111, 10000, 10001, 10200, 10201, 58, 453, 448, 447, 452, 957, 958, 959, 960, 768, 769, 770, 771])

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

  /** 11 ClOrdID: unique for the day: strategy, life, counter. */
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

  /** 55 Symbol: symbol of the desk configuration. */
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

  /** 1301 MarketID: venue of the desk configuration; absent: the router chooses. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(4, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(4, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(4, table, id)
    return this
  }

  /** 54 Side: 1 buy, 2 sell. */
  side(code: number): this {
    this.writer.char(5, code)
    return this
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(6)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(6)
    return this
  }

  /** 40 OrdType: 1 market, 2 limit, P pegged. */
  ordType(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 44 Price (quote currency). */
  priceE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(8)
    return this
  }

  priceE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(8)
    return this
  }

  /** 99 StopPx (quote currency). */
  stopPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(9)
    return this
  }

  stopPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(9)
    return this
  }

  /** 59 TimeInForce: 0 day, 1 GTC, 3 IOC, 4 FOK, 6 GTD; absent: day. */
  timeInForce(code: number): this {
    this.writer.char(10, code)
    return this
  }

  /** 126 ExpireTime (UTC, ns). */
  expireTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(11)
    return this
  }

  expireTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(11)
    return this
  }

  /** 18 ExecInst: 6 post only, o cancel on connection loss. */
  execInst(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(12, bytes, offset, length)
    return this
  }

  execInstText(text: string): this {
    this.writer.string(12, text)
    return this
  }

  execInstFrom(table: AsciiTable, id: number): this {
    this.writer.from(12, table, id)
    return this
  }

  /** 110 MinQty (units of the instrument). */
  minQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(13)
    return this
  }

  minQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(13)
    return this
  }

  /** 1138 DisplayQty: iceberg (units of the instrument). */
  displayQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(14)
    return this
  }

  displayQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(14)
    return this
  }

  /** 60 TransactTime: when the strategy decided (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(15)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(15)
    return this
  }

  /** 77 PositionEffect: C: may only reduce the position. */
  positionEffect(code: number): this {
    this.writer.char(16, code)
    return this
  }

  /** 526 SecondaryClOrdID: parent order or quote. */
  secondaryClOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(17, bytes, offset, length)
    return this
  }

  secondaryClOrdIdText(text: string): this {
    this.writer.string(17, text)
    return this
  }

  secondaryClOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(17, table, id)
    return this
  }

  /** 847 TargetStrategy: execution algorithm, see ORDER_ALGORITHM. */
  targetStrategy(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(18)
    return this
  }

  targetStrategyAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(18)
    return this
  }

  /** 2362 SelfMatchPreventionID. */
  selfMatchPreventionId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(19, bytes, offset, length)
    return this
  }

  selfMatchPreventionIdText(text: string): this {
    this.writer.string(19, text)
    return this
  }

  selfMatchPreventionIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(19, table, id)
    return this
  }

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(20, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(20, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(20, table, id)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(22)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(22)
    return this
  }

  /** 10200 RiskDecisionID: number of the gateway decision that let the message pass. */
  riskDecisionId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(23)
    return this
  }

  riskDecisionIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(23)
    return this
  }

  /** 10201 LimitsVersion: version of the limits it was checked against. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(24)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(24)
    return this
  }

  /** 58 Text. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(25, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(25, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(25, table, id)
    return this
  }

  /** 453 NoPartyIDs. */
  noPartyIds(count: number): this {
    this.writer.int(26, count)
    return this
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  partyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(27, bytes, offset, length)
    return this
  }

  partyIdText(text: string): this {
    this.writer.string(27, text)
    return this
  }

  partyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(27, table, id)
    return this
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(code: number): this {
    this.writer.char(28, code)
    return this
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(29)
    return this
  }

  partyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(29)
    return this
  }

  /** 957 NoStrategyParameters. */
  noStrategyParameters(count: number): this {
    this.writer.int(30, count)
    return this
  }

  /** 958 StrategyParameterName. */
  strategyParameterName(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(31, bytes, offset, length)
    return this
  }

  strategyParameterNameText(text: string): this {
    this.writer.string(31, text)
    return this
  }

  strategyParameterNameFrom(table: AsciiTable, id: number): this {
    this.writer.from(31, table, id)
    return this
  }

  /** 959 StrategyParameterType. */
  strategyParameterType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(32)
    return this
  }

  strategyParameterTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(32)
    return this
  }

  /** 960 StrategyParameterValue. */
  strategyParameterValue(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(33, bytes, offset, length)
    return this
  }

  strategyParameterValueText(text: string): this {
    this.writer.string(33, text)
    return this
  }

  strategyParameterValueFrom(table: AsciiTable, id: number): this {
    this.writer.from(33, table, id)
    return this
  }

  /** 768 NoTrdRegTimestamps. */
  noTrdRegTimestamps(count: number): this {
    this.writer.int(34, count)
    return this
  }

  /** 769 TrdRegTimestamp: when (UTC, ns). */
  trdRegTimestamp(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(35)
    return this
  }

  trdRegTimestampAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(35)
    return this
  }

  /** 770 TrdRegTimestampType: 10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue. */
  trdRegTimestampType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(36)
    return this
  }

  trdRegTimestampTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(36)
    return this
  }

  /** 771 TrdRegTimestampOrigin: service. */
  trdRegTimestampOrigin(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(37, bytes, offset, length)
    return this
  }

  trdRegTimestampOriginText(text: string): this {
    this.writer.string(37, text)
    return this
  }

  trdRegTimestampOriginFrom(table: AsciiTable, id: number): this {
    this.writer.from(37, table, id)
    return this
  }
}

export const newOrderSingleEncoder = new NewOrderSingleEncoder()

/**
 * Reads D NewOrderSingle from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class NewOrderSingleDecoder {
  frame: FixFrame = NO_FRAME
  readonly #parties = new PartiesGroup()
  readonly #strategyParameters = new StrategyParametersGroup()
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

  /** 11 ClOrdID: unique for the day: strategy, life, counter. */
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

  /** 77 PositionEffect: C: may only reduce the position. */
  positionEffect(): number {
    return this.frame.char(77)
  }

  /** 526 SecondaryClOrdID: parent order or quote. */
  get secondaryClOrdIdOffset(): number {
    return this.frame.offsetOf(526)
  }

  get secondaryClOrdIdLength(): number {
    return this.frame.lengthOf(526)
  }

  secondaryClOrdIdIs(text: Uint8Array): boolean {
    return this.frame.equals(526, text)
  }

  secondaryClOrdIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(526), table)
  }

  secondaryClOrdIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(526), table)
  }

  secondaryClOrdIdText(): string {
    return this.frame.text(526)
  }

  /** 847 TargetStrategy: execution algorithm, see ORDER_ALGORITHM. */
  targetStrategy(): number {
    return this.frame.int(847)
  }

  /** 2362 SelfMatchPreventionID. */
  get selfMatchPreventionIdOffset(): number {
    return this.frame.offsetOf(2362)
  }

  get selfMatchPreventionIdLength(): number {
    return this.frame.lengthOf(2362)
  }

  selfMatchPreventionIdIs(text: Uint8Array): boolean {
    return this.frame.equals(2362, text)
  }

  selfMatchPreventionIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(2362), table)
  }

  selfMatchPreventionIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(2362), table)
  }

  selfMatchPreventionIdText(): string {
    return this.frame.text(2362)
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

  /** 957 NoStrategyParameters: the entries, before the first. */
  noStrategyParameters(): StrategyParametersGroup {
    return this.#strategyParameters.begin(this.frame)
  }

  /** 768 NoTrdRegTimestamps: the entries, before the first. */
  noTrdRegTimestamps(): TrdRegTimestampsGroup {
    return this.#trdRegTimestamps.begin(this.frame)
  }
}

export const newOrderSingle = new NewOrderSingleDecoder()
