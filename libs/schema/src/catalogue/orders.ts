/** Order flow on the bus: intents of strategies, approved orders, requests about orders. */

import { type FieldUse, type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { HOPS, PARTIES, STRATEGY_PARAMETERS } from './groups.ts'

/** What ties a message to the event that caused it. On every message of the order path. */
export const CAUSE: readonly FieldUse[] = [may(F.CauseID), may(F.IngestTime, '', 'UTC, ns')]

/** The gateway's stamp: on the stream of approved orders only. */
const APPROVAL: readonly FieldUse[] = [may(F.RiskDecisionID), may(F.LimitsVersion)]

const INSTRUMENT: readonly FieldUse[] = [
  must(F.Symbol, 'symbol of the desk configuration'),
  may(F.MarketID, 'venue of the desk configuration; absent: the router chooses'),
]

const ORDER_STREAMS = ['ORDERS_INTENT', 'ORDERS_APPROVED'] as const
const ORDER_WRITERS = ['alpha', 'ops-console', 'risk-gateway'] as const
const ORDER_READERS = ['risk-gateway', 'ems', 'tca', 'oms', 'warehouse'] as const

const TERMS: readonly FieldUse[] = [
  must(F.Side, '1 buy, 2 sell'),
  must(F.OrderQty, '', 'units of the instrument'),
  must(F.OrdType, '1 market, 2 limit, P pegged'),
  may(F.Price, '', 'quote currency'),
  may(F.StopPx, '', 'quote currency'),
  may(F.TimeInForce, '0 day, 1 GTC, 3 IOC, 4 FOK, 6 GTD; absent: day'),
  may(F.ExpireTime, '', 'UTC, ns'),
  may(F.ExecInst, '6 post only, o cancel on connection loss'),
  may(F.MinQty, '', 'units of the instrument'),
  may(F.DisplayQty, 'iceberg', 'units of the instrument'),
]

export const NEW_ORDER_SINGLE: MessageDefinition = {
  name: 'NewOrderSingle',
  msgType: 'D',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ORDER_STREAMS,
  writers: ORDER_WRITERS,
  readers: ORDER_READERS,
  description: 'An order: from a strategy to the gateway, and once passed, from the gateway to the ems.',
  lengthMax: 1536,
  fields: [
    must(F.ClOrdID, 'unique for the day: strategy, life, counter'),
    must(F.Account, 'account of the desk configuration'),
    ...INSTRUMENT,
    ...TERMS,
    must(F.TransactTime, 'when the strategy decided', 'UTC, ns'),
    may(F.PositionEffect, 'C: may only reduce the position'),
    may(F.SecondaryClOrdID, 'parent order or quote'),
    may(F.TargetStrategy, 'execution algorithm, see ORDER_ALGORITHM'),
    may(F.SelfMatchPreventionID),
    may(F.StrategyID),
    ...CAUSE,
    ...APPROVAL,
    may(F.Text),
    some(PARTIES),
    some(STRATEGY_PARAMETERS),
    some(HOPS),
  ],
}

export const ORDER_CANCEL_REPLACE_REQUEST: MessageDefinition = {
  name: 'OrderCancelReplaceRequest',
  msgType: 'G',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ORDER_STREAMS,
  writers: ORDER_WRITERS,
  readers: ORDER_READERS,
  description: 'Changes price or quantity of an order. OrderQty is the new total, executed part included.',
  lengthMax: 1536,
  fields: [
    must(F.ClOrdID, 'new id'),
    must(F.OrigClOrdID, 'id of the order as it stands'),
    may(F.OrderID, 'id given by the venue'),
    must(F.Account),
    ...INSTRUMENT,
    ...TERMS,
    must(F.TransactTime, 'when the strategy decided', 'UTC, ns'),
    may(F.StrategyID),
    ...CAUSE,
    ...APPROVAL,
    may(F.Text),
    some(PARTIES),
    some(HOPS),
  ],
}

export const ORDER_CANCEL_REQUEST: MessageDefinition = {
  name: 'OrderCancelRequest',
  msgType: 'F',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ORDER_STREAMS,
  writers: ORDER_WRITERS,
  readers: ORDER_READERS,
  description: 'Cancels an order. No check refuses it.',
  lengthMax: 1024,
  fields: [
    must(F.ClOrdID, 'id of this request'),
    must(F.OrigClOrdID, 'id of the order as it stands'),
    may(F.OrderID, 'id given by the venue'),
    must(F.Account),
    ...INSTRUMENT,
    must(F.Side, '1 buy, 2 sell'),
    may(F.OrderQty, '', 'units of the instrument'),
    must(F.TransactTime, 'when the strategy decided', 'UTC, ns'),
    may(F.StrategyID),
    ...CAUSE,
    ...APPROVAL,
    may(F.Text),
    some(PARTIES),
    some(HOPS),
  ],
}

export const ORDER_MASS_ACTION_REQUEST: MessageDefinition = {
  name: 'OrderMassActionRequest',
  msgType: 'CA',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['ORDERS_INTENT', 'ORDERS_APPROVED', 'RISK_CONTROL', 'OPERATOR_CONTROL'],
  writers: ['alpha', 'risk-gateway', 'risk-engine', 'ops-console'],
  readers: ['risk-gateway', 'ems', 'alpha', 'warehouse'],
  description: 'Cancels every order in scope. No check refuses it.',
  lengthMax: 1024,
  fields: [
    must(F.ClOrdID, 'id of this request'),
    must(F.MassActionType, '3 cancel'),
    must(F.MassActionScope, '7 all, 1 a security, 8 a market; narrowed by parties and account'),
    may(F.MassActionReason, '1 trading risk, 4 stop trading, 5 emergency, 6 session loss, 99 other'),
    must(F.TransactTime, '', 'UTC, ns'),
    may(F.Account),
    may(F.StrategyID),
    may(F.Symbol),
    may(F.MarketID),
    may(F.Side),
    may(F.Text, 'reason in words'),
    ...CAUSE,
    some(PARTIES),
  ],
}

export const ORDER_MASS_STATUS_REQUEST: MessageDefinition = {
  name: 'OrderMassStatusRequest',
  msgType: 'AF',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['EXECUTION_REQUESTS'],
  writers: ['risk-gateway', 'oms', 'alpha', 'ops-console'],
  readers: ['ems', 'warehouse'],
  description:
    'Asks for the state of all open orders: one ExecutionReport with ExecType I each, the last with LastRptRequested ' +
    'Y.',
  lengthMax: 512,
  fields: [
    must(F.MassStatusReqID),
    must(F.MassStatusReqType, '7 all orders'),
    may(F.Account),
    may(F.StrategyID),
    may(F.Symbol),
    may(F.MarketID),
  ],
}
