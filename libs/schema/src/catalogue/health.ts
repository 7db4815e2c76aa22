/** Life signs, link states, alerts, and requests to repeat a stream. */

import { type MessageDefinition, may, must, some } from './definition.ts'
import { F } from './fields.ts'
import { APPLICATION_RANGES, APPLICATIONS, COMPONENTS, LINES } from './groups.ts'

const SERVICES = [
  'market-data',
  'alpha',
  'risk-gateway',
  'risk-engine',
  'ems',
  'oms',
  'tca',
  'venue-simulator',
  'warehouse',
  'ops-console',
] as const

export const APPLICATION_MESSAGE_REPORT: MessageDefinition = {
  name: 'ApplicationMessageReport',
  msgType: 'BY',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['HEALTH'],
  writers: SERVICES,
  readers: SERVICES,
  description:
    'Heartbeat of a service (SenderCompID), every 100 ms: whether it can work, and what it has written last on each ' +
    'stream.',
  lengthMax: 2048,
  fields: [
    must(F.ApplReportID),
    must(F.ApplReportType, '2 alive, 0 sequence reset'),
    must(F.Ready),
    may(F.HealthState),
    may(F.ServiceLife),
    may(F.DutyCycleAgeNs, '', 'ns'),
    may(F.Text, 'status in words'),
    some(APPLICATIONS),
  ],
}

export const APPLICATION_MESSAGE_REQUEST: MessageDefinition = {
  name: 'ApplicationMessageRequest',
  msgType: 'BW',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['EXECUTION_REQUESTS', 'POSITION_REQUESTS'],
  writers: ['oms', 'tca', 'risk-gateway', 'risk-engine', 'ops-console'],
  readers: ['ems', 'oms', 'warehouse'],
  description: 'Asks for messages again, by their ApplSeqNum; they come with PossResend Y.',
  lengthMax: 512,
  fields: [must(F.ApplReqID), must(F.ApplReqType, '0 retransmission'), some(APPLICATION_RANGES)],
}

export const SYSTEM_STATUS: MessageDefinition = {
  name: 'NetworkCounterpartySystemStatusResponse',
  msgType: 'BD',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['EXECUTIONS', 'HEALTH'],
  writers: ['ems', 'market-data', 'venue-simulator'],
  readers: SERVICES,
  description: 'State of venue links and components.',
  lengthMax: 2048,
  fields: [must(F.NetworkStatusResponseType, '1 full, 2 changes'), must(F.NetworkResponseID), some(COMPONENTS)],
}

export const NEWS: MessageDefinition = {
  name: 'News',
  msgType: 'B',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['RISK_LIMITS', 'HEALTH'],
  writers: SERVICES,
  readers: ['ops-console', 'warehouse'],
  description: 'Alert for the operator.',
  lengthMax: 2048,
  fields: [
    must(F.Headline, 'one line'),
    may(F.Urgency, '0 normal, 1 flash, 2 background'),
    may(F.NewsCategory, '3 technical'),
    may(F.ApplID),
    may(F.ApplSeqNum),
    some(LINES),
  ],
}

export const CLOCK_STATE: MessageDefinition = {
  name: 'ClockState',
  msgType: 'UC',
  version: 'FIX50SP2',
  kind: 'bus',
  streams: ['HEALTH'],
  writers: SERVICES,
  readers: ['ops-console', 'warehouse'],
  description: 'Offset of the clock of a host from UTC.',
  lengthMax: 512,
  fields: [
    must(F.TransactTime, '', 'UTC, ns'),
    must(F.ClockOffsetNs, '', 'ns'),
    may(F.ClockErrorNs, '', 'ns'),
    may(F.ClockSource),
  ],
}
