// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import type { FixFrame } from '@reflex/fix'
import type { MessageSink } from '../message-sink.ts'
import { MessageWriter, NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'
import { PartyRiskLimitUpdatesGroup, RequestingPartiesGroup } from './groups.ts'

/**
 * Writes CS PartyRiskLimitsDefinitionRequest. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class PartyRiskLimitsDefinitionRequestEncoder {
  readonly writer = new MessageWriter(17235, 9, [52, 1666, 1657, 1658, 1659, 1660, 1677, 1324, 1671, 1691, 1692, 1693, 1669, 1529, 1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215, 1534, 1535, 1536, 1670, 2355, 58])

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

  /** 1666 RiskLimitRequestID. */
  riskLimitRequestId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(1, bytes, offset, length)
    return this
  }

  riskLimitRequestIdText(text: string): this {
    this.writer.string(1, text)
    return this
  }

  riskLimitRequestIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(1, table, id)
    return this
  }

  /** 1657 NoRequestingPartyIDs: who asks. */
  noRequestingPartyIds(count: number): this {
    this.writer.int(2, count)
    return this
  }

  /** 1658 RequestingPartyID: operator. */
  requestingPartyId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(3, bytes, offset, length)
    return this
  }

  requestingPartyIdText(text: string): this {
    this.writer.string(3, text)
    return this
  }

  requestingPartyIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(3, table, id)
    return this
  }

  /** 1659 RequestingPartyIDSource: D proprietary. */
  requestingPartyIdSource(code: number): this {
    this.writer.char(4, code)
    return this
  }

  /** 1660 RequestingPartyRole: 44 operator. */
  requestingPartyRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(5)
    return this
  }

  requestingPartyRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(5)
    return this
  }

  /** 1677 NoPartyRiskLimits. */
  noPartyRiskLimits(count: number): this {
    this.writer.int(6, count)
    return this
  }

  /** 1324 ListUpdateAction: A add, D delete, M modify, S snapshot. */
  listUpdateAction(code: number): this {
    this.writer.char(7, code)
    return this
  }

  /** 1671 NoPartyDetails. */
  noPartyDetails(count: number): this {
    this.writer.int(8, count)
    return this
  }

  /** 1691 PartyDetailID: firm, account or strategy. */
  partyDetailId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(9, bytes, offset, length)
    return this
  }

  partyDetailIdText(text: string): this {
    this.writer.string(9, text)
    return this
  }

  partyDetailIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(9, table, id)
    return this
  }

  /** 1692 PartyDetailIDSource: D proprietary. */
  partyDetailIdSource(code: number): this {
    this.writer.char(10, code)
    return this
  }

  /** 1693 PartyDetailRole: 1 firm, 24 account, 11 strategy. */
  partyDetailRole(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(11)
    return this
  }

  partyDetailRoleAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(11)
    return this
  }

  /** 1669 NoRiskLimits. */
  noRiskLimits(count: number): this {
    this.writer.int(12, count)
    return this
  }

  /** 1529 NoRiskLimitTypes. */
  noRiskLimitTypes(count: number): this {
    this.writer.int(13, count)
    return this
  }

  /** 1530 RiskLimitType: 1 gross, 2 net, 3 exposure, 4 long, 5 short, 10 clip size, 11 order notional, 14 and 17 rates. */
  riskLimitType(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(14)
    return this
  }

  riskLimitTypeAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(14)
    return this
  }

  /** 1531 RiskLimitAmount: the limit (RiskLimitCurrency or units). */
  riskLimitAmountE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(15)
    return this
  }

  riskLimitAmountE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(15)
    return this
  }

  /** 1767 RiskLimitAction: 2 reject, 4 warn, 9 suspend, 10 halt. */
  riskLimitAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(16)
    return this
  }

  riskLimitActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(16)
    return this
  }

  /** 1766 RiskLimitUtilizationAmount: used (as the limit). */
  riskLimitUtilizationAmountE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(17)
    return this
  }

  riskLimitUtilizationAmountE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(17)
    return this
  }

  /** 1765 RiskLimitUtilizationPercent: used (fraction of the limit). */
  riskLimitUtilizationPercentE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(18)
    return this
  }

  riskLimitUtilizationPercentE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(18)
    return this
  }

  /** 1532 RiskLimitCurrency. */
  riskLimitCurrency(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(19, bytes, offset, length)
    return this
  }

  riskLimitCurrencyText(text: string): this {
    this.writer.string(19, text)
    return this
  }

  riskLimitCurrencyFrom(table: AsciiTable, id: number): this {
    this.writer.from(19, table, id)
    return this
  }

  /** 2336 RiskLimitVelocityPeriod. */
  riskLimitVelocityPeriod(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(20)
    return this
  }

  riskLimitVelocityPeriodAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(20)
    return this
  }

  /** 2337 RiskLimitVelocityUnit. */
  riskLimitVelocityUnit(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(21, bytes, offset, length)
    return this
  }

  riskLimitVelocityUnitText(text: string): this {
    this.writer.string(21, text)
    return this
  }

  riskLimitVelocityUnitFrom(table: AsciiTable, id: number): this {
    this.writer.from(21, table, id)
    return this
  }

  /** 1559 NoRiskWarningLevels. */
  noRiskWarningLevels(count: number): this {
    this.writer.int(22, count)
    return this
  }

  /** 1769 RiskWarningLevelAction: 4 warn, 2 reject, 9 suspend. */
  riskWarningLevelAction(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(23)
    return this
  }

  riskWarningLevelActionAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(23)
    return this
  }

  /** 1560 RiskWarningLevelPercent (fraction of the limit). */
  riskWarningLevelPercentE8(e8: number): this {
    const writer = this.writer
    writer.value = e8
    writer.putDecimal(24)
    return this
  }

  riskWarningLevelPercentE8At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putDecimal(24)
    return this
  }

  /** 10215 RiskCheck: name of the check, as in the reject text. */
  riskCheck(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(25, bytes, offset, length)
    return this
  }

  riskCheckText(text: string): this {
    this.writer.string(25, text)
    return this
  }

  riskCheckFrom(table: AsciiTable, id: number): this {
    this.writer.from(25, table, id)
    return this
  }

  /** 1534 NoRiskInstrumentScopes. */
  noRiskInstrumentScopes(count: number): this {
    this.writer.int(26, count)
    return this
  }

  /** 1535 InstrumentScopeOperator: 1 include. */
  instrumentScopeOperator(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(27)
    return this
  }

  instrumentScopeOperatorAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(27)
    return this
  }

  /** 1536 InstrumentScopeSymbol. */
  instrumentScopeSymbol(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(28, bytes, offset, length)
    return this
  }

  instrumentScopeSymbolText(text: string): this {
    this.writer.string(28, text)
    return this
  }

  instrumentScopeSymbolFrom(table: AsciiTable, id: number): this {
    this.writer.from(28, table, id)
    return this
  }

  /** 1670 RiskLimitID. */
  riskLimitId(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(29, bytes, offset, length)
    return this
  }

  riskLimitIdText(text: string): this {
    this.writer.string(29, text)
    return this
  }

  riskLimitIdFrom(table: AsciiTable, id: number): this {
    this.writer.from(29, table, id)
    return this
  }

  /** 2355 PartyRiskLimitStatus. */
  partyRiskLimitStatus(value: number): this {
    const writer = this.writer
    writer.value = value
    writer.putInt(30)
    return this
  }

  partyRiskLimitStatusAt(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.putInt(30)
    return this
  }

  /** 58 Text: reason in words. */
  text(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(31, bytes, offset, length)
    return this
  }

  textText(text: string): this {
    this.writer.string(31, text)
    return this
  }

  textFrom(table: AsciiTable, id: number): this {
    this.writer.from(31, table, id)
    return this
  }
}

