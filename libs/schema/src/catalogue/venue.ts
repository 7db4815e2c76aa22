/**
 * Application messages of venue sessions in FIX.4.2, FIX.4.4 and FIXT.1.1 with FIX50SP2. Bodies only: the session adds
 * header and trailer. There is no field of our own in them, so that nothing of ours can reach a venue.
 *
 * What differs: 4.2 has ExecTransType(20), fills as ExecType 1 and 2, HandlInst(21) required, no mass cancel,
 * commission instead of fees; DisplayQty(1138) replaced MaxFloor(111) in 5.0; 5.0 requires MassActionReportID(1369) in
 * r.
 */

import { type ApplicationVersion, type FieldUse, type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { FEES } from './groups.ts'

const SUFFIX: Readonly<Record<ApplicationVersion, string>> = { FIX42: '42', FIX44: '44', FIX50SP2: '50' }

interface VenueOptions {
  readonly name: string
  readonly msgType: string
  readonly fromVenue: boolean
  readonly description: string
  readonly fields: readonly FieldUse[]
}

function venueMessage(version: ApplicationVersion, options: VenueOptions): MessageDefinition {
  return {
    name: `Venue${options.name}${SUFFIX[version]}`,
    msgType: options.msgType,
    version,
    kind: 'venue',
    streams: [],
    writers: [options.fromVenue ? 'venue-simulator' : 'ems'],
    readers: [options.fromVenue ? 'ems' : 'venue-simulator'],
    description: options.description,
    lengthMax: 1024,
    fields: options.fields,
  }
}

function terms(version: ApplicationVersion): readonly FieldUse[] {
  return [
    must(F.Side),
    must(F.TransactTime),
    must(F.OrderQty),
    must(F.OrdType),
    may(F.Price),
    may(F.StopPx),
    may(F.TimeInForce),
    may(F.ExpireTime),
    may(F.ExecInst),
    may(F.MinQty),
    may(version === 'FIX50SP2' ? F.DisplayQty : F.MaxFloor),
    may(F.Currency),
  ]
}

const HANDLING: readonly FieldUse[] = [must(F.HandlInst, '1 automated, private')]
const INSTRUMENT: readonly FieldUse[] = [must(F.Symbol), may(F.SecurityExchange)]

function entryMessages(version: ApplicationVersion): MessageDefinition[] {
  const handling = version === 'FIX42' ? HANDLING : []
  return [
    venueMessage(version, {
      name: 'NewOrderSingle',
      msgType: 'D',
      fromVenue: false,
      description: 'An order.',
      fields: [
        must(F.ClOrdID),
        may(F.Account),
        ...handling,
        ...INSTRUMENT,
        ...terms(version),
        ...(version === 'FIX50SP2' ? [may(F.SelfMatchPreventionID)] : []),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'OrderCancelReplaceRequest',
      msgType: 'G',
      fromVenue: false,
      description: 'A change of an order; OrderQty is the new total.',
      fields: [
        must(F.OrigClOrdID),
        must(F.ClOrdID),
        may(F.OrderID),
        may(F.Account),
        ...handling,
        ...INSTRUMENT,
        ...terms(version),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'OrderCancelRequest',
      msgType: 'F',
      fromVenue: false,
      description: 'A cancel of an order.',
      fields: [
        must(F.OrigClOrdID),
        must(F.ClOrdID),
        may(F.OrderID),
        may(F.Account),
        ...INSTRUMENT,
        must(F.Side),
        must(F.TransactTime),
        may(F.OrderQty),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'OrderStatusRequest',
      msgType: 'H',
      fromVenue: false,
      description: 'Asks for the state of one order.',
      fields: [
        may(F.OrderID),
        must(F.ClOrdID),
        may(F.Account),
        ...INSTRUMENT,
        must(F.Side),
        ...(version === 'FIX42' ? [] : [may(F.OrdStatusReqID)]),
      ],
    }),
  ]
}

function executionReport(version: ApplicationVersion): MessageDefinition {
  const isOld = version === 'FIX42'
  return venueMessage(version, {
    name: 'ExecutionReport',
    msgType: '8',
    fromVenue: true,
    description: isOld
      ? 'State of an order. ExecTransType 0 new, 1 cancel (bust), 2 correct, 3 status; fills are ExecType 1 and 2.'
      : 'State of an order. Fills are ExecType F, busts H, corrections G, status I.',
    fields: [
      must(F.OrderID),
      may(F.ClOrdID),
      may(F.OrigClOrdID),
      must(F.ExecID),
      ...(isOld ? [must(F.ExecTransType)] : []),
      may(F.ExecRefID),
      must(F.ExecType),
      must(F.OrdStatus),
      may(F.OrdRejReason),
      may(F.ExecRestatementReason),
      ...(isOld ? [] : [may(F.MassStatusReqID), may(F.TotNumReports), may(F.LastRptRequested), may(F.OrdStatusReqID)]),
      may(F.Account),
      ...INSTRUMENT,
      must(F.Side),
      may(F.OrderQty),
      may(F.OrdType),
      may(F.Price),
      may(F.StopPx),
      may(F.TimeInForce),
      may(F.ExecInst),
      may(F.LastQty, isOld ? 'LastShares in 4.2' : ''),
      may(F.LastPx),
      may(F.LastMkt),
      ...(isOld ? [] : [may(F.LastLiquidityInd, '1 added, 2 removed')]),
      must(F.LeavesQty),
      must(F.CumQty),
      ...(version === 'FIX50SP2' ? [may(F.AvgPx)] : [must(F.AvgPx)]),
      may(F.TransactTime),
      ...(isOld ? [may(F.Commission), may(F.CommType, '3 absolute')] : []),
      may(F.Text),
      ...(isOld ? [] : [some(FEES)]),
    ],
  })
}

function refusals(version: ApplicationVersion): MessageDefinition[] {
  return [
    venueMessage(version, {
      name: 'OrderCancelReject',
      msgType: '9',
      fromVenue: true,
      description: 'A cancel or replace was refused.',
      fields: [
        must(F.OrderID),
        must(F.ClOrdID),
        ...(version === 'FIX50SP2' ? [may(F.OrigClOrdID)] : [must(F.OrigClOrdID)]),
        must(F.OrdStatus),
        may(F.Account),
        may(F.TransactTime),
        must(F.CxlRejResponseTo, '1 cancel, 2 replace'),
        may(F.CxlRejReason),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'BusinessMessageReject',
      msgType: 'j',
      fromVenue: true,
      description: 'A message that is well formed but cannot be taken.',
      fields: [
        may(F.RefSeqNum),
        must(F.RefMsgType),
        may(F.BusinessRejectRefID),
        must(F.BusinessRejectReason),
        may(F.Text),
      ],
    }),
  ]
}

function massMessages(version: 'FIX44' | 'FIX50SP2'): MessageDefinition[] {
  return [
    venueMessage(version, {
      name: 'OrderMassCancelRequest',
      msgType: 'q',
      fromVenue: false,
      description: 'Cancels all orders in scope.',
      fields: [
        must(F.ClOrdID),
        must(F.MassCancelRequestType, '1 a security, 7 all'),
        may(F.Symbol),
        may(F.Side),
        must(F.TransactTime),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'OrderMassCancelReport',
      msgType: 'r',
      fromVenue: true,
      description: 'Answer to a mass cancel.',
      fields: [
        may(F.ClOrdID),
        must(F.OrderID),
        ...(version === 'FIX50SP2' ? [must(F.MassActionReportID)] : []),
        must(F.MassCancelRequestType),
        must(F.MassCancelResponse, '0 rejected, 7 all canceled'),
        may(F.MassCancelRejectReason),
        may(F.TotalAffectedOrders),
        may(F.Symbol),
        may(F.Side),
        may(F.TransactTime),
        may(F.Text),
      ],
    }),
    venueMessage(version, {
      name: 'OrderMassStatusRequest',
      msgType: 'AF',
      fromVenue: false,
      description: 'Asks for the state of all open orders.',
      fields: [must(F.MassStatusReqID), must(F.MassStatusReqType, '7 all'), may(F.Account), may(F.Symbol), may(F.Side)],
    }),
  ]
}

export const VENUE_MESSAGES: readonly MessageDefinition[] = [
  ...entryMessages('FIX42'),
  executionReport('FIX42'),
  ...refusals('FIX42'),
  ...entryMessages('FIX44'),
  executionReport('FIX44'),
  ...refusals('FIX44'),
  ...massMessages('FIX44'),
  ...entryMessages('FIX50SP2'),
  executionReport('FIX50SP2'),
  ...refusals('FIX50SP2'),
  ...massMessages('FIX50SP2'),
]
