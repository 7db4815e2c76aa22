/** Positions, P&L and account totals: written by the oms alone. */

import { type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { AMOUNTS, PARTIES, POSITIONS } from './groups.ts'
import { CAUSE } from './orders.ts'

const READERS = ['alpha', 'risk-gateway', 'risk-engine', 'tca', 'ops-console', 'warehouse'] as const

export const REQUEST_FOR_POSITIONS: MessageDefinition = {
  name: 'RequestForPositions',
  msgType: 'AN',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['POSITION_REQUESTS'],
  writers: ['alpha', 'risk-gateway', 'risk-engine', 'ops-console'],
  readers: ['oms', 'warehouse'],
  description: 'Asks for all positions: one PositionReport each, the last with LastRptRequested Y.',
  lengthMax: 512,
  fields: [
    must(F.PosReqID),
    must(F.PosReqType, '0 positions'),
    must(F.ClearingBusinessDate, '', 'yyyymmdd'),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.Account),
    may(F.Symbol),
    may(F.MarketID),
    some(PARTIES),
  ],
}

export const POSITION_REPORT: MessageDefinition = {
  name: 'PositionReport',
  msgType: 'AP',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['POSITIONS'],
  writers: ['oms'],
  readers: READERS,
  description:
    'Position and P&L of one account (and strategy, when given) in one instrument, after a change or on request.',
  lengthMax: 2048,
  fields: [
    must(F.PosMaintRptID),
    may(F.PosReqID, 'of the request it answers'),
    must(F.PosReqType, '0 positions, 7 net position'),
    may(F.TotalNumPosReports, 'on answers; 0: nothing to report, no Symbol'),
    may(F.LastRptRequested, 'Y on the last answer'),
    may(F.PosReqResult, '0 valid, 2 none found'),
    may(F.UnsolicitedIndicator, 'Y unless it answers a request'),
    must(F.ClearingBusinessDate, '', 'yyyymmdd'),
    may(F.Account),
    may(F.StrategyID),
    may(F.Symbol),
    may(F.MarketID),
    may(F.Currency),
    may(F.SettlPrice, 'mark', 'quote currency'),
    may(F.SettlPriceType, '2 theoretical'),
    may(F.AvgEntryPx, '', 'quote currency'),
    may(F.TransactTime, 'of the change', 'UTC, ns'),
    may(F.ApplID),
    may(F.ApplSeqNum),
    may(F.LastExecSeqNum),
    ...CAUSE,
    may(F.Text),
    some(PARTIES),
    some(POSITIONS),
    some(AMOUNTS),
  ],
}

export const ACCOUNT_SUMMARY_REPORT: MessageDefinition = {
  name: 'AccountSummaryReport',
  msgType: 'CQ',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['POSITIONS'],
  writers: ['oms'],
  readers: READERS,
  description: 'Totals of an account in one currency.',
  lengthMax: 1024,
  fields: [
    must(F.AccountSummaryReportID),
    must(F.ClearingBusinessDate, '', 'yyyymmdd'),
    may(F.Account),
    may(F.Currency),
    may(F.TotalNetValue, '', 'Currency'),
    may(F.MarginExcess, '', 'Currency'),
    may(F.TransactTime, '', 'UTC, ns'),
    may(F.ApplID),
    may(F.ApplSeqNum),
    some(PARTIES),
    some(AMOUNTS),
  ],
}
