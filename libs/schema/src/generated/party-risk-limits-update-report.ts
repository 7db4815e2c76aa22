// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartyRiskLimitUpdatesGroup } from './groups.ts'

/**
 * Writes CR PartyRiskLimitsUpdateReport. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PartyRiskLimitsUpdateReportEncoder {
  readonly writer = new MessageWriter(17234, 9, [52, 1667, 1760, 60, 10201, 1180, 1181, 1677, 1324, 1671, 1691, 1692, 1693, 1669, 1529, 1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215, 1534, 1535, 1536, 1670, 2355])

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

  /** 1667 RiskLimitReportID. */
  riskLimitReportId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  riskLimitReportIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  riskLimitReportIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1760 RiskLimitRequestType: 2 use. */
  riskLimitRequestType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(2)
    return this
  }

  riskLimitRequestTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(2)
    return this
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(ns: number): this {
    const writer = this.writer
    writer.value = ns
    writer.putUtc(3)
    return this
  }

  transactTimeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putUtc(3)
    return this
  }

  /** 10201 LimitsVersion: version of the limits it was checked against. */
  limitsVersion(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(4)
    return this
  }

  limitsVersionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(4)
    return this
  }

  /** 1180 ApplID. */
  applId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(5, bytes, offset, length)
    return this
  }

  applIdText(text: string): this {
    this.writer.string(5, text)
    return this
  }

  applIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(5, table, id)
    return this
  }

  /** 1181 ApplSeqNum. */
  applSeqNum(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(6)
    return this
  }

  applSeqNumAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(6)
    return this
  }

  /** 1677 NoPartyRiskLimits. */
  noPartyRiskLimits(count: number): this {
    this.writer.int(7, count)
    return this
  }

  /** 1324 ListUpdateAction: A add, D delete, M modify, S snapshot. */
  listUpdateAction(code: number): this {
    this.writer.char(8, code)
    return this
  }

  /** 1671 NoPartyDetails. */
  noPartyDetails(count: number): this {
    this.writer.int(9, count)
    return this
  }

  /** 1691 PartyDetailID: firm, account or strategy. */
  partyDetailId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(10, bytes, offset, length)
    return this
  }

  partyDetailIdText(text: string): this {
    this.writer.string(10, text)
    return this
  }

  partyDetailIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(10, table, id)
    return this
  }

  /** 1692 PartyDetailIDSource: D proprietary. */
  partyDetailIdSource(code: number): this {
    this.writer.char(11, code)
    return this
  }

  /** 1693 PartyDetailRole: 1 firm, 24 account, 11 strategy. */
  partyDetailRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(12)
    return this
  }

  partyDetailRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(12)
    return this
  }

  /** 1669 NoRiskLimits. */
  noRiskLimits(count: number): this {
    this.writer.int(13, count)
    return this
  }

  /** 1529 NoRiskLimitTypes. */
  noRiskLimitTypes(count: number): this {
    this.writer.int(14, count)
    return this
  }

  /** 1530 RiskLimitType: 1 gross, 2 net, 3 exposure, 4 long, 5 short, 10 clip size, 11 order notional, 14 and 17 rates. */
  riskLimitType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(15)
    return this
  }

  riskLimitTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(15)
    return this
  }

  /** 1531 RiskLimitAmount: the limit (RiskLimitCurrency or units). */
  riskLimitAmountE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(16)
    return this
  }

  riskLimitAmountE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(16)
    return this
  }

  /** 1767 RiskLimitAction: 2 reject, 4 warn, 9 suspend, 10 halt. */
  riskLimitAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(17)
    return this
  }

  riskLimitActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(17)
    return this
  }

  /** 1766 RiskLimitUtilizationAmount: used (as the limit). */
  riskLimitUtilizationAmountE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(18)
    return this
  }

  riskLimitUtilizationAmountE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(18)
    return this
  }

  /** 1765 RiskLimitUtilizationPercent: used (fraction of the limit). */
  riskLimitUtilizationPercentE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(19)
    return this
  }

  riskLimitUtilizationPercentE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(19)
    return this
  }

  /** 1532 RiskLimitCurrency. */
  riskLimitCurrency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(20, bytes, offset, length)
    return this
  }

  riskLimitCurrencyText(text: string): this {
    this.writer.string(20, text)
    return this
  }

  riskLimitCurrencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(20, table, id)
    return this
  }

  /** 2336 RiskLimitVelocityPeriod. */
  riskLimitVelocityPeriod(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(21)
    return this
  }

  riskLimitVelocityPeriodAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(21)
    return this
  }

  /** 2337 RiskLimitVelocityUnit. */
  riskLimitVelocityUnit(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(22, bytes, offset, length)
    return this
  }

  riskLimitVelocityUnitText(text: string): this {
    this.writer.string(22, text)
    return this
  }

  riskLimitVelocityUnitFrom(table: AsciiTable, id: number): this {
    this.writer.from(22, table, id)
    return this
  }

  /** 1559 NoRiskWarningLevels. */
  noRiskWarningLevels(count: number): this {
    this.writer.int(23, count)
    return this
  }

  /** 1769 RiskWarningLevelAction: 4 warn, 2 reject, 9 suspend. */
  riskWarningLevelAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(24)
    return this
  }

  riskWarningLevelActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(24)
    return this
  }

  /** 1560 RiskWarningLevelPercent (fraction of the limit). */
  riskWarningLevelPercentE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(25)
    return this
  }

  riskWarningLevelPercentE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(25)
    return this
  }

  /** 10215 RiskCheck: name of the check, as in the reject text. */
  riskCheck(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(26, bytes, offset, length)
    return this
  }

  riskCheckText(text: string): this {
    this.writer.string(26, text)
    return this
  }

  riskCheckFrom(table: AsciiTable, id: number): this {
    this.writer.from(26, table, id)
    return this
  }

  /** 1534 NoRiskInstrumentScopes. */
  noRiskInstrumentScopes(count: number): this {
    this.writer.int(27, count)
    return this
  }

  /** 1535 InstrumentScopeOperator: 1 include. */
  instrumentScopeOperator(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(28)
    return this
  }

  instrumentScopeOperatorAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(28)
    return this
  }

  /** 1536 InstrumentScopeSymbol. */
  instrumentScopeSymbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(29, bytes, offset, length)
    return this
  }

  instrumentScopeSymbolText(text: string): this {
    this.writer.string(29, text)
    return this
  }

  instrumentScopeSymbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(29, table, id)
    return this
  }

  /** 1670 RiskLimitID. */
  riskLimitId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(30, bytes, offset, length)
    return this
  }

  riskLimitIdText(text: string): this {
    this.writer.string(30, text)
    return this
  }

  riskLimitIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(30, table, id)
    return this
  }

  /** 2355 PartyRiskLimitStatus. */
  partyRiskLimitStatus(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(31)
    return this
  }

  partyRiskLimitStatusAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(31)
    return this
  }
}

