/** Control by risk and operator, and limits with their use. */

import { type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { PARTIES, PARTY_RISK_LIMIT_UPDATES, PARTY_RISK_LIMITS, REQUESTING_PARTIES } from './groups.ts'
import { CAUSE } from './orders.ts'

export const PARTY_ACTION_REQUEST: MessageDefinition = {
  name: 'PartyActionRequest',
  msgType: 'DH',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_CONTROL', 'OPERATOR_CONTROL'],
  writers: ['risk-engine', 'ops-console'],
  readers: ['risk-gateway', 'ems', 'alpha', 'warehouse'],
  description:
    'Suspends, halts or reinstates trading of a party or instrument. Graduated levels travel as suspend with ' +
    'RiskAction; only an operator reinstates after a halt.',
  lengthMax: 1024,
  fields: [
    must(F.PartyActionRequestID),
    must(F.PartyActionType, '0 suspend, 1 halt trading, 2 reinstate'),
    may(F.RiskAction),
    may(F.TimeToLiveMs, '', 'ms'),
    may(F.WidenBps, '', 'bps of the mid'),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.StrategyID),
    may(F.Symbol),
    may(F.MarketID),
    may(F.Text, 'reason in words'),
    ...CAUSE,
    some(PARTIES, 'scope; none: the firm'),
  ],
}

export const PARTY_ACTION_REPORT: MessageDefinition = {
  name: 'PartyActionReport',
  msgType: 'DI',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['EXECUTIONS', 'RISK_LIMITS'],
  writers: ['ems', 'risk-gateway'],
  readers: ['ops-console', 'risk-engine', 'alpha', 'warehouse'],
  description: 'Answer to a PartyActionRequest.',
  lengthMax: 1024,
  fields: [
    must(F.PartyActionReportID),
    may(F.PartyActionRequestID),
    must(F.PartyActionType),
    must(F.PartyActionResponse, '0 accepted, 1 completed, 2 rejected'),
    may(F.PartyActionRejectReason),
    may(F.RiskAction),
    may(F.TotalAffectedOrders),
    may(F.LastCancelSentTime, '', 'UTC, ns'),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.StrategyID),
    may(F.Symbol),
    may(F.MarketID),
    may(F.Text),
    ...CAUSE,
    some(PARTIES),
  ],
}

export const PARTY_RISK_LIMITS_REPORT: MessageDefinition = {
  name: 'PartyRiskLimitsReport',
  msgType: 'CM',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_LIMITS'],
  writers: ['risk-gateway', 'risk-engine'],
  readers: ['ops-console', 'alpha', 'warehouse'],
  description: 'All limits of the writer with their use.',
  lengthMax: 16_384,
  fields: [
    must(F.RiskLimitReportID),
    may(F.RiskLimitRequestType, '3 definitions and use'),
    may(F.UnsolicitedIndicator),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.LimitsVersion),
    may(F.ApplID),
    may(F.ApplSeqNum),
    some(PARTY_RISK_LIMITS),
  ],
}

export const PARTY_RISK_LIMITS_UPDATE_REPORT: MessageDefinition = {
  name: 'PartyRiskLimitsUpdateReport',
  msgType: 'CR',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_LIMITS', 'RISK_CONTROL'],
  writers: ['risk-gateway', 'risk-engine'],
  readers: ['ops-console', 'alpha', 'risk-gateway', 'warehouse'],
  description: 'Changes of limits or of their use since the last report.',
  lengthMax: 16_384,
  fields: [
    must(F.RiskLimitReportID),
    may(F.RiskLimitRequestType, '2 use'),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.LimitsVersion),
    may(F.ApplID),
    may(F.ApplSeqNum),
    some(PARTY_RISK_LIMIT_UPDATES),
  ],
}

export const PARTY_RISK_LIMITS_DEFINITION_REQUEST: MessageDefinition = {
  name: 'PartyRiskLimitsDefinitionRequest',
  msgType: 'CS',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['OPERATOR_CONTROL'],
  writers: ['ops-console'],
  readers: ['risk-gateway', 'warehouse'],
  description:
    'Changes limits of the gateway, all of them or none: each by its RiskLimitID and new RiskLimitAmount. Where two ' +
    'persons are asked for, the same request from another one confirms it.',
  lengthMax: 8192,
  fields: [
    must(F.RiskLimitRequestID),
    some(REQUESTING_PARTIES, 'who asks'),
    some(PARTY_RISK_LIMIT_UPDATES),
    may(F.Text, 'reason in words'),
  ],
}

export const PARTY_RISK_LIMITS_DEFINITION_REQUEST_ACK: MessageDefinition = {
  name: 'PartyRiskLimitsDefinitionRequestAck',
  msgType: 'CT',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_LIMITS'],
  writers: ['risk-gateway'],
  readers: ['ops-console', 'warehouse'],
  description: 'Answer to a change of limits.',
  lengthMax: 1024,
  fields: [
    must(F.RiskLimitRequestID),
    must(F.RiskLimitRequestResult, '0 done, 1 invalid party, 4 unknown limit, 5 invalid amount, 9 not authorised'),
    must(F.RiskLimitRequestStatus, '0 accepted, 1 waits for another person, 2 refused'),
    may(F.LimitsVersion, 'in force now'),
    may(F.Text),
  ],
}

export const GREEKS_REPORT: MessageDefinition = {
  name: 'GreeksReport',
  msgType: 'UG',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_CONTROL'],
  writers: ['risk-engine'],
  readers: ['risk-gateway', 'warehouse'],
  description: 'Greeks of one unit of an instrument, for the limits of the gateway (GREEK_LIMIT). Wanted each second.',
  lengthMax: 512,
  fields: [
    must(F.Symbol, 'symbol of the desk configuration'),
    must(F.MarketID, 'venue of the desk configuration'),
    must(F.UnitDelta, '', 'units of the underlying'),
    may(F.UnitVega, 'absent: 0', 'quote currency a point of volatility'),
    must(F.TransactTime, 'of the prices they were computed from', 'UTC, ns'),
  ],
}