export const partyRiskLimitsDefinitionRequestEncoder = new PartyRiskLimitsDefinitionRequestEncoder()

/**
 * Reads CS PartyRiskLimitsDefinitionRequest from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class PartyRiskLimitsDefinitionRequestDecoder {
  frame: FixFrame = NO_FRAME
  readonly #requestingParties = new RequestingPartiesGroup()
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

  /** 1666 RiskLimitRequestID. */
  get riskLimitRequestIdOffset(): number {
    return this.frame.offsetOf(1666)
  }

  get riskLimitRequestIdLength(): number {
    return this.frame.lengthOf(1666)
  }

  riskLimitRequestIdIs(text: Uint8Array): boolean {
    return this.frame.equals(1666, text)
  }

  riskLimitRequestIdFind(table: AsciiTable): number {
    return findAt(this.frame, this.frame.find(1666), table)
  }

  riskLimitRequestIdIntern(table: AsciiTable): number {
    return internAt(this.frame, this.frame.find(1666), table)
  }

  riskLimitRequestIdText(): string {
    return this.frame.text(1666)
  }

  /** 1657 NoRequestingPartyIDs: the entries, before the first; who asks. */
  noRequestingPartyIds(): RequestingPartiesGroup {
    return this.#requestingParties.begin(this.frame)
  }

  /** 1677 NoPartyRiskLimits: the entries, before the first. */
  noPartyRiskLimits(): PartyRiskLimitUpdatesGroup {
    return this.#partyRiskLimitUpdates.begin(this.frame)
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
}

export const partyRiskLimitsDefinitionRequest = new PartyRiskLimitsDefinitionRequestDecoder()
