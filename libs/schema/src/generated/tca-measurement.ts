// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { MarkoutsGroup } from './groups.ts'

/**
 * Writes UT TcaMeasurement. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class TcaMeasurementEncoder {
  readonly writer = new MessageWriter(21844, 9, [52, 17, 11, 37, 10309, 1, 55, 1301, 54, 38, 32, 31, 14, 6, 851, 60, 10111, 10316, 10300, 10301, 10302, 10317, 10303, 10304, 10308, 10318, 10311, 10312, 10313, 10314, 10315, 10000, 10001, 10305, 10306, 10307])

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

  /** 17 ExecID: of the fill; of the last report for an order. */
  execId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  execIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  execIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 11 ClOrdID. */
  clOrdId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(2, bytes, offset, length)
    return this
  }

  clOrdIdText(text: string): this {
    this.writer.string(2, text)
    return this
  }

  clOrdIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(2, table, id)
    return this
  }

  /** 37 OrderID. */
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

  /** 10309 TcaKind: 1 fill, 2 markout of a fill, 3 order done. */
  tcaKind(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  tcaKindAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 1 Account. */
  account(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  accountText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  accountFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 55 Symbol. */
  symbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(6, bytes, offset, length)
    return this
  }

  symbolText(text: string): this {
    this.writer.string(6, text)
    return this
  }

  symbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(6, table, id)
    return this
  }

  /** 1301 MarketID. */
  marketId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(7, bytes, offset, length)
    return this
  }

  marketIdText(text: string): this {
    this.writer.string(7, text)
    return this
  }

  marketIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(7, table, id)
    return this
  }

  /** 54 Side. */
  side(code: number): this {
    this.writer.char(8, code)
    return this
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(9)
    return this
  }

  orderQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(9)
    return this
  }

  /** 32 LastQty (units of the instrument). */
  lastQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(10)
    return this
  }

  lastQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(10)
    return this
  }

  /** 31 LastPx (quote currency). */
  lastPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(11)
    return this
  }

  lastPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(11)
    return this
  }

  /** 14 CumQty (units of the instrument). */
  cumQtyE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(12)
    return this
  }

  cumQtyE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(12)
    return this
  }

  /** 6 AvgPx (quote currency). */
  avgPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(13)
    return this
  }

  avgPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(13)
    return this
  }

  /** 851 LastLiquidityInd: 1 added, 2 removed. */
  lastLiquidityInd(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  lastLiquidityIndAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 60 TransactTime: of the fill (UTC, ns). */
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

  /** 10111 StrategyID: strategy of the desk configuration. */
  strategyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(16, bytes, offset, length)
    return this
  }

  strategyIdText(text: string): this {
    this.writer.string(16, text)
    return this
  }

  strategyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(16, table, id)
    return this
  }

  /** 10316 SizeBucket: size class of the order, 0 is the smallest. */
  sizeBucket(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(17)
    return this
  }

  sizeBucketAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(17)
    return this
  }

  /** 10300 ArrivalMid: mid when the order left the strategy (quote currency). */
  arrivalMidE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(18)
    return this
  }

  arrivalMidE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(18)
    return this
  }

  /** 10301 DecisionPx: price the decision was taken at (quote currency). */
  decisionPxE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(19)
    return this
  }

  decisionPxE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(19)
    return this
  }

  /** 10302 SlippageBps: against the arrival mid, positive is bad for us (bps of the arrival mid). */
  slippageBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(20)
    return this
  }

  slippageBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(20)
    return this
  }

  /** 10317 ShortfallBps: implementation shortfall of the order, positive is bad for us (bps of the decision price). */
  shortfallBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(21)
    return this
  }

  shortfallBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(21)
    return this
  }

  /** 10303 MarketVwap: volume-weighted price of the market over the life of the order (quote currency). */
  marketVwapE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(22)
    return this
  }

  marketVwapE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(22)
    return this
  }

  /** 10304 ParticipationRate: our share of the market volume over the life of the order, 0 to 1. */
  participationRateE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(23)
    return this
  }

  participationRateE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(23)
    return this
  }

  /** 10308 FeesBps: fees of the fill, a rebate is negative (bps of the notional). */
  feesBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(24)
    return this
  }

  feesBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(24)
    return this
  }

  /** 10318 EffectiveSpreadBps: twice the signed distance of the fill to the mid (bps of the mid). */
  effectiveSpreadBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(25)
    return this
  }

  effectiveSpreadBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(25)
    return this
  }

  /** 10311 RealizedSpreadBps: effective spread less twice the price impact (bps of the mid). */
  realizedSpreadBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(26)
    return this
  }

  realizedSpreadBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(26)
    return this
  }

  /** 10312 PriceImpactBps: move of the mid against the other side after the fill (bps of the mid). */
  priceImpactBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(27)
    return this
  }

  priceImpactBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(27)
    return this
  }

  /** 10313 TickToTradeNs: from IngestTime to the order leaving the ems (ns). */
  tickToTradeNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(28)
    return this
  }

  tickToTradeNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(28)
    return this
  }

  /** 10314 VenueResponseNs: from the order leaving the ems to the first answer (ns). */
  venueResponseNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(29)
    return this
  }

  venueResponseNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(29)
    return this
  }

  /** 10315 QueueTimeNs: from acknowledgement to fill (ns). */
  queueTimeNs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(30)
    return this
  }

  queueTimeNsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(30)
    return this
  }

  /** 10000 CauseID: number of the ingest event that led to this message. */
  causeId(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(31)
    return this
  }

  causeIdAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(31)
    return this
  }

  /** 10001 IngestTime: when the datagram or frame of that event was read (UTC, ns). */
  ingestTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(32)
    return this
  }

  ingestTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(32)
    return this
  }

  /** 10305 NoMarkouts. */
  noMarkouts(count: number): this {
    this.writer.int(33, count)
    return this
  }

  /** 10306 MarkoutHorizonMs: time after the fill (ms). */
  markoutHorizonMs(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(34)
    return this
  }

  markoutHorizonMsAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(34)
    return this
  }

  /** 10307 MarkoutBps: move of the mid in our favour since the fill (bps of the mid at the fill). */
  markoutBpsE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(35)
    return this
  }

  markoutBpsE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(35)
    return this
  }
}

