// Generated from src/catalogue by src/generate/main.ts. Do not edit.

import type { AsciiTable } from '@reflex/base'
import { type FixFrame, FixGroup } from '@reflex/fix'
import { NO_FRAME } from '../message-writer.ts'
import { findAt, internAt } from '../text-field.ts'

/** Entries of 453 NoPartyIDs: `while (group.next()) ...`. */
export class PartiesGroup {
  readonly entries = new FixGroup(NO_FRAME, 453, [448, 447, 452])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 448 PartyID: firm, account, strategy or operator. */
  get partyIdOffset(): number {
    return this.entries.offsetOf(448)
  }

  get partyIdLength(): number {
    return this.entries.lengthOf(448)
  }

  partyIdIs(text: Uint8Array): boolean {
    return this.entries.equals(448, text)
  }

  partyIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(448), table)
  }

  partyIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(448), table)
  }

  partyIdText(): string {
    return this.entries.text(448)
  }

  /** 447 PartyIDSource: D proprietary. */
  partyIdSource(): number {
    return this.entries.char(447)
  }

  /** 452 PartyRole: 1 firm, 24 account, 11 strategy, 44 operator, 55 session. */
  partyRole(): number {
    return this.entries.int(452)
  }
}

/** Entries of 957 NoStrategyParameters: `while (group.next()) ...`. */
export class StrategyParametersGroup {
  readonly entries = new FixGroup(NO_FRAME, 957, [958, 959, 960])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 958 StrategyParameterName. */
  get strategyParameterNameOffset(): number {
    return this.entries.offsetOf(958)
  }

  get strategyParameterNameLength(): number {
    return this.entries.lengthOf(958)
  }

  strategyParameterNameIs(text: Uint8Array): boolean {
    return this.entries.equals(958, text)
  }

  strategyParameterNameFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(958), table)
  }

  strategyParameterNameIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(958), table)
  }

  strategyParameterNameText(): string {
    return this.entries.text(958)
  }

  /** 959 StrategyParameterType. */
  strategyParameterType(): number {
    return this.entries.int(959)
  }

  /** 960 StrategyParameterValue. */
  get strategyParameterValueOffset(): number {
    return this.entries.offsetOf(960)
  }

  get strategyParameterValueLength(): number {
    return this.entries.lengthOf(960)
  }

  strategyParameterValueIs(text: Uint8Array): boolean {
    return this.entries.equals(960, text)
  }

  strategyParameterValueFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(960), table)
  }

  strategyParameterValueIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(960), table)
  }

  strategyParameterValueText(): string {
    return this.entries.text(960)
  }
}

/** Entries of 768 NoTrdRegTimestamps: `while (group.next()) ...`. */
export class TrdRegTimestampsGroup {
  readonly entries = new FixGroup(NO_FRAME, 768, [769, 770, 771])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 769 TrdRegTimestamp: when (UTC, ns). */
  trdRegTimestamp(): number {
    const source = this.entries
    source.readUtc(769)
    return source.value
  }

  /** 770 TrdRegTimestampType: 10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue. */
  trdRegTimestampType(): number {
    return this.entries.int(770)
  }

  /** 771 TrdRegTimestampOrigin: service. */
  get trdRegTimestampOriginOffset(): number {
    return this.entries.offsetOf(771)
  }

  get trdRegTimestampOriginLength(): number {
    return this.entries.lengthOf(771)
  }

  trdRegTimestampOriginIs(text: Uint8Array): boolean {
    return this.entries.equals(771, text)
  }

  trdRegTimestampOriginFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(771), table)
  }

  trdRegTimestampOriginIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(771), table)
  }

  trdRegTimestampOriginText(): string {
    return this.entries.text(771)
  }
}

/** Entries of 136 NoMiscFees: `while (group.next()) ...`. */
export class MiscFeesGroup {
  readonly entries = new FixGroup(NO_FRAME, 136, [137, 138, 139])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 137 MiscFeeAmt: a rebate is negative (MiscFeeCurr). */
  miscFeeAmtE8(): number {
    const source = this.entries
    source.readDecimal(137)
    return source.value
  }

