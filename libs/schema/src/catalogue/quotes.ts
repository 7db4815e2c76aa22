/** Quotes and orders of several legs: the gateway decides them and turns each side and leg into an order of its own. */

import { type FieldUse, type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { LEGS, QUOTE_SETS, RELATED_SYMBOLS } from './groups.ts'
import { CAUSE } from './orders.ts'

const INTENT = {
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['ORDERS_INTENT'],
  writers: ['alpha', 'ops-console'],
  readers: ['risk-gateway', 'warehouse'],
} as const

const ANSWER = {
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['ORDERS_REJECTED'],
  writers: ['risk-gateway'],
  readers: ['alpha', 'ops-console', 'warehouse'],
} as const

const WHO: readonly FieldUse[] = [must(F.Account, 'account of the desk configuration'), may(F.StrategyID)]

export const NEW_ORDER_MULTILEG: MessageDefinition = {
  ...INTENT,
  name: 'NewOrderMultileg',
  msgType: 'AB',
  description:
    'Orders in several instruments, all let pass or none. Leg n goes on as the order ClOrdID.n; the legs work apart.',
  lengthMax: 2048,
  fields: [
    must(F.ClOrdID, 'unique for the day'),
    ...WHO,
    must(F.Side, '1 buy, 2 sell'),
    must(F.OrderQty, 'times the ratio of a leg', ''),
    must(F.OrdType, '1 market, 2 limit'),
    may(F.TimeInForce, '0 day, 1 GTC, 3 IOC, 4 FOK; absent: day'),
    must(F.TransactTime, 'when the strategy decided', 'UTC, ns'),
    ...CAUSE,
    some(LEGS),
  ],
}

export const MASS_QUOTE: MessageDefinition = {
  ...INTENT,
  name: 'MassQuote',
  msgType: 'i',
  description:
    'Quotes in many instruments. Each side is decided and works as an order of its own: QuoteID.n with B or S; a ' +
    'later quote with the same QuoteEntryID replaces it, one without a size cancels it.',
  lengthMax: 16_384,
  fields: [must(F.QuoteID, 'unique for the day'), ...WHO, ...CAUSE, some(QUOTE_SETS)],
}

export const QUOTE: MessageDefinition = {
  ...INTENT,
  name: 'Quote',
  msgType: 'S',
  description: 'A quote in one instrument, handled as a mass quote with one entry, whose id is symbol and venue.',
  lengthMax: 1024,
  fields: [
    may(F.QuoteReqID),
    must(F.QuoteID, 'unique for the day'),
    ...WHO,
    must(F.Symbol, 'symbol of the desk configuration'),
    may(F.MarketID, 'venue of the desk configuration'),
    may(F.BidPx, '', 'quote currency'),
    may(F.OfferPx, '', 'quote currency'),
    may(F.BidSize, '0 or absent: no bid', 'units of the instrument'),
    may(F.OfferSize, '0 or absent: no offer', 'units of the instrument'),
    may(F.TransactTime, 'when the strategy decided', 'UTC, ns'),
    ...CAUSE,
  ],
}

export const QUOTE_REQUEST: MessageDefinition = {
  ...INTENT,
  name: 'QuoteRequest',
  msgType: 'R',
  description: 'Asks a venue for a quote. No venue session here takes it: answered by AG.',
  lengthMax: 1024,
  fields: [must(F.QuoteReqID), ...WHO, ...CAUSE, some(RELATED_SYMBOLS)],
}

export const MASS_QUOTE_ACKNOWLEDGEMENT: MessageDefinition = {
  ...ANSWER,
  name: 'MassQuoteAcknowledgement',
  msgType: 'b',
  description: 'What became of a mass quote or quote; each refused side has an ExecutionReport of its own.',
  lengthMax: 512,
  fields: [
    must(F.QuoteID),
    must(F.QuoteStatus, '0 all sides let pass, 5 some refused'),
    may(F.QuoteRejectReason, '99 other'),
    may(F.Account),
    may(F.StrategyID),
    may(F.Text, 'sides let pass, replaced, cancelled, refused'),
  ],
}

export const QUOTE_REQUEST_REJECT: MessageDefinition = {
  ...ANSWER,
  name: 'QuoteRequestReject',
  msgType: 'AG',
  description: 'A quote request was refused.',
  lengthMax: 512,
  fields: [must(F.QuoteReqID), must(F.QuoteRequestRejectReason, '99 other'), may(F.StrategyID), may(F.Text)],
}
