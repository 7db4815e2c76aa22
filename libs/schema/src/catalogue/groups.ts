/** Repeating groups, each defined once and shared by the messages that have it. */

import { type FieldUse, type GroupDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'

function group(name: string, countField: GroupDefinition['countField'], fields: readonly FieldUse[]): GroupDefinition {
  return { name, countField, fields }
}

/** Time stamps of the hops of an order: every service that handles it adds an entry. */
export const HOPS = group('TrdRegTimestamps', F.NoTrdRegTimestamps, [
  must(F.TrdRegTimestamp, 'when', 'UTC, ns'),
  must(F.TrdRegTimestampType, '10 left the strategy, 2 read by the service, 3 left the service, 31 sent to the venue'),
  may(F.TrdRegTimestampOrigin, 'service'),
])

export const PARTIES = group('Parties', F.NoPartyIDs, [
  must(F.PartyID, 'firm, account, strategy or operator'),
  may(F.PartyIDSource, 'D proprietary'),
  may(F.PartyRole, '1 firm, 24 account, 11 strategy, 44 operator, 55 session'),
])

export const STRATEGY_PARAMETERS = group('StrategyParameters', F.NoStrategyParameters, [
  must(F.StrategyParameterName),
  may(F.StrategyParameterType),
  may(F.StrategyParameterValue),
])

export const FEES = group('MiscFees', F.NoMiscFees, [
  must(F.MiscFeeAmt, 'a rebate is negative', 'MiscFeeCurr'),
  may(F.MiscFeeCurr),
  may(F.MiscFeeType, '4 exchange fee'),
])

export const POSITIONS = group('Positions', F.NoPositions, [
  must(F.PosType, 'TOT'),
  may(F.LongQty, '', 'units of the instrument'),
  may(F.ShortQty, '', 'units of the instrument'),
])

export const AMOUNTS = group('PosAmts', F.NoPosAmt, [
  must(F.PosAmtType, 'RPNL realised, UPNL unrealised, FEES paid, TOTL sum (codes of our own)'),
  must(F.PosAmt, '', 'PositionCurrency'),
  may(F.PositionCurrency),
])

const WARNING_LEVELS = group('RiskWarningLevels', F.NoRiskWarningLevels, [
  must(F.RiskWarningLevelAction, '4 warn, 2 reject, 9 suspend'),
  may(F.RiskWarningLevelPercent, '', 'fraction of the limit'),
])

const LIMIT_TYPES = group('RiskLimitTypes', F.NoRiskLimitTypes, [
  must(
    F.RiskLimitType,
    '1 gross, 2 net, 3 exposure, 4 long, 5 short, 10 clip size, 11 order notional, 14 and 17 rates',
  ),
  may(F.RiskLimitAmount, 'the limit', 'RiskLimitCurrency or units'),
  may(F.RiskLimitAction, '2 reject, 4 warn, 9 suspend, 10 halt'),
  may(F.RiskLimitUtilizationAmount, 'used', 'as the limit'),
  may(F.RiskLimitUtilizationPercent, 'used', 'fraction of the limit'),
  may(F.RiskLimitCurrency),
  may(F.RiskLimitVelocityPeriod),
  may(F.RiskLimitVelocityUnit),
  some(WARNING_LEVELS),
  may(F.RiskCheck, 'name of the check, as in the reject text'),
])

const INSTRUMENT_SCOPES = group('RiskInstrumentScopes', F.NoRiskInstrumentScopes, [
  must(F.InstrumentScopeOperator, '1 include'),
  may(F.InstrumentScopeSymbol),
])

const RISK_LIMITS = group('RiskLimits', F.NoRiskLimits, [some(LIMIT_TYPES), some(INSTRUMENT_SCOPES)])

const PARTY_DETAILS = group('PartyDetails', F.NoPartyDetails, [
  must(F.PartyDetailID, 'firm, account or strategy'),
  may(F.PartyDetailIDSource, 'D proprietary'),
  may(F.PartyDetailRole, '1 firm, 24 account, 11 strategy'),
])

/**
 * One limit: who (1671), which (1669), its id and status. ListUpdateAction only in the update report, where it is the
 * delimiter.
 */
export const PARTY_RISK_LIMITS = group('PartyRiskLimits', F.NoPartyRiskLimits, [
  some(PARTY_DETAILS),
  some(RISK_LIMITS),
  may(F.RiskLimitID),
  may(F.PartyRiskLimitStatus),
])

export const PARTY_RISK_LIMIT_UPDATES = group('PartyRiskLimitUpdates', F.NoPartyRiskLimits, [
  must(F.ListUpdateAction, 'A add, D delete, M modify, S snapshot'),
  some(PARTY_DETAILS),
  some(RISK_LIMITS),
  may(F.RiskLimitID),
  may(F.PartyRiskLimitStatus),
])

/** Who asks for a change of limits: the operator. */
export const REQUESTING_PARTIES = group('RequestingParties', F.NoRequestingPartyIDs, [
  must(F.RequestingPartyID, 'operator'),
  may(F.RequestingPartyIDSource, 'D proprietary'),
  may(F.RequestingPartyRole, '44 operator'),
])

export const LEGS = group('Legs', F.NoLegs, [
  must(F.LegSymbol, 'symbol of the desk configuration'),
  may(F.LegSecurityExchange, 'venue of the desk configuration'),
  may(F.LegRatioQty, 'quantity of the leg for one of the order; absent: 1'),
  must(F.LegSide, '1 buy, 2 sell'),
  may(F.LegPrice, 'absent: a market order', 'quote currency'),
  may(F.LegRefID),
])

const QUOTE_ENTRIES = group('QuoteEntries', F.NoQuoteEntries, [
  must(F.QuoteEntryID, 'the quote that this one replaces has the same'),
  must(F.Symbol, 'symbol of the desk configuration'),
  may(F.BidPx, '', 'quote currency'),
  may(F.OfferPx, '', 'quote currency'),
  may(F.BidSize, '0 or absent: no bid', 'units of the instrument'),
  may(F.OfferSize, '0 or absent: no offer', 'units of the instrument'),
  may(F.MarketID, 'venue of the desk configuration'),
])

export const QUOTE_SETS = group('QuoteSets', F.NoQuoteSets, [
  must(F.QuoteSetID),
  must(F.TotNoQuoteEntries),
  some(QUOTE_ENTRIES),
])

export const RELATED_SYMBOLS = group('RelatedSymbols', F.NoRelatedSym, [
  must(F.Symbol, 'symbol of the desk configuration'),
  may(F.Side, '1 buy, 2 sell'),
  may(F.OrderQty, '', 'units of the instrument'),
  may(F.MarketID, 'venue of the desk configuration'),
])

export const MARKOUTS = group('Markouts', F.NoMarkouts, [
  must(F.MarkoutHorizonMs, '', 'ms'),
  must(F.MarkoutBps, '', 'bps of the mid at the fill'),
])

export const STATISTICS = group('MdStatistics', F.NoMDStatistics, [
  must(F.MDStatisticType, '1 count, 5 ratio, 11 average, 24 average duration, 28 median'),
  must(F.MDStatisticScope, '5 orders, 8 trades, 18 outages'),
  may(F.MDStatisticScopeType),
  may(F.MDStatisticName, 'metric in words'),
  must(F.MDStatisticIntervalType, '1 sliding window'),
  may(F.MDStatisticIntervalPeriod),
  may(F.MDStatisticIntervalUnit),
  may(F.MDStatisticTime),
  may(F.MDStatisticValue, 'the value'),
  may(F.MDStatisticValueType, '1 absolute, 2 percent'),
  may(F.VenueMetric),
  may(F.MarkoutHorizonMs, 'of metrics that have a horizon', 'ms'),
  may(F.SizeBucket),
  may(F.SampleCount),
  may(F.ConfidenceLow),
  may(F.ConfidenceHigh),
])

export const APPLICATIONS = group('ApplIds', F.NoApplIDs, [
  must(F.RefApplID, 'stream, by number'),
  may(F.RefApplLastSeqNum, 'last sequence number written'),
])

export const APPLICATION_RANGES = group('ApplIdRanges', F.NoApplIDs, [
  must(F.RefApplID, 'stream or journal: EXEC'),
  may(F.ApplBegSeqNum, 'first wanted'),
  may(F.ApplEndSeqNum, 'last wanted, 0 for all so far'),
])

export const COMPONENTS = group('CompIds', F.NoCompIDs, [
  must(F.RefCompID, 'venue or service'),
  must(F.StatusValue, '1 connected, 2 down unexpectedly, 3 down as expected, 4 in process'),
  may(F.StatusText),
])

export const LINES = group('LinesOfText', F.NoLinesOfText, [must(F.Text)])