  /** 138 MiscFeeCurr. */
  get miscFeeCurrOffset(): number {
    return this.entries.offsetOf(138)
  }

  get miscFeeCurrLength(): number {
    return this.entries.lengthOf(138)
  }

  miscFeeCurrIs(text: Uint8Array): boolean {
    return this.entries.equals(138, text)
  }

  miscFeeCurrFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(138), table)
  }

  miscFeeCurrIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(138), table)
  }

  miscFeeCurrText(): string {
    return this.entries.text(138)
  }

  /** 139 MiscFeeType: 4 exchange fee. */
  get miscFeeTypeOffset(): number {
    return this.entries.offsetOf(139)
  }

  get miscFeeTypeLength(): number {
    return this.entries.lengthOf(139)
  }

  miscFeeTypeIs(text: Uint8Array): boolean {
    return this.entries.equals(139, text)
  }

  miscFeeTypeFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(139), table)
  }

  miscFeeTypeIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(139), table)
  }

  miscFeeTypeText(): string {
    return this.entries.text(139)
  }
}

/** Entries of 1671 NoPartyDetails: `while (group.next()) ...`. */
export class PartyDetailsGroup {
  readonly entries = new FixGroup(NO_FRAME, 1671, [1691, 1692, 1693])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1691 PartyDetailID: firm, account or strategy. */
  get partyDetailIdOffset(): number {
    return this.entries.offsetOf(1691)
  }

  get partyDetailIdLength(): number {
    return this.entries.lengthOf(1691)
  }

  partyDetailIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1691, text)
  }

  partyDetailIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1691), table)
  }

  partyDetailIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1691), table)
  }

  partyDetailIdText(): string {
    return this.entries.text(1691)
  }

  /** 1692 PartyDetailIDSource: D proprietary. */
  partyDetailIdSource(): number {
    return this.entries.char(1692)
  }

  /** 1693 PartyDetailRole: 1 firm, 24 account, 11 strategy. */
  partyDetailRole(): number {
    return this.entries.int(1693)
  }
}

/** Entries of 1559 NoRiskWarningLevels: `while (group.next()) ...`. */
export class RiskWarningLevelsGroup {
  readonly entries = new FixGroup(NO_FRAME, 1559, [1769, 1560])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1769 RiskWarningLevelAction: 4 warn, 2 reject, 9 suspend. */
  riskWarningLevelAction(): number {
    return this.entries.int(1769)
  }

  /** 1560 RiskWarningLevelPercent (fraction of the limit). */
  riskWarningLevelPercentE8(): number {
    const source = this.entries
    source.readDecimal(1560)
    return source.value
  }
}

/** Entries of 1529 NoRiskLimitTypes: `while (group.next()) ...`. */
export class RiskLimitTypesGroup {
  readonly entries = new FixGroup(NO_FRAME, 1529, [1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215])
  readonly #riskWarningLevels = new RiskWarningLevelsGroup()

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1530 RiskLimitType: 1 gross, 2 net, 3 exposure, 4 long, 5 short, 10 clip size, 11 order notional, 14 and 17 rates. */
  riskLimitType(): number {
    return this.entries.int(1530)
  }

  /** 1531 RiskLimitAmount: the limit (RiskLimitCurrency or units). */
  riskLimitAmountE8(): number {
    const source = this.entries
    source.readDecimal(1531)
    return source.value
  }

  /** 1767 RiskLimitAction: 2 reject, 4 warn, 9 suspend, 10 halt. */
  riskLimitAction(): number {
    return this.entries.int(1767)
  }

  /** 1766 RiskLimitUtilizationAmount: used (as the limit). */
  riskLimitUtilizationAmountE8(): number {
    const source = this.entries
    source.readDecimal(1766)
    return source.value
  }

  /** 1765 RiskLimitUtilizationPercent: used (fraction of the limit). */
  riskLimitUtilizationPercentE8(): number {
    const source = this.entries
    source.readDecimal(1765)
    return source.value
  }

  /** 1532 RiskLimitCurrency. */
  get riskLimitCurrencyOffset(): number {
    return this.entries.offsetOf(1532)
  }