export const partyRiskLimitsUpdateReportEncoder = new PartyRiskLimitsUpdateReportEncoder()

/**
 * Reads CR PartyRiskLimitsUpdateReport from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PartyRiskLimitsUpdateReportDecoder {
  frame: FixFrame = NO_FRAME
  readonly #partyRiskLimitUpdates = new PartyRiskLimitUpdatesGroup()

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

  /** 1667 RiskLimitReportID. */
  get riskLimitReportIdOffset(): number {
    return this.frame.offsetOf(1667)
  }

  get riskLimitReportIdLength(): number {
    return this.frame.lengthOf(1667)
  }

  riskLimitReportIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1667, text)
  }

  riskLimitReportIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1667), table)
  }

  riskLimitReportIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1667), table)
  }

  riskLimitReportIdText(): string {
    return this.frame.text(1667)
  }

  /** 1760 RiskLimitRequestType: 2 use. */
  riskLimitRequestType(): number {
    return this.frame.int(1760)
  }

  /** 60 TransactTime (UTC, ns). */
  transactTime(): number {
    const source = this.frame
    source.readUtc(60)
    return source.value
  }

  /** 10201 LimitsVersion: version of the limits it was checked against. */
  limitsVersion(): number {
    return this.frame.int(10201)
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

  /** 1677 NoPartyRiskLimits: the entries, before the first. */
  noPartyRiskLimits(): PartyRiskLimitUpdatesGroup {
    return this.#partyRiskLimitUpdates.begin(this.frame)
  }
}

export const partyRiskLimitsUpdateReport = new PartyRiskLimitsUpdateReportDecoder()
