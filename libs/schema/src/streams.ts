/**
 * The streams of the bus: the only way services know each other. One publication has one writer; where several services
 * are named, each has a publication of its own on the stream.
 */

export const STREAM = {
  MARKET_DATA: 1001,
  MARKET_DATA_SNAPSHOT: 1002,
  MARKET_DATA_CONFLATED: 1003,
  ORDERS_INTENT: 1010,
  ORDERS_REJECTED: 1011,
  ORDERS_APPROVED: 1012,
  EXECUTIONS: 1020,
  EXECUTION_REQUESTS: 1021,
  POSITIONS: 1030,
  POSITION_REQUESTS: 1031,
  RISK_CONTROL: 1040,
  RISK_LIMITS: 1041,
  TCA: 1050,
  OPERATOR_CONTROL: 1060,
  PARAMETERS: 1061,
  HEALTH: 1070,
} as const

export type StreamKey = keyof typeof STREAM

export interface StreamDefinition {
  readonly key: StreamKey
  readonly id: number
  /** Name of the page under docs/protocol/ and of the stream in tools. */
  readonly name: string
  readonly encoding: 'fix' | 'sbe'
  readonly writers: readonly string[]
  readonly readers: readonly string[]
  readonly description: string
}

const ALL = [
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

function stream(
  key: StreamKey,
  encoding: 'fix' | 'sbe',
  writers: readonly string[],
  readers: readonly string[],
  description: string,
): StreamDefinition {
  return { key, id: STREAM[key], name: key.toLowerCase().replaceAll('_', '-'), encoding, writers, readers, description }
}

const MARKET_DATA_READERS = ['alpha', 'risk-gateway', 'risk-engine', 'ems', 'oms', 'tca', 'ops-console', 'warehouse']

export const STREAMS: readonly StreamDefinition[] = [
  stream(
    'MARKET_DATA',
    'sbe',
    ['market-data'],
    MARKET_DATA_READERS,
    'Book increments, best bid and offer, trades, instrument status, heartbeats.',
  ),
  stream('MARKET_DATA_SNAPSHOT', 'sbe', ['market-data'], MARKET_DATA_READERS, 'Whole books for those who join late.'),
  stream(
    'MARKET_DATA_CONFLATED',
    'sbe',
    ['market-data'],
    ['ops-console'],
    'Tops of books for slow readers: the latest of each instrument, at most one in each interval.',
  ),
  stream(
    'ORDERS_INTENT',
    'fix',
    ['alpha', 'risk-engine', 'ops-console'],
    ['risk-gateway', 'tca', 'warehouse'],
    'What strategies want, and the hedges of the risk engine.',
  ),
  stream(
    'ORDERS_REJECTED',
    'fix',
    ['risk-gateway'],
    ['alpha', 'oms', 'tca', 'ops-console', 'warehouse'],
    'What the gateway refused, and why.',
  ),
  stream('ORDERS_APPROVED', 'fix', ['risk-gateway'], ['ems', 'oms', 'tca', 'warehouse'], 'What may go to the market.'),
  stream(
    'EXECUTIONS',
    'fix',
    ['ems'],
    ['oms', 'alpha', 'risk-gateway', 'risk-engine', 'tca', 'ops-console', 'warehouse'],
    'What happened to orders; state of venue links; answers to control.',
  ),
  stream(
    'EXECUTION_REQUESTS',
    'fix',
    ['oms', 'alpha', 'risk-gateway', 'risk-engine', 'tca', 'ops-console'],
    ['ems', 'warehouse'],
    'Asks the ems for open orders or for executions again.',
  ),
  stream(
    'POSITIONS',
    'fix',
    ['oms'],
    ['alpha', 'risk-gateway', 'risk-engine', 'tca', 'ems', 'ops-console', 'warehouse'],
    'Positions and P&L.',
  ),
  stream(
    'POSITION_REQUESTS',
    'fix',
    ['alpha', 'risk-gateway', 'risk-engine', 'tca', 'ops-console'],
    ['oms', 'warehouse'],
    'Asks the oms for positions.',
  ),
  stream(
    'RISK_CONTROL',
    'fix',
    ['risk-engine'],
    ['risk-gateway', 'ems', 'alpha', 'ops-console', 'warehouse'],
    'Graduated action by the risk engine: warn, widen, reduce-only, cancel-all, halt.',
  ),
  stream(
    'RISK_LIMITS',
    'fix',
    ['risk-engine', 'risk-gateway'],
    ['ops-console', 'alpha', 'warehouse'],
    'Limits with their use, alerts.',
  ),
  stream('TCA', 'fix', ['tca'], ['alpha', 'ems', 'ops-console', 'warehouse'], 'Measured fills, venue quality.'),
  stream(
    'OPERATOR_CONTROL',
    'fix',
    ['ops-console'],
    ['risk-gateway', 'ems', 'alpha', 'risk-engine', 'warehouse'],
    'Kill, cancel, release, parameter changes by an operator.',
  ),
  stream('PARAMETERS', 'fix', ['alpha'], ALL, 'Parameters as they stand: changes by operator or by feedback.'),
  stream('HEALTH', 'fix', ALL, ALL, 'Heartbeats, component and link states, alerts.'),
]

const BY_ID = new Map<number, StreamDefinition>(STREAMS.map((definition) => [definition.id, definition]))

/** For the edge. */
export function streamById(id: number): StreamDefinition | undefined {
  return BY_ID.get(id)
}