  get riskLimitCurrencyLength(): number {
    return this.entries.lengthOf(1532)
  }

  riskLimitCurrencyIs(text: Uint8Array): boolean {
    return this.entries.equals(1532, text)
  }

  riskLimitCurrencyFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1532), table)
  }

  riskLimitCurrencyIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1532), table)
  }

  riskLimitCurrencyText(): string {
    return this.entries.text(1532)
  }

  /** 2336 RiskLimitVelocityPeriod. */
  riskLimitVelocityPeriod(): number {
    return this.entries.int(2336)
  }

  /** 2337 RiskLimitVelocityUnit. */
  get riskLimitVelocityUnitOffset(): number {
    return this.entries.offsetOf(2337)
  }

  get riskLimitVelocityUnitLength(): number {
    return this.entries.lengthOf(2337)
  }

  riskLimitVelocityUnitIs(text: Uint8Array): boolean {
    return this.entries.equals(2337, text)
  }

  riskLimitVelocityUnitFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(2337), table)
  }

  riskLimitVelocityUnitIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(2337), table)
  }

  riskLimitVelocityUnitText(): string {
    return this.entries.text(2337)
  }

  /** 1559 NoRiskWarningLevels: the entries, before the first. */
  noRiskWarningLevels(): RiskWarningLevelsGroup {
    return this.#riskWarningLevels.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 10215 RiskCheck: name of the check, as in the reject text. */
  get riskCheckOffset(): number {
    return this.entries.offsetOf(10215)
  }

  get riskCheckLength(): number {
    return this.entries.lengthOf(10215)
  }

  riskCheckIs(text: Uint8Array): boolean {
    return this.entries.equals(10215, text)
  }

  riskCheckFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(10215), table)
  }

  riskCheckIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(10215), table)
  }

  riskCheckText(): string {
    return this.entries.text(10215)
  }
}

/** Entries of 1534 NoRiskInstrumentScopes: `while (group.next()) ...`. */
export class RiskInstrumentScopesGroup {
  readonly entries = new FixGroup(NO_FRAME, 1534, [1535, 1536])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1535 InstrumentScopeOperator: 1 include. */
  instrumentScopeOperator(): number {
    return this.entries.int(1535)
  }

  /** 1536 InstrumentScopeSymbol. */
  get instrumentScopeSymbolOffset(): number {
    return this.entries.offsetOf(1536)
  }

  get instrumentScopeSymbolLength(): number {
    return this.entries.lengthOf(1536)
  }

  instrumentScopeSymbolIs(text: Uint8Array): boolean {
    return this.entries.equals(1536, text)
  }

  instrumentScopeSymbolFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1536), table)
  }

  instrumentScopeSymbolIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1536), table)
  }

  instrumentScopeSymbolText(): string {
    return this.entries.text(1536)
  }
}

/** Entries of 1669 NoRiskLimits: `while (group.next()) ...`. */
export class RiskLimitsGroup {
  readonly entries = new FixGroup(NO_FRAME, 1669, [1529, 1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215, 1534, 1535, 1536])
  readonly #riskLimitTypes = new RiskLimitTypesGroup()
  readonly #riskInstrumentScopes = new RiskInstrumentScopesGroup()

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1529 NoRiskLimitTypes: the entries, before the first. */
  noRiskLimitTypes(): RiskLimitTypesGroup {
    return this.#riskLimitTypes.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 1534 NoRiskInstrumentScopes: the entries, before the first. */
  noRiskInstrumentScopes(): RiskInstrumentScopesGroup {
    return this.#riskInstrumentScopes.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }
}

/** Entries of 1677 NoPartyRiskLimits: `while (group.next()) ...`. */
export class PartyRiskLimitsGroup {
  readonly entries = new FixGroup(NO_FRAME, 1677, [1671, 1691, 1692, 1693, 1669, 1529, 1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215, 1534, 1535, 1536, 1670, 2355])
  readonly #partyDetails = new PartyDetailsGroup()
  readonly #riskLimits = new RiskLimitsGroup()

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1671 NoPartyDetails: the entries, before the first. */
  noPartyDetails(): PartyDetailsGroup {
    return this.#partyDetails.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 1669 NoRiskLimits: the entries, before the first. */
  noRiskLimits(): RiskLimitsGroup {
    return this.#riskLimits.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 1670 RiskLimitID. */
  get riskLimitIdOffset(): number {
    return this.entries.offsetOf(1670)
  }

  get riskLimitIdLength(): number {
    return this.entries.lengthOf(1670)
  }

  riskLimitIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1670, text)
  }

  riskLimitIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1670), table)
  }

  riskLimitIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1670), table)
  }

  riskLimitIdText(): string {
    return this.entries.text(1670)
  }

  /** 2355 PartyRiskLimitStatus. */
  partyRiskLimitStatus(): number {
    return this.entries.int(2355)
  }
}