export const tcaMeasurementEncoder = new TcaMeasurementEncoder()

/**
 * Reads UT TcaMeasurement from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class TcaMeasurementDecoder {
  frame: FixFrame = NO_FRAME
  readonly #markouts = new MarkoutsGroup()

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

  /** 17 ExecID: of the fill; of the last report for an order. */
  get execIdOffset(): number {
    return this.frame.offsetOf(17)
  }

  get execIdLength(): number {
    return this.frame.lengthOf(17)
  }

  execIdIs(text: Uint8Array): boolean {
    return this.frame.equals(17, text)
  }

  execIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(17), table)
  }

  execIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(17), table)
  }

  execIdText(): string {
    return this.frame.text(17)
  }

  /** 11 ClOrdID. */
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

  /** 37 OrderID. */
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

  /** 10309 TcaKind: 1 fill, 2 markout of a fill, 3 order done. */
  tcaKind(): number {
    return this.frame.int(10309)
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

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(): number {
    const source = this.frame
    source.readDecimal(38)
    return source.value
  }

  /** 32 LastQty (units of the instrument). */
  lastQtyE8(): number {
    const source = this.frame
    source.readDecimal(32)
    return source.value
  }

  /** 31 LastPx (quote currency). */
  lastPxE8(): number {
    const source = this.frame
    source.readDecimal(31)
    return source.value
  }

  /** 14 CumQty (units of the instrument). */
  cumQtyE8(): number {
    const source = this.frame
    source.readDecimal(14)
    return source.value
  }

  /** 6 AvgPx (quote currency). */
  avgPxE8(): number {
    const source = this.frame
    source.readDecimal(6)
    return source.value
  }

  /** 851 LastLiquidityInd: 1 added, 2 removed. */
  lastLiquidityInd(): number {
    return this.frame.int(851)
  }

  /** 60 TransactTime: of the fill (UTC, ns). */
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

  /** 10316 SizeBucket: size class of the order, 0 is the smallest. */
  sizeBucket(): number {
    return this.frame.int(10316)
  }

  /** 10300 ArrivalMid: mid when the order left the strategy (quote currency). */
  arrivalMidE8(): number {
    const source = this.frame
    source.readDecimal(10300)
    return source.value
  }

  /** 10301 DecisionPx: price the decision was taken at (quote currency). */
  decisionPxE8(): number {
    const source = this.frame
    source.readDecimal(10301)
    return source.value
  }

  /** 10302 SlippageBps: against the arrival mid, positive is bad for us (bps of the arrival mid). */
  slippageBpsE8(): number {
    const source = this.frame
    source.readDecimal(10302)
    return source.value
  }

  /** 10317 ShortfallBps: implementation shortfall of the order, positive is bad for us (bps of the decision price). */
  shortfallBpsE8(): number {
    const source = this.frame
    source.readDecimal(10317)
    return source.value
  }

  /** 10303 MarketVwap: volume-weighted price of the market over the life of the order (quote currency). */
  marketVwapE8(): number {
    const source = this.frame
    source.readDecimal(10303)
    return source.value
  }

  /** 10304 ParticipationRate: our share of the market volume over the life of the order, 0 to 1. */
  participationRateE8(): number {
    const source = this.frame
    source.readDecimal(10304)
    return source.value
  }

  /** 10308 FeesBps: fees of the fill, a rebate is negative (bps of the notional). */
  feesBpsE8(): number {
    const source = this.frame
    source.readDecimal(10308)
    return source.value
  }

  /** 10318 EffectiveSpreadBps: twice the signed distance of the fill to the mid (bps of the mid). */
  effectiveSpreadBpsE8(): number {
    const source = this.frame
    source.readDecimal(10318)
    return source.value
  }

  /** 10311 RealizedSpreadBps: effective spread less twice the price impact (bps of the mid). */
  realizedSpreadBpsE8(): number {
    const source = this.frame
    source.readDecimal(10311)
    return source.value
  }

  /** 10312 PriceImpactBps: move of the mid against the other side after the fill (bps of the mid). */
  priceImpactBpsE8(): number {
    const source = this.frame
    source.readDecimal(10312)
    return source.value
  }

  /** 10313 TickToTradeNs: from IngestTime to the order leaving the ems (ns). */
  tickToTradeNs(): number {
    return this.frame.int(10313)
  }

  /** 10314 VenueResponseNs: from the order leaving the ems to the first answer (ns). */
  venueResponseNs(): number {
    return this.frame.int(10314)
  }

  /** 10315 QueueTimeNs: from acknowledgement to fill (ns). */
  queueTimeNs(): number {
    return this.frame.int(10315)
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

  /** 10305 NoMarkouts: the entries, before the first. */
  noMarkouts(): MarkoutsGroup {
    return this.#markouts.begin(this.frame)
  }
}

export const tcaMeasurement = new TcaMeasurementDecoder()