/** Entries of 1677 NoPartyRiskLimits: `while (group.next()) ...`. */
export class PartyRiskLimitUpdatesGroup {
  readonly entries = new FixGroup(NO_FRAME, 1677, [1324, 1671, 1691, 1692, 1693, 1669, 1529, 1530, 1531, 1767, 1766, 1765, 1532, 2336, 2337, 1559, 1769, 1560, 10215, 1534, 1535, 1536, 1670, 2355])
  readonly #partyDetails = new PartyDetailsGroup()
  readonly #riskLimits = new RiskLimitsGroup()

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1324 ListUpdateAction: A add, D delete, M modify, S snapshot. */
  listUpdateAction(): number {
    return this.entries.char(1324)
  }

  /** 1671 NoPartyDetails: the entries, before the first. */
  noPartyDetails(): PartyDetailsGroup {
    return this.#partyDetails.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 1669 NoRiskLimits: the entries, before the first. */
  noRiskLimits(): RiskLimitsGroup {
    return this.#riskLimits.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }

  /** 1670 RiskLimitID. */
  get riskLimitIdOffset(): number {
    return this.entries.offsetOf(1670)
  }

  get riskLimitIdLength(): number {
    return this.entries.lengthOf(1670)
  }

  riskLimitIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1670, text)
  }

  riskLimitIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1670), table)
  }

  riskLimitIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1670), table)
  }

  riskLimitIdText(): string {
    return this.entries.text(1670)
  }

  /** 2355 PartyRiskLimitStatus. */
  partyRiskLimitStatus(): number {
    return this.entries.int(2355)
  }
}

/** Entries of 1657 NoRequestingPartyIDs: `while (group.next()) ...`. */
export class RequestingPartiesGroup {
  readonly entries = new FixGroup(NO_FRAME, 1657, [1658, 1659, 1660])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1658 RequestingPartyID: operator. */
  get requestingPartyIdOffset(): number {
    return this.entries.offsetOf(1658)
  }

  get requestingPartyIdLength(): number {
    return this.entries.lengthOf(1658)
  }

  requestingPartyIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1658, text)
  }

  requestingPartyIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1658), table)
  }

  requestingPartyIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1658), table)
  }

  requestingPartyIdText(): string {
    return this.entries.text(1658)
  }

  /** 1659 RequestingPartyIDSource: D proprietary. */
  requestingPartyIdSource(): number {
    return this.entries.char(1659)
  }

  /** 1660 RequestingPartyRole: 44 operator. */
  requestingPartyRole(): number {
    return this.entries.int(1660)
  }
}

/** Entries of 555 NoLegs: `while (group.next()) ...`. */
export class LegsGroup {
  readonly entries = new FixGroup(NO_FRAME, 555, [600, 616, 623, 624, 566, 654])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 600 LegSymbol: symbol of the desk configuration. */
  get legSymbolOffset(): number {
    return this.entries.offsetOf(600)
  }

  get legSymbolLength(): number {
    return this.entries.lengthOf(600)
  }

  legSymbolIs(text: Uint8Array): boolean {
    return this.entries.equals(600, text)
  }

  legSymbolFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(600), table)
  }

  legSymbolIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(600), table)
  }

  legSymbolText(): string {
    return this.entries.text(600)
  }

  /** 616 LegSecurityExchange: venue of the desk configuration. */
  get legSecurityExchangeOffset(): number {
    return this.entries.offsetOf(616)
  }

  get legSecurityExchangeLength(): number {
    return this.entries.lengthOf(616)
  }

  legSecurityExchangeIs(text: Uint8Array): boolean {
    return this.entries.equals(616, text)
  }

  legSecurityExchangeFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(616), table)
  }

  legSecurityExchangeIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(616), table)
  }

  legSecurityExchangeText(): string {
    return this.entries.text(616)
  }

  /** 623 LegRatioQty: quantity of the leg for one of the order; absent: 1. */
  legRatioQtyE8(): number {
    const source = this.entries
    source.readDecimal(623)
    return source.value
  }

  /** 624 LegSide: 1 buy, 2 sell. */
  legSide(): number {
    return this.entries.char(624)
  }

  /** 566 LegPrice: absent: a market order (quote currency). */
  legPriceE8(): number {
    const source = this.entries
    source.readDecimal(566)
    return source.value
  }

  /** 654 LegRefID. */
  get legRefIdOffset(): number {
    return this.entries.offsetOf(654)
  }

  get legRefIdLength(): number {
    return this.entries.lengthOf(654)
  }

  legRefIdIs(text: Uint8Array): boolean {
    return this.entries.equals(654, text)
  }

  legRefIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(654), table)
  }

  legRefIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(654), table)
  }

  legRefIdText(): string {
    return this.entries.text(654)
  }
}

/** Entries of 295 NoQuoteEntries: `while (group.next()) ...`. */
export class QuoteEntriesGroup {
  readonly entries = new FixGroup(NO_FRAME, 295, [299, 55, 132, 133, 134, 135, 1301])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 299 QuoteEntryID: the quote that this one replaces has the same. */
  get quoteEntryIdOffset(): number {
    return this.entries.offsetOf(299)
  }

  get quoteEntryIdLength(): number {
    return this.entries.lengthOf(299)
  }

  quoteEntryIdIs(text: Uint8Array): boolean {
    return this.entries.equals(299, text)
  }

  quoteEntryIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(299), table)
  }

  quoteEntryIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(299), table)
  }

  quoteEntryIdText(): string {
    return this.entries.text(299)
  }

  /** 55 Symbol: symbol of the desk configuration. */
  get symbolOffset(): number {
    return this.entries.offsetOf(55)
  }

  get symbolLength(): number {
    return this.entries.lengthOf(55)
  }

  symbolIs(text: Uint8Array): boolean {
    return this.entries.equals(55, text)
  }

  symbolFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(55), table)
  }

  symbolIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(55), table)
  }

  symbolText(): string {
    return this.entries.text(55)
  }

  /** 132 BidPx (quote currency). */
  bidPxE8(): number {
    const source = this.entries
    source.readDecimal(132)
    return source.value
  }

  /** 133 OfferPx (quote currency). */
  offerPxE8(): number {
    const source = this.entries
    source.readDecimal(133)
    return source.value
  }

  /** 134 BidSize: 0 or absent: no bid (units of the instrument). */
  bidSizeE8(): number {
    const source = this.entries
    source.readDecimal(134)
    return source.value
  }

  /** 135 OfferSize: 0 or absent: no offer (units of the instrument). */
  offerSizeE8(): number {
    const source = this.entries
    source.readDecimal(135)
    return source.value
  }

  /** 1301 MarketID: venue of the desk configuration. */
  get marketIdOffset(): number {
    return this.entries.offsetOf(1301)
  }

  get marketIdLength(): number {
    return this.entries.lengthOf(1301)
  }

  marketIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1301, text)
  }

  marketIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1301), table)
  }

  marketIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1301), table)
  }

  marketIdText(): string {
    return this.entries.text(1301)
  }
}

/** Entries of 296 NoQuoteSets: `while (group.next()) ...`. */
export class QuoteSetsGroup {
  readonly entries = new FixGroup(NO_FRAME, 296, [302, 304, 295, 299, 55, 132, 133, 134, 135, 1301])
  readonly #quoteEntries = new QuoteEntriesGroup()

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 302 QuoteSetID. */
  get quoteSetIdOffset(): number {
    return this.entries.offsetOf(302)
  }

  get quoteSetIdLength(): number {
    return this.entries.lengthOf(302)
  }

  quoteSetIdIs(text: Uint8Array): boolean {
    return this.entries.equals(302, text)
  }

  quoteSetIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(302), table)
  }

  quoteSetIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(302), table)
  }

  quoteSetIdText(): string {
    return this.entries.text(302)
  }

  /** 304 TotNoQuoteEntries. */
  totNoQuoteEntries(): number {
    return this.entries.int(304)
  }

  /** 295 NoQuoteEntries: the entries, before the first. */
  noQuoteEntries(): QuoteEntriesGroup {
    return this.#quoteEntries.beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)
  }
}

/** Entries of 146 NoRelatedSym: `while (group.next()) ...`. */
export class RelatedSymbolsGroup {
  readonly entries = new FixGroup(NO_FRAME, 146, [55, 54, 38, 1301])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 55 Symbol: symbol of the desk configuration. */
  get symbolOffset(): number {
    return this.entries.offsetOf(55)
  }

  get symbolLength(): number {
    return this.entries.lengthOf(55)
  }

  symbolIs(text: Uint8Array): boolean {
    return this.entries.equals(55, text)
  }

  symbolFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(55), table)
  }

  symbolIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(55), table)
  }

  symbolText(): string {
    return this.entries.text(55)
  }

  /** 54 Side: 1 buy, 2 sell. */
  side(): number {
    return this.entries.char(54)
  }

  /** 38 OrderQty (units of the instrument). */
  orderQtyE8(): number {
    const source = this.entries
    source.readDecimal(38)
    return source.value
  }

  /** 1301 MarketID: venue of the desk configuration. */
  get marketIdOffset(): number {
    return this.entries.offsetOf(1301)
  }

  get marketIdLength(): number {
    return this.entries.lengthOf(1301)
  }

  marketIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1301, text)
  }

  marketIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1301), table)
  }

  marketIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1301), table)
  }

  marketIdText(): string {
    return this.entries.text(1301)
  }
}

/** Entries of 702 NoPositions: `while (group.next()) ...`. */
export class PositionsGroup {
  readonly entries = new FixGroup(NO_FRAME, 702, [703, 704, 705])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 703 PosType: TOT. */
  get posTypeOffset(): number {
    return this.entries.offsetOf(703)
  }

  get posTypeLength(): number {
    return this.entries.lengthOf(703)
  }

  posTypeIs(text: Uint8Array): boolean {
    return this.entries.equals(703, text)
  }

  posTypeFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(703), table)
  }

  posTypeIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(703), table)
  }

  posTypeText(): string {
    return this.entries.text(703)
  }

  /** 704 LongQty (units of the instrument). */
  longQtyE8(): number {
    const source = this.entries
    source.readDecimal(704)
    return source.value
  }

  /** 705 ShortQty (units of the instrument). */
  shortQtyE8(): number {
    const source = this.entries
    source.readDecimal(705)
    return source.value
  }
}

/** Entries of 753 NoPosAmt: `while (group.next()) ...`. */
export class PosAmtsGroup {
  readonly entries = new FixGroup(NO_FRAME, 753, [707, 708, 1055])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 707 PosAmtType: RPNL realised, UPNL unrealised, FEES paid, TOTL sum (codes of our own). */
  get posAmtTypeOffset(): number {
    return this.entries.offsetOf(707)
  }

  get posAmtTypeLength(): number {
    return this.entries.lengthOf(707)
  }

  posAmtTypeIs(text: Uint8Array): boolean {
    return this.entries.equals(707, text)
  }

  posAmtTypeFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(707), table)
  }

  posAmtTypeIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(707), table)
  }

  posAmtTypeText(): string {
    return this.entries.text(707)
  }

  /** 708 PosAmt (PositionCurrency). */
  posAmtE8(): number {
    const source = this.entries
    source.readDecimal(708)
    return source.value
  }

  /** 1055 PositionCurrency. */
  get positionCurrencyOffset(): number {
    return this.entries.offsetOf(1055)
  }

  get positionCurrencyLength(): number {
    return this.entries.lengthOf(1055)
  }

  positionCurrencyIs(text: Uint8Array): boolean {
    return this.entries.equals(1055, text)
  }

  positionCurrencyFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1055), table)
  }

  positionCurrencyIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1055), table)
  }

  positionCurrencyText(): string {
    return this.entries.text(1055)
  }
}

/** Entries of 10305 NoMarkouts: `while (group.next()) ...`. */
export class MarkoutsGroup {
  readonly entries = new FixGroup(NO_FRAME, 10305, [10306, 10307])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 10306 MarkoutHorizonMs: time after the fill (ms). */
  markoutHorizonMs(): number {
    return this.entries.int(10306)
  }

  /** 10307 MarkoutBps: move of the mid in our favour since the fill (bps of the mid at the fill). */
  markoutBpsE8(): number {
    const source = this.entries
    source.readDecimal(10307)
    return source.value
  }
}

/** Entries of 2474 NoMDStatistics: `while (group.next()) ...`. */
export class MdStatisticsGroup {
  readonly entries = new FixGroup(NO_FRAME, 2474, [2456, 2457, 2459, 2454, 2464, 2466, 2467, 2476, 2478, 2479, 10320, 10306, 10316, 10321, 10322, 10323])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 2456 MDStatisticType: 1 count, 5 ratio, 11 average, 24 average duration, 28 median. */
  mdStatisticType(): number {
    return this.entries.int(2456)
  }

  /** 2457 MDStatisticScope: 5 orders, 8 trades, 18 outages. */
  mdStatisticScope(): number {
    return this.entries.int(2457)
  }

  /** 2459 MDStatisticScopeType. */
  mdStatisticScopeType(): number {
    return this.entries.int(2459)
  }

  /** 2454 MDStatisticName: metric in words. */
  get mdStatisticNameOffset(): number {
    return this.entries.offsetOf(2454)
  }

  get mdStatisticNameLength(): number {
    return this.entries.lengthOf(2454)
  }

  mdStatisticNameIs(text: Uint8Array): boolean {
    return this.entries.equals(2454, text)
  }

  mdStatisticNameFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(2454), table)
  }

  mdStatisticNameIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(2454), table)
  }

  mdStatisticNameText(): string {
    return this.entries.text(2454)
  }

  /** 2464 MDStatisticIntervalType: 1 sliding window. */
  mdStatisticIntervalType(): number {
    return this.entries.int(2464)
  }

  /** 2466 MDStatisticIntervalPeriod. */
  mdStatisticIntervalPeriod(): number {
    return this.entries.int(2466)
  }

  /** 2467 MDStatisticIntervalUnit. */
  mdStatisticIntervalUnit(): number {
    return this.entries.int(2467)
  }

  /** 2476 MDStatisticTime. */
  mdStatisticTime(): number {
    const source = this.entries
    source.readUtc(2476)
    return source.value
  }

  /** 2478 MDStatisticValue: the value. */
  mdStatisticValueE8(): number {
    const source = this.entries
    source.readDecimal(2478)
    return source.value
  }

  /** 2479 MDStatisticValueType: 1 absolute, 2 percent. */
  mdStatisticValueType(): number {
    return this.entries.int(2479)
  }

  /** 10320 VenueMetric: see VENUE_METRIC. */
  venueMetric(): number {
    return this.entries.int(10320)
  }

  /** 10306 MarkoutHorizonMs: of metrics that have a horizon (ms). */
  markoutHorizonMs(): number {
    return this.entries.int(10306)
  }

  /** 10316 SizeBucket: size class of the order, 0 is the smallest. */
  sizeBucket(): number {
    return this.entries.int(10316)
  }

  /** 10321 SampleCount: fills or orders the value rests on. */
  sampleCount(): number {
    return this.entries.int(10321)
  }

  /** 10322 ConfidenceLow: lower end of the 95 % interval. */
  confidenceLowE8(): number {
    const source = this.entries
    source.readDecimal(10322)
    return source.value
  }

  /** 10323 ConfidenceHigh: upper end of the 95 % interval. */
  confidenceHighE8(): number {
    const source = this.entries
    source.readDecimal(10323)
    return source.value
  }
}

/** Entries of 1351 NoApplIDs: `while (group.next()) ...`. */
export class ApplIdsGroup {
  readonly entries = new FixGroup(NO_FRAME, 1351, [1355, 1357])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1355 RefApplID: stream, by number. */
  get refApplIdOffset(): number {
    return this.entries.offsetOf(1355)
  }

  get refApplIdLength(): number {
    return this.entries.lengthOf(1355)
  }

  refApplIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1355, text)
  }

  refApplIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1355), table)
  }

  refApplIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1355), table)
  }

  refApplIdText(): string {
    return this.entries.text(1355)
  }

  /** 1357 RefApplLastSeqNum: last sequence number written. */
  refApplLastSeqNum(): number {
    return this.entries.int(1357)
  }
}

/** Entries of 1351 NoApplIDs: `while (group.next()) ...`. */
export class ApplIdRangesGroup {
  readonly entries = new FixGroup(NO_FRAME, 1351, [1355, 1182, 1183])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 1355 RefApplID: stream or journal: EXEC. */
  get refApplIdOffset(): number {
    return this.entries.offsetOf(1355)
  }

  get refApplIdLength(): number {
    return this.entries.lengthOf(1355)
  }

  refApplIdIs(text: Uint8Array): boolean {
    return this.entries.equals(1355, text)
  }

  refApplIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(1355), table)
  }

  refApplIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(1355), table)
  }

  refApplIdText(): string {
    return this.entries.text(1355)
  }

  /** 1182 ApplBegSeqNum: first wanted. */
  applBegSeqNum(): number {
    return this.entries.int(1182)
  }

  /** 1183 ApplEndSeqNum: last wanted, 0 for all so far. */
  applEndSeqNum(): number {
    return this.entries.int(1183)
  }
}

/** Entries of 936 NoCompIDs: `while (group.next()) ...`. */
export class CompIdsGroup {
  readonly entries = new FixGroup(NO_FRAME, 936, [930, 928, 929])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 930 RefCompID: venue or service. */
  get refCompIdOffset(): number {
    return this.entries.offsetOf(930)
  }

  get refCompIdLength(): number {
    return this.entries.lengthOf(930)
  }

  refCompIdIs(text: Uint8Array): boolean {
    return this.entries.equals(930, text)
  }

  refCompIdFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(930), table)
  }

  refCompIdIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(930), table)
  }

  refCompIdText(): string {
    return this.entries.text(930)
  }

  /** 928 StatusValue: 1 connected, 2 down unexpectedly, 3 down as expected, 4 in process. */
  statusValue(): number {
    return this.entries.int(928)
  }

  /** 929 StatusText. */
  get statusTextOffset(): number {
    return this.entries.offsetOf(929)
  }

  get statusTextLength(): number {
    return this.entries.lengthOf(929)
  }

  statusTextIs(text: Uint8Array): boolean {
    return this.entries.equals(929, text)
  }

  statusTextFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(929), table)
  }

  statusTextIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(929), table)
  }

  statusTextText(): string {
    return this.entries.text(929)
  }
}

/** Entries of 33 NoLinesOfText: `while (group.next()) ...`. */
export class LinesOfTextGroup {
  readonly entries = new FixGroup(NO_FRAME, 33, [58])

  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

  /** 58 Text. */
  get textOffset(): number {
    return this.entries.offsetOf(58)
  }

  get textLength(): number {
    return this.entries.lengthOf(58)
  }

  textIs(text: Uint8Array): boolean {
    return this.entries.equals(58, text)
  }

  textFind(table: AsciiTable): number {
    return findAt(this.entries, this.entries.find(58), table)
  }

  textIntern(table: AsciiTable): number {
    return internAt(this.entries, this.entries.find(58), table)
  }

  textText(): string {
    return this.entries.text(58)
  }
}
